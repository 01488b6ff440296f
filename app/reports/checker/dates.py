"""C05: dates that do not exist, stand in the wrong order, or keep no limit."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from app.i18n import N_
from app.reports.checker.base import Facts, Family, Line, Remark, Report
from app.reports.checker.date_counts import counts_of_days, nearest, short_spans
from app.reports.checker.numbers import Day, days, figures
from app.reports.checker.placing import Place, Says, around, sentences, shown
from app.reports.checker.times import Dated, Span, Times, times
from app.rules.deadlines import Limits, add_working_days, working_days_between
from app.rules.period import half_months
from app.rules.problem import Severity

_NO_DAY = Says(Family.DATES, N_("There is no such day as {day}."), Severity.ERROR)
_REVERSED = Says(
    Family.DATES, N_("This time ends on {last}, before it begins on {first}."), Severity.ERROR
)
_OTHER = Says(
    Family.DATES,
    N_("The contract goes from {first} to {last} in another place."),
    Severity.ERROR,
)
_OTHER_PERIOD = Says(
    Family.DATES,
    N_("The evaluated period goes from {first} to {last} in another place."),
    Severity.ERROR,
)
_OUTSIDE = Says(
    Family.DATES,
    N_("The evaluated period lies outside of the contract, which goes from {first} to {last}."),
    Severity.ERROR,
)
_MONTHS = Says(
    Family.DATES,
    N_("From {first} to {last} are {right} months, counted in halves, not {stated}."),
    Severity.ERROR,
)
_TOO_EARLY = Says(
    Family.DATES, N_("The visit on {day} comes before {end}, up to which figures are told.")
)
_BEFORE_CONTRACT = Says(
    Family.DATES,
    N_("The visit on {day} comes before the contract begins on {first}."),
    Severity.ERROR,
)
_OTHER_VISIT = Says(Family.DATES, N_("The visit was on {first} in another place."), Severity.ERROR)
_SIGNED_EARLY = Says(
    Family.DATES, N_("The report is dated before the visit on {visit}."), Severity.ERROR
)
_SIGNED_LATE = Says(
    Family.DATES,
    N_("Dated {count} working days after the visit on {visit}; {limit} are allowed, to {due}."),
)
_REPLIED = Says(
    Family.DATES,
    N_("Dated on the day of the visit, but the report tells of replies to the draft."),
)
_DRAFT_LATE = Says(
    Family.DATES,
    N_("The draft went out {count} working days after the visit on {visit}; {limit} are allowed."),
)
_BEFORE_DRAFT = Says(
    Family.DATES, N_("The report is dated before its draft went out on {draft}."), Severity.ERROR
)
_OWN_LATE = Says(
    Family.DATES, N_("The station's own report came after the visit on {visit}."), Severity.WARNING
)
_OWN = re.compile("自评(?:报告|材料|表)|自我评(?:估|审|价)(?:报告|材料)?|自查报告")
_HANDED = re.compile("^[^。；]{0,8}?(?:提交|报送|上交|递交|完成|送达)")
_DRAFT_EARLY = Says(
    Family.DATES, N_("The draft went out before the visit on {visit}."), Severity.ERROR
)
_YEARS = Says(
    Family.DATES,
    N_("From {since} to {until} are {right} full years, not {stated}."),
)
_BEGAN_LATE = Says(
    Family.DATES, N_("This is later than the report's own day, {until}."), Severity.ERROR
)
_WEEKDAY = Says(Family.DATES, N_("{day} is a {right}, not a {stated}."), Severity.ERROR)
_SHORT_NOTICE = Says(
    Family.DATES, N_("From {first} to {last} are {count} working days; at least {limit} are due.")
)
_REPLIES = re.compile(
    "(?:初稿|初评意见|征求意见稿)[^。；]{0,40}(?:无异议|没有异议|均认可|无意见|回复|反馈如下|同意)"
)
_DRAFT = re.compile("(?:初评意见|初稿|征求意见稿)")
_SENT = re.compile("反馈|发出|送达|送|出具|印发|征求")
_RUN_FOR = re.compile(
    r"(?:运营|承接|承办|服务(?!站|对象|中心|周期|期|项目)|成立|开展服务|接手|接管|扎根|进驻)[^，。；\d]{0,12}?(?P<about>近|超过|逾|已满|满|约)?\s*(?P<years>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?P<more>多|余)?\s*(?<!一)年(?!\d|\s*\d{1,2}\s*月|度|级|来?\s*1)"
)
_WEEK = "一二三四五六日"
_ON_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|周)(?P<day>[一二三四五六日天])")
_NOTICE = re.compile("公示")
_ANSWERED = re.compile("[^，。；]{0,6}(?:回复|答复|复函|回函|回执)")
_NO_DRAFT = re.compile("评估期|工作日内|日内")
_SHORT = re.compile(r"(?<![\d年.])(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISSUED = re.compile(
    "(?!之?前|以前)[^。；，]{0,6}?(?:出具|定稿|印发|形成|完成|签发|送达|提交)[^。；，]{0,12}"
)
_REPORT = re.compile("(?<!整改)(?<!自评)(?<!总结)(?<!情况)(?<!审计)报告(?!日期|期)")
_LIMIT = re.compile(r"(\d{1,2})\s*个?工作日[^。；]{0,30}(?:出具|提交|形成)[^。；]{0,10}报告")


def check_dates(report: Report) -> Iterator[Remark]:
    """All of C05 over one report."""
    told = times(report)
    for line in report.body():
        for day in days(line.text):
            yield from _existing(Dated(Place(line, day.start, day.end), day))
    yield from _spans(told)
    yield from _months(told)
    yield from _visits(told, report.facts)
    yield from _signed(report, told)
    yield from _drafts(report, told)
    yield from _running(report, told)
    yield from _notices(report, told)
    yield from _issued(report, told)
    yield from _own_report(report, told)
    yield from counts_of_days(report, told, visit_day(told, report.facts))


def visit_day(told: Times, facts: Facts) -> date | None:
    """The day of the visit: known, or as the report tells it first."""
    named = next((v.day.real for v in told.visits if v.day.real), None)
    return facts.visited_on or named or (told.arrived.day.real if told.arrived else None)


def _existing(told: Dated) -> Iterator[Remark]:
    text, day = told.place.line.text, told.day
    if day.real is None:
        yield _NO_DAY.at(told.place, day=told.place.text.strip())
    elif day.day and (named := _ON_WEEKDAY.match(text, day.end)):
        stated = named["day"].replace("天", "日")
        right = _WEEK[day.real.weekday()]
        if stated != right:
            at = named.start("day")
            yield _WEEKDAY.at(
                Place(told.place.line, at, at + 1),
                right,
                day=told.place.text,
                right=f"星期{right}",
                stated=f"星期{stated}",
            )


def _spans(told: Times) -> Iterator[Remark]:
    for span in told.spans:
        first, last = span.first.real, span.last.real
        if first is not None and last is not None and first > last:
            yield _REVERSED.at(span.place, first=_iso(first), last=_iso(last))
    yield from _same(told.contracts, _OTHER)
    yield from _same(told.periods, _OTHER_PERIOD)
    contract = told.contract
    for span in told.periods:
        real = span.real
        if contract and real and not (contract[0] <= real[0] and real[1] <= contract[1]):
            yield _OUTSIDE.at(span.place, first=_iso(contract[0]), last=_iso(contract[1]))


def _same(spans: tuple[Span, ...], says: Says) -> Iterator[Remark]:
    """Every mention after the first one tells the same days."""
    told = [(span, real) for span in spans if (real := span.real)]
    for span, now in told[1:]:
        first, last = told[0][1]
        if now != (first, last):
            yield says.at(span.place, first=_iso(first), last=_iso(last))


def _months(told: Times) -> Iterator[Remark]:
    """The stated number of months against the period, or the contract's begin to the cut-off."""
    stretch = told.period or _to_cutoff(told)
    if stretch is None:
        return
    right = half_months(*stretch)
    for place, stated in told.months:
        if stated != right:
            first, last = stretch
            number = re.search(r"\d+(?:\.\d+)?", place.text)
            mend = place.text.replace(number.group(), str(shown(right))) if number else None
            yield _MONTHS.at(
                place, mend, first=_iso(first), last=_iso(last), right=right, stated=stated
            )


