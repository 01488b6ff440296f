"""C01: a community that belongs to none of the lists of its district."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.outline import district_key, outline
from app.reports.checker.text import remark
from app.reports.checker.whole import Whole

_LIST = re.compile(
    r"(?P<district>第\s*[一二三四五六七八九十\d]{1,3}\s*片区|片区\s*[一二三四五六七八九十\d]{1,3}|(?<![\u4e00-\u9fff])[东南西北中]部?片区?)"
    r"(?:社工)?(?:\s*[：:（(]\s*|[，,]?\s*(?:现|共|下)?(?:包括|包含|管辖|辖|服务|涵盖|覆盖|负责)(?:了|有|着)?)(?:[一二三四五六七八九\d]+个(?:社区|村居|村)[：:为]?)?"
    r"(?P<names>[\u4e00-\u9fff、]{5,100}?)(?=[一二两三四五六七八九\d]+个|等|[。；，,）)\n]|共|$)",
    re.MULTILINE,
)
_APART = re.compile("[、及和与]")
_KIND = re.compile("(?:社区居委会|社区|居委会|村委会|村)$")
_LEAST, _LONGEST = 2, 12
_OF = "[的，。；、：是及和与在）)]"
_APART_FROM = re.compile(
    "片区[^。；]{0,12}片区|其他片区|其它片区|跨片区|各片区|联合|相邻|邻近|对比|对照|相比|学习|借鉴|支援|调|转"
)


class _Listed(NamedTuple):
    names: tuple[str, ...]
    starts: tuple[int, ...]


def sites(report: Report) -> Iterator[Remark]:
    """Two lists of one district that differ in one name: the one that stands less often, or later, is told."""
    whole = Whole.of(report.lines)
    lists: dict[str, list[_Listed]] = {}
    for found in filter(_is_list, _LIST.finditer(whole.text)):
        lists.setdefault(district_key(found["district"]), []).append(_read(found))
    for same in lists.values():
        yield from _odd_ones(whole, same)
    yield from _of_another_district(report, lists)


def _is_list(found: re.Match[str]) -> bool:
    """Whether there are at least two names, none longer than names are."""
    parts = _APART.split(found["names"])
    return len(parts) > 1 and all(2 <= len(part) <= _LONGEST for part in parts)


def _read(found: re.Match[str]) -> _Listed:
    at, names, starts = found.start("names"), [], []
    for part in _APART.split(found["names"]):
        names.append(_KIND.sub("", part) or part)
        starts.append(at)
        at += len(part) + 1
    return _Listed(tuple(names), tuple(starts))


def _odd_ones(whole: Whole, same: list[_Listed]) -> Iterator[Remark]:
    counts = Counter(name for one in same for name in one.names)
    for one in same:
        for other in same:
            strange = [name for name in one.names if name not in other.names]
            lacking = [name for name in other.names if name not in one.names]
            if len(strange) != 1 or len(lacking) != 1 or len(one.names) < _LEAST:
                continue
            ranks = [
                (counts[name], whole.text.count(name), -listed.starts[0])
                for name, listed in ((lacking[0], other), (strange[0], one))
            ]
            if ranks[0] > ranks[1]:
                yield _told(whole, one, strange[0], lacking[0])
                break


def _of_another_district(report: Report, lists: dict[str, list[_Listed]]) -> Iterator[Remark]:
    """What is said of a district names a community that another district's list alone has."""
    homes: dict[str, set[str]] = {}
    for district, listed in lists.items():
        for name in (name for one in listed for name in one.names):
            homes.setdefault(name, set()).add(district)
    for section in outline(report):
        if section.district in lists:
            for line in section.lines:
                for name, districts in homes.items():
                    if section.district not in districts and len(name) > 1:
                        yield from _strayed(line, name)


def _strayed(line: Line, name: str) -> Iterator[Remark]:
    for found in re.finditer(
        rf"(?<={_OF}){re.escape(name)}(?=社区|村|[能的在居社做把有开])", line.text
    ):
        if not _APART_FROM.search(line.text):
            yield remark(
                Family.OTHER_STATION,
                line,
                found.span(),
                N_("“{text}” belongs to another district in this report."),
                text=name,
            )


def _told(whole: Whole, one: _Listed, wrong: str, right: str) -> Remark:
    start = one.starts[one.names.index(wrong)]
    line, span = whole.place(start, start + len(wrong))
    return remark(
        Family.OTHER_STATION,
        line,
        span,
        N_("This district has “{right}” elsewhere, and no “{text}”."),
        right=right,
        text=wrong,
    )
