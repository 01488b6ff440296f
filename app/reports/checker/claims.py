"""C22: claims about several targets or named ones: all done, seven of eight, all but cases, cases late."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.attained import Targets, is_called
from app.reports.checker.base import Family, Remark
from app.reports.checker.numbers import counting
from app.reports.checker.placing import Place, Says, clauses, shown
from app.reports.checker.reached import Reached

_LOWER = Says(
    Family.PROGRESS,
    N_("This says that {least}% was reached, and this stood lower: {values}."),
)
_COUNT = Says(
    Family.PROGRESS,
    N_("{count} are said to have reached {least}%; by the figures it is {right}."),
)
_NOT_LOWER = Says(
    Family.PROGRESS,
    N_("This is said to lie below {least}%, and the figures have {values}."),
)
_N = r"[一两二三四五六七八九十]{1,3}|\d{1,2}"
_TIME = (
    "(?:时间|序时|时序|时限|计划)(?:的)?进度|时间(?=$|[，。；、])|时间前|进度要求|同期进度|时间节点"
)
_SUBJECT = "指标|任务|目标|产出|进度|服务量|协议量|工作量|完成率"
_EVERY = re.compile(
    "全部|全面|全都|全数|没有一[项个]|均|都(?!市)|皆|悉数|一律|各项|所有|每一?项|无一"
)
_NUMBERED = re.compile(
    rf"(?P<n>{_N})\s*(?:[项类大]|个(?=指标|任务|目标|项目))(?!问题|整改|意见|建议)"
)
_PART_OF = re.compile(
    rf"(?P<n>{_N})\s*(?:项|个|类)[^，。；]{{0,8}}?(?:中|里|之中|当中)[，,]?(?:只|仅|共|已)?有?\s*(?P<m>{_N})\s*(?:项|个|类)"
)
_OUT_OF = re.compile(rf"(?:{_N})\s*(?:项|个|类)[^，。；]{{0,8}}(?:中|里|之中|当中)$")
_REST = re.compile(r"除了?(?P<names>[^，。；]{2,30}?)(?:之外|以外|外)[，,]?")
_OTHERS = re.compile("其余|其他|其它|余下|剩下")
_TO_TIME = re.compile(
    rf"(?:达到|达|赶上|赶超|超过|超出|高于|快于|领先|不低于|持平|等于|不落后于|跟上|符合|满足)[^，。；]{{0,8}}?(?:{_TIME})"
    r"|(?:跑|走|赶|抢)在[^，。；]{0,6}前|(?<!没有)超前|与(?:时间|计划)(?:进度)?(?:保持)?(?:同步|一致)|快于[^，。；]{0,4}时间"
)
_ALL_OF_IT = re.compile(
    r"(?:超额|足额|全部|如期|按时|圆满|提前|按期|顺利)?(?:完成(?!情况|率|度|进度|的|质量|良好|较好|得|比|时间|后)|达到|达成|实现|兑现)(?:了|或(?:者)?超过|并超过)?(?!\s*\d)(?:[^，。；\d]{0,4}?(?:指标|任务|目标|协议量|要求|约定|数量|计划))?(?!情况)|达标|超额"
)
_LEVEL = re.compile(
    r"(?:完成|达到?|实现)[^，。；]{0,14}?(?:(?P<tenths>[一二三四五六七八九])成|(?P<percent>\d{1,2}(?:\.\d+)?)\s*[%％])(?:及)?以上|(?:完成|达到?)[^，。；]{0,8}?(?P<half>过半|一半|半数)|均已?(?P<half2>过半)"
)
_LATE = re.compile(
    rf"(?:滞后|落后|偏慢|较慢|过慢|缓慢|拖后)|(?:未|没有?|尚未|未能|还没有?)(?:达到|赶上|跟上)[^，。；]{{0,4}}?(?:{_TIME})|(?<!不)低于[^，。；]{{0,4}}?(?:{_TIME})"
)
_NONE_LATE = re.compile(
    r"(?:没有一?[项个类]|无一项?|均未|都没有|没有任何一项)[^，。；]{0,4}(?:落后|滞后)"
)
_UNDONE = re.compile(
    r"(?:未|没有?|尚未|未能|还没有?)(?:能)?(?:按时|如期)?(?:完成|达到|达成)(?:了)?(?:全年|年度|协议|合同|目标|全部)?(?:指标|任务|目标|协议量|要求)?(?=$|[，。；、的])|未达标|不达标"
)
_NOT = re.compile(
    "未|没|不(?!低于|少于|落后)|难以|并非|欠|差|除(?!了?[^，。；]{2,30}外)|只有|仅|尚|基本|大多|多数|大部分|部分"
)
_ADVICE = re.compile(
    "建议|确保|争取|力争|希望|宜|应当|下阶段|下一步|预计|有望|如果|若|能否|是否|须|需要|承诺|下一?年度|明年|来年|今后|下一周期"
)
_THEN = re.compile(
    "当时|中期评估时|去年|上年|上一年|往年|截至上|上期|年中|阶段性|中期的?(?:要求|目标|任务)|半年(?:度)?(?:指标|任务|目标)"
)
_ELSE = re.compile(
    "承诺|下一?年度|明年|来年|今后|下一周期|预计|有望|如果|能否|是否|当时|中期评估时|去年|上年|上一年|往年|上期"
)
_LEAD = re.compile(
    r"^(?:总体来看|总体上|总的来看|从[^，]{0,12}看|其中|但是?|不过|然而|目前|可见|其|而)|[\s“”（(]"
)
_TAIL = re.compile(
    rf"(?:的|地|方面|工作|服务|指标|任务|产出|完成率?|进度|进展|推进|情况|数量|较|偏|明显|略|稍|均|都|也|还|仍|已经?|则|却|严重|有所|相对|总体|全部|整体|等|[项类个]|{_N}|率|大幅|大大|远远|普遍|略微|逐步|期间)+$"
)
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stretch says to have been reached, or missed, and of how many."""

    place: Place
    least: Fraction
    rows: tuple[Reached, ...]
    count: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class _Says:
    """The part of a clause that says how far something came, and what that is in percent."""

    start: int
    end: int
    least: Fraction
    late: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """The sentence, the targets that it speaks of, and the share of time that had gone."""

    sentence: Place
    rows: tuple[Reached, ...]
    near: tuple[Reached, ...]
    elapsed: Fraction | None

    def claims(self) -> Iterator[Claim]:
        text, names, of = self.sentence.text, "", ""
        for start, end in clauses(text):
            whole = text[start:end]
            rest = _REST.search(whole)
            names = rest["names"] if rest else names
            clause = whole[rest.end() :] if rest else whole
            last = self.sentence.start + end
            place = Place(self.sentence.line, last - len(clause), last)
            if _ADVICE.search(text[:end]):
                return
            if said := self._said(clause) if clause else None:
                yield from self._read(place, f"{of}{clause}" if of else clause, said, names)
                names = ""
            of = whole if _OUT_OF.search(whole) else of

    def _read(self, place: Place, clause: str, said: _Says, names: str) -> Iterator[Claim]:
        rows: tuple[Reached, ...] | None = self.rows
        if part := _PART_OF.search(clause):
            if counting(part["n"]) == len(self.rows):
                yield Claim(place, said.least, self.rows, counting(part["m"]), said.late)
            return
        if names and (_OTHERS.search(clause) or _EVERY.search(clause)):
            rows = self._without(names)
        elif _OTHERS.search(clause):
            return
        if not names and not self._is_of_all(clause[: said.end], said):
            rows = self._named(clause[: said.start], late=said.late)
        elif rows is not None and self._counts_others(clause, rows):
            return
        if rows:
            yield Claim(place, said.least, rows, None, said.late)

    def _said(self, clause: str) -> _Says | None:
        if none := _NONE_LATE.search(clause):
            return self._at(none, self.elapsed)
        if late := _LATE.search(clause):
            return self._at(late, self.elapsed, late=True)
        if undone := _UNDONE.search(clause):
            return self._at(undone, _HUNDRED, late=True)
        level = _LEVEL.search(clause)
        timed = None if level else _TO_TIME.search(clause)
        done = None if level or timed else _ALL_OF_IT.search(clause)
        match = level or timed or done
        if match is None or _NOT.search(_REST.sub("", clause)):
            return None
        if level:
            return self._at(level, _level(level))
        return self._at(match, self.elapsed if timed else _HUNDRED)

    def _at(
        self, match: re.Match[str], least: Fraction | None, *, late: bool = False
    ) -> _Says | None:
        return None if least is None else _Says(match.start(), match.end(), least, late)

    def _is_of_all(self, clause: str, said: _Says) -> bool:
        every = _EVERY.search(clause[: said.start + 2])
        numbered = _NUMBERED.search(clause)
        several = (
            bool(numbered) and counting(numbered["n"]) == len(self.rows) if numbered else False
        )
        whole = re.search("各项|所有|每一?项|全部|全面|没有一项|无一", clause[: said.start + 2])
        return bool(every and re.search(_SUBJECT, clause) and (several or whole))

    def _counts_others(self, clause: str, rows: tuple[Reached, ...]) -> bool:
        """Whether a number of targets is told that is not that of the list."""
        told = _NUMBERED.search(clause)
        return told is not None and counting(told["n"]) != len(rows)

    def _without(self, names: str) -> tuple[Reached, ...] | None:
        left_out = [self._called(name) for name in _split(names)]
        if not left_out or not all(left_out):
            return None
        out = [row for rows in left_out for row in rows]
        return tuple(row for row in self.rows if row not in out)

    def _named(self, subject: str, *, late: bool) -> tuple[Reached, ...] | None:
        """The targets that a subject names; of several by one name that which suits best."""
        found = [self._called(name) for name in _split(subject)]
        if not found or not all(found):
            return None
        best = min if late else max
        return tuple(best(rows, key=_percent) for rows in found)

    def _called(self, name: str) -> tuple[Reached, ...]:
        listed = tuple(row for row in self.rows if is_called(row, name))
        return listed or tuple(row for row in self.near if is_called(row, name))


