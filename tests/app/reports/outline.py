"""What a written report looks like from outside: its headings, its lists and their numbers."""

import re
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from app.reports.wording import chinese

LEVELS = {"heading1": 1, "heading2": 2, "heading3": 3, "District": 3, "heading4": 4}
SLIPS = re.compile("第片区|（）|、、|，。|。。|：。|；。|，，|None|[{}]|第 *[章节]|〔〕|“”")
_ITEM = re.compile(r"（(\d+)）|(\d+)\.")
_HEADING = re.compile(r"（([一二三四五六七八九十]+)）|([一二三四五六七八九十]+)、")


@dataclass(frozen=True)
class Piece:
    """A paragraph with its level, nought for running text; a table has no text."""

    level: int
    text: str
    style: str


def outline(raw):
    """Paragraphs and tables in their order, without those that hold nothing."""
    pieces = []
    for element in Document(BytesIO(raw)).element.body:
        if element.tag == qn("w:tbl"):
            pieces.append(Piece(0, "", "table"))
        elif element.tag == qn("w:p"):
            chosen = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            style = "" if chosen is None else chosen.get(qn("w:val"))
            text = "".join(node.text or "" for node in element.iter(qn("w:t")))
            if text:
                pieces.append(Piece(LEVELS.get(style, 0), text, style))
    return pieces


def orphans(pieces):
    """Headings with nothing under them."""
    after = [*pieces[1:], Piece(1, "", "end")]
    return [
        one.text
        for one, next_ in zip(pieces, after, strict=True)
        if 0 < one.level >= next_.level > 0
    ]


def misnumbered(pieces):
    """Headings 一、 and （一） and items that do not follow the one before; empty if all is well."""
    return [*_wrong_headings(pieces), *_wrong_items(pieces)]


def _wrong_headings(pieces):
    counts, wrong = {1: 0, 2: 0}, []
    for piece in pieces:
        if piece.level not in counts:
            continue
        found = _HEADING.match(piece.text)
        counts[piece.level] += 1
        if piece.level == 1:
            counts[2] = 0
        if not found or chinese(counts[piece.level]) not in found.groups():
            wrong.append(piece.text)
    return wrong


def _wrong_items(pieces):
    """Under each heading of a list the items count from one."""
    wrong, count = [], None
    for piece in pieces:
        if piece.level:
            count = 0 if re.search("值得肯定|需要关注", piece.text) else None
        elif count is not None and (found := _ITEM.match(piece.text)):
            count += 1
            if str(count) not in found.groups():
                wrong.append(piece.text)
    return wrong
