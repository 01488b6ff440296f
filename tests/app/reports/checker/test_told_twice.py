"""C02 and C23: one figure told in two places, and what districts have of a thing."""

import pytest

from app.reports.checker.told_twice import check_district_sums, check_shares, check_told_twice
from tests.app.reports.checker.reports import text


def twice(*paragraphs):
    return [one.quote for one in check_told_twice(text("一、概况", *paragraphs))]


def added(*paragraphs):
    return [one.quote for one in check_district_sums(text("一、概况", *paragraphs))]


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("社工站划分了3个片区开展服务。", "辖内8个社区分为4个片区。", "4个"),
        (
            "片区一困难群众和特殊群体共338人。",
            "片区一建档300户、388人的困难群众和特殊群体。",
            "388人",
        ),
        ("年度服务经费为240万元。", "合同金额204万元，分两期拨付。", "204万元"),
        ("筹措价值超过30万元的慈善资源。", "资源链接折合人民币价值超过3万元。", "3万元"),
        ("全站配备社工20名。", "目前站内共有21名社工。", "21名"),
        ("下设12个社工点。", "13个社工点均完成分级评估。", "13个"),
        ("全站有持证社工14名。", "持证社工共15名，持证率70%。", "15名"),
        ("服务覆盖8个社区。", "服务能够惠及9个社区的居民。", "9个"),
        ("评估小组由5名评委组成。", "评估组共6名评委到站。", "6名"),
        ("社工站下设15个社工点。", "全部14个社工点设在居委会。", "14个"),
        ("培育志愿者队伍6支。", "志愿者队伍由5支组成，各有队长。", "5支"),
        ("个案接案32个，结案20个。", "全年32个个案中结案22个。", "22个"),
        ("社区慈善基金共募集32000元。", "社区慈善基金累计募集23000元。", "23000元"),
        ("抽查个案档案12份。", "抽查的10份个案档案均有评估表。", "10份"),
        ("媒体报道共18篇。", "全年获媒体报道16篇，其中市级4篇。", "16篇"),
        ("评估组由评委5名、工作人员2名组成。", "6名评委独立打分，取平均值。", "6名"),
        ("回收有效问卷120份。", "有效问卷共102份，满意的90份。", "102份"),
    ],
)
def test_a_figure_told_twice_is_the_same(one, other, marked):
    assert twice(one, other) == [marked]
    assert twice(one, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全站配备社工20名。", "访谈街道干部2名、社工6名。"),
        ("全站配备社工20名。", "有3名社工离职，5名社工参加培训。"),
        ("全站配备社工20名。", "年初共有社工18名。"),
        ("全站配备社工20名。", "第一片区配备社工7名。"),
        ("全站配备社工20名。", "旧城片区配备社工7名。"),
        ("全站配备社工20名。", "应配备社工22名。"),
        ("全站配备社工20名。", "14名社工分在四个领域。"),
        ("服务覆盖8个社区。", "2个社区的公示栏没有更新。"),
        ("全街8个社区分成两片，南片4个社区。", "北片有4个社区。"),
        ("困难群众和特殊群体共1240人。", "随机抽取困难群众和特殊群体128人。"),
        ("困难群众和特殊群体共1240人。", "困难群众和特殊群体共986户。"),
        ("登记志愿者133名。", "“长者饭堂”由7名志愿者轮值，共有志愿者20名。"),
        ("评估小组由5名评委组成。", "评委分三组，每组2名评委。"),
        ("抽查个案档案12份。", "个案档案共32份，均有编号。"),
        ("个案接案32个。", "长者个案12个，儿童个案20个。"),
        ("社区志愿者队伍共9支。", "新培育志愿者队伍2支。"),
        ("链接社会资源折合8万元。", "片区三链接社会资源折合1.5万元。"),
        ("资源链接超过30万元。", "资源链接共31.2万元。"),
        ("完成小组24个，共96节。", "“守望”项目开展小组2个。"),
    ],
)
def test_a_figure_of_something_else_is_left_alone(one, other):
    assert twice(one, other) == []


def test_the_rarest_value_is_marked():
    told = ("划分为3个片区。", "全站分成2个片区。", "全站设3个片区。", "共3个片区。")
    assert twice(*told) == ["2个"]


@pytest.mark.parametrize(
    ("whole", "first", "second", "marked"),
    [
        (
            "去重后的困难群众和特殊群体共900人。",
            "506名困难群众和特殊群体逐户建档",
            "394名困难群众和特殊群体",
            [],
        ),
        (
            "去重后的困难群众和特殊群体共910人。",
            "506名困难群众和特殊群体逐户建档",
            "394名困难群众和特殊群体",
            ["910人"],
        ),
        ("全站配备社工14名。", "配社工6名，建档412份", "配社工7名，建档388份", ["14名"]),
        ("全站配备社工15名，其中2名统筹全站。", "配社工6名", "配社工7名", []),
        ("全站在册志愿者85名。", "志愿者很活跃", "登记志愿者60名", []),
        ("全站在册困难群众85人。", "服务扎实", "困难群众共98人", ["85人"]),
    ],
)
def test_districts_add_up_to_the_whole(whole, first, second, marked):
    told = (
        whole,
        "二、片区",
        "第一片区：甲村、乙村",
        f"片区{first}。",
        "第二片区：丙村、丁村",
        f"片区{second}。",
    )
    assert added(*told) == marked


def test_a_whole_told_behind_the_districts_is_none_of_theirs():
    told = "东片登记困难群众和特殊群体412人，西片登记困难群众和特殊群体388人，全街合计登记困难群众和特殊群体{}人。"
    assert added(told.format(800)) == []
    assert added(told.format(810)) == ["810人"]


def test_of_a_district_told_twice_either_value_may_be_right():
    told = (
        "片区一困难群众和特殊群体共300人，片区二困难群众和特殊群体共200人。",
        "困难群众和特殊群体共{}人。",
        "片区二的困难群众和特殊群体共240人。",
    )
    for whole, marked in (("500", []), ("540", []), ("520", ["520人"])):
        assert added(*(one.format(whole) for one in told)) == marked


def test_what_districts_did_each_adds_up_to_what_is_told_of_all():
    sentence = "镇北、镇中、镇南三个片区分别开展社区活动31场、28场和26场。"
    wholes = ("全年完成社区活动{}场。", "全年共开展社区活动{}场。")
    for whole in wholes:
        found = check_shares(text("一、概况", whole.format(86), sentence))
        assert [one.quote for one in found] == ["31场、28场和26场"]
        assert list(check_shares(text("一、概况", whole.format(85), sentence))) == []
    other = "三个片区分别有小组3个、4个。"
    assert list(check_shares(text("一、概况", "全年完成社区活动85场。", other))) == []
