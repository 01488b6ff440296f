"""Lines, beginnings of paragraphs and tables of a PDF, told from where its letters and rules stand.

Nothing in the file is run, and nothing that it points to is fetched.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from app.errors import UserError
from app.exchange.foreign import PASSWORD, refusing
from app.i18n import N_
from app.model.line import Line
from app.rules.pdf_blanks import without_set_blanks
from app.rules.radicals import without_radicals

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

    Letter = dict[str, Any]

MOST_PAGES = 1_000
INDENT = "　　"
_WORD_GAP = 0.25
"""Parts of a letter's height that stand between words; Chinese set to a margin is wider than 0."""
_SHIFT = 0.8
_HALF_FULL = 0.5
_FEW = 0.05
_NEAR = 1.0
_MOST_EDGES = 3_000
"""More are a drawing; finding tables takes time by their square."""
_CJK = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]"
_BLANK = re.compile(
    rf"(?<={_CJK})[ \u00a0\u3000]+(?={_CJK}|[0-9])|(?<=[0-9%])[ \u00a0\u3000]+(?={_CJK})"
)
_ENDS = "。；！？：;!?:"
_PROSE = re.compile(r"[，。；：、]")


@dataclass(frozen=True, slots=True)
class _Set:
    """A line as it is set: its text, and where it stands, in points from the page's left and top."""

    text: str
    left: float
    right: float
    top: float
    height: float


def pdf_pages(raw: bytes, name: str) -> tuple[tuple[Line, ...], ...]:
    """The lines of each page from the top, numbered through; cells of tables among them.

    A line that begins a paragraph by standing further in has an `INDENT` before it. A table that
    goes on over pages is one, and its head stands once.

    Raises:
        UserError: damaged, protected, or of too many pages.
    """
    seen = _all_seen(raw, name)
    lefts = [_margin([row for page in seen[odd::2] for row in page.rows]) for odd in (0, 1)]
    reading = _Reading()
    return tuple(tuple(reading.page(one, lefts[n % 2])) for n, one in enumerate(seen))


def _all_seen(raw: bytes, name: str) -> list["_Page"]:
    with refusing(name):
        try:
            with pdfplumber.open(BytesIO(raw)) as found:
                _check_length(len(found.pages), name)
                return [_seen(page) for page in found.pages]
        except PdfminerException as error:
            if isinstance(error.args[0], PDFPasswordIncorrect):
                raise UserError(PASSWORD, name=name) from error
            raise


def _check_length(pages: int, name: str) -> None:
    if pages > MOST_PAGES:
        raise UserError(
            N_("{name} has more than {limit} pages. Split it into smaller files."),
            name=name,
            limit=MOST_PAGES,
        )


@dataclass(slots=True)
class _Reading:
    """What goes on from page to page: numbers, and the table that the last page ended with."""

    pages: int = 0
    lines: int = 0
    tables: int = 0
    open: "_Grid | None" = None

    def page(self, page: "_Page", left: float) -> Iterator[Line]:
        self.pages += 1
        for line in self._in_order(page, left):
            yield replace(line, page=self.pages)

    def _in_order(self, page: "_Page", left: float) -> Iterator[Line]:
        texts = iter(_indented(page.rows, left))
        above = 0
        for grid in page.grids:
            until = sum(1 for row in page.rows if row.top < grid.top)
            for _number in range(above, until):
                yield self._line(next(texts))
            yield from self._table(grid, first=until <= 1)
            above = until
        rest = [self._line(text) for text in texts]
        if len(rest) > 1:
            self.open = None
        yield from rest

    def _line(self, text: str) -> Line:
        self.lines += 1
        return Line(self.lines, text)

    def _table(self, grid: "_Grid", *, first: bool) -> Iterator[Line]:
        """A page's number and a running head may stand around a table that goes on."""
        before = self.open if first else None
        goes_on = before is not None and before.width == grid.width
        if before is None or not goes_on:
            before = replace(grid, rows=())
            self.tables += 1
        rows = grid.rows[1:] if goes_on and grid.rows[0] == before.head else grid.rows
        for row, cells in enumerate(rows, start=before.count):
            self.lines += 1
            for column, text in enumerate(cells):
                if text is not None:
                    yield Line(self.lines, text, table=self.tables - 1, row=row, column=column)
        self.open = replace(before, count=before.count + len(rows))


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows of cells; None where a merged cell goes on. `count` are the rows read before."""

    rows: tuple[tuple[str | None, ...], ...]
    head: tuple[str | None, ...]
    width: int
    top: float
    count: int = 0

    @classmethod
    def of(cls, table: "Table") -> "_Grid":
        found = table.extract(x_tolerance_ratio=_WORD_GAP)
        rows = tuple(tuple(cell if cell is None else _cell(cell) for cell in row) for row in found)
        return cls(rows, rows[0], len(rows[0]), float(table.bbox[1]))

    @property
    def is_table(self) -> bool:
        """Not the frame of a picture, nor the rule under a head: most of its cells hold text."""
        cells = [cell for row in self.rows for cell in row if cell is not None]
        wide = any(sum(1 for cell in row if cell is not None) > 1 for row in self.rows)
        return len(self.rows) > 1 and wide and sum(map(bool, cells)) >= _HALF_FULL * len(cells)


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines and tables from the top."""

    rows: tuple[_Set, ...]
    grids: tuple[_Grid, ...]


