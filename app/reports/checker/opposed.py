"""C19 in other words: 及时 against 滞后, all against some, done n times against not done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.lists import rows
from app.reports.checker.outline import outline
from app.reports.checker.placing import Place, Says, clauses, sentences
from app.reports.checker.words import words_of

_OPPOSITE = Says(
    Family.CONTRADICTION,
    N_("Line {number} has “{other}”, and this says the opposite of it."),
)
_HOW = (
    "(?:做得|办得|写得|落实得|执行得|开展得|均|都|全部|总体|整体|一直|始终|较为?|比较|很|十分|非常|相对|过于|偏|太|稍|略|"
    "显得|得|也|已|存在|出现|仍|还|尚|有些|方面|工作|情况)*"
)
_SOME = re.compile(
    "部分|个别|少数|有的|有些|偶|如果|若|避免|防止|是否|建议|应当?|需|确保|进一步|大多|多数|基本|希望|要求|将|逐步|上年|去年|往年|此前|以前|"
    "原来|一度|曾|年初|改变|解决|扭转|克服|由|从(?!事)|不会|不再|没有出现|未出现|未发现|反映|担心|以免|不致|以往"
)
_NUMBERED = re.compile(
    r"^\s*(?:\[[^\]]*\])*\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．]|[①-⑳]|[一二三四五六]是)?\s*"
)
_GENERAL = re.compile(
    "社工站|社工点|服务站|该站|本站|全站|站内|机构|中心|项目|工作|情况|方面|服务|部分|地方|目前|现在"
    "|期内|全年|年度|评估|各项|各类|各个|相关|有关|整体|总体|内容|方式|安排|开展|进行|落实|执行|实施"
    "|完成|做到|做得|能够|可以|较为|比较|日常|各|片区|社区|存在|出现|问题|以及|抽查|发现|显示|认为"
    "|表示|肯定|评委|专家|所有|全部|各方|主要|大部分|管理|以来|以后|期间|近期|本次|逐[月日户年季]|每[月周日季年]|[一二三四五六七八九十]{1,2}月份?|[两一二三四五六七八九十]个|开始|持续|不断|积极|认真"
)
_STAFF = re.compile("(?:社工|人员|团队|队伍|员工|成员|工作人员|专业人员|岗位|人手|人力|配备|配置)+")
_SOCIAL = re.compile("(社工(?!作))")
"""What the dictionary takes apart: 社工人手 is 社, 工人 and 手 to it."""
_NOT_STAFF = re.compile("志愿|义工|骨干|督导|居民|服务对象|家长|儿童|长者|老人|财务|党员")
_PARTIES = re.compile(
    "民政局|街道|镇人民政府|镇政府|社工站|该站|承办|机构|购买方|监督方|督导中心|[\u3400-\u9fff]{2}站"
)
_AGREED = re.compile("(?:均|都|皆)?(?:表示)?(?:无|没有|未提出?任?何?)(?:修改|不同)?(?:异议|意见)")
_OBJECTED = re.compile(
    r"提出了?(?:的)?\s*(?:[1-9]\d?|[一二两三四五六七八九十]|几)\s*(?:条|点|处|项|个)(?:修改|反馈|更正|补充|调整|不同|书面)*(?:意见|异议|问题|更正)"
)
_EVERY = re.compile(
    "均|全部|逐[一户份名项个次]|每[户份名项个次]|件件|人人|次次|户户|100%|无一|齐全|完整|一个不[少漏]|没有遗漏|无遗漏|全覆盖"
)
_LACKS = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,2})\s*(?:份|户|名|个|次|宗|节|场|处|人)[^，。；]{0,10}?"
    r"(?:没有|未(?:有|见|附|写|填|签)?|缺少|缺失?|漏了?|无)(?P<what>[一-鿿]{2,8})"
)
_ACTS = "更新|更换|改版|演练|督导|走访|探访|回访|家访|电访|培训|例会|团建|慰问|测评|修订|检查|巡查|抽查|考核|公示"
_DONE = re.compile(
    rf"(?P<act>{_ACTS})(?P<what>[^，。；\d]{{0,8}}?)(?P<n>[1-9]\d{{0,3}})\s*(?:次|场|期|个|节|人次|回|轮|版)"
)
_UNDONE = re.compile(
    rf"(?P<before>[^，。；]{{0,16}}?)(?:从未|没有|未曾|未能?|一次也没有|一次都没有)(?:再|曾|能|有)?(?:进行|开展|组织|举办|召开|安排|接受|做)?(?:过|任何)?(?P<what>[^，。；\d]{{0,6}}?)(?P<act>{_ACTS})(?![率表记计方制台员]|不?及时)"
)
_SAME_ACT = {"更换": "更新", "改版": "更新", "家访": "探访", "走访": "探访", "巡查": "检查"}
_TIMES = re.compile("全年|半年|每月|每周|每季度|本年度|没有|组织|从未|举办|坚持|累计")
_NONE = re.compile(
    r"(?:没有|未|无|从未)(?:再|曾)?(?:收到|发生|出现|接到|产生|发现)过?(?:任何|一起|一次|一宗|服务对象|居民|群众|社工|人员|各类|重大)*(?P<what>[\u3400-\u9fff]{2,4}?)(?=$|[，。；的、])"
    r"|(?:零|无)(?P<also>投诉|事故|离职|流失|差错|纠纷|异议|缺勤|上访)"
)
_COUNTED = re.compile(
    r"(?P<before>[^，。；\d]{0,12}?)(?P<n>[1-9]\d{0,2}|[一二两三四五六七八九十])\s*(?:起|次|宗|件|例|条|名|人|处|单)(?P<behind>[^，。；\d]{0,6})"
)
_ORDERED = "井井有条|有序|有条不紊|健全|完善|规范|到位|完备"
_ABSENT = re.compile(
    r"(?:没有|缺少|缺乏|尚无|未建立|未制定|未形成)(?:固定|统一|书面|专门|明确|完整|成文)?的?"
    r"(?P<what>[\u3400-\u9fff]{2,4}?)(?:表|制度|计划|机制|台账|方案|名单|预案|办法)(?=$|[，。；的])"
)
_EVENTS = frozenset(
    [
        "投诉",
        "事故",
        "离职",
        "流失",
        "差错",
        "纠纷",
        "异议",
        "缺勤",
        "违规",
        "意外",
        "退出",
        "遗漏",
        "安全事故",
    ]
)
_PARTLY = re.compile("如|若|避免|防止|确保|建议|上年|去年|此前|有效|责任|类似")
_DENIED = re.compile("没有|未|无|不|零|上年|去年|此前|预案|演练|培训|排查|调解|处理制度")
_MOST = 400
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Axis:
    good: re.Pattern[str]
    poor: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with a verdict: where it stands, what it is about, and in which district."""

    place: Place
    about: frozenset[str]
    district: str
    word: str


