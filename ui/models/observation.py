"""Observation: the places to see, how far each has come, and one place's checklist."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject, Qt, Signal

from app.i18n import _
from app.model.capture import Answer, AnswerValue, Capture, Declaration
from app.model.instrument import CheckQuestion, Scope
from app.model.station import District
from app.visit import Visit
from ui.models.evidence_words import answer_word
from ui.models.roles import PlaceRow, Role
from ui.models.rows import Index, RowsModel
from ui.theme import Tone

STATION = "@station"
"""Stands for the station itself, which is no site; no id of a site holds an @."""

EDIT = Qt.ItemDataRole.EditRole
VALUES = (AnswerValue.YES, AnswerValue.PARTLY, AnswerValue.NO, AnswerValue.NA)
"""In the order of the keys 1 to 4."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to look at; `own` ones are counted. `site` is None for the station itself."""

    id: str
    name: str
    site: str | None = None
    district: District | None = None
    own: bool = True


@dataclass(frozen=True)
class Spots:
    """All places with what was answered there: `done` by place, of `total` questions each."""

    spots: tuple[Spot, ...]
    recused: tuple[District, ...]
    done: Counter[str]
    total: int

    def get(self, wanted: str) -> Spot | None:
        return next((spot for spot in self.spots if spot.id == wanted), None)

    def share(self, spot: Spot) -> float:
        """How much of the checklist is answered; without one, whether anything was recorded."""
        return min(1.0, self.done[spot.id] / max(1, self.total))

    def is_complete(self, spot: Spot) -> bool:
        return self.share(spot) >= 1

    @cached_property
    def own(self) -> tuple[Spot, ...]:
        return tuple(spot for spot in self.spots if spot.own)

    @cached_property
    def complete(self) -> int:
        return sum(map(self.is_complete, self.own))

    @property
    def overall(self) -> float:
        """The share of all that is to be answered."""
        own = self.own
        return sum(map(self.share, own)) / len(own) if own else 1.0

    def rows(self, words: str = "") -> tuple[PlaceRow, ...]:
        """For the column of places, under headings; those whose name holds the words."""
        wanted = words.strip().lower()
        shown = [spot for spot in self.spots if wanted in spot.name.lower()]
        return (*self._rows(shown), *self._left_out(wanted))

    def next_after(self, here: str) -> Spot | None:
        """The next one of one's own that is not complete, round the end; None when all are."""
        order = [spot.id for spot in self.own]
        start = order.index(here) + 1 if here in order else 0
        turned = (*self.own[start:], *self.own[:start])
        return next((spot for spot in turned if not self.is_complete(spot)), None)

    def neighbour(self, here: str) -> Spot | None:
        """The one after it in the column, None after the last."""
        order = [spot.id for spot in self.spots]
        at = order.index(here) + 1 if here in order else 0
        return self.spots[at] if at < len(self.spots) else None

    def _rows(self, shown: Sequence[Spot]) -> Iterator[PlaceRow]:
        district = ""
        for spot in shown:
            if spot.district is not None and spot.district.id != district:
                district = spot.district.id
                yield PlaceRow("", spot.district.name)
            yield self._row(spot)

    def _row(self, spot: Spot) -> PlaceRow:
        done = self.done[spot.id]
        figures = (f"{done}/{self.total}",) if done and self.total else ()
        counted = spot.own or bool(done)
        return PlaceRow(
            spot.id, spot.name, figures, self.share(spot) if counted else None, Tone.MUTED
        )

    def _left_out(self, wanted: str) -> Iterator[PlaceRow]:
        for district in self.recused if not wanted else ():
            yield PlaceRow("", _("{district} (recused)").format(district=district.name))


def spots_of(visit: Visit) -> Spots:
    """The station, then the sites of one's own districts, then the others; recused ones left out."""
    setup = visit.setup
    recused = _recusals(visit)
    open_districts = [d for d in setup.districts if d.id not in recused]
    out = tuple(d for d in setup.districts if d.id in recused)
    own = own_districts(visit)
    ordered = sorted(open_districts, key=lambda d: d.id not in own)
    questions = {question.id for question in visit.instrument.checklist}
    spots = [] if None in recused else list(_spots(ordered, own))
    answered = visit.captures.sites("answer")
    done = Counter([site for item, site in answered if item in questions])
    done[STATION] = done.pop("", 0)
    if not questions:
        kinds = ("photo", "note", "finding")
        done = Counter({site for kind in kinds for _item, site in visit.captures.sites(kind)})
    return Spots(tuple(spots), out, done, len(questions))


def _spots(districts: Sequence[District], own: frozenset[str]) -> Iterator[Spot]:
    yield Spot(STATION, _("The station"))
    for district in districts:
        for site in district.sites:
            yield Spot(site.id, site.name, site.id, district, district.id in own)


def own_districts(visit: Visit) -> frozenset[str]:
    """Where one scores by assignment; everywhere for who scores no block by district."""
    mine = [a for a in visit.setup.assignments if a.panelist == visit.state.person]
    scopes = {block.id: block.scope for block in visit.instrument.blocks()}
    named = {district for a in mine for district in a.districts}
    wide = any(not a.districts and scopes.get(a.block) is Scope.DISTRICT for a in mine)
    if wide or not named:
        return frozenset(district.id for district in visit.setup.districts)
    return frozenset(named)


def _recusals(visit: Visit) -> frozenset[str | None]:
    """Districts that one is recused for, None standing for the whole station."""
    found = visit.captures.all("declaration")
    return frozenset(
        c.district for c in found if isinstance(c.body, Declaration) and c.body.recused
    )


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A question of the checklist with its answer; `value` is None while it is open."""

    id: str
    label: str
    hint: str = ""
    value: AnswerValue | None = None
    remark: str = ""

    @property
    def spoken(self) -> str:
        said = answer_word(self.value) if self.value else _("not answered")
        return " ".join(part for part in (self.label, said, self.remark) if part)


def check_rows(visit: Visit, spot: Spot) -> tuple[CheckRow, ...]:
    """The whole checklist at one place, in the instrument's order."""
    answers = {c.item: c for c in visit.captures.at_site("answer", spot.site)}
    return tuple(_check_row(q, answers.get(q.id)) for q in visit.instrument.checklist)


def _check_row(question: CheckQuestion, given: Capture | None) -> CheckRow:
    body = given.body if given else None
    if not isinstance(body, Answer):
        return CheckRow(question.id, question.label, question.hint)
    return CheckRow(question.id, question.label, question.hint, body.value, body.remark)


class ChecksModel(RowsModel):
    """The checklist; a remark is edited in place once its question is answered.

    Signals:
        asked: (id, text) a remark to be stored.
    """

    asked = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.editable = True

    def check(self, index: Index) -> CheckRow | None:
        row = index.data(Role.SHOWN) if index.isValid() else None
        return row if isinstance(row, CheckRow) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        held = super().flags(index)
        row = self.check(index)
        can = self.editable and row is not None and row.value is not None
        return held | Qt.ItemFlag.ItemIsEditable if can else held

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == EDIT:
            row = self.check(index)
            return row.remark if row else ""
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        row = self.check(index)
        if role != EDIT or row is None:
            return False
        if value != row.remark:
            self.asked.emit(row.id, str(value))
        return True


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo in a strip; `digest` names the picture."""

    id: str
    digest: str
    caption: str
    time: str

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (_("Photo"), self.caption, self.time) if part)
