"""What stands apart from a Word file's body: headers, footers, notes and pictures, and what changed.

A comparison tracks the body alone; what differs here is told in sentences beside it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import zip_longest
from zipfile import ZipFile

from docx.oxml.ns import qn
from lxml import etree

from app.reports.changes import Difference, Kind
from app.reports.marking import aligned
from app.reports.revisions import Element, parser, settle, text_of

HEADER = "Header"
_PARTS = {
    HEADER: re.compile(r"word/header\d*\.xml"),
    "Footer": re.compile(r"word/footer\d*\.xml"),
    "Footnote": re.compile(r"word/footnotes\.xml"),
    "Endnote": re.compile(r"word/endnotes\.xml"),
}
"""By what the places are called in `changes`, untranslated."""
_PICTURES = re.compile(r"word/media/.+")
_FIELDS = tuple(qn(f"w:{name}") for name in ("fldChar", "fldSimple"))
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Apart:
    """Paragraphs by where they stand, each once, and the hashes of the pictures."""

    texts: dict[str, tuple[str, ...]]
    pictures: frozenset[str]


def apart_from(raw: bytes) -> Apart:
    """The caller has looked at the file (`check_office`)."""
    with ZipFile(BytesIO(raw)) as archive:
        names = sorted(archive.namelist())
        texts = {
            place: tuple(dict.fromkeys(_texts(archive.read(n) for n in names if part.fullmatch(n))))
            for place, part in _PARTS.items()
        }
        media = (archive.read(name) for name in names if _PICTURES.fullmatch(name))
        return Apart(texts, frozenset(sha256(one).hexdigest() for one in media))


def apart_differences(old: bytes, new: bytes) -> tuple[Difference, ...]:
    """By place; of pictures only that there are others, since nobody compares them dot by dot."""
    before, after = apart_from(old), apart_from(new)
    return tuple(_differences(before, after))


def _differences(before: Apart, after: Apart) -> Iterator[Difference]:
    for place in _PARTS:
        for old, new in _changed(before.texts[place], after.texts[place]):
            kind = Kind.APART if old and new else Kind.APART_IN if new else Kind.APART_OUT
            yield Difference(kind, place, old, new)
    if before.pictures != after.pictures:
        counts = (str(len(found.pictures)) for found in (before, after))
        yield Difference(Kind.PICTURES, "", *counts)


def _changed(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Those that are alike, then what went with what came in its stead."""
    pairs = aligned(old, new)
    for one, other in pairs:
        if one is not None and other is not None and old[one] != new[other]:
            yield old[one], new[other]
    went = [old[one] for one, other in pairs if one is not None and other is None]
    came = [new[other] for one, other in pairs if other is not None and one is None]
    yield from zip_longest(went, came, fillvalue="")


def _texts(parts: Iterable[bytes]) -> Iterator[str]:
    for raw in parts:
        root = etree.fromstring(raw, parser())
        settle(root, accept=True)
        for paragraph in root.iter(qn("w:p")):
            text = _text(paragraph)
            if text:
                yield text


def _text(paragraph: Element) -> str:
    """A number that Word counts is no text of its own."""
    text = text_of(paragraph).strip()
    counted = next(paragraph.iter(*_FIELDS), None) is not None
    return _FIGURES.sub("…", text) if counted else text
