"""The curated findings as shelves: one for each place of the report, with two lists."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from app.i18n import _
from app.model.capture import Capture, Stance
from app.model.decision import FindingEdit
from app.model.outcome import Cell
from app.reports.form import Form, Section
from app.reports.input import ReportInput
from app.reports.lists import place
from app.services.findings import Coverage
from app.visit import Visit
from ui.icons import Icon
from ui.models.findings_own import PlaceNames, names_of
from ui.models.roles import FindingRow, PlaceRow
from ui.theme import Tone

VERIFY, OUT = "verify", "out"
TONES = {
    Stance.PRAISE: Tone.PRAISE,
    Stance.CONCERN: Tone.CONCERN,
    Stance.VERIFY: Tone.VERIFY,
}


@dataclass(frozen=True, slots=True)
class Origin:
    """What somebody recorded: who, where, when, and the words as they were."""

    who: str
    text: str
    capture: Capture
    names: PlaceNames

    @property
    def place(self) -> str:
        """District and item or block, as far as they are known."""
        names, capture = self.names, self.capture
        what = names.items.get(capture.item or "") or names.blocks.get(capture.block or "", "")
        district = names.districts.get(capture.district or "", "")
        return "·".join(part for part in (district, what) if part)

    @property
    def time(self) -> str:
        return self.capture.at.strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its row to paint and the origins that it keeps.

    `near` are ids of findings in the same list that say nearly the same, the most alike first.
    """

    edit: FindingEdit
    row: FindingRow
    origins: tuple[Origin, ...]
    near: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it reads otherwise than its one origin did."""
        return len(self.origins) > 1 or any(o.text != self.edit.text for o in self.origins)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place with its findings. `party`, `block`, `district` are what a finding there has.

    `movable`: findings can be moved here and written here.
    """

    id: str
    name: str
    group: str
    praise: tuple[FindingView, ...] = ()
    concern: tuple[FindingView, ...] = ()
    party: str = ""
    block: str | None = None
    district: str | None = None
    required: bool = False
    movable: bool = False
    unsaid: tuple[Cell, ...] = ()

    @property
    def views(self) -> tuple[FindingView, ...]:
        return (*self.praise, *self.concern)


@dataclass(frozen=True, slots=True)
class Board:
    """All shelves in the order of the report, and how much is said and used."""

    shelves: tuple[Shelf, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(0, 0, 0))
    deducted: int = 0
    unsaid: tuple[Cell, ...] = ()
    pins: tuple[tuple[str, str], ...] = ()

    def shelf(self, wanted: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.id == wanted), None)

    def holding(self, capture: str) -> Shelf | None:
        """The first shelf with a finding that came from a capture."""
        for shelf in self.shelves:
            if any(capture in (v.edit.id, *v.edit.origins) for v in shelf.views):
                return shelf
        return None

    def place_rows(self) -> tuple[PlaceRow, ...]:
        return tuple(_place_rows(self.shelves))

    def alike(self) -> tuple[Shelf, ...]:
        """Shelves with findings that say nearly the same."""
        return tuple(s for s in self.shelves if s.movable and any(v.near for v in s.views))

    def gaps(self) -> tuple[Shelf, ...]:
        """Shelves where something was deducted and no concern says why."""
        return tuple(shelf for shelf in self.shelves if shelf.unsaid)


def board(visit: Visit) -> Board:
    """Reads everything anew."""
    form = visit.forms.usable()
    maker = _Maker(visit, form)
    deductions = visit.findings.deductions()
    return Board(
        shelves=tuple(maker.shelves(deductions.unsaid)),
        coverage=visit.findings.coverage(),
        deducted=deductions.total,
        unsaid=deductions.unsaid,
        pins=tuple(form.pins.items()),
    )


