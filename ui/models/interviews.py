"""Interviews as they are listed and filled in: recorded ones, and kinds not talked to yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model.base import changed
from app.model.capture import Capture, Exchange, Interview
from app.model.instrument import Guide
from app.model.setup import Setup
from app.model.station import Role as Part
from app.services.captures import Place
from app.visit import Visit
from ui.models.roles import PlaceRow

NEW = "new:"
SPEAKERS = {"agency": Part.CONTRACTOR, "buyer": Part.BUYER, "supervisor": Part.SUPERVISION}
"""Whose spokesperson the set-up names, by the kind of a guide."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A question with its answer. `question` is the guide's id, empty for a free one."""

    question: str
    asked: str
    answer: str = ""

    @property
    def free(self) -> bool:
        return not self.question

    @property
    def blank(self) -> bool:
        return not self.answer.strip() and not (self.free and self.asked.strip())


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview, stored under `key`, or only meant while the key begins with `NEW`."""

    key: str
    guide: Guide
    body: Interview
    place: Place
    capture: Capture | None = None

    @property
    def recorded(self) -> bool:
        return self.capture is not None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The guide's questions in their order, then whatever else was asked."""
        known = {q.id: q.text for q in self.guide.questions}
        answers: dict[str, str] = {}
        free: list[Slot] = []
        for one in self.body.exchanges:
            if one.question in known and one.question not in answers:
                answers[one.question] = one.answer
            else:
                asked = one.asked or known.get(one.question, one.question)
                free.append(Slot("", asked, one.answer))
        own = (Slot(key, text, answers.get(key, "")) for key, text in known.items())
        return (*own, *free)

    @property
    def answered(self) -> int:
        """How many of the guide's questions have an answer."""
        return sum(1 for slot in self.slots if not slot.free and not slot.blank)

    @property
    def share(self) -> float:
        """Of the guide's questions; a guide without any is done with the first answer."""
        if self.guide.questions:
            return self.answered / len(self.guide.questions)
        return float(any(not slot.blank for slot in self.slots))


def exchanges(slots: Iterable[Slot]) -> tuple[Exchange, ...]:
    """What is stored of the questions: those that were answered, and free ones that were asked."""
    return tuple(
        Exchange(question=slot.question, asked=slot.asked if slot.free else "", answer=slot.answer)
        for slot in slots
        if not slot.blank
    )


def talks(visit: Visit, begun: Sequence[str] = ()) -> tuple[Talk, ...]:
    """As recorded, then those added but not written in, then every kind not talked to yet.

    `begun` are keys of added ones, as `new_key` makes them.
    """
    captures = visit.captures.all("interview")
    recorded = tuple(_recorded(visit, c, c.body) for c in captures if isinstance(c.body, Interview))
    known = {guide.kind: guide for guide in visit.instrument.guides}
    added = tuple(meant(visit, key, known[kind_of(key)]) for key in begun if kind_of(key) in known)
    held = {talk.guide.kind for talk in (*recorded, *added)}
    planned = (meant(visit, NEW + kind, g) for kind, g in known.items() if kind not in held)
    return (*recorded, *added, *planned)


def held(listed: Iterable[Talk]) -> int:
    """How many interviews hold something."""
    return sum(1 for talk in listed if talk.recorded)


def new_key(kind: str, number: int) -> str:
    """The key of one more interview of a kind."""
    return f"{NEW}{kind}/{number}"


def kind_of(key: str) -> str:
    return key.removeprefix(NEW).partition("/")[0]


def _recorded(visit: Visit, capture: Capture, body: Interview) -> Talk:
    guides = (guide for guide in visit.instrument.guides if guide.kind == body.guide)
    guide = next(guides, Guide(kind=body.guide, label=body.guide))
    place = Place(district=capture.district, site=capture.site)
    return Talk(capture.id, guide, body, place, capture)


def meant(visit: Visit, key: str, guide: Guide) -> Talk:
    """One that is not written in yet: who speaks as the set-up says, where the last one was."""
    part = visit.setup.organisations.get(SPEAKERS[guide.kind]) if guide.kind in SPEAKERS else None
    who = part.person if part is not None and not guide.coded else ""
    return Talk(key, guide, Interview(guide=guide.kind, who=who), _last_place(visit, guide))


def _last_place(visit: Visit, guide: Guide) -> Place:
    """Where the last interview was held; the district alone, for who speaks for a place."""
    if guide.kind in SPEAKERS:
        return Place()
    last = next(iter(reversed(visit.captures.all("interview"))), None)
    if last is not None:
        return Place(district=last.district)
    own = {
        d for a in visit.setup.assignments if a.panelist == visit.state.person for d in a.districts
    }
    return Place(district=next(iter(own))) if len(own) == 1 else Place()


def talk_name(setup: Setup, talk: Talk) -> str:
    """As in 居委·诜敦村 or 服务对象 F-012."""
    if talk.guide.coded and talk.body.code:
        return f"{talk.guide.label} {talk.body.code}"
    where = place_name(setup, talk.place) if talk.recorded else ""
    return f"{talk.guide.label}·{where}" if where else talk.guide.label


def place_name(setup: Setup, place: Place) -> str:
    """The site, or else the district; empty for the station as a whole."""
    for district in setup.districts:
        for site in district.sites:
            if site.id == place.site:
                return site.name
    return next((d.name for d in setup.districts if d.id == place.district), "")


def talk_rows(setup: Setup, listed: Iterable[Talk], *, times: bool) -> tuple[PlaceRow, ...]:
    """With or without the time at which each began."""
    return tuple(
        PlaceRow(
            talk.key,
            talk_name(setup, talk),
            (f"{talk.capture.at:%H:%M}",) if talk.capture and times else (),
            talk.share,
        )
        for talk in listed
    )


def with_slots(body: Interview, slots: Iterable[Slot]) -> Interview:
    return changed(body, exchanges=exchanges(slots))
