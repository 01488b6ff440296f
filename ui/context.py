"""What a screen is given: nothing is reached through globals."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.bus import Bus
from ui.jobs import Jobs
from ui.state import State
from ui.theme import Theme

if TYPE_CHECKING:
    from app.library import Library
    from app.settings import Settings
    from app.visit import Visit


@dataclass(frozen=True, slots=True)
class Context:
    """One for the window's life; opening a visit makes a copy that holds it."""

    bus: Bus
    jobs: Jobs
    theme: Theme
    state: State
    settings: "Settings"
    library: "Library"
    visit: "Visit | None" = None

    @property
    def open_visit(self) -> "Visit":
        """The visit, for screens that exist only inside one."""
        assert self.visit is not None
        return self.visit
