"""C05: how long a time is told to last, days without a year, limits that have passed, and the clock."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Facts, Family, Line, Remark, Report
from app.reports.checker.numbers import Day, counting, days
from app.reports.checker.placing import Place, Says, around, shown
from app.reports.checker.times import Span, Times
from app.rules.deadlines import working_days_between
from app.rules.period import half_months
from app.rules.problem import Severity

_N = r"(?P<n>\d{1,3}(?:\.\d)?|[一二两三四五六七八九十]{1,3}|半)"
_LASTS = re.compile(
    r"\s*[，,（(]?\s*(?:本?(?:公示|评估|服务|协议|合同|考核|展示|活动)?期?限?)?\s*"
    rf"(?:一共|共计|合计|总计|共|为期|历时|计|时长|即|期限为?|(?:服务|协议|合同|执行|项目)(?:期限?|周期)为?)\s*{_N}\s*"
    r"(?P<unit>个?工作日|个?自然日|天|日|个(?:考核|评估|服务|自然)?月(?!份)|个?星期|周(?!年)|年(?!度)(?P<half>半)?)"
)
_LENGTH = Says(
    Family.DATES,
    N_("From {first} to {last} are {right} {unit}, not {stated}."),
    Severity.ERROR,
)
_QUARTER = Says(
    Family.DATES, N_("“{part}” has {right} months, and these are {stated}."), Severity.ERROR
)
_NO_DAY = Says(Family.DATES, N_("There is no such day as {day}."), Severity.ERROR)
_WEEKDAY = Says(Family.DATES, N_("{day} is a {right}, not a {stated}."), Severity.ERROR)
_PASSED = Says(
    Family.DATES, N_("This limit, {limit}, had passed when the report was dated {signed}.")
)
_NOT_YET = Says(
    Family.DATES, N_("This is told as done on {day}, but the report is dated {signed}.")
)
_HOURS = Says(
    Family.DATES,
    N_("From {first} to {last} are {right} minutes, not {stated}."),
    Severity.ERROR,
)
_BACKWARD = Says(
    Family.DATES, N_("This time ends at {last}, before it begins at {first}."), Severity.ERROR
)
_LIMIT = Says(Family.DATES, N_("From {first} to {last} are {right} {unit}, not {stated}."))
_GOT_FIRST = Says(Family.DATES, N_("This day is before {day}, on which it was sent."))
_WITHIN = re.compile(
    r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*个?(?P<unit>工作日|自然日|日|天)(?:之|以)?内?\s*"
    r"[（(，,]?\s*(?:即|也就是|截止到?|截至)?(?:于|在)?\s*$"
)
_UNTIL = re.compile(r"\s*(?:（含）)?(?:之?前|以前|止|截止)")
_SENT_ON = re.compile(
    r"[^，。；的0-9]{0,12}?(?:发出|下发|印发|送出|寄出|发送|提交|递交|报送|提出申请|送达|发给)"
)
_GOT_ON = re.compile(r"(?!的)[^，。；的0-9]{0,10}?(?:收到|签收|接到|收悉|获批|受理|批复|答复|回复)")
_SHORT = re.compile(r"(?<![\d年.\-/])(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_SHORT_SPAN = re.compile(
    r"(?<![\d年.\-/])(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日\s*起?\s*(?:至|到|[-—–~～]{1,2})\s*"
    r"(?:(?P<m2>\d{1,2})\s*月)?\s*(?P<d2>\d{1,2})\s*日"
)
_MONTHS = re.compile(
    r"(?:(?P<y1>\d{4})\s*年)?\s*(?<!\d)(?P<m1>\d{1,2})\s*月(?P<from>初|份|底|末|中旬)?\s*(?:至|到|[-—–~～]{1,2})\s*"
    r"(?:(?P<y2>\d{4})\s*年|(?P<next>次年|翌年)|当年|同年)?\s*(?P<m2>\d{1,2})\s*月(?!\s*\d{1,2}\s*日)(?P<to>初|份|底|末|中旬)?"
)
_PART_OF_YEAR = re.compile(
    r"(?P<part>第?[一二三四1-4]季度|[上下]半年)[（(]\s*(?:\d{4}\s*年)?(?P<m1>\d{1,2})\s*月?\s*(?:至|到|[-—–~～]{1,2})\s*(?P<m2>\d{1,2})\s*月"
)
_WEEK = "一二三四五六日"
_ON_WEEKDAY = re.compile(
    r"\s*[（(，]?\s*(?:星期|周|礼拜)(?P<day>[一二三四五六日天])(?![一二三四五六日至到、])"
)
_ASKED = re.compile("应当?|须|需|请|要求|要(?!求)|限|务必|力争|争取|拟|计划|将(?!军)")
_BEFORE = re.compile(r"\s*(?:日|底|末)?\s*(?:之前|以前|前|内|截止)")
_KEPT = re.compile("已|均|按时|按期|如期|未能?|没有|逾期|规定|约定|曾|原定|当时|提前")
_DONE = re.compile(
    "(?:开展|举办|召开|完成|组织|进行|举行|参加|通过|提交|收到|签订|启动|发放)了|已(?:经|于|在)|^截[至止]"
)
_TO_COME = re.compile("将|拟|计划|预计|应|请|须|需要|前|至|到期|届满|止|期|有效|建议")
_CLOCK = re.compile(
    r"(?P<h1>\d{1,2})\s*[:：时点]\s*(?P<m1>\d{2})\s*分?\s*(?:[-—–~～]{1,2}|至|到)\s*(?P<next>次日|翌日)?\s*"
    r"(?:上午|下午|晚上?)?(?P<h2>\d{1,2})\s*[:：时点]\s*(?P<m2>\d{2})\s*分?"
)
_TOOK = re.compile(
    r"[^。；\d]{0,6}?(?:历时|共计|共|为期|时长|合计|计)[^。；\d]{0,4}?(?=[\d一二两三四五六七八九十半])"
    r"(?P<all>(?:(?P<hours>\d{1,2}(?:\.\d+)?|[一二两三四五六七八九十])\s*个?(?P<and>半)?\s*(?:小时|钟头))?\s*零?"
    r"(?:(?P<minutes>\d{1,3}|[一二三四五六七八九十]{1,3})\s*分钟?)?)"
)
_EACH = re.compile("每|各|全[年月周]|[一两][周月]")
_WEEKDAYS = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]?\s*(?:至|到|[-—–~～、和及])|工作日|每[天日周]"
)
_HOLIDAYS = (
    ((1, 1), (1, 4)),
    ((1, 18), (3, 1)),
    ((4, 1), (4, 8)),
    ((4, 25), (5, 12)),
    ((5, 28), (6, 26)),
    ((9, 10), (10, 13)),
)
"""Where the State Council's notices of the last years have holidays or days worked for them."""


