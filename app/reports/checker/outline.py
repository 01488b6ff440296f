"""A report's sections by its headings: whose part it is, what it praises, what concerns it."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from app.reports.checker.base import Line, Report
from app.reports.checker.numbers import counting

_OWN_PART = re.compile("存在(?:的)?问题|改进建议")
_ODD_SECOND = re.compile(r"^\s*(?:\[[^\]]*\])*\s*[（(]\s*\d{1,2}\s*[)）]\s*\S{2,16}$")
_BRACKETED = 20
_LONGEST = 48
_SITES_LONGEST = 160
_MARK = r"^\s*(?:\[[^\]]*\])*\s*"
_MARKS = re.compile(r"\[[^\]]*\]")
_HEADINGS = (
    re.compile(_MARK + r"[一二三四五六七八九十]{1,3}\s*[、.．]\s*(?P<title>\S.*)$"),
    re.compile(_MARK + r"[（(]\s*[一二三四五六七八九十―—–-]{1,3}\s*[)）]\s*(?P<title>\S.*)$"),
    re.compile(_MARK + r"(?:\d{1,2}\s*[.．、](?!\d)|[（(]\s*\d{1,2}\s*[)）])\s*(?P<title>\S.*)$"),
)
_DISTRICT = re.compile(
    r"(?:第\s*(?P<before>[一二三四五六七八九十\d]{1,3})\s*片区?|片区\s*(?P<after>[一二三四五六七八九十\d]{1,3})"
    r"|(?P<side>[东南西北中]部?)片区?(?![一-鿿]{0,2}街))"
)
_STARTS_WITH_DISTRICT = re.compile(
    _MARK + r"(?:\d{1,2}\s*[.．、]\s*)?(?:" + _DISTRICT.pattern + ")"
)
_PRAISE = re.compile(
    "值得肯定|肯定的(?:地方|方面)|肯定之处|主要成效|工作亮点|亮点(?:与|和)成效|优点|做得好的"
)
_CONCERN = re.compile(
    "需要?(?:予以)?关注|关注的(?:地方|方面)|存在(?:的)?(?:主要)?(?:问题|不足)|不足之处|改进(?:的地方|方向|建议)|有待改进"
    "|^[^，。；]{0,6}(?:要|需|待|可|应|宜|值得)(?:再)?(?:留意|注意|补上?|加强|完善|商榷|提高)的?[^，。；]{0,4}[：:]?$|短板|弱项|差距"
)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading. `above` are the headings it lies under, from the top.

    `district` is its number or name where the section is about one district.
    """

    heading: Line | None
    title: str
    above: tuple[str, ...] = ()
    district: str = ""
    plain: tuple[Line, ...] = ()
    praise: tuple[Line, ...] = ()
    concern: tuple[Line, ...] = ()
    says_concern: bool = False

    @property
    def path(self) -> str:
        """All titles that it lies under and its own."""
        return " ".join((*self.above, self.title))

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.plain + self.praise + self.concern


@dataclass(slots=True)
class _Open:
    """A section being read."""

    heading: Line | None = None
    title: str = ""
    above: tuple[str, ...] = ()
    district: str = ""
    parts: tuple[list[Line], list[Line], list[Line]] = field(default_factory=lambda: ([], [], []))
    into: int = 0
    says_concern: bool = False

    def closed(self) -> Section:
        plain, praise, concern = map(tuple, self.parts)
        return Section(
            self.heading,
            self.title,
            self.above,
            self.district,
            plain,
            praise,
            concern,
            self.says_concern,
        )


def outline(report: Report) -> tuple[Section, ...]:
    """Sections in order; what stands before the first heading has an empty title."""
    return _outline(report.lines)


@lru_cache(maxsize=4)
def _outline(lines: tuple[Line, ...]) -> tuple[Section, ...]:
    done: list[Section] = []
    titles: list[str] = []
    now = _Open()
    for line in Report(lines).body():
        rank, polarity = heading_rank(line.text), polarity_of(line.text)
        if rank is None:
            now.parts[now.into].append(line)
        elif polarity and not (rank < 2 and _OWN_PART.search(line.text)):
            now.into, now.says_concern = polarity, now.says_concern or polarity == 2
        else:
            done.append(now.closed())
            rank = 1 if rank == 2 and _ODD_SECOND.match(line.text) and titles[1:2] else rank
            titles[rank:] = [""] * (rank - len(titles[:rank])) + [title_of(line.text)]
            above = tuple(title for title in titles[:-1] if title)
            now = _Open(line, titles[-1], above, district_key(line.text), into=polarity)
    return (*done, now.closed())


def heading_rank(text: str) -> int | None:
    """0 for 一、, 1 for （一）, 2 for 1. and a district's line; None for running text."""
    bare = _MARKS.sub("", text).strip()
    if not bare:
        return None
    if (
        _STARTS_WITH_DISTRICT.match(text)
        and _stands_alone(bare, _SITES_LONGEST)
        and "，" not in bare
    ):
        return 2
    for rank, pattern in enumerate(_HEADINGS):
        longest = _BRACKETED if rank == 2 and bare[0] in "（(" else _LONGEST
        if pattern.match(text) and _stands_alone(bare, longest):
            return rank
    return 2 if len(bare) <= 16 and polarity_of(text) and _stands_alone(bare, 16) else None


def polarity_of(text: str) -> int:
    """1 where the line heads what is praised, 2 where it heads what concerns, else 0."""
    if len(_MARKS.sub("", text).strip()) > 24:
        return 0
    return 2 if _CONCERN.search(text) else 1 if _PRAISE.search(text) else 0


def title_of(text: str) -> str:
    """A heading without its number."""
    for pattern in _HEADINGS:
        if found := pattern.match(text):
            return found["title"].strip(" ：:　")
    return text.strip(" ：:　")


def district_key(text: str) -> str:
    """Which district a heading or a row names: its number, else 东 and the like; empty for none."""
    found = _DISTRICT.search(text)
    if not found:
        return ""
    if found["side"]:
        return found["side"].rstrip("部")
    number = counting(found["before"] or found["after"])
    return str(number) if number else ""


def _stands_alone(text: str, longest: int) -> bool:
    return (
        len(text) <= longest
        and not re.search("[。；;，,、！？0-9分%％]$", text)
        and not re.search("[。；]|得分", text)
    )
