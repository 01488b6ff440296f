"""Remarks on the program's own draft: what each is about, and its mend in the text behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.reports.checker.base import Line, Remark
from app.reports.marks import Kind, Marks, Source, Span
from app.reports.passages import Passage, fill, literal_range

_END = "。；;.，, \n"
_ROUND = 8
"""How much text on either side tells one quote from the same words elsewhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A remark and where it is mended.

    `start` and `end` are offsets in the source's own line as printed; -1 where the quote is not
    within one. `key` is what the remark is set aside under.
    """

    remark: Remark
    key: str
    source: Source | None = None
    start: int = -1
    end: int = -1

    @property
    def mendable(self) -> bool:
        """Whether the mend can be put into a passage or a finding."""
        own = self.source is not None and self.source.kind in (Kind.PASSAGE, Kind.FINDING)
        return own and self.start >= 0 and self.remark.mend is not None


def unmarked(lines: Iterable[Line], marks: Marks) -> tuple[tuple[Line, tuple[Span, ...]], ...]:
    """Lines of a marked draft without their marks, each with the sources of its parts."""
    return tuple(_unmarked(line, marks) for line in lines)


def _unmarked(line: Line, marks: Marks) -> tuple[Line, tuple[Span, ...]]:
    text, spans = marks.split(line.text)
    joins = tuple((len(marks.split(line.text[:at])[0]), number) for at, number in line.joins)
    bare = Line(line.number, text, line.table, line.row, line.column, joins, line.part, line.page)
    return bare, spans


def located(remark: Remark, spans: Iterable[Span]) -> Found:
    """The remark with the source that its quote stands in, or the first that it touches."""
    touched = [
        s for s in spans if s.start < max(remark.end, remark.start + 1) and remark.start < s.end
    ]
    source = touched[0].source if touched else None
    key = _key(remark, source)
    if source is None or remark.end > touched[0].end:
        return Found(remark, key, source)
    start = remark.start - touched[0].start - source.lead
    if start < 0:
        return Found(remark, key, source)
    return Found(remark, key, source, start, start + remark.end - remark.start)


def without_echoes(found: Iterable[Found], edited: Iterable[str]) -> tuple[Found, ...]:
    """Without what a proposed passage only repeats from a finding: mending that mends both.

    `edited` are keys of passages that somebody wrote, which follow no finding any more.
    """
    every, own = tuple(found), frozenset(edited)
    said = [one for one in every if one.source is not None and one.source.kind is Kind.FINDING]
    return tuple(
        one
        for one in every
        if one.source is None
        or one.source.kind is not Kind.PASSAGE
        or one.source.key in own
        or not any(_is_echo(one.remark, other) for other in said)
    )


def _is_echo(remark: Remark, said: Found) -> bool:
    """Whether a remark stands on the same words of a finding that is quoted whole."""
    if said.start < 0 or (remark.family, remark.quote) != (said.remark.family, said.remark.quote):
        return False
    text = said.remark.line.text[said.remark.start - said.start :].rstrip(_END)
    at = remark.line.text.find(text)
    return at >= 0 and remark.start == at + said.start


def mended_passage(found: Found, passage: Passage, known: Mapping[str, str]) -> str | None:
    """The passage's text with the mend in it; `known` are its figures as printed.

    None where a live figure stands in the way, or the text is another by now.
    """
    source, mend = found.source, found.remark.mend
    if not found.mendable or source is None or mend is None or source.key != passage.key:
        return None
    lines = passage.text.split("\n")
    printed = [number for number, line in enumerate(lines) if line.strip()]
    if source.line >= len(printed):
        return None
    own = lines[printed[source.line]]
    if fill(own, known, "")[found.start : found.end] != found.remark.quote:
        return None
    start, end, new = _narrowed(found, mend)
    span = literal_range(own, known, start, end)
    if span is None:
        return None
    lines[printed[source.line]] = own[: span[0]] + new + own[span[1] :]
    return "\n".join(lines)


def mended_finding(found: Found, text: str) -> str | None:
    """A finding's text with the mend in it; None where it has been reworded since."""
    source, mend = found.source, found.remark.mend
    if not found.mendable or source is None or mend is None:
        return None
    lines = text.split("\n")
    printed = [number for number, line in enumerate(lines) if line.strip()]
    if source.line >= len(printed):
        return None
    at = printed[source.line]
    if lines[at][found.start : found.end] != found.remark.quote:
        return None
    lines[at] = lines[at][: found.start] + mend + lines[at][found.end :]
    return "\n".join(lines)


def _narrowed(found: Found, mend: str) -> tuple[int, int, str]:
    """Without what the quote and its mend begin and end with alike, live figures among it."""
    quote, head, tail = found.remark.quote, 0, 0
    least = min(len(quote), len(mend))
    while head < least and quote[head] == mend[head]:
        head += 1
    while tail < least - head and quote[-1 - tail] == mend[-1 - tail]:
        tail += 1
    return found.start + head, found.end - tail, mend[head : len(mend) - tail]


def _key(remark: Remark, source: Source | None) -> str:
    text = remark.line.text
    place = f"{source.kind.value}/{source.key}/{source.block}/{source.district}" if source else ""
    around = text[max(0, remark.start - _ROUND) : remark.end + _ROUND]
    parts = (remark.family.value, place, remark.template, remark.quote, around)
    return sha256("\x00".join(parts).encode()).hexdigest()[:32]
