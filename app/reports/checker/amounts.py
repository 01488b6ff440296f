"""How much of what a report tells: clients, staff, sites, money, services, each with its district.

A noun stands right before a figure or right behind it. What stands beside the noun makes it another
thing (离职社工 are not the 社工), and where a figure may be of a part only, nothing is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.reports.checker.base import Line, Report
from app.reports.checker.grid import Grid, cell, grids, number_in
from app.reports.checker.lists import Thing, things
from app.reports.checker.names import Names
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.outline import Section, district_key, outline
from app.reports.checker.told import district_of, districts_named

_PERSONS = frozenset("名位人")
_WINDOW = 40
_GAP = (
    r"(?:总?人?数量?|总数|总量|总额|总值|总计|合计|共计|共有|累计|总共|一共|去重后?|折合|人民币|价值|现有|实有|登记|在册|建档|完成|募集|筹集|筹得|"
    r"目前|已经|[共约近超过达到为有是的已现由：:（(\s])*(?:\d+\s*户[、，]?)?"
)
_LIGHT = 18
_MODIFIER = r"(?P<own>[一-鿿]{0,4}?)"
_LEAD = re.compile(
    r"[一-鿿]{2,3}(?:街道|街|镇)(?:社工服务站|社工站)?|[一-鿿]{1,4}站(?=共|现|有|配|设)|社会工作服务站|社工服务站|社工站|"
    r"第?[一二三四五六七八九十\d]{1,3}\s*片区?|片区\s*[一二三四五六七八九十\d]*内?|[东南西北中]部?片区?|[一-鿿]{2}片区|"
    r"本站|该站|全站|全街|全镇|辖区?内?|本片区|该片区|[两二三四五六七八九十]个|"
    r"截至|目前|现在|现|年末|期末|评估期内?|考核期内?|本年度|年度|全年|服务期内?|其中|包括|以及|并且?|及|和|与|内|中|末月?|"
    r"去重之?后|去重|配备|配置|配有|配|共有|拥有|设有|下设|设立|登记|在册|摸清|掌握|摸查|建立|共|总|合计|累计|现有|有|为|了|的|已|对|由|"
    r"完成|开展|组织|举办|实现|收到|收回|回收|获得|获|投入|符合资质|培育|发展|服务|覆盖|惠及|链接|筹措|募集|项目|都|均|能够|能|能将|将|把|"
    r"[社片]区的|片区|社区|社工点|各"
)
_NUMBERED = re.compile(r"片区\s*[一二三四五六七八九十\d]+")
_OF_SOME = re.compile("(?<!片区)(?<!社区)(?<!站)(?<!街)(?<!内)(?<!后)的$")
_FIRM = re.compile(
    r"(?:配备|配置|配有|设有|下设|设立|共有|现有|实有|拥有|登记|在册|摸清|掌握|共计|合计|总计|累计|总共|一共|总数|总量|总人数|人数|共|分为|分成|划分为?|"
    r"覆盖|辖|投入|建档|完成|开展|收回|回收|获|收到|筹措|募集|价值|为|有|达|是|由|：|:|（)[^，。；]{0,8}$"
)
_FIRM_BEHIND = re.compile(
    r"(?:配备|配置|配有|设有|下设|设立|共有|现有|实有|核定|拥有|共计|合计|总计|累计|共|划分|分成|分为|辖|服务|覆盖|惠及|投入|分布[在于]|收回|回收|筹措|募集|价值|有效)"
    r"[^，。；]{0,4}$"
)
_POPULATIONS = frozenset(("clients", "poor", "resources"))
_IN_PART = re.compile(r"片区?\s*(?:\d+|[一二三四五六七八九十])?\s*(?:有|辖|现有)?\s*$")
_OTHER_PLACE = re.compile("片|站部|总部|分部|分站")
_IN_DISTRICT = re.compile(r"^\s*(?:[（(]?\d+[)）.、])?\s*(?:本|该)?片区")
_TWICE = r"(?P<town>[一-鿿]{2,3})(?:街|镇)(?P=town)片区"
_STRONG = re.compile(
    "(?:共|合计|总计|配备|配置|配有|设有|下设|划分|分成|分为|分布在|现有|实有|核定|回收|收回)[^，。；]{0,3}$"
)
_PLAIN = re.compile(
    "站内|(?:社工)?负责|折合|人民币|价值|超过|超|近|约|达到?|同意|组织|由|派出|核定|辖|划分?|分成|分为?|成|评估(?:小)?组|全部|全体|所有|这|上述|回收|收回|有效|在册|片|[的个]"
)
_FOR_SOME = re.compile("领域|[为对给向]|针对|面向|帮助|协助|各|每|其中")
_TIMES = re.compile("考核期|评估期|半年|全年|本年度?|上半年|下半年|季度")
_OF_ALL = re.compile(r"[^，。；、]{0,3}(?:均|都|全部|全员|组成|合计|中有|里有|的全覆盖|实行|开展)")
_ALL_OF = re.compile(
    r"(?:全部|全体|所有|全站|全街|这|上述|惠及|覆盖|贯彻到|能够利用|街道和)[^，。；]{0,6}$"
)
_PART = re.compile(
    "访谈|座谈|面谈|访问|走访[^，。；]{0,6}$|抽|随机|离职|入职|新(?:增|来|培育|登记|建|成立|发展|招)|流失|调离|调入|参加|参与|参训|签到|评为|联系|推荐|代表|部分|个别|约谈|"
    "每[个名月周次季]|各[有设配]|另[有设]|不足|缺|补充|退出|轮岗|借调"
)
_PAST = re.compile(
    "上年|去年|上一|往年|年初|期初|此前|原有|原来|曾|计划|拟|预计|将有|应配|应到|应有|需要|要求|不少于|不低于|至少|指标|目标|任务|标准|"
    "分别|增加|增至|减少|减至|上升|下降|提高|降低|由[^，。；]{0,8}到|其他|建议"
)
_OWNER = re.compile("负责|领域|小组|(?:片区?|点|村|社区|中心)$")
_AGREED = re.compile(
    r"(?:指标|目标|任务|约定|计划|要求)[^，。；、\d]{0,8}(?:依次|分别|为|是|包括|有|：)"
)
_WHEN = re.compile(
    r"中期(?!评估报告)|[上下]半年|前期|(?<!\d)\d{1,2}月(?:底|末|初)|第[一二三四1-4]季度|月份|当时|其时"
)
_LEFT_OUT = re.compile("[^，。；]{0,4}(?:不含|不包括|未计入)")
_CHECKED = re.compile("抽|查阅|调阅|翻阅")
_TALKED = re.compile("访谈|座谈|面谈|谈话|约谈")
_PANEL = re.compile("评估(?:小)?组|专家组|评估团队|评审组|评委")
_PANELISTS = re.compile("由|共|组织|组成|包括|独立|一致|打分|评分|到站")
_SURVEY = re.compile("随机|访问|抽|调查|满意|受访|问卷|电访")
_QUOTED = re.compile("[“「『]")
_UNIT_IN_LABEL = re.compile(r"[（(]\s*(?P<unit>[一-鿿]{1,2})\s*[)）]")
_DONE = re.compile("完成(?!率|比|度|进度)|实际(?!.*率)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a thing. `rest` is what makes the thing another one; an empty district is the station."""

    line: Line
    figure: Figure
    thing: Thing
    word: str
    rest: str
    district: str
    of_table: bool = False

    @property
    def unit(self) -> str:
        return "人" if self.figure.unit in _PERSONS else self.figure.unit

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.thing.name, self.rest, self.unit, self.district


