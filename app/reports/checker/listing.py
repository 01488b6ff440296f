"""C02 over words: “四大板块” behind a list of three."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures, marks
from app.reports.checker.placing import Says, of

_LISTED = Says(Family.SUMS, N_("{right} things are listed, and {stated} are told."))
_KINDS = frozenset(["大", "个", "项", "类", "种", "方", "家", "支"])
_THING = re.compile(
    r"\s*(?:主要|大)?\s*(?:板块|方面|层面|类别|环节|部分|途径|渠道|阶段|领域|维度|原则|等级|等次|步骤|任务|机制|模块|内容|政策|服务|社区社会组织|社会组织|社工点|社区|村居|村|片区|项目|活动|主题|小组|制度)"
)
_OPENING = re.compile(
    r"包括了?|包含|分为|分别为|分别是|内含|涵盖|涉及|即|如|为|从|对|通过|以|由|培育了|培育|成立了|成立|打造|围绕|在|开展了?|有"
)
_BETWEEN = re.compile(r"\s*(?P<open>等)?\s*[，,]?\s*(?:共计|共|合计|这|总共)?\s*$")
_AHEAD = re.compile(
    r"(?P<noun>[^，。；：:（(]{0,8})(?:[：:（(]|[，,]?(?:即|分别是|分别为|包括|包含|有)[：:]?)"
)
_AND = re.compile("以及|和|与|及|并")


def check_lists(report: Report) -> Iterator[Remark]:
    """Lists with a count in front of them or behind them."""
    for line in report.body():
        for one in figures(line.text):
            counts = one.unit in _KINDS and one.whole and not one.rough and one.value > 1
            if counts and _THING.match(line.text, one.end):
                yield from _counted(line, one)


def _counted(line: Line, stated: Figure) -> Iterator[Remark]:
    behind = _behind(line.text, stated)
    size = _size(behind) if behind else None
    if size is None:
        size = _before(line.text, stated)
    if size is None:
        return
    least, most, open_end = size
    if stated.value < least or (stated.value > most and not open_end):
        right = least if stated.value < least else most
        yield _LISTED.at(of(line, stated), right=right, stated=stated.value)


def _behind(text: str, stated: Figure) -> str:
    """What is listed behind a colon, a bracket or 即."""
    ahead = _AHEAD.match(text, stated.end)
    if not ahead:
        return ""
    closing = {"（": "）", "(": ")"}.get(ahead.group()[-1], "")
    stops = [at for sign in (closing or "。；") if (at := text.find(sign, ahead.end())) >= 0]
    listed = text[ahead.end() : min(stops, default=len(text))]
    return listed if "：" not in listed and not re.search(r"\d|一是|首先", listed) else ""


def _before(text: str, stated: Figure) -> tuple[int, int, bool] | None:
    """The size of the list that ends where the count begins, and whether 等 leaves it open."""
    between = _BETWEEN.search(text, 0, stated.start)
    if between is None:
        return None
    end = between.start()
    begin = max(text.rfind(sign, 0, end) for sign in "。；：:（(") + 1
    cuts = list(marks(text[begin:end], "，,"))
    start = begin + (cuts[-1] + 1 if cuts and not _quoted(text[begin:end]) else 0)
    stretch = text[start:end]
    parts = list(marks(stretch, "、"))
    if not parts or any(f.start >= start and f.end <= end for f in figures(text)):
        return None
    opened = list(_OPENING.finditer(stretch, 0, parts[0]))
    listed = stretch[opened[0].end() :] if opened else stretch
    if (
        not listed
        or text[end - 1] in "、，（(和及与在于对为的了设配成到至给每各按分以由达过前后第将把"
    ):
        return None
    size = _size(listed)
    return (*size[:2], bool(between["open"])) if size else None


def _quoted(text: str) -> bool:
    return len(re.findall(r"”\s*[，,、及和]\s*“", text)) > 0


def _size(listed: str) -> tuple[int, int, bool] | None:
    """The fewest and the most things in a list: 和 may join two of them or stand inside one."""
    commas = (
        len(list(marks(listed, "、，,"))) if _quoted(listed) else len(list(marks(listed, "、")))
    )
    if commas < 1:
        return None
    outside = re.sub(r"[（(《“][^）)》”]*[）)》”]", "", listed)
    joined = len(_AND.findall(outside))
    last = bool(_AND.search(outside.rsplit("、", 1)[-1]))
    return commas + 1, commas + 1 + joined + last, listed.rstrip("。；").endswith("等")
