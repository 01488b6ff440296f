"""The checker over a visit's own draft: its remarks, and those that somebody set aside."""

from app.changes import Changes
from app.exchange.report_docx import docx_lines
from app.i18n import N_
from app.model.report import RemarkAside
from app.reports.checker.base import Report
from app.reports.checker.run import check
from app.reports.input import ReportInput
from app.reports.preview import Draft
from app.reports.remarks import Found, located, unmarked, without_echoes
from app.services.checking import facts_of
from app.services.state import LocalRole, State

KIND = "remark"


class RemarkService:
    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    def aside(self) -> frozenset[str]:
        """Keys of the remarks that were set aside."""
        return frozenset(one.key for one in self._store.decisions.all(KIND, RemarkAside))

    def set_aside(self, found: Found) -> Changes:
        """The text is meant so; the remark stays away as long as the text is the same."""
        self._state.require(LocalRole.COORDINATOR)
        made = RemarkAside(
            key=found.key,
            family=found.remark.family.value,
            quote=found.remark.quote,
            by=self._store.meta.get("user"),
            at=self._store.clock(),
        )
        with self._store.log.operation(N_("Set a remark aside")) as operation:
            self._store.decisions.put(KIND, found.key, made, self._store.stamp())
            operation.describe(None, found.remark.quote)
        return operation.changes

    def bring_back(self, found: Found) -> Changes:
        """Shows a remark again that was set aside."""
        self._state.require(LocalRole.COORDINATOR)
        with self._store.log.operation(N_("Bring a remark back")) as operation:
            self._store.decisions.drop(KIND, found.key)
            operation.describe(found.remark.quote, None)
        return operation.changes


def check_draft(given: ReportInput, draft: Draft) -> tuple[Found, ...]:
    """What the checker says of a draft; plain data in, so that a job can do it."""
    read = unmarked(docx_lines(draft.raw, "report.docx"), draft.marks)
    spans = dict(read)
    remarks = check(Report(tuple(spans), facts_of(given)))
    found = tuple(located(remark, spans.get(remark.line, ())) for remark in remarks)
    return without_echoes(found, (edit.key for edit in given.passages))
