"""An instrument as a tree: its nodes, where they stand, and what each is made up of.

A place is a path of field names and indexes, `("parties", 0, "blocks", 2)`; written out it is
what a problem names: `parties[0].blocks[2]`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from itertools import pairwise

import msgspec

from app.model.base import Model
from app.model.instrument import Block, Instrument

Place = tuple[str | int, ...]
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
HUNDRED = Decimal(100)


class Kind(Enum):
    """What a node is; the plural ones are the headings that others stand under."""

    GENERAL = "general"
    PARTIES = "parties"
    PARTY = "party"
    BLOCK = "block"
    ITEM = "item"
    BANDS = "bands"
    BAND = "band"
    VETOES = "vetoes"
    VETO = "veto"
    CHECKLIST = "checklist"
    CHECK = "check"
    GUIDES = "guides"
    GUIDE = "guide"
    QUESTION = "question"
    SURVEY = "survey"
    SURVEY_BAND = "survey_band"


ROOTS: tuple[Place, ...] = (
    (),
    ("parties",),
    ("bands",),
    ("vetoes",),
    ("checklist",),
    ("guides",),
    ("survey",),
)
_KINDS: dict[tuple[str, ...], Kind] = {
    (): Kind.GENERAL,
    ("parties",): Kind.PARTIES,
    ("parties", "#"): Kind.PARTY,
    ("parties", "#", "blocks", "#"): Kind.BLOCK,
    ("parties", "#", "blocks", "#", "items", "#"): Kind.ITEM,
    ("bands",): Kind.BANDS,
    ("bands", "#"): Kind.BAND,
    ("vetoes",): Kind.VETOES,
    ("vetoes", "#"): Kind.VETO,
    ("checklist",): Kind.CHECKLIST,
    ("checklist", "#"): Kind.CHECK,
    ("guides",): Kind.GUIDES,
    ("guides", "#"): Kind.GUIDE,
    ("guides", "#", "questions", "#"): Kind.QUESTION,
    ("survey",): Kind.SURVEY,
    ("survey", "bands", "#"): Kind.SURVEY_BAND,
}
_UNDER: dict[Kind, Place] = {
    Kind.PARTIES: (),
    Kind.PARTY: ("blocks",),
    Kind.BLOCK: ("items",),
    Kind.BANDS: (),
    Kind.VETOES: (),
    Kind.CHECKLIST: (),
    Kind.GUIDES: (),
    Kind.GUIDE: ("questions",),
    Kind.SURVEY: ("bands",),
}
_CHILDREN = {
    Kind.PARTIES: Kind.PARTY,
    Kind.PARTY: Kind.BLOCK,
    Kind.BLOCK: Kind.ITEM,
    Kind.BANDS: Kind.BAND,
    Kind.VETOES: Kind.VETO,
    Kind.CHECKLIST: Kind.CHECK,
    Kind.GUIDES: Kind.GUIDE,
    Kind.GUIDE: Kind.QUESTION,
    Kind.SURVEY: Kind.SURVEY_BAND,
}
_NAMED_BY = {
    Kind.PARTY: "id",
    Kind.BLOCK: "id",
    Kind.ITEM: "id",
    Kind.VETO: "key",
    Kind.CHECK: "id",
    Kind.GUIDE: "kind",
    Kind.QUESTION: "id",
}
_ELSEWHERE = {"veto_grade": ("vetoes",)}
"""Fields of the instrument itself that are shown under a heading."""


def kind_of(place: Place) -> Kind:
    """Raises KeyError where no node can stand."""
    return _KINDS[_shape(place)]


def is_node(place: Place) -> bool:
    return _shape(place) in _KINDS


def _shape(place: Place) -> tuple[str, ...]:
    return tuple("#" if isinstance(step, int) else step for step in place)


def list_under(place: Place) -> Place | None:
    """Where the list of a node's children stands; None where it can have none."""
    below = _UNDER.get(kind_of(place))
    return None if below is None else place + below


def child_kind(place: Place) -> Kind | None:
    """What stands under a node."""
    return kind_under(kind_of(place))


def kind_under(kind: Kind) -> Kind | None:
    """What stands under nodes of a kind."""
    return _CHILDREN.get(kind)


def fields_under(kind: Kind) -> Place:
    """The way from a node of a kind to the list of its children."""
    return _UNDER[kind]


def parent_of(place: Place) -> Place:
    """The node that another stands under; the roots stand under the whole."""
    above = place[:-1]
    while above and not is_node(above):
        above = above[:-1]
    return above


def value_at(instrument: Instrument, place: Place) -> object:
    """What stands at a place; raises LookupError or AttributeError where nothing does."""
    found: object = instrument
    for step in place:
        found = _child(found, step)
    return found


def _child(found: object, step: str | int) -> object:
    if isinstance(found, tuple) and isinstance(step, int):
        return found[step]
    return found[step] if isinstance(found, dict) else getattr(found, str(step))


def exists(instrument: Instrument, place: Place) -> bool:
    try:
        value_at(instrument, place)
    except (LookupError, AttributeError):
        return False
    return True


