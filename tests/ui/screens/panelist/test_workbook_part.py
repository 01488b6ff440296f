"""The score workbook is exported and read back in the page; refusals name the cell."""

from decimal import Decimal

import pytest

from app.exchange.sample_file import sample_setup_path
from tests.app.exchange.workbooks import edited, rows_of
from ui.screens.panelist.hand_in import HandInScreen
from ui.screens.panelist.workbook_part import WorkbookPart

PAGE = "第一片区"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scores.xlsx"


@pytest.fixture
def part(screen, desk, signed, path, monkeypatch):
    """Saves and reads without asking."""
    page = screen(HandInScreen, desk)
    monkeypatch.setattr(page.workbook, "choose_target", lambda: path)
    monkeypatch.setattr(page.workbook, "choose_workbook", lambda: path)
    return page.workbook


@pytest.fixture
def fill(visit, part, path):
    """Exports, and types points into cells of the first district: {item: points}."""
    part.export_button.click()

    def _fill(values):
        raw = path.read_bytes()
        rows = rows_of(raw, PAGE)
        cells = {(PAGE, f"D{rows[item]}"): points for item, points in values.items()}
        path.write_bytes(edited(raw, cells))
        part.read_button.click()
        return rows

    return _fill


@pytest.fixture
def items(visit):
    return [item for _block, item, district in visit.scores.cells() if district == "d1"]


def test_exporting_writes_a_workbook_and_says_that_it_is_not_encrypted(part, path):
    part.export_button.click()
    assert path.read_bytes().startswith(b"PK")
    assert "not encrypted" in part.notice.text()
    assert part.notice.isVisible()


def test_reading_back_changes_cells_in_one_undo_step(part, fill, items, visit):
    fill({items[0].id: 1, items[1].id: 1})
    assert "2 cells changed" in part.notice.text()
    assert {key[0] for key in visit.scores.given()} == {items[0].id, items[1].id}
    visit.undo()
    assert visit.scores.given() == {}


def test_a_blank_cell_keeps_its_score_and_the_page_says_so(part, fill, items, visit, bus):
    bus.run(lambda: visit.scores.give(items[1].id, "d1", Decimal(1)), None)
    fill({items[0].id: 1})
    assert "1 is blank there" in part.notice.text()
    assert len(visit.scores.given()) == 2


def test_a_refused_cell_is_named_in_the_page_and_nothing_is_taken(part, fill, items, visit):
    rows = fill({items[0].id: 1, items[1].id: 999})
    assert f"{PAGE}!D{rows[items[1].id]}" in part.notice.text()
    assert visit.scores.given() == {}


def test_a_file_that_is_no_workbook_is_refused_by_its_name(part, path):
    path.write_bytes(sample_setup_path("zhongcun").read_bytes())
    part.read_button.click()
    assert path.name in part.notice.text()


def test_a_sheet_handed_in_meanwhile_is_exported_but_not_filled(part, path, visit, bus):
    bus.announce(visit.handin.hand_in().changes, None)
    assert not part.read_button.isEnabled()
    part.export_button.click()
    assert path.exists()


def test_before_signing_in_a_workbook_is_refused_with_what_to_do(screen, desk, visit, path, items):
    part = screen(WorkbookPart, desk)
    part.choose_target = part.choose_workbook = lambda: path
    part.export_button.click()
    raw = path.read_bytes()
    path.write_bytes(edited(raw, {(PAGE, f"D{rows_of(raw, PAGE)[items[0].id]}"): 1}))
    part.read_button.click()
    assert "Sign in" in part.notice.text()
    assert visit.scores.given() == {}


def test_a_change_of_mind_writes_and_reads_nothing(part, path, monkeypatch):
    monkeypatch.setattr(part, "choose_target", lambda: None)
    monkeypatch.setattr(part, "choose_workbook", lambda: None)
    part.export_button.click()
    part.read_button.click()
    assert not path.exists()
    assert not part.notice.isVisible()


def test_who_left_the_whole_station_sees_no_workbook(screen, desk, visit):
    visit.captures.sign("评委丙", confidential=True, recusals={None: "在站任职"})
    assert not screen(HandInScreen, desk).workbook.isVisible()
