"""What a score must be to be stored: in its place, assigned, in range, on the step."""

from decimal import Decimal

from app.errors import UserError
from app.i18n import N_
from app.model.instrument import Block, Item, Scope
from app.model.setup import Setup
from app.model.text import plain


def districts_of(setup: Setup, block: Block) -> tuple[str | None, ...]:
    """Where a block is scored: every district, or once for the station (None)."""
    if block.scope is Scope.STATION:
        return (None,)
    return tuple(district.id for district in setup.districts)


def check_cell(setup: Setup, person: str, block: Block, item: Item, district: str | None) -> None:
    """Raises UserError when the item is not scored there, or not by this person."""
    if district not in districts_of(setup, block):
        raise UserError(
            N_("“{item}” is scored per district: say which one.")
            if district is None
            else N_("“{item}” is scored for the station as a whole, not per district."),
            item=item.label,
        )
    if person not in setup.assigned(block.id, district):
        raise UserError(N_("“{item}” is not assigned to you here."), item=item.label)


def check_points(item: Item, points: Decimal | None) -> None:
    """Raises UserError unless the points are in range and on the step; None is 不适用."""
    if points is None:
        if not item.allow_na:
            raise UserError(N_("“{item}” has no “not applicable”."), item=item.label)
        return
    if not 0 <= points <= item.full:
        raise UserError(
            N_("“{item}” takes 0 to {full}, not {points}."),
            item=item.label,
            full=plain(item.full),
            points=plain(points),
        )
    if item.step and points % item.step:
        raise UserError(
            N_("“{item}” is scored in steps of {step}; {points} is not one of them."),
            item=item.label,
            step=plain(item.step),
            points=plain(points),
        )
