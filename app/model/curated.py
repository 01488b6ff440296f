"""Findings as the coordinator curated them: what the report prints."""

from dataclasses import dataclass

from app.model.capture import Stance


@dataclass(frozen=True, slots=True)
class CuratedFinding:
    """One finding in its place. `origins` are capture ids, `pins` further sections it goes to.

    With a `party` it reports that party's view; else it belongs to a block, a district or both.
    """

    id: str
    stance: Stance
    text: str
    party: str = ""
    block: str | None = None
    district: str | None = None
    pins: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