def counts_of_days(report: Report, told: Times, visit: date | None) -> Iterator[Remark]:
    """What belongs to C05 and needs no event but the visit and the signature."""
    signed = told.signed.day.real if told.signed and told.signed.day.day else None
    counted = {(place.line, place.start) for place, _months in told.months}
    for span in told.spans:
        lengths = _length(span, report.facts)
        yield from (one for one in lengths if (one.line, one.start) not in counted)
    for span in short_spans(report, signed or visit):
        yield from _length(span, report.facts)
    for line in report.body():
        yield from _months(line)
        yield from _short_days(line, {d.year for d in (signed, visit) if d})
        yield from _clock(line)
        yield from _within(line, report.facts)
        yield from _received(line)
        if signed:
            yield from _limits(line, signed)
            yield from _done(line, signed, visit or signed)


def short_spans(report: Report, near: date | None) -> Iterator[Span]:
    """From a day to a day, both without a year: that of the known day that is nearest."""
    for line in report.body() if near else ():
        for match in _SHORT_SPAN.finditer(line.text):
            month = int(match["m2"] or match["m1"])
            last = nearest(month, int(match["d2"]), near) if near else None
            first = nearest(int(match["m1"]), int(match["d1"]), last) if last else None
            if first and last:
                place = Place(line, *match.span())
                yield Span(place, _as_day(first, match.start()), _as_day(last, match.end()))


