"""Sheets on paper: what the coordinator enters for somebody, as a sheet like any other.

Every score and every opinion is stored by itself, undoable. Together those of one person make a
sheet with the device `paper:…` that counts at once and stays open until a second person has
held it against the paper (arithmetic 5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.base import changed, to_json
from app.model.capture import Capture, Finding, Score, ScoreState, Stance
from app.model.decision import PaperCheck, PaperFinding, PaperScore
from app.model.hashes import content_hash
from app.model.instrument import Block, Item
from app.model.sheet import Accepted, SheetContent
from app.rules.naming import Names
from app.rules.telling import tell_body
from app.rules.told import UNSCORED, told_many, word
from app.services.captures import check_texts
from app.services.score_checks import check_points, districts_of
from app.services.state import LocalRole, State

SCORE, FINDING, CHECK = "paper", "paper-finding", "paper-check"
DEVICE = "paper:"

Cell = tuple[str, str | None]
Value = Decimal | ScoreState | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An opinion as it stands on the paper."""

    stance: Stance
    text: str
    block: str | None = None
    district: str | None = None


def is_paper(content: SheetContent) -> bool:
    """Whether a sheet was entered from paper."""
    return content.device.startswith(DEVICE)


class PaperService:
    """What was entered from paper; one sheet for each person who has something."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store
        self._generation = -1
        self._sheets: tuple[Accepted, ...] = ()

    def people(self) -> tuple[str, ...]:
        """Ids of those for whom something was entered, in the panel's order."""
        return tuple(sheet.panelist for sheet in self.sheets())

    def scores(self, panelist: str) -> dict[Cell, Score]:
        """What was entered for somebody, by item and district."""
        return {(s.item, s.district): s.score for s in self._scores() if s.panelist == panelist}

    def findings(self, panelist: str) -> tuple[PaperFinding, ...]:
        """In the order in which they were entered."""
        own = (f for f in self._findings() if f.panelist == panelist)
        return tuple(sorted(own, key=lambda finding: (finding.number, finding.id)))

    def check_of(self, panelist: str) -> PaperCheck | None:
        """Who confirmed what is entered now; a check of other figures does not count."""
        check = self._store.decisions.get(CHECK, panelist, PaperCheck)
        sheet = self._sheet(panelist)
        held = check is not None and sheet is not None and check.basis == sheet.hash
        return check if held else None

    def sheets(self) -> tuple[Accepted, ...]:
        """All paper sheets; the same entries give the same sheets."""
        if self._generation != self._store.log.generation:
            self._sheets = self._made()
            self._generation = self._store.log.generation
        return self._sheets

    def fill(self, panelist: str, values: Mapping[Cell, Value]) -> Changes:
        """Enters scores for somebody in one undo step; None takes a score back.

        Reasons stay with a score.

        Raises:
            UserError: nobody of that id, not assigned, out of range, off the step, or no 不适用.
        """
        now = self.scores(panelist)
        news = {cell: value for cell, value in values.items() if _value(now.get(cell)) != value}
        if not news:
            return Changes()
        made = {cell: self._score(panelist, cell, value, now) for cell, value in news.items()}
        return self._write(panelist, made)

    def explain(self, panelist: str, item: str, district: str | None, reason: str) -> Changes:
        """The reason beside a score that was entered.

        Raises:
            UserError: nothing is entered there yet.
        """
        score = self.scores(panelist).get((item, district))
        if score is None:
            raise UserError(N_("Enter the score first, then the reason."))
        if score.reason == reason:
            return Changes()
        check_texts(reason)
        return self._write(panelist, {(item, district): changed(score, reason=reason)})

    def add_findings(self, panelist: str, drafts: Sequence[Draft]) -> Changes:
        """Opinions from the paper, in their order, in one undo step.

        Raises:
            UserError: nothing in one of them, or nobody of that id; then none is entered.
        """
        self._state.require(LocalRole.COORDINATOR)
        self._check_person(panelist)
        first = max((f.number for f in self.findings(panelist)), default=0) + 1
        made = [self._drafted(panelist, n, one) for n, one in enumerate(drafts, start=first)]
        with self._store.log.operation(N_("Enter opinions from paper")) as operation:
            for finding in made:
                self._store.decisions.put(FINDING, finding.id, finding, self._store.stamp())
            told = told_many([finding.text for finding in made])
            operation.describe(None, told, self._state.names.people.get(panelist, ""))
        return operation.changes

    def _drafted(self, panelist: str, number: int, draft: Draft) -> PaperFinding:
        check_texts(draft.text)
        return PaperFinding(
            id=self._store.new_id(),
            number=number,
            panelist=panelist,
            stance=draft.stance,
            text=_said(draft.text),
            block=draft.block,
            district=draft.district,
            at=self._store.clock(),
        )

    def change_finding(self, finding: PaperFinding) -> Changes:
        """Raises UserError when nothing is left in it."""
        made = changed(finding, text=_said(finding.text))
        return self._put_finding(made, N_("Change an opinion from paper"), finding.id)

    def remove_finding(self, finding_id: str) -> Changes:
        """Takes an opinion away; none of that id changes nothing."""
        self._state.require(LocalRole.COORDINATOR)
        before = self._store.decisions.get(FINDING, finding_id, PaperFinding)
        if before is None:
            return Changes()
        with self._store.log.operation(N_("Delete an opinion from paper")) as operation:
            self._store.decisions.drop(FINDING, finding_id)
            operation.describe(before.text, None, self._place(before))
        return operation.changes

    def confirm(self, panelist: str, by: str) -> Changes:
        """A second person held what is entered against the paper.

        Raises:
            UserError: nothing is entered, no name, or the name of its author or of who works here.
        """
        self._state.require(LocalRole.COORDINATOR)
        sheet = self._sheet(panelist)
        if sheet is None:
            raise UserError(N_("Nothing is entered from paper for this person yet."))
        check_texts(by)
        check_second(self._state, by.strip(), panelist)
        check = PaperCheck(
            panelist=panelist, by=by.strip(), at=self._store.clock(), basis=sheet.hash
        )
        with self._store.log.operation(N_("Confirm a paper sheet")) as operation:
            self._store.decisions.put(CHECK, panelist, check, self._store.stamp())
            operation.describe(None, by.strip(), self._state.names.people.get(panelist, ""))
        return operation.changes

    def discard(self, panelist: str, reason: str) -> Changes:
        """Takes all that was entered for somebody away, in one undo step.

        Raises:
            UserError: nothing is entered, or no reason is given.
        """
        self._state.require(LocalRole.COORDINATOR)
        if not reason.strip():
            raise UserError(N_("Say why the sheet is taken out."))
        if self._sheet(panelist) is None:
            raise UserError(N_("Nothing is entered from paper for this person yet."))
        check_texts(reason)
        with self._store.log.operation(N_("Take a paper sheet out")) as operation:
            for cell in self.scores(panelist):
                self._store.decisions.drop(SCORE, _key(panelist, cell))
            for finding in self.findings(panelist):
                self._store.decisions.drop(FINDING, finding.id)
            operation.describe(None, reason, self._state.names.people.get(panelist, ""))
        return operation.changes

    def cells(self, panelist: str) -> tuple[tuple[Block, Item, str | None], ...]:
        """What somebody has to score: block, item, district (None for the station)."""
        setup = self._state.setup
        return tuple(
            (block, item, district)
            for block in self._state.instrument.blocks()
            for district in districts_of(setup, block)
            if panelist in setup.assigned(block.id, district)
            for item in block.scored()
        )

    def is_complete(self, panelist: str) -> bool:
        """Whether every score that was asked of somebody is entered."""
        given = self.scores(panelist)
        return all((item.id, district) in given for _block, item, district in self.cells(panelist))

    def _score(
        self, panelist: str, cell: Cell, value: Value, now: Mapping[Cell, Score]
    ) -> Score | None:
        """The checked score that a cell gets, None where it is taken back."""
        if value is None:
            return None
        self._check_cell(panelist, cell)
        points = value if isinstance(value, Decimal) else None
        check_points(self._state.instrument.find_item(cell[0])[1], points)
        state = ScoreState.NA if points is None else ScoreState.POINTS
        reason = now[cell].reason if cell in now else ""
        return Score(state=state, points=points, reason=reason)

    def _check_cell(self, panelist: str, cell: Cell) -> None:
        self._check_person(panelist)
        known = {(item.id, district) for _block, item, district in self.cells(panelist)}
        if cell not in known:
            person = self._state.setup.panelist(panelist)
            raise UserError(
                N_("{name} has nothing to score there. Change who scores what first."),
                name=person.name,
            )

    def _check_person(self, panelist: str) -> None:
        if panelist not in {person.id for person in self._state.setup.panel}:
            raise UserError(N_("“{id}” is not on the panel."), id=panelist)

    def _write(self, panelist: str, made: Mapping[Cell, Score | None]) -> Changes:
        self._state.require(LocalRole.COORDINATOR)
        name = self._state.setup.panelist(panelist).name
        before = self.scores(panelist)
        with self._store.log.operation(N_("Enter {name}'s paper sheet"), name=name) as operation:
            at, stamp = self._store.clock(), self._store.stamp()
            for cell, score in made.items():
                self._put_score(panelist, cell, score, at, stamp)
            operation.describe(
                self._words({cell: before.get(cell) for cell in made}), self._words(made)
            )
        return operation.changes

    def _put_score(
        self, panelist: str, cell: Cell, score: Score | None, at: datetime, stamp: str
    ) -> None:
        key = _key(panelist, cell)
        if score is None:
            self._store.decisions.drop(SCORE, key)
            return
        item, district = cell
        entry = PaperScore(panelist=panelist, item=item, district=district, score=score, at=at)
        self._store.decisions.put(SCORE, key, entry, stamp)

    def _words(self, scores: Mapping[Cell, Score | None]) -> str:
        """What the audit says of scores: each with its place."""
        names = self._state.names
        return told_many(
            [
                f"{names.place(item=item, district=district)} {_shown(score, names)}"
                for (item, district), score in scores.items()
            ]
        )

    def _put_finding(self, finding: PaperFinding, label: str, merge_key: str) -> Changes:
        self._state.require(LocalRole.COORDINATOR)
        check_texts(finding)
        before = self._store.decisions.get(FINDING, finding.id, PaperFinding)
        if before == finding:
            return Changes()
        key = f"paper-finding:{merge_key}"
        with self._store.log.operation(label, merge_key=key) as operation:
            self._store.decisions.put(FINDING, finding.id, finding, self._store.stamp())
            told = before.text if before else None
            operation.describe(told, finding.text, self._place(finding))
        return operation.changes

    def _place(self, finding: PaperFinding) -> str:
        names = self._state.names
        where = names.place(finding.block, None, finding.district)
        return "·".join(p for p in (names.people.get(finding.panelist), where) if p)

    def _scores(self) -> tuple[PaperScore, ...]:
        return self._store.decisions.all(SCORE, PaperScore)

    def _findings(self) -> tuple[PaperFinding, ...]:
        return self._store.decisions.all(FINDING, PaperFinding)

    def _sheet(self, panelist: str) -> Accepted | None:
        return next((sheet for sheet in self.sheets() if sheet.panelist == panelist), None)

    def _made(self) -> tuple[Accepted, ...]:
        scores, findings = self._scores(), self._findings()
        own: dict[str, list[Capture]] = {}
        for entry in scores:
            own.setdefault(entry.panelist, []).append(self._score_capture(entry))
        for finding in findings:
            own.setdefault(finding.panelist, []).append(self._finding_capture(finding))
        people = (person.id for person in self._state.setup.panel)
        return tuple(self._accepted(person, own[person]) for person in people if person in own)

    def _accepted(self, panelist: str, captures: list[Capture]) -> Accepted:
        content = SheetContent(
            visit=self._state.visit_id,
            panelist=panelist,
            device=self._device,
            revision=1,
            setup_version=self._state.setup_version,
            instrument_hash=self._state.instrument_hash,
            handed_in_at=max(capture.at for capture in captures),
            captures=tuple(captures),
        )
        digest = content_hash(to_json(captures))
        check = self._store.decisions.get(CHECK, panelist, PaperCheck)
        confirmed = check is not None and check.basis == digest
        return Accepted(hash=digest, content=content, confirmed=confirmed)

    @property
    def _device(self) -> str:
        return f"{DEVICE}{self._store.meta.get('device')}"

    def _score_capture(self, entry: PaperScore) -> Capture:
        key = f"{self._state.visit_id}/{_key(entry.panelist, (entry.item, entry.district))}"
        blocks = self._state.instrument.blocks()
        found = (b.id for b in blocks if entry.item in {item.id for item in b.scored()})
        return Capture(
            id=content_hash(key.encode())[:16],
            author=entry.panelist,
            device=self._device,
            at=entry.at,
            block=next(found, None),
            item=entry.item,
            district=entry.district,
            body=entry.score,
        )

    def _finding_capture(self, finding: PaperFinding) -> Capture:
        return Capture(
            id=finding.id,
            author=finding.panelist,
            device=self._device,
            at=finding.at,
            block=finding.block,
            district=finding.district,
            body=Finding(stance=finding.stance, text=finding.text),
        )


def check_second(state: State, by: str, panelist: str) -> None:
    """Raises UserError unless somebody is named who is neither the author nor works here."""
    names = {person.name for person in state.setup.panel if person.id == panelist}
    if not by:
        raise UserError(N_("Say who confirms the sheet."))
    if by in names | {state.store.meta.get("user")}:
        raise UserError(
            N_("“{name}” cannot confirm this: it takes a second person, not the author."), name=by
        )


def _key(panelist: str, cell: Cell) -> str:
    return f"{panelist}/{cell[0]}/{cell[1] or ''}"


def _value(score: Score | None) -> Value:
    if score is None:
        return None
    return score.points if score.state is ScoreState.POINTS else ScoreState.NA


def _shown(score: Score | None, names: Names) -> str:
    return word(UNSCORED) if score is None else tell_body(score, names)


def _said(text: str) -> str:
    if not text.strip():
        raise UserError(N_("There is nothing in this opinion. Type it, or delete it."))
    return text.strip()
