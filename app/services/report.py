"""The report: its input from the visit, its passages, its preview and its export."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from app.changes import Changes
from app.files import atomic_write
from app.i18n import N_
from app.model.base import changed
from app.model.capture import Reaction, SurveyResponse
from app.model.report import PassageEdit, RemarkAside, ReportOptions
from app.reports.context import build_context, report_passages
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.passages import Passage, names_in
from app.reports.preview import preview
from app.reports.problems import problems, refuse_if_incomplete
from app.reports.readback import check_report
from app.reports.render import render_docx
from app.rules.problem import Problem
from app.services.captures import check_texts
from app.services.findings import FindingsService
from app.services.follow_up import FollowUpService
from app.services.forms import FormService
from app.services.merge import MergeService
from app.services.rounds import RoundsService
from app.services.standing import standing
from app.services.state import LocalRole, State

_OPTIONS = "options"
_STEPS = 4
"""Of an export: data, filling, reading back, writing."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """A report that was written, and how many findings were found in it when read back."""

    path: Path
    findings: int


class ReportService:
    def __init__(
        self,
        state: State,
        merge: MergeService,
        findings: FindingsService,
        rounds: RoundsService,
        forms: FormService,
    ) -> None:
        self._rounds = rounds
        self._follow_ups = FollowUpService(state)
        self._state = state
        self._forms = forms
        self._merge = merge
        self._findings = findings
        self._store = state.store

    def input(self, form: str, *, draft: bool = True) -> ReportInput:
        """Everything that the report is made from, as frozen data for a job."""
        gathered = self._merge.gathered
        return ReportInput(
            setup=self._state.setup,
            instrument=self._state.instrument,
            outcome=self._merge.outcome,
            today=self._store.clock().date(),
            findings=self._findings.curated(),
            survey=tuple(body for _c, body in gathered.pairs(SurveyResponse)),
            reactions=tuple(body for _c, body in gathered.pairs(Reaction)),
            replies=self._rounds.heard(),
            waiting=self._rounds.waiting(),
            follow_ups=self._follow_ups.all(),
            unjudged=self._follow_ups.unjudged(),
            passages=tuple(
                edit
                for edit in self._store.decisions.all("passage", PassageEdit)
                if edit.form == form
            ),
            draft=draft,
            aside=self._store.decisions.all("remark", RemarkAside),
        )

    def problems(self, form: str) -> tuple[Problem, ...]:
        """Errors stand in the way of a final export."""
        return problems(self.input(form), self._forms.load(form))

    def passages(self, form: str) -> tuple[Passage, ...]:
        """The free texts of the report, proposed or edited."""
        return report_passages(self.input(form), self._forms.load(form))

    def edit_passage(
        self,
        form: str,
        key: str,
        text: str,
        proposal: str = "",
        figures: Mapping[str, str] | None = None,
    ) -> Changes:
        """Keeps an edited text; `{name}` in it stays a live figure.

        `figures` are the live figures of now. What a text was first written over stays its basis
        until `keep_passage`, so that writing on does not hide what has changed since.
        """
        self._state.require(LocalRole.COORDINATOR)
        old = self._store.decisions.get("passage", f"{form}/{key}", PassageEdit)
        edit = PassageEdit(
            form=form,
            key=key,
            text=text,
            proposal=(old and old.proposal) or proposal,
            figures=old.figures if old and old.proposal else _named(proposal, figures),
            by=self._store.meta.get("user"),
            at=self._store.clock(),
        )
        check_texts(edit)
        label, place = N_("Edit a passage"), self._passage_name(form, key)
        with self._store.log.operation(label, merge_key=f"passage:{form}:{key}") as operation:
            self._store.decisions.put("passage", f"{form}/{key}", edit, self._store.stamp())
            operation.describe(old.text if old else proposal, text, place)
        return operation.changes

    @property
    def options(self) -> ReportOptions:
        """What the report has beside what every report has."""
        found = self._store.decisions.get("report", _OPTIONS, ReportOptions)
        return found or ReportOptions()

    def set_annex(self, *, wanted: bool) -> Changes:
        """Puts the figures into the report as an attachment, or leaves them out."""
        self._state.require(LocalRole.COORDINATOR)
        options = replace(self.options, annex=wanted)
        label = N_("Add the figures to the report") if wanted else N_("Leave the figures out")
        with self._store.log.operation(label) as operation:
            self._store.decisions.put("report", _OPTIONS, options, self._store.stamp())
        return operation.changes

    def keep_passage(
        self, form: str, key: str, proposal: str, figures: Mapping[str, str] | None = None
    ) -> Changes:
        """What the data propose now was seen, and the edit stays as it is."""
        self._state.require(LocalRole.COORDINATOR)
        old = self._store.decisions.get("passage", f"{form}/{key}", PassageEdit)
        if old is None:
            return Changes()
        edit = changed(
            old,
            proposal=proposal,
            figures=_named(proposal, figures),
            by=self._store.meta.get("user"),
            at=self._store.clock(),
        )
        with self._store.log.operation(N_("Keep an edited passage")) as operation:
            self._store.decisions.put("passage", f"{form}/{key}", edit, self._store.stamp())
            operation.describe(old.proposal, proposal, self._passage_name(form, key))
        return operation.changes

    def reset_passage(self, form: str, key: str) -> Changes:
        """Back to the proposal."""
        self._state.require(LocalRole.COORDINATOR)
        place = self._passage_name(form, key)
        old = self._store.decisions.get("passage", f"{form}/{key}", PassageEdit)
        with self._store.log.operation(N_("Reset a passage")) as operation:
            self._store.decisions.drop("passage", f"{form}/{key}")
            if old is not None:
                operation.describe(old.text, old.proposal, place)
        return operation.changes

    def _passage_name(self, form: str, key: str) -> str:
        """What the form calls a passage, with its district if it has one."""
        block, _colon, district = key.partition(":")
        labels = {one.key: one.label for one in self._forms.load(form).passages}
        label = labels.get(block, "")
        return "·".join(w for w in (label, self._state.names.districts.get(district)) if w)

    def preview(self, form: str) -> str:
        """HTML of the very document that an export would write."""
        return preview(self.input(form), self._forms.load(form))

    def export(self, form: str, path: Path, *, draft: bool = True) -> Exported:
        """Writes the Word file and reads every used finding back out of it.

        Raises:
            UserError: the form is unknown, the file cannot be written, a finding is missing in
                it, or a final version is asked for while something is open or must be mended.
        """
        return export(self.input(form, draft=draft), self._forms.load(form), path)


def _named(proposal: str, figures: Mapping[str, str] | None) -> dict[str, str]:
    """The figures that a proposal uses, with their text."""
    known = figures or {}
    return {name: known[name] for name in names_in(proposal) if name in known}


def export(
    given: ReportInput, form: Form, path: Path, progress: Progress | None = None
) -> Exported:
    """Writes a report; plain data in, so that a job can do it.

    Progress is told before each step and not after the last, so that whoever stops it there has
    no file.
    """
    raw, findings = rendered(given, form, progress)
    if not given.draft:
        standing(given, form)
    atomic_write(path, raw)
    return Exported(path, findings)


def rendered(given: ReportInput, form: Form, progress: Progress | None = None) -> tuple[bytes, int]:
    """A report's bytes, read back and found complete, and how many findings are in it."""
    tell = progress or _nothing
    if not given.draft:
        refuse_if_incomplete(given, form)
    tell(0, _STEPS)
    context = build_context(given, form)
    tell(1, _STEPS)
    raw = render_docx(form, context)
    tell(2, _STEPS)
    checked = check_report(raw, form.docx, given.used, context)
    tell(3, _STEPS)
    return raw, checked.findings


def _nothing(_done: int, _total: int) -> None:
    """Nobody is told."""
