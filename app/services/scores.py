"""Scoring: one panelist's points per item and district, within range, step and assignment."""

from collections.abc import Mapping
from decimal import Decimal

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.capture import AnyBody, Capture, Score, ScoreState
from app.model.instrument import Block, Item
from app.services.captures import CaptureService, Place
from app.services.score_checks import check_points, districts_of
from app.services.state import State

Cell = tuple[Block, Item, str | None]


class ScoreService:
    """Gives, clears and explains the scores of the person who works here."""

    def __init__(self, state: State, captures: CaptureService) -> None:
        self._state = state
        self._captures = captures

    def cells(self) -> tuple[Cell, ...]:
        """What this panelist has to score: block, item, district (None for the station)."""
        return self._state.derived("score cells", self._cells, "declaration")

    def _cells(self) -> tuple[Cell, ...]:
        setup, person = self._state.setup, self._state.person
        return tuple(
            (block, item, district)
            for block in self._state.instrument.blocks()
            for district in districts_of(setup, block)
            if person in setup.assigned(block.id, district) and not self._captures.recused(district)
            for item in block.scored()
        )

    def given(self) -> dict[tuple[str, str | None], Score]:
        """Scores by item and district."""
        return self._state.derived("scores", self._given, "score")

    def find(self, item: str, district: str | None) -> Capture | None:
        return self._by_cell().get((item, district))

    def give(
        self,
        item: str,
        district: str | None,
        points: Decimal | None,
        *,
        reason: str | None = None,
        links: tuple[str, ...] | None = None,
    ) -> Changes:
        """Points for a cell; None stands for 不适用. Reason and links stay unless given.

        Raises:
            UserError: not signed in, not assigned, recused, out of range, off the step, or
                不适用 where the instrument has none.
        """
        block, found = self._find_item(item)
        check_points(found, points)
        old = self.find(item, district)
        before = (
            old.body
            if old is not None and isinstance(old.body, Score)
            else Score(points=Decimal(0))
        )
        body = Score(
            state=ScoreState.NA if points is None else ScoreState.POINTS,
            points=points,
            reason=before.reason if reason is None else reason,
            links=before.links if links is None else links,
        )
        place = Place(block=block.id, item=item, district=district)
        return self._captures.record(body, place).changes

    def fill(self, values: Mapping[tuple[str, str | None], Decimal | ScoreState | None]) -> Changes:
        """Many cells by item and district in one undo step, or none.

        A value is points, `ScoreState.NA`, or None for 未评. Reasons and links stay with a score.

        Raises:
            UserError: as `give`, for the first that is refused; then nothing is stored.
        """
        before = self._by_cell()
        recorded: list[tuple[AnyBody, Place]] = []
        for (item, district), value in values.items():
            if value is not None:
                block, found = self._find_item(item)
                check_points(found, value if isinstance(value, Decimal) else None)
                place = Place(block=block.id, item=item, district=district)
                recorded.append((_filled(before.get((item, district)), value), place))
        gone = [
            before[cell].id for cell, value in values.items() if value is None and cell in before
        ]
        if not recorded and not gone:
            return Changes()
        return self._captures.record_all(recorded, N_("Fill cells"), removed=gone)

    def explain(self, item: str, district: str | None, reason: str) -> Changes:
        """The reason beside a score that is there.

        Raises:
            UserError: nothing is scored there yet.
        """
        old = self.find(item, district)
        if old is None or not isinstance(old.body, Score):
            raise UserError(N_("Score the cell first, then give the reason."))
        body = Score(
            state=old.body.state, points=old.body.points, reason=reason, links=old.body.links
        )
        return self._captures.change(old.id, body)

    def clear(self, item: str, district: str | None) -> Changes:
        """Back to 未评; reason and links go with it and come back with undo."""
        old = self.find(item, district)
        return self._captures.remove(old.id) if old else Changes()

    def _by_cell(self) -> Mapping[tuple[str, str | None], Capture]:
        return self._state.derived(
            "score captures",
            lambda: {(c.item or "", c.district): c for c in self._captures.all("score")},
            "score",
        )

    def _given(self) -> dict[tuple[str, str | None], Score]:
        return {cell: c.body for cell, c in self._by_cell().items() if isinstance(c.body, Score)}

    def _find_item(self, item: str) -> tuple[Block, Item]:
        try:
            return self._state.instrument.find_item(item)
        except KeyError:
            raise UserError(N_("There is no item “{id}”."), id=item) from None


def _filled(before: Capture | None, value: Decimal | ScoreState) -> Score:
    old = before.body if before is not None and isinstance(before.body, Score) else None
    points = value if isinstance(value, Decimal) else None
    return Score(
        state=ScoreState.NA if points is None else ScoreState.POINTS,
        points=points,
        reason=old.reason if old else "",
        links=old.links if old else (),
    )
