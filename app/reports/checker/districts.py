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
from app.reports.checker.placing import Place, Says, of
from app.reports.checker.told import Told, told
from app.rules.problem import Severity

_SUM = Says(
    Family.DISTRICTS,
    N_("The districts have {values}, together {right}; the whole is given as {stated}."),
)
_MORE = Says(
    Family.DISTRICTS,
    N_("One district alone has {value}, more than the {stated} of the whole."),
)
_SITES = Says(
    Family.DISTRICTS,
    N_("The heading names {right} sites, and {stated} are told here."),
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
_UNITS = frozenset((*"人名位户份条件支篇封个场次节宗项", "人次", "户次"))


def check_districts(report: Report) -> Iterator[Remark]:
    """Sums of what every district tells, and counts of districts and sites."""
    found = told(report)
    sites = sites_named(report)
    yield from _sums(found, {one.district for one in found if one.district} | sites.keys())
    yield from _sites(found, sites)
    yield from _districts(report, found, sites)
    for line in report.body():
        yield from _lists(line)


def sites_named(report: Report) -> dict[str, tuple[str, ...]]:
    """The sites of each district, from its heading or from a list of districts."""
    named: dict[str, tuple[str, ...]] = {}
    for line in report.body():
        if (match := _MAPPED.match(line.text)) and len(line.text) < 200:
            key = district_key(match["name"])
            if key and key not in named and "，" not in match["sites"]:
                named[key] = _names(match["sites"])
    return named


def _names(text: str) -> tuple[str, ...]:
    cuts = [-1, *marks(text, "、"), len(text)]
    pieces = [text[a + 1 : b].strip(" ）)") for a, b in pairwise(cuts)]
    return tuple(piece for piece in pieces if piece)


def _sums(found: tuple[Told, ...], keys: set[str]) -> Iterator[Remark]:
    if len(keys) < 2:
        return
    done: set[str] = set()
    for whole in found:
        if whole.district or whole.figure.unit not in _UNITS or not whole.figure.whole:
            continue
        for noun in whole.nouns:
            if noun not in done and (parts := _by_district(found, noun, whole.figure)):
                done.add(noun)
                yield from _compared(found, whole, noun, parts, everywhere=parts.keys() == keys)


def _by_district(found: tuple[Told, ...], noun: str, figure: Figure) -> dict[str, Decimal]:
    """What each district tells of the noun; a district that tells several figures is left out."""
    values: dict[str, set[Decimal]] = defaultdict(set)
    for one in found:
        if one.district and same_kind(one.figure, figure) and counts(one, noun):
            values[one.district].add(one.figure.value)
    return {key: next(iter(told_)) for key, told_ in values.items() if len(told_) == 1}


def counts(one: Told, noun: str) -> bool:
    """Whether a figure counts this: 困难群众 and 困难群众和特殊群体 are the same."""
    return any(
        own == noun
        or (min(len(own), len(noun)) > 3 and (own.startswith(noun) or noun.startswith(own)))
        for own in one.nouns
    )


def _compared(
    found: tuple[Told, ...], whole: Told, noun: str, parts: dict[str, Decimal], *, everywhere: bool
) -> Iterator[Remark]:
    wholes = {
        one.figure.value
        for one in found
        if not one.district and counts(one, noun) and same_kind(one.figure, whole.figure)
    }
    right, place = sum(parts.values(), Decimal(0)), of(whole.line, whole.figure)
    stated = max(wholes)
    if everywhere and right not in wholes:
        values = "、".join(str(parts[key]) for key in sorted(parts))
        yield _SUM.at(
            _largest(found, whole, noun, stated) or place, values=values, right=right, stated=stated
        )
    elif not everywhere and max(parts.values()) > stated and len(wholes) == 1:
        yield _MORE.at(place, value=max(parts.values()), stated=stated)


def _largest(found: tuple[Told, ...], whole: Told, noun: str, value: Decimal) -> Place | None:
    for one in found:
        told_of = not one.district and counts(one, noun) and same_kind(one.figure, whole.figure)
        if told_of and one.figure.value == value:
            return of(one.line, one.figure)
    return None


def _sites(found: tuple[Told, ...], sites: dict[str, tuple[str, ...]]) -> Iterator[Remark]:
    """“5个社工点” in a district's part against its heading; “14个村居” against all of them."""
    everything = sum(len(names) for names in sites.values())
    for one in found:
        text, figure = one.line.text, one.figure
        if figure.unit != "个" or not _SITE_WORD.match(text, figure.end) or not figure.whole:
            continue
        owned = bool(_OWNED.search(text[: figure.start][-12:]))
        every = bool(_EVERY.match(text, figure.end))
        right = len(sites.get(one.district, ())) if one.district else everything
        told_all = owned or every or figure.value > right
        if right > 1 and figure.value != right and told_all and not _subset(text, figure):
            says = _SITES if one.district else _ALL_SITES
            yield says.at(of(one.line, figure), right=right, stated=figure.value)


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
