"""What of a capture, a decision or the set-up is searched: its texts, with their place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import Struct

from app.model import text
from app.model.archive import FollowUp
from app.model.base import changed
from app.model.capture import Capture
from app.model.decision import (
    FindingEdit,
    Objection,
    PaperFinding,
    PaperScore,
    PartyEntry,
    Pick,
    Settlement,
    VetoCheck,
)
from app.model.report import PassageEdit
from app.model.rounds import Complaint, Reply, StepDone
from app.model.setup import Setup

CURATED = "curated"
DECISIONS: dict[str, type[Struct]] = {
    "settlement": Settlement,
    "pick": Pick,
    "objection": Objection,
    "party": PartyEntry,
    "veto": VetoCheck,
    "finding": FindingEdit,
    "passage": PassageEdit,
    "reply": Reply,
    "complaint": Complaint,
    "step": StepDone,
    "follow-up": FollowUp,
    "paper": PaperScore,
    "paper-finding": PaperFinding,
}
PAPER = (PaperScore, PaperFinding)
_IDS = re.compile(
    r"\.(basis|blob|block|district|form|guide|id|item|key|links|origins|panelist|party|pins"
    r"|population_hash|proposal|question|site|stage|value|visit)(\[|$)"
)
_PLACE = ("block", "item", "district", "site")
Head = tuple[str, str, str, str]
"""Source, kind, id and time of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text with its place. `source` is the hash of the sheet that it came in, else empty.

    `kind` is a capture's kind; a decision's, with `curated` for findings; or what of the set-up
    it names: `station`, `organisation`, `district`, `site`, `person`, `indicator`, `figure`.
    `id` is the capture's, the decision's key, or that of what is named; a point of a reply stands
    by itself, as `reply/point`. `author` is whoever recorded it, or wrote it on paper.
    """

    source: str
    kind: str
    id: str
    author: str
    at: str
    block: str | None
    item: str | None
    district: str | None
    site: str | None
    text: str


def of_capture(capture: Capture, source: str = "") -> tuple[Entry, ...]:
    """Nothing where a capture holds no words."""
    return _entry((source, capture.kind, capture.id, capture.at.isoformat()), capture, capture.body)


def of_decision(kind: str, key: str, at: str, body: Struct) -> tuple[Entry, ...]:
    head = ("", CURATED if kind == "finding" else kind, key, at)
    return _of_reply(head, body) if isinstance(body, Reply) else _entry(head, body, body)


def _of_reply(head: Head, reply: Reply) -> tuple[Entry, ...]:
    """What it says as a whole, then its points, each with its answer."""
    source, kind, key, at = head
    whole = _entry(head, reply, changed(reply, points=()))
    points = (_entry((source, kind, f"{key}/{p.id}", at), p, p) for p in reply.points)
    return (*whole, *(entry for point in points for entry in point))


def of_setup(setup: Setup, at: str) -> tuple[Entry, ...]:
    return tuple(
        Entry("", kind, key, "", at, None, None, district, None, _joined(words))
        for kind, key, district, words in _names(setup)
    )


def _entry(head: Head, place: Struct, body: Struct) -> tuple[Entry, ...]:
    shown = _joined(value for path, value in text.texts(body) if not _IDS.search(path))
    if not shown:
        return ()
    source, kind, key, at = head
    block, item, district, site = (getattr(place, name, None) for name in _PLACE)
    author = place.panelist if isinstance(place, PAPER) else getattr(place, "author", "")
    return (Entry(source, kind, key, author, at, block, item, district, site, shown),)


def _joined(words: Iterable[str]) -> str:
    """Lines of what is there, composed so that accents compare."""
    return unicodedata.normalize("NFC", "\n".join(word for word in words if word.strip()))


def _names(setup: Setup) -> Iterator[tuple[str, str, str | None, tuple[str, ...]]]:
    """What the set-up names: kind, id, district, texts."""
    station = setup.station
    yield "station", "", None, (station.name, station.short, station.town, station.address)
    for role, one in setup.organisations.items():
        yield "organisation", role.value, None, (one.name, one.short, one.person)
    for district in setup.districts:
        yield "district", district.id, district.id, (district.name,)
        for site in district.sites:
            yield "site", site.id, district.id, (site.name,)
    for person in setup.panel:
        yield "person", person.id, None, (person.name, person.organisation)
    for indicator in setup.indicators:
        yield "indicator", indicator.id, None, (indicator.label,)
    for figure in setup.figures:
        yield "figure", figure.key, figure.district, (figure.label,)