def _to_cutoff(told: Times) -> tuple[date, date] | None:
    ends = {d.day.real for d in told.cutoffs if d.day.day and d.day.real}
    contract = told.contract
    end = ends.pop() if len(ends) == 1 else None
    if contract and end and contract[0] < end <= contract[1]:
        return contract[0], end
    return None


def _visits(told: Times, facts: Facts) -> Iterator[Remark]:
    visit = visit_day(told, facts)
    for one in told.visits:
        if one.day.real and visit and one.day.real != visit and not _next_day(one, visit):
            yield _OTHER_VISIT.at(one.place, first=_iso(visit))
    ends = [told.period[1]] if told.period else []
    ends += [d.day.real for d in told.cutoffs if d.day.day and d.day.real]
    for one in told.visits[:1]:
        if one.day.real and told.contract and one.day.real < told.contract[0]:
            first = _iso(told.contract[0])
            yield _BEFORE_CONTRACT.at(one.place, day=_iso(one.day.real), first=first)
        elif one.day.real and ends and one.day.real < min(ends):
            yield _TOO_EARLY.at(one.place, day=_iso(one.day.real), end=_iso(min(ends)))


def _next_day(one: Dated, visit: date) -> bool:
    """Whether two days are told as one visit: 16日至17日 in one sentence, or one after the other."""
    real = one.day.real
    return real is not None and abs((real - visit).days) <= 2


