"""C01: another station, town or district where this report speaks of its own."""

import re
from collections.abc import Iterator, Sequence

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.lists import shapes, sounds
from app.reports.checker.names import STATION, TOWN, WORK, Names, bare_town
from app.reports.checker.text import HAN, remark
from app.reports.checker.words import is_common, is_place, place_in, words_of
from app.rules.problem import Severity

_OTHER = re.compile(
    rf"(?P<town>{HAN}{{2,8}}?(?:{TOWN})(?!街))(?:(?![方对的与和向及、]){HAN}){{0,4}}?{WORK}"
)
_STATION = re.compile(STATION)
_TAIL = re.compile(rf"{HAN}{{1,8}}$")
_OFFICE = re.compile(
    rf"(?P<town>{HAN}{{2,7}}?)(?:街道办事处|镇人民政府|乡人民政府|街道党工委|街党工委|镇党委|街道综合治理办公室)"
)
_LIFE = re.compile(
    rf"(?P<town>{HAN}{{2,6}}?(?:街道|街|镇))(?:辖区|辖内|的?居民|的?困难群众|的?服务对象|党群服务中心|的?社区居民|的?社工点|的?社工团队|的?服务项目)"
)
_BUREAU = re.compile(
    rf"(?P<town>{HAN}{{2,6}}?[区县])(?:民政局|人民政府|财政局|卫生健康局|残疾人联合会|残联|妇女联合会|妇联|团区委|社会工作部)"
)
_GENERAL = re.compile(
    r"(?:部分|一些|有些|多数|所有|全部|若干|另外|其余|个别|重点|试点|示范|先进|优秀|附近|城乡|不同|同区|^镇|^街镇|^乡|^乡镇|各|本|该|某|两|多|全|此|所|每|个|属地|所在|当地|辖区|相关|有关|购买方|承办方|监督方|老城|城|到|由|被|与|和|及|或|的|是|等|沿|大)$"
)
_ELSEWHERE = re.compile(
    r"对照|比照|比对|学习|借鉴|参观|相邻|毗邻|邻近|兄弟|周边|对比|相比|此前|曾|原来|前身|跨街|外出|调任|调入|调出|位于|地址|同类|其他|外区|结对|对口|来访|观摩|转入|迁|户籍|籍|前任|曾任|就职|任职|总部|注册|同时承|另外|另承|还承|旗下|评估过|去过|另一|别的|去年|上年|往年|类似|也有|例如|比如|参考|仿照|效仿|取经"
)
_TOGETHER = re.compile(r"交流|合作|联合|协同|联动|转介|支援|对接|共建|互访|合办|共同")
_BESIDE = re.compile(r"[与和同跟及向往赴到自从、]$")
_NEAR, _FAR = 14, 30
_ADDRESS = re.compile(r"\s?[0-9一二三四五六七八九十]+(?:号|巷|路)|[路巷里道]")
_LONGEST = 4
_GRAMMAR = frozenset(
    "的了在是和与对把被将从向由及或也都就并且以到着过其该各均已未为给于用按经每某本此两几"
)
_STRIP = re.compile(
    r"^(?:[对在向与和及由为到给的是等至从据经将把受即于了、]|按照|根据|关于|针对|通过|购买方|监督方|承办方|评估方|联合|会同|配合|协助)+"
)


def other_station(report: Report) -> Iterator[Remark]:
    """Names of stations, offices and bureaus that are not those of this visit."""
    own = Names.of(report)
    for line in report.lines:
        if own.town:
            said = [*_stations(line, own), *_bare(line, own), *_towns(line, own)]
            yield from said
            yield from _nearly_own(line, own, [(one.start, one.end) for one in said])
            yield from _shorts(line, own)
        if own.district:
            yield from _bureaus(line, own)


def _stations(line: Line, own: Names) -> Iterator[Remark]:
    for found in _OTHER.finditer(line.text):
        town = _named(found["town"])
        start = found.end("town") - len(town)
        if town and not _is_own(town, own) and not is_elsewhere(line.text, start):
            yield _other(
                line, (start, found.end()), own.short if own.town in own.short else None, own
            )


def _bare(line: Line, own: Names) -> Iterator[Remark]:
    """A station by a place alone, without 街 or 镇."""
    for found in _STATION.finditer(line.text):
        name = _place_before(line.text[: found.start()])
        if not name or _is_own(name, own):
            continue
        span = (found.start() - len(name), found.end())
        if not is_elsewhere(line.text, span[0]):
            yield _other(line, span, own.short if own.town in own.short else None, own)


def _place_before(text: str) -> str:
    """A place that the dictionary has, right before this point, if it is no town or district."""
    tail = _TAIL.search(text)
    words = words_of(tail[0]) if tail else ()
    name = words[-1].text if words else ""
    return name if len(name) > 1 and is_place(name) and name[-1] not in "市区县省街镇乡道" else ""


def _towns(line: Line, own: Names) -> Iterator[Remark]:
    for pattern in (_OFFICE, _LIFE):
        for found in pattern.finditer(line.text):
            suffix = re.search(f"(?:{TOWN})?$", found["town"])
            name = place_in(found["town"][: suffix.start()]) if suffix else ""
            start = found.start("town") + found["town"].rfind(name)
            if name and not _is_own(name, own) and not is_elsewhere(line.text, start):
                yield _other(line, (start, found.end()), None, own)