def claims_of(
    targets: Targets, sentence: Place, elapsed: Fraction | None
) -> Iterator[tuple[Claim, Remark | None]]:
    """Every claim of a sentence about a list of targets, with what is wrong about it."""
    if _THEN.search(sentence.text):
        return
    rows = targets.list_for(sentence.line)
    beside = targets.near(sentence.line)
    for claim in _Reader(sentence, rows, beside, elapsed).claims() if rows or beside else ():
        yield claim, _judged(claim)


def _judged(claim: Claim) -> Remark | None:
    low = [row for row in claim.rows if row.percent < claim.least]
    high = [row for row in claim.rows if row.percent > claim.least]
    if claim.count is not None:
        right = len(low) if claim.late else len(claim.rows) - len(low)
        if claim.count in {right, len(high)}:
            return None
        values = {"count": claim.count, "right": right, "least": claim.least}
        return _COUNT.at(claim.place, **values)
    if claim.late:
        values = {"least": claim.least, "values": listed(claim.rows)}
        return None if low else _NOT_LOWER.at(claim.place, **values)
    if not low:
        return None
    return _LOWER.at(_with(claim.place, low[0]), least=claim.least, values=listed(low))


def _with(place: Place, row: Reached) -> Place:
    """A claim, with what is lower if that follows in its line."""
    at = place.line.text.find(str(row.percent), place.end) if row.line == place.line else -1
    return place if at < 0 else Place(place.line, place.start, at + len(str(row.percent)) + 1)


def speaks_of_else(sentence: str) -> bool:
    """Whether a sentence speaks of what is to come or of another time."""
    return bool(_ELSE.search(sentence))


def tells_others(sentence: str, rows: int) -> bool:
    """Whether a sentence speaks of a number of targets that is not that of all of them."""
    told = _NUMBERED.search(sentence)
    return told is not None and counting(told["n"]) != rows


def listed(rows: Iterable[Reached]) -> str:
    return "、".join(f"{one.name} {shown(one.percent)}%".strip() for one in rows)


def _percent(row: Reached) -> Decimal:
    return row.percent


def _level(match: re.Match[str]) -> Fraction:
    if match["tenths"]:
        return Fraction((counting(match["tenths"]) or 0) * 10)
    return Fraction(match["percent"]) if match["percent"] else Fraction(50)


def _split(subject: str) -> list[str]:
    """The names that a subject lists, without what stands around them."""
    while lead := _LEAD.search(subject):
        if not lead.group():
            break
        subject = subject[: lead.start()] + subject[lead.end() :]
    return [_TAIL.sub("", one) for one in re.split("、|以及|和|与|及", _TAIL.sub("", subject))]
