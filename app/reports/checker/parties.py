"""C13 and C21: who scores must also say something, and points taken off need a concern."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import cell, grids
from app.reports.checker.outline import Section, outline
from app.reports.checker.placing import Place, Says, sentences
from app.reports.checker.scores import Figured, Row, score_tables
from app.rules.problem import Severity

_SILENT = Says(
    Family.NARRATIVE,
    N_("{party} is scored here, and no part of the report says what it found."),
    Severity.ERROR,
)
_SILENT_OTHER = Says(Family.NARRATIVE, _SILENT.template)
_EMPTY = Says(
    Family.NARRATIVE, N_("This part of {party} is empty, though {party} is scored."), Severity.ERROR
)
_UNFOUNDED = Says(
    Family.DEDUCTION,
    N_("{name} has {score} of {full} points, and its part names nothing of concern."),
)
_UNPUNISHED = Says(
    Family.DEDUCTION,
    N_("{name} has all of its {full} points, yet its part names concerns."),
)
_PARTIES = (
    ("购买方", re.compile("购买方|街道办|镇人民政府|镇政府|镇街|街道(?:方|评价|意见|反馈|评估)")),
    ("督导中心", re.compile("督导中心|市督导|督导方|督导(?:评价|意见|评估|反馈)")),
    ("监督方", re.compile("监督方|民政局|区民政|民政部门|主管部门")),
    ("第三方", re.compile("第三方|评估机构")),
)
_ROLES = {"购买方": "委托方|采购方|购买单位|购买主体", "监督方": "监管方|监督单位"}
_LABELLED = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?(?P<who>[^，。；：:（(]{2,28}(?:[（(][^）)]{1,40}[）)])?|[^，。；：:]{2,28})[：:。]\s*(?P<said>\S.{11,})$"
)
_CHAPTER = re.compile(r"\s*第\s*[一二三四五六七八九十0-9]{1,3}\s*(?:部分|[编篇章])\s*")
_CHAPTER_LONGEST = 40
_NO_OPINION = re.compile("得分|评分|权重|占比|分值|主体|联系|地址|电话|名单")
_GOOD = re.compile("认可|肯定|满意|良好|较好|优秀|规范|及时|到位|扎实|积极|顺畅|出色|很好|高度评价")
_POOR = re.compile(
    "[不未没欠缺少慢弱差低但仍待需应]|无法|无人|问题|建议|希望|期望|加强|改进|提升|提高|完善|滞后|单一|遗漏|风险|扣|下一步"
)
_NOTHING = re.compile(
    r"^\W*(?:[一二三四五六七八九十\d]{1,3}\W+)?(?:暂?无|没有|暂未发现|未发现问题)\W*$"
)
_THINKS = "[^，。；、]{0,14}(?:认为|指出|表示|肯定|认可|希望|建议|满意|提出|要求|评价(?:是|为|：)|反馈[，：])"
_NOT_AN_OPINION = re.compile(
    "初稿|初评|占比|权重|分值|听取|综合评价|意见和建议|向[^，。]{0,20}反馈|复核|公示"
)
_WHO_SCORES = "^(?:评分|评价|评估|打分)(?:方|主体|人|单位)$"
_OTHERS = re.compile("[一-鿿]{0,6}(?:代表|居民|群众|服务对象|家属|街坊|志愿者|居委会|村委会|学校)")
_SAYS_SO = re.compile("认为|指出|表示|肯定|认可|希望|建议|满意|提出|反映|评价|觉得|说|提到|[：:]")
_GENERAL = re.compile("评估|情况|反馈|部分|得分|评分|评价|[（）()：:、，/\\s]")
_WEIGHT = re.compile(
    r"(?P<name>第三方评估机构|第三方评估|第三方|项目?购买方|购买方|镇人民政府|街道办事处|市?督导中心|项目?监督方|监督方|区民政部门|区民政局)"
    r"[^，。；、]{0,16}?(?:占比?|分值|权重)?\s*(?P<share>\d{1,2}(?:\.\d+)?)\s*[%％分]"
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A line of a score table, or a weight in the text, with the party that it belongs to."""

    party: str
    name: str
    place: Place
    score: Figured | None = None
    full: Figured | None = None


def check_narratives(report: Report) -> Iterator[Remark]:
    """Every party with points or a weight has a part of its own with something in it."""
    sections = outline(report)
    seen: set[str] = set()
    for one in _scored(report):
        if one.party in seen or one.party == "第三方":
            continue
        seen.add(one.party)
        own = [s for s in sections if _names_party(s, one.party)]
        if not own and not _speaks(report, one.party):
            yield _SILENT.at(one.place, party=one.party)
        elif own and not any(_says_something(s, sections) for s in own):
            heading = own[0].heading
            if heading is not None:
                yield _EMPTY.at(Place(heading, 0, len(heading.text)), party=one.party)
    yield from _districts(report, sections)
    yield from _others(report)


def _others(report: Report) -> Iterator[Remark]:
    """Residents and others in a table of who scores, of whom nothing is told."""
    told = [
        line.text[start:end]
        for line in report.body()
        if line.table < 0
        for start, end in sentences(line.text)
    ]
    for grid in grids(report):
        column = grid.column(_WHO_SCORES)
        for row in grid.rows[1:] if column is not None else ():
            who = cell(row, column)
            name = who.text.strip() if who else ""
            if not (who and _OTHERS.fullmatch(name)) or party_of(name):
                continue
            if not any(name in one and _SAYS_SO.search(one.split(name)[-1]) for one in told):
                yield _SILENT_OTHER.at(Place(who, 0, len(who.text)), party=name)


