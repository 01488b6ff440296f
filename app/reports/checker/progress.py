"""C22: words about progress against the percentages told and the time that has gone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import cell, grids, number_in
from app.reports.checker.percent import completions_in
from app.reports.checker.placing import Place, Says, sentences, shown
from app.reports.checker.times import Times, times

_BEHIND = Says(
    Family.PROGRESS,
    N_("{elapsed}% of the time had gone, and this stood lower: {values}."),
)
_UNFINISHED = Says(Family.PROGRESS, N_("Not everything was completed: {values}."))
_NOT_BEHIND = Says(
    Family.PROGRESS,
    N_("{elapsed}% of the time had gone, and no percentage told here stands lower."),
)
_NOT_OVER = Says(Family.PROGRESS, N_("{value}% is not more than the target."))
_ABOUT = r"(?:指标(?:的)?(?:完成|达成|进度|进展|推进|任务)?|进度|进展|完成(?:率|情况|度|进度)|任务(?:完成|进度))"
_GOOD = (
    r"(?:良好|优秀|合理|理想|到位|顺利|达标|较好|很好|正常|较快|平稳|符合[^，。；]{0,8}(?:进度|预期|要求|计划)"
    r"|达到了?[^，。；]{0,10}要求|跟得上|超前)"
)
_CLAIM = re.compile(rf"{_ABOUT}[^，。；]{{0,14}}?{_GOOD}")
_ABOVE = re.compile(
    r"(?:指标|进度|完成率?)[^。；]{0,16}?均?(?:不低于|高于|超过|快于|领先于?|达到)[^，。；]{0,8}(?:时间进度|序时进度|时序进度)"
)
_ALL_DONE = re.compile(
    r"(?:各项|全部|所有)[^，。；]{0,10}(?:指标|任务|目标)[^，。；]{0,6}(?:均|都|全部|已|超额|圆满|如期)+[^，。；]{0,4}(?:完成|达成|达标)|(?:全部|均已|圆满|超额)完成[^，。；]{0,8}(?:全部|各项|所有)[^，。；]{0,6}(?:指标|任务|目标)"
)
_AHEAD = re.compile(
    r"(?:进度|指标|任务|完成率?|推进|进展)[^，。；]{0,14}?(?:超前|领先|提前于|快于|赶超|走在[^，。；]{0,6}前|(?:超过|超出|高于)[^，。；]{0,4}(?:时间|时序|序时|计划|预期))"
)
_SLOW = re.compile(rf"{_ABOUT}[^，。；]{{0,12}}?(?:滞后|落后|偏慢|较慢|缓慢|偏低|不理想)")
_OVER = re.compile(r"超额(?:完成|达成)[^。；]{0,40}?(?P<value>\d{1,2}(?:\.\d+)?)\s*[%％]")
_NOT = re.compile(
    r"(?:未|没有|尚未|不|难以|并非|需|应|确保|争取|建议|以便|促进|推动|力争|避免|防止|如|若)[^，。；]{0,8}$"
)
_ADVICE = re.compile("建议|确保|争取|力争|希望|宜|应当|下阶段|下一步")
_FINAL = re.compile("末期|期末|终期|结项")


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of a target was reached, and of which."""

    name: str
    percent: Decimal
    line: Line


def check_progress(report: Report) -> Iterator[Remark]:
    """Every claim about progress against what was reached."""
    reached = completions(report)
    if not reached:
        return
    elapsed = _elapsed(report, times(report))
    for line in report.body():
        yield from _over(line)
        for start, end in sentences(line.text):
            yield from _claims(Place(line, start, end), reached, elapsed)


def completions(report: Report) -> tuple[Reached, ...]:
    """Percentages of targets, in the text and in tables; each percentage once."""
    found: dict[Decimal, Reached] = {}
    for one in (*_in_text(report), *_in_tables(report)):
        found.setdefault(one.percent, one)
    return tuple(found.values())


def _in_text(report: Report) -> Iterator[Reached]:
    for line in report.body():
        for stated, part in completions_in(line):
            name = _name(line.text, (part or stated).start)
            if part and len(name) < 3:
                name += line.text[part.start : part.end]
            yield Reached(name, stated.value, line)


def _name(text: str, end: int) -> str:
    """The words before a figure that say what was done."""
    clause = re.split(r"[，,。；;：:、（）()\d%％]", text[:end])[-1]
    return re.sub(r"^.*?完成(?=.)|完成率?$|只有$|仅$|\s", "", clause.strip())[-12:]


def _in_tables(report: Report) -> Iterator[Reached]:
    for grid in grids(report):
        rate = grid.column("完成率|完成比|完成进度|完成度")
        name = grid.column("指标(?!.*(?:数|量))|项目|内容")
        for row in grid.rows[1:] if rate is not None else ():
            value, label = number_in(cell(row, rate)), cell(row, name or 0)
            if value is not None and label is not None:
                yield Reached(label.text.strip(), value, label)


def _elapsed(report: Report, told: Times) -> Fraction | None:
    """The share of time that had gone, in percent."""
    title = " ".join(line.text for line in list(report.body())[:6])
    if _FINAL.search(title):
        return Fraction(100)
    return None if told.elapsed is None else told.elapsed * 100


def _claims(
    sentence: Place, reached: tuple[Reached, ...], elapsed: Fraction | None
) -> Iterator[Remark]:
    text = sentence.line.text
    if _ADVICE.search(sentence.text):
        return
    for pattern, least in (
        (_ALL_DONE, Fraction(100)),
        (_ABOVE, elapsed),
        (_AHEAD, elapsed),
        (_CLAIM, elapsed),
    ):
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None or least is None or _denied(text, match):
            continue
        low = [one for one in reached if one.percent < least]
        if low:
            says = _UNFINISHED if pattern is _ALL_DONE else _BEHIND
            place = Place(sentence.line, *match.span())
            yield says.at(place, elapsed=least, values=_listed(low))
            return
    yield from _slow(sentence, reached, elapsed)


def _slow(
    sentence: Place, reached: tuple[Reached, ...], elapsed: Fraction | None
) -> Iterator[Remark]:
    match = _SLOW.search(sentence.line.text, sentence.start, sentence.end)
    denied = match and _denied(sentence.line.text, match)
    if match and not denied and elapsed and all(one.percent >= elapsed for one in reached):
        yield _NOT_BEHIND.at(Place(sentence.line, *match.span()), elapsed=elapsed)


def _over(line: Line) -> Iterator[Remark]:
    for match in _OVER.finditer(line.text):
        if "的" not in match.group()[:2] and not re.search(r"[%％]", match.group()[:-1]):
            yield _NOT_OVER.at(Place(line, *match.span()), value=match["value"])


def _denied(text: str, match: re.Match[str]) -> bool:
    good = re.search("不|未|没有", match.group())
    return bool(
        _NOT.search(text[: match.start()][-14:]) or (good and "不低于" not in match.group())
    )


def _listed(low: list[Reached]) -> str:
    return "、".join(f"{one.name} {shown(one.percent)}%".strip() for one in low)
