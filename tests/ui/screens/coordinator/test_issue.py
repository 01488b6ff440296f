"""Issuing: what blocks it, packs on a stick, codes on paper alone, keys withdrawn knowingly."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt

from app.exchange import crypto
from app.exchange.pack import open_pack
from app.model.base import changed
from tests.ui.screens.coordinator.panel import cells
from ui.screens.coordinator.issue import IssueScreen, Making
from ui.screens.coordinator.slips import slips_document


class Issuing(IssueScreen):
    """The page with a stick in hand, and codes that are cheap to make."""

    stick: Path | None = None

    def __init__(self, context):
        super().__init__(context, cost=crypto.LOWEST)

    def choose_folder(self):
        return str(self.stick) if self.stick else ""


def issuing(screen, panel, stick):
    stick.mkdir(exist_ok=True)
    page = screen(Issuing, panel.context)
    page.stick = stick
    return page


def choose(page, *rows):
    flag = QItemSelectionModel.SelectionFlag
    page.grid.selectionModel().clearSelection()
    for row in rows:
        index = page.table.index(row, 0)
        page.grid.selectionModel().setCurrentIndex(index, flag.Select | flag.Rows)


def test_everybody_gets_a_pack_that_opens_with_the_code_on_screen(screen, fresh, qtbot, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    qtbot.keyClick(page.primary, Qt.Key.Key_Return)
    files = sorted((tmp_path / "stick").iterdir())
    assert len(files) == len(fresh.visit.setup.panel)
    assert {p.panelist for p in page.slips.packs} == {p.id for p in fresh.visit.setup.panel}
    for slip in page.slips.packs:
        raw = (tmp_path / "stick" / slip.file_name).read_bytes()
        assert open_pack(raw, slip.code).panelist == slip.panelist
        assert slip.code not in slip.file_name


def test_no_code_is_written_beside_the_packs_or_into_the_library(screen, fresh, qtbot, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    qtbot.keyClick(page.primary, Qt.Key.Key_Space)
    codes = [slip.code for slip in page.slips.packs]
    written = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert codes
    assert not any(code.encode() in written for code in codes)
    assert not any(code.replace("-", "").encode() in written for code in codes)


def test_codes_are_gone_once_they_are_on_paper(screen, fresh, qtbot, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    qtbot.keyClick(page.primary, Qt.Key.Key_Return)
    assert page.slips.isVisible()
    qtbot.keyClick(page.slips.done_button, Qt.Key.Key_Return)
    assert not page.slips.isVisible()
    assert fresh.visit.packs.slips() == ()


def test_codes_outlive_the_page_since_they_cannot_be_had_again(screen, fresh, qtbot, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    qtbot.keyClick(page.primary, Qt.Key.Key_Return)
    again = screen(Issuing, fresh.context)
    assert again.slips.packs == page.slips.packs


def test_errors_of_the_setup_block_issuing_and_are_listed(screen, fresh, qtbot, tmp_path):
    fresh.visit.setups.change(changed(fresh.visit.setup, assignments=()))
    page = issuing(screen, fresh, tmp_path / "stick")
    assert page.problems.rows.rowCount() > 0
    assert not page.primary.isEnabled()
    qtbot.keyClick(page.primary, Qt.Key.Key_Return)
    assert list((tmp_path / "stick").iterdir()) == []


def test_several_chosen_people_get_packs_alone(screen, fresh, qtbot, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    choose(page, 0, 2)
    qtbot.keyClick(page.primary, Qt.Key.Key_Return)
    assert set(fresh.visit.packs.current()) == {"jia", "bing"}
    assert len(list((tmp_path / "stick").iterdir())) == 2


def test_issuing_again_says_first_what_it_withdraws(screen, panel, qtbot, tmp_path):
    old = panel.visit.packs.current()["yi"].key_id
    page = issuing(screen, panel, tmp_path / "stick")
    choose(page, 1)
    qtbot.keyClick(page._again, Qt.Key.Key_Return)
    assert page.notice.isVisible()
    assert "评委乙" in page.notice.text()
    assert panel.visit.packs.current()["yi"].key_id == old
    qtbot.keyClick(page.notice.action, Qt.Key.Key_Return)
    assert panel.visit.packs.current()["yi"].key_id != old
    assert panel.visit.packs.keys()[old].withdrawn
    assert [slip.panelist for slip in page.slips.packs] == ["yi"]


def test_who_thinks_better_of_it_withdraws_nothing(screen, panel, qtbot, tmp_path):
    before = panel.visit.packs.current()
    page = issuing(screen, panel, tmp_path / "stick")
    page.stick = None
    choose(page, 1)
    qtbot.keyClick(page._again, Qt.Key.Key_Return)
    qtbot.keyClick(page.notice.action, Qt.Key.Key_Return)
    assert panel.visit.packs.current() == before


def test_a_stick_that_cannot_be_written_changes_nothing(screen, fresh, qtbot, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    page.stick = tmp_path / "stick" / "file"
    page.stick.write_bytes(b"no folder")
    qtbot.keyClick(page.primary, Qt.Key.Key_Return)
    assert page.notice.isVisible()
    assert fresh.visit.packs.current() == {}
    assert page.slips.packs == ()
    assert page.primary.isEnabled()


def test_packs_of_a_setup_that_changed_meanwhile_are_taken_back(screen, fresh, tmp_path):
    page = issuing(screen, fresh, tmp_path / "stick")
    drafts = fresh.visit.packs.draft()
    fresh.visit.setups.change(changed(fresh.visit.setup, form="yuexiu"))
    page._on_made(Making(drafts, tmp_path / "stick", crypto.LOWEST)(_no_progress))
    assert page.notice.isVisible()
    assert list((tmp_path / "stick").iterdir()) == []
    assert fresh.visit.packs.current() == {}


def _no_progress(done, total):
    assert 0 <= done <= total


def test_the_table_tells_pack_and_sheet_of_each_person(screen, panel, tmp_path):
    panel.collect(panel.sheet("jia"))
    page = issuing(screen, panel, tmp_path / "stick")
    first, second = cells(page.table, 0), cells(page.table, 1)
    assert "评委甲" in first[0]
    assert "运营管理" in first[1]
    assert "rev. 1" in first[3]
    assert second[3] == "not in yet"
    assert not page.primary.isEnabled()


def test_a_pack_of_an_older_setup_is_marked(screen, panel, tmp_path):
    panel.visit.setups.change(changed(panel.visit.setup, form="yuexiu"))
    page = issuing(screen, panel, tmp_path / "stick")
    assert cells(page.table, 0)[2] == "older set-up"


def test_slips_name_station_person_and_code(panel):
    packs = tuple(panel.packs.values())
    text = slips_document(packs, "樟木街<站>").toPlainText()
    assert text.count("樟木街<站>") == len(packs)
    assert all(pack.code in text and pack.name in text for pack in packs)


def test_without_a_printer_the_page_says_to_copy_by_hand(screen, panel, qtbot, tmp_path):
    panel.visit.packs.issue(("jia",), crypto.LOWEST)
    page = issuing(screen, panel, tmp_path / "stick")
    page.slips.print_button.printers = tuple
    qtbot.keyClick(page.slips.print_button, Qt.Key.Key_Return)
    assert page.notice.isVisible()
