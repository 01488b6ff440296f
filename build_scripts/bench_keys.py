"""How soon quick capture takes a key, and how soon a score is on disk.

    python3 build_scripts/bench_keys.py [--json] [--tries N]

Plays real key events into the real window, in the sample and in `heavy_visit.py`: Ctrl+K and a
letter from every page in turn, until the letter is painted; a figure with Enter or Tab in a score
cell, until the commit has returned and until the window waits for the next key. Beside the
milliseconds stand what the processor was busy with, which other programs do not lengthen,
multiples of a bare commit into an encrypted file of the same rows, and the longest stretch in which
the window did not look at the keyboard.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench_window import Bare, Watch, measure_bare
from heavy_visit import PASSPHRASE, heavy_panelist
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest

from app import settings
from app.demo import prepare_panelist
from app.exchange import crypto
from app.library import Library
from app.model.text import plain
from ui.application import Huiping, make_application
from ui.models.roles import Role, ScoreCell
from ui.screens.base import Target
from ui.screens.panelist.scoring import ScoringScreen
from ui.window import Window

if TYPE_CHECKING:
    from ui.visit_page import VisitPage
    from ui.widgets.quick import QuickCapture

TRIES, LONGEST = 120, 120
WARM = 3
BLOCK = "quality"
OPEN, LETTER, COMMIT, READY = "sheet", "letter seen", "commit", "ready again"
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
MAKERS: dict[str, Callable[[Library], str]] = {
    "sample": lambda library: prepare_panelist(library, "zhongcun", "bing"),
    "heavy": heavy_panelist,
}


class Painted(QObject):
    """Whether a widget was painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.at_all = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        self.at_all |= event.type() is QEvent.Type.Paint
        return False


Try = tuple[float, float]
"""Milliseconds on the clock, and those of them that this program was busy."""


class Clock:
    """From a key on."""

    def __init__(self) -> None:
        self._wall, self._busy = perf_counter(), process_time()

    def now(self) -> Try:
        return ((perf_counter() - self._wall) * 1000, (process_time() - self._busy) * 1000)


@dataclass(frozen=True, slots=True)
class Found:
    """Every try, by what was waited for."""

    name: str
    bare: Bare
    times: dict[str, list[Try]]
    longest: float


