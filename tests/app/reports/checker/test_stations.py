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


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("部分档案仍沿用小楼镇社工站的表格。", "小楼镇社工站"),
        ("有九户档案写着良田镇社工站的名称。", "良田镇社工站"),
        ("沿江街社工服务项目的意见另行印发。", "沿江街社工服务项目"),
        ("请石桥镇社会工作服务站按期整改。", "石桥镇社会工作服务站"),
        ("枫林街家庭综合服务中心应当补齐签名。", "枫林街家庭综合服务中心"),
        ("感谢荔苑街道办事处的支持。", "荔苑街道办事处"),
    ],
)
def test_towns_with_names_that_are_words_and_other_kinds_of_stations_are_told(text, quote):
    assert quote in [one for one, _ in said(other_station, TITLE, text, facts=FACTS)]


@pytest.mark.parametrize(
    "text",
    [
        "评估以《东澜市镇街社工服务站评估指标》为准。",
        "去年评估过的临江街社工站也有类似的差别。",
        "全区街镇社工站、乡镇社工站和部分镇社工站同时评估。",
        "各镇街社工服务站、相关街道社工站均须整改。",
        "区财政局按比例拨付，天河区的企业捐了一批口罩。",
        "例如榕山镇社工站的做法，可供参考。",
    ],
)
def test_general_words_and_comparisons_are_right(text):
    assert said(other_station, TITLE, text, facts=FACTS) == []


def test_a_report_about_several_stations_names_them_all():
    text = "四个站是玉兰街道社工服务站（以下简称“玉兰站”）和石塘镇社工服务站（以下简称“石塘站”）。"
    assert said(other_station, "海棠区社工服务站评估汇总", text, "石塘镇社工服务站人少。") == []


def test_the_office_of_another_part_of_the_city_is_told():
    found = said(other_station, TITLE, "天河区人民政府按时拨款。", facts=FACTS)
    assert found == [("天河区", "白云区")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青和站的台账较全。", [("青和站", "青禾站")]),
        ("评委认为清禾站的服务扎实。", [("清禾站", "青禾站")]),
        ("天河站的档案需要更新。", [("天河站", "青禾站")]),
        ("青禾站、火车站、中转站和颐康站都在附近。", []),
        ("社工到天河站学习。", []),
        ("青禾站点多面广，青河站点也多。", []),
    ],
)
def test_a_station_that_goes_by_its_place_alone(text, found):
    short = "青禾街社工服务站（以下简称“青禾站”）由某中心承办。"
    assert said(other_station, TITLE, short, text) == found
