"""Figures, days, months and times as people type or paste them into a set-up."""

import re
from datetime import date, time
from decimal import Decimal
from unicodedata import normalize

from app.errors import UserError
from app.i18n import N_

_FIGURE = re.compile(r"\d{1,12}(\.\d{1,4})?")
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?")
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.时](\d{1,2})分?")
_SHORT = re.compile(r"(\d{1,2})(\d{2})?")
_MONTH = re.compile(r"(\d{4})\D{0,2}(\d{1,2})月?")


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


def day(text: str, label: str) -> date:
    """A day such as 2024-01-16, 2024/1/16, 2024年1月16日 or 20240116.

    Raises:
        UserError: no day of the calendar.
    """
    bare = normalize("NFKC", text).strip()
    found = _DAY.fullmatch(bare) or _BARE.fullmatch(bare)
    year, month, number = (int(part) for part in found.groups()) if found else (0, 0, 0)
    try:
        return date(year, month, number)
    except ValueError:
        raise UserError(
            N_("“{text}” under “{label}” is no day. Type it as 2024-01-16."),
            text=text.strip(),
            label=label,
        ) from None


def clock(text: str, label: str) -> time:
    """A time of day such as 9:30, 0930, 9 or 9时30分.

    Raises:
        UserError: no time of day.
    """
    bare = normalize("NFKC", text).strip()
    found = _TIME.fullmatch(bare) or _SHORT.fullmatch(bare)
    hour, minute = (int(part or 0) for part in found.groups()) if found else (-1, 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise UserError(
            N_("“{text}” under “{label}” is no time of day. Type it as 9:30."),
            text=text.strip(),
            label=label,
        ) from None


def month(text: str, label: str) -> str:
    """A month as `2023-07`, from 2023-07, 2023年7月, 202307 or any day in it.

    Raises:
        UserError: no month.
    """
    bare = normalize("NFKC", text).strip()
    found = _MONTH.fullmatch(bare) or _DAY.fullmatch(bare) or _BARE.fullmatch(bare)
    number = int(found.group(2)) if found else 0
    if not found or not 1 <= number <= 12:
        raise UserError(
            N_("“{text}” under “{label}” is no month. Type it as 2023-07."),
            text=text.strip(),
            label=label,
        )
    return f"{found.group(1)}-{number:02}"
