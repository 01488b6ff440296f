"""C01, C11: agencies: another one than this station's, or this one by a name that is nearly its own."""

import re
from collections import Counter
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.stations import is_elsewhere
from app.reports.checker.text import HAN, remark
from app.reports.checker.whole import Whole
from app.rules.problem import Severity

_KINDS = "社会工作服务中心|社工服务中心|社会服务中心|社会工作中心|社工中心"
_CENTRE = re.compile(
    rf"(?P<place>(?:{HAN}{{2,3}}市)?(?:{HAN}{{2,3}}[区县])?)(?P<core>{HAN}{{2,6}}?)(?P<kind>{_KINDS})"
)
_LED_TO = re.compile(r"^.*(?:[由为与和及在对向被经的]|承办方|评估方|机构|委托|联合|单位)")
_RUNS = re.compile(r"承接|承办|运营|负责|购买服务|提供服务|中标")
_COVER = 15


def centres(report: Report) -> Iterator[Remark]:
    """The agency that is named most often is this one; those of the cover and the visit are known."""
    whole = Whole.of(report.lines)
    found = list(_CENTRE.finditer(whole.text))
    counts = Counter(_core(one) for one in found)
    if not counts:
        return
    own = counts.most_common(1)[0][0]
    full = max((one.group() for one in found if _core(one) == own), key=len)
    cover = " ".join((*report.facts.names, *(line.text for line in report.lines[:_COVER])))
    for one in found:
        if _core(one) == own and one["kind"] not in full:
            yield _nearly(whole, one, f"{own}{_kind(full)}")
        elif _core(one) != own and _core(one) not in cover and _is_meant_here(whole.text, one):
            yield _other(whole, one, full)


def _core(found: re.Match[str]) -> str:
    return _LED_TO.sub("", found["core"]) or found["core"]


def _kind(full: str) -> str:
    found = re.search(f"(?:{_KINDS})$", full)
    return found.group() if found else ""


def _is_meant_here(text: str, found: re.Match[str]) -> bool:
    """Whether it is told to run this station, and not as a partner."""
    start = found.end() - len(_core(found)) - len(found["kind"])
    around = text[max(0, found.start() - 20) : found.end() + 20]
    return _RUNS.search(around) is not None and not is_elsewhere(text, start)


def _nearly(whole: Whole, found: re.Match[str], right: str) -> Remark:
    start = found.end() - len(_core(found)) - len(found["kind"])
    line, span = whole.place(start, found.end())
    return remark(
        Family.TERMS,
        line,
        span,
        N_("This report says “{right}” elsewhere. One name for one thing."),
        right,
        right=right,
    )


def _other(whole: Whole, found: re.Match[str], own: str) -> Remark:
    start = found.end() - len(_core(found)) - len(found["kind"])
    line, span = whole.place(start, found.end())
    return remark(
        Family.OTHER_STATION,
        line,
        span,
        N_("“{text}” is another agency; this station's is {own}."),
        None,
        Severity.WARNING,
        text=line.text[span[0] : span[1]],
        own=own,
    )
