"""How long the panelist's window takes to answer in a very heavy visit, page by page.

    python3 build_scripts/bench_day.py [--json] [--rounds N]

Plays the same day in every round, by keys, in a process of its own: opening the visit, going to
every page for the first and the second time, one key in a text, one typical edit, a finding noted
in between by Ctrl+K, and taking that back. What counts is the time from the key until the window
has painted and waits for the next one. Opening works in the background, so its longest stretch
without a look at the keyboard is told apart. Beside the milliseconds stand multiples of what a
bare encrypted file takes in the same process: a row committed, or all rows read.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heavy_visit import PASSPHRASE, heavy_panelist
from msgspec.structs import replace
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import settings
from app.exchange import crypto
from app.library import Library
from app.model.capture import Capture
from app.storage import connection
from app.storage.migrations import upgrade, visit_steps
from app.storage.rows import CaptureRows
from ui.actions import Do
from ui.application import Huiping, make_application
from ui.screens.base import Screen
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.interviews import InterviewsScreen
from ui.visit_page import VisitPage

ROUNDS = 5
EDITS = 6
WORDS = "seen"
COLUMNS = ("first", "second", "key", "edit", "noted", "undo")
AFTER_A_COMMIT = ("edit", "noted", "undo")
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Act = Callable[[], object]
Steps = Iterator[tuple[str, Act]]


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds until the window waits again, and its longest stretch without a look up."""

    row: str
    what: str
    whole: float
    longest: float


class Watch:
    """Does something as the event loop would, and waits until nothing is left to do."""

    def __init__(self) -> None:
        self._loop = QEventLoop()
        self.taken: list[Taken] = []

    def settle(self) -> None:
        while self._loop.processEvents():
            pass

    def time(self, row: str, what: str, act: Act, waiting: Callable[[], bool] = bool) -> None:
        """`act`, and all that follows from it while there are events, or while `waiting`."""
        self.settle()
        stretches = [_milliseconds(act)]
        more = True
        while more or waiting():
            before = perf_counter()
            more = self._loop.processEvents()
            stretches.append((perf_counter() - before) * 1000)
        self.taken.append(Taken(row, what, sum(stretches), max(stretches)))


class Day:
    """Plays one panelist's day in the window."""

    def __init__(self, folder: Path) -> None:
        data = folder / "data"
        data.mkdir()
        settings.save(data, replace(settings.load(data), language="zh_CN"))
        self._watch = Watch()
        self._huiping = Huiping(make_application(["bench"]), data, folder / "library")
        self._window = self._huiping.window
        self._window.resize(1366, 768)
        self._window.show()
        self._window.activateWindow()

    def play(self) -> list[Taken]:
        self._open()
        for what in ("first", "second"):
            for name in self._page.page_ids():
                self._watch.time(name, what, lambda name=name: self._page.go(name))
        for name in self._page.page_ids():
            self._page.go(name)
            self._work_on(name)
        self._go_to_parts()
        self._window.close()
        self._huiping.close()
        return self._watch.taken

    @property
    def _page(self) -> VisitPage:
        assert self._window.page is not None
        return self._window.page

    @property
    def _screen(self) -> Screen:
        assert self._page.current is not None
        return self._page.current

    def _open(self) -> None:
        desk, jobs = self._huiping.desk, self._huiping.jobs
        desk.unlock(PASSPHRASE)
        while desk.library is None:
            self._watch.settle()
        (summary,) = desk.summaries()
        self._watch.time(
            "opening",
            "first",
            lambda: desk.open_summary(summary),
            lambda: self._window.page is None or bool(jobs.running),
        )

    def _go_to_parts(self) -> None:
        """The further tabs of files and interviews."""
        for row in ("files/sample", "files/similar", "interviews/survey"):
            name, _slash, part = row.partition("/")
            self._page.go(name)
            self._watch.time(row, "first", lambda part=part: self._show(part))
            self._page.go("sign_in")
            self._watch.time(row, "second", lambda name=name: self._page.go(name))
            self._work_on(row)

    def _show(self, part: str) -> None:
        screen = self._screen
        if isinstance(screen, FilesScreen):
            screen.show_part(part)
        elif isinstance(screen, InterviewsScreen):
            screen.tabs.choose(part)

    def _work_on(self, row: str) -> None:
        for number in range(EDITS):
            if row in _EDITS:
                self._screen.enter()
                self._watch.settle()
                for what, act in _EDITS[row](self, number):
                    self._watch.time(row, what, act)
            self._note_a_finding(row)
            undo = self._window.actions_by_do[Do.UNDO]
            self._watch.time(row, "undo", undo.trigger)

    def _note_a_finding(self, row: str) -> None:
        self._watch.time("quick capture", "first", lambda: self._press("k", CONTROL))
        self._watch.time("quick capture", "key", lambda: self._press("x"))
        self._type(WORDS)
        self._watch.time(row, "noted", lambda: self._press(Qt.Key.Key_Return))

    def _press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        target = QApplication.focusWidget() or self._window
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
        yield "edit", self._page.flush

    def score(self, _number: int) -> Steps:
        yield "key", lambda: self._press("0")
        yield "edit", lambda: self._press(Qt.Key.Key_Return)

    def say(self, _number: int) -> Steps:
        yield "key", lambda: self._press("x")
        self._type(WORDS)
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


