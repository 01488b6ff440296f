"""C22: words about progress against the percentages told and the time that has gone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.attained import Targets
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.claims import claims_of, speaks_of_else, tells_others
from app.reports.checker.numbers import counting
from app.reports.checker.placing import Place, Says, sentences, shown
from app.reports.checker.reached import Reached, completions
from app.reports.checker.times import Times, times
from app.rules.period import half_months

_BEHIND = Says(
    Family.PROGRESS,
    N_("{elapsed}% of the time had gone, and this stood lower: {values}."),
)
_UNFINISHED = Says(Family.PROGRESS, N_("Not everything was completed: {values}."))
_NOT_SO_MUCH = Says(Family.PROGRESS, N_("Not everything reached {least}%: {values}."))
_NOT_BEHIND = Says(
    Family.PROGRESS,
    N_("{elapsed}% of the time had gone, and no percentage told here stands lower."),
)
_NOT_BEHIND_ITSELF = Says(
    Family.PROGRESS,
    N_("{elapsed}% of the time had gone, and {values} does not stand lower."),
)
_NOT_OVER = Says(Family.PROGRESS, N_("{value}% is not more than the target."))
_SPENT_ALL = Says(
    Family.PROGRESS, N_("{value}% is nearly all, and the same sentence says that it is late.")
)
_MANY = r"(?:各项|全部|所有|[一二两三四五六七八九十]+\s*(?:[项类]|个(?!个案))|\d{1,2}\s*(?:[项类]|个(?!个案))|协议|年度|各类)"
_EVEN = r"(?:均|都|全部|全数|全面|悉数|一律|足额|如期|圆满|超额|已)"
_TARGETS = r"(?:指标|任务|目标|产出|进度|服务|活动|数据)"
_ABOUT = r"(?:指标(?:的)?(?:完成|达成|进度|进展|推进|任务)?|进度|进展|完成(?:率|情况|度|进度)|任务(?:完成|进度))"
_GOOD = (
    r"(?:良好|优秀|合理|理想|到位|顺利|达标|较好|很好|正常|较快|平稳|符合[^，。；]{0,8}(?:进度|预期|要求|计划)"
    r"|达到了?[^，。；]{0,10}要求|跟得上|超前)"
)
_END = r"(?=[，。；：、）)]|$|了|年度|协议|全年|指标|任务|目标)"
_TIME = r"(?:时间进度|序时进度|时序进度|时间)"
_CLAIM = re.compile(rf"{_ABOUT}[^，。；]{{0,14}}?{_GOOD}")
_ABOVE = re.compile(
    rf"(?:{_TARGETS}|完成率?)[^。；，]{{0,16}}?(?:不低于|高于|超过|快于|快过|领先于?|达到|跑在|走在|赶在|超前于?)[^，。；]{{0,8}}{_TIME}"
    r"(?:的?前面|之前|前)?"
)
_ALL_DONE = re.compile(
    rf"(?:{_MANY}[^，。；：]{{0,10}}{_TARGETS}|(?:[一二两三四五六七八九十]+|\d{{1,2}})\s*项)[^，。；：]{{0,6}}?{_EVEN}+[^，。；：]{{0,6}}"
    rf"(?:(?:完成|达成|达标){_END}|达到(?:或[^，。；]{{0,4}})?了?(?:年度|协议|全年)?(?:指标|目标|要求|协议量))"
    rf"|(?:指标|任务|目标)[^，。；：]{{0,4}}(?:均|都|全部|已全部|悉数)[^，。；：]{{0,4}}(?:完成|达成|达标){_END}"
    r"|(?:全部|均已|圆满|超额)完成[^，。；]{0,8}(?:全部|各项|所有)[^，。；]{0,6}(?:指标|任务|目标)"
)
_SHARE = re.compile(
    rf"{_MANY}[^，。；：]{{0,12}}(?:完成|达到|超过|过)[^，。；：]{{0,12}}?"
    r"(?P<share>[一二三四五六七八九]成|半数?|一半|(?P<percent>\d{1,2}(?:\.\d+)?)\s*[%％])(?:及?以上)?(?!的?服务)"
)
_AHEAD = re.compile(
    r"(?:进度|指标|任务|完成率?|推进|进展)[^，。；]{0,14}?(?:超前|领先|提前于|快于|赶超|走在[^，。；]{0,6}前|(?:超过|超出|高于)[^，。；]{0,4}(?:时间|时序|序时|计划|预期))"
)
_SLOW = re.compile(rf"{_ABOUT}[^，。；]{{0,12}}?(?:滞后|落后|偏慢|较慢|缓慢|偏低|不理想)")
_ITSELF_SLOW = re.compile(
    r"(?:滞后|落后|偏慢|较慢|缓慢|(?:未|没有|尚未|未能)(?:达到|赶上|跟上)(?:时间|序时|时序)进度|低于(?:时间|序时|时序)进度)"
)
_OVER = re.compile(r"超额(?:完成|达成)[^。；]{0,40}?(?P<value>\d{1,2}(?:\.\d+)?)\s*[%％]")
_NOT = re.compile(
    r"(?:未|没有|尚未|不|难以|并非|需|应|确保|争取|建议|以便|促进|推动|力争|避免|防止|如|若)[^，。；]{0,8}$"
)
_DENIED = re.compile("(?<!并)不(?!低于|少于|断)|未|没有")
_ADVICE = re.compile("建议|确保|争取|力争|希望|宜|应当|下阶段|下一步")
_EXCEPT = re.compile("除|其余|其他|之外|以外|[中里][一二三四五六七八九十两]+项")
_NAMED = re.compile(
    r"(?P<names>[一-鿿、和及与]{3,24}?)(?:[两二三四五六七八九十\d]+[类项])(?:指标|服务|任务|产出)?"
)
_COUNT = re.compile(r"(?P<count>[一二两三四五六七八九十]+|\d{1,2})\s*[项类个]")
_SPENT = re.compile(
    r"(?:支出|执行|使用|拨付|完成)[^，。；]{0,6}(?:率|进度|比例)[^，。；\d]{0,4}(?P<value>\d{2,3}(?:\.\d+)?)\s*[%％]"
)
_NEARLY = Fraction(95)
_LONGEST_TITLE = 50
_TOLD = re.compile(
    r"(?:时间|序时|时序)进度[^，。；\d]{0,3}(?P<value>\d{2}(?:\.\d+)?)\s*[%％]"
    r"|占[^，。；]{0,6}(?:服务期|协议期|合同期|周期)的?一半|时间(?:刚好|刚刚|恰好|已经?)?过半"
)
_A_YEAR = frozenset(map(Decimal, (12, 24, 36)))
_FINAL = re.compile("末期|期末|终期|结项")
_ALL = Fraction(100)
_LISTED_WITHIN = 160


@dataclass(frozen=True, slots=True)
class _Known:
    """What was reached, and the share of time that had gone, in percent."""

    reached: tuple[Reached, ...]
    elapsed: Fraction | None


def check_progress(report: Report) -> Iterator[Remark]:
    """Every claim about progress against what was reached."""
    known = _Known(completions(report), _elapsed(report, times(report)))
    targets = Targets.of(report)
    for line in report.body():
        yield from _over(line) if known.reached else ()
        for start, end in sentences(line.text):
            yield from _sentence(targets, Place(line, start, end), known)


def _sentence(targets: Targets, sentence: Place, known: _Known) -> Iterator[Remark]:
    """Claims about a list of targets by that list; any other by all that the report tells."""
    found = list(claims_of(targets, sentence, known.elapsed))
    yield from (wrong for _claim, wrong in found if wrong)
    if not found:
        spent = _spent(sentence, known.elapsed)
        yield from spent
        yield from _claims(sentence, known) if known.reached and not spent else ()


def _spent(sentence: Place, elapsed: Fraction | None) -> list[Remark]:
    """A rate and, in the same sentence, that it is late."""
    rate = _SPENT.search(sentence.text)
    late = _SLOW.search(sentence.text, rate.end()) if rate else None
    if rate is None or late is None or _ADVICE.search(sentence.text[: late.end()]):
        return []
    place = Place(sentence.line, sentence.start + late.start(), sentence.start + late.end())
    if Fraction(rate["value"]) < max(elapsed or 0, _NEARLY):
        return []
    return [_SPENT_ALL.at(place, value=Decimal(rate["value"]))]


def _elapsed(report: Report, told: Times) -> Fraction | None:
    """The share of time that had gone, in percent."""
    first = list(report.body())[:6]
    title = " ".join(line.text for line in first if len(line.text) <= _LONGEST_TITLE)
    if _FINAL.search(title):
        return _ALL
    if told.elapsed is not None:
        return told.elapsed * 100
    if share := _shared_start(told):
        return share
    stated = (_TOLD.search(line.text) for line in report.body())
    return next((Fraction(match["value"] or 50) for match in stated if match), None)


def _shared_start(told: Times) -> Fraction | None:
    """The share of a year that a shorter time has which begins on the same day."""
    spans = sorted({span.real for span in told.spans if span.real}, key=_length)
    whole = next((one for one in reversed(spans) if half_months(*one) in _A_YEAR), None)
    part = next((one for one in spans if whole and one[0] == whole[0] and one != whole), None)
    if whole is None or part is None:
        return None
    return Fraction(half_months(*part)) / Fraction(half_months(*whole)) * 100


def _length(span: tuple[date, date]) -> int:
    return (span[1] - span[0]).days


def _claims(sentence: Place, known: _Known) -> Iterator[Remark]:
    text = sentence.line.text
    if _ADVICE.search(sentence.text) or speaks_of_else(sentence.text):
        return
    if tells_others(sentence.text, rows=len(known.reached)) or _SPENT.search(sentence.text):
        return
    if match := _SHARE.search(text, sentence.start, sentence.end):
        yield from _shared(sentence, match, known)
        return
    for pattern, least in (
        (_ALL_DONE, _ALL),
        (_ABOVE, known.elapsed),
        (_AHEAD, known.elapsed),
        (_CLAIM, known.elapsed),
    ):
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None or _denied(text, match) or _EXCEPT.search(match.group()):
            continue
        if least is not None and (low := _lower(sentence, match, known.reached, least)):
            yield _claimed(sentence, match, low, least, known)
            return
    yield from _slow(sentence, known)


def _shared(sentence: Place, match: re.Match[str], known: _Known) -> Iterator[Remark]:
    """“各项均完成七成以上”, which says of no more than that."""
    least = _share(match)
    denied = _denied(sentence.line.text, match) or _EXCEPT.search(match.group())
    if not denied and (low := _lower(sentence, match, known.reached, least)):
        yield _claimed(sentence, match, low, least, known)


def _lower(
    sentence: Place, match: re.Match[str], reached: tuple[Reached, ...], least: Fraction
) -> list[Reached]:
    """What stands lower than is claimed of it; nothing where as many as are claimed do not."""
    text = sentence.line.text
    begin = max(text.rfind(sign, sentence.start, match.start()) for sign in "，：") + 1
    clause = text[max(begin, sentence.start) : match.end()]
    if _EXCEPT.search(clause) or "除" in text[sentence.start : match.start()]:
        return []
    chosen = reached
    if (named := _NAMED.search(clause)) and re.search("[、和及与]", named["names"]):
        names = [one[-4:] for one in re.split("[、和及与]", named["names"]) if len(one) > 1]
        chosen = tuple(r for r in reached if any(one[-2:] in r.name for one in names))
    more = least == _ALL and "超额" in match.group()
    low = [one for one in chosen if one.percent < least or (more and one.percent == least)]
    count = counting(found["count"]) if (found := _COUNT.search(match.group())) else None
    enough = count is not None and len(chosen) - len(low) >= count
    return [] if enough else low


def _claimed(
    sentence: Place, match: re.Match[str], low: list[Reached], least: Fraction, known: _Known
) -> Remark:
    start, end = match.span()
    listed = [one for one in low if one.line is sentence.line and one.end - start <= _LISTED_WITHIN]
    if sentence.line.text[end : end + 1] == "：" and listed and listed[0].end > end:
        end = listed[0].end
    says = _UNFINISHED if least == _ALL and least != known.elapsed else _BEHIND
    says = says if least in {_ALL, known.elapsed} else _NOT_SO_MUCH
    place = Place(sentence.line, start, end)
    return says.at(place, elapsed=least, least=least, values=_listed(low))


def _share(match: re.Match[str]) -> Fraction:
    if match["percent"]:
        return Fraction(match["percent"])
    tenths = counting(match["share"][0]) if match["share"][-1] == "成" else None
    return Fraction((tenths or 5) * 10)


def _slow(sentence: Place, known: _Known) -> Iterator[Remark]:
    if not known.elapsed:
        return
    text = sentence.line.text
    match = _SLOW.search(text, sentence.start, sentence.end)
    itself = _ITSELF_SLOW.search(text, sentence.start, sentence.end)
    if itself and (one := _named_before(sentence, itself.start(), known.reached)):
        if one.percent >= known.elapsed and not _EXCEPT.search(sentence.text):
            start = match.start() if match and match.end() == itself.end() else itself.start()
            place = Place(sentence.line, start, itself.end())
            yield _NOT_BEHIND_ITSELF.at(place, elapsed=known.elapsed, values=_listed([one]))
        return
    ahead = all(one.percent >= known.elapsed for one in known.reached)
    if match and not _denied(text, match) and ahead:
        yield _NOT_BEHIND.at(Place(sentence.line, *match.span()), elapsed=known.elapsed)


def _named_before(sentence: Place, at: int, reached: tuple[Reached, ...]) -> Reached | None:
    """The one target that the clause of a claim names; none where it names several."""
    text = sentence.line.text
    begin = max(text.rfind(sign, sentence.start, at) for sign in "，。；：") + 1
    clause = text[max(begin, sentence.start) : at]
    named = [one for one in reached if len(one.bare) > 1 and one.bare in clause]
    return named[0] if len(named) == 1 and not re.search("[、和及与]", clause) else None


def _over(line: Line) -> Iterator[Remark]:
    for match in _OVER.finditer(line.text):
        if "的" not in match.group()[:2] and not re.search(r"[%％]", match.group()[:-1]):
            yield _NOT_OVER.at(Place(line, *match.span()), value=match["value"])


def _denied(text: str, match: re.Match[str]) -> bool:
    return bool(_NOT.search(text[: match.start()][-14:]) or _DENIED.search(match.group()))


def _listed(low: list[Reached]) -> str:
    told: dict[object, Reached] = {}
    for one in low:
        told.setdefault((one.bare[:2], one.percent), one)
    return "、".join(f"{one.name} {shown(one.percent)}%".strip() for one in told.values())
