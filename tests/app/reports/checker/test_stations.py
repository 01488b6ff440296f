"""C01: names of other stations, towns and districts."""

import pytest

from app.reports.checker.base import Facts
from app.reports.checker.stations import other_station
from tests.app.reports.checker.texts import TITLE, said

FACTS = Facts(station="广州市白云区青禾街社工服务站", short="青禾街社工站")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("评委对榕山镇东片社工站打分。", "榕山镇东片社工站"),
        ("购买方为榕山镇人民政府。", "榕山镇人民政府"),
        ("榕山街道办事处对此没有意见。", "榕山街道办事处"),
        ("榕山镇居民对服务满意。", "榕山镇居民"),
    ],
)
def test_another_place_is_an_error(text, quote):
    assert [one for one, _ in said(other_station, TITLE, text)] == [quote]


def test_another_bureau_is_an_error_where_the_district_is_known():
    assert said(other_station, TITLE, "由天河区民政局确认。", facts=FACTS) == [("天河区", "白云区")]


def test_the_mend_is_the_short_name():
    found = said(other_station, TITLE, "评委对榕山镇社工站打分。", facts=FACTS)
    assert found == [("榕山镇社工站", "青禾街社工站")]


@pytest.mark.parametrize(
    "text",
    [
        "评委对青禾街社工站打分，听取街道购买方对社工站的意见。",
        "社工到榕山镇社工站学习交流。",
        "与相邻的榕山街社工服务站联合开展活动。",
        "白云区青禾街道办事处认为服务到位。",
        "各镇街社工站、本街道办事处、镇人民政府均可使用。",
        "区民政局收到报告后确认，白云区民政局负责公示。",
    ],
)
def test_its_own_name_a_partner_and_a_general_word_are_right(text):
    assert said(other_station, TITLE, text, facts=FACTS) == []


def test_without_a_name_in_the_text_nothing_can_be_wrong():
    assert said(other_station, "一份没有名称的报告") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("评委在走访中发现榕山镇社工站的台账较全。", "榕山镇社工站"),
        ("总体来看，榕山街社工站能够与村居联动。", "榕山街社工站"),
        ("社工在青河街开展了走访。", "青河街"),
    ],
)
def test_a_place_once_inside_a_sentence_is_told(text, quote):
    assert [one for one, _ in said(other_station, TITLE, text, facts=FACTS)] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "社工与榕山镇社工站交流做法。",
        "社工站与榕山镇社工站联合举办义卖。",
        "活动在青河街18号举行。",
        "机构注册地址为青河街。",
    ],
)
def test_a_partner_behind_a_word_that_joins_and_an_address_are_right(text):
    assert said(other_station, TITLE, text, facts=FACTS) == []
