"""C16: bands of grades or of a survey that overlap, leave gaps, or are closed and open at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import figures
from app.reports.checker.placing import Place, Says
from app.rules.problem import Severity

_CLOSED_OPEN = Says(
    Family.BANDS,
    N_("“{band}” has an upper end and is open upwards at once."),
    Severity.ERROR,
)
_OVERLAP = Says(
    Family.BANDS,
    N_("{value} lies both in “{one}” and in “{other}”. Say which of them it belongs to."),
)
_GAP = Says(
    Family.BANDS,
    N_("What lies between “{one}” and “{other}” belongs to no band."),
)
_NUMBER = r"\d{1,3}(?:\.\d+)?"
_BAND = re.compile(
    rf"(?P<from>{_NUMBER})\s*[%％分]?\s*(?:及|或)?以上\s*(?:[（(][^）)]*[)）])?\s*[，、]?\s*(?:且|并且|但)?\s*"
    rf"(?:不足|不满|低于|未满|未达|小于|少于|不到)\s*(?P<until>{_NUMBER})\s*[%％分]|"
    rf"(?P<low>{_NUMBER})\s*(?P<u1>[%％分]?)\s*(?P<not_low>[（(]不含[^）)]*[)）])?\s*(?P<dash>[-—–－~～―]{{1,2}}|至|到)\s*"
    rf"(?P<high>{_NUMBER})\s*(?P<u2>[%％分])(?P<open>\s*(?:及)?以[上下])?(?P<not_high>\s*[（(](?:不含|含)[^）)]*[)）])?"
    rf"|(?P<edge>{_NUMBER})\s*(?P<u3>[%％分])\s*(?P<kind>(?:及|或)?以[上下])(?P<not_edge>\s*[（(](?:不含|含)[^）)]*[)）])?"
    rf"|(?P<worse>低于|不足|不满|未达|少于|高于|超过|大于|小于|不低于|不少于)\s*(?P<bound>{_NUMBER})\s*(?P<u4>[%％分])"
    rf"|(?P<left>{_NUMBER})\s*[%％分]?\s*(?P<s1>[≤<＜])\s*[一-鿿xX]{{0,4}}\s*(?P<s2>[≤<＜])\s*(?P<right>{_NUMBER})\s*(?P<u6>[%％分]?)"
    rf"|(?P<sign>[≥≤<>＜＞])\s*(?P<signed>{_NUMBER})\s*(?P<u7>[%％分])"
    rf"|(?P<full>(?<![\d.])100)\s*(?P<u5>[%％分])(?=的|者|为)"
)
_SIGNS = {"高于": ">", "超过": ">", "大于": ">", "不低于": "≥", "不少于": "≥"}
_GRADES = re.compile("优秀|良好|合格|满意|等级|等次|优|良|中|差")
_PEOPLE = re.compile(r"\s*的?\s*(?:有|共|为)?\s*\d+\s*[人名份位]")
_COUNTED = re.compile(r"\s*的?\s*(?:有|共|为)?\s*(?P<n>\d+)\s*[人名份位]")
_AGES = re.compile("周岁|岁")
_LABEL = re.compile(r"\s*的?[，,]?\s*(?:认定|评定|确定|判定|列|评|定|视|记)为")
_WIDEST = 60
_COUNTS = re.compile("[一二两三四五六]档|档次|分数段|分段|区间")
_MOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`; None stands for no end. `with_low` and `with_high` say which ends belong to it."""

    place: Place
    low: Decimal | None
    high: Decimal | None
    with_low: bool
    with_high: bool

    @property
    def order(self) -> Decimal:
        return Decimal(-1) if self.low is None else self.low


def check_bands(report: Report) -> Iterator[Remark]:
    """Every list of bands of one paragraph."""
    for line in report.body():
        text = _AGES.sub(_as_points, line.text)
        for start, end in _stretches(line.text):
            matches = list(_BAND.finditer(text, start, end))
            if len(matches) < 3:
                continue
            if text[start:end] != line.text[start:end]:
                yield from _ages(line, matches)
            elif (
                _GRADES.search(line.text, start, end)
                or _COUNTS.search(line.text, start, end)
                or _are_counted(line.text, matches)
                or _are_labelled(line.text, matches)
            ):
                yield from _list(line, matches)


def _as_points(match: re.Match[str]) -> str:
    """Years of age as if they were points, of the same length."""
    return "分".rjust(len(match.group()))


