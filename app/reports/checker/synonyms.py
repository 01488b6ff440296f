"""C11: another word once or twice for what the report names by one word often."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.reports.checker.base import Remark, Report
from app.reports.checker.terms import another_name
from app.reports.checker.whole import Whole
from app.rules.problem import Severity

_OFTEN, _SELDOM = 3, 2
_TITLE = re.compile(r"《[^《》\n]*》")


class _Words(NamedTuple):
    """Patterns for one thing; those of a `plain` group mean nothing else."""

    forms: tuple[str, ...]
    plain: bool = False


_GROUPS = (
    _Words(("志愿者(?!服务)", "义工(?!服务|活动|联)", "志工"), plain=True),
    _Words(("承办机构", "承接机构", "运营机构", "执行机构")),
    _Words(("服务对象", "案主", "服务使用者", "受助者", "受助人", "受助对象", "服务受众", "被服务者"), plain=True),
    _Words(("街道办事处", "街道办(?!事|主任|副主任|领导|公室|负责)", "街办(?!事)"), plain=True),
    _Words(
        (
            "社工点",
            "社工服务点",
            "服务站点",
            "(?<![工动民愿巡收购报代售家递餐务])服务点(?=查看|走访|的|设|配|有|与|在|和|、|，|均|都|要|公|、|内)",
            "社工室",
        ),
        plain=True,
    ),
    _Words(
        ("片区", "(?:(?<![一-龥])|(?<=[东西南北中个各]))分区(?!域|管|分|负|划|包|到)", "服务片(?!区|段)"),
        plain=True,
    ),
    _Words(
        (
            "评委",
            "评审员",
            "评估员(?!工)",
            "考评员",
            "(?<![一-龥])(?:评审|专家)(?=认为|指出|建议|提出|打分|评分|查阅)",
        ),
        plain=True,
    ),
    _Words(("购买方", "采购方", "采购人"), plain=True),
    _Words(("监督方", "监管方"), plain=True),
    _Words(("居委会", "居民委员会(?!对|的支持)")),
    _Words(("指标完成率", "指标达成率")),
    _Words(("服务协议", "服务合同")),
    _Words(("协议指标", "合同指标")),
    _Words(("稳岗率", "岗位稳定率", "留岗率")),
    _Words(("初评意见", "初步评估意见")),
    _Words(("红棉守护热线", "红棉热线")),
    _Words(("项目负责人", "项目主任", "(?<!副)站长")),
    _Words(("党群服务中心", "党群中心")),
    _Words(("微心愿", "微愿望")),
    _Words(("评估组", "评估小组", "评审组", "评估专家组", "考评组", "评审小组", "评估队")),
    _Words(("台账", "台帐", "工作账册"), plain=True),
    _Words(("入户探访", "上门探访", "登门探访")),
    _Words(("末期评估", "终期评估", "期末评估")),
    _Words(("中期评估", "期中评估")),
    _Words(("片区长", "片区负责人", "片区组长")),
    _Words(("督导中心(?!户)", "督导部(?!门)")),
    _Words(("自评报告", "自我评估报告")),
    _Words(("困境儿童", "困难儿童", "困境未成年人")),
    _Words(("主站", "总站")),
    _Words(("(?<=[东西南北中])片区", "(?<=[东西南北中])片组"), plain=True),
    _Words(("整改清单", "整改台账")),
    _Words(("护理员", "护工", "照护员"), plain=True),
)  # fmt: skip


def synonyms(report: Report) -> Iterator[Remark]:
    whole = Whole.of(report.lines)
    titles = [one.span() for one in _TITLE.finditer(whole.text)]
    for group in _GROUPS:
        found = [_outside(titles, re.finditer(form, whole.text)) for form in group.forms]
        yield from _told(whole, found, plain=group.plain)


def _told(whole: Whole, found: Sequence[list[re.Match[str]]], *, plain: bool) -> Iterator[Remark]:
    best = max(found, key=len)
    others = [one for one in found if one is not best]
    if len(best) < (_OFTEN if not plain or sum(map(len, others)) > 1 else _SELDOM):
        return
    for matches in others:
        if len(matches) <= _SELDOM:
            right = best[0].group()
            yield from (another_name(whole, one, right, Severity.HINT) for one in matches)


def _outside(
    titles: Sequence[tuple[int, int]], found: Iterator[re.Match[str]]
) -> list[re.Match[str]]:
    """Titles of documents are quoted as they are."""
    return [m for m in found if not any(a <= m.start() and m.end() <= b for a, b in titles)]
