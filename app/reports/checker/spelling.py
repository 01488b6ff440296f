"""C10, C12: whatever is written with a wrong, a missing or a needless character, once each."""

from collections.abc import Iterator

from app.reports.checker.base import Check, Remark, Report
from app.reports.checker.confusable import confusable
from app.reports.checker.near import near
from app.reports.checker.slipped import slipped
from app.reports.checker.soundalike import soundalike

_SUREST_FIRST: tuple[Check, ...] = (confusable, near, slipped, soundalike)


def spelling(report: Report) -> Iterator[Remark]:
    """Of remarks that overlap the surest: what a list knows, before what words and figures tell."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for check in _SUREST_FIRST:
        for one in check(report):
            spans = taken.setdefault(id(one.line), [])
            if not any(start < one.end and one.start < end for start, end in spans):
                spans.append((one.start, one.end))
                yield one