class Player:
    """Presses keys in one visit's window."""

    def __init__(self, window: Window) -> None:
        self._window, self._watch = window, Watch()
        assert window.page is not None
        assert window.visit is not None
        self._page: VisitPage = window.page
        assert self._page.quick is not None
        self._quick: QuickCapture = self._page.quick
        self._clock, self._committed = Clock(), (0.0, 0.0)
        window.visit.state.store.log.watch(self._on_written)
        self.times: dict[str, list[Try]] = {what: [] for what in (OPEN, LETTER, COMMIT, READY)}

    @property
    def longest(self) -> float:
        return max(one.longest for one in self._watch.taken)

    def play(self, tries: int) -> None:
        for page in self._page.page_ids():
            self._page.go(page)
            self._watch.settle()
        for page in islice(cycle(self._page.page_ids()), WARM + tries):
            self._page.go(page)
            self._watch.settle()
            self._note()
        self._page.go("scoring")
        self._screen.reveal(Target("scoring", block=BLOCK))
        for number in range(WARM + tries):
            self._score(number)
        for found in self.times.values():
            del found[:WARM]

    def _note(self) -> None:
        """Ctrl+K, a letter; then the sheet is emptied and put away again."""
        clock = Clock()
        self._press("note", Qt.Key.Key_K, CONTROL)
        shown = clock.now()
        painted = Painted(self._quick.text.viewport())
        self._press("note", Qt.Key.Key_X)
        seen = clock.now()
        if self._quick.text.text() != "x" or not painted.at_all:
            raise AssertionError(f"the letter is not seen: {self._quick.text.text()!r}")
        painted.deleteLater()
        self.times[OPEN].append(shown)
        self.times[LETTER].append(seen)
        self._press("note", Qt.Key.Key_Backspace)
        self._press("note", Qt.Key.Key_Escape)

    def _score(self, number: int) -> None:
        """A figure that is another than before, ended by Enter and by Tab in turn."""
        table = self._screen.table
        model = table.model()
        column = model.columnCount() - 1 - number // 2 % (model.columnCount() - 2)
        cells = [model.index(row, column) for row in range(model.rowCount())]
        cell = next(c for c in cells[number % 7 :] if c.flags() & Qt.ItemFlag.ItemIsEditable)
        table.setCurrentIndex(cell)
        table.setFocus()
        shown = cell.data(Role.SHOWN)
        assert isinstance(shown, ScoreCell)
        for letter in "0" if shown.text != "0" else plain(shown.high or Decimal()):
            self._press("score", letter)
        self._clock, self._committed = Clock(), (0.0, 0.0)
        self._press("score", Qt.Key.Key_Tab if number % 2 else Qt.Key.Key_Return)
        if not self._committed[0]:
            raise AssertionError("no score was stored")
        self.times[COMMIT].append(self._committed)
        self.times[READY].append(self._clock.now())

    @property
    def _screen(self) -> ScoringScreen:
        assert isinstance(self._page.current, ScoringScreen)
        return self._page.current

    def _press(self, row: str, key: Qt.Key | str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Into the window as the system does it, so that shortcuts are looked up as well."""
        handle = self._window.windowHandle()
        self._watch.time(row, "key", lambda: QTest.keyClick(handle, key, modifier))

    def _on_written(self, table: str, _rows: frozenset[int]) -> None:
        if table == "captures":
            self._committed = self._clock.now()


def measure(tries: int) -> list[Found]:
    """Each visit in a process of its own, opened as the program opens it."""
    with tempfile.TemporaryDirectory(prefix="huiping-") as name:
        return [_in_a_process(Path(name) / kind, kind, tries) for kind in MAKERS]


def _in_a_process(folder: Path, kind: str, tries: int) -> Found:
    library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
    MAKERS[kind](library)
    library.close()
    bare = measure_bare(folder, lambda visit: visit.captures.all())
    command = [sys.executable, __file__, "--play", str(folder), "--tries", str(tries)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Found(kind, bare, **json.loads(run.stdout.splitlines()[-1]))


def play(folder: Path, tries: int) -> None:
    """What a process of its own does; writes its figures as JSON."""
    (folder / "data").mkdir()
    settings.save(folder / "data", replace(settings.load(folder / "data"), language="zh_CN"))
    huiping = Huiping(make_application(["bench"]), folder / "data", folder / "library")
    window = huiping.window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    huiping.desk.unlock(PASSPHRASE)
    _wait(lambda: huiping.desk.library is not None)
    huiping.desk.open_summary(huiping.desk.summaries()[0])
    _wait(lambda: window.page is not None and not huiping.jobs.running)
    player = Player(window)
    player.play(tries)
    print(json.dumps({"times": player.times, "longest": player.longest}))
    window.close()
    huiping.close()


def _wait(done: Callable[[], bool]) -> None:
    began = perf_counter()
    while not done():
        QTest.qWait(10)
        if perf_counter() - began > LONGEST:
            raise TimeoutError


def as_figures(found: list[Found]) -> dict[str, object]:
    """Median, 95th percentile and worst, and the 95th in multiples of a bare commit."""
    return {
        one.name: {
            "bare commit": round(one.bare.commit, 2),
            "longest stretch": round(one.longest, 1),
            **{what: _figures(times, one.bare.commit) for what, times in one.times.items()},
        }
        for one in found
    }


def _figures(times: list[Try], commit: float) -> dict[str, float]:
    wall, busy = ([one[n] for one in times] for n in (0, 1))
    high = quantiles(wall, n=20)[-1]
    return {
        "tries": len(times),
        "median": round(median(wall), 1),
        "95th": round(high, 1),
        "worst": round(max(wall), 1),
        "busy median": round(median(busy), 1),
        "busy 95th": round(quantiles(busy, n=20)[-1], 1),
        "times": round(high / commit, 1),
    }


def print_table(figures: dict) -> None:
    print("ms; the last column is the 95th percentile in bare commits")
    for name, columns in figures.items():
        print(
            f"{name}: bare commit {columns['bare commit']} ms, longest stretch without a look at "
            f"the keyboard {columns['longest stretch']} ms"
        )
        for what, one in columns.items():
            if isinstance(one, dict):
                print(
                    f"  {what:12} median {one['median']:6} 95th {one['95th']:6} "
                    f"worst {one['worst']:6} of {one['tries']}, busy median "
                    f"{one['busy median']:6} 95th {one['busy 95th']:6}   x{one['times']}"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="figures for a program")
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.play is not None:
        play(asked.play, asked.tries)
        return
    figures = as_figures(measure(asked.tries))
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        print_table(figures)


if __name__ == "__main__":
    main()
