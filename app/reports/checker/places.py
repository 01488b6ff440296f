"""C01: a district, a town or a station whose proper name the report has not established.

Established is what stands in its title, its preface, its definitions and its signature.
"""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.names import Names, definitions
from app.reports.checker.stations import is_elsewhere, other_station
from app.reports.checker.text import HAN, remark
from app.reports.checker.words import is_common, is_place, times, words_of
from app.rules.problem import Severity

_HEAD, _TAIL, _SIGNED = 16, 4, 30
_BACK, _NAME = 8, 2
_ORGAN = "民政局|民政和人力资源|人民政府|财政局|卫生健康局|人力资源和社会保障局|残疾人联合会|残联|妇女联合会|妇联|社会工作部|团委"
_PARTS = re.compile(rf"(?<={HAN})(?P<kind>[区县市])(?={_ORGAN})")
_TOWNS = re.compile(
    rf"(?<={HAN})(?P<kind>街道|街|镇|乡)(?=办事处|人民政府|政府|党工委|党委|(?:各|所有|全部)?社工点|(?:各|所有)(?:村居|社区)"
    "|作为|属于|地处|辖|下辖|共有|常住|现有|困难群众|特殊群体|居民|群众|辖区|党群|的(?:社区|居民|群众|困难|服务对象|青少年|长者|老人|儿童|残疾|志愿|社工))"
)
_STATIONS = re.compile(
    rf"(?:^|[，。、；：:（(]|建议|请|由|对|向|与|和|认为|希望|要求|督促|的|是)(?P<name>{HAN}{{2}})站"
    "(?=根据|应|要|需|须|的|在|将|把|可|能|有|加强|完善|继续|进一步|社工|负责|补|整|[，。、；])"
)
_GENERAL = re.compile(
    "(?:社|片|辖|老|城|市|郊|景|园|山|校|厂|小|新|特|灾|学|街|地|县|邻|外|两|各|全|本|该|此|某|每|所在|所属|属地|当地|上级|同级|相关|有关|主|分|总|沿|大|后|前|横|直"
    "|步行|商业|美食|步行|购买方|监督方|承办方|中心|重点|其他|其它|另一|邻近|周边|兄弟|部分|多数|所有|我|贵|乡|镇|集|圩|墟|到|由|被|把|给|对|向|与|和|及|或|的|是|等|为)$"
)
_NO_STATIONS = frozenset(
    ("社工", "服务", "工作", "火车", "汽车", "公交", "地铁", "加油", "中转", "供水", "变电", "气象", "联络", "邻里", "颐康", "耆康", "便民", "志愿", "党建", "警务", "卫生", "防疫", "救助", "安置", "检测", "观测", "兽医", "农技", "文化", "广播", "管理", "监测", "救援", "消防", "到本", "驻本", "全市", "全区", "全镇", "全街", "本镇", "本街", "两个", "三个", "四个", "各个", "每个", "多个", "一个", "其他", "其它", "新建", "老旧", "主站", "旧站", "示范", "试点", "先进", "优秀", "同类", "相邻", "兄弟", "家综", "项目", "街道", "镇街", "综合", "督导", "评估", "从本", "往本", "该社")
)  # fmt: skip
_GRAMMAR = frozenset(
    "的了在是和与对把被将从向由及或也都就并且以到着过其该各均已未为给于用按经每某本此两几请受"
)
_OFTEN, _RARE = 3, 1_500
_OFFICE = re.compile("(?:街道?|镇|乡)?(?:办事处|人民政府|政府|党委)")
_COMPARED = re.compile(
    "对照|比照|相比|比较|[比跟同]$|不同|一样|差别|标兵|标杆|搬|迁|来自|转来|写成|误写|写错|抬头"
)


def other_places(report: Report) -> Iterator[Remark]:
    own = Names.of(report)
    known = _established(report)
    whole = "\n".join(line.text for line in report.lines)
    for line in report.lines:
        said = [
            *(one for m in _PARTS.finditer(line.text) for one in _of_a_part(line, m, known, own)),
            *(one for m in _TOWNS.finditer(line.text) for one in _of_a_town(line, m, known, own)),
            *(
                one
                for m in _STATIONS.finditer(line.text)
                for one in _of_a_station(line, m, known, own)
            ),
        ]
        yield from (one for one in said if whole.count(one.quote) < _OFTEN)