def nearest(month: int, day: int, known: date) -> date | None:
    """The day in the year that brings it closest to a known one."""
    found = []
    for year in (known.year - 1, known.year, known.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - known), default=None)


def _as_day(real: date, at: int) -> Day:
    return Day(at, at, real.year, real.month, real.day, real)


def _months(line: Line) -> Iterator[Remark]:
    """2024年7月至12月，共5个月; and quarters and halves of a year that are longer or shorter."""
    for match in _MONTHS.finditer(line.text):
        lasts = _LASTS.match(line.text, match.end())
        if lasts and "月" in lasts["unit"] and lasts["n"] != "半":
            right, stated = _between(match), _number(lasts["n"])
            loose = bool({match["from"], match["to"]} & {"初", "中旬", "底", "末"})
            if stated != right and not (loose and abs(stated - right) <= 1):
                place = Place(line, lasts.start("n"), lasts.end("unit"))
                values = {"first": f"{match['m1']}月", "last": f"{match['m2']}月", "right": right}
                yield _LENGTH.at(place, unit=lasts["unit"], stated=stated, **values)
    for match in _PART_OF_YEAR.finditer(line.text):
        right = 6 if "半年" in match["part"] else 3
        stated = Decimal((int(match["m2"]) - int(match["m1"])) % 12 + 1)
        if stated != right:
            place = Place(line, match.start("m1"), match.end())
            yield _QUARTER.at(place, part=match["part"], right=right, stated=stated)


def _between(match: re.Match[str]) -> int:
    """Months from one to the other, both of them counted."""
    months = int(match["m2"]) - int(match["m1"])
    if match["y1"] and match["y2"]:
        return months + 12 * (int(match["y2"]) - int(match["y1"])) + 1
    return months % 12 + 1


def _length(span: Span, facts: Facts) -> Iterator[Remark]:
    line, real = span.place.line, span.real
    lasts = _LASTS.match(line.text, span.place.end)
    if not (lasts and real):
        return
    first, last = real
    stated = Decimal("0.5") if lasts["n"] == "半" else _number(lasts["n"])
    stated += Decimal("0.5") if lasts["half"] else 0
    right = _right(stated, lasts["unit"], first, last, facts)
    if right is not None:
        place = Place(line, lasts.start("n"), lasts.end("unit"))
        known = set(range(first.year, last.year + 1)) <= facts.known_years
        sure = known or "工作日" not in lasts["unit"]
        yield (_LENGTH if sure else _LIMIT).at(
            place,
            first=first.isoformat(),
            last=last.isoformat(),
            right=right,
            unit=lasts["unit"],
            stated=stated,
        )


def _number(written: str) -> Decimal:
    return Decimal(counting(written) or 0) if not written[0].isdecimal() else Decimal(written)


def _right(stated: Decimal, unit: str, first: date, last: date, facts: Facts) -> object:
    """The right number where the stated one cannot be; None where it can."""
    inclusive = (last - first).days + 1
    if "工作日" in unit:
        return _working(int(stated), first, last, facts)
    if unit.endswith(("天", "日")):
        return None if stated in {inclusive, inclusive - 1} else inclusive
    if "月" in unit:
        months = half_months(first, last)
        return None if stated in {months, _calendar_months(first, last)} else shown(months)
    if "年" in unit:
        years = half_months(first, last) / 12
        return None if abs(years - stated) * 24 <= 1 else shown(years.quantize(Decimal("0.1")))
    return None if abs(stated * 7 - inclusive) <= 1 else shown(Decimal(inclusive) / 7)


