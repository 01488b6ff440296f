"""C02 in sentences: what a total is made of, and what was required against what was there."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate
from math import prod

from app.i18n import N_
from app.model.text import plain
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.placing import Place, Says, of
from app.reports.checker.totals import Part, are_bands, are_grades, are_places, is_whole, near
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
_WIDEST = 100
_NEXT = 40
_DIVIDED = re.compile(
    r"[^，。；、]{0,8}(?:分[在布属为成别到散]|划[分为归]|具体|构成|组成)[^，。；、]{0,10}："
)
_AMONG = re.compile(r"[^，。；\d]{0,8}[中里][，,：]")
_CUE = re.compile("其中|包括|包含|分别为|分别是|分别有|分为|由")
_TOTAL_CUE = re.compile(r"(?:合计|总计|共计|总共|一共|共|总数为?|总量为?)[^，。；、]{0,8}?$")
_SUM_CUE = re.compile(
    r"[，,、；：:]\s*(?:以上|上述|全[站街镇](?:社工|人员)?|(?:[两二三四五六]|[2-9])\s*个?片区?|各片区?|全年|各项|各类|人员|人数|社工|总人数|[一二三四五六两]项|[一二三四五六两]者)?"
    r"(?P<word>合计|总计|共计|总共|一共|累计|共)(?P<rest>[^，。；、]{0,8}?)$"
)
_OF_OTHERS = re.compile("惠及|参与|覆盖|受益|链接|发放|对象|居民|群众")
_STOP = re.compile("此外|另外|另有|另设|另配|同时|还有|并有|期间")
_REQUIRED = re.compile(r"应(?:到岗|到|配备|配|在岗|有|完成)?[^，。；\d]{0,6}$")
_PRESENT = re.compile(r"实(?:际)?(?:到岗|到|配备|配|在岗|有|完成)?[^，。；\d]{0,6}$")
_FORMS = re.compile("有效|回收|收回|收到|受访|接受|调查|共")
_HOLDERS = re.compile(
    r"(?<!非)(?<!未)持证(?:社工|社会工作者|人员|的)?(?:共|有)?$|^(?:的)?持证社工(?!中|里)"
)
_MORE = re.compile(r"(?:超配|超出|超过|超编|超|多出|多配|多)[^，。；\d]{0,3}$")
_AVERAGE = re.compile(
    r"(?:平均|[人场户日天周月季年点站次]均|均值|每[日天周月季年人户场次个])[^，。；\d]{0,4}$"
)
_EACH = re.compile("各|每|均")
_RULE = re.compile("规定|办法|标准|要求|约定|凡|若|如果|低于|不得|以上|以下|另|；")
_LESS = re.compile(r"(?:缺编|缺少|缺配|缺岗|缺口|缺|少配|少)[^，。；\d]{0,3}$")


def check_parts(report: Report) -> Iterator[Remark]:
    """Totals and their parts, in running text and in brackets."""
    for line in report.body():
        found = [f for f in figures(line.text) if f.unit and not f.percent]
        if len(found) < 3:
            continue
        for match in re.finditer(r"[^。！？\n]+", line.text):
            inside = [f for f in found if match.start() <= f.start < match.end()]
            yield from _sentence(Place(line, *match.span()), inside)
            yield from _satisfaction(line, match.start(), inside)


def _satisfaction(line: Line, start: int, inside: list[Figure]) -> Iterator[Remark]:
    """Answers by satisfaction against the number of forms that an earlier sentence tells."""
    parts = _parts(line, inside, start)
    if (
        len(parts) < 3
        or not are_bands(parts)
        or not all("满" in p.label or p.after == "" for p in parts[:2])
    ):
        return
    totals = [
        f
        for f in figures(line.text)
        if f.end <= start and same_kind(f, inside[0]) and _FORMS.search(line.text[: f.start][-16:])
    ]
    right = sum((p.figure.value for p in parts), Decimal(0))
    if totals and all(f.value != right for f in totals) and near(parts, totals[-1]):
        yield from _compared(line, totals[-1], parts)


def check_presence(report: Report) -> Iterator[Remark]:
    """Required, present, and the difference that is told."""
    for line in report.body():
        found = figures(line.text)
        for required, present, difference in zip(found, found[1:], found[2:], strict=False):
            yield from _difference(line, required, present, difference)


def check_certificates(report: Report) -> Iterator[Remark]:
    """Certified social workers against their grades, told in one paragraph."""
    for line in report.body():
        found = [f for f in figures(line.text) if f.unit in _PERSONS and not f.rough]
        parts = _parts(line, found, 0)
        certified = [p for p in parts if _HOLDERS.search(p.label)]
        grades = [p for p in parts if are_grades([p, p]) and "督导" not in p.label]
        names = {re.sub("[^中助初高]", "", p.label) for p in grades}
        if len(certified) == 1 and len(grades) > 1 and len(names) == len(grades):
            yield from _graded(line, certified[0].figure, grades)


def _graded(line: Line, certified: Figure, grades: list[Part]) -> Iterator[Remark]:
    """From the first to the last of them, since each of the figures may be the wrong one."""
    right = sum((p.figure.value for p in grades), Decimal(0))
    if right != certified.value:
        told = [p.figure for p in grades]
        first = min(f.start for f in told)
        near = first - certified.end <= _NEXT and "。" not in line.text[certified.end : first]
        place = _stretch(line, [certified, *told] if near else told)
        yield _PARTS.at(place, **_as_written(certified, told, right))


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
    listing = "其中" not in text and len(parts) == len(inner) and are_grades(parts)
    if listing or is_whole(parts, owner, line.text[max(0, owner.start - 12) : start]):
        yield from _compared(line, owner, parts)


def _after_cue(sentence: Place, outer: list[Figure]) -> Iterator[Remark]:
    """“共 N 名，其中 …”, and bands or a colon behind a total without such a word."""
    text = sentence.line.text
    for at, total in enumerate(outer[:-1]):
        between = text[total.end : _first_of_kind(text, total, outer[at + 1 :])]
        cued = (
            bool(_CUE.search(between) or _AMONG.match(between))
            and "、" not in between.partition("其中")[0]
        )
        counted = bool(_TOTAL_CUE.search(text[sentence.start : total.start]))
        cued = cued or (counted and bool(re.match(r"[^，。；、]{0,8}：", between)))
        cued = cued or _is_divided(text, total, outer[at + 1 :])
        if total.rough or not (cued or counted) or _is_not_a_sum(text[: total.start]):
            continue
        parts = _listed(sentence, total, outer[at + 1 :])
        own = text[max(sentence.start, total.start - 12) : total.end] + between.partition("其中")[0]
        if cued and parts and "其中" in between and _exceeds(parts[0], total, outer[:at]):
            place = of(sentence.line, parts[0].figure)
            yield _LARGER.at(place, part=parts[0].figure.value, stated=total.value)
        elif is_whole(parts, total, own) if cued else are_bands(parts):
            if not _is_told(parts, outer[:at]):
                yield from _compared(sentence.line, total, parts)
            return


def _first_of_kind(text: str, total: Figure, behind: list[Figure]) -> int:
    """Where the next figure begins; the one behind it where a count of places stands between: 58人，分布于7个社区，其中."""
    if len(behind) > 1 and behind[0].unit == "个" and same_kind(total, behind[1]):
        places = re.match(r"(?:社区|村|片区?|镇|街道?|社工点)", text[behind[0].end :])
        if places and total.unit != "个" and "其中" in text[behind[0].end : behind[1].start]:
            return behind[1].start
    return behind[0].start


def _is_divided(text: str, total: Figure, behind: list[Figure]) -> bool:
    """Whether a colon stands between a total that is divided and its first part: 14名社工分在四个领域：长者5名."""
    first = next((f for f in behind if same_kind(f, total)), None)
    divided = _DIVIDED.match(text, total.end)
    return bool(divided and first and divided.end() <= first.start <= divided.end() + 10)


def _is_told(parts: list[Part], before: list[Figure]) -> bool:
    """Whether the parts make up another figure before them: 样本150人，从986人中抽取，其中甲79人、乙71人."""
    right = sum((p.figure.value for p in parts), Decimal(0))
    return any(f.value == right and same_kind(f, parts[0].figure) for f in before)


def _exceeds(part: Part, total: Figure, before: list[Figure]) -> bool:
    """Whether a part is more than what stands before it, and than all that stands before that."""
    wholes = [total, *(f for f in before if same_kind(f, total))]
    return part.figure.value > max(f.value for f in wholes) and not part.figure.rough


def _listed(sentence: Place, total: Figure, behind: list[Figure]) -> list[Part]:
    """The parts up to the next ；, or beyond it where only one stands before it."""
    line, text = sentence.line, sentence.line.text
    stop = _STOP.search(text, total.end, sentence.end)
    end = stop.start() if stop else sentence.end
    half = text.find("；", total.end, end)
    for limit in (half, end):
        chosen = [f for f in behind if f.start < limit]
        parts = [p for p in _parts(line, chosen, total.end) if same_kind(p.figure, total)]
        if len(parts) > 1:
            return parts
    return parts


def _before_total(sentence: Place, outer: list[Figure]) -> Iterator[Remark]:
    """“a 名…，b 名…，合计 N 名”."""
    text = sentence.line.text
    for at, total in enumerate(outer):
        cue = _SUM_CUE.search(text[sentence.start : total.start])
        if at < 2 or total.rough or not cue or total.unit == "分":
            continue
        begin = max(text.rfind(sign, 0, total.start) for sign in ("其中", "；", "。", "："))
        before = [f for f in outer[:at] if f.start > begin]
        parts = [
            p
            for p in _parts(sentence.line, before, max(begin, sentence.start))
            if same_kind(p.figure, total)
        ]
        ended = begin > outer[at - 1].start
        apart = _STOP.search(text, parts[0].figure.start, total.start) if parts else None
        if ended or apart or _is_product(text, parts, total):
            continue
        if len(parts) > 1 and not _repeats(parts) and _of_these(cue, parts, total):
            yield from _compared(sentence.line, total, parts)


def _of_these(cue: re.Match[str], parts: list[Part], total: Figure) -> bool:
    """Whether a total is one of what stands before it, and not of something else."""
    right = sum((p.figure.value for p in parts), Decimal(0))
    if _OF_OTHERS.search(cue.group()) or cue["word"] == "共":
        return near(parts, total)
    return right <= total.value * 2 and total.value <= right * 2


def _is_product(text: str, parts: list[Part], total: Figure) -> bool:
    """Whether a total is so many times so much: 17个点各增配2个，共计34个."""
    if len(parts) == 2 and _EACH.search(text, parts[0].figure.end, parts[1].figure.start):
        return True
    return prod(p.figure.value for p in parts) == total.value


def _is_not_a_sum(before: str) -> bool:
    """Whether a figure is a difference or a mean of what stands behind it."""
    return bool(
        _AVERAGE.search(before[-8:]) or _MORE.search(before[-8:]) or _LESS.search(before[-8:])
    )


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


def _compared(line: Line, total: Figure, parts: list[Part]) -> Iterator[Remark]:
    says = _DISTRICTS if are_places(parts) else _PARTS
    rough = any(p.figure.rough for p in parts) or total.rough
    if len(parts) < 2 or rough or _with_subtotal(parts):
        return
    right = sum((p.figure.value for p in parts), Decimal(0))
    if right != total.value and not _some_make_up(parts, total):
        values = _as_written(total, [p.figure for p in parts], right)
        yield says.at(_stretch(line, [total, *(p.figure for p in parts)]), **values)


def _with_subtotal(parts: list[Part]) -> bool:
    """Whether one part is all of those right behind it: 满意129人，即很满意86人、满意43人."""
    values = [p.figure.value for p in parts]
    return any(one in list(accumulate(values[at + 1 :]))[1:] for at, one in enumerate(values))


def _stretch(line: Line, told: list[Figure]) -> Place:
    """From the first to the last of these, each of which may be the wrong one; the first alone if they lie far apart."""
    start, end = min(f.start for f in told), max(f.end for f in told)
    return Place(line, start, end) if end - start <= _WIDEST else of(line, told[0])


def _some_make_up(parts: list[Part], total: Figure) -> bool:
    """Whether some of the parts, one behind the other, are all of it: 20名，其中党员6名，男8名、女12名."""
    values = [p.figure.value for p in parts]
    return any(total.value in list(accumulate(values[start:]))[1:] for start in range(len(values)))


def _as_written(total: Figure, parts: list[Figure], right: Decimal) -> dict[str, object]:
    """Parts, sum and total in the unit in which all are written, as 万元; else in single ones."""
    everything = [*parts, total]
    written = [Decimal(one.written.replace(",", "")) for one in everything if one.scale]
    if total.value and len(written) == len(everything) and len({f.scale for f in everything}) == 1:
        unit = total.value / written[-1]
        values = "、".join(one.written for one in parts)
        return {"values": values, "right": right / unit, "stated": written[-1]}
    mixed = any(one.scale for one in everything)
    values = "、".join(plain(one.value) if mixed else one.written for one in parts)
    return {"values": values, "right": right, "stated": total.value}


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
    if "。" in between or _RULE.search(between):
        return
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
