"""Automatic numbers of a Word file as text: what Word shows before a paragraph and does not store."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_VAL = qn("w:val")
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 999


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level is written: its format, and a pattern with %1 for the number of level 1.

    `legal`: all numbers in it are written in digits.
    """

    kind: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False


class Numbers:
    """Counts along as the paragraphs of a document are read."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._contents: set[str] = set()
        self._read_styles(document)
        self._read_lists(document)

    def is_contents(self, paragraph: BaseOxmlElement) -> bool:
        """Whether it is a line of the table of contents, by its style."""
        return _style(paragraph) in self._contents

    def of(self, paragraph: BaseOxmlElement, text: str) -> str:
        """The number that stands before this paragraph; nothing for a bullet or an empty one."""
        key, level = self._place(paragraph)
        if not key or not text.strip():
            return ""
        levels = self._levels.get(self._lists.get(key, ""), {})
        if level not in levels:
            return ""
        counts = self._count(key, level, levels)
        return _written(levels, level, counts)

    def _place(self, paragraph: BaseOxmlElement) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else those of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        key, level = self._styles.get(_style(paragraph), ("", 0))
        if own is None:
            return key, level
        return _value(own, "w:numId") or key, _number(_value(own, "w:ilvl"), level)

    def _count(self, key: str, level: int, levels: dict[int, _Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._lists[key], {})
        start = self._starts.pop((key, level), None)
        first = levels[level].start if start is None else start
        counts[level] = counts[level] + 1 if level in counts and start is None else first
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts

    def _read_styles(self, document: Document) -> None:
        for style in document.styles.element.iter(qn("w:style")):
            name, key = _value(style, "w:name"), style.get(qn("w:styleId"), "")
            if name.lower().startswith("toc"):
                self._contents.add(key)
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None:
                level = _number(_value(found, "w:ilvl"), 0)
                self._styles[key] = (_value(found, "w:numId"), level)

    def _read_lists(self, document: Document) -> None:
        for part in document.part.package.iter_parts():
            if str(part.partname) == "/word/numbering.xml":
                root = parse_xml(part.blob)
                self._read_numbering(root)

    def _read_numbering(self, root: BaseOxmlElement) -> None:
        for one in root.iter(qn("w:abstractNum")):
            key = one.get(qn("w:abstractNumId"), "")
            self._levels[key] = dict(_levels(one))
        for one in root.iter(qn("w:num")):
            key = one.get(qn("w:numId"), "")
            self._lists[key] = _value(one, "w:abstractNumId")
            for change in one.iter(qn("w:lvlOverride")):
                written = _value(change, "w:startOverride")
                if written:
                    level = _number(change.get(qn("w:ilvl"), ""), 0)
                    self._starts[key, level] = _number(written, 1)


def _style(paragraph: BaseOxmlElement) -> str:
    return _value(paragraph, f"{qn('w:pPr')}/{qn('w:pStyle')}")


def _value(node: BaseOxmlElement, name: str) -> str:
    found = node.find(name if name.startswith("{") else qn(name))
    return str(found.get(_VAL, "")) if found is not None else ""


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() else otherwise


def _levels(node: BaseOxmlElement) -> Iterator[tuple[int, _Level]]:
    for level in node.iter(qn("w:lvl")):
        yield (
            _number(level.get(qn("w:ilvl"), ""), 0),
            _Level(
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText"),
                _number(_value(level, "w:start"), 1),
                level.find(qn("w:isLgl")) is not None,
            ),
        )


def _written(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.kind in {"bullet", "none"}:
        return ""

    def filled(found: re.Match[str]) -> str:
        asked = int(found.group(1)) - 1
        one = levels.get(asked, own)
        return _shown(counts.get(asked, one.start), "decimal" if own.legal else one.kind)

    return re.sub(r"%([1-9])", filled, own.pattern)


def _shown(number: int, kind: str) -> str:
    if not 0 < number <= _MOST:
        return str(number)
    if kind.startswith(("chinese", "japanese", "ideograph", "taiwanese", "korean")):
        return _chinese(number)
    if kind == "decimalEnclosedCircle" and number <= 20:
        return chr(0x2460 + number - 1)
    if kind in {"lowerLetter", "upperLetter"} and number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"} and number < 40:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return str(number)


def _chinese(number: int) -> str:
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
