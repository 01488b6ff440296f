"""C02, C15 and C23 over figures that a later clause takes up again: an amount in two units, a sum of named things."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, counting, figures
from app.reports.checker.parts import same_kind
from app.reports.checker.placing import Place, Says, of
from app.rules.problem import Severity

_MONEY = Says(
    Family.MONEY,
    N_("{one} and {other} are told of the same amount, and differ."),
    Severity.ERROR,
)
_NO_SCALE = Says(
    Family.MONEY, N_("{stated}元 stands here, and {stated}万元 elsewhere: 万 may be missing.")
)
_SUM = Says(
    Family.SUMS,
    N_("{values} add up to {right}, but {stated} is given as their total."),
    Severity.ERROR,
)
_GROUP = Says(Family.DISTRICTS, _SUM.template, Severity.ERROR)
_POINTS = Says(
    Family.PERCENT,
    N_("From {first} to {last} is a change of {right}, not of {stated}."),
    Severity.ERROR,
)
_SAME = re.compile(r"\s*(?:[（(]\s*(?:即|折合|合|计|人民币|¥|￥)*\s*|，\s*即\s*)")
_CLOSED = re.compile(r"\s*[）)，。；]")
_TOGETHER = re.compile(
    r"(?:^|[，,。；])(?P<names>[一-鿿]{2,8}(?:、[一-鿿]{2,8})*(?:和|与|及|以及)[一-鿿]{2,8}?)(?:两项|二者|两者|三项|三者)?(?:合计|共计|总计|相加)(?:为|是|达|共)?\s*$"
)
_JOINS = re.compile("、|以及|和|与|及")
_BREAK = re.compile("(?:[^一-鿿]|其中|全年|本年|年度|半年|累计|共|完成|开展|的|了)$")
_HELD = re.compile(r"(?:共|有|为|是|达|：)*\s*$")
_KINDS = re.compile(
    r"(?P<count>[两二三四五六七八九十]|\d{1,2})\s*个?(?P<kind>街道|镇街|镇|乡|社区|村|片区|社工点|站点|校区)(?:合计|共计|共有|一共|共|有)?\s*$"
)
_BY = re.compile(r"\s*[，,（(]?\s*[^，。；\d]{0,6}(?:提高|上升|增加|提升|下降|降低|减少)(?:了)?\s*")
_RATE = re.compile(r"(?P<name>[一-鿿]{2,4}(?:率|度|占比))(?:为|是|达到?|：)?\s*$")
_OTHER_TIME = re.compile("比?(?:上|去|前)一?(?:年|期|次|轮)|同期|目标|指标|要求|平均")
_SMALL = 10000
_REACH = 24


def check_linked(report: Report) -> Iterator[Remark]:
    """Each paragraph by itself, and 万 that is missing by all of them."""
    for line in report.body():
        found = figures(line.text)
        yield from _amounts(line, found)
        if len(found) > 2:
            yield from _together(line, found)
            yield from _groups(line, found)
            yield from _points(line, found)
    yield from _without_scale(report)


def _amounts(line: Line, found: tuple[Figure, ...]) -> Iterator[Remark]:
    """186.5万元（1865000元）; what is rounded to the digits of the shorter one agrees."""
    for one, other in pairwise(found):
        between = line.text[one.end : other.start]
        if one.unit != "元" or other.unit != "元" or one.scale == other.scale:
            continue
        if one.rough or other.rough or not _SAME.fullmatch(between):
            continue
        if _CLOSED.match(line.text, other.end) and abs(one.value - other.value) >= _step(
            one, other
        ):
            place = Place(line, one.start, other.end)
            yield _MONEY.at(place, one=_written(line, one), other=_written(line, other))


def _step(one: Figure, other: Figure) -> Decimal:
    """One of the last place of the figure with the larger unit."""
    return max(_unit(figure).scaleb(-figure.places) for figure in (one, other))


def _unit(figure: Figure) -> Decimal:
    bare = Decimal(figure.written.replace(",", ""))
    return figure.value / bare if bare else Decimal(1)


def _written(line: Line, figure: Figure) -> str:
    return line.text[figure.start : figure.end]


def _without_scale(report: Report) -> Iterator[Remark]:
    """A small amount in a sentence of large ones, with the digits of one of these."""
    told = [(line, f) for line in report.body() for f in figures(line.text) if f.unit == "元"]
    large = {f.written for _line, f in told if f.scale == "万"}
    for line, one in told:
        if one.scale or one.value >= _SMALL or one.value < 10 or one.written not in large:
            continue
        begin, end = line.text.rfind("。", 0, one.start), line.text.find("。", one.end)
        beside = [
            f
            for other, f in told
            if other is line and f is not one and begin < f.start < (end if end >= 0 else f.end)
        ]
        if beside and all(f.scale == "万" for f in beside) and not _is_price(line.text, one):
            yield _NO_SCALE.at(of(line, one), stated=one.written)


def _is_price(text: str, one: Figure) -> bool:
    """Whether so much is told of one person, time or piece."""
    near = text[max(0, one.start - 10) : one.end + 4]
    return bool(re.search("每|均|单价|标准|/|各", near))


def _together(line: Line, found: tuple[Figure, ...]) -> Iterator[Remark]:
    """“走访和电访合计7185人次”, where both are told before."""
    for at, total in enumerate(found):
        cue = _TOGETHER.search(line.text[max(0, total.start - 40) : total.start])
        if cue is None or total.rough or total.percent or not total.unit:
            continue
        names = [name for name in _JOINS.split(cue["names"]) if name]
        chosen = [_only(line.text, name, found[:at], total) for name in names]
        parts = [one for one in chosen if one]
        if len(parts) == len(names) > 1 and len(set(parts)) == len(parts):
            yield from _compared(_SUM, line, parts, total)


def _only(text: str, name: str, found: tuple[Figure, ...], total: Figure) -> Figure | None:
    """The one figure of the total's kind that stands right behind a name."""
    ones = [
        f
        for f in found
        if same_kind(f, total)
        and _stands(name, _HELD.sub("", text[max(0, f.start - _REACH) : f.start]))
    ]
    return ones[0] if len(ones) == 1 and not ones[0].rough else None


