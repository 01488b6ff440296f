"""C01: communities of districts."""

import pytest

from app.reports.checker.sites import sites
from tests.app.reports.checker.texts import TITLE, said

LISTS = ("第一片区：东河社区、榕荫社区、石坊村；", "第二片区：南塘社区、竹园村。")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("第一片区包括东河、榕荫及柳湾三个社区，人口较多。", "柳湾"),
        ("第一片区下辖东河社区、柳湾社区、石坊村，各有特色。", "柳湾"),
        ("第二片区服务南塘和竹岗两个村居。", "竹岗"),
        ("第二片区（北塘、竹园）", "北塘"),
        ("第一片区涵盖东河、榕荫、石桥，共三个村居。", "石桥"),
    ],
)
def test_a_community_that_is_in_no_list_of_its_district_is_told(text, wrong):
    assert [one for one, _ in said(sites, TITLE, *LISTS, text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "第一片区包括东河、榕荫及石坊三个村居。",
        "第一片区的东河、榕荫两个社区做得较好。",
        "第一片区负责人、社工和志愿者到场。",
        "第一片区与第二片区共有五个村居。",
        "第一片区包括东河社区等三个村居。",
    ],
)
def test_the_same_list_a_part_of_it_and_other_nouns_are_right(text):
    assert said(sites, TITLE, *LISTS, text) == []


SECTIONS = ("四、第一片区", "1.值得肯定的地方", "五、第二片区", "1.值得肯定的地方")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("（1）片区的石坊村能立足社区特点。", ["石坊"]),
        ("（1）社工在东河社区开展义诊。", ["东河"]),
        ("（1）南塘社区的楼长队伍稳定，竹园村的档案齐全。", []),
        ("（1）与第一片区的东河社区联合开展义诊。", []),
    ],
)
def test_a_community_of_another_district_is_told(text, wrong):
    found = said(sites, TITLE, *LISTS, *SECTIONS, text)
    assert [one for one, _ in found] == wrong


def test_a_list_that_never_ends_is_read_once():
    assert said(sites, TITLE, "第一片区包括" + "东河社区、" * 390) == []
