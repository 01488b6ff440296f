"""What one panelist gave, as Chinese documents say it: points, or a word that is no figure."""

from decimal import Decimal

from app.model.outcome import Cell, Given, GivenState, OpenKind
from app.rules.values import NA_TEXT

NOT_APPLICABLE = "不适用"
UNSCORED = "未评"
CONFLICT = "冲突"
RECUSED = "回避"


def given_word(given: Given, *, outdated: bool) -> str | Decimal:
    """What one panelist gave: points as a number, everything else as a word.

    `outdated`: which of several values counts was decided when there were others.
    """
    told = "、".join(NOT_APPLICABLE if value == NA_TEXT else value for value in given.values)
    if given.state is GivenState.RECUSED:
        return _with(RECUSED, told)
    if given.state is GivenState.CONFLICT or outdated:
        return _with(CONFLICT, f"{told}，原先选定的已过时" if outdated else told)
    if given.state is GivenState.UNSCORED or given.points is None:
        return NOT_APPLICABLE if given.state is GivenState.NA else _with(UNSCORED, told)
    return given.points


def outdated_picks(cell: Cell) -> frozenset[str]:
    """Whose values in a cell were chosen between when there were others."""
    return frozenset(
        who for entry in cell.open if entry.kind is OpenKind.OUTDATED for who in entry.who
    )


def _with(word: str, told: str) -> str:
    return f"{word}（{told}）" if told else word
