"""What a finding may be about: blocks and items, found by a few characters, or as used last."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.model.instrument import Block, Item
from app.visit import Visit


@dataclass(frozen=True, slots=True)
class Subject:
    """A block, or one item of it; `key` tells both apart in one list."""

    block: str
    item: str
    label: str
    group: str = ""

    @property
    def key(self) -> str:
        return f"{self.block}/{self.item}"


def subjects(visit: Visit) -> tuple[Subject, ...]:
    """All items and, before them, their blocks, in the instrument's order."""
    return tuple(s for block in visit.instrument.blocks() for s in _of_block(block))


def _of_block(block: Block) -> Iterable[Subject]:
    yield Subject(block.id, "", block.label)
    for item in block.items:
        yield _subject(block, item)


def _subject(block: Block, item: Item) -> Subject:
    return Subject(block.id, item.id, item.label, item.group)


def find(known: Iterable[Subject], words: str) -> tuple[Subject, ...]:
    """Those whose name begins with the words, then those that hold them anywhere."""
    wanted = words.strip().lower()
    begins = [s for s in known if s.label.lower().startswith(wanted)]
    holds = [s for s in known if wanted in f"{s.label}{s.group}".lower() and s not in begins]
    return (*begins, *holds)


def used(visit: Visit, known: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """What own findings were about, the latest first, each once."""
    by_item = {s.item: s for s in known if s.item}
    latest = [by_item.get(c.item or "") for c in reversed(visit.captures.all("finding"))]
    return tuple(dict.fromkeys(s for s in latest if s is not None))
