"""Habits that keep windows from leaking and hanging, looked for in the source."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "ui"
SOURCES = sorted(UI.rglob("*.py"))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"connect\(\s*(lambda|partial)", "a slot that is no bound method keeps widgets alive"),
        (r"processEvents\(", "re-entering the event loop breaks whatever runs"),
        (r"time\.sleep\(", "sleeping blocks typing"),
        (r"setIndexWidget\(", "a widget in a cell is what delegates are for"),
        (r"Qt\.Align(Left|Right|Center|VCenter|HCenter|Top)\b", "enums are fully qualified"),
        (r"QSettings\(", "raw settings forget types; use ui.state"),
    ],
)
def test_the_source_keeps_clear_of(pattern, why):
    found = [
        f"{path.relative_to(UI)}: {match.group()}"
        for path in SOURCES
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
        if not (path.name == "state.py" and "QSettings" in match.group())
    ]
    assert found == [], why


def test_every_slot_is_marked_as_one():
    unmarked = [
        f"{path.relative_to(UI)}: {name}"
        for path in SOURCES
        for text in [path.read_text(encoding="utf-8")]
        for name in re.findall(r"\.connect\(\s*self\.(_on_\w+)\s*\)", text)
        if not re.search(rf"@Slot\([^)]*\)\n\s+def {name}\(", text)
        and re.search(rf"def {name}\(", text)
    ]
    assert unmarked == []


def test_text_is_typed_in_our_own_editors_only():
    own = UI / "widgets" / "editors.py"
    field = (
        r"Q(LineEdit|TextEdit|PlainTextEdit|SpinBox|DoubleSpinBox|DateEdit|TimeEdit|InputDialog)"
    )
    made = re.compile(rf"class \w+\((?:[\w, ]*,\s*)?{field}\b|\b{field}\(|setEditable\(True")
    found = [
        f"{path.relative_to(UI)}: {match.group()}"
        for path in SOURCES
        if path != own
        for match in made.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "other fields lose what an input method holds when the focus leaves"