def foreign_names(report: Report) -> Iterator[Remark]:
    """Stations, towns and districts of others, each once."""
    told: dict[int, list[tuple[int, int]]] = {}
    for one in (*other_station(report), *other_places(report)):
        spans = told.setdefault(id(one.line), [])
        if not any(start < one.end and one.start < end for start, end in spans):
            spans.append((one.start, one.end))
            yield one


def _established(report: Report) -> str:
    lines = [line.text for line in report.lines if line.text.strip()]
    text = "\n".join(lines)
    given = [one["full"] for one in definitions(text)]
    facts = report.facts
    signed = [one for one in lines[-_TAIL:] if len(one) <= _SIGNED and "。" not in one]
    return "\n".join((facts.station, *facts.names, *lines[:_HEAD], *signed, *given))


def _of_a_part(line: Line, found: re.Match[str], known: str, own: Names) -> Iterator[Remark]:
    name = _name_before(line.text, found.start())
    told = name + found["kind"]
    if (
        not name
        or told in known
        or told == own.district
        or not re.search(rf"{HAN}{{2}}{found['kind']}", known)
    ):
        return
    if not _is_apart(line.text, found.start() - len(name)):
        span = (found.start() - len(name), found.end())
        yield _other(line, span, own.district if own.district[-1:] == found["kind"] else None, own)


def _of_a_town(line: Line, found: re.Match[str], known: str, own: Names) -> Iterator[Remark]:
    name = _name_before(line.text, found.start()) if own.town else ""
    if not name or name + found["kind"][0] in known or name in own.stem or own.stem in name:
        return
    if any(name in one for one in own.towns) or _is_apart(line.text, found.start() - len(name)):
        return
    yield _other(line, (found.start() - len(name), found.end()), own.town, own)


def _of_a_station(line: Line, found: re.Match[str], known: str, own: Names) -> Iterator[Remark]:
    name = found["name"] if own.short == f"{own.stem}站" else ""
    free = (
        not name
        or name in _NO_STATIONS
        or name in known
        or _GENERAL.search(name)
        or is_common(name)
    )
    if free or name[-1] in _GRAMMAR or name[0] in _GRAMMAR or name == own.stem:
        return
    row = words_of(name)
    if any(name in one for one in own.towns) or _is_apart(line.text, found.start("name")):
        return
    if len(row) == 2 or is_place(name):
        yield _other(line, (found.start("name"), found.end()), own.short, own)


def _name_before(text: str, end: int) -> str:
    """The proper name that ends here: one word, or the last two characters that are no word."""
    row = words_of(text[max(0, end - _BACK) : end])
    last = row[-1].text if row else ""
    if 1 < len(last) <= 3:
        told = is_place(last) or times(last) < _RARE
        return last if told and not _GENERAL.search(last) and not is_common(last) else ""
    tail = ""
    for one in reversed(row):
        if len(one.text) > 1 or one.text in _GRAMMAR or not "\u3400" <= one.text <= "\u9fff":
            break
        tail = one.text + tail
    name = tail[-2:]
    return name if len(name) == 2 and not _GENERAL.search(name) else ""


def _is_apart(text: str, at: int) -> bool:
    """Whether another place is meant on purpose."""
    before = re.split(r"[。；\n]", text[:at])[-1][-14:]
    if is_elsewhere(text, at) or _COMPARED.search(before):
        return True
    return before[-1:] in {"和", "与"} and not _OFFICE.match(text, at + _NAME)


def _other(line: Line, span: tuple[int, int], mend: str | None, own: Names) -> Remark:
    return remark(
        Family.OTHER_STATION,
        line,
        span,
        N_("“{text}” is the name of another place; this report is about {own}."),
        mend or None,
        Severity.ERROR,
        text=line.text[slice(*span)],
        own=own.town or own.district,
    )
