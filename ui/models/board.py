"""One panelist's scores of a block as they are now: what is given, open, missing, summed up."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from app.i18n import _
from app.model.capture import Score
from app.model.instrument import Block, Item
from app.rules.blocks import block_districts
from app.rules.handin_check import needs_reason
from app.rules.running import Running, running
from app.visit import Visit
from ui.models.evidence import Evidence, evidence_of

Place = tuple[str, str | None]
"""Item and district; None stands for the station as a whole."""


@dataclass(frozen=True, slots=True)
class Board:
    """What the visit says about one block now; `recused` are districts of the assignment."""

    visit: Visit
    block: Block
    districts: tuple[str | None, ...]
    recused: frozenset[str | None]
    scores: Mapping[Place, Score]
    by_district: Mapping[str | None, Mapping[str, Score]]
    items: Mapping[str, Item]
    evidence: Evidence
    editable: bool
    sums: dict[str | None, Running] = field(default_factory=dict)
    lacking: dict[str | None, int] = field(default_factory=dict)

    @property
    def own(self) -> tuple[str | None, ...]:
        """Districts that are scored."""
        return tuple(d for d in self.districts if d not in self.recused)

    @property
    def places(self) -> tuple[Place, ...]:
        """What is asked for, in the order of the grid."""
        return tuple((item.id, d) for item in self.block.scored() for d in self.own)

    def running(self, district: str | None) -> Running:
        if district not in self.sums:
            self.sums[district] = running(self.block, self.given(district))
        return self.sums[district]

    def unexplained(self, district: str | None) -> int:
        """How many scores of a district lack the reason that they must have."""
        if district not in self.lacking:
            items = self.block.scored()
            self.lacking[district] = sum(self.lacks_reason(item, district) for item in items)
        return self.lacking[district]

    def given(self, district: str | None) -> Mapping[str, Score]:
        """Scores of a district by item."""
        return self.by_district.get(district, {})

    def lacks_reason(self, item: Item, district: str | None) -> bool:
        """Whether a score is there that the rule wants explained and nobody has."""
        score = self.scores.get((item.id, district))
        return (
            score is not None
            and not score.reason.strip()
            and needs_reason(self.visit.instrument, item, score)
        )

    def figure(self, points: Decimal) -> str:
        """A sum, with as many places as the steps have, so that sums stand under one another."""
        steps = (item.step.normalize().as_tuple().exponent for item in self.items.values())
        places = max((-int(exponent) for exponent in steps), default=0)
        return f"{points:.{max(0, places)}f}"

    def rests_on_evidence(self, item: Item, district: str | None) -> bool:
        """Whether something that is still there is linked, or was recorded about it."""
        score = self.scores.get((item.id, district))
        linked = self.evidence.linked(score.links) if score is not None else ()
        return bool(linked) or self.evidence.speaks_for(item, district)

    def open_after(self, here: Place | None) -> Place | None:
        """The next open place behind one in the order of the grid; from the top without one."""
        unfinished = [d for d in self.own if self.running(d).missing or self.unexplained(d)]
        if not unfinished:
            return None
        rest = iter(self.places)
        if here is not None:
            rest = itertools.dropwhile(here.__ne__, rest)
            next(rest, None)
        return next((p for p in rest if p[1] in unfinished and self.is_open(p)), None)

    def is_open(self, place: Place) -> bool:
        """Whether a score or its reason is still missing."""
        if place not in self.scores:
            return True
        return self.lacks_reason(self.item(place[0]), place[1])

    def item(self, item_id: str) -> Item:
        return self.items[item_id]

    def district_name(self, district: str | None) -> str:
        return _("Whole station") if district is None else self.visit.setup.district(district).name


class _Held(TypedDict):
    """What a board takes over from the one before."""

    sums: dict[str | None, Running]
    lacking: dict[str | None, int]


def own_blocks(visit: Visit) -> tuple[tuple[Block, tuple[str | None, ...]], ...]:
    """Blocks that are assigned to the person, with the districts, recused ones included."""
    person, setup = visit.state.person, visit.setup
    found = []
    for block in visit.instrument.blocks():
        everywhere = block_districts(setup, block)
        own = tuple(d for d in everywhere if person in setup.assigned(block.id, d))
        if own:
            found.append((block, own))
    return tuple(found)


def boards(visit: Visit, before: Sequence[Board] = ()) -> tuple[Board, ...]:
    """A board for each own block, read at one go; sums that still hold are taken from `before`."""
    scores, evidence = visit.scores.given(), evidence_of(visit)
    by_district: dict[str | None, dict[str, Score]] = {}
    for (item, district), score in scores.items():
        by_district.setdefault(district, {})[item] = score
    own = own_blocks(visit)
    recused = {d for d in {d for _block, where in own for d in where} if visit.captures.recused(d)}
    editable = visit.handin.sealed_revision is None and not visit.read_only
    old = {board.block.id: board for board in before}
    return tuple(
        Board(
            visit=visit,
            block=block,
            districts=where,
            recused=frozenset(recused.intersection(where)),
            scores=scores,
            by_district=by_district,
            items={item.id: item for item in block.scored()},
            evidence=evidence,
            editable=editable,
            **_still_held(old.get(block.id), block, by_district),
        )
        for block, where in own
    )


def _still_held(
    old: Board | None, block: Block, by_district: Mapping[str | None, Mapping[str, Score]]
) -> _Held:
    """What is known of the districts in which nothing has changed."""
    if old is None or old.block is not block:
        return _Held(sums={}, lacking={})
    same = {d for d in old.districts if old.given(d) == by_district.get(d, {})}
    return _Held(
        sums={d: value for d, value in old.sums.items() if d in same},
        lacking={d: value for d, value in old.lacking.items() if d in same},
    )
