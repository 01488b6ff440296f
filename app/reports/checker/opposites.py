"""C19 in plain opposites: a quality and its denial, never and n times, nobody and n people left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.outline import outline
from app.reports.checker.placing import Place, Says, clauses
from app.reports.checker.told import told

_OPPOSITE = Says(
    Family.CONTRADICTION,
    N_("Line {number} has “{other}”, and this says the opposite of it."),
)
_QUALITIES = "完整|齐全|规范|及时|到位|健全|清晰|明确|准确|真实|一致|稳定|充足|充分|合理|完善|详细"
_HOW = "(?:均|都|全部|总体|整体|一直|始终|较为?|比较|很|十分|非常|内容|资料|得)*"
_IS = re.compile(rf"(?P<what>[一-鿿]{{2,12}}?){_HOW}(?P<word>{_QUALITIES})")
_IS_NOT = re.compile(
    rf"(?P<what>[一-鿿]{{2,12}}?){_HOW}(?:尚|还|仍)?(?:不够|不太|不甚|不|欠|未能|未)(?P<word>{_QUALITIES})"
)
_SOME = re.compile(
    "部分|个别|少数|有的|有些|偶|如果|若|避免|防止|是否|建议|应|需|确保|保持|进一步|大多|多数|基本|希望|要求|要|将|继续|逐步|上年|去年|往年|此前|以前|原"
)
_DENIED = re.compile("[不未没无欠非]")
_NEVER = re.compile(
    r"(?:从未|从来没有|未曾|一次也没有|一次都没有|(?:全年|年内|期内|本年度|评估期内)[^，。；]{0,4}?(?:未|没有))(?:开展|组织|举办|召开|进行|安排|接受|参加|举行|实施)过?(?:任何|一次)?(?P<what>[一-鿿]{2,10})"
    r"|(?:未|没有)(?:开展|组织|举办|召开|进行|安排|接受|参加|举行|实施)过(?:任何|一次)?(?P<also>[一-鿿]{2,10})"
    r"|(?P<first>[一-鿿]{2,8}?)(?:从未|从来没有|未曾|一次也没有|一次都没有)(?:开展|组织|举办|召开|进行|安排|举行|实施)"
)
_TIMES = frozenset("次场期节")
_GONE = "(?:离职|辞职|离岗|流失|调离)"
_NOBODY = re.compile(
    rf"(?:无人员?|没有人员?|没有社工|无社工|未有人员?|无一人|零){_GONE}|{_GONE}率?(?:人数)?(?:为|是)\s*(?:零|0(?![.\d]))"
    rf"|(?:人员|队伍|团队|社工)[^，。；]{{0,8}}?(?:未|没有)(?:发生|出现)?(?:人员|社工)?(?:{_GONE}|流动|变动|更换)"
)
_LEFT = re.compile(
    rf"(?P<n>[1-9]\d{{0,2}}|[一二两三四五六七八九十])\s*[名人位](?!次)[^，。；\d]{{0,8}}?{_GONE}"
    rf"|{_GONE}(?:的)?(?:社工|人员|员工)?(?:人数)?(?:共|为|有|了|达)*\s*(?:[1-9]\d{{0,2}}|[一二两三四五六七八九十])\s*[名人位](?!次)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    place: Place
    what: str
    word: str
    district: str


def check_opposites(report: Report) -> Iterator[Remark]:
    """What two places of one report say that cannot both be so."""
    yield from _qualities(report)
    yield from _never(report)
    yield from _nobody(report)


def _qualities(report: Report) -> Iterator[Remark]:
    """档案完整 in one place, 档案不完整 in another of the same district."""
    denied: dict[tuple[str, str, str], list[_Said]] = {}
    for one in _said(report, _IS_NOT, denied=True):
        denied.setdefault((one.what[-2:], one.word, one.district), []).append(one)
    seen: set[Line] = set()
    for one in _said(report, _IS, denied=False) if denied else ():
        for other in denied.get((one.what[-2:], one.word, one.district), ())[:1]:
            if _same(one.what, other.what) and other.place.line not in seen:
                seen.add(other.place.line)
                yield _against(other.place, one.place)


def _said(report: Report, pattern: re.Pattern[str], *, denied: bool) -> Iterator[_Said]:
    for section in outline(report):
        for line in section.lines:
            for start, end in clauses(line.text):
                match = pattern.search(line.text, start, end)
                if not match or _SOME.search(line.text, start, end):
                    continue
                if denied or not _DENIED.search(line.text, start, end):
                    place = Place(line, *match.span())
                    yield _Said(place, match["what"], match["word"], section.district)


def _same(one: str, other: str) -> bool:
    """服务档案 and 档案 are the same; 个案档案 and 探访档案 are not."""
    return one.endswith(other) or other.endswith(one) or one[-4:] == other[-4:]


def _never(report: Report) -> Iterator[Remark]:
    """督导4次 in one place, 从未开展督导 in another."""
    counted = [one for one in told(report) if one.figure.unit in _TIMES and one.figure.value > 0]
    for section in outline(report) if counted else ():
        for line in section.lines:
            for match in _NEVER.finditer(line.text):
                what = match["what"] or match["also"] or match["first"]
                begin = max(line.text.rfind(sign, 0, match.start()) for sign in "，。；") + 1
                if _SOME.search(line.text, begin, match.end()):
                    continue
                for one in counted:
                    held = one.district == section.district and any(
                        noun.endswith(what) or noun.startswith(what) for noun in one.nouns
                    )
                    if held:
                        other = Place(one.line, one.figure.start, one.figure.end)
                        yield _against(Place(line, *match.span()), other)
                        break


def _nobody(report: Report) -> Iterator[Remark]:
    """无人离职 in one place, 3名社工离职 in another."""
    nobody = next(_places(report, _NOBODY), None)
    left = next(_places(report, _LEFT), None)
    if nobody and left:
        first, then = sorted((nobody, left), key=_position)
        yield _against(then, first)


def _places(report: Report, pattern: re.Pattern[str]) -> Iterator[Place]:
    for line in report.body():
        for start, end in clauses(line.text):
            match = pattern.search(line.text, start, end)
            if match and not _SOME.search(line.text, start, end):
                yield Place(line, *match.span())


def _position(place: Place) -> tuple[int, int]:
    return place.line.number, place.start


def _against(place: Place, other: Place) -> Remark:
    """A remark at one place; a figure is quoted with the words before it."""
    start = max(0, other.start - 6) if len(other.text) < 4 else other.start
    quoted = other.line.text[start : other.end].strip("，。；、 ")
    return _OPPOSITE.at(place, other=quoted, number=other.line.number_at(other.start))
