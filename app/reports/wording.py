"""How Chinese documents write dates, counts, money and lists."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.model.text import plain

_DIGITS = "零一二三四五六七八九"
_CENT = Decimal("0.01")
_RANGE = re.compile(r"(?<=[\d%％])\s*[-–—~－]\s*(?=\d)")
_TEN_THOUSAND = Decimal(10000)


def chinese(number: int) -> str:
    """1 to 999 as a heading counts: 一, 十, 十二, 三十一, 一百零五; beyond that in digits."""
    if not 0 < number < 1000:
        return str(number)
    if number < 100:
        return _below_hundred(number)
    hundreds, rest = divmod(number, 100)
    tail = "" if not rest else f"零{_DIGITS[rest]}" if rest < 10 else _below_hundred(rest, "一")
    return f"{_DIGITS[hundreds]}百{tail}"


def _below_hundred(number: int, one: str = "") -> str:
    """`one` stands before the ten of 10 to 19: 十二, but 一百一十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else f"{one}十" if tens == 1 else f"{_DIGITS[tens]}十"
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
    """From ten thousand on in 万元 where that has two places at most: 240万元, else in yuan."""
    if yuan and yuan % 100 == 0 and yuan >= _TEN_THOUSAND:
        return f"{plain(yuan / _TEN_THOUSAND)}万元"
    return f"{cents(yuan)}元"


def cents(value: Decimal) -> str:
    """Half up to two places; whole yuan without any."""
    rounded = value.quantize(_CENT, ROUND_HALF_UP)
    return plain(rounded) if rounded == rounded.to_integral_value() else f"{rounded:f}"


def measured(value: Decimal, unit: str) -> str:
    """A figure as printed; broken money gets two places, anything else stays as reported."""
    return cents(value) if unit.endswith("元") else plain(value)


def two_places(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def count(value: object) -> str:
    """A number, or nothing where it is not known."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def counted(label: str, unit: str) -> str:
    """What stands before a figure with its unit, so that the unit is not said twice.

    大型社区活动人次 3638 人次 reads 大型社区活动3638人次, 个案服务节数 207 节 reads 个案服务207节.
    """
    for ending in (f"{unit}数", unit):
        short = label.removesuffix(ending)
        if unit and short and short != label:
            return short
    return label


def ranged(label: str) -> str:
    """A range of values with ～ (GB/T 15834): 75%-85% is 75%～85%."""
    return _RANGE.sub("～", label)


def listed(names: Iterable[str]) -> str:
    """Parted by 、; book titles stand side by side without it (GB/T 15834)."""
    return "、".join(n for n in names if n).replace("》、《", "》《")


def paragraphs(text: str) -> list[str]:
    """The lines that hold something."""
    return [line for line in text.split("\n") if line.strip()]
