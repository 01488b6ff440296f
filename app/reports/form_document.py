"""What a Word file of a form, or a report made from it, shows when it is looked at as a document."""

import re
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from app.i18n import N_
from app.rules.problem import Problem, error, warning

_NUMBERED = (
    re.compile(r"[一二三四五六七八九十百]+、"),
    re.compile(r"（[一二三四五六七八九十百]+）"),
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HEADING = re.compile(r"(heading|标题)\s*(\d)", re.IGNORECASE)
_LONGEST_HEADING = 40
_DEEPEST = 9

ORPHAN = N_("The heading “{text}” has nothing below it in a visit that tells nothing about it.")
NO_GRID = N_(
    "Table {number} does not say how wide its columns are and vanishes in WPS. Set the widths in Word."
)
NO_FONT = N_(
    "The font “{font}” is set for Latin letters alone and does nothing for Chinese. Select the text "
    "in Word and choose the font for East Asian text too."
)
TRACKED = N_("The Word file holds tracked changes. Accept or reject them all in Word.")
COMMENTS = N_(
    "The Word file holds comments, which would stand in every report. Delete them in Word."
)


def layout_problems(docx: bytes) -> Iterator[Problem]:
    """What WPS or other readers would show otherwise, or not at all."""
    document = Document(BytesIO(docx))
    body = document.element.body
    for number, table in enumerate(body.iter(qn("w:tbl")), 1):
        widths = [column.get(qn("w:w")) for column in table.iter(qn("w:gridCol"))]
        if not widths:
            yield error(NO_GRID, f"table:{number}", number=number)
        elif not all(widths):
            yield warning(NO_GRID, f"table:{number}", number=number)
    yield from _fonts(body)
    yield from _fonts(document.styles.element)
    if any(next(body.iter(qn(name)), None) is not None for name in ("w:ins", "w:del")):
        yield warning(TRACKED, "file")
    if next(body.iter(qn("w:commentReference")), None) is not None:
        yield warning(COMMENTS, "file")


def _fonts(root: BaseOxmlElement) -> Iterator[Problem]:
    names = set()
    for fonts in root.iter(qn("w:rFonts")):
        name = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""
        if _CHINESE.search(name) and not fonts.get(qn("w:eastAsia")):
            names.add(name)
    for name in sorted(names):
        yield warning(NO_FONT, "file", font=name)


def orphan_headings(rendered: bytes) -> Iterator[Problem]:
    """Headings that are followed by nothing, or by one that is not below them."""
    lines = list(_lines(Document(BytesIO(rendered)).element.body))
    for (level, text), (following, _text) in zip(lines, [*lines[1:], (1, "")], strict=True):
        if level and following and following <= level:
            yield warning(ORPHAN, "body", text=text[:_LONGEST_HEADING])


def _lines(body: BaseOxmlElement) -> Iterator[tuple[int, str]]:
    """Each text of the body with its level as a heading, nought where it is none."""
    for node in body:
        if node.tag == qn("w:tbl"):
            yield 0, ""
        elif node.tag == qn("w:p"):
            text = "".join(t.text or "" for t in node.iter(qn("w:t"))).strip()
            if text:
                yield _level(node, text), text


def _level(paragraph: BaseOxmlElement, text: str) -> int:
    outline = next(paragraph.iter(qn("w:outlineLvl")), None)
    if outline is not None and int(outline.get(qn("w:val")) or _DEEPEST) < _DEEPEST:
        return int(outline.get(qn("w:val"))) + 1
    style = next(paragraph.iter(qn("w:pStyle")), None)
    named = _HEADING.match(style.get(qn("w:val")) or "") if style is not None else None
    if named:
        return int(named[2])
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；", "：", "，")):
        return 0
    return next((n for n, one in enumerate(_NUMBERED, 1) if one.match(text)), 0)
