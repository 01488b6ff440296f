"""Figures as people type or paste them: full-width digits, commas of thousands, nothing else."""

import re
from decimal import Decimal
from unicodedata import normalize

from app.errors import UserError
from app.i18n import N_

_FIGURE = re.compile(r"\d{1,12}(\.\d{1,4})?")


def figure(text: str, label: str) -> Decimal | None:
    """The figure, or None where nothing is typed.

    Raises:
        UserError: no figure, or one with more digits than any has.
    """
    bare = normalize("NFKC", text).replace(",", "").replace("。", ".").strip()
    if not bare:
        return None
    if not _FIGURE.fullmatch(bare):
        raise UserError(
            N_("“{text}” under “{label}” is not a figure. Type digits, such as 12 or 0.5."),
            text=text.strip(),
            label=label,
        )
    return Decimal(bare)


def whole(text: str, label: str) -> int | None:
    """A figure without a fraction, or None where nothing is typed.

    Raises:
        UserError: no figure, or one with a fraction.
    """
    found = figure(text, label)
    if found is not None and found != found.to_integral_value():
        raise UserError(
            N_("“{text}” under “{label}” is not a whole number."), text=text.strip(), label=label
        )
    return None if found is None else int(found)
