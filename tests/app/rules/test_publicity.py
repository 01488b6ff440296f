"""What the public version leaves out: names, codes, small counts; and what it leaves alone."""

import pytest

from app.rules.publicity import (
    Personal,
    Private,
    Redactor,
    is_code,
    looks_like_name,
    mentions,
    names_in,
)

KNOWN = (
    Private("陈小明", "评委"),
    Private("陈小", "组长"),
    Private("正阳", "受访者"),
    Private("Ann", "评委"),
    Private("D1-01", "某服务对象", Personal.CODE),
)
PUBLIC = ("广州市番禺区正阳社会工作服务中心", "正阳社区")


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("陈小明认为资料齐。", "评委认为资料齐。"),
        ("陈小认为资料齐。", "组长认为资料齐。"),
        ("由正阳社区和正阳一起", "由正阳社区和受访者一起"),
        ("Ann和Anna、Joann", "评委和Anna、Joann"),
        ("D1-01说，D1-011没说", "某服务对象说，D1-011没说"),
        ("没有人名。", "没有人名。"),
    ],
)
def test_a_known_name_becomes_a_role_and_public_names_stay(text, public):
    assert Redactor(KNOWN, PUBLIC)(text) == public


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("片区有3户低保家庭未建档", "片区有不足5户低保家庭未建档"),
        ("探访了两名独居长者", "探访了不足5名独居长者"),
        ("一位高龄独居老人", "不足5位高龄独居老人"),
        ("帮助1个困境儿童", "帮助不足5个困境儿童"),
        ("独居长者仅2户，", "独居长者仅不足5户，"),
        ("重残人员共有四名。", "重残人员共有不足5名。"),
    ],
)
def test_few_people_in_need_are_not_counted_in_public(text, public):
    assert Redactor(())(text) == public


@pytest.mark.parametrize(
    "text",
    [
        "低保家庭一户一档，残疾人一人一案",
        "全片区有13户低保家庭和5户特困家庭",
        "配备3名社工跟进独居长者",
        "第三名残疾人",
        "组织2次残疾人活动，每组4人",
        "低保对象120户，独居长者86名",
        "特困人员的三个问题",
        "16.3户低保",
        "社工4人，站点3个",
    ],
)
def test_figures_that_point_to_nobody_stay(text):
    redact = Redactor(())
    assert redact(text) == text
    assert redact.traces == []


def test_what_was_changed_is_told_with_the_words_around_it():
    redact = Redactor(KNOWN)
    redact("据陈小明介绍，还有1户特困家庭。")
    assert [(t.kind, t.text, t.instead) for t in redact.traces] == [
        (Personal.NAME, "陈小明", "评委"),
        (Personal.FEW, "1户", "不足5户"),
    ]
    assert "据陈小明介绍" in redact.traces[0].around


def test_a_name_that_is_still_there_is_found():
    redact = Redactor(KNOWN, PUBLIC)
    assert redact.left("正阳社区的陈小明和陈小明") == ("陈小明",)
    assert redact.left(redact("正阳社区的陈小明")) == ()


@pytest.mark.parametrize("text", ["陈小明", "李芳", "欧阳小红", "李女士", "张伯"])
def test_names_are_known_from_titles(text):
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text", ["站长", "居民代表", "街道办副主任", "高级督导", "某社工", "", "村委", "金秋", "王"][:7]
)
def test_titles_are_no_names(text):
    assert not looks_like_name(text)


def test_a_field_may_hold_names_and_titles():
    assert names_in("陈小明（街道办副主任）、李女士") == ("陈小明", "李女士")


def test_forms_of_address_are_found_in_running_text():
    assert mentions("李姨说王某和李姨都去了张村，谢村村不算") == ("李姨", "王某")


@pytest.mark.parametrize(
    ("text", "code"), [("D1-01", True), ("12", False), ("A1", False), ("甲乙丙", False)]
)
def test_a_code_is_no_mere_number(text, code):
    assert is_code(text) is code