def amounts(report: Report) -> tuple[Amount, ...]:
    """Amounts in the order of the text, those of tables behind them."""
    return _amounts(report.lines)


@lru_cache(maxsize=4)
def _amounts(lines: tuple[Line, ...]) -> tuple[Amount, ...]:
    report = Report(lines)
    stem = Names.of(report).stem
    own = re.compile(f"{stem}片区|{_TWICE}" if stem else _TWICE)
    told = (
        one
        for section in outline(report)
        for line in section.lines
        for one in _of_line(section, line, own)
    )
    return (*told, *(one for grid in grids(report) for one in _of_table(grid)))


def _of_line(section: Section, line: Line, own: re.Pattern[str]) -> Iterator[Amount]:
    """Amounts of one line; where a district has the name of the town itself, the station is meant."""
    named = districts_named(line.text, section)
    for figure in figures(line.text):
        if figure.percent or not figure.unit or not figure.value:
            continue
        found = _noun(line.text, figure)
        if found is not None:
            thing, word, rest = found
            district = district_of(line.text, figure, section, named)
            if district or not _elsewhere(line.text, figure, own):
                yield Amount(line, figure, thing, word, rest, district)


def _noun(text: str, figure: Figure) -> tuple[Thing, str, str] | None:
    """The thing that a figure counts, its word, and what qualifies it; None in doubt."""
    match = _AFTER.match(text, figure.end)
    if match and _thing_of(match["word"], figure) and not _goes_on(text, match.end("word")):
        return _behind(text, figure, match)
    return _before(text, figure)


