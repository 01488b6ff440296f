"""How long the panelist's window takes to answer in a very heavy visit, page by page.

    python3 build_scripts/bench_day.py [--json] [--rounds N] [--sample]

Plays the same day in every round, by keys, in a process of its own: opening the visit, going to
every page for the first and the second time, one key in a text, one typical edit, a finding noted
in between by Ctrl+K, and taking that back. What counts is the time from the key until the window
has painted and waits for the next one. Opening works in the background, so its longest stretch
without a look at the keyboard is told apart. Beside the milliseconds stand multiples of what a
bare encrypted file takes in the same process: a row committed, or all rows read.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from bench_window import Act, Bench, BenchWindow, measure_bare, tell
from heavy_visit import PANELIST, heavy_panelist
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.demo import prepare_panelist
from app.library import Library
from ui.actions import Do
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.interviews import InterviewsScreen

ROUNDS = 5
EDITS = 6
WORDS = "seen"
COLUMNS = ("first", "second", "key", "edit", "noted", "undo")
PARTS = ("files/sample", "files/similar", "interviews/survey")
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Steps = Iterator[tuple[str, Act]]


class Day:
    """Plays one panelist's day in the window."""

    def __init__(self, window: BenchWindow) -> None:
        self._window, self._watch = window, window.watch

    def play(self) -> None:
        self._window.open()
        self._window.go_round()
        for name in self._window.page.page_ids():
            self._window.page.go(name)
            self._work_on(name)
        self._go_to_parts()

    def _go_to_parts(self) -> None:
        """The further tabs of files and interviews."""
        page = self._window.page
        for row in PARTS:
            name, _slash, part = row.partition("/")
            page.go(name)
            self._watch.time(row, "first", lambda part=part: self._show(part))
            page.go("sign_in")
            self._watch.time(row, "second", lambda name=name: page.go(name))
            self._work_on(row)

    def _show(self, part: str) -> None:
        screen = self._window.screen
        if isinstance(screen, FilesScreen):
            screen.show_part(part)
        elif isinstance(screen, InterviewsScreen):
            screen.tabs.choose(part)

    def _work_on(self, row: str) -> None:
        for number in range(EDITS):
            if row in _EDITS:
                self._window.screen.enter()
                self._watch.settle()
                for what, act in _EDITS[row](self, number):
                    self._watch.time(row, what, act)
            self._note_a_finding(row)
            self._watch.time(row, "undo", self._window.action(Do.UNDO).trigger)

    def _note_a_finding(self, row: str) -> None:
        self._watch.time("quick capture", "first", lambda: self._press("k", CONTROL))
        self._watch.time("quick capture", "key", lambda: self._press("x"))
        self._type(WORDS)
        self._watch.time(row, "noted", lambda: self._press(Qt.Key.Key_Return))

    def _press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        target = QApplication.focusWidget() or self._window.window
        if isinstance(key, str) and modifier == PLAIN:
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key, modifier)

    def _type(self, text: str) -> None:
        for letter in text:
            self._press(letter)
        self._watch.settle()

    def note(self, _number: int) -> Steps:
        """An empty line ends a note and stores it."""
        yield "key", lambda: self._press("x")
        self._press(Qt.Key.Key_Return)
        yield "edit", lambda: self._press(Qt.Key.Key_Return)

    def answer(self, number: int) -> Steps:
        yield "edit", lambda: self._press("1234"[number % 4])

    def talk(self, _number: int) -> Steps:
        yield "key", lambda: self._press("x")
        self._type(WORDS)
        yield "edit", self._window.page.flush

    def score(self, _number: int) -> Steps:
        yield "key", lambda: self._press("0")
        yield "edit", lambda: self._press(Qt.Key.Key_Return)

    def say(self, number: int) -> Steps:
        """A finding is reworded where it stands in its list."""
        self._press(Qt.Key.Key_Return)
        yield "key", lambda: self._press("x")
        self._type(f"{WORDS} {number}")
        yield "edit", lambda: self._press(Qt.Key.Key_Return)

    def respond(self, number: int) -> Steps:
        yield "key", lambda: self._press("9")
        self._type(f"{number}")
        yield "edit", lambda: self._press(Qt.Key.Key_Return)


_EDITS: dict[str, Callable[[Day, int], Steps]] = {
    "briefing": Day.note,
    "observation": Day.answer,
    "files": Day.answer,
    "interviews": Day.talk,
    "scoring": Day.score,
    "feedback": Day.say,
    "interviews/survey": Day.respond,
}


def make_sample(library: Library) -> None:
    prepare_panelist(library, "zhongcun", PANELIST)


def play(folder: Path) -> None:
    bare = measure_bare(folder, lambda visit: visit.captures.all())
    window = BenchWindow(folder)
    Day(window).play()
    window.close()
    tell(bare, window.watch.taken)


if __name__ == "__main__":
    Bench(__doc__ or "", ROUNDS, COLUMNS, heavy_panelist, make_sample, play).run()
