"""Handing in, saving, receipts, reopening; problems lead to where they are mended."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.exchange.sheet import read_sheet_header
from app.model.capture import Finding, Stance
from app.rules.problem import Severity
from app.services.captures import Place
from ui.screens.base import Target
from ui.screens.panelist.hand_in import HandInScreen


class Page(HandInScreen):
    """Saves to a folder without asking; None stands for a change of mind."""

    folder = None

    def choose_folder(self):
        return self.folder


@pytest.fixture
def page(screen, desk, signed, tmp_path):
    made = screen(Page, desk)
    made.folder = tmp_path / "stick"
    made.folder.mkdir()
    return made


def test_handing_in_saves_the_sheet_and_shows_its_check_code(page, visit):
    page.hand_in_button.click()
    saved = list(page.folder.glob("*.hsheet"))
    assert len(saved) == 1
    assert read_sheet_header(saved[0].read_bytes()).revision == 1
    assert page.receipt.code.text() == visit.handin.history()[0].check_code
    assert page.receipt.isVisible()
    assert not page.hand_in_button.isVisible()


def test_a_change_of_mind_hands_nothing_in(page, visit):
    page.folder = None
    page.hand_in_button.click()
    assert visit.handin.sealed_revision is None


def test_a_folder_that_cannot_be_written_is_refused_and_the_sheet_saved_elsewhere(page, tmp_path):
    good = page.folder
    page.folder = tmp_path / "file"
    page.folder.write_text("in the way", "utf-8")
    page.hand_in_button.click()
    assert page.notice.isVisible()
    assert page.receipt.isVisible()
    page.folder = good
    page.notice.action.click()
    assert len(list(good.glob("*.hsheet"))) == 1


def test_saving_once_more_gives_the_same_bytes(page, tmp_path):
    page.hand_in_button.click()
    first = next(page.folder.glob("*.hsheet")).read_bytes()
    page.folder = tmp_path / "other"
    page.receipt.again.click()
    assert next(page.folder.glob("*.hsheet")).read_bytes() == first


def test_unsigned_nothing_is_handed_in_and_the_page_says_why(screen, desk, visit, tmp_path):
    page = screen(Page, desk)
    page.folder = tmp_path
    page.hand_in_button.click()
    assert visit.handin.sealed_revision is None
    assert page.notice.isVisible()


def test_reopening_wants_a_reason_and_makes_the_next_revision(page, visit, qtbot):
    page.hand_in_button.click()
    page.receipt.reopen.click()
    assert visit.handin.sealed_revision == 1
    qtbot.keyClicks(page.receipt.reason, "one finding forgotten")
    qtbot.keyClick(page.receipt.reason, Qt.Key.Key_Return)
    assert visit.handin.sealed_revision is None
    assert page.hand_in_button.isVisible()
    page.hand_in_button.click()
    assert [row.reason for row in visit.handin.history()] == ["", "one finding forgotten"]


def test_problems_lead_to_the_place_where_they_are_mended(page, visit, bus, going, qtbot):
    item = visit.instrument.block("quality").scored()[0]
    values = {(i.id, d): i.full for _block, i, d in visit.scores.cells()}
    values[item.id, "d1"] = Decimal(1)
    place = Place(block="monitoring")
    bus.run(lambda: visit.scores.fill(values), None)
    body = Finding(stance=Stance.VERIFY, text="夜里谁值班")
    made = bus.run(lambda: visit.captures.record(body, place), None)
    targets = going(page)
    part = page.parts[Severity.WARNING]
    for row in range(part.list.rows.rowCount()):
        part.list.setCurrentIndex(part.list.rows.index(row))
        qtbot.keyClick(part.list, Qt.Key.Key_Return)
    assert [(t.page, t.item, t.district) for t in targets[:1]] == [("scoring", item.id, "d1")]
    assert targets[1] == Target("feedback", block="monitoring", capture=made.id)


def test_what_is_only_worth_a_look_is_folded_away(page):
    item = page.visit.scores.cells()[0][1]
    page.context.bus.run(lambda: page.visit.scores.give(item.id, None, Decimal(1)), None)
    part = page.parts[Severity.HINT]
    assert part.isVisible()
    assert not part.list.isVisible()
    part.toggle.click()
    assert part.list.isVisible()


def test_entering_goes_to_what_is_missing_then_to_what_can_be_done(page, visit):
    page.activateWindow()
    page.enter()
    assert page.parts[Severity.WARNING].list.hasFocus()
    page.hand_in_button.click()
    page.enter()
    assert page.receipt.again.hasFocus()


def test_control_enter_hands_in_and_the_keyboard_goes_on_to_the_receipt(page, visit, tmp_path):
    page.activateWindow()
    page.done()
    assert visit.handin.sealed_revision == 1
    assert page.receipt.again.hasFocus()
    page.done()
    assert visit.handin.history()[-1].revision == 1
    page.receipt.reason.set_text("漏了一处")
    page.reopen()
    assert page.parts[Severity.WARNING].list.hasFocus()


def test_a_folder_that_refuses_leaves_the_keyboard_at_choosing_another(page, tmp_path):
    page.activateWindow()
    page.folder = tmp_path / "file"
    page.folder.write_text("in the way", "utf-8")
    page.done()
    assert page.notice.action.hasFocus()
