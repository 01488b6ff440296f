"""C01, C11: bodies under two names."""

import pytest

from app.reports.checker.bodies import bodies
from tests.app.reports.checker.texts import TITLE, said

SIGNED = "青禾市榕江区社会组织联合会"


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("民政局会同柳湖区社会组织联合会制定方案。", "柳湖区", "榕江区"),
        ("受委托，柳湖区社会组织联合会派出五名评委。", "柳湖区", "榕江区"),
        ("榕江区社会工作联合会的评委到场。", "社会工作联合会", "社会组织联合会"),
        ("评估报告由榕江区社会组识联合会出具。", "社会组识联合会", "社会组织联合会"),
        ("青禾市柳湖区社会组织联合会与社工站座谈。", "柳湖区", "榕江区"),
    ],
)
def test_another_district_and_another_core_are_told(text, wrong, right):
    assert said(bodies, TITLE, "榕江区社会组织联合会组织评估。", text, SIGNED) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "榕江区社会组织联合会派出评委，区社会组织联合会负责解释。",
        "柳湖区志愿者联合会到社工站交流。",
        "社工到柳湖区社会组织联合会学习。",
        "榕江区社会工作协会和榕江区志愿者协会都送来感谢信。",
        "市社会组织联合会和省社会工作师联合会提供师资。",
        "榕江区老年人联合会捐赠物资。",
    ],
)
def test_other_bodies_and_partners_are_right(text):
    assert said(bodies, TITLE, "榕江区社会组织联合会组织评估。", text, SIGNED) == []


def test_two_bodies_that_sign_nowhere_are_left_alone():
    texts = ("榕江区社会工作协会派人。", "柳湖区社会工作协会也派人。")
    assert said(bodies, TITLE, *texts) == []


def test_a_body_of_the_city_by_nearly_its_name_is_told():
    own = "由青禾市衡信社会服务评估中心评估，青禾市衡信社会服务评估中心派出评委。"
    found = said(
        bodies, TITLE, own, "青禾市恒信社会服务评估中心", "青禾市榕江区社会组织联合会到场。"
    )
    assert found == [("恒信社会服务评估中心", "衡信社会服务评估中心")]
