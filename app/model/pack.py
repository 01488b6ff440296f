"""A pack: what one panelist's laptop gets before the day."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from app.model.base import Model
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.model.station import Id

Key = Annotated[bytes, Meta(min_length=32, max_length=32)]


class PackContent(Model, frozen=True, kw_only=True):
    """What is sealed. `pack` is this issue's own id; a pack issued again has another.

    `signing_seed` makes the panelist's signatures (Ed25519) and exists nowhere else;
    `coordinator_key` is the public half (X25519) that sheets are sealed to.
    """

    pack: Id
    visit: Id
    panelist: Id
    key_id: Id
    signing_seed: Key
    coordinator_key: Key
    setup: Setup
    setup_version: Annotated[int, Meta(ge=1)]
    instrument: Instrument
    issued_at: datetime
    app_version: str
    language: str
