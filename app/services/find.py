"""Find everywhere: full text over all that was recorded, with the place of every hit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.rules.heads import find_heads
from app.rules.search_terms import hits
from app.services.collect import CollectService
from app.services.state import LocalRole, State
from app.storage.search import LIMIT
from app.storage.search_entries import Entry

SNIPPET = 80
_BEFORE = 16
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit. `text` is the line around it, `hits` where in it the words stand (start, end).

    `kind` is a capture's kind (`finding`, `score`, …) with the capture's id; `curated`,
    `settlement`, `passage`, `reply`, … with the key of the decision (`reply/point` for a point);
    or `station`, `organisation`, `district`, `site`, `person`, `indicator`, `figure` of the
    set-up. `sheet` is the hash of the collected sheet that it came in, `author` the id of the
    panelist, of whose paper too; both empty otherwise.
    """

    kind: str
    id: str
    text: str
    hits: tuple[tuple[int, int], ...]
    author: str
    at: datetime
    block: str | None = None
    item: str | None = None
    district: str | None = None
    site: str | None = None
    sheet: str = ""


class FindService:
    """Others' words are found on the coordinator's laptop alone, in the sheets that count."""

    def __init__(self, state: State, collect: CollectService) -> None:
        self._state = state
        self._collect = collect
        self._index = state.store.search
        self._sources: tuple[int, tuple[str, ...]] = (-1, ())
        self._index.read_sheets_with(collect.content)

    def __call__(
        self, query: str, limit: int = LIMIT, kinds: Iterable[str] = ()
    ) -> tuple[Found, ...]:
        """Entries in which all words of the query stand, newest first; none for an empty query.

        Words are divided by blanks. Han characters are found inside any text, Latin words and
        figures by their beginning. `kinds` narrows to some kinds.
        """
        entries = self._index.find(query, self._counting(), kinds=kinds, limit=limit)
        return tuple(_found(entry, query) for entry in entries)

    def prepare(self) -> None:
        """Indexes what an older program left; costs nothing where there is nothing to do."""
        if not self._state.store.read_only:
            self._index.prepare()

    def _counting(self) -> tuple[str, ...]:
        """What is searched: this laptop's own rows, and the sheets whose scores count."""
        generation = self._state.store.log.generation
        if self._sources[0] != generation:
            self._sources = (generation, ("", *self._heads()))
        return self._sources[1]

    def _heads(self) -> tuple[str, ...]:
        if self._state.role is LocalRole.PANELIST:
            return ()
        return tuple(sheet.hash for sheet in find_heads(self._collect.accepted()).heads)


def _found(entry: Entry, query: str) -> Found:
    shown, places = snippet(entry.text, hits(entry.text, query))
    return Found(
        kind=entry.kind,
        id=entry.id,
        text=shown,
        hits=places,
        author=entry.author,
        at=datetime.fromisoformat(entry.at),
        block=entry.block,
        item=entry.item,
        district=entry.district,
        site=entry.site,
        sheet=entry.source,
    )


def snippet(
    text: str, places: tuple[tuple[int, int], ...], width: int = SNIPPET
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The line of the first hit, cut to `width` characters, and the hits in what is left."""
    first = places[0][0] if places else 0
    line = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first)
    end = len(text) if end < 0 else end
    start = line if end - line <= width else max(line, min(first - _BEFORE, end - width))
    stop = min(end, start + width)
    before = _MORE if start > line else ""
    shown = before + text[start:stop] + (_MORE if stop < end else "")
    moved = len(before) - start
    inside = ((a + moved, min(b, stop) + moved) for a, b in places if start <= a < stop)
    return shown, tuple(inside)
