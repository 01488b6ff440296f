"""Numbers for an order that somebody arranges by hand, with as few of them changed as can be."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

STEP = 16
"""What lies between two neighbours that are numbered anew, so that others find room there."""


def numbered(orders: Sequence[int]) -> tuple[int, ...]:
    """A number for each place in turn, every one larger than the one before and at least 1.

    `orders` are those that stood there so far. Whoever is in order already keeps theirs. Where
    there is no room between two, numbers go on from one to the next, and only if several share
    one are all numbered anew.
    """
    kept = _longest_run(orders)
    found: list[int] = []
    for before, after in pairwise((-1, *kept, len(orders))):
        low = orders[before] if before >= 0 else 0
        high = orders[after] if after < len(orders) else low + STEP * (after - before)
        between = after - before - 1
        if high - low <= between:
            return _shifted(orders)
        found += (low + (high - low) * n // (between + 1) for n in range(1, between + 1))
        found += orders[after : after + 1]
    return tuple(found)


def _shifted(orders: Sequence[int]) -> tuple[int, ...]:
    """The same numbers in their order, if they are good for that."""
    same = sorted(set(orders))
    if len(same) == len(orders) and same[0] >= 1:
        return tuple(same)
    return tuple(range(STEP, STEP * len(orders) + 1, STEP))


def _longest_run(orders: Sequence[int]) -> tuple[int, ...]:
    """Places of as many numbers as possible that rise from one to the next, from 1 on."""
    lows: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, order in enumerate(orders):
        length = bisect_left(lows, order)
        before.append(ends[length - 1] if length else -1)
        if order >= 1:
            lows[length : length + 1] = [order]
            ends[length : length + 1] = [place]
    return tuple(_back(ends[-1], before))[::-1] if ends else ()


def _back(place: int, before: Sequence[int]) -> Iterator[int]:
    while place >= 0:
        yield place
        place = before[place]
