"""The Chinese catalogue: complete, up to date, and written as the field writes."""

import re
from copy import deepcopy

import pytest
from babel.messages.pofile import read_po

from app.i18n import LOCALE, placeholders
from build_scripts import translate

HAN = r"[\u4e00-\u9fff]"
ASCII_SIGN = r"[,.;:!?()\[\]\"'<>]"
WORD = r"[A-Za-z0-9]"
FIGURES = (
    "count|all|panel|points|full|step|number|revision|line|limit|size|low|high|minimum|raters"
    "|months|minutes|done|cells|needed|total"
)
FIGURE = rf"\{{(?:{FIGURES})\}}"
SAME_IN_BOTH = {"{block} {value}"}
FORBIDDEN = {
    "您": "no pronoun, or 你",
    "优盘": "U 盘",
    "U盘": "U 盘",
    "(?<!评委)专家": "评委",
    "评审": "评委 or 评估",
    "评估员": "评委",
    "评估人": "评委",
    "笔记本": "电脑",
    "密码": "口令 for the laptop, 开包码 for a pack",
    "回执码": "核对码",
    "打分表": "评分表",
    "评分单": "评分表",
    "数据包": "文件包",
    "任务包": "文件包",
    "提交": "交表",
    "没收": "未收",
    "取出": "撤出",
    "分区": "片区",
    "地区": "片区",
    "社工站点": "社工点",
    "裁决": "裁定",
    "仲裁": "裁定",
    "减分": "扣分",
    "失分": "扣分",
    "督导方": "督导中心",
    "保密承诺": "保密声明",
    "撤消": "撤销",
    "修订版": "第 n 版",
    "指标表": "指标体系",
    "模版": "模板",
    "速录": "速记",
    r"\.\.\.|……": "…",
}
TERMS = {
    "passphrase": "口令",
    "codes?": "码|编号|code",
    "districts?": "片区",
    "sites?": "社工点",
    "packs?": "文件包|发包",
    "vetoe?s?": "否决",
    "recus\\w+": "回避",
    "findings?": "意见",
    "revision": "版",
    "instrument": "指标体系|指标",
    "coordinator": "汇总",
    "library": "评估库",
    "stick": "U 盘",
    "praise": "肯定",
    "concerns?": "关注",
    "confidential\\w*": "保密",
    "quick note": "速记",
    "certified": "持证",
    "signature": "签名|姓名",
}
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


@pytest.fixture(scope="module")
def gathered():
    return translate.gather()


@pytest.fixture
def blank(gathered):
    """All texts of the program without a translation, to be written into."""
    return deepcopy(gathered)


@pytest.fixture(scope="module")
def catalogue(gathered):
    return translate.updated(translate.TARGET, gathered)


@pytest.fixture(scope="module")
def pairs(catalogue):
    """English and Chinese; of texts with two English forms, the plural one."""
    found = []
    for message in catalogue:
        if message.pluralizable:
            found += [(message.id[1], text) for text in message.string if text]
        elif message.id and message.string:
            found.append((message.id, message.string))
    assert len(found) > 500
    return found


def test_every_text_of_the_program_is_translated(catalogue):
    assert translate.untranslated(catalogue) == []


def test_the_catalogue_is_up_to_date(catalogue):
    assert translate.stale(catalogue) == []


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parts[-3])
def test_a_compiled_catalogue_matches_its_source(po):
    with po.open("rb") as file:
        compiled = translate.as_mo(read_po(file, locale=po.parts[-3]))
    assert po.with_suffix(".mo").read_bytes() == compiled


def test_a_text_without_a_translation_is_reported(blank):
    assert f"not translated: {next(iter(blank._messages))}" in translate.untranslated(blank)


def test_a_table_fills_what_is_not_translated_and_nothing_else(blank, tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text("Undo\t撤\n{count} findings\t{count} 条\nRedo\t又做\n", "utf-8")
    blank["Redo"].string = "重做"
    translate.fill(blank, [table])
    found = [blank[text].string for text in ("Undo", "{count} finding", "Redo", "Larger")]
    assert found == ["撤", ("{count} 条",), "重做", ""]


def test_translations_keep_the_placeholders(pairs):
    wrong = [pair for pair in pairs if placeholders(pair[0]) != placeholders(pair[1])]
    assert wrong == []


def test_no_translation_is_its_english_source(pairs):
    assert {text for text, chinese in pairs if text == chinese} == SAME_IN_BOTH


def test_sentences_stay_sentences(pairs):
    """A full stop for a full stop: a refusal is split at its first sentence."""
    wrong = [
        pair for pair in pairs if pair[0].endswith(".") and not pair[1].endswith(("。", "。”"))
    ]
    assert wrong == []


def test_chinese_has_full_width_punctuation(pairs):
    """The filters of a file dialog have a syntax of their own."""
    beside = re.compile(
        rf"{HAN}{ASCII_SIGN}|{ASCII_SIGN}{HAN}|[，。；：！？、] |[「」『』]|[，。]{{2}}"
    )
    prose = [chinese.replace(";;", " ") for _text, chinese in pairs]
    assert [chinese for chinese in prose if beside.search(chinese)] == []


def test_a_space_stands_between_chinese_and_words_or_figures(pairs):
    tight = re.compile(
        rf"{HAN}(?:{WORD}|{FIGURE})|(?:{WORD}|{FIGURE}|%){HAN}",
    )
    assert [chinese for _text, chinese in pairs if tight.search(chinese)] == []


def test_no_other_word_stands_for_a_term_of_the_field(pairs):
    wrong = [
        (chinese, better)
        for _text, chinese in pairs
        for bad, better in FORBIDDEN.items()
        if re.search(bad, chinese)
    ]
    assert wrong == []


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_the_same_wherever_it_stands(pairs, term):
    wanted = re.compile(rf"\b{term}\b", re.IGNORECASE)
    named = [pair for pair in pairs if wanted.search(re.sub(r"\{\w+\}", "", pair[0]))]
    assert named
    assert [pair for pair in named if not re.search(TERMS[term], pair[1])] == []
