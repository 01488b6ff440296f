"""C21 where praise and concern stand behind labels: points taken off, and nothing said of why."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.outline import Section, outline
from app.reports.checker.parties import check_deductions, party_of, weights_of
from app.reports.checker.placing import Place, Says, around, whole
from app.reports.checker.score_text import Kind, Scored, points_in
from app.reports.checker.scores import Figured, Row, score_tables

_UNFOUNDED = Says(
    Family.DEDUCTION,
    N_("{name} has {score} of {full} points, and its part names nothing of concern."),
)
_MARK = r"^\s*(?:[（(]?\d{1,2}\s*[)）.．、]\s*)?"
_PRAISED = re.compile(
    _MARK + r"(?:值得肯定|肯定|优点|亮点|成绩|成效|做得(?:较)?好)[^：:，。]{0,8}[：:]"
)
_CONCERNED = re.compile(
    _MARK
    + r"(?:需要?(?:予以)?关注|关注|存在|问题|不足|改进|有待|建议|扣分|希望|还可以)[^：:，。]{0,8}[：:]"
)
_ANY_CONCERN = re.compile(
    "扣分|请(?!假)|但是?|然而|未完成|不足|问题|建议|关注|改进|希望|应当|应该|欠缺|缺少|有待|不够|尚未|没有|遗漏|偏[低少慢弱]|薄弱"
)
NOTHING = re.compile(
    r"[^，。；：]{0,16}(?:(?:未|没有?|暂未|并未)(?:再|曾)?(?:发现|提出|指出|查出|找到|列出|给出|作出)|没有|暂无|无)[^，。；]{0,4}"
    r"(?:需要?(?:予以)?(?:改进|关注|完善|整改)(?:的)?(?:地方|意见|问题|之处|事项)?|(?:任何)?不足|改进之处|缺点|短处|改进(?:意见|建议)|关注(?:意见|事项))[^，。；]{0,6}[。；]?"
)
_FEWEST = 2


def check_concerns(report: Report) -> Iterator[Remark]:
    """Parts of parties and districts, parts that bear their points in the heading, and “nothing to improve”."""
    sections = outline(report)
    yield from _labelled(report, sections)
    yield from _headed(sections)
    rows = [row for table in score_tables(report) for row in table.rows]
    weights = weights_of(report)
    for section in sections:
        found = list(_nothing(section))
        yield from found or _party_of_nothing(section, rows, weights)


def _labelled(report: Report, sections: tuple[Section, ...]) -> Iterator[Remark]:
    """A part with nothing but what is labelled as praise, where other parts have both labels."""
    both = sum(_has(s, _PRAISED) and _has(s, _CONCERNED) for s in sections)
    if not both:
        return
    known = {str(one.values["name"]) for one in check_deductions(report)}
    rows = [row for table in score_tables(report) for row in table.rows if row.name not in known]
    for section in sections:
        lines = section.lines
        row = _row_of(section, rows)
        praised = bool(lines) and all(_PRAISED.match(line.text) for line in lines)
        if row and praised and (short := _short(row)):
            score, full = short
            yield _UNFOUNDED.at(whole(lines[-1]), name=row.name, score=score, full=full)


def _has(section: Section, label: re.Pattern[str]) -> bool:
    return any(label.match(line.text) for line in section.lines)


def _row_of(section: Section, rows: list[Row]) -> Row | None:
    """The line of the score table that a part is about: its party, or its district."""
    party = party_of(section.title)
    for row in rows:
        if section.district and row.district == section.district:
            return row
        if party and not section.district and party_of(row.name) == party:
            return row
    return None


def _short(row: Row) -> tuple[Decimal, Decimal] | None:
    """Score and full mark where points are missing."""
    score, full = row.raw or row.converted, row.full
    if score and full and 0 < score.value < full.value:
        return score.value, full.value
    return None


def _headed(sections: tuple[Section, ...]) -> Iterator[Remark]:
    """“（满分20分，得17.3分）” in a heading, without a word of concern below it, unlike the others."""
    scored = [(s, one) for s in sections if s.heading and (one := _in_heading(s.heading))]
    silent = [(s, one) for s, one in scored if s.lines and not _concerns(s, sections)]
    if len(scored) - len(silent) < _FEWEST or len(silent) > 1:
        return
    for section, one in silent:
        if section.heading and one.full:
            place = Place(section.heading, one.score.start, one.score.end)
            values = {"score": one.score.value, "full": one.full.value}
            yield _UNFOUNDED.at(place, name=section.title.split("（")[0], **values)


def _in_heading(line: Line) -> Scored | None:
    points = points_in(line.text, 0, len(line.text))
    scores = points.of(Kind.SCORE) + points.of(Kind.MEAN) if points else []
    full = points.of(Kind.FULL) if points else []
    if len(scores) == 1 and len(full) == 1 and scores[0].value < full[0].value:
        return Scored(line.text, 0, scores[0], full[0])
    return None


def _concerns(section: Section, sections: tuple[Section, ...]) -> bool:
    """Whether a part or one below it names anything of concern."""
    own = [section, *(one for one in sections if section.title and section.title in one.above)]
    said = any(one.says_concern or one.concern for one in own)
    texts = (NOTHING.sub("", line.text) for one in own for line in one.lines)
    return said or any(_ANY_CONCERN.search(text) for text in texts)


def _party_of_nothing(
    section: Section, rows: list[Row], weights: dict[str, Figured]
) -> Iterator[Remark]:
    """The same in the part of a party whose points stand elsewhere."""
    row = _row_of(section, rows)
    score = (row.raw or row.converted) if row else None
    full = row.full or weights.get(party_of(row.name)) if row else None
    if row is None or score is None or full is None or not 0 < score.value < full.value:
        return
    for line in section.lines:
        match = NOTHING.search(line.text)
        if match and not _concerns(section, ()):
            values = {"name": row.name, "score": score.value, "full": full.value}
            yield _UNFOUNDED.at(Place(line, *match.span()), **values)


def _nothing(section: Section) -> Iterator[Remark]:
    """“未发现需要改进之处” in a paragraph that takes points off."""
    for line in section.lines:
        match = NOTHING.search(line.text)
        points = points_in(line.text, 0, len(line.text)) if match else None
        short = [
            one
            for one in (points.scored() if points else ())
            if one.full and one.score.value < one.full.value
        ]
        if match and short and short[0].full:
            start, _end = around(line.text, match.start(), match.start(), "，。；：")
            place = Place(line, start, match.end())
            values = {"score": short[0].score.value, "full": short[0].full.value}
            yield _UNFOUNDED.at(place, name=short[0].name, **values)
