"""What holds the window longest: the worst stretch without a look at the keyboard, act by act.

    python3 build_scripts/bench_hold.py [--json] [--rounds N] [--only large heavy]

`large` is a report of 30 districts with 600 findings in print, `heavy` a visit of 100 districts ×
60 items with 2,000 findings. Told of each act: the longest stretch on the clock, how much of the
window's own work the busiest stretch was (machines that are shared make the clock lie), the latter
as a multiple of a fixed piece of Python, and how long it took until all was shown. No stretch of
work may reach 100 ms on a machine on which that piece takes 10.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from time import thread_time

from bench_evening import first_cell, settle
from bench_window import BenchWindow, Taken, round_in_a_process
from heavy_visit import HEAVY, PASSPHRASE, Size, heavy_coordinator
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.exchange import crypto
from app.library import Library
from app.model.capture import Stance
from ui.actions import Do
from ui.screens.base import Target
from ui.screens.coordinator.collect import CollectScreen
from ui.screens.coordinator.findings import FindingsScreen
from ui.screens.coordinator.report import ReportScreen

SIZES = {"large": Size(districts=30, items=6, photos=0, findings=900), "heavy": HEAVY}
ROUNDS = 2
TIMES = 2
SCORES = cycle((Decimal(14), Decimal(15)))
POINTS = cycle((Decimal(0), Decimal("0.1")))
Act = tuple[str, str, Callable[[], object]]


class Evening:
    """The acts of one evening that have much behind them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._window = BenchWindow(folder)
        self._window.open()
        self.visit = self._window.page.context.open_visit

    def play(self) -> tuple[Taken, ...]:
        for row, what, act in self._acts():
            self._window.watch.time(row, what, act, self._is_waiting)
        self._window.close()
        return tuple(t for t in self._window.watch.taken if t.row != "opening")

    def _is_waiting(self) -> bool:
        page = self._window.page
        return bool(page.context.jobs.running) or bool(getattr(page.current, "pending", False))

    def _acts(self) -> Iterator[Act]:
        for name in ("merge", "collect", "findings", "report"):
            yield "enter", name, partial(self._window.page.go, name)
        for _time in range(TIMES):
            yield from self._on_the_report()
        for name in ("report", "findings", "merge", "parties"):
            yield from self._another_look(name)
        yield from self._sheets()
        yield from self._order()

    def _on_the_report(self) -> Iterator[Act]:
        run = self._window.page.context.bus.run
        decide = self.visit.decide
        score = partial(decide.enter_party, "supervision", next(SCORES))
        cell = first_cell(self.visit.merging.outcome)
        yield "report", "key", self._type
        yield "report", "score", partial(run, score, None)
        yield "report", "undo", self._window.action(Do.UNDO).trigger
        settled = partial(settle, self.visit, cell, next(POINTS))
        yield "report", "settled", partial(run, settled, None)

    def _type(self) -> None:
        """A key in the closing text, stored."""
        page = self._window.screen
        assert isinstance(page, ReportScreen)
        page.passages.select("closing")
        page.passages.editor.setFocus()
        QTest.keyClick(page.passages.editor, Qt.Key.Key_X)
        page.flush()

    def _another_look(self, name: str) -> Iterator[Act]:
        """All pages that were gone to are there, the others hidden."""
        self._window.page.go(name)
        yield "zoom", name, self._window.action(Do.ZOOM_IN).trigger
        yield "zoom", name, self._window.action(Do.ZOOM_RESET).trigger

    def _sheets(self) -> Iterator[Act]:
        row = [one for one in self.visit.collecting.rows() if not one.taken_out][-1]
        path = self._folder / "one.hsheet"
        path.write_bytes(self.visit.state.store.sheets.raw(row.hash))
        self._window.page.go("collect")
        page = self._window.screen
        assert isinstance(page, CollectScreen)
        for _time in range(TIMES):
            yield "sheet", "taken out", partial(page.side.removed.emit, row.hash, "看错了")
            yield "sheet", "collected", partial(page.offer, (path,))
            yield "sheet", "undo", self._window.action(Do.UNDO).trigger
            yield "sheet", "redo", self._window.action(Do.REDO).trigger

    def _order(self) -> Iterator[Act]:
        self._window.page.go("findings")
        page = self._window.screen
        assert isinstance(page, FindingsScreen)
        listed = self.visit.findings.all()
        concern = next(one for one in listed if one.stance is Stance.CONCERN and one.district)
        page.reveal(Target("findings", capture=concern.id))
        for _time in range(TIMES):
            first = page.shelf.concern[0].edit.id
            yield "findings", "moved", partial(page.concern.list.stepped.emit, first, 1)


def play(folder: Path) -> None:
    """One round, in a process of its own."""
    taken = Evening(folder).play()
    told = [[one.row, one.what, one.longest, one.busy, one.whole] for one in taken]
    print(json.dumps({"bare": bare(), "taken": told}))


def bare() -> float:
    """Milliseconds of work for a fixed piece of Python; ten on the machine of the promise."""
    found = []
    for _time in range(7):
        began = thread_time()
        sorted(str(number * 7919 % 10_007) for number in range(30_000))
        found.append((thread_time() - began) * 1000)
    return min(found)


def measure(size: Size, rounds: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="huiping-") as name:
        folder = Path(name)
        library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
        others = Library.create(folder / "others", PASSPHRASE, crypto.LOWEST)
        heavy_coordinator(library, others, size)
        others.close()
        library.close()
        found = [round_in_a_process(folder, number) for number in range(rounds)]
    return _figures(found)


def _figures(found: list[dict]) -> dict[str, dict[str, float]]:
    """The worst of each act over all rounds, and the median until all was shown."""
    acts: dict[str, list[tuple[float, float, float, float]]] = {}
    for one in found:
        for row, what, longest, busy, whole in one["taken"]:
            taken = (longest, busy, busy / one["bare"], whole)
            acts.setdefault(f"{row}: {what}", []).append(taken)
    return {
        act: {
            "longest": round(max(t[0] for t in taken)),
            "busy": round(max(t[1] for t in taken)),
            "times bare": round(max(t[2] for t in taken), 1),
            "shown": round(median(t[3] for t in taken)),
        }
        for act, taken in acts.items()
    }


def print_table(name: str, acts: dict[str, dict[str, float]]) -> None:
    print(f"{name:22}{'longest':>9}{'work':>7}{'x bare':>8}{'all done':>10}   (ms)")
    for act, told in acts.items():
        figures = f"{told['longest']:>9}{told['busy']:>7}{told['times bare']:>8}{told['shown']:>10}"
        print(f"  {act:20}{figures}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="figures for a program")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=SIZES, nargs="+", default=list(SIZES))
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.play is not None:
        play(asked.play)
        return
    found = {name: measure(SIZES[name], asked.rounds) for name in asked.only}
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for name, acts in found.items():
        print_table(name, acts)


if __name__ == "__main__":
    sys.exit(main())
