"""C12: doubled words, words that do not go together, clauses that lack a part."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.lists import rows
from app.reports.checker.text import HAN, remark
from app.reports.checker.whole import Whole

_KINDS = {
    "doubled": N_("The same word stands twice. Once is enough."),
    "same": N_("Two of these words say the same. One is enough."),
    "match": N_("These words do not go together; “{right}” is meant."),
    "many": N_("Four “的” close together. Say it in shorter parts."),
    "broken": N_("Something is missing here: the sentence lacks a part."),
    "run": N_("Two sentences have run together here."),
    "cause": N_("With both “通过” and “使” the sentence has no subject. Take one of them out."),
    "verb": N_("A verb is missing after “主要”."),
    "purpose": N_("This sentence tells a purpose alone. Join it to the one before."),
    "at": N_("“在” is missing before these words."),
    "comma": N_("A comma is missing behind the brackets."),
}
_LISTS = {
    "<HAN>": HAN,
    "<ONE>": "[^，。；：、！？\n]",
    "<IN>": "[^，。；：！？\n]",
    "<ADVERB>": "积极|进一步|及时|不断|充分|定期|有效|继续|切实|认真|主动|重点|着力|持续|全面|深入",
    "<RATE>": "满意度|知晓度|知晓率|覆盖率|参与率|参与度|完成率|到岗率|稳岗率|持证率|出勤率|达标率|签到率|建档率",
}


class Fault(NamedTuple):
    """What is looked for; `right` may name groups, and None leaves the mend to a person."""

    pattern: re.Pattern[str]
    template: str
    right: str | None


@lru_cache(maxsize=1)
def faults() -> tuple[Fault, ...]:
    return tuple(_fault(row) for row in rows("wording.tsv"))


def _fault(row: list[str]) -> Fault:
    kind, pattern, *right = row
    for name, written in _LISTS.items():
        pattern = pattern.replace(name, written)
    return Fault(re.compile(pattern, re.MULTILINE), _KINDS[kind], right[0] if right else None)


def wording(report: Report) -> Iterator[Remark]:
    """All faults over running text at once; of two at one place the first in the list is told."""
    whole = Whole.of(report.body())
    taken: set[tuple[Line, int]] = set()
    for fault in faults():
        for found in fault.pattern.finditer(whole.text):
            line, span = whole.place(*found.span())
            places = {(line, at) for at in range(*span)}
            if not taken & places:
                taken |= places
                yield _told(fault, found, line, span)


def _told(fault: Fault, found: re.Match[str], line: Line, span: tuple[int, int]) -> Remark:
    right = None if fault.right is None else found.expand(fault.right)
    return remark(Family.WORDING, line, span, fault.template, right, right=right or "")
