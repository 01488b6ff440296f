"""Scores in running text: of a name, out of how many, with a mean of districts or a total beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from app.reports.checker.numbers import Figure, figures

_TOTAL = re.compile(
    r"(?:总\s*得?\s*分|合计|总计|共计|总评分?|共得|总成绩)(?:得?分)?[^，。；、（）()：\d]{0,4}[：:为]?\s*$"
)
_MEAN = re.compile(r"(?:平均|均值|均分)(?:得?分|数)?(?:为|得|是|：)*\s*$")
_FULL = re.compile(r"(?:满分|标准分|总分值|分值|权重|满)(?:数)?(?:为|是|：)?\s*$")
_FULL_BEHIND = re.compile(r"\s*(?:中|制|满分)")
_THEN_SCORE = re.compile(r"\s*[）)]?\s*[，,：:]?\s*(?:实|评|共|平均)?得(?:分)?(?:为|是|：)?\s*")
_CLOSED = re.compile(r"\s*[）)]\s*[：:]?\s*")
_OPENED = re.compile(r"\s*[（(]\s*")
_OTHER = re.compile(
    r"上年|上一|去年|同比|提高|下降|降低|扣|加分|相差|分\s*以[上下]|高于|低于|目标|评委|专家"
)
_NAME = re.compile(
    r"(?P<name>[一-鿿“”]{2,16}?)(?:一项|部分|方面|板块)?(?:的)?(?:评估|评价|评审)?(?:得\s*分|评\s*分|分\s*数|得)?(?:为|是)?\s*[：:]?\s*$"
)
_LEAD = re.compile("^.*(?:如下|其中|分别为?|包括|由)[：:，]?")
_LINE = re.compile(
    r"^\s*(?:[（(]?\d{1,2}\s*[)）.．、]\s*)?(?P<name>[^：:，。0-9（(]{2,24}?)\s*(?:得\s*分|评\s*分)?\s*[：:（(]"
)
_FULL_MARK = re.compile(
    r"\s*[（(，,/]\s*(?:满分|标准分|总分值|分值|权重|满)?(?:数)?(?:为|是|：)?\s*"
)
_LONGEST = 90


class Kind(Enum):
    """What points are."""

    SCORE = "score"
    FULL = "full"
    MEAN = "mean"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Scored:
    """Points under a name, and of how many they are."""

    name: str
    start: int
    score: Figure
    full: Figure | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a sentence in order, each with what it is."""

    text: str
    found: tuple[tuple[Figure, Kind], ...]

    def of(self, kind: Kind) -> list[Figure]:
        return [one for one, its in self.found if its is kind]

    def scored(self) -> Iterator[Scored]:
        """Scores and means that have a name, with the full marks beside them."""
        for at, (one, kind) in enumerate(self.found):
            if kind in {Kind.FULL, Kind.TOTAL}:
                continue
            full = self._full(at)
            begin = self.found[at - 1][0].end if at else 0
            if full and full.start < one.start:
                begin, end = self.found[at - 2][0].end if at > 1 else 0, full.start
            else:
                end = one.start
            if found := _named(self.text, begin, end):
                yield Scored(found[0], found[1], one, full)

    def _full(self, at: int) -> Figure | None:
        one = self.found[at][0]
        ahead, behind = (self._full_mark(n) for n in (at - 1, at + 1))
        if ahead:
            between = self.text[ahead.end : one.start]
            if _THEN_SCORE.fullmatch(between) or _CLOSED.fullmatch(between):
                return ahead
        if behind and _FULL_MARK.fullmatch(self.text[one.end : behind.start]):
            return behind
        return None

    def _full_mark(self, at: int) -> Figure | None:
        found = self.found[at] if 0 <= at < len(self.found) else None
        return found[0] if found and found[1] is Kind.FULL else None


def points_in(text: str, start: int, end: int) -> Points | None:
    """The points of a sentence; None where it compares years, panelists or bounds."""
    if _OTHER.search(text, start, end):
        return None
    found = [f for f in figures(text) if start <= f.start < end and _is_points(text, f)]
    return Points(text[:end], tuple((f, _kind(text, found, at)) for at, f in enumerate(found)))


def _is_points(text: str, one: Figure) -> bool:
    """Whether it is points in figures: neither 三分之二 nor an estimate."""
    return (
        one.unit == "分"
        and not one.rough
        and text[one.start].isdecimal()
        and text[one.end :][:1] != "之"
    )


def _kind(text: str, found: list[Figure], at: int) -> Kind:
    one = found[at]
    before = text[max(0, one.start - 16) : one.start]
    if _FULL.search(before) or _FULL_BEHIND.match(text, one.end):
        return Kind.FULL
    if _TOTAL.search(before):
        return Kind.TOTAL
    if _MEAN.search(before):
        return Kind.MEAN
    behind = text[one.end : found[at + 1].start] if at + 1 < len(found) else "。"
    opened = bool(re.search(r"[（(]\s*$", before))
    if _THEN_SCORE.fullmatch(behind) or (opened and _CLOSED.fullmatch(behind)):
        return Kind.FULL
    ahead = text[found[at - 1].end : one.start] if at else "。"
    return Kind.FULL if _OPENED.fullmatch(ahead) else Kind.SCORE


def _named(text: str, begin: int, end: int) -> tuple[str, int] | None:
    """The name that stands right before points, and where it begins."""
    stretch = text[begin:end].rstrip("（( ")
    for sign in "，,；;、。\n":
        stretch = stretch.rsplit(sign, 1)[-1]
    head = stretch.rsplit("：", 1)
    if len(head) == 2 and head[1].strip():
        stretch = head[1]
    stretch = _LEAD.sub("", stretch)
    found = _NAME.search(stretch)
    if not found:
        return None
    start = text.find(stretch, begin) + found.start("name")
    return found["name"], start


def line_score(text: str, start: int, end: int) -> Scored | None:
    """A line that scores one thing: 服务监测：标准分10分，得分9.1分; a mean stands for its districts."""
    head = _LINE.match(text[start:end])
    if not head or end - start > _LONGEST or re.search("总|合计", head["name"]):
        return None
    points = points_in(text, start, end)
    if points is None:
        return None
    means, scores = points.of(Kind.MEAN), points.of(Kind.SCORE)
    chosen = means or scores
    if len(chosen) != 1 or points.of(Kind.TOTAL):
        return None
    full = points.of(Kind.FULL)
    return Scored(
        head["name"].strip(),
        start + head.start("name"),
        chosen[0],
        full[0] if len(full) == 1 else None,
    )
