"""C04: a ratio whose base the report does not tell, or that no base it tells can give."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.percent import wrong
from app.reports.checker.placing import Place, Says, around, of
from app.reports.checker.told_ratios import told_ratios
from app.rules.printing import round_half_up

_OTHER_BASE = Says(
    Family.BASE,
    N_(
        "{part} at {stated}% means a base of {base}, which is not told. The staff told here is {team}."
    ),
)
_UNTOLD = Says(
    Family.BASE,
    N_(
        "{stated}% of {team} is no whole number, and no other base is told. Say what it is a share of."
    ),
)
_RATE = re.compile(
    r"(?:(?P<name>[一-鿿0-9]{0,10}(?:率|比例|占比|比重))|占[^，。；%\d]{0,12}(?:比例|比)?)"
    r"[^，。；%\d]{0,6}?$"
)
_NOT_OF_STAFF = re.compile(
    "满意|好评|回复|答复|回应|办结|回访|见面|落实|成功|接通|处理|解决|准确|准时|知晓|签到|参训|出席|完成|达标|指标|增长|支出|费用|分值|权重|经费|资金|覆盖|回收|有效|老龄|户籍|人户|服务对象|居民|群众|时间|协议期"
)
_MONEY = re.compile("经费|费用|支出|元|薪酬")
_STAFF = re.compile(
    "稳岗|在岗|到岗|流动|流失|离职|持证|从业|在职|社工|员工|人员|团队|本科|学历|督导|党员"
)
_BRACKET = re.compile(r"\s*（[^）]{0,60}）")
_SUBSET = re.compile(r"持证|无证|中级|助理|党员|团员|男|女|行政|督导|本科|后勤|兼职|离职|新入职")
_TOLD_BASE = re.compile(
    r"(?:按|以)[^，。；]{0,16}(?:计算|为基数|为分母|为准|计)|基数|分母|[÷/]|应配|岗位|编制|同一基数"
)
_TEAM = re.compile(
    "社工(?!点|站|服务站)|社会工作者|工作人员|(?<!特困)(?<!低保)(?<!服务)人员|员工|全职|专职"
)
_PARTY = re.compile("第三方|购买方|监督方|督导中心|民政|街道办")
_PEOPLE = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class _Known:
    """Head-counts of staff, and posts, that the report tells."""

    teams: tuple[int, ...]
    posts: frozenset[int]

    @property
    def bases(self) -> tuple[int, ...]:
        """What a ratio may be a share of: all the staff, most of it, or the posts."""
        return (*(team for team in self.teams if team * 2 >= self.teams[0]), *self.posts)


def check_bases(report: Report) -> Iterator[Remark]:
    """Ratios of staff: of the posts, of the head-count, or of what?"""
    teams, posts = team_sizes(report), _told_posts(report)
    for line in report.body():
        told = {ratio.stated.start for ratio in told_ratios(line)}
        for stated in figures(line.text):
            if stated.start in told:
                continue
            if stated.percent and not stated.rough and stated.value <= 100:
                yield from _ratio(line, stated, _Known(teams, posts))


def team_sizes(report: Report) -> tuple[int, ...]:
    """Head-counts of staff that the text tells, the largest first."""
    found: set[int] = set()
    for line in report.body():
        for one in figures(line.text):
            before = line.text[max(0, one.start - 14) : one.start]
            after = line.text[one.end : one.end + 12]
            near = re.split("[，。；、（）()]", before)[-1] + re.split("[，。；、（）()]", after)[0]
            counted = one.unit in _PEOPLE and one.whole and not one.rough
            if counted and _TEAM.search(near) and not _SUBSET.search(near):
                found.add(int(one.value))
    return tuple(sorted(found, reverse=True))


def _told_posts(report: Report) -> frozenset[int]:
    """Bases that the report tells in words: so many posts."""
    return frozenset(
        int(one.value)
        for line in report.body()
        for one in figures(line.text)
        if one.whole and not one.rough and _is_base(line.text, one)
    )


def _is_base(text: str, one: Figure) -> bool:
    before = re.split("[，。；、（）()]", text[max(0, one.start - 8) : one.start])[-1]
    after = re.split("[，。；、（）()]", text[one.end : one.end + 4])[0]
    posts = re.search("岗位|应配|核定|基数|编制|分母", before + after)
    return one.unit in {*_PEOPLE, "个", "岗"} and bool(posts)


def _ratio(line: Line, stated: Figure, known: _Known) -> Iterator[Remark]:
    text = line.text
    rate = _RATE.search(text, max(0, stated.start - 30), stated.start)
    begin, end = around(text, stated.start, stated.end)
    if not rate or not known.teams or len(set(_PARTY.findall(text[begin:end]))) > 1:
        return
    clause = text[max(begin, rate.start() - 24) : stated.end]
    phrase = text[max(begin, rate.start() - 16) : stated.start]
    if _NOT_OF_STAFF.search(rate.group()) or _MONEY.search(phrase) or not _STAFF.search(phrase):
        return
    nearby = [
        f for f in figures(text) if begin <= f.start < end and f.unit in {*_PEOPLE, "个", "岗"}
    ]
    part = _part(text, nearby, stated)
    base = _told_base(text, nearby, part)
    if part and not base and part.value in known.teams and _some_part(int(part.value), stated):
        return
    if part and base:
        yield from wrong(line, part, base, stated)
    elif part:
        yield from _with_part(line, part, stated, nearby, known)
    elif not _TOLD_BASE.search(clause):
        yield from _alone(Place(line, stated.start, stated.end), stated, known)


def _part(text: str, nearby: list[Figure], stated: Figure) -> Figure | None:
    """The people right before the ratio, or right behind it in brackets."""
    counted = [f for f in nearby if f.unit in _PEOPLE and not f.rough and f.whole]
    parts = [f for f in counted if not _is_base(text, f)]
    bracket = _BRACKET.match(text, stated.end)
    behind = [f for f in parts if bracket and bracket.start() < f.start < bracket.end()]
    reach = 14 if len(parts) == len(counted) else 26
    before = [f for f in parts if 0 < stated.start - f.end <= reach]
    return behind[0] if behind else before[-1] if before else None


def _told_base(text: str, nearby: list[Figure], part: Figure | None) -> Figure | None:
    for one in nearby:
        if one is not part and _is_base(text, one):
            return one
    return None


def _with_part(
    line: Line, part: Figure, stated: Figure, nearby: list[Figure], known: _Known
) -> Iterator[Remark]:
    teams = known.teams
    others = [f for f in nearby if f is not part and f.value >= part.value]
    candidates = [*(int(f.value) for f in others if f.whole), *teams, *known.posts]
    sums = _sums_to(part, nearby)
    if any(_gives(one, base, stated) for base in candidates if base for one in sums):
        return
    bases = _bases(part, stated)
    if len(bases) == 1 and teams[0] >= part.value:
        values = {"part": part.value, "stated": stated.written, "base": bases[0]}
        yield _OTHER_BASE.at(of(line, stated), team=teams[0], **values)
    elif not bases and (others or teams[0] >= part.value):
        base = others[0] if others else Figure(0, 0, Decimal(teams[0]), "人", str(teams[0]))
        yield from wrong(line, part, base, stated)


def _sums_to(part: Figure, nearby: list[Figure]) -> list[int]:
    """A part alone, and with one and two of those right before it: 其中甲5名、乙3名，占40%."""
    listed = [int(f.value) for f in nearby if f.start <= part.start and f.whole]
    return [sum(listed[-many:]) for many in (1, 2, 3)]


def _alone(place: Place, stated: Figure, known: _Known) -> Iterator[Remark]:
    if any(_some_part(base, stated) for base in known.bases):
        return
    yield _UNTOLD.at(place, stated=stated.written, team=known.teams[0])


def _some_part(base: int, stated: Figure) -> bool:
    """Whether some number of people out of the base makes this percentage."""
    guess = Fraction(stated.value) * base / 100
    return any(_gives(part, base, stated) for part in (floor(guess), ceil(guess)))


def _gives(part: int, base: int, stated: Figure) -> bool:
    exact = Fraction(part, base) * 100
    return round_half_up(exact, stated.places) == stated.value


def _bases(part: Figure, stated: Figure) -> list[int]:
    if not stated.value:
        return []
    guess = Fraction(part.value) * 100 / Fraction(stated.value)
    near = sorted({max(1, floor(guess)), max(1, ceil(guess))})
    return [base for base in near if _gives(int(part.value), base, stated)]
