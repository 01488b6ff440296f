"""C03 and C04 over what was asked: rates told far from the answers, rough shares, and rates of nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.parts import same_kind
from app.reports.checker.placing import Says, around, of
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_OTHER = Says(
    Family.PERCENT,
    N_("The answers in line {number} make {right}%, but {stated}% stands here."),
    Severity.ERROR,
)
_ROUGH = Says(Family.PERCENT, N_("{part} of {base} is {right}%, which is not about {stated}%."))
_OF_NOBODY = Says(
    Family.BASE,
    N_("{stated}% of how many is not told here."),
    Severity.HINT,
)
_CLASS = re.compile(
    r"(?P<class>(?:非常|很|比较|较|基本)?满意|一般|(?:很|非常)?不(?:太)?满意|说不清)[^，。；、\d]{0,6}$"
)
_RATE = re.compile(
    r"满意(?:率|度)?[^，。；\d]{0,12}(?:达到?|为|是|占|：)\s*$|满意[^，。；\d]{0,16}[）)]\s*占\s*$"
)
_OTHERS = re.compile("上年|去年|上一|往年|片区|目标|要求|协议|指标|不低于|家长|学员|活动")
_ABOUT = re.compile(r"[，,、（(]\s*约(?:占|为)?\s*$")
_FAR = 3
_GOOD = re.compile(r"(?:好评|赞成|支持|认同)率[^，。；\d]{0,4}$")
_PERSONS = frozenset("人名位份户")


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers by satisfaction of one paragraph, the best first."""

    line: Line
    counts: tuple[Fraction, ...]

    def shares(self) -> Iterator[Fraction]:
        total = sum(self.counts, Fraction(0))
        sums: tuple[Fraction, ...] = tuple(accumulate(self.counts))
        yield from (part / total for part in (*sums, *self.counts))

    @property
    def good(self) -> Fraction:
        """The first two of four classes and more, else the first and the second."""
        return sum(self.counts[:2], Fraction(0)) / sum(self.counts, Fraction(0))


def check_survey_rates(report: Report) -> Iterator[Remark]:
    """A rate of satisfaction told in another paragraph than the answers."""
    lines = tuple(report.body())
    found = [one for line in lines if (one := _answers(line))]
    if len(found) != 1:
        return
    answers = found[0]
    for line in lines:
        for stated in figures(line.text) if line is not answers.line else ():
            if stated.percent and not stated.rough and _is_rate(line.text, stated):
                yield from _held(line, stated, answers)


def _answers(line: Line) -> _Answers | None:
    told: dict[str, Figure] = {}
    for one in figures(line.text):
        match = _CLASS.search(line.text, max(0, one.start - 12), one.start)
        if match and one.unit in _PERSONS and not one.rough:
            told.setdefault(match["class"], one)
    counts = tuple(Fraction(one.value) for one in told.values())
    return _Answers(line, counts) if len(counts) > 2 and any(counts) else None


def _is_rate(text: str, stated: Figure) -> bool:
    """Whether a rate of satisfaction stands in a sentence without people and without another base."""
    begin, end = around(text, stated.start, stated.end)
    clause = slice(*around(text, stated.start, stated.end, "，。；;！？"))
    people = any(f.unit in _PERSONS for f in figures(text) if begin <= f.start < end)
    rate = _RATE.search(text, max(begin, stated.start - 30), stated.start)
    return bool(rate) and not people and not _OTHERS.search(text[clause])


def _held(line: Line, stated: Figure, answers: _Answers) -> Iterator[Remark]:
    if any(round_half_up(one * 100, stated.places) == stated.value for one in answers.shares()):
        return
    right = format(round_half_up(answers.good * 100, stated.places), "f")
    yield _OTHER.at(
        of(line, stated), number=answers.line.number, right=right, stated=stated.written
    )


def check_rough_shares(report: Report) -> Iterator[Remark]:
    """“（646人，约34%）” where an earlier figure of the sentence gives quite another share."""
    for line in report.body():
        found = figures(line.text)
        for at, stated in enumerate(found[1:], 1):
            part = found[at - 1]
            if not stated.percent or not _ABOUT.fullmatch(line.text, part.end, stated.start):
                continue
            begin = line.text.rfind("。", 0, part.start) + 1
            bases = [
                f
                for f in found[: at - 1]
                if f.start >= begin and same_kind(f, part) and f.value > part.value and not f.rough
            ]
            shares = [Fraction(part.value) / Fraction(f.value) * 100 for f in bases]
            if shares and all(abs(one - Fraction(stated.value)) > _FAR for one in shares):
                values = {"part": part.value, "base": bases[-1].value, "right": shares[-1]}
                yield _ROUGH.at(of(line, stated), stated=stated.written, **values)


def check_rates_of_nobody(report: Report) -> Iterator[Remark]:
    """A share of praise in a paragraph that counts nobody."""
    for line in report.body():
        found = figures(line.text)
        if any(f.unit in _PERSONS for f in found):
            continue
        for stated in found:
            if (
                stated.percent
                and not stated.rough
                and _GOOD.search(line.text[: stated.start][-12:])
            ):
                yield _OF_NOBODY.at(of(line, stated), stated=stated.written)