def _nearly_own(line: Line, own: Names, said: Sequence[tuple[int, int]]) -> Iterator[Remark]:
    """Our own town with another character in one place, where no address and no partner is told."""
    for found in _one_off(own.town).finditer(line.text):
        start, end = found.span()
        name = found.group()
        if any(first < end and start < last for first, last in said):
            continue
        if is_common(name[:-1]) or _GENERAL.search(name[:-1]) or _crosses(line.text, start):
            continue
        if not _ADDRESS.match(line.text, end) and not is_elsewhere(line.text, start):
            yield _other(line, (start, end), own.town, own)


def _shorts(line: Line, own: Names) -> Iterator[Remark]:
    """In a report that says 荔城站: 荔成站 is a slip, and the station of another place is another one."""
    if own.short != f"{own.stem}站":
        return
    for found in re.finditer(rf"(?={HAN}{{{len(own.stem)}}}站(?![点位长内前外台务]))", line.text):
        start, end = found.start(), found.start() + len(own.short)
        stem = line.text[start : end - 1]
        if _sounds_like(stem, own.stem) and not _crosses(line.text, start):
            yield remark(
                Family.TERMS,
                line,
                (start, end),
                N_("This report says “{right}” elsewhere. One name for one thing."),
                own.short,
                right=own.short,
            )
        elif is_place(stem) and not _is_own(stem, own) and not is_elsewhere(line.text, start):
            yield _other(line, (start, end), own.short, own)


def _sounds_like(stem: str, own: str) -> bool:
    """Whether one character differs and sounds or looks like the one of our own."""
    apart = [(a, b) for a, b in zip(stem, own, strict=True) if a != b]
    if len(apart) != 1:
        return False
    a, b = apart[0]
    return a in sounds().get(b, ("", ""))[1] or a in shapes().get(b, "")


def _one_off(town: str) -> re.Pattern[str]:
    """The town with one other character in its stem: of 青禾街 also 青河街, never 青街."""
    stem, kind = town[:-1], re.escape(town[-1])
    forms = (
        f"{re.escape(stem[:n])}(?!{re.escape(stem[n])}){HAN}{re.escape(stem[n + 1 :])}{kind}"
        for n in range(len(stem))
    )
    return re.compile("|".join(forms))


def _crosses(text: str, start: int) -> bool:
    """Whether the words of the text do not begin here: a name that is cut out of others."""
    tail = text[max(0, start - 4) : start + 4]
    at = start - max(0, start - 4)
    return any(one.start < at < one.end for one in words_of(tail))


def _bureaus(line: Line, own: Names) -> Iterator[Remark]:
    for found in _BUREAU.finditer(line.text):
        town = place_in(found["town"])
        if len(town) < 3 or own.district in town or town[-1] not in "区县":
            continue
        start = found.end("town") - len(town)
        yield remark(
            Family.OTHER_STATION,
            line,
            (start, found.end("town")),
            N_("“{text}” is another part of the city; this report is about {own}."),
            own.district,
            Severity.ERROR,
            text=town,
            own=own.district,
        )


def _named(written: str) -> str:
    """The town in what stands before a station; nothing where the words name none."""
    town = bare_town(_STRIP.sub("", written))
    kind = re.search(f"{TOWN}$", town)
    stem = town[: kind.start()] if kind else town
    if len(stem) > _LONGEST or words_of(stem)[-1].text != stem:
        stem = place_in(stem) or _last_name(stem)
    if not 2 <= len(stem) <= 4 or _GENERAL.search(stem) or is_common(stem) or stem[-1] in "市区县":
        return ""
    return stem + (kind.group() if kind else "")


def _last_name(words: str) -> str:
    """The word of two or three characters at the end, or the last characters that are no words."""
    row = words_of(words)
    if 1 < len(row[-1].text) <= _LONGEST:
        return row[-1].text
    tail = ""
    for one in reversed(row):
        if len(one.text) > 1 or one.text in _GRAMMAR:
            break
        tail = one.text + tail
    return tail if len(tail) < _LONGEST else ""


def _is_own(town: str, own: Names) -> bool:
    """Its own name too where words before it were taken for a part of it."""
    if own.stem in town or town in own.stem:
        return True
    return any(town in one or one in town for one in own.towns)


def is_elsewhere(text: str, at: int) -> bool:
    """Whether the words before or around speak of a visit or a partner, or of an address."""
    before = re.split(r"[。；\n]", text[:at])[-1][-_NEAR:]
    after = re.split(r"[，。；\n]", text[at:])[0][:_FAR]
    if _ELSEWHERE.search(before + after) or _TOGETHER.search(before):
        return True
    return bool(_BESIDE.search(before)) and _TOGETHER.search(after) is not None


def _other(line: Line, span: tuple[int, int], mend: str | None, own: Names) -> Remark:
    return remark(
        Family.OTHER_STATION,
        line,
        span,
        N_("“{text}” is the name of another place; this report is about {own}."),
        mend,
        Severity.ERROR,
        text=line.text[span[0] : span[1]],
        own=own.town,
    )
