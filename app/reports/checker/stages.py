"""C11: the stage of the evaluation by another name than on the cover: 末期 in a report on 中期."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.text import remark

_STAGE = "中期|末期|终期|期末|期中|年中|年末|年终"
_SAME = {
    "期末": "末期",
    "终期": "末期",
    "年末": "末期",
    "年终": "末期",
    "期中": "中期",
    "年中": "中期",
}
_COVER = 6
_TITLE = re.compile(rf"(?P<stage>{_STAGE})(?:专业|绩效)?(?:评估|考核)(?:的?总?报告|意见|结果)?")
_HERE = (
    re.compile(rf"(?:本次|此次|这次|本)(?:项目)?(?P<stage>{_STAGE})(?=评估|考核)"),
    re.compile(rf"(?P<stage>{_STAGE})(?:评估|考核)(?:的)?(?:总?得分|总分|最终得分|等级|结果为|结果是|评定等级)"),
    re.compile(
        r"[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日[^。；\n]{0,40}?(?:进行|开展|实施|组织|展开)(?:了)?(?:专业|现场)?"
        rf"(?P<stage>{_STAGE})(?=评估|考核)"
    ),
    re.compile(rf"(?:现将|出具|形成|撰写|编制)[^。；，\n]{{0,20}}(?P<stage>{_STAGE})(?=评估(?:的?报告|意见|结果))"),
    re.compile(rf"^[^。；，：\n]{{0,24}}(?P<stage>{_STAGE})(?=评估(?:的)?(?:总?报告|意见|结果公示|背景|总结)[^。；，\n]{{0,8}}$)", re.MULTILINE),
)  # fmt: skip
_ANOTHER = re.compile(
    "上一?(?:[年期轮次届]|阶段)|去年|往年|前一|下一?(?:[年期轮次届]|阶段)|下半|之后|以后|为迎接|迎接|准备|时，|对比|相比|较"
)


def stages(report: Report) -> Iterator[Remark]:
    """Where the report speaks of itself: its title again, its result, the visit of the day."""
    body = [line for line in report.body() if not line.part]
    own = _own([line.text for line in body[:_COVER]])
    if not own:
        return
    for line in body:
        for pattern in _HERE:
            for found in pattern.finditer(line.text):
                stage = _SAME.get(found["stage"], found["stage"])
                before = re.split("[。；\n]", line.text[: found.start("stage")])[-1]
                if stage != own and not _ANOTHER.search(before):
                    yield remark(
                        Family.TERMS,
                        line,
                        found.span("stage"),
                        N_("The cover says “{own}”; which evaluation is this?"),
                        own=own,
                    )
                    break


def _own(cover: list[str]) -> str:
    """The stage in the title; none where two are told there."""
    told = {found["stage"] for text in cover[:2] if (found := _TITLE.search(text))}
    told = told or {found["stage"] for text in cover if (found := _TITLE.search(text))}
    kinds = {_SAME.get(one, one) for one in told}
    return kinds.pop() if len(kinds) == 1 else ""
