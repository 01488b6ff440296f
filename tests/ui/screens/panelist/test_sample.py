"""Random samples are drawn from a list, recorded, looked at, copied and repeated."""

import hashlib

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model.capture import Inspection
from app.rules.sampling import population_of
from app.services.samples import is_repeated, listed_lines
from ui.screens.base import Target
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.files_part import SAMPLE
from ui.widgets.basics import Paragraph

LIST = "\n".join(f"Z1-{n:03d}" for n in range(1, 31))


@pytest.fixture
def files(screen, desk, signed):
    made = screen(FilesScreen, desk)
    made.activateWindow()
    made.show_part(SAMPLE)
    made.enter()
    return made


@pytest.fixture
def page(files):
    return files.sample


def press(qtbot, *keys):
    for key in keys:
        target = QApplication.focusWidget()
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def type_list(page, text=LIST):
    page.form.list.setFocus()
    page.form.list.textCursor().insertText(text)
    page.form.list.flush()


def draws(visit):
    return [c.body for c in visit.samples.all()]


def draw(page, qtbot, size="5", text=LIST):
    type_list(page, text)
    page.form.size_edit.setFocus()
    page.form.size_edit.selectAll()
    press(qtbot, size, Qt.Key.Key_Return)


def test_an_empty_page_begins_in_the_list(page):
    assert page.form.list.hasFocus()
    assert page.form.seed.text() == "20240116-bing-1"


def test_a_draw_is_recorded_with_its_seed_and_can_be_repeated(page, visit, qtbot):
    draw(page, qtbot)
    (sample,) = draws(visit)
    assert (sample.seed, sample.number, sample.population) == ("20240116-bing-1", 5, 30)
    assert is_repeated(sample, population_of(listed_lines(LIST)))
    by_hand = sorted(
        LIST.splitlines(), key=lambda i: hashlib.sha256(f"{sample.seed}\n{i}".encode()).hexdigest()
    )
    assert [row.id for row in page.records.rows.rows] == by_hand[:5]
    assert page.records.hasFocus()
    assert page.form.seed.text() == "20240116-bing-2"


def test_a_share_in_percent_is_rounded_up(page, visit, qtbot):
    page.form.unit.choose("percent")
    draw(page, qtbot, "11")
    (sample,) = draws(visit)
    assert len(sample.drawn) == 4
    assert sample.number is None


def test_strata_are_told_before_the_draw_and_each_gives_its_share(page, visit, qtbot):
    text = "\n".join([f"A{n}, north" for n in range(10)] + [f"B{n}, south" for n in range(20)])
    draw(page, qtbot, "6", text)
    (sample,) = draws(visit)
    assert {s.name: len(s.drawn) for s in sample.strata} == {"north": 2, "south": 4}


def test_another_seed_draws_others(page, visit, qtbot):
    draw(page, qtbot)
    page.draws.setCurrentIndex(page.draws.rows.index(0))
    page.form.seed.set_text("agreed")
    page.done()
    one, other = draws(visit)
    assert other.seed == "agreed"
    assert one.drawn != other.drawn


def test_more_than_there_are_is_refused_in_the_page(page, visit, qtbot):
    draw(page, qtbot, "31")
    assert draws(visit) == []
    assert "30" in page.notice.text()


def test_what_is_no_number_is_refused_in_the_page(page, visit, qtbot):
    draw(page, qtbot, "some")
    assert draws(visit) == []
    assert "some" in page.notice.text()


def test_an_empty_list_is_refused_in_the_page(page, visit, qtbot):
    page.done()
    assert draws(visit) == []
    assert page.notice.isVisible()


def test_records_are_marked_by_key_with_a_remark_where_there_is_a_problem(page, visit, qtbot):
    draw(page, qtbot)
    order = [row.id for row in page.records.rows.rows]
    press(qtbot, "1", "2", Qt.Key.Key_Return, "no signature", Qt.Key.Key_Return)
    (sample,) = draws(visit)
    assert sample.inspected == (
        Inspection(record=order[0]),
        Inspection(record=order[1], problem=True, remark="no signature"),
    )
    assert page.records.hasFocus()
    page.next_open()
    assert page.records.current_id == order[2]


