"""The findings as the coordinator curates them: every sheet's finding is used, joined or left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.base import changed
from app.model.capture import Capture, Finding, Stance
from app.model.curated import CuratedFinding
from app.model.decision import Apart, FindingEdit
from app.model.instrument import Instrument
from app.model.outcome import BlockDistrict, Cell
from app.rules.alike import Alike, alike
from app.rules.told import state, told
from app.services.captures import check_texts
from app.services.forms import FormService
from app.services.merge import MergeService
from app.services.state import LocalRole, State

APART = "apart"
Read = tuple[tuple[tuple[Capture, Finding], ...], tuple[FindingEdit, ...]]
"""What a list is made from: findings of the sheets, and what was made of them."""
Listing = tuple[Stance, str, str | None, str | None]
"""One of the report's lists: stance, party, block, district."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the sheets' findings are used as they are or joined, and left out on purpose."""

    total: int
    used: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Deductions:
    """How many cells lie below their full mark, and those of them that no concern speaks of."""

    total: int
    unsaid: tuple[Cell, ...]


class FindingsService:
    """An edit covers the captures it came from; what no edit covers stands as it was recorded."""

    def __init__(self, state: State, merge: MergeService, forms: FormService) -> None:
        self._forms = forms
        self._state = state
        self._merge = merge
        self._store = state.store
        self._all: tuple[int, Read, tuple[FindingEdit, ...]] | None = None
        self._curated: tuple[object, tuple[CuratedFinding, ...]] | None = None
        self._alike: dict[Listing, tuple[dict[str, str], tuple[Alike, ...]]] = {}

    def all(self) -> tuple[FindingEdit, ...]:
        """All findings in their order, those that were left out included.

        The same tuple until one of them changes, whatever else was decided.
        """
        generation = self._store.log.generation
        if self._all is None or self._all[0] != generation:
            read = (self._merge.gathered.findings(), self._merge.decisions().findings)
            same = self._all is not None and self._all[1] == read
            made = self._all[2] if self._all is not None and same else self._read(*read)
            self._all = (generation, read, made)
        return self._all[2]

    def _read(
        self, recorded: tuple[tuple[Capture, Finding], ...], written: tuple[FindingEdit, ...]
    ) -> tuple[FindingEdit, ...]:
        ids = {capture.id for capture, _finding in recorded}
        edits = [edit for edit in written if _lives(edit, ids)]
        covered = {origin for edit in edits for origin in edit.origins}
        fresh = [
            self._fresh(number, capture, finding)
            for number, (capture, finding) in enumerate(recorded)
            if capture.id not in covered
        ]
        return tuple(sorted([*edits, *fresh], key=lambda edit: (edit.order, edit.id)))

    def curated(self) -> tuple[CuratedFinding, ...]:
        """What the report prints, in order; the same tuple until a finding changes."""
        listed = self.all()
        if self._curated is None or self._curated[0] is not listed:
            self._curated = (listed, self._made_of(listed))
        return self._curated[1]

    def _made_of(self, listed: tuple[FindingEdit, ...]) -> tuple[CuratedFinding, ...]:
        return tuple(
            CuratedFinding(
                id=edit.id,
                stance=edit.stance,
                text=edit.text,
                party=edit.party,
                block=edit.block,
                district=edit.district,
                pins=edit.pins,
                origins=edit.origins,
            )
            for edit in listed
            if not edit.left_out
        )

    def near(self) -> tuple[Alike, ...]:
        """Findings of one list and place that say nearly the same and may be joined.

        Those that were kept apart are left out.
        """
        rows = self._store.decisions.all(APART, Apart)
        apart = {(one.first, one.second) for one in rows}
        lists: dict[Listing, dict[str, str]] = {}
        for edit in self.all():
            if not edit.left_out:
                lists.setdefault(_list_of(edit), {})[edit.id] = edit.text
        return tuple(
            pair
            for where, texts in lists.items()
            for pair in self._alike_in(where, texts)
            if (pair.first, pair.second) not in apart
        )

    def _alike_in(self, where: Listing, texts: dict[str, str]) -> tuple[Alike, ...]:
        """A list is compared again only when something in it reads otherwise."""
        known = self._alike.get(where)
        if known is None or known[0] != texts:
            known = self._alike[where] = (texts, alike(texts))
        return known[1]

    def keep_apart(self, one: str, other: str) -> Changes:
        """Two findings that look alike stay two; they are not offered again.

        Raises:
            UserError: one of them is gone.
        """
        self._state.require(LocalRole.COORDINATOR)
        texts = [self._find(finding).text for finding in (one, other)]
        first, second = sorted((one, other))
        with self._store.log.operation(N_("Keep two findings apart")) as operation:
            self._store.decisions.put(
                APART, f"{first}/{second}", Apart(first=first, second=second), self._store.stamp()
            )
            operation.describe(None, " / ".join(texts))
        return operation.changes

    def coverage(self) -> Coverage:
        listed = self.all()
        out = {origin for edit in listed if edit.left_out for origin in edit.origins}
        used = {origin for edit in listed if not edit.left_out for origin in edit.origins}
        return Coverage(len(out | used), len(used), len(out - used))

    def deductions(self) -> Deductions:
        """What was deducted without a word of concern.

        A concern recorded at an item speaks of that item; one without speaks of its whole block.
        """
        recorded = {c.id: c for c, _f in self._merge.gathered.findings()}
        said = _Said()
        for edit in self.all():
            if edit.stance is Stance.CONCERN and not edit.left_out:
                said.add(edit, [recorded[o] for o in edit.origins if o in recorded])
        below = list(self._below())
        return Deductions(len(below), tuple(cell for cell in below if not said.covers(cell)))

    def _below(self) -> Iterator[Cell]:
        """Everything that is not at its full mark, found out once for each block in a district."""
        for party in self._merge.outcome.parties:
            for block in party.blocks:
                for part in block.districts:
                    yield from self._merge.of_part(_deducted, part)

    def origins(self, edit: FindingEdit) -> tuple[Capture, ...]:
        """The captures that a finding came from, as they were recorded."""
        return tuple(c for c, _f in self._merge.gathered.findings() if c.id in edit.origins)

    def reword(self, finding_id: str, text: str) -> Changes:
        """Changes the text; what was recorded stays with its origin."""
        if not text.strip():
            raise UserError(N_("A finding needs a text. To drop it, leave it out with a reason."))
        old = self._find(finding_id)
        return self._write(changed(old, text=text), N_("Reword a finding"), old.text, text)

    def restance(self, finding_id: str, stance: Stance) -> Changes:
        """Moves a finding to the other list."""
        old = self._find(finding_id)
        label = N_("Move a finding to the other list")
        before, after = told(state(old.stance), old.text), told(state(stance), old.text)
        return self._write(changed(old, stance=stance), label, before, after)

    def relocate(
        self, finding_id: str, *, party: str = "", block: str | None, district: str | None
    ) -> Changes:
        """Moves a finding to another party, block or district."""
        self._check_place(party, block, district)
        old = self._find(finding_id)
        edit = changed(old, party=party, block=block, district=district)
        label = N_("Move a finding to another place")
        before, after = told(self._place(old), old.text), told(self._place(edit), old.text)
        return self._write(edit, label, before, after)

    def add(
        self,
        stance: Stance,
        text: str,
        *,
        party: str = "",
        block: str | None = None,
        district: str | None = None,
    ) -> Changes:
        """Writes a finding that no sheet holds, such as what another party said later."""
        if not text.strip():
            raise UserError(N_("A finding needs a text. To drop it, leave it out with a reason."))
        self._check_place(party, block, district)
        last = max((edit.order for edit in self.all()), default=Decimal(0))
        edit = FindingEdit(
            id=self._store.new_id(),
            origins=(),
            stance=stance,
            text=text,
            party=party,
            block=block,
            district=district,
            order=last + 1,
        )
        return self._write(edit, N_("Add a finding"), "", text)

    def leave_out(self, finding_id: str, reason: str) -> Changes:
        """Keeps a finding out of the report. An empty reason takes it in again."""
        old = self._find(finding_id)
        edit = changed(old, left_out=reason.strip())
        if reason:
            return self._write(edit, N_("Leave a finding out"), old.text, reason)
        return self._write(edit, N_("Take a finding in again"), old.left_out, old.text)

    def pin(self, finding_id: str, section: str, *, pinned: bool) -> Changes:
        """Sends a finding to a further section of the report, or takes it back from there."""
        old = self._find(finding_id)
        kept = tuple(pin for pin in old.pins if pin != section)
        pins = (*kept, section) if pinned else kept
        label = N_("Send a finding to a further section")
        if not pinned:
            label = N_("Take a finding back from a further section")
        names = self._forms.usable().pins
        where = names.get(section, section)
        return self._write(changed(old, pins=pins), label, old.text, where if pinned else "")

    def move(self, finding_id: str, before: str | None) -> Changes:
        """Puts a finding in front of another one, or to the end."""
        others = [edit for edit in self.all() if edit.id != finding_id]
        place = next((n for n, edit in enumerate(others) if edit.id == before), len(others))
        low = others[place - 1].order if place else Decimal(-1)
        high = others[place].order if place < len(others) else low + 2
        old = self._find(finding_id)
        edit = changed(old, order=(low + high) / 2)
        label = N_("Change the order of the findings")
        return self._write(edit, label, self._numbered(old), self._numbered(edit))

    def join(self, finding_ids: tuple[str, ...], text: str) -> Changes:
        """Makes one finding of several; it stands where the first stood and keeps all origins.

        Raises:
            UserError: fewer than two, or they are not of one list and place.
        """
        self._state.require(LocalRole.COORDINATOR)
        parts = [self._find(i) for i in dict.fromkeys(finding_ids)]
        if len(parts) < 2 or not text.strip():
            raise UserError(N_("Choose at least two findings and write the joined text."))
        if len({_list_of(part) for part in parts}) > 1:
            raise UserError(
                N_("Findings of different lists or places cannot be joined. Move them first.")
            )
        joined = changed(
            parts[0],
            id=self._store.new_id(),
            text=text,
            origins=tuple(dict.fromkeys(o for p in parts for o in p.origins)),
            pins=tuple(dict.fromkeys(pin for p in parts for pin in p.pins)),
            left_out="",
        )
        check_texts(joined)
        with self._store.log.operation(N_("Join {count} findings"), count=len(parts)) as operation:
            for part in parts:
                self._store.decisions.drop("finding", part.id)
            self._put(joined)
            operation.describe(" / ".join(p.text for p in parts), text, self._place(joined))
        return operation.changes

    def split(self, finding_id: str) -> Changes:
        """Gives a joined or reworded finding back as it was recorded."""
        self._state.require(LocalRole.COORDINATOR)
        old = self._find(finding_id)
        with self._store.log.operation(N_("Split a finding")) as operation:
            self._store.decisions.drop("finding", finding_id)
            operation.describe(old.text, None, self._place(old))
        return operation.changes

    def _check_place(self, party: str, block: str | None, district: str | None) -> None:
        setup, instrument = self._state.setup, self._state.instrument
        known = (
            not party or party in {p.id for p in instrument.parties},
            block is None or block in {b.id for b in instrument.blocks()},
            district is None or district in {d.id for d in setup.districts},
        )
        if not all(known):
            raise UserError(N_("There is no such place in this visit for a finding."))

    def _find(self, finding_id: str) -> FindingEdit:
        for edit in self.all():
            if edit.id == finding_id:
                return edit
        raise UserError(N_("This finding is gone: its sheet was taken out in the meantime."))

    def _write(self, edit: FindingEdit, label: str, before: str, after: str) -> Changes:
        self._state.require(LocalRole.COORDINATOR)
        check_texts(edit)
        with self._store.log.operation(label, merge_key=f"finding:{edit.id}:{label}") as operation:
            self._put(edit)
            operation.describe(before, after, self._place(edit))
        return operation.changes

    def _numbered(self, edit: FindingEdit) -> str:
        """The text with its number in its list."""
        before = (
            one
            for one in self.all()
            if _list_of(one) == _list_of(edit) and one.id != edit.id and one.order < edit.order
        )
        return f"{sum(1 for _one in before) + 1}. {edit.text}"

    def _place(self, edit: FindingEdit) -> str:
        return self._state.names.place(edit.block, None, edit.district, party=edit.party)

    def _put(self, edit: FindingEdit) -> None:
        self._store.decisions.put("finding", edit.id, edit, self._store.stamp())

    def _fresh(self, number: int, capture: Capture, finding: Finding) -> FindingEdit:
        return FindingEdit(
            id=capture.id,
            origins=(capture.id,),
            stance=finding.stance,
            text=finding.text,
            party=finding.party,
            block=capture.block or self._block_of(capture.item),
            district=capture.district,
            order=Decimal(number),
        )

    def _block_of(self, item: str | None) -> str | None:
        if item is None:
            return None
        try:
            return self._state.instrument.find_item(item)[0].id
        except KeyError:
            return None


def _list_of(edit: FindingEdit) -> Listing:
    """Which of the report's lists a finding stands in."""
    return edit.stance, edit.party, edit.block, edit.district


def _lives(edit: FindingEdit, recorded: set[str]) -> bool:
    """Whether a sheet that it came from still counts; one that the coordinator wrote always does."""
    return not edit.origins or not recorded.isdisjoint(edit.origins)


class _Said:
    """Where concerns speak: of which items, by block and district; None stands for all of them."""

    def __init__(self) -> None:
        self._items: dict[tuple[str | None, str | None], set[str | None]] = {}

    def add(self, edit: FindingEdit, origins: list[Capture]) -> None:
        items = {origin.item or None for origin in origins} or {None}
        self._items.setdefault((edit.block, edit.district), set()).update(items)

    def covers(self, cell: Cell) -> bool:
        places = {(cell.block.id, district) for district in (None, cell.district)}
        return any(not {None, cell.item.id}.isdisjoint(self._items.get(p, ())) for p in places)


def _deducted(part: BlockDistrict, _instrument: Instrument) -> tuple[Cell, ...]:
    return tuple(cell for cell in part.cells if _is_below(cell))


def _is_below(cell: Cell) -> bool:
    """By the merged value; where the rule runs over sums, by what anybody gave."""
    full = cell.item.full
    if cell.value is not None:
        return cell.value < full
    return any(given.points is not None and given.points < full for given in cell.givens)