def _behind(text: str, figure: Figure, match: re.Match[str]) -> tuple[Thing, str, str] | None:
    thing = _BY_WORD[match["word"]]
    begin = _begin(text, figure.start)
    before = text[begin : figure.start]
    firm = _FIRM_BEHIND.search(before[-14:]) or _ALL_OF.search(before[-10:])
    all_of_them = (
        thing.name in _POPULATIONS
        or thing.name == "panel"
        or thing.kind == "checked"
        or _IN_PART.search(before)
        or _OF_ALL.match(text, match.end("word"))
    )
    plain = thing.kind == "checked" or _STRONG.search(before[-8:]) or _is_plain(before)
    told_plainly = (firm or all_of_them) and plain
    if not told_plainly or not _is_all(text, figure, thing, match.end("word")):
        return None
    return thing, match["word"], match["own"]


def _is_plain(before: str) -> bool:
    """Whether nothing but who, where and verbs of having stands before a figure in its clause."""
    clause = re.split(r"[，,：:、（()）“”]|\d\s*[个名位户份家场次支]?", before)[-1]
    return not re.sub(_PLAIN, "", _LEAD.sub("", clause)).strip()


def _before(text: str, figure: Figure) -> tuple[Thing, str, str] | None:
    begin = max(_begin(text, figure.start), figure.start - _WINDOW)
    window = text[begin : figure.start]
    match = _BEFORE.search(window)
    thing = _thing_of(match["word"], figure) if match else None
    if match is None or thing is None or len(match["gap"]) > _LIGHT:
        return None
    head = re.split(r"[，,：:、（()）“”\d\]]", window[: match.start("word")])[-1]
    if _of_somebody(text, figure):
        return None
    rest = _LEAD.split(head)[-1].strip()
    if (
        len(rest) > 4
        or _OF_SOME.search(_NUMBERED.sub("片区", head))
        or not _is_all(text, figure, thing, figure.end)
    ):
        return None
    firm = _FIRM.search(head + match["gap"]) or _IN_DISTRICT.search(text)
    if thing.kind == "flow" and ((rest and not firm) or _FOR_SOME.search(head)):
        return None
    if thing.kind == "money" and (when := _TIMES.search(head)):
        rest = when.group() + rest
    return thing, match["word"], "" if thing.kind == "checked" else rest


def _of_somebody(text: str, figure: Figure) -> bool:
    """Whether a figure stands in a bracket behind a part or one person's work: 长者领域（服务对象126人）."""
    opened = text.rfind("（", max(0, figure.start - _WINDOW), figure.start)
    if opened < 0 or "）" in text[opened : figure.start]:
        return False
    clause = re.split("[，。；、）]", text[max(0, opened - _WINDOW) : opened])[-1]
    return bool(_OWNER.search(clause))


def thing_before(text: str, figure: Figure) -> Thing | None:
    """The thing whose word stands right before a figure, whatever part of it is told."""
    match = _BEFORE.search(text, max(0, figure.start - _WINDOW), figure.start)
    return _thing_of(match["word"], figure) if match else None