def test_a_mark_is_taken_back_with_delete_and_by_undo(page, visit, qtbot, bus):
    draw(page, qtbot)
    press(qtbot, "2", Qt.Key.Key_Delete)
    assert draws(visit)[0].inspected == ()
    bus.run(visit.undo, None)
    assert draws(visit)[0].inspected[0].problem


def test_a_remark_stays_with_its_record_when_one_moves_on(page, visit, qtbot, commit):
    draw(page, qtbot)
    order = [row.id for row in page.records.rows.rows]
    press(qtbot, "2")
    page.remark.setFocus()
    commit(page.remark, "缺签名", "que")
    page.records.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert draws(visit)[0].inspected == (
        Inspection(record=order[0], problem=True, remark="缺签名"),
    )
    assert page.remark.text() == ""


def test_list_and_way_to_repeat_go_to_the_clipboard(page, visit, qtbot):
    draw(page, qtbot)
    (sample,) = draws(visit)
    qtbot.mouseClick(page.copy_list, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().splitlines() == list(sample.drawn)
    qtbot.mouseClick(page.copy_method, Qt.MouseButton.LeftButton)
    assert sample.seed in QApplication.clipboard().text()
    assert sample.population_hash[:8] in QApplication.clipboard().text()


def test_earlier_draws_are_listed_and_one_is_deleted_and_brought_back(page, visit, qtbot, bus):
    draw(page, qtbot)
    page.draws.setCurrentIndex(page.draws.rows.index(0))
    page.done()
    assert [row.name for row in page.draws.rows.rows] == ["New draw", "Draw 2", "Draw 1"]
    page.draws.setFocus()
    page.draws.setCurrentIndex(page.draws.rows.index(2))
    press(qtbot, Qt.Key.Key_Delete)
    assert len(draws(visit)) == 1
    assert page.drawn is None
    bus.run(visit.undo, None)
    assert len(draws(visit)) == 2


def test_a_workbook_gives_the_list_with_its_strata(page, visit, tmp_path):
    book = Workbook()
    book.active.append(["姓名缩写", "档案编号", "片区"])
    for n in range(1, 13):
        book.active.append([f"W{n}", f"Z{n}", "一" if n < 5 else "二"])
    book.save(tmp_path / "list.xlsx")
    page.take(tmp_path / "list.xlsx")
    assert page.form.column.currentText() == "档案编号"
    assert page.form.stratum.currentText() == "片区"
    page.form.size_edit.set_text("3")
    page.done()
    (sample,) = draws(visit)
    assert sample.source == "list.xlsx"
    assert {s.name: s.population for s in sample.strata} == {"一": 4, "二": 8}


def test_a_file_of_bare_numbers_loses_none_of_them_as_a_heading(page, visit, tmp_path):
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    page.take(tmp_path / "list.txt")
    page.done()
    assert draws(visit)[0].population == 30


def test_a_file_that_is_no_table_is_refused_in_the_page(page, tmp_path):
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.4")
    page.take(tmp_path / "list.pdf")
    assert "list.pdf" in page.notice.text()


def test_a_record_in_two_strata_is_told_under_the_list(page):
    type_list(page, "Z1, north\nZ1, south")
    assert "Z1" in page.form.list.accessibleDescription()


def test_a_link_shows_the_draw(files, page, visit, qtbot):
    draw(page, qtbot)
    page.draws.setCurrentIndex(page.draws.rows.index(0))
    capture = visit.samples.all()[0].id
    files.show_part("documents")
    files.reveal(Target("files", capture=capture))
    assert files.part is page
    assert page.drawn is not None


def test_after_handing_in_nothing_is_drawn_or_marked(page, visit, qtbot, bus):
    draw(page, qtbot)
    bus.run(visit.handin.hand_in, None)
    press(qtbot, "1")
    assert draws(visit)[0].inspected == ()
    assert page.notice.isVisible()


def test_a_hundred_strata_leave_room_for_the_list(page, qtbot):
    listed = "\n".join(f"Z1-{n:04}，第{n % 100 + 1}片区" for n in range(200))
    type_list(page, listed)
    page.form.size_edit.selectAll()
    qtbot.keyClicks(page.form.size_edit, "150")
    QApplication.processEvents()
    assert page.form.list.height() > 300
    said = [label.text() for label in page.form.findChildren(Paragraph) if label.isVisible()]
    told = [text for text in said if "92 more" in text]
    assert len(told) == 2
    assert all(text.index("第2片区") < text.index("第3片区") for text in told)
