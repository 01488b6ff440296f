"""Where the report's texts come from, and the marks that carry it into the preview.

A text of the context may know its source; in an export it is a text like any other. For the
preview alone it is wrapped into two characters that nothing else in the context holds, which
survive Word and become links in the HTML.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from html import escape

_FIRST, _LAST = 0xF0000, 0x10FFFD
"""Planes 15 and 16, for private use: a Word file may hold them, and next to none does."""


class Kind(Enum):
    """What a place of the report is written from."""

    PASSAGE = "passage"
    FINDING = "finding"
    SECTION = "section"
    SCORE = "score"
    PARTY = "party"
    INDICATOR = "indicator"
    STAFFING = "staffing"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text is edited; `key` is the id of what its kind says, or a month.

    `line` is the paragraph of the passage, or the line of the finding; `lead` is how many
    characters stand before its own text: a number.
    """

    kind: Kind
    key: str = ""
    block: str = ""
    district: str = ""
    line: int = 0
    lead: int = 0

    @property
    def name(self) -> str:
        """A short word for links: the same as long as the source is the same."""
        whole = (self.kind.value, self.key, self.block, self.district, self.line, self.lead)
        return sha256(repr(whole).encode()).hexdigest()[:16]


class Sourced(str):
    """A text that knows where it comes from; in every other way the text itself."""

    __slots__ = ("source",)
    source: Source

    def __new__(cls, text: str, source: Source) -> "Sourced":
        made = super().__new__(cls, text)
        made.source = source
        return made


class Marked(str):
    """A text as the preview's template prints it: between two marks, the first with a number.

    Conditions and filters of a form see the text alone.
    """

    __slots__ = ("_closing", "_opening")
    _opening: str
    _closing: str

    def __new__(cls, text: str, number: int, marks: "Marks") -> "Marked":
        made = super().__new__(cls, text)
        made._opening = f"{marks.opening}{number}{marks.closing}"
        made._closing = marks.closing
        return made

    def __html__(self) -> str:
        """Underscores are written so that docxtpl sees no mark of its own."""
        return f"{self._opening}{escape(self)}{self._closing}".replace("_", "&#95;")


@dataclass(slots=True)
class Marks:
    """The two characters of one preview, and the sources by their number."""

    opening: str
    closing: str
    sources: list[Source] = field(default_factory=list)
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self._pattern = re.compile(f"{self.opening}([0-9]+){self.closing}|{self.closing}")

    def wrap(self, text: Sourced) -> Marked:
        self.sources.append(text.source)
        return Marked(text, len(self.sources) - 1, self)

    def linked(self, html: str) -> str:
        """With links in place of the marks; `href` is the source's name."""
        names = [source.name for source in self.sources]
        return self._pattern.sub(lambda found: _link(found, names), html)

    @property
    def named(self) -> dict[str, Source]:
        """The sources by the names that links have."""
        return {source.name: source for source in self.sources}

    def split(self, text: str) -> tuple[str, tuple["Span", ...]]:
        """A paragraph's text without its marks, and which part of it has which source."""
        parts, spans, at, end, number = list[str](), list[Span](), 0, 0, -1
        for found in self._pattern.finditer(text):
            parts.append(text[end : found.start()])
            length, end = found.start() - end, found.end()
            if number >= 0:
                spans.append(Span(at, at + length, self.sources[number]))
            at, number = at + length, int(found[1]) if found[1] else -1
        parts.append(text[end:])
        return "".join(parts), tuple(spans)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a paragraph, from `start` to `end`, and where it comes from."""

    start: int
    end: int
    source: Source


def marked(context: Mapping[str, object]) -> tuple[dict[str, object], Marks]:
    """The context with marks round every text that knows its source, and what they stand for."""
    held = {character for text in _texts(context) for character in text}
    free = (chr(code) for code in range(_FIRST, _LAST + 1) if chr(code) not in held)
    marks = Marks(next(free), next(free))
    wrapped = _wrapped(context, marks)
    assert isinstance(wrapped, dict)
    return wrapped, marks


def _wrapped(value: object, marks: Marks) -> object:
    if isinstance(value, Sourced):
        return marks.wrap(value) if value else value
    if isinstance(value, Mapping):
        return {key: _wrapped(inner, marks) for key, inner in value.items()}
    if isinstance(value, list):
        return [_wrapped(inner, marks) for inner in value]
    return value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _link(found: re.Match[str], names: Sequence[str]) -> str:
    return "</a>" if found[1] is None else f'<a href="{names[int(found[1])]}">'