def children(instrument: Instrument, place: Place) -> tuple[Place, ...]:
    """The nodes that stand under one, in their order."""
    below = list_under(place)
    if below is None:
        return ()
    listed = value_at(instrument, below)
    assert isinstance(listed, tuple)
    return tuple((*below, index) for index in range(len(listed)))


def every(instrument: Instrument) -> Iterator[Place]:
    """All nodes from the top down."""
    waiting = list(reversed(ROOTS))
    while waiting:
        place = waiting.pop()
        yield place
        waiting.extend(reversed(children(instrument, place)))


def identity(instrument: Instrument, place: Place) -> str:
    """What a node is known by while others come and go around it."""
    kind = kind_of(place)
    if not place or not isinstance(place[-1], int):
        return f"{kind.value}:"
    return known_by(
        kind, value_at(instrument, place), value_at(instrument, parent_of(place)), place[-1]
    )


def known_by(kind: Kind, node: object, above: object, number: int) -> str:
    """`identity` of a node that is at hand, with the one above it and its number in its list."""
    name = getattr(node, _NAMED_BY[kind], number) if kind in _NAMED_BY else number
    if kind is Kind.QUESTION:
        name = f"{getattr(above, 'kind', '')}/{name}"
    return f"{kind.value}:{name}"


def label_of(instrument: Instrument, place: Place) -> str:
    """What a node is called; headings have no name of their own."""
    node = value_at(instrument, place)
    if isinstance(node, Instrument):
        return node.title
    return str(getattr(node, "label", getattr(node, "text", "")))


def name_field(place: Place) -> str:
    """The field that holds a node's name; empty for headings."""
    if not place:
        return "title"
    if not isinstance(place[-1], int):
        return ""
    return "text" if kind_of(place) is Kind.QUESTION else "label"


def full_of(instrument: Instrument, place: Place) -> Decimal | None:
    """A node's full mark; for the parties' heading what they must add up to."""
    if kind_of(place) is Kind.PARTIES:
        return HUNDRED
    found = getattr(value_at(instrument, place), "full", None)
    return found if isinstance(found, Decimal) else None


def sum_under(instrument: Instrument, place: Place) -> Decimal | None:
    """What the children's full marks add up to; None where there are none to add up."""
    if kind_of(place) not in (Kind.PARTIES, Kind.PARTY, Kind.BLOCK):
        return None
    fulls = [full_of(instrument, child) for child in children(instrument, place)]
    return sum((f for f in fulls if f is not None), Decimal(0)) if fulls else None


def examples_in(instrument: Instrument) -> int:
    """How many nodes are marked as examples."""
    items = sum(item.example for block in instrument.blocks() for item in block.items)
    asked = sum(question.example for question in instrument.checklist)
    return items + asked + sum(guide.example for guide in instrument.guides)


def written(place: Place) -> str:
    """As a problem names it."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(parts).removeprefix(".")


def read_place(text: str) -> Place:
    """The opposite of `written`."""
    return tuple(int(index) if index else name for name, index in _STEP.findall(text))


def located(text: str) -> tuple[Place, Place]:
    """The node that a problem's place lies in, and the field from there; empty for the node."""
    place = read_place(text)
    shown = _ELSEWHERE.get(str(place[0])) if place else None
    if shown is not None:
        return shown, place
    node = place
    while not is_node(node):
        node = node[:-1]
    return node, place[len(node) :]


def base_of(place: Place) -> Place:
    """Where a node's own fields begin: headings show fields of the instrument itself."""
    return () if kind_of(place) is Kind.VETOES else place


def block_of(instrument: Instrument, place: Place) -> str:
    """The id of the block that a node is or belongs to; empty outside the blocks."""
    for end in range(len(place), 0, -1):
        found = value_at(instrument, place[:end])
        if isinstance(found, Block):
            return found.id
    return ""


def place_of_id(instrument: Instrument, wanted: str) -> Place | None:
    """The party, block, item or checklist question of an id."""
    for place in every(instrument):
        if place and getattr(value_at(instrument, place), "id", None) == wanted:
            return place
    return None


def next_gap(bands: tuple[Model, ...]) -> tuple[Decimal, Decimal]:
    """The first part of 0 to 100 that no band covers; (0, 0) where all is covered."""
    edges = sorted((getattr(b, "low", HUNDRED), getattr(b, "high", HUNDRED)) for b in bands)
    marks = ((Decimal(0), Decimal(0)), *edges, (HUNDRED, HUNDRED))
    reached = Decimal(0)
    for before, after in pairwise(marks):
        reached = max(reached, before[1])
        if after[0] > reached:
            return reached, after[0]
    return Decimal(0), Decimal(0)


def all_ids(instrument: Instrument) -> frozenset[str]:
    """Every id, key and kind that is taken."""
    found: set[str] = set()
    waiting: list[object] = [instrument]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif isinstance(one, msgspec.Struct):
            names = (getattr(one, field, "") for field in ("id", "key", "kind"))
            found.update(name for name in names if name)
            waiting.extend(msgspec.structs.astuple(one))
    return frozenset(found)
