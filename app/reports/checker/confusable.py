"""C10: characters and words that are taken for one another, and dashes that are none."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.lists import pairs, slips
from app.reports.checker.text import HAN, remark
from app.reports.checker.whole import Whole
from app.reports.checker.words import words_of
from app.rules.problem import Severity

_NUMERAL = re.compile(r"^\s*(?:\[[^\]]*\])*(?:[（(]\s*([―—–\-－ー])\s*[）)]|([―—–－ー])、)")
_OPTIONAL = {"其它"}
"""Both ways of writing are in use; official papers keep to the other."""
_DASH = re.compile(rf"(?<={HAN})[―–－ー](?={HAN})")
_CHAIN = re.compile(rf"{HAN}{{1,6}}(?:—{HAN}{{1,6}})+")
_USUAL_CHAINS = ("站—片—点", "社工站—片区—社工点", "社工站—社区片—社工点")


def confusable(report: Report) -> Iterator[Remark]:
    """The table of slips over all lines at once, then what a dash may have become."""
    whole = Whole.of(report.lines)
    for slip in slips():
        for found in slip.pattern.finditer(whole.text):
            line, span = whole.place(*found.span())
            if not _cuts_a_word(line.text, span):
                yield _confused(line, span, found.expand(slip.right))
    wrong, right = pairs()
    for found in wrong.finditer(whole.text):
        line, span = whole.place(*found.span())
        if not _cuts_a_word(line.text, span):
            yield _confused(line, span, right[found.group()])
    yield from _dashes(report)
    yield from _chains(whole)


def _cuts_a_word(text: str, span: tuple[int, int]) -> bool:
    """Whether a word begins before the span and ends in it, or the other way round: 电话|动员."""
    start, end = span
    return any(
        one.start < start < one.end < end or start < one.start < end < one.end
        for one in words_of(text)
    )


def _confused(line: Line, span: tuple[int, int], right: str) -> Remark:
    wrong = line.text[span[0] : span[1]]
    return remark(
        Family.CONFUSABLE,
        line,
        span,
        N_("“{wrong}” is taken for “{right}” here."),
        right,
        Severity.HINT if wrong in _OPTIONAL else Severity.ERROR,
        wrong=wrong,
        right=right,
    )


def _dashes(report: Report) -> Iterator[Remark]:
    for line in report.body():
        numeral = _NUMERAL.match(line.text)
        if numeral:
            group = 1 if numeral[1] else 2
            yield remark(
                Family.CONFUSABLE,
                line,
                numeral.span(group),
                N_("A dash stands where the number 一 is meant."),
                "一",
                Severity.ERROR,
            )
        for found in _DASH.finditer(line.text):
            yield remark(
                Family.CONFUSABLE,
                line,
                found.span(),
                N_("This stroke is another sign that looks like the dash “—”."),
                "—",
            )


def _chains(whole: Whole) -> Iterator[Remark]:
    """What is joined by dashes elsewhere, here by 一 or a hyphen."""
    chains = {one for one in _CHAIN.findall(whole.text) if one.count("—") > 1} | {*_USUAL_CHAINS}
    for chain in sorted(chains):
        parts = map(re.escape, chain.split("—"))
        for found in re.finditer("[一\\-―–－ー]".join(parts), whole.text):
            line, span = whole.place(*found.span())
            yield _confused(line, span, chain)
