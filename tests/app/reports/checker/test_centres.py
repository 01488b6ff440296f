"""C01, C11: agencies."""

from app.reports.checker.base import Facts
from app.reports.checker.centres import centres
from tests.app.reports.checker.texts import TITLE, said

OWN = "本站由青禾市晨光社会工作服务中心承办，晨光社会工作服务中心负责人到场。"


def test_the_agency_by_a_name_that_is_nearly_its_own_is_told():
    assert said(centres, TITLE, OWN, "晨光社工服务中心派出督导。") == [
        ("晨光社工服务中心", "晨光社会工作服务中心")
    ]


def test_another_agency_that_is_told_to_run_the_station_is_told():
    found = said(centres, TITLE, OWN, *["正文"] * 15, "北辰社会工作服务中心承接以来，服务平稳。")
    assert found == [("北辰社会工作服务中心", None)]


def test_a_partner_an_earlier_agency_and_one_of_the_visit_are_left_alone():
    facts = Facts(names=("青禾市南斗社会工作服务中心",))
    texts = ("与北辰社会工作服务中心交流。", "此前由北辰社会工作服务中心运营。", "南斗社会工作服务中心负责评估。")  # fmt: skip
    assert said(centres, TITLE, OWN, *["正文"] * 15, *texts, facts=facts) == []
