"""Which sheets count: the latest of each person and device (arithmetic 2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.base import changed
from app.model.sheet import Accepted


@dataclass(frozen=True, slots=True)
class Heads:
    """Sheets sorted by panelist, device, revision and hash.

    `forks` are groups of heads that have one revision and different contents.
    """

    heads: tuple[Accepted, ...]
    older: tuple[Accepted, ...]
    forks: tuple[tuple[Accepted, ...], ...]


def find_heads(accepted: Sequence[Accepted]) -> Heads:
    """Sorts sheets into those that count and history; the same hash counts once."""
    branches: dict[tuple[str, str], list[Accepted]] = {}
    for sheet in sorted(_distinct(accepted), key=_order):
        branches.setdefault((sheet.panelist, sheet.content.device), []).append(sheet)
    heads: list[Accepted] = []
    older: list[Accepted] = []
    forks: list[tuple[Accepted, ...]] = []
    for branch in branches.values():
        latest = branch[-1].content.revision
        top = tuple(s for s in branch if s.content.revision == latest)
        heads += top
        older += [s for s in branch if s.content.revision < latest]
        if any(s.content != top[0].content for s in top):
            forks.append(top)
    return Heads(tuple(heads), tuple(older), tuple(forks))


def _distinct(accepted: Sequence[Accepted]) -> list[Accepted]:
    """One sheet per hash; it is confirmed if it ever was."""
    confirmed = {sheet.hash for sheet in accepted if sheet.confirmed}
    once = {sheet.hash: sheet for sheet in accepted}
    return [changed(s, confirmed=True) if s.hash in confirmed else s for s in once.values()]


def _order(sheet: Accepted) -> tuple[str, str, int, str]:
    return (sheet.panelist, sheet.content.device, sheet.content.revision, sheet.hash)
