"""C04, C16, C17, C18, C19 and C21 in other words, and passages that are right as they are."""

import pytest

from app.reports.checker.base import Family
from app.reports.checker.boilerplate import boilerplate
from tests.app.reports.checker.reports import of, text
from tests.app.reports.checker.texts import said


def count(family, *lines):
    return len(of(text(*lines), family))


@pytest.mark.parametrize(
    "told",
    [
        "方案定的是不少于80户，实际回访了63户。",
        "协议要求问卷不少于150份。共收回有效问卷142份，数量已满足要求。",
        "要求样本不低于服务人数的30%。共访问132人，占500名老人的26.40%。",
        "抽查档案至少60份，实际抽查48份。",
        "共完成问卷96份，样本量符合不少于100份的要求。",
    ],
)
def test_a_sample_is_held_against_the_bound_that_is_told(told):
    assert count(Family.SAMPLE, told) == 1


@pytest.mark.parametrize(
    "told",
    [
        "方案定的是回访不少于80户，实际回访了83户。",
        "方案定的是回访不少于80户，实际回访了63户，未达到要求。",
        "问卷不少于150份，因总数不足150人，对86人作了全覆盖访问。",
        "抽访不少于100人，共访问128人，其中男性60人。",
        "抽访不少于100人，共访问128人，满意的96人。",
        "每个站电话访问不少于100人，四个站共访问428人。",
        "每名社工每年培训不少于60学时，实际完成培训58人次。",
        "要求抽样率不低于10%，实际抽取120人，抽样率为12.00%。",
    ],
)
def test_a_sample_that_is_enough_or_said_to_be_too_small_is_left_alone(told):
    assert count(Family.SAMPLE, told) == 0


def test_answers_of_others_are_no_sample():
    told = "满意度调查成功访问128人。对干部作了访谈，11名受访干部都认可。"
    assert count(Family.SAMPLE, told) == 0


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("受访118人，60岁以下24人，60岁至69岁41人，75岁及以上53人。", 1),
        ("受访118人，60岁以下24人，60岁至70岁41人，70岁及以上53人。", 1),
        ("受访118人，60岁以下24人，60岁至69岁41人，70岁及以上53人。", 0),
        ("在册900人，其中18岁以下24人，60岁至69岁41人，75岁及以上53人。", 0),
        ("受访118人，60周岁以下24人，60至74周岁41人，75周岁及以上53人。", 0),
    ],
)
def test_ages_leave_none_out_where_they_add_up_to_all(told, marked):
    assert count(Family.BANDS, told) == marked


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        (
            "95%以上的，认定为“完成”；80%至90%（不含90%）的，认定为“基本完成”；不足80%的，认定为“未完成”。",
            1,
        ),
        (
            "90%以上的，认定为“完成”；80%至90%（不含90%）的，认定为“基本完成”；不足80%的，认定为“未完成”。",
            0,
        ),
        ("90分以上为优秀，80分至89.99分为良好，60分至79.99分为合格。", 0),
        ("90分以上为优秀，80分至89分为良好，60分至79分为合格。", 2),
        ("80分以上为优秀，60分至80分（不含80分）为合格，60分以下（含60分）为不合格。", 1),
    ],
)
def test_bands_of_other_things_are_read(told, marked):
    assert count(Family.BANDS, told) == marked


@pytest.mark.parametrize(
    "told",
    [
        "设立了投诉本，投诉量下降了七成。",
        "据供应商称，跌倒率下降了32%，幅度最大。",
        "居民的参与热情提高了两倍。",
        "帮扶成功率达到96.3%。",
        "送餐上门准时率为94.20%，雨天延误较多。",
        "据站内统计，家长的按时出席率为96.43%。",
        "调解成功率高达98%。",
    ],
)
def test_a_rate_or_a_change_that_stands_alone(told):
    assert count(Family.BASE, told) == 1


