"""C11: names that are nearly another one: titles of documents, sites, organisations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.text import HAN, remark
from app.reports.checker.whole import Whole

MISSING = 3
"""How many characters may be left out in a title that is meant for another one."""

_LONG = 8
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
    yield from _sites(whole, report)


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
    if Levenshtein.distance(title, other) > (MISSING if _is_shorter(title, other) else 1):
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
