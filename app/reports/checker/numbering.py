"""C06: the numbers before headings and points: their order, their style, how they are written."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Mark, Style, mark_of, remark, written_mark
from app.rules.problem import Severity

_RANKS = {style: rank for rank, style in enumerate(Style)}
_CONTENTS = re.compile(r"\s*目\s*[录錄次]\s*")
_APPENDIX = re.compile(r"\s*附[件表录]")


@dataclass(frozen=True, slots=True)
class _Numbered:
    line: Line
    mark: Mark

    @property
    def written(self) -> str:
        return self.line.text[self.mark.start : self.mark.end]


@dataclass(slots=True)
class _Level:
    """A list: its style, the number it has reached, and whether it stands open.

    One is closed by a list of a higher style, and opens again where its next number comes.
    """

    style: Style
    number: int
    open: bool = True


@dataclass(slots=True)
class _Reading:
    """What is open while the report is read from its beginning."""

    levels: list[_Level] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    """Lines without a number since the last one with a number."""
    contents: bool = False
    """Whether a table of contents was begun, behind which the first part comes again."""


def numbering(report: Report) -> Iterator[Remark]:
    """Running text alone; an attachment begins anew."""
    lines = list(report.body())
    marks = [_Numbered(line, mark) for line in lines if (mark := mark_of(line.text))]
    said = set()
    for one in _order(lines, marks):
        said.add(one.line)
        yield one
    yield from (one for one in _look(marks) if one.line not in said)


def _order(lines: Sequence[Line], marks: Sequence[_Numbered]) -> Iterator[Remark]:
    reading = _Reading()
    left = list(marks)
    for line in lines:
        if left and left[0].line is line:
            yield from _step(reading, left[0], left[1:])
            left = left[1:]
            reading.between = [line.text] if line.text.rstrip().endswith(("：", ":")) else []
        elif _APPENDIX.match(line.text) or _CONTENTS.fullmatch(line.text):
            reading = _Reading(between=[line.text], contents="目" in line.text[:4])
        else:
            reading.between.append(line.text)


def _step(reading: _Reading, one: _Numbered, later: Sequence[_Numbered]) -> Iterator[Remark]:
    mark, levels = one.mark, reading.levels
    if reading.contents and levels and mark.style is levels[0].style and mark.number == 1:
        levels.clear()
        reading.contents = False
    at = _continued(levels, mark)
    if at is not None:
        del levels[at + 1 :]
        levels[at] = _Level(mark.style, mark.number)
    elif (mark.number == 1 and _may_begin(reading, mark)) or _told_in_line(reading, mark):
        _begin(levels, mark.style, mark.number)
    else:
        yield _wrong(levels, one, later)


def _begin(levels: list[_Level], style: Style, number: int) -> None:
    for level in levels:
        level.open = level.open and _RANKS[level.style] <= _RANKS[style]
    levels.append(_Level(style, number))


def _continued(levels: Sequence[_Level], mark: Mark) -> int | None:
    """The innermost list that this number goes on with."""
    fitting = (
        n
        for n in reversed(range(len(levels)))
        if levels[n].style is mark.style and levels[n].number + 1 == mark.number
    )
    return next(fitting, None)


def _may_begin(reading: _Reading, mark: Mark) -> bool:
    """A list begins below another style, or behind a line that has no number."""
    if all(level.style is not mark.style for level in reading.levels if level.open):
        return True
    return mark.style is not Style.TOP and bool(reading.between)


def _told_in_line(reading: _Reading, mark: Mark) -> bool:
    """Whether the number before this one stands inside of a paragraph."""
    before = {written_mark(mark.style, mark.number - 1)[:-1]} if mark.number > 1 else set()
    return any(text in line for text in before for line in reading.between)


def _wrong(levels: list[_Level], one: _Numbered, later: Sequence[_Numbered]) -> Remark:
    mark = one.mark
    meant = _meant(levels, mark)
    if meant is not None:
        style = levels[meant].style
        del levels[meant + 1 :]
        levels[meant].number = mark.number
        right = written_mark(style, mark.number)
        return remark(
            Family.NUMBERING,
            one.line,
            (mark.start, mark.end),
            N_("The number before it is written in another style; here it is “{right}”."),
            right,
            right=right,
        )
    return _out_of_order(levels, one, later)


def _meant(levels: Sequence[_Level], mark: Mark) -> int | None:
    """The list of another style that this number goes on with, if it begins none itself."""
    fitting = (
        n
        for n in reversed(range(len(levels)))
        if levels[n].open
        and levels[n].style is not mark.style
        and levels[n].number + 1 == mark.number > 1
    )
    return next(fitting, None)


def _out_of_order(levels: list[_Level], one: _Numbered, later: Sequence[_Numbered]) -> Remark:
    mark = one.mark
    own = [n for n, level in enumerate(levels) if level.open and level.style is mark.style]
    expected = levels[own[-1]].number + 1 if own else 1
    fits = _goes_on_from(expected, mark.style, later)
    if own:
        del levels[own[-1] + 1 :]
        levels[own[-1]].number = expected if fits else mark.number
    else:
        _begin(levels, mark.style, expected if fits else mark.number)
    right = written_mark(mark.style, expected)
    return remark(
        Family.NUMBERING,
        one.line,
        (mark.start, mark.end),
        N_("The number before it leads to “{right}” here."),
        right if fits else None,
        right=right,
    )


def _goes_on_from(expected: int, style: Style, later: Sequence[_Numbered]) -> bool:
    """Whether what follows is numbered as if `expected` stood here, or nothing follows."""
    following = next((one.mark for one in later if one.mark.style is style), None)
    return following is None or following.number in {expected + 1, 1}


def _look(marks: Sequence[_Numbered]) -> Iterator[Remark]:
    """Brackets of the wrong width, and where most of a style have no blank or dot, those that do."""
    usual = Counter((one.mark.style, _looks(one.written)) for one in marks)
    for one in marks:
        right = _usual(one, usual)
        if right != one.written:
            narrow = bool(re.search(r"[()０-９]", one.written))
            yield remark(
                Family.NUMBERING,
                one.line,
                (one.mark.start, one.mark.end),
                N_("The number is written as “{right}” in this report.")
                if not narrow
                else N_("Half-width brackets around a number; it is written “{right}”."),
                right,
                Severity.WARNING if narrow else Severity.HINT,
                right=right,
            )


def _looks(written: str) -> tuple[bool, bool]:
    """Whether a blank follows, and whether 、 stands for the dot."""
    return written[-1].isspace(), written.rstrip().endswith("、")


def _usual(one: _Numbered, usual: Counter[tuple[Style, tuple[bool, bool]]]) -> str:
    """The number as it should be written in this report."""
    style = one.mark.style
    blanks = sum(n for (s, (blank, _)), n in usual.items() if s is style and blank)
    tight = sum(n for (s, (blank, _)), n in usual.items() if s is style and not blank)
    written = one.written
    if blanks * 2 <= tight or re.search(r"[()]", written):
        written = written.rstrip()
    for narrow, wide in (("(", "（"), (")", "）"), ("．", ".")):
        written = written.replace(narrow, wide)
    head = written.rstrip().rstrip("、")
    if style is Style.THIRD and written.rstrip().endswith("、") and _rare(style, usual):
        written = f"{head}.{written[len(head) + 1 :]}"
    return written


def _rare(style: Style, usual: Counter[tuple[Style, tuple[bool, bool]]]) -> bool:
    """Whether fewer numbers of a style have 、 than a dot."""
    comma = sum(n for (s, (_, comma)), n in usual.items() if s is style and comma)
    dot = sum(n for (s, (_, comma)), n in usual.items() if s is style and not comma)
    return comma < dot
