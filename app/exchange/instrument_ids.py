"""Ids for what is read from a table: those that stand in it, else those it had, else new ones."""

import re
from collections.abc import Iterable, Mapping

from app.errors import UserError
from app.exchange.instrument_cells import Cell, Reader
from app.i18n import N_
from app.model.hashes import content_hash

_ID = re.compile(r"[A-Za-z0-9_.:\-]{1,64}\Z")
BAD_ID = N_(
    "“{text}” is no id: those are of letters A to Z, digits, “_”, “-”, “.” and “:”. Leave the "
    "cell empty and the program gives one."
)

Path = tuple[str, ...]


class Ids:
    """One set of ids that differ from one another.

    A row that was copied keeps its id cell; the first of the two keeps the id. What has no id
    gets the one that is known by its names, so that reading a table again changes none.
    """

    def __init__(
        self, reader: Reader, known: Mapping[Path, str], given: Iterable[Cell] = ()
    ) -> None:
        """`given` are all cells with ids, so that nobody gets one that stands further down."""
        self._reader = reader
        self._known = known
        self._reserved = {cell.text for cell in given if cell.text}
        self._used: set[str] = set()

    def take(self, cell: Cell, path: Path) -> str:
        """The id of what stands in a row; `path` are the names that lead to it."""
        text = self._reader.text(cell)
        if text and not _ID.match(text):
            self._reader.fault(cell, UserError(BAD_ID, text=text[:40]))
            text = ""
        if text and text not in self._used:
            self._used.add(text)
            return text
        return self.fresh(path)

    def fresh(self, path: Path) -> str:
        """An id that nothing else has."""
        known = self._known.get(path, "")
        made, number = known or _made(path, 0), 0
        while made in self._used or made in self._reserved:
            made, number = _made(path, number), number + 1
        self._used.add(made)
        return made

    def free(self, one: str) -> bool:
        """Whether an id that stands in a cell of several is still nobody's; then it is taken."""
        if one in self._used or not _ID.match(one):
            return False
        self._used.add(one)
        return True


def _made(path: Path, number: int) -> str:
    """The same names give the same id."""
    raw = "\0".join((*path, str(number) if number else ""))
    return f"n{content_hash(raw.encode('utf-8', 'replace'))[:10]}"