@pytest.mark.parametrize(
    "told",
    [
        "投诉量由40件降到12件，下降了七成。",
        "与去年同期相比，投诉量下降了七成。",
        "建议把投诉量下降三成作为目标。",
        "174张纸条中171张有回复，回复率达到98.28%。",
        "拨打135人，成功访问118人，成功率87.41%。",
        "调解成功率应达到90%。",
        "照顾压力平均分由41.6分降到35.2分。",
        "个案完成率为92.00%。",
        "支出增长5.2%，高于上年。",
        "全部答复，回复率为100%。",
    ],
)
def test_a_rate_with_its_base_or_its_comparison_is_left_alone(told):
    assert count(Family.BASE, told) == 0


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("产出数量25分，得25分，扣分原因是呼叫器没有装满。", 1),
        ("投入得20分（满分20分），失分在培训记录不全。", 1),
        ("管理30分，得30分，扣分原因：制度未修订。", 1),
        ("（一）运营管理（初评8.6分，满分10分），评委逐项核对后没有提出不足。", 1),
        ("监测9.1分，满分10分，没有发现需要改进的地方。", 1),
        ("产出数量25分，得24分，扣分原因是呼叫器没有装满。", 0),
        ("产出数量25分，得25分，没有扣分。", 0),
        ("监测10分，满分10分，没有发现需要改进的地方。", 0),
        ("监测9.1分，满分10分，不足是录入偏晚。", 0),
        ("产出25分，得25分，扣分原因：无。", 0),
    ],
)
def test_points_and_reasons_go_together(told, marked):
    assert count(Family.DEDUCTION, told) == marked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("呼叫中心24小时有人值守，家属放心。", "热线夜间常常没有人接听，五次无人应答。"),
        ("热线全天候有人接听。", "评委晚上拨打热线三次，无人接听。"),
        ("社工对高龄长者的走访每周必到。", "高龄长者反映，社工有时一个半月才来一次。"),
        ("服务台账每周更新一次。", "服务台账三个月才更新一次。"),
        ("1.家访制度扎实。家访卡贴在门后。", "2.家访卡流于形式，多写一切正常。"),
        ("社工站积极及时与各村居沟通。", "社工站需加强与各村居的日常沟通。"),
        ("“周末修理铺”连续办了18期。", "“周末修理铺”只办过两期便停了。"),
        ("队伍稳定。", "团队流动率较大，稳岗率高，建议团建。"),
        ("九月以来督导记录逐月齐全。", "九、十两个月的督导记录是空白的。"),
    ],
)
def test_two_facts_that_cannot_both_be_so(one, other):
    assert count(Family.CONTRADICTION, one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("呼叫中心24小时有人值守。", "入户时有三户无人应答，改日再访。"),
        ("热线24小时有人接听。", "建议避免热线无人接听。"),
        ("社工对高龄长者的走访每周必到。", "志愿者一个月才来一次。"),
        (
            "服务台账每周更新一次。",
            "服务台账两个星期没有更新的有三户，已补。去年一个季度才更新一次。",
        ),
        ("1.家访制度扎实。", "2.回访表流于形式。"),
        ("社工站积极与各村居沟通。", "社工站需加强与派出所的沟通。"),
        ("“周末修理铺”办了18期。", "“楼道课堂”只办过两期。"),
        ("“周末修理铺”上半年办了8期。", "“周末修理铺”全年办了18期。"),
        ("离职率高的年份已经过去，稳岗率高。", "队伍稳定。"),
        ("“红棉热线”接听268次。", "其中夜间27次。"),
        ("档案齐全。", "宣传栏更新偏慢。"),
        ("甲站每周召开例会一次。", "三个月没有召开家长会。"),
    ],
)
def test_two_facts_that_can_both_be_so(one, other):
    assert count(Family.CONTRADICTION, one, other) == 0


CLOSING = "以上做法贴近居民、效果实在，评估小组予以肯定，可供其他片区借鉴。"


def test_a_closing_sentence_of_short_clauses_is_seen_thrice():
    lines = [f"{name}社区有自己的办法，居民说好。{CLOSING}" for name in ("甲", "乙", "丙")]
    assert len(said(boilerplate, *lines)) == 1
    assert said(boilerplate, *lines[:2]) == []


def test_the_same_last_words_behind_another_name_are_seen_thrice():
    lines = [
        f"经查看，{name}街道助餐点环境整洁、秩序井然，人员态度热情，长者普遍表示满意。"
        for name in ("湖东", "湖西", "湖南")
    ]
    assert len(said(boilerplate, *lines)) == 1


def test_a_long_point_stands_once():
    point = "片区从自身特点出发，把议事厅搬到榕树下，为居民搭起说话的台子，邻里之间走动多了，矛盾少了许多。"
    assert len(said(boilerplate, f"（1）{point}", "（2）另一件事。", f"（4）{point}")) == 1
    assert said(boilerplate, f"（1）{point}", f"（4）{point[:-12]}，另有新意。") == []


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("每户独居长者家门内侧都贴有紧急联络卡。", "紧急联络卡没有全部张贴到位。", 1),
        ("每户独居长者家里都有呼叫器说明。", "应急电话没有全部张贴到位。", 0),
        ("社工逐户上门，人人都有联系卡。", "志愿者没有全部到场。", 0),
    ],
)
def test_every_one_and_not_all_of_them(one, other, marked):
    assert count(Family.CONTRADICTION, one, other) == marked


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("个案档案齐全，有服务协议。", "小组档案里缺少签到表。", 0),
        ("个案档案齐全，有服务协议。", "个案档案里缺少签到表。", 1),
    ],
)
def test_files_of_another_kind_are_others(one, other, marked):
    parts = ("（一）管理", "1.值得肯定的地方", f"（1）{one}", "2.需要关注的地方", f"（1）{other}")
    assert count(Family.CONTRADICTION, *parts) == marked


def test_nine_of_nine_is_not_said_beside_eight_of_nine():
    told = "1.年度指标9项，完成8项，未完成的1项是小组。"
    assert count(Family.PROGRESS, told, "2.九项指标全部兑现，值得称道。") == 1
    assert count(Family.PROGRESS, told, "2.八项指标全部兑现，值得称道。") == 0


@pytest.mark.parametrize(
    "told",
    [
        "机构承诺下一年度所有指标全部完成。",
        "经费支出率98.63%，进度正常。",
        "今后各项指标均能达到时间进度。",
    ],
)
def test_what_is_promised_or_about_money_is_no_claim_about_targets(told):
    done = (
        "（1）探访：指标100次，完成90次，完成率90.00%；",
        "（2）个案：指标10个，完成10个，完成率100.00%。",
    )
    assert count(Family.PROGRESS, "青禾站末期评估报告", *done, told) == 0
