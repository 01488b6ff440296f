"""C21 in one sentence: the full mark, and a reason for taking points off."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.concerns import NOTHING, check_concerns
from app.reports.checker.placing import Place, Says, sentences

_REASON = Says(
    Family.DEDUCTION,
    N_("This has all of its {full} points, and a reason is told for taking some off."),
)
_UNFOUNDED = Says(
    Family.DEDUCTION,
    N_("{score} of {full} points, and nothing was found wanting."),
)
_N = r"\d{1,3}(?:\.\d+)?"
_FULL_FIRST = re.compile(
    rf"(?P<full>{_N})\s*分[）)]?[，,：:]?\s*(?:实|评|评估|评价)?得(?:分)?\s*(?P<score>{_N})\s*分?(?=[，。；,（(])"
)
_SCORE_FIRST = re.compile(
    rf"得(?:分)?\s*(?P<score>{_N})\s*分?\s*[（(，,]\s*(?:满分|标准分|分值|总分)(?:为|是|：)?\s*(?P<full>{_N})\s*分[）)]?"
)
_TAKEN = re.compile(
    r"(?:扣分|失分|扣减)(?:的)?(?:原因|理由|点|在|主要|项|是|为)[^，。；]{2,}|因[^，。；]{2,20}扣\s*\d|(?:^|[，；])\s*扣\s*\d+(?:\.\d+)?\s*分"
)
_BESIDE = re.compile(
    rf"(?P<score>{_N})\s*分\s*[，,（(]\s*(?:满分|标准分|分值|总分)(?:为|是|：)?\s*(?P<full>{_N})\s*分"
)
_NONE = re.compile(
    "(?:未|不|没有?|无)[^，。；]{0,4}(?:扣分|失分|扣)|扣\\s*0(?:\\.0+)?\\s*分|(?:原因|理由)[：:为是]?\\s*无"
)


def _nothing(line: Line, span: tuple[int, int]) -> Iterator[Remark]:
    """“初评8.6分，满分10分” and in the same sentence that nothing was found wanting."""
    nothing = NOTHING.search(line.text, *span)
    match = _BESIDE.search(line.text, span[0], nothing.start()) if nothing else None
    if nothing and match and 0 < Decimal(match["score"]) < Decimal(match["full"]):
        values = {"score": Decimal(match["score"]), "full": Decimal(match["full"])}
        yield _UNFOUNDED.at(Place(line, match.start("score"), nothing.end()), **values)


def check_full_marks(report: Report) -> Iterator[Remark]:
    """“产出25分，得25分，扣分原因是呼叫器没有装满”."""
    known = {one.line for one in check_concerns(report)}
    for line in report.body():
        for start, end in sentences(line.text):
            yield from _nothing(line, (start, end)) if line not in known else ()
            match = _FULL_FIRST.search(line.text, start, end) or _SCORE_FIRST.search(
                line.text, start, end
            )
            if match is None or Decimal(match["full"]) != Decimal(match["score"]):
                continue
            taken = _TAKEN.search(line.text, match.end(), end)
            if taken and not _NONE.search(line.text, match.end(), end):
                place = Place(line, match.start("score"), taken.end())
                yield _REASON.at(place, full=Decimal(match["full"]))
