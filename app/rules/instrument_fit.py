"""What a set-up keeps when its instrument changes."""

from typing import TYPE_CHECKING

from app.model.base import changed
from app.model.instrument import Instrument, Scope
from app.model.setup import Setup

if TYPE_CHECKING:
    from app.model.panel import Assignment


def fitted(setup: Setup, instrument: Instrument) -> Setup:
    """What of it still makes sense.

    Assignments and leads of blocks that are gone go too, and districts where a block is scored
    once for the station.
    """
    scopes = {block.id: block.scope for block in instrument.blocks()}
    kept: list[Assignment] = []
    for one in setup.assignments:
        scope = scopes.get(one.block)
        own = changed(one, districts=()) if scope is Scope.STATION else one
        if scope is not None and own not in kept:
            kept.append(own)
    leads = {block: person for block, person in setup.leads.items() if block in scopes}
    if (tuple(kept), leads) == (setup.assignments, setup.leads):
        return setup
    return changed(setup, assignments=tuple(kept), leads=leads)