def _calendar_months(first: date, last: date) -> int:
    """Months from a day to the one before the same day."""
    end = last + timedelta(days=1)
    same = end.day == first.day
    return (end.year - first.year) * 12 + end.month - first.month if same else -1


def _working(stated: int, first: date, last: date, facts: Facts) -> int | None:
    count = working_days_between(first - timedelta(days=1), last, facts.calendar)
    if set(range(first.year, last.year + 1)) <= facts.known_years:
        low, high = count - 1, count
    else:
        near = any(_is_near_holiday(first + timedelta(n)) for n in range((last - first).days + 1))
        low, high = (count - 6, count + 2) if near else (count - 1, count)
    return None if low <= stated <= high else count


def _is_near_holiday(day: date) -> bool:
    """Whether a holiday or the days that are worked for it may be near."""
    at = (day.month, day.day)
    return at >= (12, 28) or any(first <= at <= last for first, last in _HOLIDAYS)


def _short_days(line: Line, years: set[int]) -> Iterator[Remark]:
    """Days that are told without a year: ones that do not exist, and weekdays that fit no year."""
    own = years | {day.year for day in days(line.text)}
    for match in _SHORT.finditer(line.text):
        month, day = int(match["month"]), int(match["day"])
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2024, month)[1]:
            yield _NO_DAY.at(Place(line, *match.span()), day=match.group())
            continue
        named = _ON_WEEKDAY.match(line.text, match.end())
        if named and own:
            yield from _weekday(line, match, named, own)


def _weekday(
    line: Line, match: re.Match[str], named: re.Match[str], years: set[int]
) -> Iterator[Remark]:
    stated = named["day"].replace("天", "日")
    month, day = int(match["month"]), int(match["day"])
    year = max(years)
    known = [y for y in (*years, min(years) - 1) if day <= calendar.monthrange(y, month)[1]]
    fitting = {_WEEK[date(y, month, day).weekday()] for y in known}
    if known and stated not in fitting:
        at = named.start("day")
        right = _WEEK[date(year if year in known else known[0], month, day).weekday()]
        values = {"day": match.group(), "right": f"星期{right}", "stated": f"星期{stated}"}
        yield _WEEKDAY.at(Place(line, at, at + 1), None, **values)


def _limits(line: Line, signed: date) -> Iterator[Remark]:
    """A day until which something is to be done, told in a report of later."""
    for day in days(line.text):
        start, end = around(line.text, day.start, day.end)
        before = line.text[start : day.start]
        asked = _ASKED.search(before) or re.search("[由请]", before)
        if not (day.real and _BEFORE.match(line.text, day.end) and asked):
            continue
        limit = _last_of(day, line.text)
        if limit < signed and not _KEPT.search(line.text, start, end):
            place = Place(line, day.start, day.end)
            yield _PASSED.at(place, limit=limit.isoformat(), signed=signed.isoformat())


def _within(line: Line, facts: Facts) -> Iterator[Remark]:
    """于…送达，请在5个工作日内（某日前）提出: the day against the number of days."""
    found = [day for day in days(line.text) if day.real and day.day]
    for before, day in pairwise(found):
        told = _WITHIN.search(line.text[before.end : day.start])
        if not (told and before.real and day.real and _UNTIL.match(line.text, day.end)):
            continue
        stated = int(_number(told["n"]))
        right = _too_far(stated, told["unit"], before.real, day.real, facts)
        if right is not None:
            values = {"first": before.real.isoformat(), "last": day.real.isoformat()}
            place = Place(line, day.start, day.end)
            yield _LIMIT.at(place, None, right=right, unit=told["unit"], stated=stated, **values)


