"""What the benchmarks of the window share: the stop-watch, rounds in processes, the table."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heavy_visit import PASSPHRASE
from msgspec.structs import replace
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QAction

from app import settings
from app.exchange import crypto
from app.library import Library
from app.model.capture import Capture
from app.storage import connection
from app.storage.migrations import upgrade, visit_steps
from app.storage.rows import CaptureRows
from app.visit import Visit
from ui.actions import Do
from ui.application import Huiping, make_application
from ui.screens.base import Screen
from ui.visit_page import VisitPage

WIDTH, HEIGHT = 1366, 768
A_LITTLE = 0.001
LOOKING = ("first", "second", "key")
"""What is compared with reading all rows; the rest is compared with a commit."""
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds until the window waits again, and its longest stretch without a look up.

    `busy` is how long it worked itself in its busiest stretch: what is longer on the clock went to
    other threads or, on a machine that is shared, to others.
    """

    row: str
    what: str
    whole: float
    longest: float
    busy: float = 0


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
        began = perf_counter()
        stretches = [_stretch(act)[1:]]
        more: object = True
        while more or waiting():
            more, *stretch = _stretch(self._loop.processEvents)
            stretches.append(stretch)
            if not more and waiting():
                sleep(A_LITTLE)
        longest, busy = map(max, zip(*stretches, strict=True))
        self.taken.append(Taken(row, what, (perf_counter() - began) * 1000, longest, busy))


class BenchWindow:
    """The real window over the library of a folder; closed by `close`."""

    def __init__(self, folder: Path) -> None:
        data = folder / "data"
        data.mkdir()
        settings.save(data, replace(settings.load(data), language="zh_CN"))
        self._huiping = Huiping(make_application(["bench"]), data, folder / "library")
        self.watch = Watch()
        self.window = self._huiping.window
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.activateWindow()

    @property
    def page(self) -> VisitPage:
        assert self.window.page is not None
        return self.window.page

    @property
    def screen(self) -> Screen:
        assert self.page.current is not None
        return self.page.current

    def action(self, do: Do) -> QAction:
        return self.window.actions_by_do[do]

    def open(self) -> None:
        """Opens the one visit of the library, timed until its first page is painted."""
        desk, jobs = self._huiping.desk, self._huiping.jobs
        desk.unlock(PASSPHRASE)
        while desk.library is None:
            self.watch.settle()
        (summary,) = desk.summaries()
        self.watch.time(
            "opening",
            "first",
            lambda: desk.open_summary(summary),
            lambda: self.window.page is None or bool(jobs.running),
        )

    def go_round(self) -> None:
        """To every page, twice."""
        for what in ("first", "second"):
            for name in self.page.page_ids():
                self.watch.time(name, what, lambda name=name: self.page.go(name))

    def close(self) -> None:
        self.window.close()
        self._huiping.close()


@dataclass(frozen=True, slots=True)
class Bare:
    """Milliseconds that a file alone takes, without any program around it."""

    commit: float
    read: float


def measure_bare(folder: Path, captures_of: Callable[[Visit], Sequence[Capture]]) -> Bare:
    """One row changed and committed, and all rows read, in an encrypted file of the same rows."""
    library = Library.open(folder / "library", PASSPHRASE)
    visit = library.open_visit(library.summaries()[0].folder)
    captures = captures_of(visit)
    database = connection.create(folder / "bare.db", bytes(32))
    upgrade(database, visit_steps)
    with database.atomic():
        for capture in captures:
            CaptureRows(database).put(capture)
    visit.close()
    library.close()

    def commit(known: str) -> None:
        with database.atomic():
            database.execute("update captures set device = device || 'x' where id = ?", [known])

    commits = [
        milliseconds(lambda known=known.id: commit(known))
        for known in captures[:: max(1, len(captures) // 50)]
    ]
    reads = [
        milliseconds(lambda: database.execute("select * from captures").fetchall())
        for _ in range(5)
    ]
    database.conn.close()
    return Bare(median(commits), median(reads))


def tell(bare: Bare, taken: Sequence[Taken]) -> None:
    """Gives the figures of one round to the process that asked for them."""
    print(json.dumps({"bare": asdict(bare), "taken": [asdict(one) for one in taken]}))


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark: two ways to put a visit into a library, and `play` for one round's folder."""

    words: str
    rounds: int
    columns: tuple[str, ...]
    make_heavy: Callable[[Library], object]
    make_sample: Callable[[Library], object]
    play: Callable[[Path], None]

    def run(self) -> None:
        """The command. Every round is played in a process of its own, the first to warm up."""
        parser = argparse.ArgumentParser(description=self.words.splitlines()[0])
        parser.add_argument("--json", action="store_true", help="figures for a program")
        parser.add_argument("--rounds", type=int, default=self.rounds)
        parser.add_argument("--sample", action="store_true", help="the sample, not a heavy visit")
        parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
        asked = parser.parse_args()
        if asked.play is not None:
            self.play(asked.play)
            return
        make = self.make_sample if asked.sample else self.make_heavy
        figures = as_figures(*self._play_rounds(asked.rounds, make))
        if asked.json:
            print(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            print_table(figures, self.columns)

    def _play_rounds(
        self, count: int, make: Callable[[Library], object]
    ) -> tuple[list[Bare], list[Taken]]:
        with tempfile.TemporaryDirectory(prefix="huiping-") as name:
            folder = Path(name)
            library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
            make(library)
            library.close()
            found = [round_in_a_process(folder, number) for number in range(count + 1)][1:]
        bare = [Bare(**one["bare"]) for one in found]
        return bare, [Taken(**taken) for one in found for taken in one["taken"]]


def round_in_a_process(folder: Path, number: int) -> dict:
    """With a fresh copy; modules are compiled once, as in the finished program."""
    own = folder / f"round-{number}"
    shutil.copytree(folder / "library", own / "library")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    command = [sys.executable, sys.argv[0], "--play", str(own)]
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    shutil.rmtree(own)
    return dict(json.loads(run.stdout.splitlines()[-1]))


def as_figures(bare: Sequence[Bare], taken: Sequence[Taken]) -> dict[str, object]:
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
            "times": round(middle / (read if what in LOOKING else commit), 1),
        }
    return {"bare commit": round(commit, 2), "bare read": round(read, 1), "rows": rows}


def print_table(figures: dict, columns: Sequence[str]) -> None:
    print(f"bare commit {figures['bare commit']} ms, bare read {figures['bare read']} ms")
    print("median/worst in ms, and in brackets the median in bare reads or commits")
    print(f"{'':18}" + "".join(f"{what:>17}" for what in columns))
    for row, cells in figures["rows"].items():
        print(f"{row:18}" + "".join(f"{_cell(cells.get(what)):>17}" for what in columns))
    longest = figures["rows"]["opening"]["first"]["longest"]
    print(f"longest stretch without a look at the keyboard while opening: {longest} ms")


def _cell(one: dict | None) -> str:
    return f"{one['median']:.0f}/{one['worst']:.0f} ({one['times']})" if one else "-"


def _stretch(act: Act) -> tuple[object, float, float]:
    """What came of it, and milliseconds on the clock and of this thread's own work."""
    began, worked = perf_counter(), thread_time()
    value = act()
    return value, (perf_counter() - began) * 1000, (thread_time() - worked) * 1000


def milliseconds(act: Act) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000
