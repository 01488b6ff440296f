"""Declarations are filled in, signed in one act, shown, and changed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.model.capture import Note
from app.rules.told import shown
from app.storage.search_entries import of_capture
from ui.screens.base import Target
from ui.screens.panelist.sign_in import SignInScreen


@pytest.fixture
def page(screen, desk):
    return screen(SignInScreen, desk)


@pytest.fixture
def sign(page, qtbot):
    """Types the name into the form and presses Return."""

    def _sign(name="Expert C"):
        page.form.signature.setFocus()
        qtbot.keyClicks(page.form.signature, name)
        qtbot.keyClick(page.form.signature, Qt.Key.Key_Return)

    return _sign


def test_signing_unlocks_scoring_and_shows_when(page, sign, visit):
    page.form.confidential.click()
    sign()
    assert visit.captures.is_signed()
    assert page.signed.isVisible()
    assert not page.form.isVisible()


def test_without_confidentiality_nothing_is_signed_and_the_form_says_so(page, sign, visit):
    sign()
    assert not visit.captures.is_signed()
    assert visit.captures.all() == ()
    assert page.form.isVisible()
    assert page.form.signature.property("problem")


def test_a_district_is_left_with_its_reason(page, sign, visit, qtbot):
    page.form.extent.choose("some")
    row = page.form.rows[1]
    row.box.click()
    qtbot.keyClicks(row.reason, "former supervisor")
    page.form.confidential.click()
    sign()
    assert visit.captures.recused("d2")
    assert not visit.captures.recused("d1")
    assert visit.captures.declaration("d2").reason == "former supervisor"


def test_tab_goes_through_the_districts_between_recusal_and_confidentiality(page, qtbot):
    page.activateWindow()
    page.form.extent.choose("some")
    page.form.extent.setFocus()
    page.form.rows[1].box.setChecked(True)
    met = []
    for _press in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    first, second, third = page.form.rows
    assert met == [first.box, second.box, second.reason, third.box, page.form.confidential]


def test_a_district_without_a_reason_is_refused_whole(page, sign, visit):
    page.form.extent.choose("some")
    page.form.rows[0].box.click()
    page.form.confidential.click()
    sign()
    assert visit.captures.all() == ()


def test_the_whole_station_can_be_left(page, sign, visit, qtbot):
    page.form.extent.choose("all")
    qtbot.keyClicks(page.form.reason, "employed there")
    sign()
    assert visit.scores.cells() == ()


def test_what_is_composed_in_the_name_is_signed_too(page, visit, commit, bus):
    page.form.confidential.click()
    page.form.signature.setFocus()
    commit(page.form.signature, "评委丙")
    page.sign()
    assert visit.captures.declaration().signature == "评委丙"


def test_a_signed_declaration_can_be_changed_and_districts_come_back(page, sign, visit, qtbot):
    visit.captures.sign("评委丙", confidential=True, recusals={"d2": "旧同事"})
    page.refresh()
    page.signed.change.click()
    assert page.form.rows[1].box.isChecked()
    page.form.extent.choose("none")
    page.form.sign_button.click()
    assert not visit.captures.recused("d2")
    assert page.signed.isVisible()


def test_typing_into_the_form_saves_nothing_until_it_is_signed(page, visit, qtbot, bus):
    with qtbot.assertNotEmitted(bus.changed):
        page.form.extent.choose("all")
        qtbot.keyClicks(page.form.reason, "employed there")
        page.form.confidential.click()
        page.flush()
    assert visit.captures.all() == ()


def test_a_form_under_way_survives_a_change_made_elsewhere(page, visit, qtbot, bus):
    qtbot.keyClicks(page.form.signature, "half a na")
    bus.run(lambda: visit.captures.record(Note(text="笔记")), None)
    assert page.form.signature.text() == "half a na"


def test_after_signing_the_way_to_scoring_is_open(page, sign, going):
    page.form.confidential.click()
    sign()
    targets = going(page)
    page.signed.next.click()
    assert targets == [Target("scoring")]


def test_after_handing_in_the_declaration_stays_as_it_is(screen, desk, signed):
    signed.handin.hand_in()
    page = screen(SignInScreen, desk)
    assert not page.signed.change.isVisible()


@pytest.fixture
def draw(page, qtbot):
    """Draws a line across the pad."""

    def _draw():
        pad, left = page.form.pad, Qt.MouseButton.LeftButton
        qtbot.mousePress(pad, left, pos=QPoint(20, 20))
        qtbot.mouseMove(pad, QPoint(200, 60))
        qtbot.mouseRelease(pad, left, pos=QPoint(200, 60))

    return _draw


def test_what_is_drawn_is_signed_with_the_name_and_shown(page, sign, draw, visit):
    page.form.confidential.click()
    draw()
    sign()
    drawn = visit.captures.declaration().drawn
    assert len(drawn) == 1
    assert page.signed.ink.isVisible()
    assert page.signed.ink.strokes() == drawn
    page.signed.change.click()
    assert page.form.pad.strokes() == drawn


def test_a_drawing_without_a_name_signs_nothing(page, draw, visit):
    page.form.confidential.click()
    draw()
    page.form.sign_button.click()
    assert visit.captures.all() == ()
    assert page.form.signature.property("problem")
    assert not page.form.pad.is_empty


def test_clearing_leaves_the_name_alone(page, sign, draw, visit):
    page.form.confidential.click()
    draw()
    page.form.clear.click()
    assert page.form.pad.is_empty
    assert not page.form.clear.isEnabled()
    sign()
    assert visit.captures.declaration().drawn == ()
    assert not page.signed.ink.isVisible()


def test_tab_goes_from_the_name_over_the_pad_to_signing(page, draw, qtbot):
    draw()
    page.form.signature.setFocus()
    met = []
    for _step in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        met.append(page.focusWidget())
    assert met == [page.form.pad, page.form.clear, page.form.sign_button]


def test_a_drawing_is_neither_searched_nor_audited_as_words(page, sign, draw, visit):
    page.form.confidential.click()
    draw()
    sign()
    (signed,) = visit.captures.all("declaration")
    assert signed.body.drawn
    assert [entry.text for entry in of_capture(signed)] == ["Expert C"]
    assert shown(visit.audit(1)[0].after) == "signed in；Expert C"


def test_a_signed_declaration_can_be_looked_at_as_a_form_and_kept(page, sign, visit, qtbot):
    page.form.confidential.click()
    sign()
    assert not page.form.back.isVisible()
    page.signed.change.click()
    page.form.extent.choose("all")
    assert page.form.back.isVisible()
    qtbot.keyClick(page.form.reason, Qt.Key.Key_Escape)
    assert page.signed.isVisible()
    assert not visit.captures.recused(None)
    page.signed.change.click()
    assert page.form.extent.current == "none"
    page.form.back.click()
    assert page.signed.isVisible()


def test_handing_in_ends_a_change_of_the_declaration(page, sign, visit, bus):
    page.form.confidential.click()
    sign()
    page.signed.change.click()
    bus.run(visit.handin.hand_in, None)
    assert page.signed.isVisible()
    assert not page.form.isVisible()


def test_reasons_of_districts_with_names_of_any_length_stand_in_one_column(page):
    page.form.extent.choose("some")
    QApplication.processEvents()
    assert len({row.reason.x() for row in page.form.rows}) == 1
