"""The check of a form, done in a process of its own: what its template asks for may not end.

`python -m app.services.form_trial FOLDER` reads form.yaml and report.docx from the folder, looks
at them and fills them in, and leaves result.json beside them. It is given no visit.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from app.errors import UserError
from app.exchange.form_package import DOCX, TEXT, FormFiles
from app.i18n import N_
from app.reports.context import Context, build_context
from app.reports.form import Form
from app.reports.form_document import layout_problems, orphan_headings
from app.reports.form_lines import FormLine, form_parts, source_of
from app.reports.form_names import Language, excerpt, template_problems
from app.reports.form_safety import package_problems
from app.reports.form_shapes import shape_of
from app.reports.input import ReportInput
from app.reports.lists import place
from app.reports.render import document_text, missing_findings, render_docx
from app.rules.problem import Problem, error, errors, warning
from app.services.form_blocks import BlockCheck
from app.services.form_examples import empty, filled, odd
from app.services.form_files import form_of
from app.services.form_limits import limit_this_process

if TYPE_CHECKING:
    from types import TracebackType

RESULT = "result.json"
_BROKEN = (AttributeError, LookupError, TypeError, ValueError, SyntaxError)
"""What the Word libraries raise at a file that is put together in a way they do not know."""
_MARK = "\ue000"
"""Stands in made-up texts alone, so that it is found again in what was filled in."""

FAILS = N_("With {which} this cannot be filled in ({reason}). In: {text}")
FAILS_WHOLE = N_("With {which} the form cannot be filled in: {reason}")
LOST = N_(
    "The findings of “{section}” are not printed, so no report could be exported. Put this where "
    "they belong: {code}"
)
NOT_PRINTED = N_(
    "The text block “{block}” is printed nowhere. Put it in with {code}, or take it out of the form."
)
NO_TABLE = N_("{what} is not in the form; it is filled in with the names that begin with “{name}”.")

WHICH = {
    "filled": N_("every list filled"),
    "empty": N_("every list empty"),
    "odd": N_("odd texts"),
}
_TABLES = (
    ("scores", "total", N_("The score table")),
    ("indicators", "groups", N_("The table of indicators")),
    ("staffing", "rows", N_("The table of staff by month")),
)


def trial(files: FormFiles) -> tuple[Problem, ...]:
    """Everything that is wrong with a form; nothing is filled in before its package is safe.

    Raises:
        UserError: form.yaml cannot be read as a form.
    """
    unsafe = package_problems(files.docx)
    if errors(unsafe):
        return unsafe
    form = form_of(files)
    parts = form_parts(files.docx)
    full = filled(form)
    found = [*_static(form, full, parts), *layout_problems(files.docx)]
    if not errors(found):
        found += _Trial(form, parts).problems()
    return tuple({str(one) + one.place: one for one in found}.values())


def _static(form: Form, full: ReportInput, parts: list[list[FormLine]]) -> Iterator[Problem]:
    blocks = BlockCheck(full, form)
    found = [one for block in form.passages for one in blocks.problems(block)]
    yield from found
    if errors(found):
        return
    language = Language({k: shape_of(v) for k, v in build_context(full, form).items()})
    for lines in parts:
        yield from template_problems(lines, language)


class _Trial:
    """Fills a form in with made-up visits, and looks at what comes out."""

    def __init__(self, form: Form, parts: list[list[FormLine]]) -> None:
        self._form, self._parts = form, parts

    def problems(self) -> Iterator[Problem]:
        for which, make in (("filled", filled), ("empty", empty), ("odd", odd)):
            given = make(self._form)
            found = list(self._with(which, given))
            yield from found
            if errors(found):
                return
        yield from self._unprinted()

    def _with(self, which: str, given: ReportInput) -> Iterator[Problem]:
        try:
            context = build_context(given, self._form)
        except UserError as fault:
            yield error(FAILS_WHOLE, "file", which=UserError(WHICH[which]), reason=fault)
            return
        failed = [one for lines in self._parts for one in _filled_in(lines, context, which)]
        if failed:
            yield from failed
            return
        try:
            raw = render_docx(self._form, context)
        except (UserError, *_BROKEN) as fault:
            reason = fault if isinstance(fault, UserError) else _reason(fault)
            yield error(FAILS_WHOLE, "file", which=UserError(WHICH[which]), reason=reason)
            return
        yield from self._lost(raw, given)
        if which == "empty":
            yield from orphan_headings(raw)

    def _lost(self, raw: bytes, given: ReportInput) -> Iterator[Problem]:
        """Findings that do not come back out of the document, named by their section."""
        lost = {one.id for one in missing_findings(raw, given.used)}
        placed = place(given, self._form)
        for section in self._form.sections:
            own = [*placed.of(section.key)]
            if any(one.id in lost for one in own):
                yield error(LOST, "file", section=section.label, code=_list_code(section.key))
            inner = [
                o
                for (key, _d), all_ in placed.districts.items()
                if key == section.key
                for o in all_
            ]
            if any(one.id in lost for one in inner):
                label = f"{section.label}·{self._form.district_heading}"
                yield error(LOST, "file", section=label, code=_DISTRICT_CODE)

    def _unprinted(self) -> Iterator[Problem]:
        """Blocks and tables that no paragraph prints; each is given a text that is found again."""
        context = build_context(filled(self._form), self._form)
        text = context["text"]
        assert isinstance(text, dict)
        marks = {key: f"{_MARK}{n}{_MARK}" for n, key in enumerate(text)}
        shown = document_text(
            render_docx(self._form, {**context, "text": {k: [m] for k, m in marks.items()}})
        )
        for block in self._form.passages:
            if not block.each and marks[block.key] not in shown:
                code = f"{{%p for t in text.{block.key} %}} {{{{ t }}}} {{%p endfor %}}"
                yield warning(NOT_PRINTED, "file", block=block.label, code=code)
        sources = "\n".join(source_of(lines) for lines in self._parts)
        for name, inner, what in _TABLES:
            if f"{name}.{inner}" not in sources and f"in {name}." not in sources:
                yield warning(NO_TABLE, "file", what=UserError(what), name=f"{name}.")


_DISTRICT_CODE = (
    "{%p for d in districts %} {{ d.heading }} {%p for l in d.lists %} {{ l.heading }} {%p for t in "
    "l.paragraphs %} {{ t }} {%p endfor %} {%p endfor %} {%p endfor %}"
)


def _list_code(key: str) -> str:
    return (
        f"{{%p for l in sections.{key}.lists %}} {{{{ l.heading }}}} {{%p for t in l.paragraphs %}} "
        "{{ t }} {%p endfor %} {%p endfor %}"
    )


def _filled_in(lines: list[FormLine], context: Context, which: str) -> Iterator[Problem]:
    """Fills a part in as plain text, where every line of the template is a paragraph."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        environment.from_string(source_of(lines)).render(context)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as fault:
        line = lines[max(0, min(_line_of(fault), len(lines)) - 1)]
        yield error(
            FAILS,
            line.place,
            which=UserError(WHICH[which]),
            reason=_reason(fault),
            text=excerpt(line),
        )


