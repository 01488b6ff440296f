"""C23: what districts and sites add up to, against what is told of the whole."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures, marks
from app.reports.checker.outline import district_key, outline
from app.reports.checker.parts import same_kind
from app.reports.checker.placing import Says, of, whole
from app.reports.checker.told import Told, told
from app.rules.problem import Severity

_SITES = Says(
    Family.DISTRICTS,
    N_("The heading names {right} sites, and {stated} are told here."),
)
_HEADING = Says(
    Family.DISTRICTS,
    N_("{right} sites are named here, and {stated} are told again and again below."),
)
_ALL_SITES = Says(
    Family.DISTRICTS,
    N_("The districts name {right} sites together, and {stated} are told here."),
)
_COUNT = Says(
    Family.DISTRICTS,
    N_("The report has parts about {right} districts, and {stated} are told here."),
)
_LIST = Says(
    Family.DISTRICTS,
    N_("The sites have {values}, together {right}; {stated} is given as their total."),
    Severity.ERROR,
)
_SITE_WORD = re.compile(
    r"\s*(?:社区社工点|社工点|社区|村居|村|居委会?|站点|点)(?!工作|居民|组织|基金|片|活动)"
)
_OWNED = re.compile(
    "(?:共|设|设有|设立|下设|分设|负责|覆盖|下辖|辖|辖内|包括|含|分为|划为|划分|全站|全街|惠及|将辖内)[^，。；、]{0,6}$"
)
_EVERY = re.compile(r"\s*(?:社区社工点|社工点|社区|村居|站点)?(?:都|均|全部|组成|级)")
_DIVIDED = re.compile(
    "(?:划分|划为|划成|分成|分为|分|设|设立|设置|共|下设|全站)了?[^，。；、]{0,4}$"
)
_DISTRICT_WORD = re.compile(r"\s*(?:社区)?片区?(?!\S{0,2}(?:负责|长))")
_MAPPED = re.compile(
    r"^\s*(?:[（(]?\d{1,2}\s*[)）.．、]\s*)?(?P<name>第?[一二三四五六七八九十\d]{1,3}片区|片区[一二三四五六七八九十\d]{1,3})\s*[（(]?[：:]\s*(?P<sites>[^。；]{2,})"
)
_IN_NONE = re.compile(r"[^。；]{0,14}(?:统筹|站部|主站|总站|全站|不驻|机动|不属于|不在片区)")


def check_districts(report: Report) -> Iterator[Remark]:
    """Sums of what every district tells, and counts of districts and sites."""
    found = told(report)
    sites = sites_named(report)
    yield from _sites(report, found, sites)
    yield from _districts(report, found, sites)
    for line in report.body():
        yield from _lists(line)


def sites_named(report: Report) -> dict[str, tuple[str, ...]]:
    """The sites of each district, from its heading or from a list of districts."""
    return {key: _names(match["sites"]) for key, _line, match in _mapped(report)}


def _headings(report: Report) -> dict[str, Line]:
    return {key: line for key, line, _match in _mapped(report)}


def _mapped(report: Report) -> Iterator[tuple[str, Line, re.Match[str]]]:
    """The first line of each district that lists its sites."""
    seen = {""}
    for line in report.body():
        if (match := _MAPPED.match(line.text)) and len(line.text) < 200:
            key = district_key(match["name"])
            if key not in seen and "，" not in match["sites"]:
                seen.add(key)
                yield key, line, match


def _names(text: str) -> tuple[str, ...]:
    cuts = [-1, *marks(text, "、"), len(text)]
    pieces = [text[a + 1 : b].strip(" ）)") for a, b in pairwise(cuts)]
    return tuple(piece for piece in pieces if piece)


def explained(text: str, whole: Figure, right: Decimal) -> bool:
    """Whether the text right behind a whole says who is in no district: 23名（其中2名统筹全站）."""
    more = whole.value - right
    behind = [
        f for f in figures(text) if whole.end <= f.start <= whole.end + 30 and f.value == more
    ]
    return any(same_kind(f, whole) and _IN_NONE.match(text, f.end) for f in behind)


def _sites(
    report: Report, found: tuple[Told, ...], sites: dict[str, tuple[str, ...]]
) -> Iterator[Remark]:
    """“5个社工点” in a district's part against its heading; “14个村居” against all of them."""
    everything = sum(len(names) for names in sites.values())
    wrong: dict[str, list[Told]] = defaultdict(list)
    for one in found:
        right = len(sites.get(one.district, ())) if one.district else everything
        if right > 1 and one.figure.value != right and _tells_sites(one, right):
            wrong[one.district].append(one)
    for district, told_there in wrong.items():
        right = len(sites[district]) if district else everything
        values = {one.figure.value for one in told_there}
        heading = _headings(report).get(district)
        if len(told_there) > 1 and len(values) == 1 and heading:
            yield _HEADING.at(whole(heading), right=right, stated=values.pop())
            continue
        says = _SITES if district else _ALL_SITES
        for one in told_there:
            yield says.at(of(one.line, one.figure), right=right, stated=one.figure.value)


