"""What looks like somebody's ID card or telephone number, so that it stays out of code fields."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.errors import UserError
from app.i18n import N_

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_GAP = r"[ \-]?"
_CARDS = (
    re.compile(r"(?<!\d)[1-9]\d{13,16}[\dX](?!\d)"),
    re.compile(rf"(?<!\d)[1-9](?:{_GAP}\d){{13,16}}{_GAP}[\dX](?!\d)"),
)
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)\(?0(?:10|2\d|[3-9]\d{2})\)?[ \-]?[2-8]\d{6,7}(?!\d)")


class PersonalKind(Enum):
    ID_CARD = "id_card"
    MOBILE = "mobile"
    LANDLINE = "landline"


REFUSALS = {
    PersonalKind.ID_CARD: N_(
        "“{text}” looks like an ID card number. Enter a code of your own, for example D1-01."
    ),
    PersonalKind.MOBILE: N_(
        "“{text}” looks like a mobile phone number. Enter a code of your own, for example D1-01."
    ),
    PersonalKind.LANDLINE: N_(
        "“{text}” looks like a telephone number. Enter a code of your own, for example D1-01."
    ),
}


@dataclass(frozen=True, slots=True)
class Personal:
    """What was found, written as it stands in the text after NFKC."""

    kind: PersonalKind
    text: str


def find_personal(text: str) -> tuple[Personal, ...]:
    """ID cards of 18 or 15 digits, mobile and landline numbers; each with single blanks or dashes.

    An ID card of 18 digits is known by its check digit, and also, in case of a slip, by a day of
    birth; one of 15 digits by its day of birth alone.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    found: list[Personal] = []
    for cards in _CARDS:
        numbers = [m.group() for m in cards.finditer(plain) if _is_id_card(m.group())]
        found += [Personal(PersonalKind.ID_CARD, number) for number in numbers]
        for number in numbers:
            plain = plain.replace(number, "#")
    for kind, pattern in ((PersonalKind.MOBILE, _MOBILE), (PersonalKind.LANDLINE, _LANDLINE)):
        found += [Personal(kind, match.group()) for match in pattern.finditer(plain)]
    return tuple(found)


def refuse_personal(code: str) -> None:
    """Looks at a code by which a service user goes.

    Raises:
        UserError: it looks like a number that belongs to a person.
    """
    for one in find_personal(code):
        raise UserError(REFUSALS[one.kind], text=one.text)


def _is_id_card(written: str) -> bool:
    number = re.sub(r"[ \-]", "", written)
    if len(number) == 18:
        return _has_check_digit(number) or _is_day(number[6:14])
    return len(number) == 15 and number.isdigit() and _is_day(f"19{number[6:12]}")


def _has_check_digit(number: str) -> bool:
    """GB 11643: weights over 17 digits, modulo 11, one of `10X98765432`."""
    total = sum(w * int(digit) for w, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17]


def _is_day(digits: str) -> bool:
    """Whether yyyymmdd is a day on which somebody who lives may have been born."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100
