"""Score workbooks: exported for one panelist, and read back into that panelist's own visit.

The coordinator collects them like sheets (`CollectService`).
"""

from dataclasses import dataclass
from pathlib import Path

from app.changes import Changes
from app.errors import UserError
from app.exchange.workbook import write_workbook
from app.exchange.workbook_form import (
    Expected,
    Key,
    WorkbookInput,
    WorkbookSheet,
    score_of,
)
from app.exchange.workbook_read import read_workbook
from app.files import write_back_checked
from app.i18n import N_
from app.model.base import changed
from app.model.capture import AnyBody, Note, Score
from app.model.instrument import Block, Item
from app.model.panel import Panelist
from app.model.schedule import Stage
from app.model.text import plain
from app.rules.recusal import is_recused
from app.services.captures import CaptureService, Place
from app.services.merge import MergeService
from app.services.score_checks import districts_of
from app.services.scores import ScoreService
from app.services.state import LocalRole, State


@dataclass(frozen=True, slots=True)
class CellChange:
    """What reading a workbook back does to a cell; None stands for 未评."""

    item: Item
    district: str | None
    before: Score | None
    after: Score


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A workbook that was read, before anything is taken from it.

    `blank` are cells that it leaves open and that are scored here; they stay as they are.
    `notes` are reasons beside a blank cell; they become notes.
    """

    sheet: WorkbookSheet
    changes: tuple[CellChange, ...]
    unchanged: int
    blank: tuple[Key, ...]
    notes: tuple[Key, ...]


class WorkbookService:
    def __init__(
        self, state: State, captures: CaptureService, scores: ScoreService, merge: MergeService
    ) -> None:
        self._state = state
        self._captures = captures
        self._scores = scores
        self._merge = merge
        self._store = state.store

    def draft(self, panelist: str = "") -> WorkbookInput:
        """All that a workbook is made from, for a job; on a panelist's laptop always the own.

        Raises:
            UserError: nobody of that id on the panel, or nothing there for them to score.
        """
        if self._state.role is LocalRole.PANELIST:
            cells, scores = self._scores.cells(), self._scores.given()
            return self._input(self._person(self._state.person), cells, scores)
        person = self._person(panelist)
        return self._input(person, self._cells_of(person.id), {})

    def export(self, path: Path, panelist: str = "") -> Changes:
        """Writes the workbook, not encrypted. Blank on the coordinator's laptop.

        There it goes out like a pack: the set-up and the instrument are frozen with it, and the
        undo history ends.

        Raises:
            UserError: as `draft`, or the file cannot be written.
        """
        given = self.draft(panelist)
        raw = write_workbook(given)
        if self._state.role is LocalRole.PANELIST:
            write_back_checked(path, raw)
            return Changes()
        self._state.require(LocalRole.COORDINATOR)
        write_back_checked(path, raw)
        label = N_("Export the score workbook of {person}")
        with self._store.log.operation(label, person=given.panelist.name) as operation:
            self._store.documents.freeze("setup", self._state.setup_version)
            self._store.documents.freeze("instrument", 1)
            operation.touch("documents")
        self._store.log.forget()
        return operation.changes

    def read(self, raw: bytes, name: str) -> ReadBack:
        """What taking the workbook into this panelist's visit would change.

        Raises:
            UserError: as `app.exchange.workbook_read.read_workbook`, or it is another person's.
        """
        self._state.require(LocalRole.PANELIST)
        expected = Expected(self._state.visit_id, self._state.instrument)
        return self.compare(read_workbook(raw, name, expected), name)

    def compare(self, sheet: WorkbookSheet, name: str) -> ReadBack:
        """What taking a workbook that a job has read would change; `name` is the file's.

        Raises:
            UserError: it is another person's.
        """
        self._state.require(LocalRole.PANELIST)
        if sheet.panelist != self._state.person:
            raise UserError(
                N_("{name} is the workbook of somebody else. The coordinator collects it."),
                name=name,
            )
        return self._compared(sheet)

    def take(self, back: ReadBack) -> Changes:
        """Takes what the workbook changes: one undo step. A blank cell or reason clears nothing.

        Raises:
            UserError: handed in already, not signed in, or a cell is not this panelist's any more.
        """
        recorded = [self._recorded(change) for change in back.changes]
        for key in back.notes:
            note = Note(text=back.sheet.reasons[key], stage=Stage.SCORING.value)
            recorded.append((note, self._place(*key)))
        if not recorded:
            return Changes()
        return self._captures.record_all(recorded, N_("Take scores from a workbook"))

    def _compared(self, sheet: WorkbookSheet) -> ReadBack:
        given = self._scores.given()
        changes = []
        for key in sheet.values:
            before, after = given.get(key), _after(given.get(key), score_of(sheet, key))
            if _said(before) != _said(after):
                item = self._state.instrument.find_item(key[0])[1]
                changes.append(CellChange(item, key[1], before, after))
        return ReadBack(
            sheet=sheet,
            changes=tuple(changes),
            unchanged=len(sheet.values) - len(changes),
            blank=tuple(key for key in given if key not in sheet.values),
            notes=self._notes(sheet),
        )

    def _notes(self, sheet: WorkbookSheet) -> tuple[Key, ...]:
        """Reasons beside blank cells that are no notes yet."""
        known = {
            (c.item, c.district, c.body.text)
            for c in self._captures.all("note")
            if isinstance(c.body, Note)
        }
        lone = (key for key in sheet.reasons if key not in sheet.values)
        return tuple(key for key in lone if (*key, sheet.reasons[key]) not in known)

    def _recorded(self, change: CellChange) -> tuple[AnyBody, Place]:
        return change.after, self._place(change.item.id, change.district)

    def _place(self, item: str, district: str | None) -> Place:
        block = self._state.instrument.find_item(item)[0].id
        return Place(block=block, item=item, district=district)

    def _person(self, panelist: str) -> Panelist:
        try:
            return self._state.setup.panelist(panelist)
        except KeyError:
            raise UserError(N_("“{id}” is not on the panel."), id=panelist) from None

    def _cells_of(self, person: str) -> tuple[tuple[Block, Item, str | None], ...]:
        setup, recusals = self._state.setup, self._merge.outcome.recusals
        return tuple(
            (block, item, district)
            for block in self._state.instrument.blocks()
            for district in districts_of(setup, block)
            if person in setup.assigned(block.id, district)
            and not is_recused(recusals, person, district)
            for item in block.scored()
        )

    def _input(
        self,
        person: Panelist,
        cells: tuple[tuple[Block, Item, str | None], ...],
        scores: dict[Key, Score],
    ) -> WorkbookInput:
        if not cells:
            raise UserError(N_("“{name}” has nothing to score here."), name=person.name)
        history = self._store.handins.all()
        base = int(self._store.meta.get("base", "0"))
        sealed = bool(self._store.meta.get("sealed"))
        return WorkbookInput(
            visit=self._state.visit_id,
            panelist=person,
            device=self._state.device,
            revision=(history[-1].revision if history else base) + (0 if sealed else 1),
            setup=self._state.setup,
            setup_version=self._state.setup_version,
            instrument=self._state.instrument,
            cells=cells,
            scores=scores,
            written_at=self._store.clock(),
        )


def _after(before: Score | None, given: Score) -> Score:
    """What the workbook gives, with the links, and with the reason where it has none."""
    if before is None:
        return given
    return changed(given, reason=given.reason or before.reason, links=before.links)


def _said(score: Score | None) -> tuple[str, str] | None:
    """A score as it is compared: `4.20` and `4.2` are one value."""
    if score is None:
        return None
    points = "" if score.points is None else plain(score.points)
    return points, score.reason.strip()
