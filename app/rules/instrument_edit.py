"""Every way of changing an instrument, as functions from one to the next.

What was an example stays one until something in it is changed (handbook part 0): then it is the
user's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.errors import UserError
from app.i18n import N_
from app.model.base import Model, changed
from app.model.instrument import (
    Band,
    Block,
    CheckQuestion,
    Guide,
    GuideQuestion,
    Instrument,
    Item,
    PartyScheme,
    SurveyBand,
    Veto,
)
from app.rules.instrument_tree import (
    HUNDRED,
    Kind,
    Place,
    base_of,
    children,
    exists,
    kind_of,
    list_under,
    next_gap,
    parent_of,
    sum_under,
    value_at,
)

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Edited:
    """The instrument after a change, and where what was changed stands in it."""

    instrument: Instrument
    place: Place


def put(instrument: Instrument, node: Place, field: Place, value: object) -> Instrument:
    """With another value in a node's field; what was an example is one no longer.

    Raises:
        ValueError: a figure that no instrument may hold.
    """
    place = base_of(node) + field
    if value_at(instrument, place) == value:
        return instrument
    edited = _put(instrument, place, value)
    return edited if field == ("example",) else _made_own(edited, node)


def add(instrument: Instrument, above: Place, index: int, node: Model) -> Edited:
    """Puts a node among the children of another."""
    place = list_under(above)
    assert place is not None
    return Edited(_insert(instrument, place, index, node), (*place, index))


def remove(instrument: Instrument, place: Place) -> Edited:
    """Takes a node out, with all under it; the place is what is best shown then."""
    after = _detached(_taken(instrument, place), instrument)
    return Edited(after, _near(after, place))


def move(instrument: Instrument, place: Place, by: int) -> Edited | None:
    """A node one up or down; at the end of its list into the next. None where it cannot go."""
    siblings, index = place[:-1], place[-1] if place else ""
    if not isinstance(index, int):
        return None
    target = (*siblings, index + by)
    if index + by >= 0 and exists(instrument, target):
        other, node = value_at(instrument, target), value_at(instrument, place)
        swapped = _put(_put(instrument, place, other), target, node)
        return Edited(swapped, target)
    return _moved_across(instrument, place, by)


def indent(instrument: Instrument, place: Place) -> Edited:
    """A block becomes an item of the block before it.

    Raises:
        UserError: that means nothing here.
    """
    if kind_of(place) is not Kind.BLOCK:
        raise UserError(N_("Only a block can become an item of the block above it."))
    block, index = value_at(instrument, place), place[-1]
    assert isinstance(block, Block)
    assert isinstance(index, int)
    if index == 0:
        raise UserError(N_("There is no block above “{label}”."), label=block.label)
    if block.items:
        raise UserError(
            N_("“{label}” has items of its own. Move them out first."), label=block.label
        )
    above = (*place[:-1], index - 1)
    after = _taken(instrument, place)
    made = add(after, above, len(children(after, above)), block.scored()[0])
    return Edited(_detached(made.instrument, instrument), made.place)


def outdent(instrument: Instrument, place: Place) -> Edited:
    """An item becomes a block after the one that it stood in.

    Raises:
        UserError: that means nothing here, or the item holds what no block can.
    """
    if kind_of(place) is not Kind.ITEM:
        raise UserError(N_("Only an item can become a block."))
    item, above = value_at(instrument, place), parent_of(place)
    assert isinstance(item, Item)
    if item.anchors or item.evidence:
        raise UserError(
            N_(
                "“{label}” describes points or asks for documents, which a block cannot. "
                "Empty these first."
            ),
            label=item.label,
        )
    before = value_at(instrument, above)
    assert isinstance(before, Block)
    assert isinstance(above[-1], int)
    block = Block(
        id=item.id,
        label=item.label,
        full=item.full,
        step=item.step,
        criterion=item.criterion,
        scope=before.scope,
        merge=before.merge,
    )
    return add(_taken(instrument, place), parent_of(above), above[-1] + 1, block)


def blank(instrument: Instrument, above: Place, new_id: str, label: str) -> Model:
    """A new node to stand under another, with what is still missing as its full mark."""
    return _BLANK[kind_of(above)](instrument, above, new_id, label)


def _party(instrument: Instrument, above: Place, new_id: str, label: str) -> PartyScheme:
    return PartyScheme(id=new_id, label=label, full=_missing(instrument, above, HUNDRED))


def _block(instrument: Instrument, above: Place, new_id: str, label: str) -> Block:
    party = value_at(instrument, above)
    assert isinstance(party, PartyScheme)
    return Block(id=new_id, label=label, full=_missing(instrument, above, party.full))


def _item(instrument: Instrument, above: Place, new_id: str, label: str) -> Item:
    block = value_at(instrument, above)
    assert isinstance(block, Block)
    step = block.items[-1].step if block.items else block.step
    group = block.items[-1].group if block.items else ""
    full = _missing(instrument, above, block.full)
    return Item(id=new_id, label=label, full=full, step=step, group=group)


def _band(instrument: Instrument, _above: Place, _id: str, label: str) -> Band:
    low, high = next_gap(instrument.bands)
    return Band(label=label, low=low, high=high)


def _survey_band(instrument: Instrument, _above: Place, _id: str, label: str) -> SurveyBand:
    low, high = next_gap(instrument.survey.bands)
    return SurveyBand(label=label, low=low, high=high)


def _veto(_instrument: Instrument, _above: Place, new_id: str, label: str) -> Veto:
    return Veto(key=new_id, label=label, text="")


def _check(_instrument: Instrument, _above: Place, new_id: str, label: str) -> CheckQuestion:
    return CheckQuestion(id=new_id, label=label)


def _guide(_instrument: Instrument, _above: Place, new_id: str, label: str) -> Guide:
    return Guide(kind=new_id, label=label)


def _question(_instrument: Instrument, _above: Place, new_id: str, label: str) -> GuideQuestion:
    return GuideQuestion(id=new_id, text=label)


_BLANK: dict[Kind, Callable[[Instrument, Place, str, str], Model]] = {
    Kind.PARTIES: _party,
    Kind.PARTY: _block,
    Kind.BLOCK: _item,
    Kind.BANDS: _band,
    Kind.VETOES: _veto,
    Kind.CHECKLIST: _check,
    Kind.GUIDES: _guide,
    Kind.GUIDE: _question,
    Kind.SURVEY: _survey_band,
}


def _missing(instrument: Instrument, above: Place, full: Decimal) -> Decimal:
    left = full - (sum_under(instrument, above) or Decimal(0))
    return left if left > 0 else _ONE


def _put(instrument: Instrument, place: Place, value: object) -> Instrument:
    made = _replaced(instrument, place, value)
    assert isinstance(made, Instrument)
    return made


def _replaced(whole: object, place: Place, value: object) -> object:
    """A copy of nested structs, tuples and mappings with another value in one place."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(whole, tuple) and isinstance(step, int):
        return (*whole[:step], _replaced(whole[step], rest, value), *whole[step + 1 :])
    if isinstance(whole, dict):
        return {**whole, step: _replaced(whole[step], rest, value)}
    assert isinstance(whole, Model)
    return changed(whole, **{str(step): _replaced(getattr(whole, str(step)), rest, value)})


