"""C02: sums in sentences, lists and tables."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import after_mends, half_up, of, remarks, table, text

HEADER = "评估内容|标准分|评分|折算分"


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("本站有员工12名，其中社工9名，其他人员4名。", ["12名，其中社工9名，其他人员4名"]),
        ("本站有员工12名，其中社工9名，其他人员3名。", []),
        ("站内社工9名（中级4名，助理6名）。", ["9名（中级4名，助理6名"]),
        ("站内社工9名（中级4名，助理5名）。", []),
        ("现有7名持证社工，2名非持证社工，合计10名。", ["7名持证社工，2名非持证社工，合计10名"]),
        ("现有7名持证社工，2名非持证社工，合计9名。", []),
        ("共60人作答，20人很满意，30人满意，9人不满意。", ["60人作答，20人很满意，30人满意，9人"]),
        ("共60人作答，20人很满意，30人满意，10人不满意。", []),
        (
            "14名社工分在四个领域：长者5名，青少年4名，家庭3名，新市民3名。",
            ["14名社工分在四个领域：长者5名，青少年4名，家庭3名，新市民3名"],
        ),
        ("15名社工分在四个领域：长者5名，青少年4名，家庭3名，新市民3名。", []),
        (
            "在岗社工18名，其中社会工作师6名、助理社会工作师8名、未取得证书的5名。",
            ["18名，其中社会工作师6名、助理社会工作师8名、未取得证书的5名"],
        ),
        ("在岗社工18名，其中社会工作师6名、助理社会工作师8名、未取得证书的4名。", []),
        ("141人中，满意129人，即很满意86人、较满意43人；一般10人，不满意2人。", []),
        (
            "12个社区中，5个社区有场地，6个社区借场地，2个社区没有场地。",
            ["12个社区中，5个社区有场地，6个社区借场地，2个"],
        ),
        ("12个社区中，5个社区有场地，5个社区借场地，2个社区没有场地。", []),
        ("样本150人，从986人中抽取，其中甲片79人、乙片71人。", []),
        ("东片探访826人次，西片探访611人次，两片合计1437人次。", []),
        ("志愿者40名，其中男性15名、女性26名。", ["40名，其中男性15名、女性26名"]),
        ("持证社工应到岗30人次，实到岗33人次，超配2人次。", ["2人次"]),
        ("持证社工应到岗30人次，实到岗33人次，超配3人次。", []),
        ("全职社工应到岗60人次，实到岗58人次，缺编2人次。", []),
        ("全职社工应到岗60人次，实到岗58人次，超配2人次。", ["，超配2人次"]),
    ],
)
def test_parts_are_held_against_their_total(paragraph, marked):
    assert of(text(paragraph), Family.SUMS) == marked


@pytest.mark.parametrize(
    "paragraph",
    [
        "本站有社工12名，其中党员3名，本科8名。",
        "本站有社工12名，其中中级5名，助理6名。",
        "约有60人作答，20人很满意，30人满意，9人不满意。",
        "服务600人次，其中上门探访约100人次，其他活动400人次。",
        "开展小组8个，共40节，服务300人次。",
        "本站有员工12名，另配督导2名。",
    ],
)
def test_what_need_not_add_up_is_left_alone(paragraph):
    assert of(text(paragraph), Family.SUMS) == []


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("服务分为助老、助残、助困四大板块。", ["四大"]),
        ("服务分为助老、助残、助困三大板块。", []),
        ("评估包括三个方面：管理、服务。", ["三个"]),
        ("评估包括两个方面：管理、服务。", []),
        ("从管理、服务、成效和宣传四个方面评定。", []),
        ("宣讲了医保、低保等三项政策。", []),
        ("宣讲了医保、低保、助残、养老等三项政策。", ["三项"]),
        ("在2个片区、9个社区开展服务。", []),
        ("设东片、西片、南片三个片区共8个社工点。", []),
        ("划分为东、西、北三个片区，共18个社工点。", []),
    ],
)
def test_what_is_listed_is_counted(paragraph, marked):
    assert of(text(paragraph), Family.SUMS) == marked


def test_a_score_table_that_agrees_is_silent():
    report = table(
        HEADER,
        "甲部分|10|8.925|8.93",
        "乙部分（第一片区）|20|17|16.5",
        "乙部分（第二片区）|20|16|16.5",
        "总分|||25.43",
    )
    assert of(report, Family.SUMS) == []


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (("甲部分|10|8.925|8.92", "乙部分|20|17|17", "总分|||25.92"), ["8.92"]),
        (("甲部分|10|8.9|8.9", "乙部分|20|17|17", "总分|||25.8"), ["25.8"]),
        (("甲部分|10|10.5|10.5", "乙部分|20|17|17", "总分|||27.5"), ["10.5"]),
        (
            ("乙（第一片区）|20|17|16.6", "乙（第二片区）|20|16|", "丙|10|9|9", "总分|||25.6"),
            ["16.6"],
        ),
    ],
)
def test_a_wrong_line_or_total_of_scores_is_found(rows, marked):
    assert of(table(HEADER, *rows), Family.SUMS) == marked


def test_a_list_of_scores_in_the_text_is_added_up():
    lines = ("1.购买方评估 得分：18.2分", "2.督导中心评估 得分：13.1分", "以上总得分：31.4分")
    assert of(text(*lines), Family.SUMS) == ["31.4"]


def test_the_total_that_the_text_tells_is_that_of_the_table():
    report = table(
        HEADER,
        "甲|60|50|50",
        "乙|40|35|35",
        "总分|||85",
        after=("本次评估的等级为良好（86.00分）。",),
    )
    (told,) = [one for one in remarks(report) if one.family is Family.SUMS]
    assert (told.quote, told.mend) == ("86.00", "85")


def test_weights_add_up_to_a_hundred():
    sentence = "第三方占比{}%，购买方占比20%，督导中心占比15%，监督方占比10%。"
    assert of(text(sentence.format(55)), Family.SUMS) == []
    assert of(text(sentence.format(50)), Family.SUMS) == [
        "50%，购买方占比20%，督导中心占比15%，监督方占比10%"
    ]


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (("月份|应到岗|实到岗|超（缺）", "1月|9|9|0", "2月|9|8.5|−0.5", "合计|18|17.5|−0.5"), []),
        (
            ("月份|应到岗|实到岗|超（缺）", "1月|9|9|0", "2月|9|8.5|+0.5", "合计|18|17.5|−0.5"),
            ["−0.5", "+0.5"],
        ),
        (("月份|应到岗|实到岗|超（缺）", "1月|9|9|0", "2月|9|9|0", "合计|19|18|−1"), ["19", "−1"]),
    ],
)
def test_tables_of_presence_are_added_up_and_subtracted(rows, marked):
    assert of(table(*rows), Family.SUMS) == marked


@given(
    scores=st.lists(st.decimals(0, 20, places=3), min_size=2, max_size=8),
    districts=st.lists(st.decimals(0, 20, places=1), min_size=2, max_size=6),
)
def test_a_table_made_by_the_rules_is_silent_and_a_changed_line_is_found(scores, districts):
    mean = half_up(sum(districts) / len(districts))
    rows = [f"部分{n}号|20|{value}|{half_up(value)}" for n, value in enumerate(scores)]
    rows += [f"服务（第{n + 1}片区）|20|{value}|{mean}" for n, value in enumerate(districts)]
    total = sum((half_up(value) for value in scores), mean)
    assert of(table(HEADER, *rows, f"总分|||{total}"), Family.SUMS) == []
    assert of(table(HEADER, *rows, f"总分|||{total + 1}"), Family.SUMS) == [str(total + 1)]
    rows[0] = f"部分0号|20|{scores[0]}|{half_up(scores[0]) + Decimal('0.01')}"
    assert len(of(table(HEADER, *rows, f"总分|||{total}"), Family.SUMS)) == 2
    assert after_mends(table(HEADER, *rows, f"总分|||{total}")) == []


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=6), st.integers(1, 9))
def test_any_total_is_found_wrong_by_any_amount(parts, off):
    """But where some of them, one behind the other, may be a subtotal or all of it."""
    runs = {sum(parts[a:b]) for b in range(len(parts) + 1) for a in range(b - 1)}
    assume(not runs & {sum(parts) + off, *parts})
    listed = "，".join(
        f"{n}类其他服务{value}人次" for n, value in zip("甲乙丙丁戊己", parts, strict=False)
    )
    assert of(text(f"全年服务{sum(parts)}人次，其中{listed}。"), Family.SUMS) == []
    wrong = f"{sum(parts) + off}人次"
    (marked,) = of(text(f"全年服务{wrong}，其中{listed}。"), Family.SUMS)
    assert marked.startswith(wrong)


def test_a_sum_of_money_is_told_in_the_unit_in_which_it_is_written():
    report = text("链接资源折合人民币9.3万元，其中资金3.2万元、物资6.2万元。")
    (remark,) = [one for one in remarks(report) if "add up" in one.template]
    assert remark.template.format(**remark.values).startswith("3.2、6.2 add up to 9.4, but 9.3")


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (
            (
                "类别|户数|占比",
                "低保|120|40.00%",
                "特困|60|20.00%",
                "残疾|120|42.00%",
                "合计|300|100.00%",
            ),
            ["42.00%"],
        ),
        (
            ("程度|人数|比例", "很满意|60|50%", "满意|48|40%", "一般|12|11%", "合计|120|100%"),
            ["11%"],
        ),
        (
            (
                "类别|户数|占比",
                "低保|120|40.00%",
                "特困|60|20.00%",
                "残疾|120|40.00%",
                "合计|300|100.00%",
            ),
            [],
        ),
        (
            (
                "类别|户数|入户率",
                "低保|120|95.00%",
                "特困|60|90.00%",
                "残疾|120|85.00%",
                "合计|300|90.00%",
            ),
            [],
        ),
    ],
)
def test_shares_of_a_column_are_those_of_its_total(rows, marked):
    assert of(table(*rows), Family.PERCENT) == marked
