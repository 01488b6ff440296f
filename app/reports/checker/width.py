"""C07: full and half width in Chinese text, blanks inside it, and how ranges are written."""

import re
import unicodedata
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import HAN, mark_of, remark
from app.rules.problem import Severity

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_CLOSED = "[\u3400-\u9fff。，；：、！？）》”’】〕%％]"
_HALF = re.compile(
    rf"(?<={_CLOSED})\s?[,;:?!](?=\s?(?:{HAN}|[（《“【〔0-9A-Za-z]|$)) ?"
    rf"|(?<=[0-9A-Za-z])[,;?!:] ?(?={HAN}|[《“（])"
    rf"|(?<={HAN})\.(?=$|\s|{HAN})"
)
_LEFT_OVER = re.compile(r"&[A-Za-z]{2,8};.{0,3}$|错误!.?未?.?.?$")
"""Ends in what another program left behind, which is told as that."""
_BRACKETS = re.compile(r"[（(][^（()）\n]{0,200}[)）]")
_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?|％")
_BLANK = re.compile(rf"(?<={HAN})[ \u3000\u00a0]+(?={HAN})")
_BY_MARK = re.compile(
    rf"(?<=[\u3400-\u9fff0-9%])[ \u00a0]+(?=[，。；：、！？）》”])|(?<=[，。；：、！？（《“])[ \u00a0]+(?={HAN}|[0-9])"
)
_QUOTED = re.compile(r"[“《‘「][^“”《》‘’「」\n]*[”》’」]")
_STRAIGHT = re.compile(r"\"([^\"\n]{1,80})\"")
_RANGE = re.compile(
    r"(?<![0-9.\-/])(?P<low>[0-9]+(?:\.[0-9]+)?)(?P<left>%?)\s?(?:-|–|~|－|―|—(?=[0-9.]+%))\s?"
    r"(?P<high>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|(?=个|人|名|次|分|岁|元|万|天|年|场|节|户|份|周))(?![\-/0-9])"
)
_DATES = re.compile(r"(?<=[0-9年月日])(?:-|–|－|―|--|~)(?=(?:19|20)[0-9]{2}\s?年)")
_PROSE = re.compile(r"[，。；：]")


def width(report: Report) -> Iterator[Remark]:
    """Line by line, table cells too, but no blanks of a PDF: its setting makes them. What belongs to a number before a heading is C06's."""
    for line in report.lines:
        if line.text.isascii() or line.part == "toc":
            continue
        head = mark_of(line.text)
        start = head.end if head else 0
        yield from _marks(line, start)
        yield from _brackets(line, start)
        yield from _characters(line)
        if not line.page:
            yield from _blanks(line, start)
        yield from _ranges(line)


def _marks(line: Line, start: int) -> Iterator[Remark]:
    for found in _HALF.finditer(line.text, start):
        if _LEFT_OVER.search(line.text[: found.end() + 3]):
            continue
        right = _WIDE[found.group().strip()]
        yield remark(
            Family.WIDTH,
            line,
            found.span(),
            N_("Half-width “{mark}” in Chinese text; “{right}” belongs here."),
            right,
            mark=found.group().strip(),
            right=right,
        )
    for found in _STRAIGHT.finditer(line.text):
        if re.search(HAN, found.group(1)):
            yield remark(
                Family.WIDTH,
                line,
                found.span(),
                N_("Straight quotation marks in Chinese text; “ and ” belong here."),
                f"“{found.group(1)}”",
            )


def _brackets(line: Line, start: int) -> Iterator[Remark]:
    for found in _BRACKETS.finditer(line.text, start):
        text = found.group()
        if text[0] == "（" and text[-1] == "）":
            continue
        around = line.text[max(0, found.start() - 1) : found.start()]
        if "）" in text or "（" in text or re.search(HAN, text + around):
            yield remark(
                Family.WIDTH,
                line,
                found.span(),
                N_("Half-width brackets in Chinese text; full-width ones belong here."),
                f"（{text[1:-1]}）",
            )


def _characters(line: Line) -> Iterator[Remark]:
    for found in _WIDTH.finditer(line.text):
        yield remark(
            Family.WIDTH,
            line,
            found.span(),
            N_("Digits, letters and percent signs are written half-width."),
            unicodedata.normalize("NFKC", found.group()),
        )


def _blanks(line: Line, start: int) -> Iterator[Remark]:
    """Not inside of quotation marks, where a blank may part a motto, nor where a line is set out."""
    quoted = [one.span() for one in _QUOTED.finditer(line.text)]
    places = [*_BY_MARK.finditer(line.text, start)]
    if _PROSE.search(line.text) and line.table < 0:
        places += _BLANK.finditer(line.text, start)
    for found in places:
        if not any(a < found.start() and found.end() < b for a, b in quoted):
            yield remark(
                Family.WIDTH,
                line,
                found.span(),
                N_("A blank inside Chinese text. Take it out."),
                "",
            )


def _ranges(line: Line) -> Iterator[Remark]:
    for found in _DATES.finditer(line.text):
        yield remark(
            Family.WIDTH,
            line,
            found.span(),
            N_("From one date to another goes a dash of one character, “—” (GB/T 15834)."),
            "—",
            Severity.HINT,
        )
    for found in _RANGE.finditer(line.text):
        unit = found["unit"]
        mend = f"{found['low']}{unit}～{found['high']}{unit}"
        yield remark(
            Family.WIDTH,
            line,
            found.span(),
            N_("A range of values is written with “～”, and a percent sign stands on both sides."),
            mend,
            Severity.HINT,
        )
