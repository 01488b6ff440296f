"""The times that a report tells: contract, evaluated period, visit, signature, and since when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from app.reports.checker.base import Line, Report
from app.reports.checker.numbers import Day, days, figures
from app.reports.checker.placing import Place, sentences
from app.reports.checker.text import mark_of
from app.rules.period import half_months

_BETWEEN = re.compile(r"\s*起?[，,]?\s*(?:[-—–―~～]{1,2}|直?[至到])\s*")
_SHORT_END = re.compile(
    r"\s*起?[，,]?\s*(?:[-—–―~～]{1,2}|直?[至到])\s*(?P<next>次年|翌年)?(?:(?P<month>\d{1,2})\s*月)?\s*(?P<day>\d{1,2})\s*日"
)
"""The end of a time whose year is that of its beginning."""
_CONTRACT = re.compile(
    "协议期|合同期|服务期(?!内)|服务期限|执行期|实施周期|实施期|协议执行|合同服务|项目周期|项目期|协议周期|合同周期|协议时间|合同时间|购买周期|服务周期"
)
_PERIOD = re.compile(
    "评估(?:考核)?期|考核期|评估周期|考核周期|评估时段|评估区间|评估范围|监测期|本期评估"
    "|(?:评估|考核|监测)[^，。；：]{1,6}?(?:时段|期间|区间|周期|时间段)"
)
_CUTOFF = re.compile(r"截[至止]\s*(?:到|于)?\s*$")
_SINCE = re.compile(r"运营|承接|承办|成立|进驻|启用")
_VISIT = re.compile(
    "(?:实施|做|作)了[^，。；]{0,10}评估|实地|现场|到站|赴|前往|展开|开展|进行|评估日期|评估时间|走进"
)
_NO_VISIT = re.compile(
    "协议|合同|截[至止]|初评意见|初稿|公示|报告日期|成立|运营|服务期|印发|党支部|培训|讲座"
)
_VISIT_LABEL = re.compile(
    r"(?:到站|到场|现场评估|实地评估|评估|访评|督导评估)(?:日期|时间|日)\s*(?:为|是|定于|在|：|:)\s*$"
    r"|^\s*(?:时间|日期)\s*[：:]\s*$"
)
_PANEL = re.compile("评估|评委|专家|评审|督导组|本院|本中心")
_ARRIVED = re.compile(
    "^[^。；]{0,16}?(?:到场|到站|来站|进站|入站|到访|到[^，。；]{1,12}站|走访了?|工作了?一天)"
)
_TITLE_LINES = 8
_AGAIN = re.compile("回访|复核|复查|复评|整改")
_TITLE_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, as the text tells them."""

    place: Place
    first: Day
    last: Day

    @property
    def real(self) -> tuple[date, date] | None:
        """None where a day is missing, does not exist, or the end is not later."""
        first, last = self.first.real, self.last.real
        if first and last and self.first.day and self.last.day and first < last:
            return first, last
        return None


@dataclass(frozen=True, slots=True)
class Dated:
    """A day at its place."""

    place: Place
    day: Day


@dataclass(frozen=True, slots=True)
class Times:
    """What is told, in the order of the text. `months` are the evaluated period's as written."""

    spans: tuple[Span, ...]
    contracts: tuple[Span, ...]
    periods: tuple[Span, ...]
    months: tuple[tuple[Place, Decimal], ...]
    cutoffs: tuple[Dated, ...]
    visits: tuple[Dated, ...]
    since: tuple[Dated, ...]
    signed: Dated | None
    arrived: Dated | None = None
    """The visit, where nothing says in so many words that an evaluation was made on the day."""

    @property
    def contract(self) -> tuple[date, date] | None:
        return next((s.real for s in self.contracts if s.real), None)

    @property
    def period(self) -> tuple[date, date] | None:
        return next((s.real for s in self.periods if s.real), None)

    @property
    def elapsed(self) -> Fraction | None:
        """The evaluated share of the contract, by months in halves; None where it is not told."""
        whole = half_months(*self.contract) if self.contract else Decimal(0)
        part = half_months(*self.period) if self.period else None
        if part is None:
            part = self.months[0][1] if self.months else self._to_cutoff
        return Fraction(part) / Fraction(whole) if part and whole else None

    @property
    def _to_cutoff(self) -> Decimal | None:
        ends = [d.day.real for d in self.cutoffs if d.day.day and d.day.real]
        if not self.contract or not ends or not self.contract[0] < ends[0] <= self.contract[1]:
            return None
        return half_months(self.contract[0], ends[0])


def times(report: Report) -> Times:
    """What a report tells of times."""
    return _times(report.lines)


@lru_cache(maxsize=4)
def _times(all_lines: tuple[Line, ...]) -> Times:
    lines = tuple(Report(all_lines).body())
    spans = tuple(span for line in lines for span in _spans(line))
    roles = [(span, _role(span, lines)) for span in spans]
    visits = not _looks_again(lines)
    singles = [(line, day) for line in lines for day in _singles(line, spans)]
    return Times(
        spans,
        tuple(span for span, role in roles if role == "contract"),
        tuple(span for span, role in roles if role == "period"),
        tuple(told for line in lines for told in _months(line)),
        tuple(_dated(line, d) for line, d in singles if _CUTOFF.search(line.text[: d.start])),
        tuple(_dated(line, d) for line, d in singles if visits and _is_visit(line, d)),
        tuple(_dated(line, d) for line, d in singles if _is_since(line, d)),
        _signed(lines),
        next((_dated(line, d) for line, d in singles if visits and _is_arrival(line, d)), None),
    )


