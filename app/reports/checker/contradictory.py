"""C19: all that contradicts itself, each place once."""

from collections.abc import Iterator

from app.reports.checker.base import Check, Line, Remark, Report
from app.reports.checker.contradiction import check_contradictions
from app.reports.checker.inconsistent import check_inconsistent
from app.reports.checker.opposed import check_opposed
from app.reports.checker.opposites import check_opposites
from app.reports.checker.praise_blame import check_praise_and_blame

_ONE_AFTER_ANOTHER: tuple[Check, ...] = (
    check_contradictions,
    check_opposites,
    check_opposed,
    check_inconsistent,
    check_praise_and_blame,
)


def check_contradictory(report: Report) -> Iterator[Remark]:
    """The surest first; what a later one says of the same words is left out."""
    told: dict[Line, list[tuple[int, int]]] = {}
    for check in _ONE_AFTER_ANOTHER:
        for one in check(report):
            spans = told.setdefault(one.line, [])
            if not any(start < one.end and one.start < end for start, end in spans):
                spans.append((one.start, one.end))
                yield one