def _begin(text: str, at: int) -> int:
    return max(text.rfind(sign, 0, at) for sign in "。；;！？\n") + 1


def _elsewhere(text: str, figure: Figure, own: re.Pattern[str]) -> bool:
    """Whether a figure of the station stands behind the name of a part of it that is no known district."""
    begin = max(text.rfind(sign, 0, figure.start) for sign in "，。；") + 1
    clause = re.sub("[个各]片区", "", text[begin : figure.start])
    return bool(_OTHER_PLACE.search(own.sub("", clause)))


def _goes_on(text: str, end: int) -> bool:
    """Whether the word is but the beginning of another: 社区 of 社区活动, 社工 of 社工站."""
    return bool(
        re.match(
            r"[站点队员库会室群]|活动|工作|居民|基金|服务|慈善|档案|记录|台账|项目|组织|骨干|负责",
            text[end:],
        )
    )


def _thing_of(word: str, figure: Figure) -> Thing | None:
    thing = _BY_WORD[word]
    unit = "人" if figure.unit in _PERSONS else figure.unit
    fits = unit in thing.units or (len(unit) == 2 and unit[-1] == "次" and "次" in thing.units)
    return thing if fits else None


def _is_all(text: str, figure: Figure, thing: Thing, end: int) -> bool:
    """Whether nothing around a figure says that it is of a part, of another time, or of a project."""
    begin = _begin(text, figure.start)
    commas = [text.rfind(sign, begin, figure.start) + 1 for sign in "，、"]
    ends = [at for sign in "，。；、" if (at := text.find(sign, end)) >= 0]
    clause = text[max(begin, *commas) : min(ends, default=len(text))]
    sentence = text[begin : figure.start]
    if thing.kind == "checked":
        return bool(_CHECKED.search(clause)) and not _PAST.search(clause)
    if thing.name == "panel":
        return bool(_PANELISTS.search(text[begin : end + 8])) and not _PAST.search(clause)
    part = _PAST.search(clause) or _PART.search(clause) or _WHEN.search(sentence)
    part = part or _AGREED.search(sentence)
    return not part and not _LEFT_OUT.match(text, end) and not _of_others(thing, sentence)


def _of_others(thing: Thing, sentence: str) -> bool:
    """Whether a sentence is about the panel, about talks and surveys, or about a project."""
    if thing.units == {"人"} and _TALKED.search(sentence):
        return True
    if thing.kind == "stock" and _PANEL.search(sentence):
        return True
    if thing.kind == "stock" and thing.units <= {"人", "户"} and _SURVEY.search(sentence):
        return thing.name != "people-asked"
    if thing.name == "budget" and "其中" in sentence:
        return True
    told = sentence if thing.kind == "flow" else sentence.rsplit("，", 1)[-1]
    return thing.kind in {"flow", "money"} and bool(_QUOTED.search(told))


def _of_table(grid: Grid) -> Iterator[Amount]:
    """What was done of each thing, and what each district has."""
    done, units = grid.column(_DONE.pattern), grid.column(r"^\s*单\s*位\s*$")
    for row in grid.rows[1:]:
        label, value = row[0], cell(row, done)
        number = number_in(value)
        if value is None or number is None or district_key(label.text):
            continue
        bracket, beside = _UNIT_IN_LABEL.search(label.text), cell(row, units)
        unit = bracket["unit"] if bracket else beside.text.strip() if beside else ""
        word = _UNIT_IN_LABEL.sub("", label.text).strip()
        if unit and word in _BY_WORD:
            start = len(value.text) - len(value.text.lstrip())
            figure = Figure(start, len(value.text.rstrip()), number, unit, value.text.strip())
            if thing := _thing_of(word, figure):
                yield Amount(value, figure, thing, word, "", "", of_table=True)


_BY_WORD = {word: thing for thing in things() for word in thing.words}
_WORDS = "|".join(re.escape(word) for word in sorted(_BY_WORD, key=len, reverse=True))
_AFTER = re.compile(rf"\s*的?\s*{_MODIFIER}(?P<word>{_WORDS})")
_BEFORE = re.compile(rf"(?P<word>{_WORDS})(?P<gap>{_GAP})$")