def _tells_sites(one: Told, right: int) -> bool:
    """Whether a figure counts all the sites that there are."""
    text, figure = one.line.text, one.figure
    if figure.unit != "个" or not _SITE_WORD.match(text, figure.end) or not figure.whole:
        return False
    owned = bool(_OWNED.search(text[: figure.start][-12:]))
    every = bool(_EVERY.match(text, figure.end))
    return (owned or every or figure.value > right) and not _subset(text, figure)


def _subset(text: str, figure: Figure) -> bool:
    return bool(
        re.search(
            "其中|部分|有$|新增?|另|联动|各$|第", text[max(0, figure.start - 4) : figure.start]
        )
    )


def _districts(
    report: Report, found: tuple[Told, ...], sites: dict[str, tuple[str, ...]]
) -> Iterator[Remark]:
    keys = {section.district for section in outline(report) if section.district} | sites.keys()
    for one in found:
        text, figure = one.line.text, one.figure
        if len(keys) < 2 or one.district or figure.unit != "个":
            continue
        divided = _DIVIDED.search(text[: figure.start][-10:])
        if divided and _DISTRICT_WORD.match(text, figure.end) and figure.value != len(keys):
            yield _COUNT.at(of(one.line, figure), right=len(keys), stated=figure.value)


def _lists(line: Line) -> Iterator[Remark]:
    """“甲村汇总信息144条…；片区合计汇总信息476条”: a list of sites and its total."""
    match = re.search(r"(?:合计|总计|共计)(?=[^，。；、]{0,12}\d)", line.text)
    if not match:
        return
    found = [f for f in figures(line.text) if not f.percent and f.unit]
    begin = line.text.rfind("。", 0, match.start()) + 1
    end = min(
        (at for at in (line.text.find(s, match.end()) for s in "。；") if at >= 0),
        default=len(line.text),
    )
    before = [f for f in found if begin <= f.start < match.start()]
    if "；" not in line.text[begin : match.start()]:
        return
    for total in (f for f in found if match.end() <= f.start < end):
        parts = [f for f in before if _same_list(line.text, f, total)]
        pieces = line.text[begin : match.start()].count("；")
        right = sum((f.value for f in parts), Decimal(0))
        exact = not total.rough and not any(f.rough for f in parts)
        if exact and len(parts) == pieces > 1 and right != total.value:
            values = "、".join(f.written for f in parts)
            yield _LIST.at(of(line, total), values=values, right=right, stated=total.value)


def _same_list(text: str, part: Figure, total: Figure) -> bool:
    return same_kind(part, total) and _word(text, part) == _word(text, total)


def _word(text: str, figure: Figure) -> str:
    """The last two characters of what is counted."""
    return text[: figure.start].rstrip(" 共计有")[-2:]
