"""Reads an instrument from a workbook: every refusal names the cell, nothing is guessed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as File
from typing import Literal, TypeVar

from app.errors import UserError
from app.exchange.foreign import read_foreign
from app.exchange.instrument_cells import Cell, Line, PageRead, Reader, read_pages
from app.exchange.instrument_file import refuse_all
from app.exchange.instrument_form import (
    BANDS,
    CHECKLIST,
    GENERAL,
    GENERAL_ROWS,
    GUIDES,
    LARGEST,
    SURVEY,
    TREE,
    VETOES,
)
from app.exchange.instrument_ids import BAD_ID, Ids, Path
from app.exchange.instrument_rows import Rows
from app.i18n import N_
from app.model.base import changed
from app.model.instrument import (
    Band,
    Block,
    CheckQuestion,
    Flags,
    Guide,
    GuideQuestion,
    Instrument,
    Measure,
    ReasonRule,
    SurveyBand,
    SurveyRule,
    Veto,
)
from app.rules.columns import match_columns
from app.rules.instrument_lines import read_number

B = TypeVar("B", Band, SurveyBand)
_ZERO = Decimal(0)
_TERMS: tuple[Literal["mid", "final"], ...] = ("mid", "final")
_LATEST = 1_000_000
_MOST_ASKED = 1_000_000

NO_SUCH_BLOCK = N_("There is no block “{text}” on the page of indicators.")
TWO_BLOCKS = N_("Two blocks are called “{text}”. Write the id of one of them.")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a workbook says.

    `borrowed` are ids of pages that it lacks and that stayed as they were; `ignored` are headings
    that mean nothing here, as in `指标!备注`.
    """

    instrument: Instrument
    borrowed: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


def read_sheet(path: File, base: Instrument | None = None) -> SheetRead:
    """Reads a workbook; what it lacks stays as in `base`. Sums and bands are not looked at.

    Raises:
        UserError: it cannot be read, or cells are refused: the first two are told.
    """
    return sheet_of(read_foreign(path, LARGEST), path.name, base)


def sheet_of(raw: bytes, name: str, base: Instrument | None = None) -> SheetRead:
    """`read_sheet` of a file's bytes."""
    pages = read_pages(raw, name)
    reader = Reader()
    rows = Rows(reader, pages[TREE], base)
    made = Instrument(id="new", title=File(name).stem[:300], parties=rows.parties(), bands=())
    made = _Lists(reader, pages, base, rows.ids).fill(made)
    refuse_all(reader.faults)
    wanted = (GENERAL, BANDS, VETOES, CHECKLIST, GUIDES, SURVEY)
    borrowed = [page for page in wanted if page not in pages] if base else []
    ignored = (f"{page.title}!{one}" for page in pages.values() for one in page.ignored)
    parties = [TREE] if rows.borrowed else []
    return SheetRead(made, (*parties, *borrowed), tuple(ignored))


