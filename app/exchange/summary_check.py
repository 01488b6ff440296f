"""Reads a score summary back: it opens, and every point and the program's total stand in it."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import UserError
from app.exchange.summary_form import SummaryInput
from app.i18n import N_
from app.model.outcome import GivenState
from app.model.text import plain


def check_summary(raw: bytes, given: SummaryInput) -> int:
    """How many figures were looked for and found.

    Raises:
        UserError: it does not open, or a figure is missing.
    """
    try:
        book = load_workbook(BytesIO(raw), read_only=True)
        cells = [cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
    except (BadZipFile, KeyError, ValueError, InvalidFileException) as error:
        raise UserError(
            N_("What was made is no sound workbook ({reason})."), reason=str(error)
        ) from error
    held = Counter(plain(Decimal(str(c))) for c in cells if isinstance(c, int | float))
    expected = Counter(plain(points) for points in _points(given))
    missing = expected - held
    if missing:
        raise UserError(
            N_("A figure is missing in what was made, or differs from the program's: {figure}."),
            figure=next(iter(missing)),
        )
    return expected.total()


def _points(given: SummaryInput) -> Iterator[Decimal]:
    for party in given.outcome.parties:
        for result in party.blocks:
            for part in result.districts:
                for cell in part.cells:
                    for one in cell.givens:
                        if one.state is GivenState.POINTS and one.points is not None:
                            yield one.points
    if given.outcome.total is not None:
        yield given.outcome.total
