"""C19, C22 and C23: praise against concern, words against figures, districts against the whole."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, remarks, text

CONTRACT = "协议期为2024年1月1日至2024年12月31日。"
PERIOD = "评估期为2024年1月1日至2024年6月30日。"
REACHED = "探访100次，完成指标的80.00%；小组9个，完成指标的30.00%。"


def findings(praise, concern):
    return text(
        "（一）运营管理",
        "1.值得肯定的地方",
        f"（1）{praise}",
        "2.需要关注的地方",
        f"（1）{concern}",
    )


@pytest.mark.parametrize(
    ("praise", "concern", "marked"),
    [
        ("每户都建了档。", "多数残疾人没有档案。", 1),
        ("定期组织培训和考核。", "多名社工未参加过培训。", 1),
        ("新老成员已完成磨合。", "队伍仍处于磨合阶段。", 1),
        ("睦邻议事厅项目有了初步成果。", "睦邻议事厅项目未有成果可看。", 1),
        ("居民满意度较高。", "建议提高居民满意度。", 1),
        ("每户都建了档。", "建议进一步整理档案。", 0),
        ("定期组织培训。", "热线没有登记。", 0),
        ("宣传做得好。", "资料有待整理。", 0),
        ("建档没有遗漏。", "档案里的照片可以多一些。", 0),
    ],
)
def test_what_is_praised_is_not_found_missing(praise, concern, marked):
    assert len(of(findings(praise, concern), Family.CONTRADICTION)) == marked


def test_one_concern_is_marked_once():
    report = findings("每户都建档，每季都培训，都有记录。", "没有档案，没有记录，没有培训。")
    assert len(of(report, Family.CONTRADICTION)) == 1


def test_the_remark_says_where_the_praise_stands():
    (one,) = remarks(findings("每户都建了档。", "多数残疾人没有档案。"))
    assert one.values["number"] == 3


def test_one_thing_is_counted_once():
    assert of(
        text("志愿者骨干18名。", "队伍有志愿者骨干18名。", "志愿者骨干17名。"), Family.CONTRADICTION
    ) == ["17名"]


def test_a_list_of_the_same_thing_is_no_contradiction():
    assert (
        of(text("甲村上门探访5次，乙村上门探访7次。", "上门探访12次。"), Family.CONTRADICTION) == []
    )


@pytest.mark.parametrize(
    ("claim", "marked"),
    [
        ("各项指标完成情况良好。", ["指标完成情况良好"]),
        ("服务进度合理。", ["进度合理"]),
        ("指标完成达到了中期的要求。", ["指标完成达到了中期的要求"]),
        ("建议下半年确保指标完成情况良好。", []),
        ("指标完成情况不够理想。", []),
        ("场地情况良好。", []),
        ("各项指标均已完成。", ["各项指标均已完成"]),
        ("小组进度滞后。", []),
        ("超额完成家访80.00%。", ["超额完成家访80.00%"]),
    ],
)
def test_words_of_progress_fit_the_percentages(claim, marked):
    assert of(text(CONTRACT, PERIOD, REACHED, claim), Family.PROGRESS) == marked


def test_good_progress_is_good_where_all_stands_above_the_time_gone():
    report = (CONTRACT, PERIOD, REACHED.replace("30.00", "60.00"))
    assert of(text(*report, "各项指标完成情况良好。"), Family.PROGRESS) == []
    assert of(text(*report, "小组进度滞后。"), Family.PROGRESS) == ["小组进度滞后"]


def test_at_the_end_of_the_contract_less_than_all_is_behind():
    report = ("某站末期评估报告", "探访100次，完成指标的80.00%。", "指标完成情况良好。")
    assert of(text(*report), Family.PROGRESS) == ["指标完成情况良好"]


def districts(first, second, *station):
    return text(
        "（一）基本情况",
        *station,
        "（二）服务质量",
        "第一片区：甲村、乙村、丙村",
        first,
        "第二片区：丁村、戊村",
        second,
    )


@pytest.mark.parametrize(
    ("first", "second", "station", "marked"),
    [
        ("本片区有7名社工。", "本片区有6名社工。", "全站配备13名社工。", []),
        ("本片区有7名社工。", "本片区有6名社工。", "全站配备14名社工。", ["14名"]),
        ("困难群众共300人。", "困难群众共250人。", "困难群众共560人。", ["560人"]),
        ("困难群众共300人。", "本片区肯做事。", "困难群众共280人。", ["280人"]),
        ("困难群众共300人。", "本片区肯做事。", "困难群众共380人。", []),
        ("3个社工点都有计划。", "本片区肯做事。", "全站共5个社工点。", []),
        ("4个社工点都有计划。", "本片区肯做事。", "全站共6个社工点。", ["4个", "6个"]),
        (
            "4个社工点都有计划。4个社工点均有台账。",
            "本片区肯做事。",
            "全站共5个社工点。",
            ["第一片区：甲村、乙村、丙村"],
        ),
        ("其中2个社区有计划。", "本片区肯做事。", "全站划分为3个片区。", ["3个"]),
        ("其中2个社区有计划。", "本片区肯做事。", "全站划分为两个片区。", []),
    ],
)
def test_districts_add_up_to_the_whole(first, second, station, marked):
    assert sorted(of(districts(first, second, station), Family.DISTRICTS)) == sorted(marked)


def test_sites_add_up_to_their_district():
    sentence = "甲村登记信息40条、建档8份；乙村登记信息30条、建档5份；合计登记信息{}条、建档{}份。"
    assert of(text(sentence.format(70, 13)), Family.DISTRICTS) == []
    assert of(text(sentence.format(71, 13)), Family.DISTRICTS) == ["71条"]
    assert of(text(sentence.format(70, 14)), Family.DISTRICTS) == ["14份"]


def test_parts_by_district_add_up_in_one_sentence():
    sentence = "建档{}份，其中片区一30份、片区二28份、片区三7份。"
    assert of(text(sentence.format(65)), Family.DISTRICTS) == []
    assert of(text(sentence.format(66)), Family.DISTRICTS) == [
        "66份，其中片区一30份、片区二28份、片区三7份"
    ]


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("探访档案完整。", "探访档案不完整。", ["探访档案不完整"]),
        ("探访档案完整。", "个案资料不完整。", []),
        ("探访档案完整。", "部分探访档案不完整。", []),
        ("专业督导12次。", "社工从未接受专业督导。", ["从未接受专业督导"]),
        ("居民议事会4次。", "从未开展应急演练。", []),
        ("评估期内无人员离职。", "评估期内有3名社工离职。", ["3名社工离职"]),
        ("评估期内离职率为0。", "离职社工2人。", ["离职社工2人"]),
        ("评估期内无人员离职。", "去年有3名社工离职。", []),
    ],
)
def test_plain_opposites_are_found_in_two_paragraphs(one, other, marked):
    assert of(text(one, other), Family.CONTRADICTION) == marked


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("总得分86.50分，评为优秀。", ["优秀"]),
        ("评估总得分为86.50分，属于良好。", []),
        ("总得分90分以上的站评为优秀。", []),
    ],
)
def test_a_grade_fits_the_official_bands_where_the_report_prints_none(told, marked):
    assert of(text(told), Family.BANDS) == marked


def test_ahead_is_not_said_beside_less_than_the_time_gone():
    report = (CONTRACT, PERIOD, REACHED)
    assert of(text(*report, "服务进度领先计划。"), Family.PROGRESS) == ["进度领先"]
    better = (CONTRACT, PERIOD, REACHED.replace("30.00", "60.00"))
    assert of(text(*better, "服务进度领先计划。"), Family.PROGRESS) == []


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("电话调查满意度，拨打了160人，接通68人。", ["68人"]),
        ("电话调查满意度，拨打了160人，接通118人。", []),
    ],
)
def test_only_those_who_were_reached_by_telephone_count(told, marked):
    assert of(text(told), Family.SAMPLE) == marked


@pytest.mark.parametrize(("total", "marked"), [("86.50", ["优秀"]), ("92.00", [])])
def test_bands_that_begin_with_the_grade_are_read(total, marked):
    bands = "优秀（90分以上）、良好（80分以上）、合格（60分以上）。"
    assert of(text(bands, f"总得分{total}分，评为优秀。"), Family.BANDS) == marked


def test_what_each_line_has_as_its_target_is_no_one_thing():
    told = (
        "1.探访1264人次，协议量1200人次；",
        "2.电访1092人次，协议量2100人次；",
        "3.走访756人次，合同量1400人次，合同量见附件。",
    )
    assert of(text(*told), Family.CONTRADICTION) == []
