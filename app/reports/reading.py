"""The report as a reading copy: the written Word file as HTML for pages that Qt sets.

Line ends and page ends differ from Word's; texts, tables and their order are those of the file.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import mammoth
from docx import Document
from docx.oxml.ns import qn

from app.reports import parsing
from app.reports.pages import KEEP, Pages

parsing.install()

CLASSES = {
    "Title": "title",
    "Subtitle": "subtitle",
    "heading 1": "one",
    "heading 2": "two",
    "heading 3": "three",
    "heading 4": "three",
    "District": "three",
    "Body Text": "body",
    "Lead In": "intro",
    "Table Intro": "intro",
    "Cover Title": "cover-title",
    "Cover Title Next": "cover-next",
    "Cover Line": "cover-line",
    "Cover Date": "cover-date",
    "Attachment": "attachment",
    "Attachment Gap": "gap",
    "Attachment First": "first",
    "Attachment Next": "next",
    "Signature": "signature",
    "Signature Date": "signed",
    "Table Title": "caption",
    "Table Text": "cell",
    "Table Head": "head",
    "Table Left": "left",
    "Table Note": "note",
    "Table Gap": "gap",
    "Picture": "picture",
    "Picture Title": "head",
}
_STYLE_MAP = "\n".join(
    [f"p[style-name='{style}'] => p.{name}:fresh" for style, name in CLASSES.items()]
    + ["br[type='page'] => hr"]
)

_BODY = "'仿宋','FangSong','仿宋_GB2312','STFangsong','SimSun','Songti SC','Noto Serif CJK SC'"
_KAI = "'楷体','KaiTi','楷体_GB2312','STKaiti','SimSun','Songti SC','Noto Serif CJK SC'"
_BLACK = "'黑体','SimHei','STHeiti','Heiti SC','Noto Sans CJK SC'"
_TITLE = "'方正小标宋简体','小标宋','SimSun','Songti SC','Noto Serif CJK SC'"

STYLE = f"""
p {{ font-family: {_BODY}; font-size: 15.5pt; margin: 0; line-height: 125%; white-space: pre-wrap; }}
p.title, p.cover-title, p.caption {{ font-family: {_TITLE}; text-align: center; }}
p.title {{ font-size: 22pt; margin: 0 0 12px 0; -qt-user-state: {KEEP}; }}
p.subtitle {{ font-family: {_KAI}; text-align: center; margin: 0 0 28px 0; -qt-user-state: {KEEP}; }}
p.cover-title, p.cover-next {{ font-size: 26pt; }}
p.cover-title {{ margin: 0 0 20px 0; }}
p.cover-next {{ font-family: {_TITLE}; text-align: center; margin: 0 0 90px 0; }}
p.cover-line {{ margin: 0 0 22px 40px; }}
p.cover-date {{ text-align: center; margin: 110px 0 0 0; }}
p.one {{ font-family: {_BLACK}; text-indent: 41px; -qt-user-state: {KEEP}; }}
p.two {{ font-family: {_KAI}; text-indent: 41px; -qt-user-state: {KEEP}; }}
p.three {{ font-weight: bold; text-indent: 41px; -qt-user-state: {KEEP}; }}
p.body {{ text-indent: 41px; text-align: justify; }}
p.intro {{ text-indent: 41px; text-align: justify; -qt-user-state: {KEEP}; }}
p.first {{ margin: 38px 0 0 0; text-indent: 41px; }}
p.next {{ margin: 0 0 0 103px; }}
p.picture {{ text-align: center; line-height: 100%; margin: 14px 0 6px 0; -qt-user-state: {KEEP}; }}
p.signature {{ text-align: right; margin: 76px 41px 0 0; -qt-user-state: {KEEP}; }}
p.signed {{ text-align: right; margin: 0 82px 0 0; }}
p.attachment {{ font-family: {_BLACK}; page-break-before: always; -qt-user-state: {KEEP}; }}
p.caption {{ font-size: 18pt; margin: 6px 0 8px 0; -qt-user-state: {KEEP}; }}
p.cell, p.head {{ text-align: center; font-size: 12pt; line-height: 115%; }}
p.head {{ font-family: {_BLACK}; }}
p.left {{ font-size: 12pt; line-height: 115%; }}
p.note {{ font-size: 12pt; }}
p.gap {{ font-size: 8pt; }}
"""
"""Lengths in px: those in pt Qt passes over, but for fonts."""

_ROWS_OF_A_PAGE = 12
_PICTURE = 580
"""Width in px; the text is 590 wide."""
_PARAGRAPH = re.compile(r"<p(?: class=\"([\w-]+)\")?>")
_BREAK = "page-break-before: always"
_STAYS = f"-qt-user-state: {KEEP}"
_ABOVE_COVER = '<p style="font-size: 50pt">&nbsp;</p>'
"""Room: Qt passes over the margin above the first paragraph of a page."""
_BEFORE_SIGNATURE = 2
"""How many paragraphs go along when the signature goes to the next page."""


def reading_copy(raw: bytes, header: str = "") -> Pages:
    """What a Word report says, in its order, for pages that Qt sets."""
    body = mammoth.convert_to_html(BytesIO(raw), style_map=_STYLE_MAP).value
    body = _with_columns(body, _column_widths(raw))
    body = body.replace("<img ", f'<img width="{_PICTURE}" ')
    body, cover = _with_breaks(_with_signature(body))
    html = f"<html><head><style>{STYLE}</style></head><body>{body}</body></html>"
    return Pages(html, header, cover, report=True)


def _with_breaks(body: str) -> tuple[str, bool]:
    """A page ends after the cover, and where the form breaks it; and whether there is one."""
    pieces = re.split(r"<hr ?/>", body)
    body = pieces[0] + "".join(_PARAGRAPH.sub(_broken, piece, count=1) for piece in pieces[1:])
    covers = [m for m in _PARAGRAPH.finditer(body) if (m[1] or "").startswith("cover-")]
    if not covers:
        return body, False
    end = covers[-1].end()
    return _ABOVE_COVER + body[:end] + _PARAGRAPH.sub(_broken, body[end:], count=1), True


def _broken(found: re.Match[str]) -> str:
    return _styled(found, _BREAK)


def _styled(found: re.Match[str], rule: str) -> str:
    return f'{found[0].removesuffix(">")} style="{rule}">'


def _with_signature(body: str) -> str:
    """The last paragraphs before a signature stay with it: it must not stand on a page alone."""
    head, mark, rest = body.partition('<p class="signature">')
    if not mark:
        return body
    last = list(_PARAGRAPH.finditer(head))[-_BEFORE_SIGNATURE:]
    for found in reversed(last):
        head = head[: found.start()] + _styled(found, _STAYS) + head[found.end() :]
    return head + mark + rest


def _column_widths(raw: bytes) -> Iterator[list[int]]:
    """For each table in order, the columns' shares of its width in percent."""
    for table in Document(BytesIO(raw)).element.body.iter(qn("w:tbl")):
        widths = [int(c.get(qn("w:w"), "0")) for c in table.iter(qn("w:gridCol"))]
        whole = sum(widths)
        yield [round(width * 100 / whole) for width in widths] if whole else []


