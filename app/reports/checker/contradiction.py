"""C19: what one part of a section praises and the other finds missing; figures told in two ways."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import cell, grids, number_in
from app.reports.checker.outline import Section, outline
from app.reports.checker.placing import Place, Says, clauses, of, sentences
from app.reports.checker.praise_blame import qualities
from app.reports.checker.told import Told, told

_PAIR = Says(
    Family.CONTRADICTION,
    N_("“{praise}” is praised in line {number}, and this says the opposite of it."),
)
_FIGURE = Says(
    Family.CONTRADICTION,
    N_("“{noun}” is {other} in line {number}, and {value} here."),
)
_TOPICS = (
    "档案|建档|建了档|一户一档|一人一案",
    "宣传|推广",
    "培训|继续教育",
    "督导",
    "考核|评核",
    "台账|汇总表",
    "记录",
    "制度",
    "稳定|稳岗",
    "满意度",
    "底数|名册|名单",
    "地图|三图",
    "亮点|特色",
    "需求评估|需求调研|需求报告|需求分析",
    "分级|分层分类",
    "流程|指引",
    "志愿者?队伍",
    "探访|走访|入户|上门",
    "热线",
    "回访|跟进",
    "资源链接|链接资源|筹集",
    "安全",
    "签到|参训",
    "团建|会议|例会",
    "公示|公开",
)
_TOPIC = tuple(re.compile(words) for words in _TOPICS)
_KIND = re.compile("个案|小组|活动|探访|电访|财务|人事|例会|志愿者|儿童|残疾|老人|长者|低保")
_SURE = re.compile(
    "率?达?(?:到)?100%|都(?!市)|(?<!平)均(?!等)|每个|每名|每位|每户|人人|全部|全员|全面|全覆盖|定期|健全|完整|齐全|完善|规范|多种|多样|丰富"
    "|充分|(?:无|没有|未有)遗漏|一个不少|逐[户月]|每月|每季|按月|按季|稳定|及时"
)
_MISSING = re.compile(
    "(?:没有|尚未|暂未|未曾|未能|未见|未有|未(?!来|成年|必|知))(?!遗漏)|缺乏|缺少|缺失|无(?=记录|档案|台账|制度|计划|反馈|专人)"
    "|不全|不齐|不完整|不规范|不及时|不稳定|较少(?=举办|开展|组织|见|有)|很少|雷同|流动(?:性|率)?(?:较|过|比较)?[大高]|空白"
)
_LACKS = re.compile("(?:缺少|缺乏|没有|未有|未见|未附|无)(?P<what>[一-鿿]{2,})")
_HAS = re.compile(
    "(?:均|都|全部|逐[份户次])(?:有|附有|附|配有|写有|写明|填写)(?P<what>[一-鿿]{2,})"
)
_HOPE = re.compile("建议|应当|需要?进一步|进一步|希望|可以|争取")
_STILL = re.compile("(?:尚|仍|还)(?:处于|在)(?P<what>[一-鿿]{2,6}?)(?:阶段|期|中|当中|$)")
_DONE = "(?:实现|完成|已经?|顺利|度过|结束)[^，。；]{0,6}?"
_HIGH = re.compile(
    r"(?P<what>[一-鿿]{1,8}[性率度感])(?:均|都|一直|普遍|总体|整体)?(?:较|很|比较|非常)?(?:高|好|强)"
)
_LOW = "(?:(?:有待|仍需|还需|需要?|应|须|进一步)(?:进一步)?(?:加强|提高|提升|改善|增强)|(?:较|偏|不)(?:低|高|足|强)|不理想|不够)"
_RAISE = "(?:需|应|须|要|希望|请|建议|宜)[^，。；]{0,12}?(?:加强|提高|提升|改善|增强)[^，。；]{0,6}"
_ALL = re.compile(r"(?:全站|本站|社工站|项目|现|目前|共|总|合计|截至|期末|末月)[^，。；、\d]{0,6}$")
_VERB = re.compile("^(?:共|已|累计|评估期内)?(?:完成|开展|举办|组织|服务|培育)")
_TARGETED = re.compile("指标|目标|任务|计划|应")
_NO_NOUN = re.compile(
    r"^[为占是]|全年|年度|指标|目标|任务|计划|要求|应|不足|合格|协议|合同|片[一二三四五六七八九十\d]$|(?:[量数额片区点]|齐全|完整|规范|一致|及时|正确|属实|有效|满意)$"
)
_WORDS = re.compile(r"[一-鿿]{6,}")
_FRAGMENT = 6
_FEW = 3
_COMMON = 4
_KEPT_UNITS = frozenset(
    [
        "人",
        "名",
        "位",
        "户",
        "份",
        "条",
        "支",
        "场",
        "次",
        "人次",
        "节",
        "件",
        "篇",
        "封",
        "个",
        "家",
    ]
)


@dataclass(frozen=True, slots=True)
class _Clause:
    place: Place
    topics: frozenset[int]
    sentence: str


def check_contradictions(report: Report) -> Iterator[Remark]:
    """Praise against concern within a section, a quality against advice to raise it, and figures."""
    sections = outline(report)
    usual = _usual(report)
    for section in sections:
        if section.praise and section.concern:
            same = {r.line: r for r in _same_words(section, usual)}
            yield from same.values()
            yield from (r for r in _pairs(section) if r.line not in same)
            yield from _still(section)
    yield from _qualities(sections)
    yield from _figures(told(report))
    yield from _table_and_text(report, told(report))


def _pairs(section: Section) -> Iterator[Remark]:
    """Praise and absence about one topic, or in the same rare words: one remark for a concern."""
    sure = [c for line in section.praise for c in _told(line, _SURE)]
    sure = [c for c in sure if not _MISSING.search(c.place.text)]
    for concern in section.concern:
        found = [
            (_likeness(absence, praise), -n, absence, praise)
            for n, absence in enumerate(_told(concern, _MISSING))
            for praise in sure
            if absence.topics & praise.topics
            and _one_kind(absence, praise)
            and not _of_two_things(absence, praise)
        ]
        if found:
            _score, _n, absence, praise = max(found, key=itemgetter(0, 1))
            yield _about(absence.place, praise.place)


def _of_two_things(absence: _Clause, praise: _Clause) -> bool:
    """Whether one says that something is everywhere, and the other that something else is missing."""
    missing, there = _LACKS.search(absence.place.text), _HAS.search(praise.place.text)
    return bool(missing and there and missing["what"][:2] != there["what"][:2])


def _one_kind(one: _Clause, other: _Clause) -> bool:
    """Whether neither tells another quality, nor another kind of things: 个案档案 and 小组档案 are two."""
    poor, good = qualities(one.sentence, good=False), qualities(other.sentence, good=True)
    if poor and good and not poor & good:
        return False
    mine, others = set(_KIND.findall(one.sentence)), set(_KIND.findall(other.sentence))
    return not mine or not others or bool(mine & others)


def _likeness(one: _Clause, other: _Clause) -> tuple[int, int]:
    """How many topics and how long a stretch of words two clauses share."""
    a, b = one.place.text, other.place.text
    pieces = {a[at : at + 2] for at in range(len(a) - 1)} & {
        b[at : at + 2] for at in range(len(b) - 1)
    }
    return len(one.topics & other.topics), len(pieces)


def _told(line: Line, pattern: re.Pattern[str]) -> Iterator[_Clause]:
    """Clauses that hold the pattern and a topic, and are no mere advice."""
    for start, end in clauses(line.text):
        text = line.text[start:end]
        topics = frozenset(n for n, words in enumerate(_TOPIC) if words.search(text))
        if topics and pattern.search(text) and not _HOPE.search(text):
            yield _Clause(Place(line, start, end), topics, text)


def _same_words(section: Section, usual: Counter[str]) -> Iterator[Remark]:
    """A rare stretch of words that is praised, and in another sentence said to be missing."""
    praised = [(line, text) for line in section.praise for text in _sentences(line)]
    for concern in section.concern:
        for start, end in sentences(concern.text):
            text = concern.text[start:end]
            missing = _MISSING.search(text)
            for line, other in praised if missing else ():
                shared = _longest(text, other, usual)
                if shared and missing and not _MISSING.search(other):
                    at = start + text.index(shared)
                    praise = Place(line, 0, len(line.text))
                    begin, last = sorted((at, start + missing.start()))
                    finish = max(at + len(shared), start + missing.end())
                    yield _about(Place(concern, min(begin, last), finish), praise, shared)
                    break


def _sentences(line: Line) -> Iterator[str]:
    return (line.text[start:end] for start, end in sentences(line.text))


def _usual(report: Report) -> Counter[str]:
    """In how many lines each stretch of a few characters stands."""
    return Counter(
        piece
        for line in report.body()
        for piece in {line.text[at : at + _COMMON] for at in range(len(line.text) - _COMMON + 1)}
    )


def _longest(text: str, other: str, usual: Counter[str]) -> str:
    """The longest shared stretch of words that is not what the whole report talks about; or nothing."""
    best = ""
    for words in _WORDS.findall(text):
        for start in range(len(words) - _FRAGMENT + 1):
            length = max(_FRAGMENT, len(best) + 1)
            while start + length <= len(words) and words[start : start + length] in other:
                best, length = words[start : start + length], length + 1
    pieces = (best[at : at + _COMMON] for at in range(len(best) - _COMMON + 1))
    return best if min((usual[piece] for piece in pieces), default=_FEW + 1) <= _FEW else ""


def _still(section: Section) -> Iterator[Remark]:
    """“尚处于磨合阶段” where the praise has it done."""
    for concern in section.concern:
        for match in _STILL.finditer(concern.text):
            done = re.compile(_DONE + re.escape(match["what"]))
            for line in section.praise:
                if found := done.search(line.text):
                    yield _about(Place(concern, *match.span()), Place(line, *found.span()))
                    break


def _qualities(sections: tuple[Section, ...]) -> Iterator[Remark]:
    """满意度较高 in one place, 加强满意度 in another."""
    praised: dict[str, Place] = {}
    for section in sections:
        for line in (*section.praise, *section.plain):
            for match in _HIGH.finditer(line.text):
                name = match["what"][-3:]
                praised.setdefault(name, Place(line, *match.span()))
    for name, place in praised.items():
        low = re.compile(f"{re.escape(name)}[^，。；、]{{0,4}}?{_LOW}|{_RAISE}{re.escape(name)}")
        for section in sections:
            for line in section.concern:
                if found := low.search(line.text):
                    at = line.text.index(name, found.start())
                    yield _about(Place(line, at, at + len(name)), place)


def _figures(found: tuple[Told, ...]) -> Iterator[Remark]:
    """One thing counted in two lines with different results; a line that lists it is left out."""
    by_line: dict[tuple[str, str, str], dict[Line, list[Told]]] = {}
    for one in found:
        noun = _noun(one)
        if noun and one.figure.unit in _KEPT_UNITS and one.figure.value > 1:
            key = (one.district, noun, "人" if one.figure.unit in "名位" else one.figure.unit)
            by_line.setdefault(key, {}).setdefault(one.line, []).append(one)
    for (_district, noun, _unit), lines in by_line.items():
        if any(len({one.figure.value for one in told_}) > 1 for told_ in lines.values()):
            continue
        first, *others = (told_[0] for told_ in lines.values())
        for one in others:
            if one.figure.value != first.figure.value:
                number = first.line.number_at(first.figure.start)
                values = {"noun": noun, "other": first.figure.value, "value": one.figure.value}
                yield _FIGURE.at(of(one.line, one.figure), number=number, **values)


def _noun(one: Told) -> str:
    """What a figure counts, where it counts all of it: 志愿者骨干18名, 全站配备社工18名, 18名社工共."""
    if _NO_NOUN.search(one.before):
        return ""
    if len(one.before) > 2 and not one.after:
        return one.before
    ahead = one.line.text[max(0, one.figure.start - 10) : one.figure.start]
    if len(one.after) > 1 and _ALL.search(ahead):
        return one.after
    return one.before if len(one.before) == 2 and _ALL.search(ahead) and not one.after else ""


def _table_and_text(report: Report, found: tuple[Told, ...]) -> Iterator[Remark]:
    """What a table of indicators has as done, against the same name in the text."""
    rows = {name: (line, value, unit) for name, line, value, unit in _done(report)}
    for one in found:
        names = {one.before, _VERB.sub("", one.before)} if not one.district else set()
        for name in names & rows.keys():
            line, value, unit = rows[name]
            exact = one.figure.unit in _KEPT_UNITS and unit in {"", one.figure.unit}
            if (
                exact
                and one.figure.value != value
                and not _TARGETED.search(one.line.text[: one.figure.start][-14:])
            ):
                number = line.number_at(0)
                values = {"noun": name, "other": value, "value": one.figure.value}
                yield _FIGURE.at(of(one.line, one.figure), number=number, **values)


def _done(report: Report) -> Iterator[tuple[str, Line, Decimal, str]]:
    """Names of indicators with what was done, and the unit if a column tells it."""
    for grid in grids(report):
        done = grid.column("完成(?:数|量|情况|值)|实际完成|已完成|实际(?:数|量)")
        name = grid.column("指标(?!.*(?:数|量))|项目|内容")
        for row in grid.rows[1:] if done is not None and name is not None else ():
            label, value = cell(row, name), number_in(cell(row, done))
            if label is not None and value is not None and len(label.text.strip()) > 1:
                unit = cell(row, grid.column("单位"))
                yield label.text.strip(), label, value, unit.text.strip() if unit else ""


def _about(place: Place, praise: Place, words: str = "") -> Remark:
    quoted = (words or praise.text).strip()
    shown = quoted if len(quoted) <= 30 else quoted[:29] + "…"
    return _PAIR.at(place, praise=shown, number=praise.line.number_at(praise.start))
