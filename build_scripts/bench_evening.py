"""How long the coordinator's window takes to answer in a very heavy visit, page by page.

    python3 build_scripts/bench_evening.py [--json] [--rounds N] [--sample]

As `bench_day.py`: opening the visit, going to every page for the first and the second time, and
on every page a settlement, as the merge page makes it, and taking it back.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from bench_window import Bench, BenchWindow, measure_bare, tell
from heavy_visit import PASSPHRASE, heavy_coordinator

from app.changes import Changes
from app.demo import play as play_sample
from app.exchange import crypto
from app.library import Library
from app.model.outcome import Outcome
from app.visit import Visit
from ui.actions import Do

ROUNDS = 3
SETTLEMENTS = 6
COLUMNS = ("first", "second", "settled", "undo")
POINTS = cycle((Decimal(0), Decimal("0.1")))


@contextmanager
def panelists() -> Iterator[Library]:
    """A library for the panel, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="huiping-") as name:
        made = Library.create(Path(name) / "library", PASSPHRASE, crypto.LOWEST)
        yield made
        made.close()


def make_heavy(library: Library) -> None:
    with panelists() as others:
        heavy_coordinator(library, others)


def make_sample(library: Library) -> None:
    with panelists() as others:
        play_sample(library, "zhongcun", others).visit.close()


def play(folder: Path) -> None:
    bare = measure_bare(folder, lambda visit: visit.collecting.accepted()[0].content.captures)
    window = BenchWindow(folder)
    window.open()
    window.go_round()
    page, visit = window.page, window.page.context.open_visit
    cell = first_cell(visit.merging.outcome)
    for name in page.page_ids():
        page.go(name)
        for points in islice(POINTS, SETTLEMENTS):
            settled = partial(settle, visit, cell, points)
            window.watch.time(name, "settled", partial(page.context.bus.run, settled, None))
            window.watch.time(name, "undo", window.action(Do.UNDO).trigger)
    window.close()
    tell(bare, window.watch.taken)


def first_cell(outcome: Outcome) -> tuple[str, str | None]:
    """The first cell in a district that can be settled by itself."""
    return next(
        (cell.item.id, cell.district)
        for party in outcome.parties
        for block in party.blocks
        for part in block.districts
        for cell in part.cells
        if part.sums is None and part.district is not None
    )


def settle(visit: Visit, cell: tuple[str, str | None], points: Decimal) -> Changes:
    return visit.decide.settle(*cell, points, reason="合议", by="评委甲")


if __name__ == "__main__":
    Bench(__doc__ or "", ROUNDS, COLUMNS, make_heavy, make_sample, play).run()
