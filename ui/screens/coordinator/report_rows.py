"""What the list of problems holds, in words; what is as it was is not put into words again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.models.problems import Linked, open_rows, problem_rows
from ui.models.remarks import remark_rows

if TYPE_CHECKING:
    from app.visit import Visit
    from ui.screens.coordinator.report_job import Checked, Rendered

Rows = tuple[Linked, ...]


class ProblemRows:
    """Hundreds of findings to be verified stay the same while one score changes."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[object, ...], Rows]] = {}

    def of(self, visit: "Visit", rendered: "Rendered", checked: "Checked | None") -> Rows:
        """What is open in the scores, what the report lacks, and the remarks of the last check."""
        setup, outcome = visit.setup, visit.merging.outcome
        still = self._same(open_rows, outcome.open, setup, visit.instrument)
        lacking = self._same(problem_rows, rendered.problems)
        if checked is None or checked.form != rendered.form:
            return (*still, *lacking)
        labels = {passage.key: passage.label for passage in rendered.passages}
        aside = visit.remarks.aside()
        remarks = self._same(remark_rows, checked.found, setup, labels, aside)
        return (*still, *lacking, *remarks)

    def _same(self, make: Callable[..., Rows], *basis: object) -> Rows:
        known = self._made.get(make.__name__)
        if known is None or known[0] != basis:
            known = self._made[make.__name__] = (basis, make(*basis))
        return known[1]
