"""C22: what is said of lists of targets, against the figures of the list."""

import pytest

from app.reports.checker.base import Family, Line, Report
from app.reports.checker.figure_checks import FIGURE_CHECKS
from tests.app.reports.checker.reports import of, text

TITLE = "青禾街社工服务站中期评估报告"
TIME = "评估时段为6个月，时间进度为50%。"
TABLE = (
    ("指标", "年度指标", "已完成", "完成率"),
    ("建档（份）", "1000", "930", "93.00%"),
    ("入户探访（人次）", "2400", "1312", "54.67%"),
    ("个案（个）", "50", "21", "42.00%"),
    ("小组（个）", "28", "14", "50.00%"),
    ("社区活动（场）", "56", "31", "55.36%"),
    ("新增志愿者（人）", "100", "48", "48.00%"),
)
FULL = (
    "（1）入户探访：指标600人次，完成688人次，完成率114.67%；",
    "（2）个案：指标18个，完成18个，完成率100.00%；",
    "（3）社区活动：指标6场，完成5场，完成率83.33%；",
    "（4）小组：指标400节，完成420节，完成率105.00%。",
)


def marked(claim, rows=TABLE, head=(TITLE, TIME)):
    lines = [Line(n, one) for n, one in enumerate(head, 1)]
    for row, cells in enumerate(rows):
        lines += [Line(10 + row, one, 0, row, at) for at, one in enumerate(cells)]
    lines.append(Line(40, claim))
    report = Report(tuple(lines))
    found = [one for check in FIGURE_CHECKS for one in check(report)]
    return len([one for one in found if one.family is Family.PROGRESS])


@pytest.mark.parametrize(
    "claim",
    [
        "六项指标均已赶上时间进度。",
        "各项指标全部跑在时间前面。",
        "除个案外，其余五项均已赶上或超过时间进度。",
        "六项任务中，五项达到时间进度。",
        "所有指标都超过序时进度。",
        "六项产出均完成年度指标的五成以上。",
        "个案和新增志愿者已达到时间进度。",
        "社区活动进展滞后。",
        "小组、社区活动两项落后于时间进度。",
        "入户探访尚未达到时间进度。",
        "从表中看，全部指标均已过半。",
    ],
)
def test_a_claim_that_its_table_does_not_bear_out(claim):
    assert marked(claim) == 1


@pytest.mark.parametrize(
    "claim",
    [
        "除个案和志愿者外，其余四项均已赶上或超过时间进度。",
        "六项指标中有四项达到或者超过时间进度，两项落后。",
        "建档、入户探访、社区活动三项超过时间进度，小组与时间进度持平。",
        "个案和志愿者两项落后于时间进度。",
        "个案偏慢的原因，是社工把较多精力放在摸底建档上。",
        "个案进展偏慢，下半程需要追赶。",
        "新增志愿者未达到时间进度。",
        "建议下半年确保各项指标全部完成。",
        "由站长介绍各项指标完成情况。",
        "各项指标尚未全部完成。",
        "预计六项指标均能在年底前完成。",
        "上年六项指标全部完成。",
        "站里能带领团队完成各项任务。",
        "三项指标均已达到时间进度。",
        "街道认为各项工作都很扎实。",
        "培训课程均已完成。",
        "个案结案进展偏慢。",
        "各项指标均不低于四成。",
        "残疾人服务进度滞后于老年人服务。",
        "建档、探访和活动超过时间进度。",
    ],
)
def test_a_claim_that_its_table_bears_out_or_does_not_speak_of(claim):
    assert marked(claim) == 0


@pytest.mark.parametrize(
    ("claim", "count"),
    [
        ("四项产出全部达到年度指标。", 1),
        ("各项产出均已超额完成。", 1),
        ("四项指标里四项达到合同要求。", 1),
        ("四项指标中有三项达到或者超过合同要求。", 0),
        ("除社区活动外，其余三项均已完成指标。", 0),
        ("社区活动未完成全年任务。", 0),
        ("小组未完成全年指标。", 1),
        ("个案和小组均已完成指标。", 0),
        ("入户探访、社区活动均已完成任务。", 1),
    ],
)
def test_claims_of_a_list_in_paragraphs(claim, count):
    report = text("项目终期评估报告", *FULL, claim)
    assert len(of(report, Family.PROGRESS)) == count


def test_rows_that_stand_in_columns_of_blanks_are_read():
    rows = ("建档　　1400份　　1375份　　98.21%", "个案　　50个　　30个　　60.00%")
    report = text(TITLE, TIME, *rows, "个案进展偏慢，尚未达到时间进度。", "建档进度超前。")
    assert of(report, Family.PROGRESS) == ["个案进展偏慢"]


def test_rows_without_a_rate_are_computed():
    rows = (("项目", "全年任务", "实际完成"), ("探访", "200", "120"), ("个案", "50", "20"))
    assert marked("两项任务均已赶上时间进度。", rows) == 1
    assert marked("两项任务中，一项赶上时间进度。", rows) == 0


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("经费支出率为99.30%，支出进度明显滞后。", 1),
        ("资金执行率98.5%，支出进度偏慢，应当重视。", 1),
        ("经费支出率为62.10%，支出进度明显滞后。", 0),
        ("经费支出率为99.30%，支出进度合理。", 0),
        ("去年支出率为71.00%，支出进度滞后。", 0),
    ],
)
def test_money_that_is_nearly_spent_is_not_late(told, count):
    assert len(of(text(told), Family.PROGRESS)) == count


@pytest.mark.parametrize(
    ("claim", "count"),
    [
        ("12项问题已经全部整改到位。", 1),
        ("全部12项问题整改完成。", 1),
        ("十二项问题都已落实到位。", 1),
        ("12项问题均已解决。", 1),
        ("12项整改意见悉数办结。", 1),
        ("专项检查指出的4项问题全部按期整改。", 0),
        ("12项问题中的多数整改到位。", 0),
        ("建议12项问题全部整改到位后再报。", 0),
        ("12项问题尚未全部整改到位。", 0),
        ("12项任务分给六名社工。", 0),
    ],
)
def test_not_all_is_mended_where_some_is_left(claim, count):
    counted = "12项问题中，完成7项，基本完成2项，未完成3项。"
    assert len(of(text(counted, claim), Family.PROGRESS)) == count
