"""A sheet: everything one panelist recorded on one device, at one revision."""

from datetime import datetime
from enum import Enum
from typing import Annotated

from msgspec import Meta

from app.model.base import Model
from app.model.capture import Capture
from app.model.station import Id


class SheetContent(Model, frozen=True, kw_only=True):
    """What is sealed. `blobs` are pictures by hash; `parent` is the hash of the sheet before.

    `missing` names pictures that captures speak of and that the laptop no longer had.
    """

    visit: str
    panelist: Id
    device: str
    revision: Annotated[int, Meta(ge=1)]
    parent: str = ""
    reason: str = ""
    setup_version: int
    instrument_hash: str
    handed_in_at: datetime
    captures: tuple[Capture, ...] = ()
    blobs: dict[str, bytes] = {}
    missing: tuple[str, ...] = ()


class Accepted(Model, frozen=True, kw_only=True):
    """A sheet that was accepted: its content under the hash of the file it came in.

    `confirmed` is false for paper and workbook sheets until a second person looked (arithmetic 5).
    """

    hash: str
    content: SheetContent
    confirmed: bool = True

    @property
    def panelist(self) -> str:
        return self.content.panelist


class Verdict(Enum):
    """What collecting a sheet came to."""

    MERGED = "merged"
    UNCHANGED = "unchanged"
    OLDER = "older"
    REFUSED = "refused"
