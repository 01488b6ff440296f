"""A paragraph or a table cell of any report, with its place in the file that it was read from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the text of one table cell.

    `number` counts lines of a text file, or paragraphs of a document, from 1. `row` and `column`
    count from 0 inside table number `table`; all three are -1 outside of a table. `joins` are
    (offset, number) of what a page or a margin had broken and reading put together again. `part`
    names what is no running text: `header`, `footer`, `box`, `toc` (a line of the table of
    contents) or `page` (a page number). `page` counts from 1; 0 where there are no pages.
    """

    number: int
    text: str
    table: int = -1
    row: int = -1
    column: int = -1
    joins: tuple[tuple[int, int], ...] = ()
    part: str = ""
    page: int = 0

    def number_at(self, offset: int) -> int:
        """The number of the line in the file on which a character stands."""
        return max((n for at, n in self.joins if at <= offset), default=self.number)
