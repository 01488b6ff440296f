"""What is set on pages by Qt: plain data, light to import."""

from dataclasses import dataclass

KEEP = 1
"""The state of a paragraph that stands on a page with what follows it."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A text with what stands around it on every page.

    A `cover` is a first page without a number, and not counted. A `report` has the margins and
    the page numbers of GB/T 9704; papers of the day have small ones, with the count of pages.
    """

    html: str
    header: str = ""
    cover: bool = False
    report: bool = False

    def number(self, page: int, pages: int) -> str:
        """What stands below a page; the first is 0."""
        first = 1 if self.cover else 0
        if page < first:
            return ""
        shown = page + 1 - first
        return f"— {shown} —" if self.report else f"— {shown} / {pages - first} —"
