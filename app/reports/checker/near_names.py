"""C11: names that are nearly another one: titles of documents, sites, organisations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.lists import shapes, sounds
from app.reports.checker.text import HAN, remark
from app.reports.checker.whole import Whole

MISSING = 3
"""How many characters may be left out in a title that is meant for another one."""

_LONG, _LONGER = 8, 14
_QUOTED = re.compile("“([\u4e00-\u9fff·]{4,14})”")
_LIST = re.compile(
    "(?:[\u4e00-\u9fff]{2,11}、)++[\u4e00-\u9fff]{2,8}?(?=[0-9一二三四五六七八九十两]+\\s?个(?:社区|村))"
    "|(?:[\u4e00-\u9fff]{2,9}?(?:社区|村)、)++[\u4e00-\u9fff]{2,6}?(?:社区|村)"
)
_KIND = re.compile("(?:社区|村)$")
_TITLE = re.compile(r"《([^《》\n]{5,40})》")
_LISTED = re.compile(r"(?:片区[^：:\n]{0,6}|[片区]|社工点|村居)[：:]\s*([^\n。]+)")
_SITE = re.compile(rf"{HAN}{{3,8}}(?:社区|村)")
_ORGANISATION = re.compile(
    rf"(?:项目)?(?:监督方|购买方|承办方|承接方|评估方|承办机构|评估机构)[：:]\s*({HAN}{{6,30}})"
)
_MODIFIERS = re.compile(r"[上下左右东西南北前后内外新老大小一二三四五六七八九十0-9年季月]")


def near_names(report: Report) -> Iterator[Remark]:
    whole = Whole.of(report.lines)
    yield from _titles(whole)
    yield from _quoted(whole)
    sites = list(_sites(whole, report))
    yield from sites
    for one in _communities(whole):
        if not any(a.line is one.line and a.start < one.end and one.start < a.end for a in sites):
            yield one


def _titles(whole: Whole) -> Iterator[Remark]:
    """Of two titles that are nearly the same, the one that stands less often."""
    found = list(_TITLE.finditer(whole.text))
    counts = Counter(one[1] for one in found)
    for one in found:
        right = _meant(one[1], counts)
        if right:
            line, span = whole.place(*one.span(1))
            yield remark(
                Family.TERMS,
                line,
                span,
                N_("Nearly the same title stands elsewhere as “{right}”. Which one is right?"),
                right=right,
            )


def _quoted(whole: Whole) -> Iterator[Remark]:
    """A name in quotation marks that stands once, and is nearly one that stands more often."""
    found = list(_QUOTED.finditer(whole.text))
    counts = Counter(one[1] for one in found)
    for one in found:
        others = [name for name in counts if counts[name] > counts[one[1]] == 1]
        right = next((name for name in others if _is_misread(one[1], name)), "")
        if right:
            yield _nearly(whole, one.span(1), right)


def _is_misread(name: str, other: str) -> bool:
    if len(name) != len(other) or name == other:
        return False
    apart = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    if len(apart) == 1:
        a, b = apart[0]
        return a in sounds().get(b, ("", ""))[0] or a in shapes().get(b, "")
    return len(apart) == 2 and sorted(name) == sorted(other)


def _communities(whole: Whole) -> Iterator[Remark]:
    """瓦瑶社区 where a list has 瓦窑, and 文园社区 where it has 文园巷."""
    known = {name for one in _LIST.finditer(whole.text) for name in _names_in(one.group())}
    for name in sorted(known):
        for found in re.finditer(_slips_of(name), whole.text):
            wrong = found["name"]
            if wrong not in known and name not in whole.text[found.start() - 2 : found.end()]:
                yield _nearly(whole, found.span("name"), name)


def _names_in(listed: str) -> Iterator[str]:
    for part in re.split("[、及和与]", listed):
        name = re.sub(
            r"^.*(?:为|有|是|括|辖|含|：|务|责|区|盖|过|问|访|在|到)(?=[\u4e00-\u9fff]{2})",
            "",
            _KIND.sub("", part),
        )
        if 2 <= len(name) <= 5 and not _MODIFIERS.search(name):
            yield name


def _slips_of(name: str) -> str:
    """The name with a character that sounds or looks like its own, or without its last one."""
    forms = []
    for n, one in enumerate(name):
        alike = {*sounds().get(one, ("", ""))[0], *shapes().get(one, "")} - {one}
        if alike:
            others = "".join(map(re.escape, sorted(alike)))
            forms.append(f"{re.escape(name[:n])}[{others}]{re.escape(name[n + 1 :])}")
    shorter = (
        rf"|(?<![\u4e00-\u9fff]){re.escape(name[:-1])}|(?<=[和与及、的在到]){re.escape(name[:-1])}"
        if len(name) > 2
        else ""
    )
    return rf"(?P<name>{'|'.join(forms) or '(?!)'}{shorter})(?=社区|村)"


def _nearly(whole: Whole, span: tuple[int, int], right: str) -> Remark:
    line, place = whole.place(*span)
    return remark(
        Family.TERMS,
        line,
        place,
        N_("This is nearly “{right}”, which is the name elsewhere."),
        right,
        right=right,
    )


def _meant(title: str, counts: Counter[str]) -> str:
    others = (
        other
        for other in counts
        if other != title
        and (counts[other], other) > (counts[title], title)
        and _is_slip(title, other)
    )
    return next(others, "")


def _is_slip(title: str, other: str) -> bool:
    """Nearly the same, but for what tells documents apart: a number, a place, a longer name."""
    most = MISSING if _is_shorter(title, other) else 1
    if len(title) == len(other) >= _LONGER:
        most = 2
    if Levenshtein.distance(title, other) > most:
        return False
    return _MODIFIERS.sub("", title) != _MODIFIERS.sub("", other)


def _is_shorter(title: str, other: str) -> bool:
    """Whether one has every character of the other in order, and both are long."""
    short, long = sorted((title, other), key=len)
    rest = iter(long)
    inner = short[0] == long[0] and short[-1] == long[-1]
    return inner and len(short) >= _LONG and all(one in rest for one in short)


def _sites(whole: Whole, report: Report) -> Iterator[Remark]:
    """A site or an organisation with one character that differs from its name in the list."""
    names = {*_listed(whole.text), *report.facts.names}
    patterns = {name: _one_off(name) for name in names if len(name) >= 5}
    for name, pattern in sorted(patterns.items()):
        for one in re.finditer(pattern, whole.text) if pattern else ():
            if one.group() == name or one.group() in names:
                continue
            line, span = whole.place(*one.span())
            yield remark(
                Family.TERMS,
                line,
                span,
                N_("This is nearly “{right}”, which is the name elsewhere."),
                name,
                right=name,
            )


def _listed(text: str) -> Iterable[str]:
    for found in _LISTED.finditer(text):
        yield from (one.strip() for one in found[1].split("、") if _SITE.fullmatch(one.strip()))
    yield from (found[1] for found in _ORGANISATION.finditer(text))


def _one_off(name: str) -> str:
    """The name with another character in the place of one in its middle, or without that one."""
    inner = [n for n in range(1, len(name) - 2) if not _MODIFIERS.match(name[n])]
    parts = [(re.escape(name[:n]), re.escape(name[n]), re.escape(name[n + 1 :])) for n in inner]
    forms = (f"{head}(?!{one}){HAN}?{tail}" for head, one, tail in parts)
    return "|".join(forms)
