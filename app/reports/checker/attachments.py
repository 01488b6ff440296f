"""C14: every attachment that is spoken of is there, and every one that is there is spoken of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import number_of, remark
from app.rules.problem import Severity

_NUMBER = r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_ASKED = re.compile(
    rf"附[件表]\s*{_NUMBER}(?![0-9个份张项])(?:\s*[、和及至]\s*(?:附[件表]\s*)?{_NUMBER}(?=[）)，。；\s]))?"
)
_HEADING = re.compile(rf"\s*附[件表]\s*{_NUMBER}?\s*[:：]?\s*(?=\S{{0,40}}$|$)(?![，。；])")
_ENTRY = re.compile(r"\s*(?:附件\s*[:：])?\s*(?:[-—–]\s*)?([0-9]{1,2})\s*[.、．](?![0-9])\s*(?=\S)")
_LIST = re.compile(r"\s*附[件表]\s*[:：]")
_SENTENCE = re.compile(r"[，。；]")
_Place = tuple[Line, tuple[int, int]]


@dataclass(slots=True)
class _Attached:
    """Attachments by number: where the text asks for them, where the list names them, where they are."""

    asked: dict[int, _Place] = field(default_factory=dict)
    listed: dict[int, _Place] = field(default_factory=dict)
    there: dict[int, _Place] = field(default_factory=dict)


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
    for number, place in found.listed.items():
        if number not in found.there and len(found.there) + 1 >= number and found.there:
            yield _say(place, N_("Attachment {number} is listed, and not in this file."), number)
    for number, place in {**found.there, **found.listed}.items():
        if number not in found.asked and found.asked:
            yield _say(
                place,
                N_("Nothing in the report speaks of attachment {number}."),
                number,
                Severity.HINT,
            )


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
        heading = _HEADING.fullmatch(line.text) or _HEADING.match(line.text)
        listing = _list_goes_on(line, listing=listing)
        entry = _ENTRY.match(line.text) if listing else None
        if entry:
            found.listed.setdefault(int(entry[1]), (line, entry.span(1)))
        elif _is_heading(line, heading):
            assert heading is not None
            number = number_of(heading[1]) if heading[1] else 1
            found.there.setdefault(number, (line, heading.span()))
        else:
            _ask(found, line)
    return found


def _list_goes_on(line: Line, *, listing: bool) -> bool:
    """From 附件： on, as long as lines begin with numbers."""
    if _LIST.match(line.text):
        return True
    return listing and _ENTRY.match(line.text) is not None


def _is_heading(line: Line, heading: re.Match[str] | None) -> bool:
    return (
        heading is not None
        and line.table < 0
        and not _LIST.match(line.text)
        and not _SENTENCE.search(line.text)
        and len(line.text.strip()) <= 45
    )


def _ask(found: _Attached, line: Line) -> None:
    for asked in _ASKED.finditer(line.text):
        for group in (1, 2):
            if asked[group]:
                found.asked.setdefault(number_of(asked[group]), (line, asked.span()))
