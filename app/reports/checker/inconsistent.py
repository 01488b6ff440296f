"""C19 in facts: how often and how seldom, day and night and nobody there, one year and another."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import counting
from app.reports.checker.opposed import named_things
from app.reports.checker.outline import outline
from app.reports.checker.placing import Place, Says, clauses, sentences

_OPPOSITE = Says(
    Family.CONTRADICTION,
    N_("Line {number} has “{other}”, and this says the opposite of it."),
)
_N = r"[一二两三四五六七八九十]{1,3}|\d{1,3}"
_ALWAYS = re.compile(
    "(?:24|二十四)\\s*小时|全天候?|昼夜|日夜|随时[^，。；]{0,6}(?:有人|接听)|(?:从未|没有|无)(?:一次)?(?:漏接|脱岗|断线)|全年无休"
)
_ON_CALL = re.compile("值守|值班|接听|有人接|开通|在线|响应|应答|接通")
_NOBODY = re.compile(
    "(?:无人|没有?人|没人)(?:接听?|应答|值守|值班|在岗)|打不通|(?:未|没有)接通|转(?:到|入)?语音"
)
_HOTLINE = re.compile("热线|电话|呼叫|来电|值班|值守|专线|服务台|拨打|窗口")
_RARE = re.compile(
    rf"(?P<n>{_N})\s*个?(?P<half>半)?(?P<unit>月|周|星期|季度|年)[^，。；]{{0,6}}?(?:才|仅|只|没有?|未|从未)[^，。；]{{0,4}}(?:来|到|上门|走访|探访|补录|登记|更新|开|召开|见|联系)(?!过?的)"
)
_OFTEN = re.compile(
    r"每(?P<n>两|三|半)?个?(?P<unit>天|日|周|星期|月|季度|季)(?:[一二三四五六日末初]|[^，。；]{0,3})?[^，。；]{0,8}?(?:必|都|均|至少|一次|走访|探访|上门|更新|签|登记|召开|例会)"
)
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "季度": 90, "季": 90, "年": 365}
_ACTS = frozenset(
    [
        "召开",
        "更新",
        "走访",
        "探访",
        "上门",
        "登记",
        "补录",
        "联系",
        "一次",
        "社工",
        "服务",
        "没有",
        "有时",
        "至少",
    ]
)
_SLACK = Decimal("1.4")
_TURNOVER = re.compile("(?:流动|流失|离职)(?:性|率)[^，。；]{0,4}?(?:大|高)(?![于的])")
_KEPT = re.compile("(?:稳岗|留任|留职|在岗|稳定)(?:性|率)[^，。；]{0,3}?高(?!于)")
_YEAR = re.compile(
    r"(?P<verb>进驻|承接|承办|运营|接手)[^，。；]{0,10}第(?P<n>[一二三四五六七八九十])(?:个)?(?:服务)?年"
)
_ANOTHER_YEAR = re.compile("上年|去年|从第|到第|比")
_QUOTED = re.compile(
    rf"“(?P<name>[^”]{{2,12}})”(?P<how>[^，。；\d“]{{0,8}}?)(?P<n>{_N})\s*(?P<unit>[期场次届节班轮])"
)
_ONLY = re.compile("只|仅|才")
_HOLLOW = re.compile(
    "(?P<thing>[一-鿿]{2,10}?)(?:普遍|多|大多|已|也|存在)?(?:流于形式|走过场|形同虚设|名存实亡|有名无实|停留在纸面)"
)
_MARKED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)")
_PRAISED = re.compile(
    "扎实|到位|规范|有成效|有成果|见成效|有实效|有章法|有特色|细致|做得[^，。；]{0,2}(?:好|细|实)|落到实处|值得肯定|健全|完善|严格"
)
_CLOSE = re.compile(
    r"(?:积极|及时|主动|密切|保持|经常|有效)[^，。；]{0,4}(?:与|同|和)(?P<who>[^，。；、]{2,8}?)(?:的)?(?P<what>沟通|联系|协作|配合|联动|对接)(?!不)"
    r"|(?:与|同)(?P<who2>[^，。；、]{2,8}?)(?:的)?(?P<what2>沟通|联系|协作|配合|联动|对接)(?:密切|顺畅|紧密|良好|充分|默契)"
)
_CLOSER = re.compile(
    r"(?:需|要|应|有待|仍需|须)(?:进一步)?(?:加强|提高|改善|增进)(?:与|同|和)(?P<who>[^，。；、]{2,8}?)的[^，。；]{0,4}?(?P<what>沟通|联系|协作|配合|联动|对接)"
)
_NOT_ALL = re.compile(
    "[一-鿿]{2,10}(?:没有|未能?|并未|尚未|并没有)(?:全部|全都|完全|逐一|每[户人个])[^，。；]{2,10}"
)
_EVERY = re.compile(
    "(?:每[户人名个份次宗]|逐[户人名个份次宗]|户户|人人)[^，。；]{2,24}?(?:都|均|有)[^，。；]{0,10}"
)
_SOME = re.compile("上年|去年|以前|此前|往年|整改前|个别|原来|原先|建议|避免|防止|如果")


def check_inconsistent(report: Report) -> Iterator[Remark]:
    """What two places of one report tell, and cannot both be so."""
    yield from _hotline(report)
    yield from _intervals(report)
    yield from _hollow(report)
    yield from _contact(report)
    yield from _counts(report)
    yield from _not_all(report)
    for line in report.body():
        yield from _inverse(line)
        yield from _years(line)


def _hotline(report: Report) -> Iterator[Remark]:
    """24小时有人值守, and 夜间常常没有人接听."""
    always = next(_calls(report, _ALWAYS, _ON_CALL), None)
    nobody = next(_calls(report, _NOBODY, _HOTLINE), None)
    if always and nobody and always.line is not nobody.line:
        yield _against(nobody, always)


def _calls(report: Report, what: re.Pattern[str], where: re.Pattern[str]) -> Iterator[Place]:
    for line in report.body():
        for start, end in sentences(line.text):
            text = line.text[start:end]
            found = what.search(line.text, start, end)
            if found and where.search(text) and _HOTLINE.search(text) and not _SOME.search(text):
                yield Place(line, *_clause(line.text, found.start(), found.end()))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(text.rfind(sign, 0, start) for sign in "，。；：") + 1
    ends = [at for sign in "，。；" if (at := text.find(sign, end)) >= 0]
    return begin, min(ends, default=len(text))


def _intervals(report: Report) -> Iterator[Remark]:
    """每周必到, and 有时一个半月才来一次, of the same people or things."""
    rare = [(place, m, _rare_days(m)) for place, m in _found(report, _RARE)]
    often = [(place, m, _often_days(m)) for place, m in _found(report, _OFTEN)] if rare else []
    for place, _m, days in rare:
        about = named_things(_sentence(place))
        for other, _o, every in often:
            shared = (about & named_things(_sentence(other))) - _ACTS
            if every and days > every * _SLACK and shared and other.line is not place.line:
                yield _against(place, other)
                break


def _found(report: Report, pattern: re.Pattern[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    for line in report.body():
        for start, end in clauses(line.text):
            match = pattern.search(line.text, start, end)
            if match and not _SOME.search(line.text, start, end):
                yield Place(line, *match.span()), match


def _sentence(place: Place) -> str:
    spans = sentences(place.line.text)
    return next(place.line.text[a:b] for a, b in spans if a <= place.start < b)


def _rare_days(match: re.Match[str]) -> Decimal:
    half = Decimal("0.5") if match["half"] else Decimal(0)
    return (Decimal(counting(match["n"]) or 0) + half) * _DAYS[match["unit"]]


def _often_days(match: re.Match[str]) -> Decimal:
    many = {"两": Decimal(2), "三": Decimal(3), "半": Decimal("0.5")}.get(
        match["n"] or "", Decimal(1)
    )
    return many * _DAYS[match["unit"]]


def _hollow(report: Report) -> Iterator[Remark]:
    """家访卡流于形式, where a point that praises speaks of 家访卡."""
    praised = [
        line
        for line in report.body()
        if _MARKED.match(line.text) and _PRAISED.search(line.text.partition("。")[0])
    ]
    for place, match in _found(report, _HOLLOW):
        thing = match["thing"]
        for line in praised:
            if len(thing) > 2 and thing in line.text and line is not place.line:
                yield _against(place, Place(line, 0, len(line.text.partition("。")[0])))
                break


def _contact(report: Report) -> Iterator[Remark]:
    """及时与各村居沟通, and 需加强与各村居的日常沟通."""
    close: dict[tuple[str, str], Place] = {}
    for place, match in _found(report, _CLOSE):
        who, what = match["who"] or match["who2"], match["what"] or match["what2"]
        close.setdefault((who, what), place)
    for place, match in _found(report, _CLOSER) if close else ():
        other = close.get((match["who"], match["what"]))
        if other and other.line is not place.line:
            yield _against(place, other)


def _counts(report: Report) -> Iterator[Remark]:
    """“周末修理铺”连续办了18期, and “周末修理铺”只办过两期."""
    first: dict[tuple[str, str, str], tuple[Place, int, bool]] = {}
    for section in outline(report):
        for line in section.lines:
            for match in _QUOTED.finditer(line.text):
                key = (section.district, match["name"], match["unit"])
                number, only = counting(match["n"]) or 0, bool(_ONLY.search(match["how"]))
                place = Place(line, *match.span())
                other = first.setdefault(key, (place, number, only))
                if other[1] != number and (only or other[2]) and other[0].line is not line:
                    yield _against(place, other[0])


def _not_all(report: Report) -> Iterator[Remark]:
    """每户都贴有联络卡, and 联络卡没有全部张贴到位."""
    some = [place for place, _m in _found(report, _NOT_ALL)]
    every = [place for place, _m in _found(report, _EVERY)] if some else []
    for place in some:
        about = named_things(_clause_of(place))
        for other in every:
            shared = (about & named_things(_clause_of(other))) - _ACTS
            sure = len(shared) > 1 or any(len(one) > 2 for one in shared)
            if sure and other.line is not place.line:
                yield _against(place, other)
                break


def _clause_of(place: Place) -> str:
    begin, end = _clause(place.line.text, place.start, place.end)
    return place.line.text[begin:end]


def _inverse(line: Line) -> Iterator[Remark]:
    """流动率较大，稳岗率高 in one sentence."""
    for start, end in sentences(line.text):
        moved = _TURNOVER.search(line.text, start, end)
        kept = _KEPT.search(line.text, start, end)
        if moved and kept and not re.search("降|减|改善|但|而", line.text[start:end]):
            first, then = sorted((moved.span(), kept.span()))
            yield _against(Place(line, *then), Place(line, *first))


def _years(line: Line) -> Iterator[Remark]:
    """进驻的第二年, and in the same paragraph 进驻的第一年."""
    found = list(_YEAR.finditer(line.text))
    numbers, verbs = {match["n"] for match in found}, {match["verb"] for match in found}
    if len(numbers) == 2 and len(verbs) == 1 and not _ANOTHER_YEAR.search(line.text):
        places = [Place(line, *match.span()) for match in found]
        yield _against(places[0], places[-1])


def _against(place: Place, other: Place) -> Remark:
    quoted = other.text.strip("，。；、 ")
    shown = quoted if len(quoted) <= 30 else quoted[:29] + "…"
    return _OPPOSITE.at(place, other=shown, number=other.line.number_at(other.start))