def _with_columns(body: str, tables: Iterator[list[int]]) -> str:
    """The conversion drops the widths of columns: they are put into the first row of each table."""
    first, *rest = body.split("<table>")
    return first + "".join(_table(part, next(tables, [])) for part in rest)


def _table(part: str, widths: list[int]) -> str:
    opening = '<table width="100%" border="1" cellspacing="0" cellpadding="4" style="border-collapse: collapse; border-color: #000; margin-top: 6px; margin-bottom: 10px;">'
    return opening + re.sub(r"<t[dh](?=[ >])([^>]*)", _aligned, _wide(part, widths))


def _wide(part: str, widths: list[int]) -> str:
    """The widths go to the first row that has all columns apart."""
    for row in re.finditer(r"<tr>.*?</tr>", part, re.DOTALL):
        cells = re.findall(r"<t[dh](?=[ >])", row[0])
        if len(cells) == len(widths) and "colspan" not in row[0]:
            return part[: row.start()] + _shared(row[0], widths) + part[row.end() :]
    return part


def _shared(row: str, widths: list[int]) -> str:
    shares = iter(widths)
    return re.sub(r"<t[dh](?=[ >])", lambda m: f'{m[0]} width="{next(shares)}%"', row)


def _aligned(found: re.Match[str]) -> str:
    """In the middle of its rows, but at their top where they may take more than a page."""
    span = re.search(r'rowspan="(\d+)"', found[1])
    side = "top" if span and int(span[1]) > _ROWS_OF_A_PAGE else "middle"
    return f'{found[0]} valign="{side}"'