def _looks_again(lines: tuple[Line, ...]) -> bool:
    """Whether the title tells of a second look at a station, which names the days of both."""
    heads = (line.text.strip() for line in lines[:_TITLE_LINES])
    return any(
        _AGAIN.search(head) and head.endswith(("报告", "意见书", "意见", "记录"))
        for head in heads
        if len(head) <= _TITLE_LONGEST and mark_of(head) is None
    )


def _spans(line: Line) -> Iterator[Span]:
    found = days(line.text)
    for first, last in zip_longest(found, found[1:]):
        short = _SHORT_END.match(line.text, first.end) if first.day else None
        if short:
            yield Span(Place(line, first.start, short.end()), first, _ending(first, short))
        elif last and _BETWEEN.fullmatch(line.text[first.end : last.start]):
            yield Span(Place(line, first.start, last.end), first, last)


def _ending(first: Day, short: re.Match[str]) -> Day:
    month, day = int(short["month"] or first.month), int(short["day"])
    year = first.year + (bool(short["next"]) or month < first.month)
    try:
        real = date(year, month, day)
    except ValueError:
        real = None
    return Day(short.start("day"), short.end(), year, month, day, real)


def _role(span: Span, lines: tuple[Line, ...]) -> str:
    line, text = span.place.line, span.place.line.text
    begin = max(text.rfind(sign, 0, span.place.start) for sign in "。；") + 1
    before = text[begin : span.place.start]
    after = re.split("[，。；]", text[span.place.end :])[0]
    told = [(m.start(), role) for role, words in _ROLES for m in words.finditer(before)]
    if told and any(max(told)[0] < day.start for day in days(before)) and "，" in before:
        return _second(before, told)
    if told:
        return max(told)[1]
    if any(words.search(after) for _role, words in _ROLES):
        return next(role for role, words in _ROLES if words.search(after))
    alone = not re.sub(r"[（()）\s]", "", before + text[span.place.end :])
    return "contract" if alone and line in lines[:_TITLE_LINES] else ""


def _second(before: str, told: list[tuple[int, str]]) -> str:
    """The role of a time behind another one of its sentence: only what is told between the two."""
    last = max(day.end for day in days(before))
    return max((one for one in told if one[0] >= last), default=(0, ""))[1]


_ROLES = (("contract", _CONTRACT), ("period", _PERIOD))


def _singles(line: Line, spans: tuple[Span, ...]) -> Iterator[Day]:
    """Days that do not belong to a span."""
    taken = [(s.place.start, s.place.end) for s in spans if s.place.line is line]
    for day in days(line.text):
        if not any(start <= day.start < end for start, end in taken):
            yield day


def _months(line: Line) -> Iterator[tuple[Place, Decimal]]:
    """“共5.5个月” in a sentence about the evaluated period."""
    for start, end in sentences(line.text):
        if not _PERIOD.search(line.text, start, end):
            continue
        for one in figures(line.text):
            counted = one.unit.startswith("个") and "月" in one.unit
            if start <= one.start < end and counted and "一" not in line.text[one.start : one.end]:
                yield Place(line, one.start, one.end), one.value


def _dated(line: Line, day: Day) -> Dated:
    return Dated(Place(line, day.start, day.end), day)


def _sentence(line: Line, day: Day) -> str:
    return next((line.text[a:b] for a, b in sentences(line.text) if a <= day.start < b), line.text)


def _is_visit(line: Line, day: Day) -> bool:
    sentence = _sentence(line, day)
    told = "评估" in sentence and _VISIT.search(sentence) and not _NO_VISIT.search(sentence)
    lasts = line.text[day.end :].lstrip().startswith("起")
    return bool(told and day.day and not lasts and not _CUTOFF.search(line.text[: day.start]))


def _is_arrival(line: Line, day: Day) -> bool:
    """到站日期是…, 评估组于…到场, 到某站工作了一天."""
    if not (day.real and day.day) or _NO_VISIT.search(_sentence(line, day)):
        return False
    return bool(
        _VISIT_LABEL.search(line.text[: day.start])
        or (_PANEL.search(_sentence(line, day)) and _ARRIVED.search(line.text[day.end :][:40]))
    )


def _is_since(line: Line, day: Day) -> bool:
    before, after = line.text[max(0, day.start - 4) : day.start], line.text[day.end : day.end + 40]
    begun = re.search("[自从于]\\s*$|成立于|始于", before) or re.match(
        "\\s*(?:起|开始|以来|至今)", after
    )
    return bool(begun and _SINCE.search(re.split("[。；]", after)[0] + before))


def _signed(lines: tuple[Line, ...]) -> Dated | None:
    """The last line that holds nothing but a date, unless it stands on the cover."""
    for at in range(len(lines) - 1, len(lines) // 3, -1):
        line = lines[at]
        found = days(line.text)
        if len(found) == 1 and not re.sub(
            r"[\s:：日期报告签发]",
            "",
            line.text.replace(line.text[found[0].start : found[0].end], ""),
        ):
            return _dated(line, found[0])
    return None
