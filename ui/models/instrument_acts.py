"""What can be done with a node of the instrument's tree, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import N_, _
from app.model.instrument import Instrument
from app.rules.instrument_edit import Edited, add, blank, indent, move, outdent, put, remove
from app.rules.instrument_tree import (
    Kind,
    Place,
    child_kind,
    children,
    kind_of,
    label_of,
    name_field,
    parent_of,
    sum_under,
)
from ui.models.instrument_tree import KINDS

ADD, ADD_UNDER, REMOVE, UP, DOWN, IN, OUT, OPEN = (
    "add",
    "add_under",
    "remove",
    "up",
    "down",
    "in",
    "out",
    "open",
)
NEW = {
    Kind.PARTY: N_("New party"),
    Kind.BLOCK: N_("New block"),
    Kind.ITEM: N_("New item"),
    Kind.BAND: N_("New grade"),
    Kind.VETO: N_("New veto"),
    Kind.CHECK: N_("New question"),
    Kind.GUIDE: N_("New kind of person"),
    Kind.QUESTION: N_("New question"),
    Kind.SURVEY_BAND: N_("New class"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """The instrument after an act, the node to show, and what the act was done to.

    `at` is where the audit finds what was added or taken out.
    """

    instrument: Instrument
    place: Place
    name: str
    at: Place = ()
    is_new: bool = False


def do(act: str, instrument: Instrument, place: Place, new_id: Callable[[], str]) -> Done | None:
    """None where the act means nothing for the node.

    Raises:
        UserError: it could be meant, but cannot be done.
    """
    listed = kind_of(place) in KINDS
    if act == ADD and listed:
        assert isinstance(place[-1], int)
        return _added(instrument, parent_of(place), place[-1] + 1, new_id)
    if act in (ADD, ADD_UNDER) and child_kind(place) is not None:
        return _added(instrument, place, len(children(instrument, place)), new_id)
    if not listed:
        return None
    name = label_of(instrument, place)
    if act == REMOVE:
        gone = remove(instrument, place)
        return Done(gone.instrument, gone.place, name, place)
    moved = _moved(act, instrument, place)
    return None if moved is None else Done(moved.instrument, moved.place, name)


def renamed(instrument: Instrument, place: Place, text: str) -> Instrument:
    """With another name for a node."""
    return put(instrument, place, (name_field(place),), text)


def with_sum(instrument: Instrument, place: Place) -> Instrument:
    """With a full mark that is what the parts of a node add up to."""
    total = sum_under(instrument, place)
    return instrument if total is None else put(instrument, place, ("full",), total)


def _added(instrument: Instrument, above: Place, index: int, new_id: Callable[[], str]) -> Done:
    kind = child_kind(above)
    assert kind is not None
    label = _(NEW[kind])
    made = add(instrument, above, index, blank(instrument, above, new_id(), label))
    return Done(made.instrument, made.place, label, made.place, is_new=True)


def _moved(act: str, instrument: Instrument, place: Place) -> Edited | None:
    if act in (UP, DOWN):
        return move(instrument, place, -1 if act == UP else 1)
    if act == IN:
        return indent(instrument, place)
    return outdent(instrument, place) if act == OUT else None
