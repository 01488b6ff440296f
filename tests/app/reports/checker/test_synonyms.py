"""C11: words for one thing, and the stage of the evaluation."""

import pytest

from app.reports.checker.stages import stages
from app.reports.checker.synonyms import synonyms
from tests.app.reports.checker.texts import TITLE, said


@pytest.mark.parametrize(
    ("texts", "wrong", "right"),
    [
        (("服务对象满意，服务对象有需求。", "受助者的肖像要保密。"), "受助者", "服务对象"),
        (("三个社工点开放，社工点有牌子。", "分三组到各片区服务点查看阵地。"), "服务点", "社工点"),
        (("三个片区同步推进，片区长负责。", "镇中分区的场地偏小。"), "分区", "片区"),
        (("评委查阅档案，评委提出建议。", "评审员要求补齐。"), "评审员", "评委"),
        (("志愿者有台账，志愿者定期培训。", "义工登记不全。"), "义工", "志愿者"),
        (
            ("承办机构到场，承办机构说明，承办机构回应。", "运营机构应当改进。"),
            "运营机构",
            "承办机构",
        ),
    ],
)
def test_one_other_word_for_the_same_thing_is_told(texts, wrong, right):
    assert said(synonyms, *texts) == [(wrong, right)]


@pytest.mark.parametrize(
    "texts",
    [
        ("服务对象满意，服务对象有需求。", "当事人和家属都到场，受益人名单齐全。"),
        ("社工点开放，社工点有牌子。", "设有流动服务点和志愿服务点，爱心送餐服务点也在此。"),
        ("三个片区同步推进，片区长负责。", "按片分区管理，分区域走访。"),
        ("评委查阅档案，评委提出建议。", "评估员工作量大，专家讲座三场。"),
        ("承办机构到场，承办机构说明。", "购买方与运营机构沟通，承接机构到场。"),
        ("街道办事处支持，街道办事处肯定，街道办事处希望改进。", "街道办主任到场两次。"),
        ("服务对象满意，服务对象有需求。", "《案主自决的界限》是社工写的文章。"),
    ],
)
def test_words_that_mean_something_else_are_right(texts):
    assert said(synonyms, *texts) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("青禾街社工服务站末期评估报告", "末期"),
        ("2024年1月16日，评估小组对社工站进行末期评估。", "末期"),
        ("社工站末期评估得分为87.11分。", "末期"),
        ("本次终期评估由五名评委完成。", "终期"),
        ("三、末期评估总结", "末期"),
        ("现将社工站末期评估结果告知如下。", "末期"),
    ],
)
def test_another_stage_than_the_covers_is_told(text, wrong):
    assert [one for one, _ in said(stages, TITLE, "说明", *["正文"] * 5, text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "建议在末期评估前补齐材料。",
        "末期累计缺少十人次的，定为不合格。",
        "上一年度末期评估得分为86分。",
        "去年6月3日对社工站进行末期评估。",
        "下一阶段末期评估的等级为参考。",
        "中期评估得分为87.11分，末期再核。",
    ],
)
def test_other_evaluations_and_rules_are_right(text):
    assert said(stages, TITLE, "说明", *["正文"] * 5, text) == []


def test_a_title_without_a_stage_says_nothing():
    assert said(stages, "青禾街社工服务站评估报告", *["正文"] * 6, "本次末期评估顺利。") == []