@dataclass(frozen=True, slots=True)
class Bare:
    """Milliseconds that a file alone takes, without any program around it."""

    commit: float
    read: float


def measure_bare(folder: Path, captures: tuple[Capture, ...]) -> Bare:
    """One row changed and committed, and all rows read, in an encrypted file of the same rows."""
    database = connection.create(folder / "bare.db", bytes(32))
    upgrade(database, visit_steps)
    rows = CaptureRows(database)
    with database.atomic():
        for capture in captures:
            rows.put(capture)
    change = "update captures set device = device || 'x' where id = ?"
    commits = [
        _milliseconds(lambda known=known.id: _commit(database, change, known))
        for known in captures[:: len(captures) // 50]
    ]
    reads = [
        _milliseconds(lambda: database.execute("select * from captures").fetchall())
        for _ in range(5)
    ]
    database.conn.close()
    return Bare(median(commits), median(reads))


def _commit(database: connection.Database, sql: str, known: str) -> None:
    with database.atomic():
        database.execute(sql, [known])


def play_one_round(folder: Path) -> None:
    """What a process of its own does; writes its figures as JSON."""
    library = Library.open(folder / "library", PASSPHRASE)
    visit = library.open_visit(library.summaries()[0].folder)
    bare = measure_bare(folder, visit.captures.all())
    visit.close()
    library.close()
    taken = Day(folder).play()
    print(json.dumps({"bare": asdict(bare), "taken": [asdict(one) for one in taken]}))


def play_rounds(count: int) -> tuple[list[Bare], list[Taken]]:
    """Every round begins with a fresh copy of the same visit; the first one only warms up."""
    with tempfile.TemporaryDirectory(prefix="huiping-") as name:
        folder = Path(name)
        library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
        heavy_panelist(library)
        library.close()
        found = [_round_in_a_process(folder, number) for number in range(count + 1)][1:]
    bare = [Bare(**one["bare"]) for one in found]
    return bare, [Taken(**taken) for one in found for taken in one["taken"]]


def _round_in_a_process(folder: Path, number: int) -> dict:
    """Modules are compiled once, as in the finished program, whatever the shell says."""
    own = folder / f"round-{number}"
    shutil.copytree(folder / "library", own / "library")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    command = [sys.executable, __file__, "--play", str(own)]
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    shutil.rmtree(own)
    return dict(json.loads(run.stdout.splitlines()[-1]))


def as_figures(bare: list[Bare], taken: list[Taken]) -> dict[str, object]:
    """Median and worst by row and column, and the median in multiples of the bare file."""
    commit, read = median(b.commit for b in bare), median(b.read for b in bare)
    rows: dict[str, dict[str, object]] = {}
    for row, what in dict.fromkeys((t.row, t.what) for t in taken):
        found = [t for t in taken if (t.row, t.what) == (row, what)]
        middle = median(t.whole for t in found)
        rows.setdefault(row, {})[what] = {
            "median": round(middle, 1),
            "worst": round(max(t.whole for t in found), 1),
            "longest": round(max(t.longest for t in found), 1),
            "times": round(middle / (commit if what in AFTER_A_COMMIT else read), 1),
        }
    return {"bare commit": round(commit, 2), "bare read": round(read, 1), "rows": rows}


def print_table(figures: dict) -> None:
    print(f"bare commit {figures['bare commit']} ms, bare read {figures['bare read']} ms")
    print("median/worst in ms, and in brackets the median in bare reads or commits")
    print(f"{'':18}" + "".join(f"{what:>19}" for what in COLUMNS))
    for row, columns in figures["rows"].items():
        cells = (_cell(columns.get(what)) for what in COLUMNS)
        print(f"{row:18}" + "".join(f"{cell:>19}" for cell in cells))
    longest = figures["rows"]["opening"]["first"]["longest"]
    print(f"longest stretch without a look at the keyboard while opening: {longest} ms")


def _cell(one: dict | None) -> str:
    return f"{one['median']:.0f}/{one['worst']:.0f} ({one['times']})" if one else "-"


def _milliseconds(act: Act) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="figures for a program")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.play is not None:
        play_one_round(asked.play)
        return
    figures = as_figures(*play_rounds(asked.rounds))
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        print_table(figures)


if __name__ == "__main__":
    main()
