"""What is changed in place is what setting the whole document anew would give."""

from functools import cache

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser

from app.model.base import changed
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.model.decision import PartyEntry
from app.model.report import PassageEdit
from app.reports.form import load_form
from app.reports.preview import draft
from tests.app.reports.examples import AT, decisions, example, findings
from ui.screens.coordinator.report_setting import Setting

STYLE = "a { color: #111111; text-decoration: none; }"
FORMS = ("panyu", "yuexiu")
TEXTS = {
    "one key": "第一段。",
    "two paragraphs": "第一段。\n第二段。",
    "four paragraphs": "一。\n二。\n三。\n四😀<b>&。",
    "longer": "很长的一段话。" * 80,
}


def passages(text, keys=("closing",)):
    return example(
        passages=tuple(
            PassageEdit(form=form, key=key, text=text, at=AT) for form in FORMS for key in keys
        )
    )


def scored():
    better = changed(
        decisions(), parties=(PartyEntry(party="buyer", value="19"), *decisions().parties[1:])
    )
    return example(taken=better)


def another():
    more = CuratedFinding(id="new", stance=Stance.CONCERN, text="新的一条。", block="operation")
    return example(findings=(*findings(), more))


INPUTS = {
    "as it was": example,
    **{name: lambda text=text: passages(text) for name, text in TEXTS.items()},
    "two texts": lambda: passages("另写。", ("preface", "closing")),
    "a score": scored,
    "a finding more": another,
}


@cache
def html(form, which):
    return draft(INPUTS[which](), load_form(form)).html


def fresh(text):
    made = QTextDocument()
    made.setDefaultStyleSheet(STYLE)
    made.setHtml(text)
    return made


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", INPUTS)
@pytest.mark.parametrize("before", INPUTS)
def test_a_document_changed_in_place_is_as_one_that_is_set_anew(qtbot, form, before, after):
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    setting = Setting(browser)
    setting.show_html(html(form, before), STYLE)
    setting.show_html(html(form, after), STYLE)
    wanted = fresh(html(form, after))
    assert browser.toPlainText() == wanted.toPlainText()
    wanted.setDefaultFont(browser.document().defaultFont())
    assert browser.toHtml() == wanted.toHtml()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", ["one key", "two paragraphs", "longer", "a score"])
def test_a_changed_text_or_score_is_changed_in_place(qtbot, form, after):
    """The cursor of somebody who has selected something elsewhere is where it was."""
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    setting = Setting(browser)
    setting.show_html(html(form, "as it was"), STYLE)
    cursor = browser.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(6, cursor.MoveMode.KeepAnchor)
    browser.setTextCursor(cursor)
    before = cursor.selectedText()
    setting.show_html(html(form, after), STYLE)
    assert browser.textCursor().selectedText() == before


def test_another_style_or_no_report_at_all_is_set_anew(qtbot):
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    setting = Setting(browser)
    for text in ("", "<p>Wait.</p>", html("panyu", "as it was"), "<p>Wait.</p>"):
        setting.show_html(text, STYLE)
        assert browser.toPlainText() == fresh(text).toPlainText()
    setting.show_html(html("panyu", "as it was"), STYLE)
    setting.show_html(html("panyu", "as it was"), STYLE.replace("#111111", "#eeeeee"))
    assert "#eeeeee" in browser.toHtml()
    assert "#111111" not in browser.toHtml()
