"""The checker over a visit's own draft: its remarks, and those that somebody set aside."""

from collections.abc import Iterable, Mapping

from app.changes import Changes
from app.errors import UserError
from app.exchange.report_docx import docx_lines
from app.i18n import N_
from app.model.report import RemarkAside
from app.reports.checker.base import Report
from app.reports.checker.run import check
from app.reports.input import ReportInput
from app.reports.preview import Draft
from app.reports.remarks import Found, located, unmarked, without_echoes
from app.rules.told import told
from app.services.captures import check_texts
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

    def let_stand(self, reasons: Mapping[str, str], found: Iterable[Found]) -> Changes:
        """What must be mended stays as it is; `reasons` say why, by key. One step for all.

        Raises:
            UserError: one of them has no reason, or one that documents cannot hold.
        """
        self._state.require(LocalRole.COORDINATOR)
        made = tuple(self._standing(one, reasons.get(one.key, "")) for one in found)
        if not made:
            return Changes()
        with self._store.log.operation(N_("Let remarks stand")) as operation:
            for one in made:
                self._store.decisions.put(KIND, one.key, one, self._store.stamp())
            texts = [told(f"{one.family} “{one.quote}”", one.reason) for one in made]
            operation.describe(None, "\n".join(texts))
        return operation.changes

    def _standing(self, found: Found, reason: str) -> RemarkAside:
        made = RemarkAside(
            key=found.key,
            family=found.remark.family.value,
            quote=found.remark.quote,
            reason=reason.strip(),
            by=self._store.meta.get("user"),
            at=self._store.clock(),
        )
        if not made.reason:
            raise UserError(N_("Say why “{quote}” stands as it is."), quote=made.quote)
        check_texts(made)
        return made

    def reasons(self) -> dict[str, str]:
        """Why remarks stand that must be mended, by key."""
        all_of_them = self._store.decisions.all(KIND, RemarkAside)
        return {one.key: one.reason for one in all_of_them if one.reason}

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
