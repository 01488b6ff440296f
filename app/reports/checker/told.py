"""Figures of a report with what they count and which district they belong to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.reports.checker.base import Line, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.outline import Section, district_key, outline

_DISTRICT = re.compile(
    r"第\s*[一二三四五六七八九十\d]{1,3}\s*片区?|片区\s*[一二三四五六七八九十\d]{1,3}(?!\s*[个名人户次份])|(?<![一-鿿])[一二三四五六七八九]片区|(?<![一-鿿])[东南西北中]片(?=[现有共设的内登建完开组探配服困社，：\d])|[东南西北中]部?片区"
)
_ENDS = re.compile(
    r"(?:共计|合计|总计|累计|总共|一共|共有|设有|配有|现有|共|约|近|达到|达|为|有|是|了|已|在册|登记|实有|各|均|都|的|数量?|人数|总数|：|:|\s)+$"
)
_BEGINS = re.compile(
    r"^(?:[\s的了]|本片区|该片区|片区内?|本站|全站|全街|辖区内?|辖内|社工站|目前|现|其中|并|以及|及|和|与|能够|能|已|共|新|累计|评估期内|期内|本年度|本评估期|完成|开展|组织|举办|实现|"
    r"配置|配备|配|投入|培育|链接|收到|收获|获得|获|建立|派发|点亮|圆梦|落实|包括|包含|拥有|汇总|整理|负责|设|设立|设有|有)+"
)
_EVERYWHERE = re.compile(
    r"全[站街镇乡](?![^，。；]{0,4}(?:平均|排名))|(?:(?:[两二三四五六七八九十]|\d{1,2})\s*个|各|所有|全部)片区[^，。；]{0,6}(?:合计|共|总)"
)
_FIRST = 6
_CUT = re.compile(
    r"均|全部|全员|都|进行|参与|提供|开展|获|与|在|到|为|和|及|的|能|已|分|组成|构成|担任|持(?!证社工|证人员)|上岗|集中|涉及|达|占|中(?!级)|要|应|需|没|未|仅|已|也|还|只|主要|共"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure, the noun before it, the noun behind it, and its district (empty: the station)."""

    line: Line
    figure: Figure
    before: str
    after: str
    district: str
    section: Section

    @property
    def nouns(self) -> tuple[str, ...]:
        """What it counts, the likelier noun first."""
        return tuple(noun for noun in (self.after, self.before) if len(noun) > 1)


def told(report: Report) -> tuple[Told, ...]:
    """Every exact figure of the running text, in order."""
    return _told(report.lines)


@lru_cache(maxsize=4)
def _told(lines: tuple[Line, ...]) -> tuple[Told, ...]:
    return tuple(
        one
        for section in outline(Report(lines))
        for line in section.lines
        for one in _of(section, line)
    )


def _of(section: Section, line: Line) -> Iterator[Told]:
    text, found = line.text, figures(line.text)
    named = districts_named(text, section)
    for at, one in enumerate(found):
        if one.rough or one.percent:
            continue
        begin = found[at - 1].end if at else 0
        end = found[at + 1].start if at + 1 < len(found) else len(text)
        before = _noun_before(text[begin : one.start])
        after = _noun_after(text[one.end : end])
        yield Told(line, one, before, after, district_of(text, one, section, named), section)


def districts_named(text: str, section: Section) -> list[re.Match[str]]:
    """Where a line names districts, unless it stands in the part of one."""
    if section.district:
        return []
    return [m for m in _DISTRICT.finditer(text) if district_key(m.group())]


def district_of(text: str, figure: Figure, section: Section, named: list[re.Match[str]]) -> str:
    """Whose figure it is: that of the district told last before it, or of the part; else the station's."""
    begin = max(text.rfind(sign, 0, figure.start) for sign in "。；") + 1
    last = max((m.end() for m in named if m.end() <= figure.start), default=0)
    if _EVERYWHERE.search(text, max(begin, last), figure.start):
        return ""
    return section.district or _nearest(text, named, figure)


def _nearest(text: str, named: list[re.Match[str]], figure: Figure) -> str:
    """The district named last before a figure in its sentence, else the one that heads a paragraph."""
    if named and named[0].start() <= _FIRST and len({m.group() for m in named}) == 1:
        return district_key(named[0].group())
    begin = max(text.rfind(sign, 0, figure.start) for sign in "。；") + 1
    before = [m for m in named if begin <= m.start() and m.end() <= figure.start]
    return district_key(before[-1].group()) if before else ""


def _noun_before(text: str) -> str:
    clause = re.split(r"[，,。；;：:、（）()“”\"]", text)[-1]
    clause = _ENDS.sub("", clause)
    clause = _DISTRICT.sub("", clause)
    return _BEGINS.sub("", clause).strip()


def _noun_after(text: str) -> str:
    clause = re.split(r"[，,。；;：:、（）()“”\"]", text)[0].lstrip("的 ")
    cut = _CUT.search(clause)
    return (clause[: cut.start()] if cut else clause).strip()
