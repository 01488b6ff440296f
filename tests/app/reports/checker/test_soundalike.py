"""C10: characters that sound or look like the one that is meant."""

import pytest

from app.reports.checker.soundalike import soundalike
from app.reports.checker.spelling import spelling
from tests.app.reports.checker.texts import TITLE, said

FIELD = (
    "社工站的服务记录、经费使用和人员培训都有台账，督导按月反馈意见。"
    "志愿者参加探访，服务对象的需求得到回应，费用支出有凭证，来电有登记。"
)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("人员费拥的支出单据齐全。", "费拥", "费用"),
        ("莱电登记簿每天都有人核对。", "莱电", "来电"),
        ("社工对长者的须求了解不深。", "须求", "需求"),
        ("社会支持网洛较弱。", "网洛", "网络"),
        ("居民对社工的工作给予了肯腚。", "肯腚", "肯定"),
        ("楼道堆放杂物，存在安全隐换。", "安全隐换", "安全隐患"),
        ("服务成效不够显箸。", "显箸", "显著"),
        ("居民对服务赞不决口。", "赞不决口", "赞不绝口"),
        ("慕名而来的人络绎不决。", "络绎不决", "络绎不绝"),
        ("做好危积个案的处理。", "危积", "危机"),
        ("服务计划循序渐尽，安排合理。", "循序渐尽", "循序渐进"),
        ("遇到突发情况能够随机映变。", "随机映变", "随机应变"),
    ],
)
def test_a_word_with_a_character_that_sounds_or_looks_like_its_own(text, wrong, right):
    assert (wrong, right) in said(soundalike, TITLE, FIELD, text)


@pytest.mark.parametrize(
    "text",
    [
        "社工阮美娟、范维唐和殷峻负责东片。",
        "“益路童行”项目和“邻里守忘”项目都有服务手册。",
        "《社工伴你行·聚邻家》画册由居民供稿。",
        "由广州市禾穗区知行社会工作服务中心承办。",
        "评估组只看了两份个案，社工占比符合协议。",
        "活动在榕荫里和沥滘村举行，龙舟队和醒狮队都来了。",
        "中介机构按三方协议收取管理费，以水促效，以效带水。",
        "一件件小事、一户户走访，社工把家底摸清。",
        "社工站建站五年，驻点社工常来常往。",
        "广州市南埔区民政局到场，座谈后各坐谈半小时，票据要跟紧。",
        "只考核宗数，志工的保险过期，青菜先焯后拌。",
        "终期评估时，老人住同益里27号，常来量个血压。",
        "凉茶铺、士多店和肠粉店都贴了海报。",
    ],
)
def test_names_puns_and_words_that_only_look_strange_are_right(text):
    assert said(soundalike, TITLE, FIELD, text) == []


def test_pieces_that_the_report_says_twice_are_meant():
    assert (
        said(soundalike, TITLE, FIELD, "禾堂有禾塘的意思。", "禾塘边设有社工点，禾塘旁是祠堂。")
        == []
    )


def test_what_two_checks_find_is_told_once():
    found = said(spelling, TITLE, FIELD, "社工站己经补齐签宇。")
    assert found == [("己经", "已经"), ("签宇", "签字")]
