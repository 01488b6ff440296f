"""C11: names that are nearly another one."""

import pytest

from app.reports.checker.base import Facts
from app.reports.checker.near_names import near_names
from tests.app.reports.checker.texts import TITLE, said


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


LISTED = "第一片区有山脚、瓦窑2个社区，第二片区有旧南街社区、文园巷社区、榕荫社区。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("瓦瑶社区的陶艺角办得好。", [("瓦瑶", "瓦窑")]),
        ("社工走访山角社区。", [("山角", "山脚")]),
        ("分旧南街社区和文园社区两个社工点。", [("文园", "文园巷")]),
        ("“乐益善行”办了三期，“乐益善行”很受欢迎，“乐善益行”要总结。", [("乐善益行", "乐益善行")]),
        ("“榕荫守望”有成效，“榕荫守望”要推广，“榕茵守望”缺记录。", [("榕茵守望", "榕荫守望")]),
        (
            "《青禾市社工服务站项目评估指标体系》，《青禾市社工服务站项目评估指标体系》和《青禾市社工服务站项目评估标准体系》。",
            [("青禾市社工服务站项目评估标准体系", None)],
        ),
    ],
)
def test_sites_of_a_list_and_names_in_quotation_marks(text, found):
    assert said(near_names, TITLE, LISTED, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "山脚社区、瓦窑社区和榕荫社区的社工到场，附近的石桥社区也来了。",
        "“一户一档”齐全，“一户一档”更新，“一人一策”可行。",
        "“四点半课堂”开了，“四点半课堂”满员，“六点半课堂”待开。",
        "“邻里互助”有三期，“邻里互助”受欢迎，“邻里议事”有两期。",
        "全社区、各社区、本社区和老旧社区。",
    ],
)
def test_other_sites_and_other_names_are_right(text):
    assert said(near_names, TITLE, LISTED, text) == []


def test_a_list_that_never_ends_is_read_once():
    assert said(near_names, TITLE, "东河社区、" * 390) == []
