"""Tables as rows of text, and which column of them holds what."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's number in the file, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All cells as text: decimals plain, days as 2024-01-16, percentages with their sign.

    Rows are as long as `headers`; empty ones are left out. `hash` names the file's bytes.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    sheet: str = ""
    hash: str = ""

    def column(self, index: int) -> tuple[str, ...]:
        return tuple(row.cells[index] for row in self.rows)


def match_columns(headers: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Which column holds which field, by synonyms; fields that no heading fits are left out.

    A heading that is a synonym goes before one that holds it, a longer synonym before a shorter
    one; each column serves one field.
    """
    names = [normal_heading(header) for header in headers]
    found: dict[str, int] = {}
    for is_fit in (_is_same, _is_part):
        for synonym, field in _synonyms(wanted):
            free = (i for i, name in enumerate(names) if i not in found.values())
            fit = next((i for i in free if is_fit(synonym, names[i])), None)
            if field not in found and fit is not None:
                found[field] = fit
    return found


def normal_heading(heading: str) -> str:
    """A heading without blanks, signs and what stands in brackets, in small letters."""
    narrow = unicodedata.normalize("NFKC", heading).casefold()
    bare = re.sub(r"\W|_", "", re.sub(r"[(\[【].*?[)\]】]", "", narrow))
    return bare or re.sub(r"\W|_", "", narrow)


def column_name(index: int) -> str:
    """A, B … Z, AA as spreadsheets have it, from 0."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


def _synonyms(wanted: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """(synonym, field), the longest first, then in the order given."""
    pairs = [(normal_heading(one), field) for field, many in wanted.items() for one in many]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _is_same(synonym: str, heading: str) -> bool:
    return synonym == heading


def _is_part(synonym: str, heading: str) -> bool:
    return bool(synonym) and synonym in heading