def _signed(report: Report, told: Times) -> Iterator[Remark]:
    visit, signed = visit_day(told, report.facts), told.signed
    if not (visit and signed and signed.day.day and (day := signed.day.real)):
        return
    limit = _report_limit(report)
    count = working_days_between(visit, day, report.facts.calendar)
    if day < visit:
        yield _SIGNED_EARLY.at(signed.place, visit=_iso(visit))
    elif day == visit and _has_replies(report):
        yield _REPLIED.at(signed.place)
    elif count > limit and _sure(count, limit, visit, day, report.facts):
        due = add_working_days(visit, limit, report.facts.calendar)
        yield _SIGNED_LATE.at(
            signed.place, count=count, visit=_iso(visit), limit=limit, due=_iso(due)
        )


def _sure(count: int, limit: int, first: date, last: date, facts: Facts) -> bool:
    """Where a year's holidays are not known, the usual ones may lie between."""
    years = set(range(first.year, last.year + 1))
    if years <= facts.known_years:
        return True
    stretch = (first + timedelta(n) for n in range((last - first).days + 1))
    perhaps = sum(_perhaps_off(day) for day in stretch)
    return count - perhaps > limit


def _perhaps_off(day: date) -> bool:
    """A weekday on which China often rests: new year, spring, May and October."""
    spring = date(day.year, 1, 21) <= day <= date(day.year, 2, 28)
    fixed = (day.month, day.day) in {(1, 1), (5, 1), (5, 2), (5, 3), (5, 4), (5, 5)}
    return day.weekday() < 5 and (spring or fixed or (day.month == 10 and day.day <= 8))


def _report_limit(report: Report) -> int:
    """Working days until the report, as the report itself tells them, else the usual ten."""
    found = (_LIMIT.search(line.text) for line in report.body())
    return next((int(match[1]) for match in found if match), Limits().report)


def _has_replies(report: Report) -> bool:
    return any(
        _REPLIES.search(line.text[start:end]) and "写入" not in line.text[start:end]
        for line in report.body()
        for start, end in sentences(line.text)
    )


def _drafts(report: Report, told: Times) -> Iterator[Remark]:
    visit = visit_day(told, report.facts)
    if visit is None:
        return
    limit = Limits().draft
    for place, day in _draft_days(report, visit):
        count = working_days_between(visit, day, report.facts.calendar)
        if day < visit:
            yield _DRAFT_EARLY.at(place, visit=_iso(visit))
        elif count > limit and _sure(count, limit, visit, day, report.facts):
            yield _DRAFT_LATE.at(place, count=count, visit=_iso(visit), limit=limit)


def _draft_days(report: Report, visit: date | None) -> Iterator[tuple[Place, date]]:
    """When the draft went out; a day without a year is the one nearest to the visit."""
    for line in report.body():
        found = sorted(_days_of(line, visit))
        for n, (start, end, day) in enumerate(found):
            begin, finish = around(line.text, start, end)
            begin = max(begin, found[n - 1][1] if n else 0)
            finish = min(finish, found[n + 1][0] if n + 1 < len(found) else finish)
            told = line.text[begin:finish]
            open_end = re.match("[至到—–-]|前|以前|之前", line.text[end:])
            if (
                _DRAFT.search(told)
                and _SENT.search(told)
                and not (open_end or _NO_DRAFT.search(told) or _ANSWERED.match(line.text, end))
            ):
                yield Place(line, start, end), day