@dataclass(frozen=True, slots=True)
class _Clause:
    place: Place
    text: str
    district: str


@lru_cache(maxsize=1)
def _axes() -> tuple[_Axis, ...]:
    return tuple(_Axis(_verdict(good), _verdict(poor)) for good, poor in rows("verdicts.tsv"))


def _verdict(words: str) -> re.Pattern[str]:
    """What is said at the end of a clause of what stands before it."""
    return re.compile(rf"(?P<word>(?:{words})+)(?:了|的)?$")


def check_opposed(report: Report) -> Iterator[Remark]:
    """Verdicts on one thing that point two ways, whatever their words."""
    told: set[Line] = set()
    for axis in _axes():
        for one in _pairs(report, axis):
            if one.line not in told:
                told.add(one.line)
                yield one
    for one in (
        *_objections(report),
        *_lacking(report),
        *_undone(report),
        *_absent(report),
        *_none(report),
    ):
        if one.line not in told:
            told.add(one.line)
            yield one


def _pairs(report: Report, axis: _Axis) -> Iterator[Remark]:
    poor = list(_verdicts(report, axis.poor))[:_MOST]
    if not poor:
        return
    good: dict[tuple[frozenset[str], str], _Said] = {}
    for one in _verdicts(report, axis.good):
        good.setdefault((one.about, one.district), one)
    for one in poor:
        other = good.get((one.about, one.district)) or good.get((one.about, ""))
        if other and other.place.line is not one.place.line and one.word not in _denied(other.word):
            yield _against(one.place, other.place)


def _denied(word: str) -> tuple[str, ...]:
    """Plain denials, which are told elsewhere."""
    return tuple(f"{no}{word}" for no in ("不", "不够", "未", "欠"))


def _verdicts(report: Report, pattern: re.Pattern[str]) -> Iterator[_Said]:
    for clause in _clauses(report.lines):
        match = pattern.search(clause.text)
        if not match or _SOME.search(clause.text):
            continue
        if about := _about(clause.text[: match.start("word")]):
            yield _Said(clause.place, about, clause.district, match["word"])


@lru_cache(maxsize=2)
def _clauses(lines: tuple[Line, ...]) -> tuple[_Clause, ...]:
    """Clauses that are short enough for a verdict, without the numbers before them."""
    found = []
    for section in outline(Report(lines)):
        for line in section.lines:
            for start, end in clauses(line.text):
                text = line.text[start:end]
                bare = _NUMBERED.sub("", text) if start == 0 else text.strip()
                if 1 < len(bare) <= _LONGEST:
                    at = start + text.index(bare)
                    place = Place(line, at, at + len(bare))
                    found.append(_Clause(place, bare, section.district))
    return tuple(found)


def _about(subject: str) -> frozenset[str]:
    """The things that a subject names, those who work at the station under one name."""
    things = {one for one in named_things(subject) if not re.fullmatch(_HOW, one)}
    staff = things and all(_STAFF.fullmatch(one) for one in things)
    return frozenset({"社工"}) if staff and not _NOT_STAFF.search(subject) else frozenset(things)


def named_things(text: str) -> frozenset[str]:
    """The words of a text that name something in particular."""
    words = (word.text for part in _SOCIAL.split(text) for word in words_of(part))
    return frozenset(one for one in words if len(one) > 1 and not _GENERAL.fullmatch(one))