def _seen(page: "Page") -> _Page:
    upright = page.filter(_Shown())
    drawn = upright.find_tables() if len(upright.edges) <= _MOST_EDGES else []
    found = [(table, _Grid.of(table)) for table in drawn]
    tables = [(table, grid) for table, grid in found if grid.is_table]
    rows = sorted(_lines(upright, [table.bbox for table, _grid in tables]), key=_top)
    page.close()
    return _Page(tuple(rows), tuple(sorted((grid for _table, grid in tables), key=_top)))


@dataclass(slots=True)
class _Shown:
    """Whether a thing on a page counts: not what stands askew, nor a letter set twice to look bold."""

    seen: set[tuple[str, int, int]] = field(default_factory=set)

    def __call__(self, thing: "Letter") -> bool:
        if thing["object_type"] != "char":
            return True
        across, down = round(thing["x0"] / _NEAR), round(thing["top"] / _NEAR)
        near = ((across + i, down + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not thing["upright"] or any((thing["text"], *place) in self.seen for place in near):
            return False
        self.seen.add((thing["text"], across, down))
        return True


def _top(thing: _Set | _Grid) -> float:
    return thing.top


def _margin(rows: Sequence[_Set]) -> float:
    """Where the text begins on the left: the first place where more than a line or two do."""
    lefts = Counter(round(row.left) for row in rows)
    often = [left for left, count in lefts.items() if count >= _FEW * len(rows)]
    return min(often, default=0.0)


def _lines(page: "Page", tables: Sequence[tuple[float, ...]]) -> Iterator[_Set]:
    if tables:
        page = page.filter(lambda thing: not any(_inside(thing, box) for box in tables))
    for one in page.extract_text_lines(x_tolerance_ratio=_WORD_GAP, return_chars=False):
        if text := _plain(one["text"]):
            height = float(one["bottom"]) - float(one["top"])
            yield _Set(text, float(one["x0"]), float(one["x1"]), float(one["top"]), height)


def _inside(thing: "Letter", box: tuple[float, ...]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _indented(rows: Sequence[_Set], left: float) -> Iterator[str]:
    """The texts, with an `INDENT` before each line that begins a paragraph."""
    right = max((row.right for row in rows), default=0.0)
    before: _Set | None = None
    for row in rows:
        yield f"{INDENT}{row.text}" if _is_set_in(row, before, left, right) else row.text
        before = row


def _is_set_in(row: _Set, before: _Set | None, left: float, right: float) -> bool:
    """Further in than most lines, and not the next line of a block that stands in as a whole."""
    shift = _SHIFT * row.height
    if row.left < left + shift:
        return False
    if before is None or abs(before.left - row.left) >= shift or before.text[-1] in _ENDS:
        return True
    return before.right < right - 2 * row.height


def _cell(text: str) -> str:
    """Lines of a cell put together; between Latin words a blank remains."""
    parts = [_plain(part) for part in text.split("\n")]
    joined = ""
    for part in filter(None, parts):
        gap = " " if joined[-1:].isascii() and joined[-1:].isalpha() and part[0].isascii() else ""
        joined += gap + part
    return joined


def _plain(text: str) -> str:
    """In prose, the blanks beside Chinese are the setting's own; a tab is one of them."""
    clean = without_set_blanks(without_radicals(text.replace("\t", " "))).strip()
    return _BLANK.sub("", clean) if _PROSE.search(clean) else clean
