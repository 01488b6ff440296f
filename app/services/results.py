"""What operations return beside their changes."""

from dataclasses import dataclass

from app.changes import Changes


@dataclass(frozen=True, slots=True)
class Created:
    """Something new with its id."""

    changes: Changes
    id: str