def _speaks(report: Report, party: str) -> bool:
    """Whether a paragraph without a heading tells what the party thinks."""
    thinks = re.compile(f"(?:{dict(_PARTIES)[party].pattern}){_THINKS}")
    if any(_labelled(line, party) for line in report.body()) or _has_chapter(report, party):
        return True
    return any(
        thinks.search(line.text, start, end) and not _NOT_AN_OPINION.search(line.text, start, end)
        for line in report.body()
        for start, end in sentences(line.text)
    )


def _has_chapter(report: Report, party: str) -> bool:
    """Whether 第三部分 is the party's, with a sentence in it."""
    own = False
    for line in report.body():
        if len(line.text) <= _CHAPTER_LONGEST and (chapter := _CHAPTER.match(line.text)):
            own = party_of(line.text[chapter.end() :]) == party
        elif own and "。" in line.text:
            return True
    return False


def _labelled(line: Line, party: str) -> bool:
    """Whether an opinion stands in one line behind the name or the role of a party."""
    match = _LABELLED.match(line.text)
    if not match or _NO_OPINION.search(match["who"]) or not re.search("[，。]", match["said"]):
        return False
    role = re.search(f"{dict(_PARTIES)[party].pattern}|{_ROLES.get(party, party)}", match["who"])
    return bool(role) and not _WEIGHT.match(match["said"])


def _districts(report: Report, sections: tuple[Section, ...]) -> Iterator[Remark]:
    """Where districts have parts of their own, every scored one has."""
    told = {section.district for section in sections if section.district}
    seen: set[str] = set()
    for table in score_tables(report) if told else ():
        for row in table.rows:
            if row.district and row.district not in told | seen:
                seen.add(row.district)
                yield _SILENT.at(row.place, party=row.name)


def check_deductions(report: Report) -> Iterator[Remark]:
    """Points below the full mark go with a concern, and the full mark with none."""
    sections = outline(report)
    seen: set[str] = set()
    weights = weights_of(report)
    for table in score_tables(report):
        for row in table.rows:
            score = row.raw or row.converted
            full = row.full or weights.get(party_of(row.name))
            if row.name in seen or not (score and full and full.value > 0):
                continue
            seen.add(row.name)
            own = [s for s in sections if _belongs(row, s)]
            if own and any(s.lines for s in own):
                yield from _deduction(row, score, full, own)


def party_of(name: str) -> str:
    """Which of the four parties a line or heading names; empty for none or for several."""
    found = [party for party, words in _PARTIES if words.search(name)]
    return found[0] if len(found) == 1 else ""


def _scored(report: Report) -> Iterator[Scored]:
    for table in score_tables(report):
        for row in table.rows:
            if party := party_of(row.name):
                yield Scored(party, row.name, row.place, row.raw, row.full)
    for line in report.body():
        found = list(_WEIGHT.finditer(line.text))
        if len(found) < 3:
            continue
        for match in found:
            if party := party_of(match["name"]):
                yield Scored(party, match["name"], Place(line, *match.span()))


def weights_of(report: Report) -> dict[str, Figured]:
    """The full mark of each party by the weights that the text tells first."""
    found: dict[str, Figured] = {}
    for line in report.body():
        matches = list(_WEIGHT.finditer(line.text))
        for match in matches if len(matches) > 2 else ():
            place = Place(line, *match.span("share"))
            found.setdefault(party_of(match["name"]), Figured(Decimal(match["share"]), place))
    return found


def _names_party(section: Section, party: str) -> bool:
    return party_of(section.title) == party


def _says_something(section: Section, sections: tuple[Section, ...]) -> bool:
    """Whether there is text in it or in a section below it."""
    return bool(section.lines) or any(section.title in other.above for other in sections)


def _belongs(row: Row, section: Section) -> bool:
    """Whether a section is about what the row scores: the same party, district or block."""
    if row.district or section.district:
        return row.district == section.district
    party, title_party = party_of(row.name), party_of(section.title)
    if party or title_party:
        return party == title_party != "第三方"
    words = _GENERAL.sub("", row.base)
    return len(words) > 1 and words in _GENERAL.sub("", section.title)


def _deduction(row: Row, score: Figured, full: Figured, own: list[Section]) -> Iterator[Remark]:
    concerns = any(not _NOTHING.match(line.text) for one in own for line in one.concern)
    polar = any(one.concern or one.praise for one in own)
    short = score.value < full.value
    praised = not polar and _only_praise([line.text for one in own for line in one.lines])
    if short and not concerns and (polar or praised):
        yield _UNFOUNDED.at(score.place, **_values(row, score, full))
    elif score.value == full.value and concerns:
        yield _UNPUNISHED.at(score.place, **_values(row, score, full))


def _only_praise(said: list[str]) -> bool:
    """Whether all that is said is good, without one word of what could be better."""
    text = "".join(said)
    return bool(_GOOD.search(text)) and not _POOR.search(text)


def _values(row: Row, score: Figured, full: Figured) -> dict[str, object]:
    return {"name": row.name, "score": score.value, "full": full.value}
