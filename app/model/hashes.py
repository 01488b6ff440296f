"""Hashes by which contents are named: BLAKE2b-256, written in small hexadecimal digits."""

import hashlib
from typing import Annotated

from msgspec import Meta

from app.model.base import to_json
from app.model.instrument import Instrument

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


def content_hash(raw: bytes) -> str:
    """Names a file, a picture or a text by its bytes."""
    return hashlib.blake2b(raw, digest_size=32).hexdigest()


def instrument_hash(instrument: Instrument) -> str:
    """Names an instrument by all that it says, whatever file it was read from."""
    return content_hash(to_json(instrument))
