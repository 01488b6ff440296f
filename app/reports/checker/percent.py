"""C03: percentages recomputed from the figures beside them, half up to the places printed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.parts import same_kind
from app.reports.checker.placing import Place, Says, of
from app.reports.checker.times import times
from app.reports.checker.told_ratios import Ratio, told_ratios
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_WRONG = Says(
    Family.PERCENT,
    N_("{part} of {base} is {right}%, but {stated}% stands there."),
    Severity.ERROR,
)
_NO_TARGET = Says(
    Family.PERCENT,
    N_("{stated}% for {part} fits no whole target: {low} would give {first}%, {high} {second}%."),
)
_ELAPSED = Says(
    Family.PERCENT,
    N_("The evaluated period is {right}% of the contract, not {stated}%."),
    Severity.ERROR,
)
_GONE = re.compile(
    r"(?:占(?:协议|合同|服务|项目|整个|本)[^，。；\d]{0,4}(?:期|时间|周期|时段)的?|(?:时间|序时)进度(?:是|为|达|已达|应为)?|评估期占[^，。；\d]{0,8})$"
)
_CLASS = re.compile(r"(?:非常|很|比较|较|基本)?满意|一般|(?:很|非常)?不(?:太)?满意|说不清")
_UNPAIRED = Says(
    Family.PERCENT,
    N_("{percents} percentages are told one by one for {parts} figures before them."),
)
_RATE = re.compile(
    "(?P<root>回收|收回|有效|满意|知晓|参训|签到|持证|达标|建档|覆盖|完成|合格|出席|参与|执行|支出|流动|流失|稳岗|留存|到位|使用|好评|回访|响应)"
    r"(?:率|比例|比)[^，。；\d]{0,4}$"
)
_TARGET = re.compile(r"(?:指标|目标|计划|任务|应完成|需完成|要求|协议量)[^，。；、()（）\d]{0,8}$")
_TARGET_AFTER = re.compile(r"\s*的?(?:年度|协议|任务|计划)?(?:指标|目标|任务|计划)")
_REACHED = re.compile(
    r"(?:完成|达成|达到|达|实现)[^，。；\d]{0,16}$|完成(?:率|比例|度|进度)[^，。；\d]{0,6}$|(?:指标|任务|目标|计划|协议)[^，。；\d]{0,6}$"
)
_OF_TIME = re.compile(
    r"(?:占(?:协议|合同|服务|项目|整个|本)?[^，。；\d]{0,4}(?:期|时间|周期|时段)的?|时间进度[^，。；]{0,6}|序时[^，。；]{0,6})$"
    r"|(?<!完成)(?:率|比例)[^，。；、\d]{0,4}$"
)
_OF_TARGET = re.compile(r"(?:指标|目标|计划|任务)[^，。；、]{0,14}的\s*$")
_SHARE = re.compile(r"(?:占|比例|占比|比率|比重)[^，。；\d]{0,10}$|[（(]\s*$")
_GROWTH = re.compile(
    r"(?:增长|增加|提高|提升|上升|下降|减少|降低|超额|超出|超过|高出|多出|同比|环比|幅度?)[^，。；\d]{0,6}$"
)
_BAND_BETWEEN = re.compile(
    r"(?:满意度|评分|得分|满意率)?\s*\d+(?:\.\d+)?\s*[%％分]?(?:\s*[-—–~～至]\s*\d+(?:\.\d+)?\s*[%％分])?(?:以[上下])?\s*[，,（(]\s*占(?:比)?"
)
_OF_VERB = re.compile(r"(?P<root>[一-鿿])[一-鿿]率[^，。；\d]{0,3}$")
_LEADS = re.compile(r"[^。；\d]{0,10}[，,（(]\s*(?:其中|包括)")
_BARE_SHARE = re.compile(r"[，,（(]\s*占(?:比)?(?:为|达)?\s*$")
_FARTHEST = 16
_OF_ALL = frozenset(("建档", "覆盖", "完成"))
_OF_MONEY = frozenset(("支出", "执行", "到位", "使用"))
_PARTED = frozenset((*"元人名位户份条个场节次支项宗件例篇封家组批处套本册", "人次", "户次"))
_WHOLE = re.compile(r"(?:共|总|合计|收到|收回|回收|抽取|抽查|有效|受访|发放|随机)[^，。；]{0,14}$")
_COUNTABLE = frozenset(
    [
        "人",
        "名",
        "位",
        "户",
        "份",
        "条",
        "个",
        "场",
        "节",
        "次",
        "人次",
        "支",
        "项",
        "件",
        "篇",
        "封",
        "家",
        "场次",
        "节次",
        "户次",
        "篇次",
        "组",
        "例",
    ]
)
_LACKING = re.compile("[缺不未非无没]")
_LISTED = re.compile(r"(?<![\d.])(?:\d{1,6}(?:\.\d{1,6})?\s?[%％]\s?[、，,和及]\s?)+$")
_LIST = 160


def check_percentages(report: Report) -> Iterator[Remark]:
    """Every percentage of the running text whose part and base can be told."""
    for line in report.body():
        told = {ratio.stated.start: ratio for ratio in told_ratios(line) if ratio.base}
        yield from (remark for ratio in told.values() for remark in _not_as_told(line, ratio))
        yield from (remark for remark in _of_line(line) if remark.start not in told)


def _not_as_told(line: Line, ratio: Ratio) -> Iterator[Remark]:
    """A remark where the figures beside a percentage give another one."""
    stated = ratio.stated
    right = format(round_half_up(ratio.exact, stated.places), "f")
    if Fraction(right) != Fraction(stated.value) and not _of_the_rest(
        line.text, ratio.exact / 100, stated
    ):
        mend = line.text[stated.start : stated.end].replace(stated.written, right)
        yield _WRONG.at(
            of(line, stated),
            mend,
            part=ratio.part,
            base=ratio.base,
            right=right,
            stated=stated.written,
        )


def _of_the_rest(text: str, share: Fraction, stated: Figure) -> bool:
    """Whether a percentage tells of all but the part: 22名，空缺1名，在岗率95.45%."""
    lacking = _LACKING.search(text, max(0, stated.start - 40), stated.start)
    return bool(lacking) and 0 < share < 1 and _is(1 - share, stated)


def _of_line(line: Line) -> Iterator[Remark]:
    """Percentages whose part or base stands farther away."""
    found = figures(line.text)
    if any(f.percent for f in found):
        done: set[Figure] = set()
        for start, end in _stretches(line.text):
            inside = [f for f in found if start <= f.start < end]
            yield from _stretch(Place(line, start, end), inside, done)
        yield from _shares(line, found, done)
        yield from _satisfied(line, found)


def check_elapsed(report: Report) -> Iterator[Remark]:
    """“占协议期的45.83%” against the months of contract and period."""
    elapsed = times(report).elapsed
    if elapsed is None:
        return
    for line in report.body():
        for stated in figures(line.text):
            before = line.text[max(0, stated.start - 24) : stated.start]
            if not stated.percent or stated.rough or not _GONE.search(before):
                continue
            right = format(round_half_up(elapsed * 100, stated.places), "f")
            if Fraction(right) != Fraction(stated.value):
                mend = line.text[stated.start : stated.end].replace(stated.written, right)
                yield _ELAPSED.at(of(line, stated), mend, right=right, stated=stated.written)


def _satisfied(line: Line, found: tuple[Figure, ...]) -> Iterator[Remark]:
    """满意率 behind the answers by satisfaction: the first classes of all of them."""
    text = line.text
    for at, stated in enumerate(found):
        before = text[max(0, stated.start - 12) : stated.start]
        if (
            not stated.percent
            or stated.rough
            or not re.search(r"满意(?:率|度)[^，。；\d]{0,4}$", before)
        ):
            continue
        answers = [f for f in found[:at] if f.unit in {"人", "份", "名", "位"} and not f.rough]
        classes = [f for f in answers if _CLASS.search(text[max(0, f.start - 6) : f.start])]
        if len(classes) < 3 or len(classes) != len({_class(text, f) for f in classes}):
            continue
        total = sum((Fraction(f.value) for f in classes), Fraction(0))
        sums = list(accumulate(Fraction(f.value) for f in classes))
        if total and not any(_is(part / total, stated) for part in sums):
            right = format(round_half_up(sums[-2] / total * 100, stated.places), "f")
            values = {"part": sums[-2], "base": total, "right": right, "stated": stated.written}
            yield _WRONG.at(of(line, stated), **values)


def _class(text: str, figure: Figure) -> str:
    match = _CLASS.search(text[max(0, figure.start - 6) : figure.start])
    return match.group() if match else ""


def _is(share: Fraction, stated: Figure) -> bool:
    return round_half_up(share * 100, stated.places) == stated.value


def completions_in(line: Line) -> Iterator[tuple[Figure, Figure | None]]:
    """Percentages of targets that a line tells, each with what was done, where that stands there."""
    found = figures(line.text)
    for start, end in _stretches(line.text):
        inside = [f for f in found if start <= f.start < end]
        percents = [f for f in inside if f.percent and not f.rough and reaches(line.text, f)]
        counts = [f for f in inside if f.unit in _COUNTABLE and not f.rough]
        parts = [f for f in counts if not _is_target(line.text, f)]
        paired = dict(_paired(line.text, start, percents, parts))
        yield from ((stated, paired.get(stated)) for stated in percents)


def right_percent(part: Figure, base: Figure, stated: Figure) -> str:
    """The percentage to as many places as the stated one prints."""
    exact = Fraction(part.value) / Fraction(base.value) * 100
    return format(round_half_up(exact, stated.places), "f")


def _is_rate_of_others(text: str, part: Figure, stated: Figure) -> bool:
    """Whether a rate stands behind a part that it is not of: 采纳18条，未采纳5条，采纳率78.26%."""
    label = re.split("[，。；、]", text[max(0, part.start - 8) : part.start])[-1]
    between = text[part.end : stated.start]
    return "率" in between and bool(_LACKING.search(label)) and not _LACKING.search(between)


def wrong(line: Line, part: Figure, base: Figure, stated: Figure) -> Iterator[Remark]:
    """A remark where the percentage is not that of part and base."""
    if not base.value or part.rough or base.rough or stated.rough:
        return
    if _is_rate_of_others(line.text, part, stated):
        return
    right = right_percent(part, base, stated)
    share = Fraction(part.value) / Fraction(base.value)
    if Fraction(right) != Fraction(stated.value) and not _of_the_rest(line.text, share, stated):
        text = line.text[stated.start : stated.end]
        yield _WRONG.at(
            of(line, stated),
            text.replace(stated.written, right),
            part=part.value,
            base=base.value,
            right=right,
            stated=stated.written,
        )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Sentences by ；。, since lists of indicators are parted by ；."""
    return (match.span() for match in re.finditer(r"[^。；;！？\n]+", text))