def _objections(report: Report) -> Iterator[Remark]:
    """没有异议 of those who, by the next words, asked for changes."""
    agreed: list[tuple[Place, frozenset[str]]] = []
    for line in report.body():
        for start, end in sentences(line.text):
            found = _AGREED.search(line.text, start, end)
            if found and re.search("初稿|初评|征求|评估意见|反馈|报告", line.text[start:end]):
                names = _PARTIES.findall(line.text[start : found.start()])
                agreed.append((Place(line, *found.span()), frozenset(names)))
    for line in report.body() if agreed else ():
        for match in _OBJECTED.finditer(line.text):
            begin = max(line.text.rfind(sign, 0, match.start()) for sign in "，。；") + 1
            who = frozenset(_PARTIES.findall(line.text[begin : match.start()]))
            for place, known in agreed:
                if who & known or (who and not known):
                    yield _against(Place(line, *match.span()), place)
                    break


def _lacking(report: Report) -> Iterator[Remark]:
    """培训记录均有签到表 in one place, 6份培训记录缺少签到表 in another."""
    every: dict[str, list[tuple[Place, frozenset[str]]]] = {}
    lacks = list(_lacks(report))
    for section in outline(report) if lacks else ():
        for line in section.lines:
            for start, end in clauses(line.text):
                text = line.text[start:end]
                if _EVERY.search(text) and not re.search("[不未没无缺]|建议|应|需", text):
                    place = Place(line, start, end)
                    every.setdefault(section.district, []).append((place, named_things(text)))
    for lack, what, about, district in lacks:
        for other, things in every.get(district, ()):
            if what in other.text and about & things and other.line is not lack.line:
                yield _against(lack, other)
                break


def _lacks(report: Report) -> Iterator[tuple[Place, str, frozenset[str], str]]:
    for section in outline(report):
        for line in section.lines:
            for start, end in clauses(line.text):
                match = _LACKS.search(line.text, start, end)
                what = words_of(match["what"])[0].text if match else ""
                if not match or what not in named_things(what) or "建议" in match.group():
                    continue
                if about := named_things(line.text[start : match.start("what")]):
                    yield Place(line, *match.span()), what, about, section.district


def _undone(report: Report) -> Iterator[Remark]:
    """全年演练4次 in one place, 没有组织消防演练 in another, of the same thing."""
    done = list(_acts(report, _DONE))
    for place, act, about, district in _acts(report, _UNDONE) if done else ():
        for other, other_act, things, other_district in done:
            same = act == other_act and district == other_district and place.line is not other.line
            if same and about and about & things:
                yield _against(place, other)
                break


def _acts(
    report: Report, pattern: re.Pattern[str]
) -> Iterator[tuple[Place, str, frozenset[str], str]]:
    """What was done or not, with the things that its sentence names."""
    for section in outline(report):
        for line in section.lines:
            for start, end in sentences(line.text):
                for match in pattern.finditer(line.text, start, end):
                    if _SOME.search(match.group()):
                        continue
                    act = _SAME_ACT.get(match["act"], match["act"])
                    about = _things(named_things(line.text[start : match.end()]), act)
                    yield Place(line, *match.span()), act, about, section.district


def _things(about: frozenset[str], act: str) -> frozenset[str]:
    return frozenset(one for one in about if act not in one and not _TIMES.fullmatch(one))


def _absent(report: Report) -> Iterator[Remark]:
    """值班井井有条 in one place, 没有固定的值班表 in another."""
    absent = [
        (clause, match)
        for clause in _clauses(report.lines)
        if (match := _ABSENT.search(clause.text)) and not _SOME.search(clause.text)
    ]
    ordered = {one.about: one for one in _verdicts(report, _verdict(_ORDERED))} if absent else {}
    for clause, match in absent:
        other = ordered.get(named_things(match["what"]))
        here = clause.place
        if other and other.district in {"", clause.district} and other.place.line is not here.line:
            place = Place(here.line, here.start + match.start(), here.start + match.end())
            yield _against(place, other.place)


def _none(report: Report) -> Iterator[Remark]:
    """没有收到投诉 in one place, 投诉5起 in another."""
    none = [
        (clause, match["what"] or match["also"])
        for clause in _clauses(report.lines)
        if (match := _NONE.search(clause.text)) and not _PARTLY.search(clause.text)
    ]
    for clause in _clauses(report.lines) if none else ():
        match = _COUNTED.search(clause.text)
        if not match or _DENIED.search(clause.text):
            continue
        near = match["before"] + match["behind"]
        for other, what in none:
            here = what in near and what in _EVENTS and other.district == clause.district
            if here and other.place.line is not clause.place.line:
                yield _against(clause.place, other.place)
                break


def _against(place: Place, other: Place) -> Remark:
    quoted = other.text.strip("，。；、 ")
    shown = quoted if len(quoted) <= 30 else quoted[:29] + "…"
    return _OPPOSITE.at(place, other=shown, number=other.line.number_at(other.start))
