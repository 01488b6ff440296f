"""C02 over changes, products and what is left: 由A增加到B，增加C; 每期A、共B期; 支出、结余 and 经费."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.parts import same_kind
from app.reports.checker.placing import Place, Says, of, sentences
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_CHANGE = Says(
    Family.SUMS,
    N_("From {first} to {last} is a change of {right}, not of {stated}."),
    Severity.ERROR,
)
_PRODUCT = Says(
    Family.SUMS,
    N_("{many} times {each} is {right}, but {stated} stands there."),
)
_LEFT = Says(
    Family.SUMS,
    N_("{spent} spent and {left} left make {right}, but {stated} is given."),
    Severity.ERROR,
)
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,14}$")
_TO = re.compile(
    r"[^，。；\d]{0,6}(?:增加|增至|上升|提高|增长|扩大|减少|减至|下降|降低|压缩|降|升|增|减)(?:到了?|至|为)?\s*"
)
_BY = re.compile(
    r"\s*[，,（(]\s*(?:净|共|一共)?(?:增加|增长|上升|提高|减少|下降|降低|增|减|升|降)(?:了)?\s*"
)
_EACH = re.compile(
    r"(?:(?P<mean>平均|场均|人均|户均|月均|期均)(?:每(?P<of>[期场名人户次批月个套份]))?"
    r"|每(?P<unit>[期场名人户次批月个套份]))[^，。；、\d]{0,8}$"
)
_PER = re.compile("平均每|每|[场人户月期]均")
_MEANS = {"场均": "场", "人均": "人", "户均": "户", "月均": "月", "期均": "期"}
_TOGETHER = re.compile(
    r"(?:(?:结算|支付|应付|应结|补贴|补助|费用)(?:金额|总额|费)?(?:为|是)?|共计|合计|总计|累计|一共|共)[^，。；、\d]{0,8}$"
)
_SPENT = re.compile(r"支出(?:了|为|共)?\s*$")
_LEFT_OVER = re.compile(r"(?:结余|剩余|余额|结存)(?:为|共)?\s*$")
_BUDGET = re.compile(r"(?:年度经费|项目经费|服务经费|经费|预算|到账|收入)(?:共|合计|总额|为)*\s*$")
_EXACT = Decimal("0.0000001")
_PERSONS = frozenset("名位人")


def check_changes(report: Report) -> Iterator[Remark]:
    """Sums that a sentence makes without saying so."""
    for line in report.body():
        found = figures(line.text)
        for start, end in sentences(line.text):
            inside = [f for f in found if start <= f.start < end]
            if len(inside) > 2:
                yield from _changes(line, inside)
                yield from _products(line, inside)
                yield from _left(line, inside)


def _changes(line: Line, found: list[Figure]) -> Iterator[Remark]:
    text = line.text
    for first, last, stated in zip(found, found[1:], found[2:], strict=False):
        if any(f.rough for f in (first, last, stated)) or not same_kind(first, last):
            continue
        points = first.percent and stated.unit == "个百分点"
        told = _FROM.search(text[max(0, first.start - 18) : first.start])
        changed = _TO.fullmatch(text, first.end, last.start) and _BY.fullmatch(
            text, last.end, stated.start
        )
        if not told or not changed or not (points or same_kind(last, stated)) or stated.percent:
            continue
        right = abs(last.value - first.value)
        if right != stated.value:
            values = {"first": first.value, "last": last.value, "stated": stated.value}
            yield _CHANGE.at(of(line, stated), right=right, **values)


def _products(line: Line, found: list[Figure]) -> Iterator[Remark]:
    """How many, how much each, and how much together, in either order of the first two."""
    text = line.text
    if len(found) != 3 or len(_PER.findall(text, max(0, found[0].start - 16), found[2].start)) > 1:
        return
    total = found[2]
    if total.rough or not _TOGETHER.search(text[max(0, total.start - 14) : total.start]):
        return
    for many, each in ((found[0], found[1]), (found[1], found[0])):
        told = _EACH.search(text[max(0, each.start - 16) : each.start])
        unit = told and (told["unit"] or told["of"] or _MEANS.get(told["mean"] or "", ""))
        fits = unit and (
            many.unit[:1] == unit
            or many.unit[1:] == unit
            or (unit in _PERSONS and many.unit in _PERSONS)
        )
        if not told or not fits or not same_kind(each, total) or many.rough or each.rough:
            continue
        mean = bool(told["mean"])
        if not _agrees(many, each, total, mean=mean):
            values = {"many": many.value, "each": each.value, "stated": total.value}
            place = Place(line, found[0].start, total.end)
            yield _PRODUCT.at(place, right=many.value * each.value, **values)


def _agrees(many: Figure, each: Figure, total: Figure, *, mean: bool) -> bool:
    printed = total.value / Decimal(total.written.replace(",", "")) if total.scale else Decimal(1)
    if abs(many.value * each.value - total.value) < printed / 10**total.places / 2 + _EXACT:
        return True
    if not mean or not many.value:
        return False
    unit = each.value / Decimal(each.written.replace(",", "")) if each.scale else Decimal(1)
    share = Fraction(total.value) / Fraction(many.value) / Fraction(unit)
    return round_half_up(share, each.places) * unit == each.value


def _left(line: Line, found: list[Figure]) -> Iterator[Remark]:
    """What was spent and what is left, against what there was."""
    money = [f for f in found if f.unit == "元" and not f.rough]
    by_role = {
        role: [f for f in money if words.search(line.text[max(0, f.start - 12) : f.start])]
        for role, words in (("spent", _SPENT), ("left", _LEFT_OVER), ("budget", _BUDGET))
    }
    if len(money) != 3 or any(len(ones) != 1 for ones in by_role.values()):
        return
    spent, left, budget = (by_role[role][0] for role in ("spent", "left", "budget"))
    right = spent.value + left.value
    if right != budget.value:
        place = Place(line, money[0].start, money[-1].end)
        values = {"spent": spent.value, "left": left.value, "stated": budget.value}
        yield _LEFT.at(place, right=right, **values)