def _stretch(stretch: Place, found: list[Figure], done: set[Figure]) -> Iterator[Remark]:
    text = stretch.line.text
    percents = [f for f in found if f.percent and not f.rough and reaches(text, f)]
    counts = [f for f in found if f.unit in _COUNTABLE and not f.rough]
    targets = [f for f in counts if _is_target(text, f)]
    parts = [f for f in counts if f not in targets]
    for row in _rows(text, percents):
        before = _between(stretch.start, percents, row, parts)
        if "分别" in text[stretch.start : row[0].start] and 0 < len(before) < len(row):
            place = Place(stretch.line, row[0].start, row[-1].end)
            yield _UNPAIRED.at(place, percents=len(row), parts=len(before))
    for stated, part in _paired(text, stretch.start, percents, parts):
        target = _target_for(part, targets, parts)
        done.add(stated)
        if target:
            yield from wrong(stretch.line, part, target, stated)
        elif not targets:
            yield from _without_target(stretch.line, part, stated)


def reaches(text: str, stated: Figure) -> bool:
    """Whether a percentage tells how much of a target was reached, or stands in such a list."""
    before = text[max(0, stated.start - _LIST) : stated.start]
    if _GROWTH.search(before[-10:]) or _OF_TIME.search(before[-24:]):
        return False
    if listed := _LISTED.search(before):
        before = before[: listed.start()]
    return bool(_REACHED.search(before[-24:]) or _OF_TARGET.search(before[-24:]))


