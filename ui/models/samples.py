"""Random samples: what is drawn from, the draws so far, one draw's records and how to repeat it."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from app.i18n import _
from app.model.capture import Capture, Inspection, Sample
from app.model.text import plain
from app.rules.columns import Table, match_columns
from app.rules.sampling import Listed, Population, Size, draw, population_of
from app.services.samples import listed_lines, listed_rows
from ui.icons import Icon
from ui.jobs import Progress
from ui.models.choices import Choice, ChoiceRow
from ui.models.roles import PlaceRow
from ui.theme import Tone

NEW = "new"
SEEN, PROBLEM = "seen", "problem"
SLOW = "ui.models.comparing"
_SHORT = 8


def choices() -> tuple[Choice, ...]:
    """What can be said of a drawn record."""
    return (
        Choice(SEEN, _("in order"), Tone.PRAISE, Icon.DONE),
        Choice(PROBLEM, _("a problem"), Tone.CONCERN, Icon.MISSING),
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that is drawn from: typed or pasted, or columns of a table."""

    text: str = ""
    table: Table | None = None
    column: int = 0
    stratum: int | None = None

    @property
    def source(self) -> str:
        """The file's name; empty for a typed list."""
        return self.table.name if self.table else ""

    def listed(self) -> tuple[Listed, ...]:
        if self.table is None:
            return listed_lines(self.text)
        return listed_rows(self.table, self.column, self.stratum)


_IDS = {"id": ("编号", "档案号", "档案编号", "个案编号", "序号", "id", "code", "number")}
_STRATA = {
    "stratum": ("片区", "社工点", "村居", "社区", "类别", "类型", "district", "site", "type")
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The work of a job: a table to draw from.

    Raises:
        UserError: it cannot be read.
    """

    path: Path

    def __call__(self, progress: Progress) -> Table:
        progress(0, 1)
        return cast("Table", import_module(SLOW).read_list(self.path))


def guessed_columns(table: Table) -> tuple[int | None, int | None]:
    """The columns with the numbers and with the strata, by their headings."""
    ids = match_columns(table.headers, _IDS).get("id")
    strata = match_columns(table.headers, _STRATA).get("stratum")
    return ids, None if strata == ids else strata


@dataclass(frozen=True, slots=True)
class Counting:
    """The work of a job: what a list holds.

    Raises:
        UserError: it is empty, too long, or puts a record into two strata.
    """

    listing: Listing

    def __call__(self, progress: Progress) -> Population:
        progress(0, 1)
        return population_of(self.listing.listed())


@dataclass(frozen=True, slots=True)
class Drawing:
    """The work of a job: the draw.

    Raises:
        UserError: as `Counting`, or a size that the list cannot give.
    """

    listing: Listing
    size: Size
    seed: str

    def __call__(self, progress: Progress) -> Sample:
        progress(0, 1)
        population = population_of(self.listing.listed())
        return draw(population, self.size, self.seed, source=self.listing.source)


def draw_rows(captures: tuple[Capture, ...]) -> tuple[PlaceRow, ...]:
    """The way to a new draw, then the draws, the latest first."""
    drawn = [(n, c, c.body) for n, c in enumerate(captures, start=1)]
    rows = (_draw_row(n, c, body) for n, c, body in reversed(drawn) if isinstance(body, Sample))
    return (PlaceRow(NEW, _("New draw")), *rows)


def _draw_row(number: int, capture: Capture, sample: Sample) -> PlaceRow:
    done, total = len(sample.inspected), len(sample.drawn)
    name = _("Draw {number}").format(number=number)
    return PlaceRow(capture.id, name, (f"{done}/{total}",), done / max(1, total), Tone.MUTED)


def record_rows(sample: Sample) -> tuple[ChoiceRow, ...]:
    """The drawn records in the order of the draw, stratum by stratum."""
    seen = {one.record: one for one in sample.inspected}
    found, number = [], 0
    for stratum in sample.strata:
        for record in stratum.drawn:
            number += 1
            found.append(_record_row(number, record, stratum.name, seen.get(record)))
    return tuple(found)


def _record_row(number: int, record: str, stratum: str, seen: Inspection | None) -> ChoiceRow:
    names = {choice.value: choice.word for choice in choices()}
    chosen = "" if seen is None else PROBLEM if seen.problem else SEEN
    return ChoiceRow(
        record,
        record,
        note=stratum,
        chosen=chosen,
        word=names.get(chosen, _("not looked at")),
        under=seen.remark if seen else "",
        lead=str(number),
    )


def inspected(sample: Sample, record: str, value: str) -> tuple[Inspection, ...]:
    """With another answer for a record; an empty one takes it back."""
    old = {one.record: one for one in sample.inspected}
    remark = old.pop(record).remark if record in old else ""
    if value:
        old[record] = Inspection(record=record, problem=value == PROBLEM, remark=remark)
    return tuple(old.values())


def remarked(sample: Sample, record: str, remark: str) -> tuple[Inspection, ...]:
    """With another remark on a record that was looked at."""
    return tuple(
        Inspection(record=one.record, problem=one.problem, remark=remark)
        if one.record == record
        else one
        for one in sample.inspected
    )


def remark_on(sample: Sample, record: str) -> str | None:
    """None while the record was not looked at."""
    return next((one.remark for one in sample.inspected if one.record == record), None)


def next_unseen(sample: Sample, here: str) -> str:
    """The next record not looked at, round the end; empty when all were."""
    seen = {one.record for one in sample.inspected}
    order = sample.drawn
    start = order.index(here) + 1 if here in order else 0
    return next((r for r in (*order[start:], *order[:start]) if r not in seen), "")


def size_words(sample: Sample) -> str:
    """As in "24 of 240 drawn·10%"."""
    words = _("{drawn} of {population} drawn").format(
        drawn=len(sample.drawn), population=sample.population
    )
    return f"{words}·{plain(sample.percent)}%" if sample.percent is not None else words


def repeat_words(sample: Sample) -> str:
    """How anybody who has the list draws the same again, in one line."""
    if len(sample.strata) == 1:
        template = _(
            "Sort the list by SHA-256 of “{seed}”, a line feed and the record's number; take the "
            "first {shares}. Fingerprint of the list: {hash}"
        )
        shares = str(len(sample.strata[0].drawn))
    else:
        template = _(
            "Sort every stratum by SHA-256 of “{seed}”, a line feed and the record's number; take "
            "the first of each: {shares}. Fingerprint of the list: {hash}"
        )
        shares = "、".join(f"{stratum.name} {len(stratum.drawn)}" for stratum in sample.strata)
    return template.format(seed=sample.seed, shares=shares, hash=sample.population_hash[:_SHORT])


def copied(sample: Sample) -> str:
    """The records for a spreadsheet or a message: one a line, the stratum behind a tab."""
    return "\n".join(
        f"{record}\t{stratum.name}" if stratum.name else record
        for stratum in sample.strata
        for record in stratum.drawn
    )
