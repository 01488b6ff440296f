"""C01: proper names that the report has not established."""

import pytest

from app.reports.checker.places import foreign_names
from tests.app.reports.checker.texts import TITLE, said

HEAD = (
    TITLE,
    "受青禾市榕江区民政局委托，对青禾街社工服务站（以下简称“青禾站”）进行评估。",
    *["青禾站的社工认真负责。"] * 16,
)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("请望湖区民政局按时报送。", "望湖区"),
        ("2.桃源区民政局应当牵头。", "桃源区"),
        ("感谢柳湖区残联的支持。", "柳湖区"),
        ("建议凤岗站根据实际重新核定人手。", "凤岗站"),
        ("建议青萝街各社工点多参与调解。", "青萝街"),
        ("光塔街作为老城区，长者较多。", "光塔街"),
        ("四、购买方评估（流花街道办事处）", "流花街道"),
        ("沙浦镇居民的满意度高。", "沙浦镇"),
        ("建议承办机构与南涌镇政府协商交通补贴。", "南涌镇"),
        ("福海街的青少年服务起步较晚。", "福海街"),
    ],
)
def test_a_name_that_is_nowhere_established_is_told(text, quote):
    assert any(one.startswith(quote) for one, _ in said(foreign_names, *HEAD, text, *["正文"] * 4))


@pytest.mark.parametrize(
    "text",
    [
        "榕江区民政局和区民政局都认可，市民政局通报表扬。",
        "社区民政专员、辖区人民政府和各县民政局。",
        "与相邻的望湖区民政局联合开展活动，向桃源区残联学习。",
        "青禾街道办事处支持，各街道办事处、本街道办事处和全镇居民。",
        "光塔街18号设有社工点，步行街居民较多，沿街群众反映良好。",
        "青禾站应加强督导，颐康站、加油站和火车站在附近。",
        "老城区作为重点，新区困难群众不多，大街居民和睦。",
        "与凤岗站相比，青禾站的个案更多；由凤岗站转来的个案已跟进。",
    ],
)
def test_its_own_general_and_compared_names_are_right(text):
    assert said(foreign_names, *HEAD, text, *["正文"] * 4) == []