class _Lists:
    """Everything beside the indicators, page by page."""

    def __init__(
        self, reader: Reader, pages: dict[str, PageRead], base: Instrument | None, ids: Ids
    ) -> None:
        self._reader = reader
        self._pages = pages
        self._base = base
        self._ids = ids

    def fill(self, bare: Instrument) -> Instrument:
        made = self._general(bare)
        bands = self._pages.get(BANDS)
        if bands is not None:
            made = changed(made, bands=self._bands(bands.lines, Band))
        elif self._base is not None:
            made = changed(made, bands=self._base.bands)
        made = self._vetoes(made)
        made = self._checklist(made)
        return self._survey(self._guides(made))

    def _general(self, made: Instrument) -> Instrument:
        page, base, read = self._pages.get(GENERAL), self._base, self._reader
        like = base or made
        found = {} if page is None else _named_values(page)
        title = read.name(found["title"]) if "title" in found else ""
        survey = like.survey.minimum

        def cell(name: str) -> Cell:
            return found.get(name, Cell(""))

        return changed(
            made,
            title=title or made.title,
            id=read.taken(cell("id"), _checked_id, like.id if page is not None else _own(made)),
            version=read.whole(cell("version"), 1, _LATEST, 1),
            note=read.text(cell("note")),
            source=read.text(cell("source")),
            places=read.whole(cell("places"), 0, 4, like.places),
            veto_grade=read.name(cell("veto_grade")) or ("" if page else like.veto_grade),
            reasons=ReasonRule(
                when=read.choice(cell("reason_when"), like.reasons.when),
                share=read.taken(cell("reason_share"), _share, like.reasons.share),
            ),
            flags=Flags(
                spread=read.taken(cell("spread"), _share, like.flags.spread),
                outlier=read.taken(cell("outlier"), _share, like.flags.outlier),
                unfounded=read.taken(cell("unfounded"), _share, like.flags.unfounded),
            ),
            survey=SurveyRule(minimum=read.whole(cell("minimum"), 0, _MOST_ASKED, survey)),
        )

    def _bands(self, lines: Iterable[Line], kind: Callable[..., B]) -> tuple[B, ...]:
        read = self._reader
        return tuple(
            kind(
                label=read.name(read.require(line.cell("label"))),
                low=read.number(read.require(line.cell("low")), _ZERO),
                high=read.number(read.require(line.cell("high")), _ZERO),
            )
            for line in lines
        )

    def _vetoes(self, made: Instrument) -> Instrument:
        page, base = self._pages.get(VETOES), self._base
        if page is None:
            return changed(made, vetoes=base.vetoes) if base is not None else made
        known: dict[Path, str] = {(v.label,): v.key for v in base.vetoes} if base else {}
        ids = Ids(self._reader, known, (line.cell("id") for line in page.lines))
        return changed(made, vetoes=tuple(self._veto(line, ids) for line in page.lines))

    def _veto(self, line: Line, ids: Ids) -> Veto:
        read = self._reader
        label = read.name(read.require(line.cell("label")))
        measured = read.text(line.cell("measure"))
        limits = {
            term: read.number(line.cell(term), _ZERO)
            for term in _TERMS
            if not line.cell(term).blank
        }
        return Veto(
            key=ids.take(line.cell("id"), (label,)),
            label=label,
            text=read.text(line.cell("text")),
            measure=read.choice(line.cell("measure"), Measure.STAFFING) if measured else None,
            thresholds=limits,
        )

    def _checklist(self, made: Instrument) -> Instrument:
        page, base = self._pages.get(CHECKLIST), self._base
        blocks = made.blocks()
        if page is None:
            kept = base.checklist if base is not None else ()
            there = {block.id for block in blocks}
            asked = tuple(q if q.block in there else changed(q, block=None) for q in kept)
            return changed(made, checklist=self._renamed(asked))
        return changed(made, checklist=tuple(self._check(line, blocks) for line in page.lines))

    def _renamed(self, asked: Sequence[CheckQuestion]) -> tuple[CheckQuestion, ...]:
        """Questions that were there before, with ids that nothing in the table has."""
        return tuple(
            q if self._ids.free(q.id) else changed(q, id=self._ids.fresh(("check", q.label)))
            for q in asked
        )

    def _check(self, line: Line, blocks: Sequence[Block]) -> CheckQuestion:
        read = self._reader
        label = read.name(read.require(line.cell("label")))
        own = self._ids.take(line.cell("id"), ("check", label))
        return CheckQuestion(
            id=own,
            label=label,
            hint=read.text(line.cell("hint")),
            block=self._block(line.cell("block"), blocks),
            example=read.truth(line.cell("example")),
        )

    def _block(self, cell: Cell, blocks: Sequence[Block]) -> str | None:
        text = self._reader.text(cell)
        if not text:
            return None
        found = block_called(text, blocks)
        if found is None:
            twice = any(block.label == text for block in blocks)
            template = TWO_BLOCKS if twice else NO_SUCH_BLOCK
            self._reader.fault(cell, UserError(template, text=text[:60]))
        return found

    def _guides(self, made: Instrument) -> Instrument:
        page, base = self._pages.get(GUIDES), self._base
        if page is None:
            return changed(made, guides=base.guides) if base is not None else made
        known: dict[Path, str] = {(g.label,): g.kind for g in base.guides} if base else {}
        ids = Ids(self._reader, known, (line.cell("id") for line in page.lines))
        return changed(
            made,
            guides=tuple(self._guide(lines, ids) for lines in self._grouped(page.lines)),
        )

    def _grouped(self, lines: Iterable[Line]) -> list[list[Line]]:
        """The rows of each guide; a row without a name belongs to the guide above."""
        groups: list[list[Line]] = []
        for line in lines:
            name, own = line.cell("label").text, line.cell("id").text
            first = groups[-1][0] if groups else None
            same = first is not None and name in ("", first.cell("label").text)
            if first is not None and same and own in ("", first.cell("id").text):
                groups[-1].append(line)
            else:
                self._reader.require(line.cell("label"))
                groups.append([line])
        return groups

    def _guide(self, lines: Sequence[Line], ids: Ids) -> Guide:
        read, first = self._reader, lines[0]
        label = read.name(first.cell("label"))
        kind = ids.take(first.cell("id"), (label,))
        asked = [line for line in lines if not line.cell("text").blank]
        own = Ids(read, self._known_questions(kind), (line.cell("question_id") for line in asked))
        questions = []
        for line in asked:
            text = read.name(line.cell("text"))
            questions.append(
                GuideQuestion(id=own.take(line.cell("question_id"), (text,)), text=text)
            )
        coded = [read.truth(line.cell("coded")) for line in lines]
        example = [read.truth(line.cell("example")) for line in lines]
        return Guide(
            kind=kind,
            label=label,
            coded=any(coded),
            example=any(example),
            questions=tuple(questions),
        )

    def _known_questions(self, kind: str) -> dict[Path, str]:
        guides = self._base.guides if self._base is not None else ()
        return {(q.text,): q.id for g in guides if g.kind == kind for q in g.questions}

    def _survey(self, made: Instrument) -> Instrument:
        page, base = self._pages.get(SURVEY), self._base
        if page is not None:
            bands = self._bands(page.lines, SurveyBand)
        else:
            bands = base.survey.bands if base is not None else ()
        return changed(made, survey=changed(made.survey, bands=bands))


def block_called(text: str, blocks: Sequence[Block]) -> str | None:
    """The id of the one block of that name, else of the one with that id."""
    named = [block.id for block in blocks if block.label == text]
    if len(named) == 1:
        return named[0]
    return next((block.id for block in blocks if block.id == text and not named), None)


def _named_values(page: PageRead) -> dict[str, Cell]:
    """The page of general values: what stands beside each name that is known."""
    names = [line.cell("name").text for line in page.lines]
    wanted = {row.field: row.names for row in GENERAL_ROWS}
    matched = match_columns(names, wanted)
    return {field: page.lines[index].cell("value") for field, index in matched.items()}


def _checked_id(text: str) -> str:
    cell, reader = Cell("", text), Reader()
    found = Ids(reader, {}).take(cell, (text,))
    if reader.faults:
        raise UserError(BAD_ID, text=text[:40])
    return found


def _own(made: Instrument) -> str:
    """An id for an instrument that says nothing of itself but the name of its file."""
    return Ids(Reader(), {}).fresh((made.title,))


def _share(text: str) -> Decimal:
    return read_number(text, share=True)
