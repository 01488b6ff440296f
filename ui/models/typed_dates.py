"""Days and times as people type or paste them."""

import re
from datetime import date, time
from unicodedata import normalize

from app.errors import UserError
from app.i18n import N_

_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?")
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.时](\d{1,2})分?")
_SHORT = re.compile(r"(\d{1,2})(\d{2})?")


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
