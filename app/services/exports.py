"""What leaves the coordinator's laptop beside the report: the score summary."""

from dataclasses import dataclass
from pathlib import Path

from app.exchange.summary_book import write_summary
from app.exchange.summary_form import SummaryInput
from app.files import write_back_checked
from app.services.merge import MergeService
from app.services.state import LocalRole, State


class ExportService:
    """Gives frozen data, so that a job can write the files; nothing of the visit changes."""

    def __init__(self, state: State, merge: MergeService) -> None:
        self._state = state
        self._merge = merge

    def summary(self) -> SummaryInput:
        """All that the score summary is made from; open cells and parties stand in it as words."""
        self._state.require_role(LocalRole.COORDINATOR)
        return SummaryInput(
            setup=self._state.setup,
            instrument=self._state.instrument,
            outcome=self._merge.outcome,
            written_at=self._state.store.clock(),
        )

    def writing(self, path: Path) -> "WriteSummary":
        """Work for a job: the summary as it is now."""
        return WriteSummary(self.summary(), path)


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """Writes the summary as .xlsx when it is called, on any thread; not encrypted."""

    given: SummaryInput
    path: Path

    def __call__(self) -> Path:
        """Raises UserError when the file cannot be written."""
        write_back_checked(self.path, write_summary(self.given))
        return self.path
