"""Contrast of every pair that occurs, and switching while the program runs."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from ui import fonts
from ui.theme import DARK, LIGHT, ZOOMS, Mode, Theme, Tone, mix, tokens

LOOKS = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
TONES = [Tone.ACCENT, Tone.PRAISE, Tone.CONCERN, Tone.VERIFY, Tone.CRITICAL]


def luminance(colour: QColor) -> float:
    parts = [c / 255 for c in (colour.red(), colour.green(), colour.blue())]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, two: QColor) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def grounds(look):
    plain = [look.bg, look.surface, look.raised, look.nav]
    return plain + [look.soft(tone) for tone in TONES]


@pytest.mark.parametrize("look", LOOKS)
def test_every_text_stands_out_from_every_ground_it_stands_on(look):
    for ground in grounds(look):
        for tone in (Tone.TEXT, Tone.MUTED, Tone.ACCENT):
            assert contrast(look.tone(tone), ground) >= 4.5, (tone, ground.name())


@pytest.mark.parametrize("look", LOOKS)
def test_coloured_words_stand_out_from_pages_rows_and_their_own_soft_ground(look):
    for tone in TONES:
        own = [look.bg, look.surface, look.raised, look.soft(Tone.ACCENT), look.soft(tone)]
        for ground in own:
            assert contrast(look.tone(tone), ground) >= 4.5, (tone, ground.name())


@pytest.mark.parametrize("look", LOOKS)
def test_text_on_filled_shapes_stands_out(look):
    for tone in TONES:
        assert contrast(look.on_accent, look.tone(tone)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_edges_that_carry_meaning_are_seen(look):
    for ground in (look.bg, look.surface):
        assert contrast(look.edge, ground) >= 3
    for tone in TONES:
        assert contrast(look.tone(tone), look.nav) >= 3
        assert contrast(look.tone(tone), look.mid(tone)) >= 1.8


def test_mixing_lays_a_share_of_one_colour_over_another():
    assert mix(QColor("#000000"), QColor("#FFFFFF"), 0.5).name() == "#808080"


def test_switching_changes_palette_and_style_sheet_while_the_program_runs(
    qtbot, qapp: QApplication, theme: Theme
):
    label = QLabel("评分")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.bg
    assert DARK.surface.name() in label.styleSheet()
    assert "@" not in label.styleSheet()
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == DARK.text
    theme.set_mode(Mode.LIGHT)
    assert tokens() is LIGHT


def test_zoom_scales_type_and_measures_and_stops_at_both_ends(theme: Theme):
    for _step in ZOOMS:
        theme.zoom_in()
    assert theme.percent == 200
    assert fonts.px(36) == 72
    assert fonts.font(fonts.BODY).pixelSize() == 28
    for _step in ZOOMS:
        theme.zoom_out()
    assert theme.percent == 80
    theme.zoom_reset()
    assert (theme.percent, fonts.px(36)) == (100, 36)


def test_a_line_is_wrapped_without_a_mark_at_the_start(theme: Theme):
    lines = fonts.wrapped("微心愿当月落实，回访有记录，链接到的资源用到了户。", 100)
    assert "".join(lines) == "微心愿当月落实，回访有记录，链接到的资源用到了户。"
    assert all(fonts.width(line) <= 100 for line in lines)
    assert not any(line[0] in "，。" for line in lines)


def test_an_empty_text_is_one_empty_line(theme: Theme):
    assert fonts.wrapped("", 100) == [""]
    assert fonts.wrapped("一\n\n二", 100) == ["一", "", "二"]
