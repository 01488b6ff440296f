"""How Chinese documents write dates, counts, money and lists."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.model.text import plain

_DIGITS = "零一二三四五六七八九"
_CENT = Decimal("0.01")
_TEN_THOUSAND = Decimal(10000)


def chinese(number: int) -> str:
    """1 to 99 as a heading counts: 一, 十, 十二, 三十一; beyond that in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def long_date(day: date) -> str:
    """No leading noughts (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def year_month(month: str) -> str:
    """`2024-04` is 2024年4月; what is no such text stays as it is."""
    year, dash, rest = month.partition("-")
    if not (dash and year.isdigit() and rest.isdigit()):
        return month
    return f"{year}年{int(rest)}月"


def money(yuan: Decimal) -> str:
    """Whole ten thousands as 240万元, else in yuan with at most two places."""
    if yuan and yuan % 100 == 0 and yuan >= _TEN_THOUSAND:
        return f"{plain(yuan / _TEN_THOUSAND)}万元"
    return f"{cents(yuan)}元"


def cents(value: Decimal) -> str:
    """At most two places, half up."""
    return plain(value.quantize(_CENT, ROUND_HALF_UP))


def measured(value: Decimal, unit: str) -> str:
    """A figure as printed; money gets two places at most, anything else stays as reported."""
    return cents(value) if unit.endswith("元") else plain(value)


def two_places(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def count(value: object) -> str:
    """A number, or nothing where it is not known."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def listed(names: Iterable[str]) -> str:
    """Parted by 、; book titles stand side by side without it (GB/T 15834)."""
    return "、".join(n for n in names if n).replace("》、《", "》《")


def paragraphs(text: str) -> list[str]:
    """The lines that hold something."""
    return [line for line in text.split("\n") if line.strip()]