def _is_target(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - 16) : figure.start]
    reached = re.search(r"(?:已|共|实际|实)?完成[^，。；、\d]{0,8}$", before)
    return bool(_TARGET.search(before) and not (reached and "应完成" not in before)) or bool(
        _TARGET_AFTER.match(text, figure.end)
    )


def _paired(
    text: str, start: int, percents: list[Figure], parts: list[Figure]
) -> Iterator[tuple[Figure, Figure]]:
    """Each percentage with its part: k percentages in a row tell of the last k parts before them."""
    for row in _rows(text, percents):
        before = _between(start, percents, row, parts)
        if len(row) == 1 and before:
            fitting = [p for p in before if p.whole and _some_target(p, row[0])]
            chosen = fitting or before
            if len(before) == 1 or fitting or _next_to(text, before[-1], row[0]):
                yield row[0], chosen[-1]
        elif len(row) > 1 and len(before) >= len(row):
            yield from zip(row, before[-len(row) :], strict=True)


def _some_target(part: Figure, stated: Figure) -> bool:
    return bool(stated.value) and any(
        Fraction(_of_target(part, target, stated)) == Fraction(stated.value)
        for target in _targets(part, stated)
    )


def _targets(part: Figure, stated: Figure) -> tuple[int, int]:
    """The two whole targets that come nearest to the percentage."""
    guess = Fraction(part.value) * 100 / Fraction(stated.value)
    return max(1, floor(guess)), max(1, ceil(guess))


