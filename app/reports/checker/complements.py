"""C02 over two halves that leave nothing out: 持证 and 非持证, 男 and 女, against the whole before them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.parts import same_kind
from app.reports.checker.placing import Place, Says
from app.rules.problem import Severity

_HALVES = Says(
    Family.SUMS,
    N_("{one} and {other} are the two halves of {stated}, and make {right} together."),
    Severity.ERROR,
)
_PAIRS = (("男", "女"), ("专职", "兼职"), ("全职", "兼职"), ("持证", "无证"))
_NOT = re.compile("^(?:非|未|无|不)")
_LABEL = re.compile(r"[一-鿿]{1,12}$")
_VERBS = re.compile(r"^(?:其中|包括|含|有|为|现有|共有|的|是)+|(?:有|为|共|的|共有|计|分别)+$")
_JOINED = re.compile(r"[^。；;：:\d]{0,24}")
_LED = re.compile("其中|包括|包含|分为|分别")
_WIDEST = 70
_FARTHEST = 12


def check_complements(report: Report) -> Iterator[Remark]:
    """Every two neighbours of which one is what the other is not."""
    for line in report.body():
        found = [f for f in figures(line.text) if f.unit and not f.percent and not f.rough]
        for at, (one, other) in enumerate(pairwise(found)):
            if at and same_kind(one, other) and _halves(line.text, one, other):
                begin = max(0, at - _FARTHEST)
                yield from _held(line, found[begin : at + 3], at - begin)


def _halves(text: str, one: Figure, other: Figure) -> bool:
    """Whether two figures are told of something and of its opposite, right after each other."""
    if not _JOINED.fullmatch(text[one.end : other.start]):
        return False
    first, second = _label(text, one), _label(text, other)
    if not first or not second:
        return False
    return _opposite(first, second) or _opposite(second, first)


def _label(text: str, figure: Figure) -> str:
    before = re.split(r"[，,；;、。：:（()）\d]", text[max(0, figure.start - 16) : figure.start])[
        -1
    ]
    match = _LABEL.search(_VERBS.sub("", before.strip()))
    return match.group() if match else ""


def _opposite(plain: str, other: str) -> bool:
    if any(plain.startswith(a) and other.startswith(b) for a, b in _PAIRS):
        return True
    bare = _NOT.sub("", other)
    return bare != other and len(bare) > 1 and (plain.startswith(bare) or bare.startswith(plain))


def _held(line: Line, found: Sequence[Figure], at: int) -> Iterator[Remark]:
    """The nearest figure before the halves that is large enough is their whole."""
    one, other = found[at], found[at + 1]
    right = one.value + other.value
    before = [f for f in found[:at] if same_kind(f, one) and f.value >= max(one.value, other.value)]
    begin = line.text.rfind("。", 0, one.start) + 1
    begin = line.text.rfind("。", 0, max(0, begin - 1)) + 1
    paired = [f for a, b in pairwise(found[:at]) if _halves(line.text, a, b) for f in (a, b)]
    wholes = [f for f in before if f.start >= begin and f not in paired]
    if not wholes or any(f.value == right for f in before):
        return
    stated = wholes[-1]
    if stated is found[at - 1] and _LED.search(line.text, stated.end, one.start):
        return
    if abs(right - stated.value) * 4 > stated.value:
        return
    if right > stated.value or not _goes_on(line.text, found, at):
        start = stated.start if other.end - stated.start <= _WIDEST else one.start
        place = Place(line, start, other.end)
        yield _HALVES.at(place, one=one.value, other=other.value, stated=stated.value, right=right)


def _goes_on(text: str, found: Sequence[Figure], at: int) -> bool:
    """Whether a third part stands behind the halves, or one before them behind their whole."""
    one, other = found[at], found[at + 1]
    behind = found[at + 2] if at + 2 < len(found) else None
    if behind and same_kind(behind, other) and _JOINED.fullmatch(text[other.end : behind.start]):
        return True
    ahead = found[at - 1]
    listed = same_kind(ahead, one) and ahead.value < one.value + other.value
    return bool(listed and _JOINED.fullmatch(text[ahead.end : one.start]))
