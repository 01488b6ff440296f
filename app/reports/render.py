"""From a form and its context to the bytes of a Word file, and back for checking."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from functools import lru_cache
from html import escape
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.nodes import Template as Tree
from jinja2.sandbox import SandboxedEnvironment

from app.errors import UserError
from app.i18n import N_
from app.model.curated import CuratedFinding
from app.reports.form import Form
from app.reports.input import Picture

_DOCXTPL_MARKS = ("{_{", "}_}", "{_%", "%_}")
_NUMBER = 20
"""How much may stand before a finding in its paragraph."""
_PICTURE = Mm(156)
"""As wide as the text."""

_PAGE_ROWS, _AT_LEAST = 26, 3
"""What a page holds of a table, and how many rows stay together at either end of a longer one."""
_CELL_ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")


_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:softHyphen"): "\u00ad",
    qn("w:noBreakHyphen"): "\u2011",
}
"""What Word writes as an element of its own."""


class _Verbatim(str):
    """A text that docxtpl would take for its own marks: written so that it does not see them."""

    __slots__ = ()

    def __html__(self) -> str:
        return escape(self).replace("_", "&#95;")


class _Compiling(SandboxedEnvironment):
    """Compiles a part of a form once: that is half of what filling it takes."""

    def from_string(
        self,
        source: str | Tree,
        own: MutableMapping[str, object] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        """As jinja2's own, which docxtpl calls with the text alone."""
        if isinstance(source, str) and own is None and template_class is None:
            return _compiled(source)
        return super().from_string(source, own, template_class)


@lru_cache(maxsize=32)
def _compiled(source: str) -> Template:
    return SandboxedEnvironment.from_string(_ENVIRONMENT, source)


_ENVIRONMENT = _Compiling(undefined=StrictUndefined, autoescape=True)


def render_docx(form: Form, context: Mapping[str, object]) -> bytes:
    """Fills the form's report.docx.

    Raises:
        UserError: report.docx is no Word file, or asks for something that cannot be filled.
    """
    return _filled(_opened(form.opened(), form.template.name, form.label), form.label, context)


def fill(template: Path, label: str, context: Mapping[str, object]) -> bytes:
    """Fills another Word file of the program's, as a form's is filled; `label` is its name.

    Raises:
        UserError: it is no Word file, or asks for something that cannot be filled.
    """
    return _filled(_opened(template, template.name, label), label, context)


def _filled(document: DocxTemplate, label: str, context: Mapping[str, object]) -> bytes:
    try:
        document.render(_safe(context, document), _ENVIRONMENT, autoescape=True)
    except TemplateError as error:
        raise UserError(
            N_("The report form “{form}” cannot be filled: {reason}."),
            form=label,
            reason=str(error),
        ) from error
    for properties in document.docx.element.body.iter(qn("w:tcPr")):
        _sort(properties)
    for table in document.docx.element.body.iter(qn("w:tbl")):
        _loosen(table.tr_lst)
    _tell_pictures(document, context)
    return _bytes(document)


def _opened(source: Path | IO[bytes], name: str, label: str) -> DocxTemplate:
    document = DocxTemplate(source)
    try:
        document.init_docx()
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise UserError(
            N_("{file} of the report form “{form}” is not a Word file, or is damaged. Replace it."),
            file=name,
            form=label,
        ) from error
    return document


def missing_findings(raw: bytes, findings: Iterable[CuratedFinding]) -> list[CuratedFinding]:
    """Those of which a line is not a paragraph of its own, with at most a number before it.

    A paragraph stands for one line only, and longer lines choose first, so that neither a part
    of another finding nor a mention in running text counts.
    """
    left = _by_ending(line.strip() for line in document_text(raw).split("\n") if line.strip())
    asked = tuple(findings)
    lines = [(line.strip(), n) for n, f in enumerate(asked) for line in f.text.split("\n")]
    taken: set[int] = set()
    missing: set[int] = set()
    for line, number in sorted(filter(itemgetter(0), lines), key=lambda pair: -len(pair[0])):
        found = next((n for n in left.get(line, ()) if n not in taken), None)
        if found is None:
            missing.add(number)
            continue
        taken.add(found)
        left[line].remove(found)
    return [asked[number] for number in sorted(missing)]


def _by_ending(paragraphs: Iterable[str]) -> dict[str, deque[int]]:
    """Numbers of the paragraphs in order, under each text that may follow a number there."""
    found: dict[str, deque[int]] = defaultdict(deque)
    for number, text in enumerate(paragraphs):
        for start in range(min(_NUMBER + 1, len(text))):
            found[text[start:]].append(number)
    return found


def document_text(raw: bytes) -> str:
    """Every paragraph of the body in order, those in tables included, one per line."""
    body = Document(BytesIO(raw)).element.body
    return "\n".join("".join(_pieces(p)) for p in body.iter(qn("w:p")))


def _pieces(paragraph: BaseOxmlElement) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), *_CHARACTERS):
        yield _CHARACTERS.get(node.tag) or node.text or ""


def _safe(value: object, document: DocxTemplate) -> object:
    """Texts that hold docxtpl's own marks, written so that it leaves them alone; pictures placed."""
    if isinstance(value, Picture):
        return InlineImage(document, BytesIO(value.png()), width=_PICTURE)
    if hasattr(value, "__html__"):
        return value
    if isinstance(value, str):
        return _Verbatim(value) if any(mark in value for mark in _DOCXTPL_MARKS) else value
    if isinstance(value, Mapping):
        return {key: _safe(inner, document) for key, inner in value.items()}
    if isinstance(value, list):
        return [_safe(inner, document) for inner in value]
    return value


def _tell_pictures(document: DocxTemplate, context: Mapping[str, object]) -> None:
    """What each picture of the annex shows, for those who cannot see it."""
    annex = context.get("annex", {})
    assert isinstance(annex, Mapping)
    told = [one["picture"] for one in annex.get("pictures", [])]
    frames = [node.getparent() for node in document.docx.element.body.iter(qn("wp:docPr"))]
    for frame, picture in zip(frames, told, strict=False):
        properties = frame.find(qn("wp:docPr"))
        properties.set("name", picture.caption)
        properties.set("descr", picture.words)


def _sort(properties: BaseOxmlElement) -> None:
    """Docxtpl appends vMerge at the end, where the schema does not allow it."""
    rank = {qn(f"w:{name}"): i for i, name in enumerate(_CELL_ORDER)}
    properties[:] = sorted(properties, key=lambda node: rank.get(node.tag, len(rank)))


def _loosen(rows: list[BaseOxmlElement]) -> None:
    """Rows that one page cannot hold flow on; heads and total still do not stand alone.

    Kept together, Word and LibreOffice would leave the rest of the page before them empty.
    """
    if len(rows) > _PAGE_ROWS:
        for row in rows[_AT_LEAST:-_AT_LEAST]:
            for mark in list(row.iter(qn("w:keepNext"))):
                mark.getparent().remove(mark)


def _bytes(document: DocxTemplate) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()