def _between(
    start: int, percents: list[Figure], row: list[Figure], parts: list[Figure]
) -> list[Figure]:
    """The parts before a row of percentages, back to the percentage before it."""
    earlier = [q.end for q in percents if q.end <= row[0].start and q not in row]
    begin = max((start, *earlier))
    return [p for p in parts if begin <= p.start and p.end <= row[0].start]


def _next_to(text: str, part: Figure, stated: Figure) -> bool:
    between = text[part.end : stated.start]
    return not re.search("服务|其中|开展", between)


def _rows(text: str, percents: list[Figure]) -> Iterator[list[Figure]]:
    row: list[Figure] = []
    for one in percents:
        if row and not re.fullmatch(r"\s*[、，,和及]\s*", text[row[-1].end : one.start]):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _target_for(part: Figure, targets: list[Figure], parts: list[Figure]) -> Figure | None:
    """The target of the same unit, if it is the only one or the nearest behind the part."""
    fitting = [t for t in targets if same_kind(t, part)]
    if len(fitting) == 1:
        return fitting[0] if len(parts) == 1 or fitting[0].start > part.end else None
    behind = [t for t in fitting if t.start >= part.end]
    return behind[0] if behind and len(fitting) == len(parts) else None


def _without_target(line: Line, part: Figure, stated: Figure) -> Iterator[Remark]:
    """A percentage that no whole number as target gives, rounded as it is printed."""
    if not stated.value or not part.value or not part.whole:
        return
    low, high = _targets(part, stated)
    first, second = (_of_target(part, target, stated) for target in (low, high))
    if Fraction(stated.value) in (Fraction(first), Fraction(second)):
        return
    text = line.text[stated.start : stated.end]
    close = [one for one in (first, second) if _one_off(one, stated)]
    yield _NO_TARGET.at(
        of(line, stated),
        text.replace(stated.written, close[0]) if len(close) == 1 else None,
        part=part.value,
        stated=stated.written,
        low=low,
        first=first,
        high=high,
        second=second,
    )


def _one_off(text: str, stated: Figure) -> bool:
    """Whether only the rounding differs."""
    return (
        abs(Fraction(text) - Fraction(stated.value)) * 10**stated.places == 1 and stated.places > 0
    )


def _of_target(part: Figure, target: int, stated: Figure) -> str:
    exact = Fraction(part.value) / target * 100
    return format(round_half_up(exact, stated.places), "f")


