"""C06: the numbers before headings and points: their order, their style, how they are written."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Mark, Style, mark_of, remark, written_mark
from app.rules.problem import Severity

_RANKS = {style: rank for rank, style in enumerate(Style)}
_CONTENTS = re.compile(r"\s*目\s*[录錄次]\s*")
_APPENDIX = re.compile(r"\s*附[件表录]")
_CHAPTER = re.compile(
    r"\s*第\s*[一二三四五六七八九十0-9]{1,3}\s*(?:部分|[编篇章])(?:[\s：:、]|(?=[\u3400-\u9fff]))"
)
_CHAPTER_LONGEST = 40
_NEAR = {0, 2}
"""So far from the last number of its own list it stands twice or one is left out."""
_MOST = 40
_AHEAD = 6
"""So many numbers further on tell how one that is out of place is meant."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    line: Line
    mark: Mark

    @property
    def written(self) -> str:
        return self.line.text[self.mark.start : self.mark.end]


@dataclass(frozen=True, slots=True)
class _Level:
    """A list: its style, the number it has reached, and whether it stands open.

    One is closed by a list of a higher style, and opens again where its next number comes.
    """

    style: Style
    number: int
    open: bool = True


_Levels = tuple[_Level, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A number with what stands between it and the one before, lines without a number."""

    numbered: _Numbered
    between: tuple[str, ...]
    begins: bool = False
    """Whether an attachment or a table of contents began since, where numbers begin anew."""
    again: bool = False
    """Whether it is the first part, behind a table of contents that began with the same number."""
    chapter: bool = False
    """Whether it is the first of its style below 第二部分, where numbers may begin anew."""

    @property
    def mark(self) -> Mark:
        return self.numbered.mark


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a number that is out of place may be meant, and what is open once it is read so.

    `right` is what should stand there, None where the number is right and one before is missing.
    """

    levels: _Levels
    right: tuple[Style, int] | None
    wrong: bool = True


def numbering(report: Report) -> Iterator[Remark]:
    """Running text alone; an attachment begins anew."""
    lines = list(report.body())
    marks = [_Numbered(line, mark) for line in lines if (mark := mark_of(line.text))]
    said = set()
    for one in _order(tuple(_steps(lines, marks))):
        said.add(one.line)
        yield one
    yield from (one for one in _look(marks) if one.line not in said)


def _steps(lines: Sequence[Line], marks: Sequence[_Numbered]) -> Iterator[_Step]:
    numbered = {id(one.line): one for one in marks}
    between: list[str] = []
    begins = contents = False
    listed: Style | None = None
    fresh: set[Style] = set()
    for line in lines:
        if one := numbered.get(id(line)):
            first = one.mark.number == 1
            again = first and one.mark.style is listed
            yield _Step(one, tuple(between), begins, again, one.mark.style in fresh)
            fresh.discard(one.mark.style)
            between = [line.text] if line.text.rstrip().endswith(("：", ":")) else []
            listed = one.mark.style if contents and first else None if again else listed
            begins = contents = False
        elif _APPENDIX.match(line.text) or _CONTENTS.fullmatch(line.text):
            between, begins = [line.text], True
            contents = _CONTENTS.fullmatch(line.text) is not None
        else:
            between.append(line.text)
            fresh = set(Style) if _is_chapter(line) else fresh


def _is_chapter(line: Line) -> bool:
    """第二部分 评估方法: a heading above all that this module counts."""
    short = len(line.text) <= _CHAPTER_LONGEST and not re.search("[，。；]", line.text)
    return bool(short and _CHAPTER.match(line.text))


def _order(steps: Sequence[_Step]) -> Iterator[Remark]:
    levels: _Levels = ()
    for n, step in enumerate(steps):
        levels = () if step.begins else levels
        later = steps[n + 1 : n + 1 + _AHEAD]
        meant = _read(levels, step, later)
        if meant.wrong:
            yield _wrong(levels, step, meant)
        levels = meant.levels


def _read(levels: _Levels, step: _Step, later: Sequence[_Step]) -> _Reading:
    """How a number is meant: as it stands, unless that puts more of the next ones out of place."""
    fitting = _fitting(levels, step)
    others = list(_other_styles(levels, step.mark))
    if fitting is None:
        own = list(_own_style(levels, step.mark))
        readings = own + others if _is_near(levels, step.mark) else others + own
    else:
        readings = [_Reading(fitting, None, wrong=False), *others]
    costs = [_faults(one.levels, later) + one.wrong for one in readings if len(readings) > 1]
    return readings[costs.index(min(costs))] if costs else readings[0]


def _fitting(levels: _Levels, step: _Step) -> _Levels | None:
    """What is open behind a number that stands where it may; None for one that does not."""
    mark = step.mark
    if step.again:
        return (_Level(mark.style, 1),)
    at = _continued(levels, step)
    if at is not None:
        return (*levels[:at], _Level(mark.style, mark.number))
    if (mark.number == 1 and _may_begin(levels, step)) or _told_in_line(step):
        return _begun(levels, mark.style, mark.number)
    return None


def _begun(levels: _Levels, style: Style, number: int) -> _Levels:
    last = levels[-_MOST:]
    kept = (replace(one, open=one.open and _RANKS[one.style] <= _RANKS[style]) for one in last)
    return (*kept, _Level(style, number))


def _continued(levels: _Levels, step: _Step) -> int | None:
    """The innermost list that this number goes on with; past one of its style only behind a text."""
    mark = step.mark
    own = [n for n in reversed(range(len(levels))) if levels[n].style is mark.style]
    own = own if step.between else own[:1]
    return next((n for n in own if levels[n].number + 1 == mark.number), None)


def _may_begin(levels: _Levels, step: _Step) -> bool:
    """A list begins below another style, or behind a line that has no number."""
    style = step.mark.style
    if all(level.style is not style for level in levels if level.open):
        return True
    return step.chapter or (style is not Style.TOP and bool(step.between))


def _told_in_line(step: _Step) -> bool:
    """Whether the number before this one stands inside of a paragraph."""
    mark = step.mark
    if mark.number < 2 or not step.between:
        return False
    before = re.escape(written_mark(mark.style, mark.number - 1).rstrip(".、）"))
    told = re.compile(rf"(?:^|[。；：:\s]){before}[.．、）)]")
    return any(told.search(line) for line in step.between)


def _other_styles(levels: _Levels, mark: Mark) -> Iterator[_Reading]:
    """The next number of a list of another style: （3） for （三）, or of brackets the one after it."""
    for n in reversed(range(len(levels))):
        one = levels[n]
        other = one.open and one.style is not mark.style
        brackets = {one.style, mark.style} == {Style.SECOND, Style.FOURTH}
        if other and mark.number > 1 and mark.number - one.number in {1, 1 + brackets}:
            meant = _Level(one.style, mark.number)
            yield _Reading((*levels[:n], meant), (one.style, one.number + 1))


def _is_near(levels: _Levels, mark: Mark) -> bool:
    own = [one for one in levels if one.open and one.style is mark.style]
    return bool(own) and mark.number - own[-1].number in _NEAR


def _own_style(levels: _Levels, mark: Mark) -> Iterator[_Reading]:
    """Its own list, with another number meant, or with numbers left out before it."""
    own = [n for n, level in enumerate(levels) if level.open and level.style is mark.style]
    expected = levels[own[-1]].number + 1 if own else 1
    for number, right in ((expected, (mark.style, expected)), (mark.number, None)):
        meant = _Level(mark.style, number)
        after = (*levels[: own[-1]], meant) if own else _begun(levels, mark.style, number)
        yield _Reading(after, right)


def _faults(levels: _Levels, later: Sequence[_Step]) -> int:
    """How many of the next numbers are out of place once one is read in some way."""
    faults = 0
    for n, step in enumerate(later):
        levels = () if step.begins else levels
        fitting = _fitting(levels, step)
        faults += fitting is None
        levels = _likely(levels, step, later[n + 1 : n + 2]) if fitting is None else fitting
    return faults


def _likely(levels: _Levels, step: _Step, later: Sequence[_Step]) -> _Levels:
    """What is open behind a number out of place, by the one after it."""
    own = _as_it_stands(levels, step.mark)
    others = [one.levels for one in _other_styles(levels, step.mark)]
    readings = [own, *others] if _is_near(levels, step.mark) else [*others, own]
    return next((one for one in readings if later and _fitting(one, later[0]) is not None), own)


def _as_it_stands(levels: _Levels, mark: Mark) -> _Levels:
    """What is open behind a number out of place: as if one had been left out, or it were the next."""
    meant, written = _own_style(levels, mark)
    return written.levels if mark.number > meant.levels[-1].number else meant.levels


def _wrong(levels: _Levels, step: _Step, meant: _Reading) -> Remark:
    mark = step.mark
    span = (mark.start, mark.end)
    line = step.numbered.line
    if meant.right and meant.right[0] is not mark.style:
        right = written_mark(*meant.right)
        says = N_("The number before it is written in another style; here it is “{right}”.")
        return remark(Family.NUMBERING, line, span, says, right, right=right)
    own = [one.number for one in levels if one.open and one.style is mark.style]
    right = _like(step.numbered, own[-1] + 1 if own else 1)
    mend = right if meant.right else None
    says = N_("The number before it leads to “{right}” here.")
    return remark(Family.NUMBERING, line, span, says, mend, right=right)


def _like(one: _Numbered, number: int) -> str:
    """Another number in the look of this one: 4、 for 3、."""
    new = written_mark(one.mark.style, number).strip("（）()、.")
    return re.sub(
        "[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳]|[―—–－]", new, one.written, count=1
    ).rstrip()


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