def _stands(name: str, before: str) -> bool:
    """Whether a text ends with a name that is no part of a longer one, as 满意 is of 不满意."""
    head = before.removesuffix(name)
    return head != before and (not head or bool(_BREAK.search(head)))


def _groups(line: Line, found: tuple[Figure, ...]) -> Iterator[Remark]:
    """“其中两个街道250人，三个镇250人” behind the figures of just so many of them."""
    for at, total in enumerate(found):
        cue = _KINDS.search(line.text[max(0, total.start - 16) : total.start])
        if cue is None or total.rough or total.percent or not total.unit:
            continue
        kinds = {cue["kind"], cue["kind"][:1]} - {"社", "站"}
        parts = [f for f in found[:at] if same_kind(f, total) and _is_of(line.text, f, kinds)]
        if len(parts) == counting(cue["count"].replace("两", "二")) and len(parts) > 1:
            yield from _compared(_GROUP, line, parts, total)


def _is_of(text: str, figure: Figure, kinds: set[str]) -> bool:
    before = _HELD.sub("", text[max(0, figure.start - _REACH) : figure.start])
    return any(before.endswith(kind) for kind in kinds) and not _KINDS.search(
        text[max(0, figure.start - 16) : figure.start]
    )


def _compared(says: Says, line: Line, parts: list[Figure], total: Figure) -> Iterator[Remark]:
    right = sum((f.value for f in parts), Decimal(0))
    if right != total.value and not any(f.rough for f in parts):
        values = "、".join(f.written for f in parts)
        yield says.at(of(line, total), values=values, right=right, stated=total.value)


def _points(line: Line, found: tuple[Figure, ...]) -> Iterator[Remark]:
    """A rate told twice in a paragraph, and by how many points it changed."""
    text = line.text
    for last, stated in pairwise(found):
        if not last.percent or stated.unit != "个百分点" or last.rough or stated.rough:
            continue
        between = text[last.end : stated.start]
        name = _RATE.search(text[max(0, last.start - 10) : last.start])
        if not name or not _BY.fullmatch(between) or _OTHER_TIME.search(between):
            continue
        before = [f for f in found if f.percent and f.end <= last.start]
        rates = [(f, _RATE.search(text[max(0, f.start - 10) : f.start])) for f in before]
        same = [f for f, its in rates if its and its["name"][-3:] == name["name"][-3:]]
        if len(same) == 1 and not same[0].rough and abs(last.value - same[0].value) != stated.value:
            values = {"first": same[0].value, "last": last.value, "stated": stated.value}
            yield _POINTS.at(of(line, stated), right=abs(last.value - same[0].value), **values)
