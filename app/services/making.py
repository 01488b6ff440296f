"""Makes the documents of a visit from frozen data, each read back before it is handed on."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.errors import UserError
from app.exchange.summary_book import write_summary
from app.exchange.summary_check import check_summary
from app.exchange.summary_form import SummaryInput
from app.i18n import N_
from app.reports.context import build_context, header
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.kinds import STEMS, Kind, Version
from app.reports.letter import letter_problems, letters
from app.reports.notice import notice
from app.reports.pages import Pages
from app.reports.problems import refuse_if_incomplete
from app.reports.readback import Checked, check_pages, check_report
from app.reports.reading import reading_copy
from app.reports.records import Record, record_html
from app.reports.render import render_docx
from app.reports.wishes import Wishes
from app.rules.publicity import Private
from app.services.standing import standing

Progress = Callable[[int, int], None]
Typesetter = Callable[[Pages, str, Progress], bytes]
"""Sets pages as a PDF: what to set, its title, progress. Qt does it."""

NO_QT = N_("A PDF is set by Qt, which this command does without: run `huiping export` instead.")


@dataclass(frozen=True, slots=True)
class Material:
    """All that documents are made from. `private` are names and codes kept out of the notice."""

    report: ReportInput
    form: Form
    summary: SummaryInput
    wishes: Wishes
    private: tuple[Private, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A document; `part` tells several of a kind apart. `pages` is 0 where nobody counted them."""

    kind: Kind
    raw: bytes
    version: Version
    part: str = ""
    findings: int = 0
    figures: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes documents; `typeset` is None where there is no Qt."""

    material: Material
    typeset: Typesetter | None = None

    def make(self, kind: Kind, progress: Progress) -> tuple[Made, ...]:
        """One document, or a letter for each addressee.

        Raises:
            UserError: something in it is open or to be mended and a final version was asked for,
                it holds what it must not, Qt is needed and not there, or it does not read back as it should.
        """
        return _MAKERS[kind](self, progress)

    def word(self, _progress: Progress) -> tuple[Made, ...]:
        raw, checked, mark = self._report()
        return (_made(Kind.WORD, raw, self._version(mark), checked),)

    def reading(self, progress: Progress) -> tuple[Made, ...]:
        raw, checked, mark = self._report()
        pages = reading_copy(raw, mark)
        pdf, count = self._set(pages, STEMS[Kind.WORD], progress)
        return (replace(_made(Kind.READING, pdf, self._version(mark), checked), pages=count),)

    def letters(self, _progress: Progress) -> tuple[Made, ...]:
        given, form, wishes = self.material.report, self.material.form, self.material.wishes
        unfinished = bool(letter_problems(given, form, wishes))
        version = self._version(form.unfinished if unfinished else "")
        found = letters(given, form, wishes)
        return tuple(
            replace(
                _made(Kind.LETTER, letter.raw, version, letter.checked),
                part=letter.name if len(found) > 1 else "",
            )
            for letter in found
        )

    def notice(self, _progress: Progress) -> tuple[Made, ...]:
        given, form = self.material.report, self.material.form
        self._refuse_unfinished()
        made = notice(given, form, self.material.private)
        return (_made(Kind.NOTICE, made.raw, self._version(header(given, form)), made.checked),)

    def summary(self, _progress: Progress) -> tuple[Made, ...]:
        raw = write_summary(self.material.summary)
        figures = check_summary(raw, self.material.summary)
        return (Made(Kind.SUMMARY, raw, Version.RECORD, figures=figures),)

    def sheets(self, progress: Progress) -> tuple[Made, ...]:
        return self._record(Kind.SHEETS, Record.SHEETS, progress)

    def feedback(self, progress: Progress) -> tuple[Made, ...]:
        return self._record(Kind.FEEDBACK, Record.FEEDBACK, progress)

    def _record(self, kind: Kind, record: Record, progress: Progress) -> tuple[Made, ...]:
        pages = Pages(record_html(record, self.material.report, self.material.form))
        raw, count = self._set(pages, STEMS[kind], progress)
        return (Made(kind, raw, Version.RECORD, pages=count),)

    def _set(self, pages: Pages, title: str, progress: Progress) -> tuple[bytes, int]:
        if self.typeset is None:
            raise UserError(NO_QT)
        raw = self.typeset(pages, title, progress)
        return raw, check_pages(raw, pages, progress)

    def _report(self) -> tuple[bytes, Checked, str]:
        """The Word file, what was found in it, and what stands on top of its pages."""
        self._refuse_unfinished()
        given, form = self.material.report, self.material.form
        context = build_context(given, form)
        raw = render_docx(form, context)
        checked = check_report(raw, form.docx, given.used, context)
        return raw, checked, str(context["header"])

    def _refuse_unfinished(self) -> None:
        if not self.material.report.draft:
            refuse_if_incomplete(self.material.report, self.material.form)
            standing(self.material.report, self.material.form)

    def _version(self, mark: str) -> Version:
        if mark == self.material.form.unfinished:
            return Version.UNFINISHED
        return Version.COMMENT if self.material.report.draft else Version.FINAL


_MAKERS: dict[Kind, Callable[[Maker, Progress], tuple[Made, ...]]] = {
    Kind.WORD: Maker.word,
    Kind.READING: Maker.reading,
    Kind.LETTER: Maker.letters,
    Kind.NOTICE: Maker.notice,
    Kind.SUMMARY: Maker.summary,
    Kind.SHEETS: Maker.sheets,
    Kind.FEEDBACK: Maker.feedback,
}


def _made(kind: Kind, raw: bytes, version: Version, checked: Checked) -> Made:
    return Made(kind, raw, version, findings=checked.findings, figures=checked.figures)
