"""Paragraphs of a plain text, put together where a page or a margin broke them, and its tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.model.line import Line

_FULL = 0.8
_WRAPPED = 0.3
_EXACT = 0.2
_ENOUGH = 10
_ODD = 25
"""One line in so many may be wider than the margin, as those of tables are."""
_WIDTHS = range(28, 121)
"""Characters of Chinese count two."""
_MOST_JOINED = 200
_ENDS = "。！？；：…!?;:"
_NEVER_FIRST = "，。；：、！？）》”’』」】"
"""What begins no line that anybody wrote."""
_SHORTEST = 20
_CLOSERS = '”’」』）】》)]"'
_MARGINS = {"page", "header", "footer"}
_PROSE = re.compile(r"[，。；]")
_INDENT = re.compile(r"　　|\t| {4}")
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3})(?:[）)、]|[.．](?![0-9]))|[①-⑳]|\[bookmark"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}\s+(?![个万元分人次名户场节份倍亿小天岁])(?=[\u3400-\u9fff])"
)
_BEGINS = re.compile(
    r"第[一二三四五六七八九十百0-9]+[章节条部片]|附件|附表|[-—–•●▪◆■]\s|[^，。；\s]{1,8}[：:]"
)
_PAGE = re.compile(
    r"[-—–―·\s]*(?:第\s*)?[0-9]{1,3}(?:\s*页)?(?:[\s，,/]*共?\s*[0-9]{1,3}\s*页?)?[-—–―·\s]*"
    r"|[Pp]age\s*[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?"
)
_CONTENTS = re.compile(
    r".*[.·…]{4,}\s*[0-9]{1,3}\s*|\s*[（(第附]?[一二三四五六七八九十]{1,3}[、）)章件].*\t\s*[0-9]{1,3}\s*"
)


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where lines were broken: at a width, or behind so many characters; 0 where they were not."""

    width: int
    count: int

    def is_reached(self, text: str) -> bool:
        if self.count and len(text.rstrip()) == self.count:
            return True
        return 0 < self.width * _FULL <= _width(text)


@dataclass(slots=True)
class _Open:
    """A paragraph that may go on; `last` is the line on which it stands so far."""

    line: Line
    last: str
    aside: list[Line] = field(default_factory=list)


def is_page_number(text: str) -> bool:
    """A line that holds a page number and nothing else."""
    return _PAGE.fullmatch(text) is not None and any(c.isdigit() for c in text)


def paragraphs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of a file as paragraphs; blank ones go, and rows of tabs become cells of a table."""
    body, cells = _tables(lines)
    joined = _joined([replace(line, part=_part(line)) for line in body])
    return tuple(sorted((*joined, *cells), key=_place))


def _place(line: Line) -> tuple[int, int]:
    return line.number, line.column


def _part(line: Line) -> str:
    if not line.part and _CONTENTS.fullmatch(line.text):
        return "toc"
    return line.part


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    margin = _Margin(_wrapped_at(lines), _counted_at(lines))
    current: _Open | None = None
    for line in lines:
        if not line.text.strip():
            continue
        if line.table >= 0:
            yield from _closed(current)
            current = None
            yield line
        elif current and (line.part in _MARGINS or is_page_number(line.text)):
            current.aside.append(line)
        elif current and _goes_on(current, line, margin):
            current = _Open(_put_together(current.line, line), line.text, current.aside)
        else:
            yield from _closed(current)
            current = _Open(line, line.text)
    yield from _closed(current)


def _closed(current: _Open | None) -> Iterator[Line]:
    if current:
        yield current.line
        yield from current.aside


def _goes_on(current: _Open, line: Line, margin: _Margin) -> bool:
    if len(current.line.joins) >= _MOST_JOINED:
        return False
    text = current.line.text.rstrip()
    full = margin.is_reached(current.last)
    if current.line.part or line.part or _INDENT.match(line.text):
        return False
    if line.text.strip()[0] in _NEVER_FIRST:
        return True
    if _ended(text):
        return full and _INDENT.match(current.line.text) is not None
    begins = _NUMBERED.match(line.text.strip()) or (not full and _BEGINS.match(line.text.strip()))
    return not begins and (full or text[-1] in "，、" or _PROSE.search(text) is not None)


def _width(text: str) -> int:
    return sum(2 if ord(one) > 0x2E7F or one in "“”‘’…—" else 1 for one in text.strip())


def _ended(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in _ENDS if text.rstrip(_CLOSERS) else True


def _put_together(line: Line, more: Line) -> Line:
    head, tail = line.text.rstrip(), more.text.strip()
    gap = " " if head[-1].isascii() and tail[0].isascii() and head[-1].isalpha() else ""
    joins = (*line.joins, (len(head) + len(gap), more.number))
    return replace(line, text=f"{head}{gap}{tail}", joins=joins)


def _wrapped_at(lines: Sequence[Line]) -> int:
    """The width at which a margin broke the lines; 0 where paragraphs are lines."""
    widths = sorted(_width(line.text) for line in lines if line.text.strip() and not line.part)
    if not widths or widths[-1] not in _WIDTHS:
        return 0
    widest = widths[-1 - len(widths) // _ODD]
    full = sum(1 for width in widths if width >= _FULL * widest)
    return widest if full >= max(2, min(_ENOUGH, _WRAPPED * len(widths))) else 0


def _counted_at(lines: Sequence[Line]) -> int:
    """How many characters a line has where each was broken behind as many; else 0."""
    lengths = sorted(len(one.text.rstrip()) for one in lines if one.text.strip() and not one.part)
    longest = lengths[-1 - len(lengths) // _ODD] if lengths else 0
    exact = lengths.count(longest)
    return longest if longest >= _SHORTEST and exact >= max(3, len(lengths) * _EXACT) else 0


def _tables(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The running text, and the cells of every block of lines that has rows of several cells."""
    body: list[Line] = []
    cells: list[Line] = []
    tables = 0
    for block in _blocks(lines):
        rows = _rows(block)
        if sum(1 for row in rows if len(row) > 1) < 2:
            body += block
            continue
        cells += _cells(rows, tables)
        tables += 1
    return body, cells


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Neighbouring lines that hold tabs, and the blank ones between them, apart from the rest."""
    block: list[Line] = []
    inside = False
    for line in lines:
        tabbed = "\t" in line.text and not _CONTENTS.fullmatch(line.text.lstrip("\t"))
        if tabbed != inside and (tabbed or line.text.strip()):
            yield block
            block, inside = [], tabbed
        block.append(line)
    yield block


def _rows(block: Iterable[Line]) -> list[list[Line]]:
    """A cell a line behind a tab, rows parted by blank lines; or a row a line, cells by tabs."""
    rows: list[list[Line]] = [[]]
    for line in block:
        if "\t" in line.text.removeprefix("\t").rstrip("\t"):
            rows += [[replace(line, text=text) for text in line.text.split("\t")], []]
        elif line.text.startswith("\t"):
            rows[-1].append(replace(line, text=line.text.strip()))
        elif not line.text.strip() and rows[-1]:
            rows.append([])
        elif line.text.strip():
            rows += [[line], []]
    return [row for row in rows if row]


def _cells(rows: list[list[Line]], table: int) -> Iterator[Line]:
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            yield replace(cell, text=cell.text.strip(), table=table, row=r, column=c)
