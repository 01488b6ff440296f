"""C14: every attachment that is spoken of is there, and every one that is there is spoken of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import number_of, remark
from app.rules.problem import Severity

_NUMBER = r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_ASKED = re.compile(
    rf"附[件表录]\s*{_NUMBER}(?![0-9个份张项])(?:\s*[、和及至]\s*(?:附[件表录]\s*)?{_NUMBER}(?=[）)，。；\s]))?"
)
_HEADING = re.compile(
    rf"\s*附[件表]\s*{_NUMBER}?\s*(?:[:：]\s*\S.{{0,60}}|\s\S[^，。；]{{0,45}}|[《（(\u4e00-\u9fff][^，。；]{{3,45}})?$"
)
_ENTRY = re.compile(r"(?<![0-9.])([0-9]{1,2})\s*[.、．](?![0-9])\s*(?=\S)")
_FIRST = re.compile(r"\s*(?:[-—–]\s*)?[0-9]{1,2}\s*[.、．](?![0-9])")
_LIST = re.compile(r"\s*附[件表]\s*(?:[:：]|$)")
_LONGEST = 60
_ELSEWHERE = re.compile("另行|另附|另发|另文|单独|已印发|不附|略|备查|存档")
"""What is listed and not meant to be in the file."""
_AT_LARGE = re.compile(r"附[件表后](?!\s*[0-9一二三四五六七八九十])|附录")
_Place = tuple[Line, tuple[int, int]]


@dataclass(slots=True)
class _Attached:
    """Attachments by number: where the text asks for them, where the list names them, where they are."""

    asked: dict[int, _Place] = field(default_factory=dict)
    listed: dict[int, _Place] = field(default_factory=dict)
    there: dict[int, _Place] = field(default_factory=dict)
    at_large: bool = False
    """Whether the text speaks of attachments without a number."""


def attachments(report: Report) -> Iterator[Remark]:
    found = _read(report)
    for number, place in found.asked.items():
        if number not in found.listed and number not in found.there:
            yield _say(
                place,
                N_("Attachment {number} is neither listed nor in this file."),
                number,
                Severity.ERROR,
            )
    yield from _gaps(found)
    for number, place in found.listed.items():
        if _ELSEWHERE.search(place[0].text):
            continue
        if number not in found.there and len(found.there) + 1 >= number and found.there:
            yield _say(place, N_("Attachment {number} is listed, and not in this file."), number)
    for number, place in found.there.items():
        if number not in found.asked and number not in found.listed and not found.at_large:
            yield _say(
                place,
                N_("Nothing in the report speaks of attachment {number}."),
                number,
                Severity.HINT,
            )


def _gaps(found: _Attached) -> Iterator[Remark]:
    """附件1 and 附件3, and nothing of a second one."""
    known = found.asked.keys() | found.listed.keys() | found.there.keys()
    for places in (found.listed, found.there):
        for last, number in pairwise(sorted(places)):
            if number == last + 2 and last + 1 not in known:
                says = N_("There is no attachment {number} before this one.")
                yield _say(places[number], says, last + 1)


def _say(
    place: _Place, template: str, number: int, severity: Severity = Severity.WARNING
) -> Remark:
    return remark(Family.ATTACHMENTS, *place, template, severity=severity, number=number)


def _read(report: Report) -> _Attached:
    found = _Attached()
    listing = False
    for line in report.lines:
        if line.part in {"header", "footer", "toc"}:
            continue
        listing = _LIST.match(line.text) is not None or (listing and _is_entry(line))
        heading = _HEADING.match(line.text)
        if listing:
            _list(found, line)
        elif heading and line.table < 0 and not line.text.rstrip().endswith("。"):
            number = number_of(heading[1]) if heading[1] else 1
            found.there.setdefault(number, (line, heading.span()))
        else:
            _ask(found, line)
    return found


def _is_entry(line: Line) -> bool:
    return _FIRST.match(line.text) is not None and len(line.text.strip()) < _LONGEST


def _list(found: _Attached, line: Line) -> None:
    """Attachments by their numbers; one alone has none."""
    entries = list(_ENTRY.finditer(line.text))
    for entry in entries:
        found.listed.setdefault(int(entry[1]), (line, entry.span(1)))
    if not entries and len(_LIST.sub("", line.text).strip()) > 1:
        found.listed.setdefault(1, (line, (0, len(line.text))))


def _ask(found: _Attached, line: Line) -> None:
    found.at_large = found.at_large or _AT_LARGE.search(line.text) is not None
    for asked in _ASKED.finditer(line.text):
        for group in (1, 2):
            if asked[group]:
                found.asked.setdefault(number_of(asked[group]), (line, asked.span()))
