"""C02 in sentences: what a total is made of, and what was required against what was there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.outline import district_key
from app.reports.checker.placing import Place, Says, of
from app.rules.problem import Severity

_PARTS = Says(
    Family.SUMS,
    N_("{values} add up to {right}, but {stated} is given as their total."),
    Severity.ERROR,
)
_DISTRICTS = Says(Family.DISTRICTS, _PARTS.template, Severity.ERROR)
_LARGER = Says(
    Family.SUMS, N_("{part} is given as a part of {stated}, and is more."), Severity.ERROR
)
_SURPLUS = Says(
    Family.SUMS,
    N_(
        "{required} were required and {present} were there: the difference is {right}, not {stated}."
    ),
    Severity.ERROR,
)
_SHORT = Says(
    Family.SUMS,
    N_("{present} of {required} is not a surplus but a shortage, or the other way round."),
    Severity.ERROR,
)
_PERSONS = frozenset("人名位")
_CUE = re.compile("其中|包括|包含|分别为|分别是|分别有|分为|由")
_TOTAL_CUE = re.compile(r"(?:合计|总计|共计|总共|一共|共|总数为?|总量为?)[^，。；、]{0,8}?$")
_SUM_CUE = re.compile(r"(?:合计|总计|共计|总共|一共)[^，。；、]{0,8}?$")
_STOP = re.compile("此外|另外|另有|另设|另配|同时|还有|并有|期间")
_REST = re.compile("其他|其它|其余|剩余|余下")
_CERTIFIED = re.compile("持证|专业|资格|证书|中级|助理")
_PAIRS = (
    ("男", "女"),
    ("专职", "兼职"),
    ("全职", "兼职"),
    ("户籍", "非户籍"),
    ("持证", "非持证"),
    ("在职", "离职"),
)
_BAND = re.compile(r"\d\s*[%分]?\s*[-—–~～至到]\s*\d|[%分]\s*以[上下]|满意")
_REQUIRED = re.compile(r"应(?:到岗|到|配备|配|在岗|有|完成)?[^，。；\d]{0,6}$")
_PRESENT = re.compile(r"实(?:际)?(?:到岗|到|配备|配|在岗|有|完成)?[^，。；\d]{0,6}$")
_SITE = re.compile(r"(?:社区|村|社工点|居委)[^，。；]{0,4}$")
_MORE = re.compile(r"(?:超配|超出|超过|超编|超|多出|多配|多)[^，。；\d]{0,3}$")
_LESS = re.compile(r"(?:缺编|缺少|缺配|缺岗|缺口|缺|少配|少)[^，。；\d]{0,3}$")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a list with what stands before and behind it."""

    figure: Figure
    before: str
    after: str

    @property
    def label(self) -> str:
        return self.before + self.after


def check_parts(report: Report) -> Iterator[Remark]:
    """Totals and their parts, in running text and in brackets."""
    for line in report.body():
        found = [f for f in figures(line.text) if f.unit and not f.percent]
        if len(found) < 3:
            continue
        for match in re.finditer(r"[^。！？\n]+", line.text):
            inside = [f for f in found if match.start() <= f.start < match.end()]
            yield from _sentence(Place(line, *match.span()), inside)


def check_presence(report: Report) -> Iterator[Remark]:
    """Required, present, and the difference that is told."""
    for line in report.body():
        found = figures(line.text)
        for required, present, difference in zip(found, found[1:], found[2:], strict=False):
            yield from _difference(line, required, present, difference)