def _shares(line: Line, found: tuple[Figure, ...], done: set[Figure]) -> Iterator[Remark]:
    """“79人，占78.22%” and “收回118份，回收率98.33%”, against what the paragraph tells before."""
    text = line.text
    for at, stated in enumerate(found):
        if not stated.percent or stated in done or stated.rough or not stated.value:
            continue
        part = _part_of(text, found, at)
        if part is None or part.unit not in _PARTED or part.rough or _reported(text, part, stated):
            continue
        earlier = [
            f for f in found[:at] if f.end <= part.start and same_kind(f, part) and not f.rough
        ]
        earlier = earlier[-_FARTHEST:]
        bases = [f for f in earlier if f.value >= part.value]
        if any(_fits(one, base, stated) for base in bases for one in _runs(earlier, part)):
            continue
        if base := _base(text, bases, part, stated):
            yield from wrong(line, part, base, stated)


def _part_of(text: str, found: tuple[Figure, ...], at: int) -> Figure | None:
    """The figure before a share, over the band that it may be told of: 79人满意度95%以上（占78.22%）."""
    before = [f for f in found[:at] if not f.percent]
    part = before[-1] if before else None
    if part is None or not _BAND_BETWEEN.fullmatch(text, part.end, found[at].start):
        return found[at - 1] if at else None
    return part


def _runs(earlier: list[Figure], part: Figure) -> Iterator[Figure]:
    """A part alone, and with those right before it: 其中甲5名、乙3名，占40%."""
    total = part.value
    yield part
    for one in reversed(earlier[-4:]):
        total += one.value
        yield replace(part, value=total)


def _reported(text: str, part: Figure, stated: Figure) -> bool:
    """Whether a percentage is told of something else than the part before it."""
    between = text[part.end : stated.start]
    if _GROWTH.search(between[-10:]) or re.search("[。；]", between) or len(between) > 24:
        return True
    return not (_SHARE.search(between) or _RATE.search(between) or _OF_VERB.search(between))


def _base(text: str, bases: list[Figure], part: Figure, stated: Figure) -> Figure | None:
    """A total of the paragraph; for a rate, the last figure of its kind before it in its sentence."""
    between = text[part.end : stated.start]
    if rate := _RATE.search(between):
        return _base_of_rate(text, bases, part, rate["root"])
    if verb := _OF_VERB.search(between):
        return _done_to(text, bases, part, verb["root"])
    if whole := _whole_before(text, bases, part, stated):
        return whole
    totals = [f for f in bases if _WHOLE.search(text[max(0, f.start - 20) : f.start])]
    return totals[-1] if totals else None


def _base_of_rate(text: str, bases: list[Figure], part: Figure, root: str) -> Figure | None:
    if root == "满意" or (root in _OF_MONEY and part.unit != "元"):
        return None
    begin = max(text.rfind(sign, 0, part.start) for sign in "。；") + 1
    near = [f for f in bases if f.start >= begin]
    if not near:
        return _done_to(text, bases, part, root)
    named = root.replace("回收", "收") in text[max(0, part.start - 10) : part.end + 10]
    return near[-1] if len(near) == 1 or (named and root not in _OF_ALL) else None


def _done_to(text: str, bases: list[Figure], part: Figure, root: str) -> Figure | None:
    """The figure before a part whose clause has the verb of the rate: 抽看12宗，抽查率."""
    clause = re.split("[，。；、]", text[: part.start])[-1]
    return bases[-1] if bases and root in clause else None


def _whole_before(text: str, bases: list[Figure], part: Figure, stated: Figure) -> Figure | None:
    """The figure that 其中 stands behind, where a share says of nothing else what it is of."""
    begin = text.rfind("。", 0, part.start) + 1
    led = [f for f in bases if f.start >= begin and _LEADS.match(text, f.end)]
    return led[-1] if led and _BARE_SHARE.search(text[part.end : stated.start]) else None


def _fits(part: Figure, base: Figure, stated: Figure) -> bool:
    return bool(base.value) and Fraction(right_percent(part, base, stated)) == Fraction(
        stated.value
    )
