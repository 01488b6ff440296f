"""How soon the preview of the report follows a change, and how long the window waits meanwhile.

    python3 build_scripts/bench_preview.py [--json] [--rounds N]

For the sample and for a visit of 30 districts with 600 findings in print: a key in a text, and a
party's score, each until the preview shows it and until the checker has looked over it. Compared
with the bare libraries on the same thread: docxtpl fills the same form from the same data and
mammoth converts the result, without links, window or program.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import mammoth
from bench_window import A_LITTLE, BenchWindow, milliseconds
from docxtpl import DocxTemplate
from heavy_visit import PASSPHRASE, Size, heavy_coordinator
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest

from app.demo import play
from app.exchange import crypto
from app.library import Library
from app.reports.context import build_context
from app.visit import Visit
from ui.screens.coordinator.report import ReportScreen

ROUNDS = 7
LARGE = Size(districts=30, items=6, photos=0, findings=900)
"""Two of three findings are printed; the third is still to be verified."""
SCORES = cycle((Decimal(14), Decimal(15)))


@dataclass(slots=True)
class Figures:
    """Milliseconds of every round: until shown, until checked, longest stretch of the window."""

    shown: list[float] = field(default_factory=list)
    checked: list[float] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)

    def told(self, bare: float) -> dict[str, float]:
        return {
            "shown": round(median(self.shown)),
            "worst": round(max(self.shown)),
            "times bare": round(median(self.shown) / bare, 2),
            "checked": round(median(self.checked)),
            "longest": round(max(self.longest)),
        }


class Stage:
    """The real window on the report page of one visit."""

    def __init__(self, folder: Path) -> None:
        self._window = BenchWindow(folder)
        self._loop = QEventLoop()
        self._window.open()
        self._window.page.go("report")
        screen = self._window.screen
        assert isinstance(screen, ReportScreen)
        self.page: ReportScreen = screen
        self.page.preview.rendered.connect(self._on_rendered)
        self._shown = 0.0
        while not self.page.passages.key or self.page.pending:
            self._loop.processEvents()

    @property
    def visit(self) -> Visit:
        return self.page.visit

    def close(self) -> None:
        self._window.close()

    def type(self) -> None:
        """A key in the closing text."""
        self.page.passages.select("closing")
        self.page.passages.editor.setFocus()
        QTest.keyClick(self.page.passages.editor, Qt.Key.Key_X)

    def score(self) -> None:
        points = next(SCORES)
        decide = self.visit.decide
        self.page.context.bus.run(partial(decide.enter_party, "supervision", points), None)

    def time(self, act: Callable[[], None], figures: Figures) -> None:
        """`act`, until the preview has followed and the checker is done."""
        self._shown, began = 0.0, perf_counter()
        longest = milliseconds(act)
        while not self._shown or self.page.pending:
            before = perf_counter()
            if not self._loop.processEvents():
                sleep(A_LITTLE)
                continue
            longest = max(longest, (perf_counter() - before) * 1000)
        figures.shown.append((self._shown - began) * 1000)
        figures.checked.append((perf_counter() - began) * 1000)
        figures.longest.append(longest)

    def _on_rendered(self) -> None:
        self._shown = perf_counter()


def bare(visit: Visit, rounds: int) -> float:
    """Milliseconds of docxtpl and mammoth alone."""
    form = visit.forms.load(visit.forms.chosen)
    context = build_context(visit.report.input(form.id), form)
    return median(milliseconds(partial(_convert, form.template, context)) for _ in range(rounds))


def _convert(template: Path, context: dict[str, object]) -> None:
    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    target = BytesIO()
    document.save(target)
    mammoth.convert_to_html(target)


def measure(make: Callable[[Library, Library], object], rounds: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="huiping-") as name, suppress(PermissionError):
        folder = Path(name)
        library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
        others = Library.create(folder / "others", PASSPHRASE, crypto.LOWEST)
        make(library, others)
        others.close()
        library.close()
        return _measured(folder, rounds)
    raise AssertionError


def _measured(folder: Path, rounds: int) -> dict[str, object]:
    stage = Stage(folder)
    typed, scored = Figures(), Figures()
    stage.time(stage.type, Figures())
    for _round in range(rounds):
        stage.time(stage.type, typed)
        stage.time(stage.score, scored)
    alone = bare(stage.visit, rounds)
    printed = len(stage.visit.report.input(stage.visit.forms.chosen).used)
    places = len(stage.page.preview.browser.places)
    stage.close()
    return {
        "findings in print": printed,
        "places": places,
        "bare": round(alone),
        "key": typed.told(alone),
        "score": scored.told(alone),
    }


def _sample(library: Library, others: Library) -> None:
    play(library, "zhongcun", others).visit.close()


def _large(library: Library, others: Library) -> None:
    heavy_coordinator(library, others, LARGE)


MAKERS: dict[str, Callable[[Library, Library], object]] = {"sample": _sample, "large": _large}


def print_table(found: dict[str, dict]) -> None:
    for name, figures in found.items():
        print(
            f"{name}: {figures['findings in print']} findings, {figures['places']} places;"
            f" bare docxtpl and mammoth {figures['bare']} ms"
        )
        for act in ("key", "score"):
            told = figures[act]
            print(
                f"  {act:6} shown after {told['shown']} ms (worst {told['worst']},"
                f" {told['times bare']} x bare), checked after {told['checked']} ms;"
                f" longest stretch of the window {told['longest']} ms"
            )


def main(names: Sequence[str] = tuple(MAKERS)) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="figures for a program")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=names, nargs="+", default=list(names))
    asked = parser.parse_args()
    found = {name: measure(MAKERS[name], asked.rounds) for name in asked.only}
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print_table(found)


if __name__ == "__main__":
    main()
