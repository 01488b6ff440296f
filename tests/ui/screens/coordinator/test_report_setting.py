"""What is changed in place is what setting the whole document anew would give."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as example_of
from hypothesis import strategies as st
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
from ui.screens.coordinator import report_setting
from ui.screens.coordinator.report_setting import Growing, Setting, Sheet

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


@pytest.fixture
def browser(qtbot):
    made = QTextBrowser()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def setting(browser):
    return Setting(browser)


def show(qtbot, setting, text, style=STYLE):
    """Until it is what stands there."""
    setting.show_html(text, style)
    qtbot.waitUntil(lambda: not setting.busy)


def is_as_fresh(browser, text):
    wanted = fresh(text)
    wanted.setDefaultFont(browser.document().defaultFont())
    return browser.toPlainText() == wanted.toPlainText() and browser.toHtml() == wanted.toHtml()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", INPUTS)
@pytest.mark.parametrize("before", INPUTS)
def test_a_document_changed_in_place_is_as_one_that_is_set_anew(
    qtbot, browser, setting, form, before, after
):
    show(qtbot, setting, html(form, before))
    show(qtbot, setting, html(form, after))
    assert is_as_fresh(browser, html(form, after))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", ["one key", "two paragraphs", "longer", "a score"])
def test_a_changed_text_or_score_is_changed_in_place(qtbot, browser, setting, form, after):
    """The cursor of somebody who has selected something elsewhere is where it was."""
    show(qtbot, setting, html(form, "as it was"))
    cursor = browser.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(6, cursor.MoveMode.KeepAnchor)
    browser.setTextCursor(cursor)
    before = cursor.selectedText()
    setting.show_html(html(form, after), STYLE)
    assert not setting.busy
    assert browser.textCursor().selectedText() == before


def test_another_style_or_no_report_at_all_is_set_anew(qtbot, browser, setting):
    for text in ("", "<p>Wait.</p>", html("panyu", "as it was"), "<p>Wait.</p>"):
        show(qtbot, setting, text)
        assert browser.toPlainText() == fresh(text).toPlainText()
    show(qtbot, setting, html("panyu", "as it was"))
    show(qtbot, setting, html("panyu", "as it was"), STYLE.replace("#111111", "#eeeeee"))
    assert "#eeeeee" in browser.toHtml()
    assert "#111111" not in browser.toHtml()


def paragraphs(count, word="很长的一段话"):
    listed = (
        f'<p class="body"><a href="s{n}">{n}、{word}，</a><strong>第{n}条</strong>。</p>'
        for n in range(count)
    )
    return "".join(listed)


def table(rows, word="甲", last="乙"):
    lines = (
        f'<tr><td><p class="cell">{n}</p><p class="cell">{word}</p></td><td></td><td>{last}</td></tr>'
        for n in range(rows)
    )
    return f'<table border="1"><tbody>{"".join(lines)}</tbody></table>'


def page(*pieces):
    style = "p.body { text-indent: 32px; margin: 0; } p.cell { margin: 3px; }"
    return f"<html><head><style>{style}</style></head><body>{''.join(pieces)}</body></html>"


def in_full():
    return page(paragraphs(900), "<hr />", table(60), table(60), paragraphs(40))


def test_a_long_document_is_set_between_events_and_is_whole_at_once(qtbot, browser, setting):
    """What was shown stays until all is there: nobody reads a report that is being written."""
    show(qtbot, setting, page(paragraphs(3)))
    before = browser.toPlainText()
    setting.show_html(in_full(), STYLE)
    assert setting.busy
    seen = set()
    setting.changing.connect(lambda: seen.add(browser.toPlainText()))
    qtbot.waitUntil(lambda: not setting.busy)
    assert seen == {before}
    assert is_as_fresh(browser, in_full())


def test_no_slice_of_a_long_document_is_longer_than_one_may_be():
    growing = Growing(Sheet.of(page(paragraphs(900)), STYLE), 0, None)
    counts = [growing.document.blockCount()]
    while growing.grow():
        counts.append(growing.document.blockCount())
    assert len(counts) > 5
    assert max(after - before for before, after in pairwise(counts)) < counts[-1] / 5


def test_what_is_asked_for_meanwhile_wins_over_what_is_still_being_set(qtbot, browser, setting):
    show(qtbot, setting, html("panyu", "as it was"))
    other = page(paragraphs(900, "另外一段话"))
    told = []
    setting.settled.connect(lambda: told.append(browser.toPlainText()))
    setting.show_html(in_full(), STYLE)
    setting.show_html(other, STYLE)
    qtbot.waitUntil(lambda: not setting.busy)
    assert is_as_fresh(browser, other)
    assert told == [fresh(other).toPlainText()]


def test_asking_again_for_what_is_shown_ends_what_is_being_set(qtbot, browser, setting):
    """As undo does in between."""
    text = html("panyu", "as it was")
    show(qtbot, setting, text)
    setting.show_html(in_full(), STYLE)
    setting.show_html(text, STYLE)
    assert not setting.busy
    assert is_as_fresh(browser, text)


def test_an_editor_that_goes_away_takes_what_is_being_set_along(qtbot):
    made = QTextBrowser()
    setting = Setting(made)
    setting.show_html(in_full(), STYLE)
    with qtbot.waitSignal(setting.destroyed):
        made.deleteLater()


def test_only_blocks_that_may_hold_a_text_are_looked_at(qtbot, browser, setting):
    show(qtbot, setting, in_full())
    found = [block.text() for block in setting.blocks_with(["s17", 'class="cell">59'])]
    assert any(text.startswith("17、") for text in found)
    assert "59" in found
    assert not any(text.startswith("18、") for text in found)


PIECES = st.one_of(
    st.builds(paragraphs, st.integers(1, 4), st.sampled_from("甲乙😀")),
    st.builds(table, st.integers(1, 3), st.sampled_from("甲乙"), st.sampled_from(("", "丙"))),
    st.just("<hr />"),
)


EMPTIED = [table(1, "甲", ""), table(1, "甲", "丙"), paragraphs(1, "甲"), table(1, "甲", "")]


@given(before=st.lists(PIECES, max_size=6), after=st.lists(PIECES, max_size=6))
@example_of(before=EMPTIED, after=[EMPTIED[0], EMPTIED[0], *EMPTIED[2:]])
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stood_there_what_is_shown_is_the_whole_set_at_once(
    qtbot, monkeypatch, before, after
):
    """In the smallest slices that there can be, and where tables end with an empty cell."""
    monkeypatch.setattr(report_setting, "SLICE", 1)
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    setting = Setting(browser)
    for pieces in (before, after):
        show(qtbot, setting, page(paragraphs(2), *pieces))
    assert is_as_fresh(browser, page(paragraphs(2), *after))
