"""C11: names that are nearly another one."""

from app.reports.checker.base import Facts
from app.reports.checker.near_names import near_names
from tests.app.reports.checker.texts import said


def test_a_title_that_is_one_character_off_is_told():
    texts = (
        "填写《服务对象家庭信息汇总表》。",
        "《服务对象家庭信息汇总表》齐全。",
        "《服务对象家庭信息统总表》",
    )
    assert said(near_names, *texts) == [("服务对象家庭信息统总表", None)]


def test_a_title_that_lacks_a_word_is_told():
    texts = (
        "填写《服务对象家庭信息汇总表》。",
        "《服务对象家庭信息汇总表》齐全。",
        "《服务对象信息汇总表》",
    )
    assert said(near_names, *texts) == [("服务对象信息汇总表", None)]


def test_titles_of_other_documents_are_left_alone():
    texts = ("《社区资产地图》《社区问题地图》", "《购买服务项目评估办法》《购买服务项目评估标准》", "《2023年工作计划》《2024年工作计划》")  # fmt: skip
    assert said(near_names, *texts) == []


def test_a_site_and_an_organisation_are_held_against_the_list():
    found = said(
        near_names,
        "片区一：锦绣花园社区、缤纷汇社区",
        "项目承办方：青禾市某某社会工作服务中心",
        "锦锈花园社区由青禾市某某社工工作服务中心服务，缤纷社区已建档。",
    )
    assert found == [
        ("锦锈花园社区", "锦绣花园社区"),
        ("青禾市某某社工工作服务中心", "青禾市某某社会工作服务中心"),
        ("缤纷社区", "缤纷汇社区"),
    ]


def test_names_of_the_visit_count_too():
    facts = Facts(names=("稻谷仓社区",))
    assert said(near_names, "稻合仓社区已建档。", facts=facts) == [("稻合仓社区", "稻谷仓社区")]
