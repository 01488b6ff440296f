"""Reads and compares texts; imported in a job, since the libraries are slow to load."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from app.errors import UserError
from app.exchange.tables import read_table
from app.exchange.text_files import pasted_records, read_records
from app.i18n import N_, _
from app.rules.columns import Table
from app.rules.similarity import Aligned, Mark, Pair
from app.services.similar import Comparison, align, compare, evidence, proposal
from ui.jobs import Progress
from ui.models.samples import guessed_columns
from ui.models.similar import PASTED, ClauseRow, Compared, Comparing, Shown, Source, files_in


def compared(work: Comparing, progress: Progress) -> Compared:
    """Reads what is new, adds it to what is there, and compares all.

    Raises:
        UserError: nothing could be read, there is one text only, or too much of it.
    """
    found, refusals = _read(work, progress)
    if not found and refusals:
        raise refusals[0]
    sources = _merged(work.kept, found)
    records = [record for source in sources for record in source.records]
    if len(records) < 2:
        raise UserError(N_("There is only one text. Add another one to compare it with."))
    return Compared(sources, compare(records, progress), tuple(refusals))


def read_list(path: Path) -> Table:
    """A table to draw from; a first row that looks like a record is one.

    Raises:
        UserError: as `read_table`.
    """
    table = read_table(path)
    if guessed_columns(table)[0] is None and any(c.isdigit() for c in table.headers[0]):
        return read_table(path, header=False)
    return table


def _read(work: Comparing, progress: Progress) -> tuple[list[Source], list[UserError]]:
    found: list[Source] = []
    refusals: list[UserError] = []
    paths = files_in(work.paths)
    for number, path in enumerate(paths):
        progress(number, len(paths) + 1)
        try:
            read = read_records(path)
        except UserError as error:
            refusals.append(error)
        else:
            found.append(Source(path.name, read.records, read.without_text))
    if work.pasted.strip():
        found.append(Source(PASTED, pasted_records(work.pasted, _("pasted"))))
    return found, refusals


def _merged(kept: Sequence[Source], new: Sequence[Source]) -> tuple[Source, ...]:
    """A file that comes again replaces itself; so does what is pasted."""
    return tuple({source.name: source for source in (*kept, *new)}.values())


def shown(comparison: Comparison, pair: Pair) -> Shown:
    left, right = comparison.records[pair.left], comparison.records[pair.right]
    aligned = align(left.text, right.text, comparison.labels)
    kept = evidence(comparison, pair)
    return Shown(
        pair,
        left,
        right,
        clause_rows(aligned),
        kept,
        proposal(kept),
        _marks([(row.left, row) for row in aligned]),
        _marks([(row.right, row) for row in aligned]),
    )


def clause_rows(aligned: Sequence[Aligned]) -> tuple[ClauseRow, ...]:
    """Blank clauses are left out; runs of equal ones become bands."""
    kept = [row for row in aligned if row.left.strip() or row.right.strip()]
    bands = [row.mark is Mark.EQUAL and not row.label for row in kept]
    signs = _signs(bands)
    return tuple(
        ClauseRow(
            " ".join(row.left.split()),
            " ".join(row.right.split()),
            equal=band,
            heading=row.label,
            opens=band and not (at and bands[at - 1]),
            closes=band and not (at + 1 < len(bands) and bands[at + 1]),
            sign=signs.get(at),
        )
        for at, (row, band) in enumerate(zip(kept, bands, strict=True))
    )


def _signs(bands: Sequence[bool]) -> dict[int, int]:
    """Where the equals signs of the bands stand, as `ClauseRow.sign` has it."""
    found: dict[int, int] = {}
    for band, places in groupby(range(len(bands)), key=bands.__getitem__):
        if band:
            run = list(places)
            middle = run[len(run) // 2]
            even = len(run) % 2 == 0
            found |= {middle - 1: 1, middle: -1} if even else {middle: 0}
    return found


def _marks(sides: Sequence[tuple[str, Aligned]]) -> tuple[tuple[int, int], ...]:
    return tuple(_spans(sides))


def _spans(sides: Sequence[tuple[str, Aligned]]) -> Iterator[tuple[int, int]]:
    """In UTF-16 units, as Qt counts."""
    at = 0
    for text, row in sides:
        if row.mark is Mark.EQUAL and not row.label and text.strip():
            yield at, at + _units(text.rstrip())
        at += _units(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
