"""C04: a rate or a change that stands alone, so that nobody can tell of what or against what it is."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.placing import Place, Says, sentences
from app.rules.printing import round_half_up

_CHANGE = Says(
    Family.BASE,
    N_("A change of which neither the figures nor the time compared are told here."),
)
_RATE = Says(
    Family.BASE,
    N_("{name}: neither the base nor the number behind this percentage is told."),
)
_CHANGED = re.compile(
    r"(?P<what>[一-鿿]{2,8}?)(?:也|却|已|明显|大幅|普遍|总体|平均)?(?:下降|减少|降低|增长|增加|上升|提高|提升|减轻|缩短|翻)了?(?:约|近)?\s*"
    r"(?:[一二三四五六七八九]成(?:[一二三四五六七八九])?|\d{1,3}(?:\.\d+)?\s*[%％]|[一两二三四五六七八九十]倍|一半)"
)
_COMPARED = re.compile(
    r"比|较(?!为|多|少|大|快|好|高|低|强)|相比|对照|上年|去年|前年|同期|上一|上期|上半|往年|由|从(?!业)|自|原来|原有|之前|以前|以来|以后|前后|前测|后测|年初|期初|期末|整改|[至到]\s*\d|与[^，。；]{1,10}相"
)
_WISH = re.compile(
    "建议|目标|力争|(?<!供)(?<!效)(?<!反)应|计划|可以|可(?=下降|提高)|预计|希望|要求|如果|若|争取|将|会|不少于|不低于|不超过|约定|规定|上浮|下浮|费率|得分|权重|单价|时间|工资|薪酬|待遇"
)
_OUTCOME = "成功|有效|改善|好转|缓解|治愈|康复|调解|接通|接听|回复|答复|回应|办结|处理|解决|准时|及时|准点|按时|见面|出席|出勤|保留|复发|流失|就业|达成|参与|跌倒|投诉|合格|优良|续约|达标"
_TOLD = re.compile(
    rf"(?P<name>[一-鿿]{{0,6}}?(?:{_OUTCOME})(?:率|比例))(?:都|均|已|也|就)?(?:为|是|达到了?|达|在|有|高达|保持在)?\s*(?P<value>\d{{1,3}}(?:\.\d+)?)\s*[%％](?!以上|以下|以内)"
)
_TARGET = re.compile(
    "不低于|不少于|不得|应|须|目标|指标|要求|约定|考核|协议|预期|上年|去年|建议|力争|执行率|完成率|支出"
)
_COUNTS = frozenset(
    [
        "人",
        "名",
        "位",
        "户",
        "份",
        "条",
        "场",
        "次",
        "人次",
        "件",
        "宗",
        "例",
        "个",
        "项",
        "通",
        "张",
        "起",
        "单",
        "笔",
        "节",
    ]
)
_MOST = 100


def check_bare_rates(report: Report) -> Iterator[Remark]:
    """Changes without figures and times, and rates of success without a number beside them."""
    texts = "\n".join(line.text for line in report.body())
    for line in report.body():
        for start, end in sentences(line.text):
            yield from _changes(line, (start, end), texts)
            yield from _rates(report, line, (start, end))


def _changes(line: Line, span: tuple[int, int], texts: str) -> Iterator[Remark]:
    start, end = span
    match = _CHANGED.search(line.text, start, end)
    if match is None or _WISH.search(line.text, start, end):
        return
    if _COMPARED.search(line.text, start, end) or _counts(line.text, start, end):
        return
    rate = f"{match['what'][-3:]}[^，。；]{{0,10}}\\d"
    if not re.search(rate, texts.replace(match.group(), "")):
        yield _CHANGE.at(Place(line, match.start(), match.end()))


def _rates(report: Report, line: Line, span: tuple[int, int]) -> Iterator[Remark]:
    start, end = span
    for match in _TOLD.finditer(line.text, start, end):
        value = Decimal(match["value"])
        begin = max(line.text.rfind(sign, start, match.start()) for sign in "，。；") + 1
        if not 0 < value < _MOST or _TARGET.search(line.text, max(begin, start), match.end()):
            continue
        near = _counts(line.text, *span)
        if not near and not any(
            _gives(one, value) for one in _counts(line.text, 0, len(line.text))
        ):
            place = Place(line, match.start(), match.end())
            if not _elsewhere(report, line, match["name"]):
                yield _RATE.at(place, name=match["name"])


def _counts(text: str, start: int, end: int) -> list[Figure]:
    return [
        one
        for one in figures(text)
        if start <= one.start < end and one.unit in _COUNTS and one.value > 1 and not one.percent
    ]


def _gives(base: Figure, value: Decimal) -> bool:
    """Whether some number out of a count makes the percentage."""
    if not base.whole or value == value.to_integral_value():
        return base.whole
    places = -int(value.as_tuple().exponent)
    near = int(Fraction(value) * Fraction(base.value) / 100)
    shares = (Fraction(n, int(base.value)) * 100 for n in (near, near + 1))
    return any(round_half_up(one, places) == value for one in shares)


def _elsewhere(report: Report, line: Line, name: str) -> bool:
    """Whether another paragraph speaks of it with figures, or a table has it."""
    word = name[-3:]
    return any(
        word in other.text and (other.table >= 0 or bool(_counts(other.text, 0, len(other.text))))
        for other in report.lines
        if other is not line
    )