def same_kind(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same: 名 and 人 do, 人 and 人次 do not."""
    return one.unit == other.unit or {one.unit, other.unit} <= _PERSONS


def _sentence(sentence: Place, found: list[Figure]) -> Iterator[Remark]:
    brackets = [
        (sentence.start + m.start(), sentence.start + m.end())
        for m in re.finditer(r"[（(][^（()）]*[)）]", sentence.text)
    ]
    for start, end in brackets:
        inner = [f for f in found if start < f.start < end]
        owner = next((f for f in reversed(found) if f.end <= start and start - f.end <= 12), None)
        if owner and len(inner) > 1:
            text = sentence.line.text[start:end]
            yield from _bracket(sentence.line, owner, inner, text, start)
    outer = [f for f in found if not any(start < f.start < end for start, end in brackets)]
    yield from _after_cue(sentence, outer)
    yield from _before_total(sentence, outer)


def _bracket(
    line: Line, owner: Figure, inner: list[Figure], text: str, start: int
) -> Iterator[Remark]:
    parts = [p for p in _parts(line, inner, start + 1) if same_kind(p.figure, owner)]
    listing = "其中" not in text and len(parts) == len(inner)
    if listing or _is_whole(parts, line.text[max(0, owner.start - 12) : start]):
        yield from _compared(line, owner, parts)


def _after_cue(sentence: Place, outer: list[Figure]) -> Iterator[Remark]:
    """“共 N 名，其中 …”, and bands behind a total without such a word."""
    text = sentence.line.text
    for at, total in enumerate(outer[:-1]):
        between = text[total.end : outer[at + 1].start]
        cued = bool(_CUE.search(between)) and "、" not in between.partition("其中")[0]
        counted = bool(_TOTAL_CUE.search(text[sentence.start : total.start]))
        if total.rough or not (cued or counted) or _is_difference(text[: total.start]):
            continue
        stop = _STOP.search(text, total.end, sentence.end)
        rest = [f for f in outer[at + 1 :] if f.start < (stop.start() if stop else sentence.end)]
        parts = [p for p in _parts(sentence.line, rest, total.end) if same_kind(p.figure, total)]
        own = text[max(sentence.start, total.start - 12) : total.end] + between.partition("其中")[0]
        if cued and parts and parts[0].figure.value > total.value and not parts[0].figure.rough:
            if "其中" in between:
                yield _LARGER.at(
                    of(sentence.line, parts[0].figure),
                    part=parts[0].figure.value,
                    stated=total.value,
                )
        elif _is_whole(parts, own) if cued else _are_bands(parts):
            yield from _compared(sentence.line, total, parts)
            return


def _before_total(sentence: Place, outer: list[Figure]) -> Iterator[Remark]:
    """“a 名…，b 名…，合计 N 名”."""
    text = sentence.line.text
    for at, total in enumerate(outer):
        if at < 2 or total.rough or not _SUM_CUE.search(text[sentence.start : total.start]):
            continue
        begin = max(text.rfind(sign, 0, total.start) for sign in ("其中", "；", "。", "："))
        first = outer[at - 1] if begin > outer[at - 1].start else None
        before = [f for f in outer[:at] if f.start > begin]
        parts = [
            p
            for p in _parts(sentence.line, before, max(begin, sentence.start))
            if same_kind(p.figure, total)
        ]
        if first is None and len(parts) > 1 and not _repeats(parts):
            yield from _compared(sentence.line, total, parts)


def _is_difference(before: str) -> bool:
    return bool(_MORE.search(before[-8:]) or _LESS.search(before[-8:]))


def _repeats(parts: list[Part]) -> bool:
    """Whether one of the parts is itself a total, or the largest one is made of the others."""
    values = [p.figure.value for p in parts]
    return max(values) * 2 == sum(values) and len(values) > 2


def _parts(line: Line, found: Iterable[Figure], begin: int) -> list[Part]:
    found = list(found)
    parts = []
    for at, one in enumerate(found):
        start = found[at - 1].end if at else begin
        end = found[at + 1].start if at + 1 < len(found) else len(line.text)
        before = re.split("[，,；;、。：:（(]", line.text[start : one.start])[-1]
        after = re.split("[，,；;、。：:（(）)]", line.text[one.end : end])[0]
        parts.append(Part(one, before, after))
    return parts


def _is_whole(parts: list[Part], total: str) -> bool:
    """Whether parts look like all there is: 其他 is one of them, or each excludes the others."""
    if len(parts) < 2:
        return False
    labels = [p.label for p in parts]
    if any(_REST.search(label) for label in labels):
        return True
    if _are_bands(parts) or _excluding(labels) or _are_places(parts):
        return True
    return bool(_common_end([p.before or p.after for p in parts]) and _complete(parts, total))


def _complete(parts: list[Part], total: str) -> bool:
    certified = all(_CERTIFIED.search(p.label) for p in parts)
    return bool(_CERTIFIED.search(total)) if certified else len(parts) > 2


def _are_bands(parts: list[Part]) -> bool:
    return len(parts) > 1 and all(_BAND.search(p.label) for p in parts)


def _are_places(parts: list[Part]) -> bool:
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


def _compared(line: Line, total: Figure, parts: list[Part]) -> Iterator[Remark]:
    says = _DISTRICTS if _are_places(parts) else _PARTS
    if len(parts) < 2 or any(p.figure.rough for p in parts) or total.rough:
        return
    right = sum((p.figure.value for p in parts), Decimal(0))
    if right != total.value:
        values = "、".join(p.figure.written for p in parts)
        yield says.at(of(line, total), values=values, right=right, stated=total.value)


def _difference(
    line: Line, required: Figure, present: Figure, difference: Figure
) -> Iterator[Remark]:
    text = line.text
    if not (
        _REQUIRED.search(text[: required.start][-12:])
        and _PRESENT.search(text[required.end : present.start])
        and same_kind(required, present)
        and same_kind(present, difference)
        and not (required.rough or present.rough)
    ):
        return
    between = text[present.end : difference.start]
    more, less = bool(_MORE.search(between)), bool(_LESS.search(between))
    right = present.value - required.value
    if not more and not less:
        return
    figures_told = {"required": required.value, "present": present.value}
    if abs(right) != difference.value:
        yield _SURPLUS.at(
            of(line, difference),
            text[difference.start : difference.end].replace(difference.written, _plain(abs(right))),
            right=abs(right),
            stated=difference.value,
            **figures_told,
        )
    elif right and more != (right > 0):
        yield _SHORT.at(Place(line, present.end, difference.end), **figures_told)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