def _too_far(stated: int, unit: str, first: date, last: date, facts: Facts) -> int | None:
    """How many days there are where they cannot be the stated ones, by one more or less."""
    if "工作日" not in unit:
        count = (last - first).days
        return None if abs(count - stated) <= 1 else count
    count = working_days_between(first, last, facts.calendar)
    known = set(range(first.year, last.year + 1)) <= facts.known_years
    stretch = (first + timedelta(n) for n in range(max(0, (last - first).days) + 1))
    loose = not known and any(_is_near_holiday(day) for day in stretch)
    low, high = (count - 6, count + 2) if loose else (count - 1, count + 1)
    return None if low <= stated <= high else count


def _received(line: Line) -> Iterator[Remark]:
    """于12月10日发出，于11月26日收到: got before it was sent."""
    found = [day for day in days(line.text) if day.real and day.day]
    for sent, got in pairwise(found):
        same = not re.search("[。；]", line.text[sent.end : got.start])
        if not (same and sent.real and got.real and got.real < sent.real):
            continue
        if _SENT_ON.match(line.text, sent.end) and _GOT_ON.match(line.text, got.end):
            yield _GOT_FIRST.at(Place(line, got.start, got.end), day=sent.real.isoformat())


def _last_of(day: Day, text: str) -> date:
    """The day itself, or the last one of a month that is told as a whole."""
    if day.day or not day.real:
        return day.real or date.max
    last = calendar.monthrange(day.year, day.month)[1]
    return day.real.replace(day=15 if re.match("[上中]旬", text[day.end :]) else last)


def _done(line: Line, signed: date, visit: date) -> Iterator[Remark]:
    for day in days(line.text):
        if not (day.real and day.day and day.real > max(signed, visit)):
            continue
        behind = day.end + (line.text[day.end : day.end + 1] == "，")
        start, end = around(line.text, day.start, behind, "。；，")
        clause = line.text[start:end]
        rest = clause.replace(line.text[day.start : day.end], "")
        if _DONE.search(clause) and not _TO_COME.search(re.sub("^截[至止]", "", rest)):
            place = Place(line, day.start, day.end)
            yield _NOT_YET.at(place, day=day.real.isoformat(), signed=signed.isoformat())


def _clock(line: Line) -> Iterator[Remark]:
    """16:30—17:50，历时1小时50分钟."""
    for match in _CLOCK.finditer(line.text):
        first = int(match["h1"]) * 60 + int(match["m1"])
        last = int(match["h2"]) * 60 + int(match["m2"]) + (24 * 60 if match["next"] else 0)
        if max(int(match["h1"]), int(match["h2"])) > 24 or max(match["m1"], match["m2"]) > "59":
            continue
        place = Place(line, *match.span())
        values = {"first": _hour(match, 1), "last": _hour(match, 2)}
        before = line.text[max(0, match.start() - 4) : match.end()]
        night = bool(re.search("[晚夜]", before)) or first >= 18 * 60
        if last <= first and not night and not re.search("下午", before):
            yield _BACKWARD.at(place, **values)
        elif last > first and not _with_others(line, match):
            yield from _took(line, match.end(), last - first, values)


def _with_others(line: Line, match: re.Match[str]) -> bool:
    """Whether what is counted behind it are several times of a day, or the days of a week."""
    start, _end = around(line.text, *match.span())
    before = line.text[start : match.start()]
    return bool(_CLOCK.search(before) or _WEEKDAYS.search(before))


def _took(line: Line, end: int, right: int, values: dict[str, str]) -> Iterator[Remark]:
    took = _TOOK.match(line.text, end)
    if not took or not (took["hours"] or took["minutes"]) or _EACH.search(took.group()):
        return
    hours = _number(took["hours"]) if took["hours"] else Decimal(0)
    stated = hours * 60 + (30 if took["and"] else 0)
    stated += _number(took["minutes"]) if took["minutes"] else 0
    if stated != right:
        place = Place(line, *took.span("all"))
        yield _HOURS.at(place, right=right, stated=stated, **values)


def _hour(match: re.Match[str], which: int) -> str:
    return f"{match[f'h{which}']}:{match[f'm{which}']}"
