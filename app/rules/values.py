"""A score as the text by which values are compared, shown and kept in decisions."""

from decimal import Decimal

from app.model.capture import Score
from app.model.text import plain

NA_TEXT = "na"


def value_text(score: Score) -> str:
    """`4.2` for points, however they were typed (4.20 is the same value), or `na`."""
    return NA_TEXT if score.points is None else plain(score.points.copy_abs())


def value_points(text: str) -> Decimal | None:
    """The points behind a text of `value_text`; None for `na`."""
    return None if text == NA_TEXT else Decimal(text)
