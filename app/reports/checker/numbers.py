"""Figures and dates in Chinese running text: where they stand, what they are worth, what they count.

Values are exact. Figures that number something instead of counting it (dates, document numbers,
第三, list numbers, house numbers) are not figures here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

_CACHED = 4096
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_COUNTED = (
    "个百分点|个工作日|个半月|个(?:考核|评估|自然|服务)?月份?|个小时|工作日|人户|人次|场次|节次|篇次|户次|批次|平方米|小时|学时|课时|分钟|季度"
    "|人|名|位|户|份|条|个|场|节|次|支|项|件|篇|封|家|间|所|处|张|套|台|岁|类|种|期|批|本|册|组|对|例|宗|起"
    "|天|日|周|年|元|分|倍|通(?!过|知|道|常|用|报)|岗|款|块|幅|轮|门|班|队|单|则|笔|大(?!讲|型|厅|会|量|家|力|众)"
)
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_HAN = r"[一二两三四五六七八九十百][零〇一二两三四五六七八九十百千万亿]*"
_FIGURE = re.compile(
    rf"(?P<percent>百分之(?P<han_percent>[零〇一二两三四五六七八九十百点]+))"
    rf"|(?<![\d.A-Za-z])(?<!\d,)(?P<number>{_ARABIC})(?![\dA-Za-z])"
    rf"\s*(?:(?P<scale>[百千万亿])(?=\s*[多余]?\s*(?:{_COUNTED})|[^一-鿿]|$)|(?=\D|$))"
    rf"\s*(?P<more>[多余几])?\s*(?P<unit>%|‰|{_COUNTED})?"
    rf"|(?<![零〇一二两三四五六七八九十百千万亿第几数区双])(?P<han>{_HAN})(?P<han_more>[多余几])?"
    rf"\s*(?P<han_unit>{_COUNTED})(?!一)"
)
_APART = re.compile(
    r"\d{4}\s*年度?(?:\s*\d{1,2}\s*月(?:份|底|初|中旬|上旬|下旬|\s*\d{1,2}\s*[日号]?)?)?"
    r"|(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    r"|[二一][〇零○一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
    r"|(?<!\d)\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]|份|底|初)"
    r"|[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*\d+\s*号"
    r"|第\s*\d+(?:\s*[-—–~～至、]\s*第?\d+)?|第[零一二三四五六七八九十百]+[^，。；：、\s]?"
    r"|\d+\s*(?:号楼|号院|号|楼|栋|座|层|室|路|弄|巷)(?!召)"
    r"|附件\s*[一二三四五六七八九十\d]+|附表\s*\d+|表\s*\d+(?=\D)|图\s*\d+(?=\D)"
    r"|[片点]区?\s*\d+(?=[、，。的“\s:：])"
    r"|[“‘\"]\d+[”’\"]"
    r"|(?<!\d)\d{1,2}:\d{2}|(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)"
    r"|一[户人村社站点][一]\S|[一二三四五六七八九]、[一二三四五六七八九]级|二是|\d{2}条例"
)
_NUMBERING = re.compile(
    r"^\s*(?:\[[^\]]*\])*\s*(?:[（(]\s*\d+\s*[)）]|\d+\s*[.．、](?!\d)|\d{1,2}[.．](?=\d+\s[一-鿿]))"
)
_BEFORE = re.compile(
    r"(?:约占|约为|约有|大约|约|将近|接近|近|不少于|不低于|不高于|不超过|不多于|至少|至多|最多|最少|超过|超|逾|多于|高于"
    r"|大于|小于|少于|低于|不到|不足|未满|满|达到?约)\s*$"
)
_AFTER = re.compile(r"\s*(?:以上|以下|以内|以外|之内|左右|上下|起|多|余|或以上|或以下)")
_DATE = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?"
    r"|(?<!\d)(?P<y2>\d{4})(?P<sign>[-/.])(?P<m2>\d{1,2})(?P=sign)(?P<d2>\d{1,2})(?!\d)"
    r"|(?P<han_year>[二一][〇零○一二三四五六七八九]{3})年(?P<han_month>[一二三四五六七八九十]{1,3})月"
    r"(?:(?P<han_day>[一二三四五六七八九十]{1,3})日)?"
)
_YEARS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, from `start` to `end`; `written` are its digits as they stand.

    `value` is in single units: 8万元 is 80000 元, 半 is not read. `rough` holds for 约, 超过, 以上
    and 多: the figure is a bound or an estimate, and nothing can be computed from it.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    written: str
    scale: str = ""
    rough: bool = False

    @property
    def percent(self) -> bool:
        return self.unit == "%"

    @property
    def places(self) -> int:
        """Digits after the point, as printed."""
        return len(self.written.partition(".")[2])

    @property
    def whole(self) -> bool:
        return self.value == self.value.to_integral_value()


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; `day` is 0 where only the month is given, `real` None for a 30th of February."""

    start: int
    end: int
    year: int
    month: int
    day: int
    real: date | None