def _reason(fault: Exception) -> str:
    return str(fault) if isinstance(fault, UndefinedError) else f"{type(fault).__name__}: {fault}"


def _line_of(fault: Exception) -> int:
    """Where in the template it happened: jinja2 writes its lines into the traceback."""
    number = getattr(fault, "lineno", None) or 1
    step: TracebackType | None = fault.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            number = step.tb_lineno
        step = step.tb_next
    return int(number)


def main(folder: Path) -> None:
    """Tries the form in a folder and leaves what was found there."""
    limit_this_process()
    files = FormFiles((folder / TEXT).read_bytes(), (folder / DOCX).read_bytes())
    try:
        found = trial(files)
    except UserError as fault:
        found = (Problem(fault.template, fault.values, "file"),)
    (folder / RESULT).write_bytes(msgspec.json.encode([plain(one) for one in found]))


def plain(problem: Problem) -> Problem:
    """As JSON can carry it: a sentence inside a sentence is marked as one."""
    return Problem(
        problem.template,
        {name: _carried(value) for name, value in problem.values.items()},
        problem.place,
        problem.severity,
        problem.spot,
    )


def _carried(value: object) -> object:
    if isinstance(value, UserError):
        values = {name: _carried(inner) for name, inner in value.values.items()}
        return {"template": value.template, "values": values}
    return value if isinstance(value, str | int) else str(value)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
