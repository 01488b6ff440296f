"""Lines too long to be checked at once, in pieces that end where a sentence does.

Some checks hold every two parts of a line against each other. No paragraph that was written is as
long as a piece; a text without line ends is, and would keep them busy for hours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.model.line import Line
from app.reports.checker.base import Remark, Report

LONGEST = 2_000
_END = re.compile(r".*[。！？；\n]", re.DOTALL)


@dataclass(slots=True)
class Pieces:
    """A report to check, and the way back from its lines to those of the file."""

    report: Report
    origins: dict[int, tuple[Line, int]] = field(default_factory=dict)

    def whole(self, remark: Remark) -> Remark:
        """The remark with its place in the line as it stands in the file."""
        line, offset = self.origins.get(id(remark.line), (remark.line, 0))
        if line is remark.line:
            return remark
        return replace(remark, line=line, start=remark.start + offset, end=remark.end + offset)


def in_pieces(report: Report) -> Pieces:
    if all(len(line.text) <= LONGEST for line in report.lines):
        return Pieces(report)
    lines: list[Line] = []
    origins: dict[int, tuple[Line, int]] = {}
    for line in report.lines:
        for offset, text in _cut(line.text):
            piece = line if text == line.text else replace(line, text=text, joins=())
            lines.append(piece)
            origins[id(piece)] = (line, offset)
    return Pieces(replace(report, lines=tuple(lines)), origins)


def _cut(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > LONGEST:
        ended = _END.match(text, start, start + LONGEST)
        end = ended.end() if ended else start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]