@lru_cache(maxsize=_CACHED)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the text, in order."""
    plain = text.translate(_DIGITS)
    if numbered := _NUMBERING.match(plain):
        plain = " " * numbered.end() + plain[numbered.end() :]
    apart = [match.span() for match in _APART.finditer(plain)]
    found = (_figure(match, plain) for match in _FIGURE.finditer(plain))
    return tuple(one for one in found if one and not _within(one, apart))


@lru_cache(maxsize=_CACHED)
def days(text: str) -> tuple[Day, ...]:
    """Dates with at least year and month, in order."""
    return tuple(_day(match) for match in _DATE.finditer(text.translate(_DIGITS)))


@lru_cache(maxsize=_CACHED)
def chinese(numeral: str) -> int | None:
    """What 二十三 or 两百 is worth; None for what is no single number, such as 三四."""
    if len(numeral) > 1 and not re.search("[十百千万亿]", numeral):
        return None
    from pycnnum import cn2num

    try:
        return int(cn2num(numeral))
    except (ValueError, IndexError):
        return None


def counting(text: str) -> int | None:
    """A whole number in either script, as in a heading: 3, 三, １２."""
    plain = text.strip().translate(_DIGITS)
    return int(plain) if re.fullmatch("[0-9]{1,9}", plain) else chinese(plain) if plain else None


def _figure(match: re.Match[str], text: str) -> Figure | None:
    if match["percent"]:
        return _made(match, text, _han_decimal(match["han_percent"]), "%")
    if match["han"]:
        return _made(match, text, chinese(match["han"]), match["han_unit"])
    scale, written = match["scale"] or "", match["number"]
    value = Decimal(written.replace(",", "")) * _SCALES[scale]
    rough = bool(match["more"]) or _rough(match, text)
    end = match.end() if match["unit"] else match.end("scale") if scale else match.end("number")
    return Figure(match.start(), end, value, match["unit"] or "", written, scale, rough)


def _made(match: re.Match[str], text: str, value: Decimal | int | None, unit: str) -> Figure | None:
    if value is None:
        return None
    rough = bool(match["han_more"]) or _rough(match, text)
    return Figure(*match.span(), Decimal(value), unit, str(value), rough=rough)


def _rough(match: re.Match[str], text: str) -> bool:
    start, end = match.span()
    return bool(_BEFORE.search(text[max(0, start - 6) : start]) or _AFTER.match(text, end))


def _han_decimal(text: str) -> Decimal | None:
    whole, _point, rest = text.partition("点")
    number = chinese(whole)
    digits = rest.translate(_YEARS)
    if number is None or (rest and not re.fullmatch("[0-9]+", digits)):
        return None
    return Decimal(f"{number}.{digits}") if digits else Decimal(number)


def _within(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    return any(start < figure.end and figure.start < end for start, end in spans)


def _day(match: re.Match[str]) -> Day:
    if match["han_year"]:
        year = int(match["han_year"].translate(_YEARS))
        month, day = chinese(match["han_month"]) or 0, chinese(match["han_day"] or "") or 0
    else:
        year, month = int(match["year"] or match["y2"]), int(match["month"] or match["m2"])
        day = int(match["day"] or match["d2"] or 0)
    written = bool(match["day"] or match["d2"] or match["han_day"])
    return Day(*match.span(), year, month, day, _real(year, month, day if written else 1))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def marks(text: str, signs: str) -> Iterator[int]:
    """Where one of these characters stands, outside of brackets and quotes."""
    depth = 0
    for at, sign in enumerate(text):
        if sign in "（(《“〔【「":
            depth += 1
        elif sign in "）)》”〕】」":
            depth = max(0, depth - 1)
        elif not depth and sign in signs:
            yield at
