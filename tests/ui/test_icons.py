"""Every icon exists, is drawn, and follows the palette."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize

from ui import icons
from ui.icons import Icon
from ui.theme import Mode, Theme, Tone


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_every_icon_is_drawn(theme: Theme, mode: Mode):
    theme.set_mode(mode)
    for icon in Icon:
        assert not icons.outline(icon).isEmpty(), icon
        image = icons.get(icon).pixmap(QSize(24, 24)).toImage()
        inked = any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
        assert inked, icon


def test_an_icon_changes_its_tint_with_the_palette(theme: Theme):
    light = icons.get(Icon.DONE, Tone.PRAISE).pixmap(QSize(24, 24)).toImage()
    theme.set_mode(Mode.DARK)
    assert icons.get(Icon.DONE, Tone.PRAISE).pixmap(QSize(24, 24)).toImage() != light


def test_the_application_icon_is_there(qapp):
    assert not icons.application().pixmap(QSize(64, 64)).isNull()


def test_icons_are_not_loaded_before_the_first_is_shown():
    code = "import sys, ui.icons, ui.actions; print('qtawesome' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
