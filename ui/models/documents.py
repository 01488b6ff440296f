"""File review: which documents are asked for where, what was found, what is still to come."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain

from app.i18n import _, ngettext
from app.model.capture import Capture, DocumentCheck, DocumentState
from app.model.instrument import Block, Evidence, Item, Scope
from app.model.setup import Setup
from app.services.captures import Place
from app.visit import Visit
from ui.icons import Icon
from ui.models.choices import Choice, ChoiceRow
from ui.models.evidence_words import document_word
from ui.models.roles import PlaceRow
from ui.theme import Tone

_LOOKS = {
    DocumentState.COMPLETE: (Tone.PRAISE, Icon.DONE),
    DocumentState.PARTIAL: (Tone.CONCERN, Icon.PARTLY),
    DocumentState.MISSING: (Tone.CRITICAL, Icon.ERROR),
    DocumentState.PENDING: (Tone.VERIFY, Icon.CLOCK),
}


def choices() -> tuple[Choice, ...]:
    """The four states, in the order of their keys."""
    return tuple(
        Choice(state.value, document_word(state), tone, icon)
        for state, (tone, icon) in _LOOKS.items()
    )


@dataclass(frozen=True, slots=True)
class Document:
    """A document asked for, in a district where its block is per district."""

    block: Block
    item: Item
    evidence: Evidence
    district: str | None
    capture: Capture | None = None

    @property
    def id(self) -> str:
        return f"{self.evidence.id}@{self.district or ''}"

    @property
    def place(self) -> Place:
        return Place(item=self.evidence.id, district=self.district)

    @property
    def check(self) -> DocumentCheck | None:
        body = self.capture.body if self.capture else None
        return body if isinstance(body, DocumentCheck) else None

    @property
    def is_outstanding(self) -> bool:
        """Asked for and not there yet."""
        check = self.check
        return (
            check is not None and check.state is DocumentState.PENDING and check.received_at is None
        )

    @property
    def is_requested(self) -> bool:
        """Whether it stands in the request list, received or not."""
        return self.is_outstanding or (
            self.check is not None and self.check.requested_at is not None
        )


Asked = tuple[tuple[Item, Evidence], ...]
Found = Mapping[tuple[str, str | None], Capture]


@dataclass(frozen=True)
class Shelf:
    """What is asked for in one block, in one district or for the station; `done` is how much of it.

    Documents are made when somebody looks at them: there may be ten thousand, of which one shelf
    is shown.
    """

    block: Block
    district: str | None
    asked: Asked
    found: Found
    done: int

    @property
    def id(self) -> str:
        return f"{self.block.id}@{self.district or ''}"

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents())

    def open(self) -> Iterator[Document]:
        """Those without an answer."""
        return (document for document in self._documents() if document.capture is None)

    def _documents(self) -> Iterator[Document]:
        for item, evidence in self.asked:
            capture = self.found.get((evidence.id, self.district))
            yield Document(self.block, item, evidence, self.district, capture)


@dataclass(frozen=True)
class Documents:
    """All that is asked for where the person who works here scores, or everywhere."""

    setup: Setup
    shelves: tuple[Shelf, ...]

    @property
    def all(self) -> Iterator[Document]:
        return (document for shelf in self.shelves for document in shelf.documents)

    @cached_property
    def total(self) -> int:
        return sum(len(shelf.asked) for shelf in self.shelves)

    @cached_property
    def done(self) -> int:
        return sum(shelf.done for shelf in self.shelves)

    def shelf(self, wanted: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.id == wanted), None)

    @cached_property
    def _blocks(self) -> dict[str, str]:
        """The block of each evidence."""
        return {e.id: shelf.block.id for shelf in self.shelves for _item, e in shelf.asked}

    def shelf_of(self, document: str) -> Shelf | None:
        evidence, _at, district = document.partition("@")
        return self.shelf(f"{self._blocks.get(evidence, '')}@{district}")

    def get(self, wanted: str) -> Document | None:
        shelf = self.shelf_of(wanted)
        return next((d for d in shelf.documents if d.id == wanted), None) if shelf else None

    def next_open(self, here: str) -> Document | None:
        """The next one without an answer after a place, round the end."""
        own = self.shelf_of(here)
        if own is None:
            return next(self._open(self.shelves), None)
        at = self.shelves.index(own)
        ids = [document.id for document in own.documents]
        later = {*ids[ids.index(here) + 1 :]} if here in ids else set()
        rest = [d for d in own.open() if d.id in later]
        turned = (*self.shelves[at + 1 :], *self.shelves[: at + 1])
        return next(chain(rest, self._open(turned)), None)

    def _open(self, shelves: Iterable[Shelf]) -> Iterator[Document]:
        return (document for shelf in shelves for document in shelf.open())

    @cached_property
    def requested(self) -> tuple[Document, ...]:
        """What is outstanding, then what was received; each as it was asked for."""
        shelves = (shelf for shelf in self.shelves if shelf.done)
        wanted = [d for shelf in shelves for d in shelf.documents if d.is_requested]
        return tuple(sorted(wanted, key=lambda d: (not d.is_outstanding, _asked_key(d))))

    @cached_property
    def _names(self) -> dict[str | None, str]:
        return {district.id: district.name for district in self.setup.districts}

    def district(self, wanted: str | None) -> str:
        return self._names.get(wanted, "")

    def place_rows(self) -> tuple[PlaceRow, ...]:
        """For the column at the left: blocks, and districts under the blocks that have them."""
        return tuple(self._place_rows())

    def _place_rows(self) -> Iterator[PlaceRow]:
        heading = ""
        for shelf in self.shelves:
            figures = (f"{shelf.done}/{len(shelf.asked)}",)
            share = shelf.done / len(shelf.asked)
            if shelf.district is None:
                yield PlaceRow(shelf.id, shelf.block.label, figures, share, Tone.MUTED)
                continue
            if heading != shelf.block.id:
                heading = shelf.block.id
                yield PlaceRow("", shelf.block.label)
            yield PlaceRow(shelf.id, self.district(shelf.district), figures, share, Tone.MUTED)


def documents_of(visit: Visit) -> Documents:
    """Every document that is asked for, with what was found of it."""
    return visit.state.derived("documents", lambda: _documents_of(visit), "document", "declaration")


def _documents_of(visit: Visit) -> Documents:
    places = visit.state.derived("places of documents", lambda: _places(visit), "declaration")
    asked = {block.id: asked_for(block) for block, _district in places}
    homes = {e.id: block for block, wanted in asked.items() for _item, e in wanted}
    found = {(c.item or "", c.district): c for c in visit.captures.all("document")}
    done = Counter((homes.get(evidence, ""), district) for evidence, district in found)
    shelves = (
        Shelf(block, district, asked[block.id], found, done[block.id, district])
        for block, district in places
        if asked[block.id]
    )
    return Documents(visit.setup, tuple(shelves))


def asked_for(block: Block) -> Asked:
    """What a block asks for, item by item."""
    return tuple((item, evidence) for item in block.scored() for evidence in item.evidence)


def _places(visit: Visit) -> tuple[tuple[Block, str | None], ...]:
    """Where one scores; every block everywhere for who scores nothing by assignment."""
    if any(a.panelist == visit.state.person for a in visit.setup.assignments):
        cells = visit.scores.cells()
        own = dict.fromkeys((block.id, district) for block, _item, district in cells)
    else:
        own = dict.fromkeys(_everywhere(visit))
    blocks = {block.id: block for block in visit.instrument.blocks()}
    order = list(blocks)
    ranked = sorted(own, key=lambda place: order.index(place[0]))
    return tuple((blocks[block], district) for block, district in ranked)


def _everywhere(visit: Visit) -> Iterator[tuple[str, str | None]]:
    for block in visit.instrument.blocks():
        if block.scope is Scope.DISTRICT:
            yield from ((block.id, district.id) for district in visit.setup.districts)
        else:
            yield block.id, None


def _asked_key(document: Document) -> str:
    at = document.check.requested_at if document.check else None
    return at.isoformat() if at else ""


def shelf_rows(shelf: Shelf, now: datetime) -> tuple[ChoiceRow, ...]:
    """The documents under the items that ask for them."""
    return tuple(_shelf_rows(shelf, now))


def _shelf_rows(shelf: Shelf, now: datetime) -> Iterator[ChoiceRow]:
    item = ""
    for document in shelf.documents:
        if document.item.id != item:
            item = document.item.id
            yield ChoiceRow("", document.item.label, document.item.hint or document.item.group)
        yield _row(document, now)


def _row(document: Document, now: datetime) -> ChoiceRow:
    check = document.check
    if check is None:
        return ChoiceRow(document.id, document.evidence.label, word=_("not checked"))
    remark = " ".join(check.remark.split())
    words = (check.where, remark, _request_words(document, now) if document.is_requested else "")
    outstanding = document.is_outstanding
    return ChoiceRow(
        document.id,
        document.evidence.label,
        chosen=check.state.value,
        word=document_word(check.state),
        under="·".join(word for word in words if word),
        under_tone=Tone.VERIFY if outstanding else Tone.MUTED,
    )


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the request list; `open` while it has not come."""

    id: str
    name: str
    detail: str
    open: bool

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.detail}"


def request_rows(documents: Documents, now: datetime) -> tuple[RequestRow, ...]:
    """The request list: what is outstanding with how long ago, then what came."""
    return tuple(
        RequestRow(
            document.id,
            document.evidence.label,
            "·".join(
                word
                for word in (
                    documents.district(document.district),
                    _request_words(document, now),
                )
                if word
            ),
            document.is_outstanding,
        )
        for document in documents.requested
    )


def _request_words(document: Document, now: datetime) -> str:
    """As in "asked 10:32·35 minutes ago" or "asked 10:32·received 11:02"."""
    check = document.check
    if check is None:
        return ""
    if check.requested_at is None:
        return _("asked for")
    asked = _("asked {time}").format(time=_clock(check.requested_at, now))
    if check.received_at is not None:
        came = _("received {time}").format(time=_clock(check.received_at, now))
        return f"{asked}·{came}"
    return f"{asked}·{ago(check.requested_at, now)}" if document.is_outstanding else asked


def _clock(at: datetime, now: datetime) -> str:
    local = at.astimezone(now.tzinfo)
    same = local.date() == now.date()
    return f"{local:%H:%M}" if same else f"{local.month}-{local.day} {local:%H:%M}"


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that fits."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    days = minutes // (24 * 60)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