class _Maker:
    """Puts the findings of one moment on their shelves."""

    def __init__(self, visit: Visit, form: Form) -> None:
        self._setup, self._form = visit.setup, form
        recorded = visit.merging.gathered.findings()
        self._captures = visit.merging.while_same(
            "recorded findings", lambda: {c.id: (c, body.text) for c, body in recorded}
        )
        self._known: dict[str, tuple[object, FindingView]]
        self._known = visit.merging.while_same("views of findings", dict)
        self._words = (tuple(form.pins.items()), _("much alike"), _("written in the evening"))
        self._people = {person.id: person.name for person in visit.setup.panel}
        self._names = names_of(visit)
        self._all = {edit.id: edit for edit in visit.findings.all()}
        given = ReportInput(
            setup=visit.setup,
            instrument=visit.instrument,
            outcome=visit.merging.outcome,
            today=visit.setup.visited_on,
            findings=visit.findings.curated(),
        )
        self._placed = place(given, form)
        self._near: dict[str, list[str]] = {}
        for pair in visit.findings.near():
            self._near.setdefault(pair.first, []).append(pair.second)
            self._near.setdefault(pair.second, []).append(pair.first)

    def shelves(self, unsaid: Sequence[Cell]) -> Iterator[Shelf]:
        left = _Unsaid(unsaid)
        for section in self._form.sections:
            for shelf in self._of_section(section):
                yield replace(shelf, unsaid=left.take(section, shelf))
        everywhere = _("Whole report")
        for key, name in self._form.pins.items():
            pinned = [e for e in self._used() if key in e.pins]
            yield self._filled(Shelf(f"pin:{key}", name, everywhere), pinned)
        unverified = [e for e in self._used() if e.stance is Stance.VERIFY]
        yield self._filled(Shelf(VERIFY, _("To verify"), everywhere), unverified)
        out = [edit for edit in self._all.values() if edit.left_out]
        yield self._filled(Shelf(OUT, _("Left out"), everywhere), out)

    def _used(self) -> list[FindingEdit]:
        return [edit for edit in self._all.values() if not edit.left_out]

    def _of_section(self, section: Section) -> Iterator[Shelf]:
        block = section.blocks[0] if section.blocks else None
        whole = [self._all[f.id] for f in self._placed.of(section.key)]
        if section.districts:
            yield from self._of_districts(section, block, whole)
            return
        group = _("Other parties") if section.party else _("Third party")
        shelf = Shelf(section.key, section.label, group, block=block, movable=True)
        shelf = replace(shelf, party=section.party or "", required=section.required)
        yield self._filled(shelf, whole)

    def _of_districts(
        self, section: Section, block: str | None, whole: Sequence[FindingEdit]
    ) -> Iterator[Shelf]:
        common = Shelf(section.key, _("Whole station"), section.label, block=block, movable=True)
        if whole or not self._setup.districts:
            yield self._filled(common, whole)
        for district in self._setup.districts:
            found = self._placed.of(section.key, district.id)
            shelf = replace(
                common,
                id=f"{section.key}/{district.id}",
                name=district.name,
                district=district.id,
                required=section.required,
            )
            yield self._filled(shelf, [self._all[f.id] for f in found])

    def _filled(self, shelf: Shelf, edits: Sequence[FindingEdit]) -> Shelf:
        first = [e for e in edits if e.stance is not Stance.CONCERN]
        second = [e for e in edits if e.stance is Stance.CONCERN]
        return replace(shelf, praise=self._views(first), concern=self._views(second))

    def _views(self, edits: Sequence[FindingEdit]) -> tuple[FindingView, ...]:
        return tuple(self._view(number, edit) for number, edit in enumerate(edits, 1))

    def _view(self, number: int, edit: FindingEdit) -> FindingView:
        """The same as before where nothing of it is another: one of thousands was moved."""
        near = tuple(self._near.get(edit.id, ()))
        basis = (number, edit, near, self._words)
        known = self._known.get(edit.id)
        if known is None or known[0] != basis:
            known = self._known[edit.id] = (basis, self._made(number, edit, near))
        return known[1]

    def _made(self, number: int, edit: FindingEdit, near: tuple[str, ...]) -> FindingView:
        origins = [self._captures[o] for o in edit.origins if o in self._captures]
        pins = [name for key, name in self._form.pins.items() if key in edit.pins]
        row = FindingRow(
            id=edit.id,
            text=edit.text,
            number=number,
            origins=tuple(dict.fromkeys(self._who(c) for c, _text in origins)),
            place=self._row_place(edit, [c for c, _text in origins]),
            stance=TONES[edit.stance],
            tag="、".join(pins),
            tag_icon=Icon.PIN if pins else None,
            near=_("much alike") if near else "",
        )
        made = tuple(Origin(self._who(c), text, c, self._names) for c, text in origins)
        return FindingView(edit, row, made, near)

    def _row_place(self, edit: FindingEdit, origins: Sequence[Capture]) -> str:
        if edit.left_out:
            return edit.left_out
        items = dict.fromkeys(o.item for o in origins if o.item)
        labels = [self._names.items.get(item, "") for item in items]
        written = "" if edit.origins else _("written in the evening")
        return "、".join(filter(None, labels)) or written

    def _who(self, capture: Capture) -> str:
        return self._people.get(capture.author, capture.author)


def unsaid_text(cells: Iterable[Cell]) -> str:
    """The items, each once."""
    return "、".join(dict.fromkeys(cell.item.label for cell in cells))


class _Unsaid:
    """Cells that no concern speaks of; the first shelf where one belongs takes it."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells: dict[str, dict[str | None, list[tuple[int, Cell]]]] = {}
        for number, cell in enumerate(cells):
            places = self._cells.setdefault(cell.block.id, {})
            places.setdefault(cell.district, []).append((number, cell))

    def take(self, section: Section, shelf: Shelf) -> tuple[Cell, ...]:
        """In their order: of the shelf's district, or of everywhere for a section without any."""
        found: list[tuple[int, Cell]] = []
        for places in (self._cells.get(block, {}) for block in section.blocks):
            whole = not section.districts and shelf.district is None
            for district in tuple(places) if whole else (shelf.district,):
                found += places.pop(district, [])
        return tuple(cell for _number, cell in sorted(found, key=itemgetter(0)))


def _place_rows(shelves: Sequence[Shelf]) -> Iterator[PlaceRow]:
    group = ""
    for shelf in shelves:
        if shelf.group != group:
            group = shelf.group
            yield PlaceRow(id="", name=group)
        yield _place_row(shelf)


def _place_row(shelf: Shelf) -> PlaceRow:
    if shelf.required and not shelf.views:
        return PlaceRow(shelf.id, shelf.name, (_("none yet"),), tone=Tone.CRITICAL)
    if shelf.id == VERIFY:
        tone = Tone.VERIFY if shelf.views else Tone.MUTED
        return PlaceRow(shelf.id, shelf.name, (str(len(shelf.praise)),), tone=tone)
    figures = (_figure(shelf.praise), _figure(shelf.concern))
    return PlaceRow(shelf.id, shelf.name, figures)


def _figure(views: Sequence[FindingView]) -> str:
    return str(len(views)) if views else "·"
