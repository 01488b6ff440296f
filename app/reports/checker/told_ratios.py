"""Percentages whose part and base both stand beside them, in the orders in which people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.reports.checker.base import Line
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.parts import same_kind
from app.rules.printing import round_half_up

_GOAL = "(?:指标|目标|任务|计划)"
_DONE = "(?:完成|达成)(?:率|了)?(?:为|是|达|到)?"
_OF = re.compile(r"\s*的\s*")
_BEFORE_BASE = re.compile(rf"(?:占|为|是|{_GOAL}|总数|总额|总量)[^，。；、]{{0,14}}$")
_GOAL_IN_BRACKETS = re.compile(rf"[^）)。；]*[（(][^）)\d]*{_GOAL}[^）)\d]*$")
_THEN_DONE = re.compile(rf"\s*[，,、]?\s*{_DONE}\s*")
_CHANGED_TO = re.compile(
    r"[^。；]*(?:减少|下降|降低|降|增加|增长|上升|提高|升|涨)(?:到了?|至|为)\s*"
)
_CHANGE = re.compile(
    r"[^，。；\d]{0,8}[，,]?\s*(?:减少|下降|降低|降幅|增加|增长|上升|提高|增幅|升幅)(?:率|了|为|达|是)*\s*"
)
_DIVIDED = re.compile(r"[^，。；）)\d]*除以[^，。；）)\d]*")
_BRACKET = re.compile(r"\s*[（(][^）)\d]*")
_THAT_IS = re.compile(r"[^\d。；]{0,8}")
_AMONG = re.compile(r"[^。；\d]{0,10}(?:中|里|其中)(?:的|有)?[^，。；、\d]{0,10}")
_RATE = re.compile(r"[^。；\d]{0,14}[，,]?\s*(?:占比?|[^，。；\d]{0,6}率)(?:为|达|是|到)?\s*")
_BASE_IS = re.compile(r"[^，。；\d]{0,6}[，,]\s*(?:按|以)[^，。；\d]{0,12}")
_RECKONED = re.compile(
    r"[^，。；\d]{0,6}(?:计算?|核算|测算|(?:为|作)(?:基数|分母))[，,]?[^，。；\d不非未缺空流离]{0,8}(?:率|占比?)(?:为|达|是)?\s*"
)
_LACKING = re.compile("[不未没无缺]")
_SPACES = re.compile(r"[\s　]+")
_OF_POSTS = re.compile("稳岗|留任|流动|流失|在岗率|到岗率")
_ASKED = re.compile(
    r"[^。；\d]{0,14}[，,]\s*[^，。；、\d]{0,8}(?:满意|有效|成功|知晓|收回|回收|合格|同意|的)[^，。；、\d]{0,6}"
)
_OUTCOME = re.compile(
    r"\s*[，,]\s*(?:占比?|(?:满意|有效|成功|知晓|回收|合格|应答)率|满意度|知晓度)(?:为|达|是|到)?\s*"
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a percentage is told of; for a change the difference is the part."""

    stated: Figure
    part: Fraction
    base: Fraction

    @property
    def exact(self) -> Fraction:
        return self.part / self.base * 100


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures of one sentence around a percentage."""

    text: str
    found: tuple[Figure, ...]
    at: int

    def figure(self, step: int) -> Figure | None:
        """A figure that counts, so many before (negative) or behind the percentage."""
        index = self.at + step
        if not 0 <= index < len(self.found):
            return None
        figure = self.found[index]
        return None if figure.percent or figure.rough else figure

    def between(self, one: int, other: int) -> str:
        return self.text[self.found[self.at + one].end : self.found[self.at + other].start]


def told_ratios(line: Line) -> Iterator[Ratio]:
    """A ratio for each percentage of the line whose part and base are plain."""
    for sentence in re.finditer(r"[^。；;！？\n]+", line.text):
        start, end = sentence.span()
        found = tuple(f for f in figures(line.text) if start <= f.start < end)
        for at, stated in enumerate(found):
            if stated.percent and not stated.rough:
                row = _Row(line.text, found, at)
                yield from (Ratio(stated, part, base) for part, base in _pairs(row))


def _pairs(row: _Row) -> Iterator[tuple[Fraction, Fraction]]:
    """The first form that fits, as part and base."""
    forms = (
        _divided,
        _behind_in_brackets,
        _of_a_base,
        _changed,
        _in_brackets,
        _among,
        _by,
        _spaced,
    )
    for form in forms:
        if pair := form(row):
            yield pair
            return


def _both(part: Figure | None, base: Figure | None) -> tuple[Fraction, Fraction] | None:
    if part is None or base is None or not same_kind(part, base):
        return None
    return Fraction(part.value), Fraction(base.value)


def _of_a_base(row: _Row) -> tuple[Fraction, Fraction] | None:
    """612人次，为全年目标1200人次的51.00%."""
    base = row.figure(-1)
    if base is None or not _OF.fullmatch(row.between(-1, 0)):
        return None
    if not _BEFORE_BASE.search(row.text[max(0, base.start - 20) : base.start]):
        return None
    return _both(row.figure(-2), base)


def _in_brackets(row: _Row) -> tuple[Fraction, Fraction] | None:
    """655人次（年度指标1200人次，完成54.58%）."""
    part, base = row.figure(-2), row.figure(-1)
    if part is None or base is None or not _THEN_DONE.fullmatch(row.between(-1, 0)):
        return None
    return _both(part, base) if _GOAL_IN_BRACKETS.fullmatch(row.between(-2, -1)) else None


def _behind_in_brackets(row: _Row) -> tuple[Fraction, Fraction] | None:
    """2460人次，完成率102.50%（指标2400人次）."""
    part, base = row.figure(-1), row.figure(1)
    if part is None or base is None or not _THEN_DONE.fullmatch(row.between(-1, 0)):
        return None
    goal = re.fullmatch(rf"\s*[（(][^）)\d]*{_GOAL}[^）)\d]*", row.between(0, 1))
    return _both(part, base) if goal else None


def _changed(row: _Row) -> tuple[Fraction, Fraction] | None:
    """由40名减少到22名，减少了45.00%."""
    old, new = row.figure(-2), row.figure(-1)
    if old is None or new is None or not same_kind(old, new):
        return None
    if _CHANGED_TO.fullmatch(row.between(-2, -1)) and _CHANGE.fullmatch(row.between(-1, 0)):
        return abs(Fraction(new.value) - Fraction(old.value)), Fraction(old.value)
    return None


def _divided(row: _Row) -> tuple[Fraction, Fraction] | None:
    """86.05%（37件除以43件）, or 33次除以41次，即80.49%."""
    behind = _both(row.figure(1), row.figure(2))
    if behind and _BRACKET.fullmatch(row.between(0, 1)) and _DIVIDED.fullmatch(row.between(1, 2)):
        return behind
    before = _both(row.figure(-2), row.figure(-1))
    if before and _DIVIDED.fullmatch(row.between(-2, -1)):
        return before if _THAT_IS.fullmatch(row.between(-1, 0)) else None
    return None


def _among(row: _Row) -> tuple[Fraction, Fraction] | None:
    """抽查的36户中有35户一致，一致率为97.22%; 访问118名，满意的109名，满意率为92.37%."""
    base, part = row.figure(-2), row.figure(-1)
    if base is None or part is None or base.value < part.value:
        return None
    first, second = row.between(-2, -1), row.between(-1, 0)
    if _OF_POSTS.search(second):
        return None
    if _LACKING.search(first) and not _LACKING.search(second):
        return None
    among = _AMONG.fullmatch(first) and _RATE.fullmatch(second)
    asked = _ASKED.fullmatch(first) and _OUTCOME.fullmatch(second)
    return _both(part, base) if among or asked else None


def _by(row: _Row) -> tuple[Fraction, Fraction] | None:
    """15人，按岗位数20个计算，稳岗率为75.00%."""
    part, base = row.figure(-2), row.figure(-1)
    if part is None or base is None or not base.value or part.value > base.value:
        return None
    if _BASE_IS.fullmatch(row.between(-2, -1)) and _RECKONED.fullmatch(row.between(-1, 0)):
        return Fraction(part.value), Fraction(base.value)
    return None


def _spaced(row: _Row) -> tuple[Fraction, Fraction] | None:
    """Target, done and rate of a line whose columns are parted by blanks."""
    base, part = row.figure(-2), row.figure(-1)
    if base is None or part is None or not base.value or not part.value:
        return None
    if not (_SPACES.fullmatch(row.between(-2, -1)) and _SPACES.fullmatch(row.between(-1, 0))):
        return None
    turned = Fraction(base.value) / Fraction(part.value) * 100
    if round_half_up(turned, row.found[row.at].places) == row.found[row.at].value:
        return _both(base, part)
    return _both(part, base)
