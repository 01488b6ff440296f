"""Whether the parts that a sentence names look like all there is of their total."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.reports.checker.numbers import Figure
from app.reports.checker.outline import district_key

_REST = re.compile("其他|其它|其余|剩余|余下|另外的")
_CERTIFIED = re.compile("持证|专业|工作师|资格|证书|中级|助理|初级|高级")
_WITHOUT = re.compile("非|未|无证|没有")
_GRADE = re.compile("中级|助理|初级|高级")
_PAIRS = (
    ("男", "女"),
    ("专职", "兼职"),
    ("全职", "兼职"),
    ("户籍", "非户籍"),
    ("大型", "小型"),
    ("线上", "线下"),
    ("资金", "物资"),
    ("城镇", "农村"),
    ("持证", "非持证"),
    ("持证", "未持证"),
    ("持证", "无证"),
    ("在职", "离职"),
    ("已", "未"),
)
_BAND = re.compile(
    r"\d\s*[%分]?\s*[-—–~～至到]\s*\d|[%分]\s*以[上下]|满意|一般|不了解|说不清|无所谓|知晓|较差|[一二三四]级"
)
_FROM_AGE = re.compile("岁(?:及|或)?以[上下]")
_SITE = re.compile(r"(?:社区|村|社工点|居委)[^，。；]{0,4}$")
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a list with what stands before and behind it."""

    figure: Figure
    before: str
    after: str

    @property
    def label(self) -> str:
        return self.before + self.after


def is_whole(parts: list[Part], total: Figure, label: str) -> bool:
    """Whether a sum that differs from the total is a slip, and not a choice of some parts."""
    labels = [p.label for p in parts]
    if len(parts) < 2 or sum(bool(_FROM_AGE.search(one)) for one in labels) > 1:
        return False
    if any(_REST.search(one) for one in labels):
        return True
    if are_bands(parts) or _excluding(labels) or are_places(parts):
        return True
    without = any(_WITHOUT.search(one) for one in labels)
    if without and len(parts) > 2 and all(_CERTIFIED.search(one) for one in labels):
        return True
    if all(_CERTIFIED.search(one) for one in labels):
        return bool(_CERTIFIED.search(label))
    close = near(parts, total)
    alike = _is_about(parts, total) and bool(_common_end([p.before or p.after for p in parts]))
    money = total.unit == "元"
    return (len(parts) > 2 and (close or alike or money)) or (close and (alike or money))


def near(parts: list[Part], total: Figure) -> bool:
    """Whether the parts come to within a tenth of the total."""
    off = abs(sum((p.figure.value for p in parts), Decimal(0)) - total.value)
    return off <= total.value * _NEAR


def _is_about(parts: list[Part], total: Figure) -> bool:
    """Whether the parts come to within a sixth of the total: some of it may be told alone."""
    off = abs(sum((p.figure.value for p in parts), Decimal(0)) - total.value)
    return off * 6 <= total.value


def are_grades(parts: list[Part]) -> bool:
    """Whether each part is a grade of certificate."""
    return len(parts) > 1 and all(_GRADE.search(p.label) for p in parts)


def are_bands(parts: list[Part]) -> bool:
    return len(parts) > 1 and all(_BAND.search(p.label) for p in parts)


def are_places(parts: list[Part]) -> bool:
    """Whether each part belongs to a district or a site of its own."""
    names = [p.before.strip() for p in parts]
    if len(set(names)) < len(names) or not all(names):
        return False
    return all(district_key(n) for n in names) or all(_SITE.search(n) for n in names)


def _excluding(labels: list[str]) -> bool:
    if len(labels) != 2:
        return False
    one, other = labels
    return any(
        (a in one and b in other and b not in one) or (a in other and b in one and b not in other)
        for a, b in _PAIRS
    )


def _common_end(labels: list[str]) -> str:
    """What all labels end with, two characters or more."""
    ends = [label.strip(" 的有为是共达") for label in labels]
    shortest = min(ends, key=len)
    for start in range(len(shortest) - 1):
        if all(end.endswith(shortest[start:]) for end in ends):
            return shortest[start:]
    return ""
