"""C11: one name for one thing."""

import pytest

from app.reports.checker.terms import terms_used
from tests.app.reports.checker.texts import TITLE, said

SHORT = "青禾街社工服务站（以下简称“青禾街社工站”）由某中心承办，青禾街社工站位于东路。"


def test_the_station_without_its_street_becomes_the_short_name():
    found = said(terms_used, TITLE, SHORT, "青禾社工站开展探访。")
    assert found == [("青禾社工站", "青禾街社工站")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3个社工点各有特色，社工点资料齐全，社工站点有待加强。", [("社工站点", "社工点")]),
        ("困难群体和特殊群众的需求", [("困难群体和特殊群众", "困难群众和特殊群体")]),
        ("片区一有5人，片区二有6人，一片区最稳定。", [("一片区", "片区一")]),
        ("片区一有5人，片区 2有6人，片区一最稳定。", [("片区 2", "片区二")]),
        ("东村建档31份，西村建档11份，南村建档21个，北村建档9份。", [("个", "份")]),
        ("设中级社会工作师2名，助理社工师3名。", [("助理社工师", "助理社会工作师")]),
    ],
)
def test_the_form_that_is_used_less_is_marked(text, found):
    assert said(terms_used, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "第一片区、第二片区和第三片区",
        "分为3个片区，每一片区域都有社工。",
        "困难群众、特殊群体和困难群体",
        "设中级社工师2名。",
        "个案42个，小组15个，活动7场",
    ],
)
def test_one_form_alone_is_right(text):
    assert said(terms_used, text) == []


def test_a_short_name_that_is_given_twice_or_never_used_is_told():
    assert said(terms_used, "某某中心（简称“中心”）、某某中心（简称“甲方”），中心负责。")[-1] == (
        "甲方",
        None,
    )
    assert said(terms_used, "青禾街道办事处（以下简称“街办”）购买服务。") == [("街办", None)]


def test_a_district_by_the_towns_name_is_told_where_districts_have_numbers():
    found = said(terms_used, TITLE, SHORT, "片区一、片区二", "青禾片区共有15户。")
    assert found == [("青禾片区", "青禾街")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("街道代表：社工中心平时随叫随到。", [("社工中心", "龙禾口站")]),
        ("建议社工中心建立积分办法。", [("社工中心", "龙禾口站")]),
        ("经禾口社工站审定后施行。", [("禾口社工站", "龙禾口站")]),
        ("困境群众和特殊人群的会议没有周期。", [("困境群众和特殊人群", "困难群众和特殊群体")]),
        ("青禾市晨光社工服务中心承办，龙禾口站负责，督导来自市社工中心站。", []),
        ("困难群众和特殊群体都有档案，全街的社会工作服务中心有三家。", []),
    ],
)
def test_a_part_of_the_name_and_a_centre_are_the_station(text, found):
    short = "龙禾口街社工服务站（以下简称“龙禾口站”）由某中心承办，龙禾口站位于东路。"
    assert said(terms_used, "龙禾口街社工服务站中期评估报告", short, text) == found


def test_the_last_word_of_a_short_name_is_not_exchanged():
    given = "社工服务专项资金（以下简称“专项资金”）由县里下达，专项资金分两批。"
    found = said(terms_used, given, "专项经费要每半年检查一次，办公经费另列。")
    assert found == [("专项经费", "专项资金")]
