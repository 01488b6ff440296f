"""What is other in one set-up than in another, in words: values before and after, side by side."""

from collections.abc import Iterator, Mapping
from datetime import time
from decimal import Decimal
from enum import Enum
from itertools import zip_longest

from msgspec import Struct

from app.model.panel import Assignment
from app.model.schedule import AgendaEntry
from app.model.setup import Setup
from app.model.text import plain
from app.rules.told import NO, OF_ENUM, YES, state, told_many, word

Pair = tuple[str, str]
Ids = Mapping[str, str]


def setup_changes(old: Setup, new: Setup, ids: Ids) -> Pair:
    """All that differs, before and after; `ids` says what blocks, places and people are called."""
    pairs = list(_differences(old, new, ids))
    before, after = zip(*pairs, strict=True) if pairs else ((), ())
    return told_many([one for one in before if one]), told_many([one for one in after if one])


def _differences(old: object, new: object, ids: Ids) -> Iterator[Pair]:
    if old == new:
        return
    if isinstance(old, Struct) and isinstance(new, Struct):
        yield from _in_fields(old, new, ids)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _in_rows(old, new, ids)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            for before, after in _differences(old.get(key), new.get(key), ids):
                yield _named(key, before, ids), _named(key, after, ids)
    else:
        yield _words(old, ids), _words(new, ids)


def _in_fields(old: Struct, new: Struct, ids: Ids) -> Iterator[Pair]:
    """A row of a table is told with its name, unless the name itself is what differs."""
    name = _name(new)
    same = bool(name) and name == _name(old)
    for field in old.__struct_fields__:
        for before, after in _differences(getattr(old, field), getattr(new, field), ids):
            yield (_named(name, before, ids), _named(name, after, ids)) if same else (before, after)


def _in_rows(old: tuple[object, ...], new: tuple[object, ...], ids: Ids) -> Iterator[Pair]:
    olds, news = _keyed(old), _keyed(new)
    if olds.keys() == news.keys() and list(olds) != list(news):
        yield _list(old, ids), _list(new, ids)
    gone = [_words(olds[key], ids) for key in olds if key not in news]
    come = [_words(news[key], ids) for key in news if key not in olds]
    for key in olds:
        if key in news:
            yield from _differences(olds[key], news[key], ids)
    yield from zip_longest(gone, come, fillvalue="")


def _keyed(rows: tuple[object, ...]) -> dict[object, object]:
    """Rows by what they are known by; those without an id are known by all that they say."""
    return {_key(row): row for row in rows}


def _key(row: object) -> object:
    for field in ("id", "key", "month"):
        if hasattr(row, field):
            return getattr(row, field)
    return row


def _name(value: object) -> str:
    for field in ("name", "label", "title", "month"):
        found = getattr(value, field, "")
        if found:
            return str(found)
    return ""


def _named(key: object, text: str, ids: Ids) -> str:
    name = _words(key, ids)
    return f"{name} {text}" if name and text else text


def _list(rows: tuple[object, ...], ids: Ids) -> str:
    return "、".join(filter(None, (_words(row, ids) for row in rows)))


def _words(value: object, ids: Ids) -> str:
    """One value as somebody would read it out."""
    if isinstance(value, tuple):
        return _list(value, ids)
    if isinstance(value, Struct):
        return _struct(value, ids)
    return _plain(value) if not isinstance(value, str) else ids.get(value, value)


def _struct(value: Struct, ids: Ids) -> str:
    if isinstance(value, Assignment):
        parts = (ids.get(value.panelist), ids.get(value.block), _list(value.districts, ids))
        return "·".join(part for part in parts if part)
    if isinstance(value, AgendaEntry):
        return f"{value.start:%H:%M}–{value.end:%H:%M} {value.title}"
    return _name(value) or _list(tuple(_values(value)), ids)


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return word(YES if value else NO)
        case Enum():
            return state(value) if value in OF_ENUM else ""
        case Decimal():
            return plain(value)
        case time():
            return f"{value:%H:%M}"
    return str(value)


def _values(value: Struct) -> Iterator[object]:
    return (getattr(value, field) for field in value.__struct_fields__)