def _ages(line: Line, matches: list[re.Match[str]]) -> Iterator[Remark]:
    """Ages count in whole years, and those of all who were asked leave none out."""
    counts = [_COUNTED.match(line.text, match.end()) for match in matches]
    told = sum(int(one["n"]) for one in counts if one)
    ahead = {f.value for f in figures(line.text) if f.end <= matches[0].start()}
    if not all(counts) or told not in ahead:
        return
    bands = sorted((_band(line, match) for match in matches), key=_order)
    for one, other in pairwise(bands):
        if one.high is None or other.low is None:
            continue
        lowest = one.low is None and one.high == other.low
        if not lowest and one.high + 1 != other.low:
            yield from _neighbours(one, other)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"[^。\n]+", text))


def _are_counted(text: str, matches: list[re.Match[str]]) -> bool:
    """Whether people are told behind most of the bands: 80分至90分的19人."""
    return sum(bool(_PEOPLE.match(text, match.end())) for match in matches) > 1


def _are_labelled(text: str, matches: list[re.Match[str]]) -> bool:
    """Whether most of them are called something: 95%以上的，认定为“已完成”."""
    return sum(bool(_LABEL.match(text, match.end())) for match in matches) > 1


def _list(line: Line, matches: list[re.Match[str]]) -> Iterator[Remark]:
    for match in matches:
        if match["low"] and match["open"] and "上" in match["open"]:
            start, end = match.span()
            kept = line.text[start : match.start("open")]
            yield _CLOSED_OPEN.at(Place(line, start, end), kept, band=line.text[start:end])
    bands = sorted((_band(line, match) for match in matches), key=_order)
    if len(bands) < 2 or sum(1 for band in bands if band.low is not None) < len(bands) - 1:
        return
    for one, other in pairwise(bands):
        told = re.search("[（(]含", one.place.text)
        if one.low is not None or one.high != other.low or told:
            yield from _neighbours(one, other)


def _order(band: Band) -> tuple[Decimal, bool]:
    return band.order, band.high is None


def _band(line: Line, match: re.Match[str]) -> Band:
    place = Place(line, *match.span())
    if match["from"]:
        low, high = Decimal(match["from"]), Decimal(match["until"])
        return Band(place, low, high, with_low=True, with_high=False)
    if match["low"]:
        return _closed(place, match)
    if match["left"]:
        low, high = Decimal(match["left"]), Decimal(match["right"])
        return Band(place, low, high, match["s1"] == "≤", match["s2"] == "≤")
    if match["full"]:
        return Band(place, _MOST, _MOST, with_low=True, with_high=True)
    if match["edge"]:
        ends = "不含" not in (match["not_edge"] or "")
        return _open(place, Decimal(match["edge"]), upwards="上" in match["kind"], with_end=ends)
    sign = match["sign"] or _SIGNS.get(match["worse"], "<")
    bound = Decimal(match["signed"] or match["bound"])
    return _open(place, bound, upwards=sign in "≥>＞", with_end=sign in "≥≤")


def _closed(place: Place, match: re.Match[str]) -> Band:
    after = match["not_high"] or ""
    left_out = [
        one for part in re.findall("不含([^含]*)", after) for one in re.findall(_NUMBER, part)
    ]
    without_low = bool(match["not_low"]) or match["low"] in left_out
    low, high = Decimal(match["low"]), Decimal(match["high"])
    return Band(place, low, high, not without_low, match["high"] not in left_out)


def _open(place: Place, bound: Decimal, *, upwards: bool, with_end: bool) -> Band:
    if upwards:
        return Band(place, bound, None, with_end, with_high=False)
    return Band(place, None, bound, with_low=False, with_high=with_end)


def _neighbours(one: Band, other: Band) -> Iterator[Remark]:
    """`one` lies below `other`."""
    if one.high is None or other.low is None:
        return
    texts = {"one": one.place.text.strip(), "other": other.place.text.strip()}
    both = one.with_high and other.with_low
    if one.high > other.low or (one.high == other.low and both):
        yield _OVERLAP.at(_both(one, other), value=other.low, **texts)
    elif one.high + _step(one.high) < other.low or (
        one.high == other.low and not (one.with_high or other.with_low)
    ):
        yield _GAP.at(_both(one, other), **texts)


def _step(high: Decimal) -> Decimal:
    """What lies between two scores that are told to so many places: 89.99 and 90 leave no gap."""
    places = -int(high.as_tuple().exponent)
    return Decimal(1).scaleb(-places) if places > 0 else Decimal(0)


def _both(one: Band, other: Band) -> Place:
    """Both bands where they stand side by side; either may be the wrong one."""
    start = min(one.place.start, other.place.start)
    end = max(one.place.end, other.place.end)
    return Place(one.place.line, start, end) if end - start <= _WIDEST else other.place
