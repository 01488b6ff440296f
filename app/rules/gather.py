"""The union of all captures over the sheets that count (arithmetic 3 and 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from app.model.capture import (
    Answer,
    AnyBody,
    Body,
    Capture,
    Declaration,
    DocumentCheck,
    Finding,
    Score,
)
from app.model.sheet import Accepted
from app.rules.heads import Heads, find_heads
from app.rules.values import value_text

B = TypeVar("B", bound=Body)
Key = tuple[str, str, str, str, str]

RECUSED = "recused"
PRESENT = "present"


@dataclass(frozen=True, slots=True)
class KeyedCell:
    """What one panelist said to one question, over all that person's devices.

    Empty texts stand for no item, district or site. `captures` are all distinct ones.
    """

    kind: str
    panelist: str
    item: str
    district: str
    site: str
    captures: tuple[Capture, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The distinct explicit values, sorted: none is 未评, more than one 冲突."""
        if len(self.captures) == 1:
            return (_explicit(self.captures[0].body),)
        return tuple(sorted({_explicit(c.body) for c in self.captures}))

    @property
    def reasons(self) -> tuple[str, ...]:
        if len(self.captures) == 1:
            reason = _reason(self.captures[0].body)
            return (reason,) if reason else ()
        return _once(_reason(c.body) for c in self.captures)

    @property
    def links(self) -> tuple[str, ...]:
        """Ids of the captures that the scores refer to."""
        scores = (c.body for c in self.captures if isinstance(c.body, Score))
        return _once(link for score in scores for link in score.links)


@dataclass(frozen=True)
class Gathered:
    """Everything that was recorded, without a word lost.

    `keyed` is sorted by key (kind, panelist, item, district, site); `captures` holds all other
    kinds in the order of their times; `doubled` are ids that stand for two contents.
    """

    heads: Heads
    keyed: dict[Key, KeyedCell]
    captures: tuple[Capture, ...]
    doubled: tuple[str, ...]

    def cells(self, kind: type[Body]) -> tuple[KeyedCell, ...]:
        """The cells of a keyed kind."""
        return self._by_kind.get(str(kind.__struct_config__.tag), ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[KeyedCell, ...]]:
        found: dict[str, list[KeyedCell]] = {}
        for cell in self.keyed.values():
            found.setdefault(cell.kind, []).append(cell)
        return {kind: tuple(cells) for kind, cells in found.items()}

    def score(self, panelist: str, item: str, district: str | None) -> KeyedCell | None:
        return self.keyed.get(("score", panelist, item, district or "", ""))

    def pairs(self, kind: type[B]) -> tuple[tuple[Capture, B], ...]:
        """The captures of a kind that is not keyed, each with its body."""
        return tuple((c, c.body) for c in self.captures if isinstance(c.body, kind))

    def findings(self) -> tuple[tuple[Capture, Finding], ...]:
        """All findings, by the order that their authors gave them, then by time."""
        return self._findings

    @cached_property
    def _findings(self) -> tuple[tuple[Capture, Finding], ...]:
        return tuple(sorted(self.pairs(Finding), key=lambda pair: pair[1].order))


def gather(accepted: Sequence[Accepted]) -> Gathered:
    """The union over the heads.

    A keyed capture belongs to the panelist of its sheet, whoever its author field names:
    nobody can speak for somebody else.
    """
    heads = find_heads(accepted)
    keyed: dict[Key, list[Capture]] = {}
    loose: dict[str, list[Capture]] = {}
    for sheet in heads.heads:
        for capture in sheet.content.captures:
            key = _key(sheet.panelist, capture)
            known = loose.setdefault(capture.id, []) if key is None else keyed.setdefault(key, [])
            if capture not in known:
                known.append(capture)
    cells = {key: _cell(key, keyed[key]) for key in sorted(keyed)}
    doubled = tuple(sorted(i for i, contents in loose.items() if len(contents) > 1))
    return Gathered(heads, cells, _sorted(c for cs in loose.values() for c in cs), doubled)


def instant(at: datetime) -> datetime:
    """A time that can be compared with any other; one without an offset is taken as UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _key(panelist: str, capture: Capture) -> Key | None:
    key = capture.key
    return None if key is None else (key[0], panelist, *key[2:])


def _sorted(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    """By time; what is equal stays in the order of the sheets, which is fixed."""
    return tuple(sorted(captures, key=lambda c: (instant(c.at), c.author, c.device, c.id)))


def _cell(key: Key, captures: list[Capture]) -> KeyedCell:
    return KeyedCell(*key, _sorted(captures) if len(captures) > 1 else tuple(captures))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _explicit(body: AnyBody) -> str:
    match body:
        case Score():
            return value_text(body)
        case Answer():
            return body.value.value
        case DocumentCheck():
            return body.state.value
        case Declaration():
            return RECUSED if body.recused else PRESENT
        case _:
            raise TypeError(f"{type(body).__name__} has no key")


def _reason(body: AnyBody) -> str:
    match body:
        case Score() | Declaration():
            return body.reason
        case Answer() | DocumentCheck():
            return body.remark
        case _:
            raise TypeError(f"{type(body).__name__} has no key")