def _days_of(line: Line, visit: date | None) -> Iterator[tuple[int, int, date]]:
    found = [day for day in days(line.text) if day.real and day.day]
    yield from ((day.start, day.end, day.real) for day in found if day.real)
    for match in _SHORT.finditer(line.text) if visit else ():
        near = nearest(int(match[1]), int(match[2]), visit) if visit else None
        if near and not any(day.start <= match.start() < day.end for day in found):
            yield *match.span(), near


def _own_report(report: Report, told: Times) -> Iterator[Remark]:
    """The station's report on itself comes before the visit."""
    visit = visit_day(told, report.facts)
    for line in report.body() if visit else ():
        for start, end, day in _days_of(line, visit):
            begin, finish = around(line.text, start, end)
            sentence = line.text[begin:finish]
            handed = _OWN.search(sentence) and _HANDED.search(line.text[end : end + 16])
            if handed and visit and day > visit and not re.search("补|修改|更正|重新", sentence):
                yield _OWN_LATE.at(Place(line, start, end), visit=_iso(visit))


def _running(report: Report, told: Times) -> Iterator[Remark]:
    """“已运营n年” against the month in which it began."""
    signed = told.signed.day.real if told.signed else None
    until = signed or visit_day(told, report.facts)
    since = next((d for d in told.since if d.day.real), None)
    if not (since and since.day.real and until):
        return
    if since.day.real > until:
        yield _BEGAN_LATE.at(since.place, until=_iso(until))
        return
    right = _full_years(since.day, until)
    for line in report.body():
        for match in _RUN_FOR.finditer(line.text):
            if not re.search("已|至今|来", line.text[max(0, match.start() - 12) : match.end() + 4]):
                continue
            found = [f for f in figures(line.text) if match.start("years") == f.start]
            stated = int(found[0].value) if found else right
            if _years_fit(stated, right, match["about"] or match["more"] or ""):
                continue
            place = Place(line, match.start("years"), found[0].end)
            mend = f"{right}年" if not (match["about"] or match["more"]) else None
            values = {"since": f"{since.day.year}-{since.day.month:02}", "until": _iso(until)}
            yield _YEARS.at(place, mend, right=right, stated=stated, **values)


def _years_fit(stated: int, right: int, word: str) -> bool:
    if word in {"近", "约"}:
        return stated in {right, right + 1}
    if word in {"超过", "逾", "多", "余"}:
        return right - 4 <= stated <= right
    return stated == right


def _full_years(since: Day, until: date) -> int:
    ahead = (until.month, until.day) < (since.month, since.day)
    return until.year - since.year - ahead


def _notices(report: Report, told: Times) -> Iterator[Remark]:
    """A publication that is told from day to day lasts long enough."""
    limit = Limits().publication
    known = told.signed.day.real if told.signed else visit_day(told, report.facts)
    for span in (*told.spans, *short_spans(report, known)):
        line, real = span.place.line, span.real
        start, end = around(line.text, span.place.start, span.place.end)
        if not (real and _NOTICE.search(line.text[start:end])):
            continue
        first, last = real
        count = working_days_between(first - timedelta(days=1), last, report.facts.calendar)
        if count < limit:
            values = {"first": _iso(first), "last": _iso(last), "count": count, "limit": limit}
            yield _SHORT_NOTICE.at(span.place, **values)


def _issued(report: Report, told: Times) -> Iterator[Remark]:
    """The report is made after the visit, and after its draft went out."""
    visit = visit_day(told, report.facts)
    drafts = [day for _place, day in _draft_days(report, visit)]
    for line in report.body():
        for day in days(line.text):
            match = _ISSUED.match(line.text, day.end)
            before = line.text[max(0, day.start - 14) : day.start]
            near = before + match.group() if match else ""
            if not (day.real and day.day and _REPORT.search(near)):
                continue
            place = Place(line, day.start, day.end)
            if visit and day.real < visit:
                yield _SIGNED_EARLY.at(place, visit=_iso(visit))
            elif drafts and day.real < min(drafts):
                yield _BEFORE_DRAFT.at(place, draft=_iso(min(drafts)))


def _iso(day: date) -> str:
    return day.isoformat()
