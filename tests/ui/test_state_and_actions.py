"""State keeps its types over a restart; every key is given once."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ui import actions
from ui.actions import SHORTCUTS, Do
from ui.state import State


def test_state_keeps_its_types_over_a_restart(qapp, tmp_path: Path):
    path = tmp_path / "state.ini"
    state = State(path)
    state.set_flag("folded", value=False)
    state.set_number("page", 3)
    state.set_texts("recent", ("一份",))
    state.set_numbers("sizes", (200, -1, 336))
    state.set_data("geometry", QByteArray(b"\x00\xff\n"))
    state.sync()
    again = State(path)
    assert again.flag("folded", default=True) is False
    assert again.number("page") == 3
    assert again.texts("recent") == ("一份",)
    assert again.numbers("sizes") == (200, -1, 336)
    assert again.data("geometry") == QByteArray(b"\x00\xff\n")


def test_what_was_never_set_has_its_default(state: State):
    assert (state.text("a"), state.number("b", 7), state.flag("c"), state.texts("d")) == (
        "",
        7,
        False,
        (),
    )
    state.set_text("b", "viele")
    assert state.number("b", 7) == 7


def test_every_key_does_one_thing():
    given = Counter(QKeySequence(key).toString() for s in SHORTCUTS for key in s.keys)
    assert [key for key, count in given.items() if count > 1] == []
    assert {s.do for s in SHORTCUTS} == set(Do)


def test_an_action_has_text_keys_and_runs_its_slot(qtbot, theme):
    class Window(QWidget):
        captured = 0

        def quick(self):
            self.captured += 1

    window = Window()
    qtbot.addWidget(window)
    action = actions.make(Do.QUICK, window, window.quick)
    action.trigger()
    assert window.captured == 1
    assert actions.keys(Do.QUICK) == ("Ctrl", "K")
    assert actions.hint(Do.NEXT_OPEN) == "Ctrl J"
    assert actions.label(Do.STAGE_3).endswith("3")
    assert not action.icon().isNull()
