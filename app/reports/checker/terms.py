"""C11: one name for one thing: the short name, the districts, the terms of the field."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.names import STATION, Names, definitions
from app.reports.checker.text import HAN, chinese_number, number_of, remark
from app.reports.checker.whole import Whole
from app.rules.problem import Severity


class _Group(NamedTuple):
    """Forms of one term. The right one is the first where `fixed`, else the one used most."""

    forms: tuple[str, ...]
    fixed: bool = False


_GROUPS = (
    _Group(("社工点", "社工站点(?!位)")),
    _Group(
        (
            "困难群众(?P<a>[、和与及])特殊群体",
            "困(?:难群体|境群众|境群体|难人群)(?P<a>[、和与及])特殊(?:群众|群体|人群)",
            "困难群众(?P<a>[、和与及])特殊(?:群众|人群)(?!性)",
        ),
        fixed=True,
    ),
    _Group(("特殊群体", "(?<!群[体众][、和与及])特殊群众(?!性)"), fixed=True),
    _Group(("(?<!社区)片区", "社区片(?!区|段)")),
    _Group(("双岗双工", "双工双岗", "双岗[+＋]双工", "双工[+＋]双岗")),
    _Group(("电访(?=汇总表|记录|台账|登记表)", "电话(?=汇总表|记录表|台账|登记表)")),
    _Group(("五社联动", "五社互动", "五社协同")),
    _Group(("三图一表", "三图一册", "一表三图")),
    _Group(("一户一档", "一家一档")),
    _Group(("红棉守护", "红棉守望", "红绵守护"), fixed=True),
    _Group(("双百工程", "双百计划(?!社工)"), fixed=True),
    _Group(("督导中心", "督导站(?!点)")),
)
_BODY = "(?:社工|社会工作|社会)?(?:综合)?(?:服务)?(?:中心|机构|协会|促进会)"
_HEADS = (
    ("资金", "经费", "款项"),
    ("项目", "工程"),
    ("饭堂", "食堂"),
    ("公司", "集团"),
    ("促进会", "联合会"),
)
"""Last words of names that are exchanged for one another."""
_GENERAL_CORES = frozenset(("评估", "评价", "评审", "督导", "服务", "社工", "社会", "本"))
"""What begins many names: 评估中心 is one body, 评估机构 any."""
_CENTRE = re.compile(
    rf"(?:(?<!{HAN})|(?<=建议)|(?<=[由请向对与和是本])|(?<=街道))社工(?:服务)?中心(?![主站])"
)
_SELDOM = 2
_TITLE_PAGE = 120
"""How many characters hold the title, where the station has its full name."""
_TITLES = (
    (re.compile(r"(?P<a>高级|中级|助理)社工师"), r"\g<a>社会工作师"),
    (re.compile(r"社会工作员师"), "社会工作师"),
)
_DISTRICTS = (
    (re.compile(r"第(?P<n>[一二三四五六七八九十]{1,3})片区(?!域)"), "第{cn}片区"),
    (
        re.compile(
            r"(?<![个第一二三四五六七八九十0-9])片区(?P<n>[一二三四五六七八九十]{1,3})(?=社工|服务|的|是|有|为|与|和|及|在|共|内|[^\u3400-\u9fff]|$)"
        ),
        "片区{cn}",
    ),
    (re.compile(r"(?<![个第一二三四五六七八九十0-9])片区\s?(?P<n>[0-9]{1,2})(?!\s?[个名人户支场次年月.0-9])"), "片区{n}"),
    (
        re.compile(r"(?<![第每某另同这那任唯十0-9一-龥])(?P<n>[一二三四五六七八九十]{1,3})片区(?!域)"),
        "{cn}片区",
    ),
    (re.compile(r"(?<![0-9])第(?P<n>[0-9]{1,2})片区(?!域)"), "第{n}片区"),
)  # fmt: skip
_ANYTHING = {
    "完成",
    "指标",
    "开展",
    "服务",
    "共计",
    "合计",
    "达到",
    "超过",
    "约占",
    "其中",
    "累计",
    "以上",
    "年度",
    "其他",
    "配备",
    "目标",
    "共有",
}
_COUNTED = re.compile(
    rf"({HAN}{{2}})(?:了|共)?\s?[0-9]+\s?(份|个|条|户|名|人次|人|场次|场|次|支|节|篇|封)(?!{HAN}?[月年])"
)


def terms_used(report: Report) -> Iterator[Remark]:
    whole = Whole.of(report.lines)
    own = Names.of(report)
    yield from _short_names(whole, own)
    yield from _definitions(whole)
    yield from _other_forms(whole, own)
    yield from _other_heads(whole)
    yield from _groups(whole)
    yield from _titles(whole)
    yield from _district_names(whole)
    yield from _no_district(whole, own)
    for line in report.body():
        yield from _units(line)


def another_name(
    whole: Whole, found: re.Match[str], right: str, severity: Severity = Severity.WARNING
) -> Remark:
    """One thing goes by another name here than in the rest of the report, where it is `right`."""
    line, span = whole.place(*found.span())
    return remark(
        Family.TERMS,
        line,
        span,
        N_("This report says “{right}” elsewhere. One name for one thing."),
        right,
        severity,
        right=right,
    )


def _short_names(whole: Whole, own: Names) -> Iterator[Remark]:
    """The station by another short name than the one that it was given, or without 街 or 镇."""
    if not own.stem or not own.town:
        return
    given = own.short if own.stem in own.short else ""
    right = given or f"{own.town}社工站"
    title = whole.text[:_TITLE_PAGE].partition("。")[0]
    title = title.rpartition("\n")[0] or title
    full = " ".join((title, *(m["full"] for m in definitions(whole.text))))
    forms = rf"{re.escape(own.stem)}(?P<town>街道|街|镇|乡)?(?P<station>{STATION}|服务站|服务点|(?:社会工作|社工|综合)(?:服务)?中心|中心(?![小城村区幼学])|家综|(?<!街)(?<!镇)(?<!乡)(?<!道)站(?![点位长内前外]))"
    for found in re.finditer(forms, whole.text):
        if not given and found["station"] in {"站", "中心", "家综"}:
            continue
        if found["town"] and (not given or found.group() in full):
            continue
        if found.group() != right:
            yield another_name(whole, found, right)
    yield from _parts_of_the_name(whole, own, right)


def _parts_of_the_name(whole: Whole, own: Names, right: str) -> Iterator[Remark]:
    """岗口社工站 where 龙岗口站 is meant, and 社工中心 where the station is meant."""
    tails = [own.stem[n:] for n in range(1, len(own.stem) - 1)]
    for tail in tails:
        pattern = rf"{re.escape(tail)}(?:{STATION}|站(?![点位长内前外]))"
        yield from (
            another_name(whole, one, right)
            for one in re.finditer(pattern, whole.text)
            if not _has_stem(whole, one, own)
        )
    found = list(_CENTRE.finditer(whole.text))
    if len(found) <= _SELDOM and re.search(STATION, whole.text):
        yield from (another_name(whole, one, right) for one in found)


def _has_stem(whole: Whole, found: re.Match[str], own: Names) -> bool:
    return own.stem in whole.text[max(0, found.start() - len(own.stem)) : found.end()]


def _definitions(whole: Whole) -> Iterator[Remark]:
    """A short name that is given twice and differently, or given and never used."""
    given: dict[str, str] = {}
    for found in definitions(whole.text):
        full, short = re.sub(r"^.*[，。、]", "", found["full"]), found["short"]
        line, span = whole.place(*found.span("short"))
        if given.get(full, short) != short:
            yield remark(
                Family.TERMS,
                line,
                span,
                N_("“{full}” was given the short name “{short}” before."),
                full=full,
                short=given[full],
            )
        elif whole.text.count(short) < 2 and re.search("[下后]", found.group()):
            yield remark(
                Family.TERMS,
                line,
                span,
                N_("This short name is given here and used nowhere."),
                severity=Severity.HINT,
            )
        given.setdefault(full, short)


def _other_forms(whole: Whole, own: Names) -> Iterator[Remark]:
    """A third form of an agency or a body that was given a short name."""
    for full, short in {(m["full"], m["short"]) for m in definitions(whole.text)}:
        core = _core_of(short)
        if len(core) < 2 or core not in full or core == own.stem or core in _GENERAL_CORES:
            continue
        for found in re.finditer(rf"{re.escape(core)}{_BODY}", whole.text):
            if found.group() != short and found.group() not in full:
                yield another_name(whole, found, short)


def _other_heads(whole: Whole) -> Iterator[Remark]:
    """专项经费 where 专项资金 was given as the short name: the same but for its last word."""
    for found in definitions(whole.text):
        full, short = found["full"], found["short"]
        for heads in _HEADS:
            head = next((one for one in heads if short.endswith(one)), "")
            others = "|".join(one for one in heads if one != head)
            if not head or len(short) < len(head) + 2:
                continue
            for other in re.finditer(rf"{re.escape(short[: -len(head)])}(?:{others})", whole.text):
                if other.group() not in full:
                    yield another_name(whole, other, short)


def _core_of(short: str) -> str:
    """The name in a short name: of 禾苗中心 it is 禾苗."""
    found = re.fullmatch(rf"(?P<core>{HAN}{{2,4}}?){_BODY}", short)
    return found["core"] if found else ""


def _groups(whole: Whole) -> Iterator[Remark]:
    for group in _GROUPS:
        found = [list(re.finditer(form, whole.text)) for form in group.forms]
        used = [n for n, one in enumerate(found) if one]
        if len(used) < 2 and not (group.fixed and used and used[0] > 0):
            continue
        ranks = [(len(one), -one[0].start() if one else 0) for one in found]
        best = 0 if group.fixed else max(used, key=ranks.__getitem__)
        for n in used:
            if n != best:
                yield from (
                    another_name(whole, m, _form(group.forms[best], m, found[best]))
                    for m in found[n]
                )


def _form(pattern: str, wrong: re.Match[str], right: list[re.Match[str]]) -> str:
    """The right form as it is written elsewhere, with what the wrong one has between its parts."""
    if wrong.groupdict():
        return re.sub(r"\(\?P<a>[^)]*\)", wrong["a"], pattern)
    return right[0].group() if right else re.sub(r"\(\?.*?\)", "", pattern)


def _titles(whole: Whole) -> Iterator[Remark]:
    """Titles by their short name, where the report has the official one too."""
    if "社会工作师" not in whole.text:
        return
    for pattern, right in _TITLES:
        for found in pattern.finditer(whole.text):
            line, span = whole.place(*found.span())
            meant = found.expand(right)
            yield remark(
                Family.TERMS,
                line,
                span,
                N_("The official title is “{right}”."),
                meant,
                Severity.HINT,
                right=meant,
            )


def _district_names(whole: Whole) -> Iterator[Remark]:
    """Districts named in several ways; the way that is used most is the right one."""
    found = [list(pattern.finditer(whole.text)) for pattern, _ in _DISTRICTS]
    used = [n for n, one in enumerate(found) if one]
    if len(used) < 2:
        return
    counts = Counter({n: len(found[n]) for n in used})
    best = max(used, key=counts.__getitem__)
    for n in used:
        if n != best:
            for one in found[n]:
                number = number_of(one["n"])
                right = _DISTRICTS[best][1].format(n=number, cn=chinese_number(number))
                yield another_name(whole, one, right)


def _no_district(whole: Whole, own: Names) -> Iterator[Remark]:
    """The town's own name before 片区, where the districts go by numbers."""
    numbered = any(pattern.search(whole.text) for pattern, _ in _DISTRICTS)
    if not own.stem or not numbered:
        return
    for found in re.finditer(rf"(?:{re.escape(own.town)})?{re.escape(own.stem)}片区", whole.text):
        line, span = whole.place(*found.span())
        yield remark(
            Family.TERMS,
            line,
            span,
            N_("There is no such district in this report. Is {town} meant?"),
            own.town,
            town=own.town,
        )


def _units(line: Line) -> Iterator[Remark]:
    """One word counted three times and more with one unit, and once with another."""
    by_word: dict[str, list[re.Match[str]]] = {}
    for found in _COUNTED.finditer(line.text):
        if found[1] not in _ANYTHING:
            by_word.setdefault(found[1], []).append(found)
    for matches in by_word.values():
        counts = Counter(one[2] for one in matches)
        usual, often = counts.most_common(1)[0]
        for one in matches:
            if often >= 3 and counts[one[2]] == 1:
                yield remark(
                    Family.TERMS,
                    line,
                    one.span(2),
                    N_("The unit is “{right}” for the others of its kind."),
                    usual,
                    right=usual,
                )
