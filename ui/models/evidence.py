"""What a panelist recorded that speaks for a score: checks, answers, photos, talks, findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.i18n import _
from app.model.capture import Capture, Finding, Score
from app.model.instrument import Block, Item
from app.services.links import EVIDENCE_KINDS
from app.visit import Visit
from ui.icons import Icon
from ui.models.evidence_words import ICONS, Names
from ui.models.findings_own import STANCE_TONES
from ui.models.roles import STANCE_ICONS
from ui.theme import Tone

KINDS = (*EVIDENCE_KINDS, "finding")
ByPlace = dict[str, dict[str | None, list[Capture]]]
"""Captures by what they are about, and then by district."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A capture in one line; `state` is what was found, or when. `linked` is by hand.

    `place` is where it belongs, where that is not the place that it is shown for.
    """

    id: str
    name: str
    state: str
    icon: Icon
    linked: bool = False
    place: str = ""
    tone: Tone = Tone.MUTED

    @property
    def spoken(self) -> str:
        words = (self.name, self.place, self.state, _("linked") if self.linked else "")
        return " ".join(word for word in words if word)


class Evidence:
    """All captures of the person who works here, found by the cell that they speak for."""

    def __init__(self, visit: Visit) -> None:
        self.names = Names(visit)
        speaking = [c for kind in EVIDENCE_KINDS for c in visit.captures.all(kind)]
        self._hold(speaking, visit.captures.findings())

    def _hold(self, speaking: Sequence[Capture], findings: Sequence[Capture]) -> None:
        self._by_id = {c.id: c for c in (*speaking, *findings)}
        self._about, self._of_block = self._sorted_out(speaking)
        self._said_about, self._said_of_block = self._sorted_out(findings)

    def get(self, capture: str) -> Capture | None:
        """Evidence or a finding; None for what is gone."""
        return self._by_id.get(capture)

    def all(self) -> Iterable[Capture]:
        """All evidence in the order of its kinds, then all findings."""
        return self._by_id.values()

    def linked(self, links: Iterable[str]) -> tuple[Capture, ...]:
        """What is linked and still there."""
        return tuple(self._by_id[link] for link in links if link in self._by_id)

    def speaks_for(self, item: Item, district: str | None) -> bool:
        """Whether something was recorded about this very item there."""
        return any(True for name in _names(item) for _c in _there(self._about, name, district))

    def about_item(self, item: Item, district: str | None) -> tuple[Capture, ...]:
        """Findings about the very item there, then evidence."""
        names = _names(item)
        said = (c for name in names for c in _there(self._said_about, name, district))
        own = (c for name in names for c in _there(self._about, name, district))
        return _each_once((*_as_recorded(said), *_as_recorded(own)))

    def of_cell(
        self, block: Block, item: Item, district: str | None, links: Iterable[str] = ()
    ) -> tuple[Capture, ...]:
        """Evidence that was linked, then what is about the item, then what is about its block."""
        linked = [c for c in self.linked(links) if not isinstance(c.body, Finding)]
        own = (c for name in _names(item) for c in _there(self._about, name, district))
        wider = _there(self._of_block, block.id, district)
        return _each_once((*linked, *_as_recorded(own), *_as_recorded(wider)))

    def findings_of_cell(
        self, block: Block, item: Item, district: str | None, links: Iterable[str] = ()
    ) -> tuple[Capture, ...]:
        """Findings that were linked, then those about the item, then those about its block."""
        linked = [c for c in self.linked(links) if isinstance(c.body, Finding)]
        own = (c for name in _names(item) for c in _there(self._said_about, name, district))
        return _each_once((*linked, *_as_recorded(own), *self.said_of_block(block, district)))

    def said_of_block(self, block: Block, district: str | None) -> tuple[Capture, ...]:
        """Findings about a block as a whole."""
        return _as_recorded(_there(self._said_of_block, block.id, district))

    def row(self, capture: Capture, shown_for: str = "", *, linked: bool = False) -> EvidenceRow:
        """`shown_for` is the district's name."""
        return row_of(self.names, capture, shown_for, linked=linked)

    def _sorted_out(self, captures: Iterable[Capture]) -> tuple[ByPlace, ByPlace]:
        """By item (or what the item asks for), and by block where there is no item."""
        by_item: ByPlace = {}
        by_block: ByPlace = {}
        for capture in captures:
            held, name = (
                (by_item, capture.item) if capture.item else (by_block, capture.block or "")
            )
            district = self.names.district(capture)
            held.setdefault(name, {}).setdefault(district, []).append(capture)
        return by_item, by_block


def row_of(
    names: Names, capture: Capture, shown_for: str = "", *, linked: bool = False
) -> EvidenceRow:
    """Any capture in one line; a score is called by its cell, a finding has its stance's look."""
    body = capture.body
    tone = STANCE_TONES[body.stance] if isinstance(body, Finding) else Tone.MUTED
    icon = STANCE_ICONS.get(tone) or ICONS.get(type(body), Icon.NOTE)
    where = "" if isinstance(body, Score) else names.where(capture)
    return EvidenceRow(
        capture.id,
        names.name(capture),
        names.state(capture),
        icon,
        linked,
        "" if where == shown_for else where,
        tone,
    )


def evidence_of(visit: Visit) -> Evidence:
    """Read anew only when something other than a score has changed."""
    return visit.state.derived("evidence", lambda: Evidence(visit), *KINDS)


def _names(item: Item) -> tuple[str, ...]:
    return (item.id, *(evidence.id for evidence in item.evidence))


def _there(held: ByPlace, name: str, district: str | None) -> Iterator[Capture]:
    """In a district or everywhere; for the station as a whole, in any district."""
    places = held.get(name, {})
    wanted = places if district is None else dict.fromkeys((district, None))
    for place in wanted:
        yield from places.get(place, ())


def _as_recorded(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    return tuple(sorted(captures, key=_moment))


def _moment(capture: Capture) -> tuple[int, datetime]:
    order = capture.body.order if isinstance(capture.body, Finding) else 0
    return order, capture.at


def _each_once(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    return tuple({capture.id: capture for capture in captures}.values())