def _insert(instrument: Instrument, place: Place, index: int, node: Model) -> Instrument:
    listed = value_at(instrument, place)
    assert isinstance(listed, tuple)
    grown = _put(instrument, place, (*listed[:index], node, *listed[index:]))
    return _made_own(grown, place[:-1])


def _taken(instrument: Instrument, place: Place) -> Instrument:
    listed, index = value_at(instrument, place[:-1]), place[-1]
    assert isinstance(listed, tuple)
    assert isinstance(index, int)
    rest = (*listed[:index], *listed[index + 1 :])
    return _made_own(_put(instrument, place[:-1], rest), place[:-2])


def _made_own(instrument: Instrument, place: Place) -> Instrument:
    """Takes the example's mark off what stands at a place or around it."""
    for end in range(len(place), 0, -1):
        if getattr(value_at(instrument, place[:end]), "example", False):
            return _put(instrument, (*place[:end], "example"), value=False)
    return instrument


def _near(instrument: Instrument, place: Place) -> Place:
    """What stood after a node that is gone, else the one before it, else the one above."""
    for candidate in (place, (*place[:-1], int(place[-1]) - 1)):
        if int(candidate[-1]) >= 0 and exists(instrument, candidate):
            return candidate
    return parent_of(place)


def _moved_across(instrument: Instrument, place: Place, by: int) -> Edited | None:
    """Into the block or party, the guide, before or after its own."""
    above = parent_of(place)
    if kind_of(place) not in (Kind.BLOCK, Kind.ITEM, Kind.QUESTION):
        return None
    target = _next_above(instrument, above, by)
    if target is None:
        return None
    node = value_at(instrument, place)
    assert isinstance(node, Model)
    index = len(children(instrument, target)) if by < 0 else 0
    return add(_taken(instrument, place), target, index, node)


def _next_above(instrument: Instrument, above: Place, by: int) -> Place | None:
    """The next node of the same kind; only one that holds such children already takes a block."""
    siblings = _all_of(instrument, kind_of(above))
    at = siblings.index(above) + by
    while 0 <= at < len(siblings):
        if kind_of(above) is not Kind.PARTY or children(instrument, siblings[at]):
            return siblings[at]
        at += by
    return None


def _all_of(instrument: Instrument, kind: Kind) -> list[Place]:
    roots = children(instrument, ("guides",) if kind is Kind.GUIDE else ("parties",))
    if kind is Kind.BLOCK:
        return [block for party in roots for block in children(instrument, party)]
    return list(roots)


def _detached(after: Instrument, before: Instrument) -> Instrument:
    """Checklist questions of blocks that are gone stay, without a block."""
    gone = {b.id for b in before.blocks()} - {b.id for b in after.blocks()}
    if not any(question.block in gone for question in after.checklist):
        return after
    freed = tuple(changed(q, block=None) if q.block in gone else q for q in after.checklist)
    return changed(after, checklist=freed)
