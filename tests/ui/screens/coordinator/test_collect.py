"""Collecting: dropped files and folders, verdicts, refusals, two laptops, taking out again."""

from PySide6.QtCore import Qt

from app.exchange import crypto
from app.exchange.workbook_form import FIRST_CELL_ROW, STATION_SHEET
from app.model.base import changed
from app.model.panel import Panelist
from app.rules.assigning import replaced
from tests.app.exchange.workbooks import edited
from tests.ui.screens.coordinator.panel import EVEN, cells, compose, drop
from ui.models.roles import Ready, Role
from ui.screens.coordinator.collect import CollectScreen
from ui.screens.coordinator.value_pair import ValuePair


def verdicts(page):
    return [file.row.verdict for file in page._files.values()]


def listed(page, verdict):
    return next(f for f in page._files.values() if f.row.verdict == verdict)


def choose(page, verdict):
    row = listed(page, verdict).row.id
    page.files.setCurrentIndex(page.files.rows.index_of(row))


def state(page, row, column):
    return page.table.index(row, column).data(Role.SHOWN).state


def test_a_dropped_file_is_collected_and_says_so(screen, panel, qtbot):
    page = screen(CollectScreen, panel.context)
    (path,) = panel.write(panel.sheet("jia"))
    with qtbot.waitSignal(page.told) as told:
        drop(page, path)
    assert told.args == ["1 sheet collected"]
    assert [s.panelist for s in panel.visit.collecting.accepted()] == ["jia"]
    assert verdicts(page) == ["new"]
    assert listed(page, "new").row.name == path.name


def test_a_dropped_folder_gives_all_its_sheets_and_nothing_else(screen, panel):
    page = screen(CollectScreen, panel.context)
    first, second = panel.write(panel.sheet("jia"), panel.sheet("yi"))
    inner = first.parent / "sub"
    inner.mkdir()
    second.rename(inner / second.name)
    (first.parent / "notes.txt").write_text("no sheet")
    drop(page.side.drop, first.parent)
    assert {s.panelist for s in panel.visit.collecting.accepted()} == {"jia", "yi"}
    assert verdicts(page) == ["new", "new"]


def test_a_folder_without_a_sheet_is_refused_in_the_page(screen, panel, tmp_path):
    page = screen(CollectScreen, panel.context)
    (tmp_path / "empty").mkdir()
    drop(page, tmp_path / "empty")
    assert "empty" in page.notice.text()


def test_collecting_again_changes_nothing_and_is_told(screen, panel):
    page = screen(CollectScreen, panel.context)
    paths = panel.write(panel.sheet("jia"))
    drop(page, *paths)
    backups = list((panel.visit.folder / "backups").iterdir())
    drop(page, *paths)
    assert verdicts(page) == ["new", "no change"]
    assert len(panel.visit.collecting.accepted()) == 1
    assert list((panel.visit.folder / "backups").iterdir()) == backups


def test_a_later_revision_says_what_it_changed(screen, panel):
    page = screen(CollectScreen, panel.context)
    drop(page, *panel.write(panel.sheet("jia")))
    drop(page, *panel.write(panel.sheet("jia", ("17",), again="看错一行")))
    assert verdicts(page) == ["older", "updated"]
    assert listed(page, "updated").row.consequence == "1 score changed"


def test_what_is_no_sheet_is_refused_with_its_reason(screen, panel, tmp_path):
    page = screen(CollectScreen, panel.context)
    path = tmp_path / "letter.hsheet"
    path.write_bytes(b"dear colleague")
    drop(page, path)
    assert verdicts(page) == ["refused"]
    choose(page, "refused")
    assert page.side.text.text()
    assert page.side.confirm.isHidden() or not page.side.confirm.isVisible()
    assert panel.visit.collecting.accepted() == ()


def test_a_file_that_is_gone_is_refused_and_the_others_are_taken(screen, panel, tmp_path):
    page = screen(CollectScreen, panel.context)
    (path,) = panel.write(panel.sheet("jia"))
    drop(page, tmp_path / "gone.hsheet", path)
    assert sorted(verdicts(page)) == ["new", "refused"]


def test_a_sheet_of_a_withdrawn_key_is_taken_with_a_reason(screen, panel, qtbot):
    sheet = panel.sheet("jia")
    panel.visit.packs.issue(("jia",), crypto.LOWEST)
    page = screen(CollectScreen, panel.context)
    drop(page, *panel.write(sheet))
    assert verdicts(page) == ["withdrawn"]
    choose(page, "withdrawn")
    assert "评委甲" in page.side.text.text()
    qtbot.keyClick(page.side.confirm, Qt.Key.Key_Return)
    assert panel.visit.collecting.accepted() == ()
    compose(page.side.reason, "旧电脑坏了")
    qtbot.keyClick(page.side.reason, Qt.Key.Key_Return)
    assert [s.panelist for s in panel.visit.collecting.accepted()] == ["jia"]
    assert verdicts(page) == ["new"]
    assert "旧电脑坏了" in panel.visit.audit()[0].after


def test_a_sheet_is_taken_out_with_the_delete_key_and_a_reason(screen, panel, qtbot):
    panel.collect(panel.sheet("jia"))
    page = screen(CollectScreen, panel.context)
    choose(page, "new")
    qtbot.keyClick(page.files, Qt.Key.Key_Delete)
    qtbot.keyClick(page.side.reason, Qt.Key.Key_Return)
    assert len(panel.visit.collecting.accepted()) == 1
    compose(page.side.reason, "交错了人")
    qtbot.keyClick(page.side.reason, Qt.Key.Key_Return)
    assert panel.visit.collecting.accepted() == ()
    assert verdicts(page) == ["taken out"]
    assert listed(page, "taken out").row.consequence == "交错了人"
    page.context.bus.run(panel.visit.undo, None)
    assert verdicts(page) == ["new"]


def test_the_board_shows_how_far_each_person_is(screen, panel):
    panel.collect(panel.sheet("jia"), panel.sheet("yi", ("18", "22", "22", "13")))
    page = screen(CollectScreen, panel.context)
    assert state(page, 0, 1) is Ready.COMPLETE
    assert state(page, 1, 3) is Ready.PARTLY
    assert state(page, 2, 1) is Ready.OPEN
    assert "1/2" in cells(page.table, 1)[3]
    assert cells(page.table, 2)[-1] == "no sheet"


def test_recusal_is_hatched_and_leaves_nothing_missing(screen, panel):
    visit = panel._laptop(1).open_pack(panel.packs["yi"].raw, panel.packs["yi"].code)
    visit.captures.declare(signature="评委乙", confidential=True)
    visit.captures.recuse("d2", recused=True, reason="任教")
    visit.close()
    panel.collect(panel.sheet("yi", ("18", "22", "", "13", "")))
    page = screen(CollectScreen, panel.context)
    assert state(page, 1, 2) is Ready.COMPLETE
    assert state(page, 1, 3) is Ready.RECUSED
    assert not any(gap.startswith("open:yi") for gap in page._gaps)


def test_two_laptops_are_settled_value_by_value_with_the_keyboard(screen, panel, qtbot):
    panel.collect(panel.sheet("yi"), panel.sheet("yi", ("18", "21.5", "22", "13", "12"), laptop=2))
    page = screen(CollectScreen, panel.context)
    pairs = page.side.findChildren(ValuePair)
    assert [pair.conflict.item for pair in pairs] == ["q_files", "q_plan"]
    assert "choose:yi" in page._gaps
    pairs[0].setFocus()
    qtbot.keyClick(pairs[0], Qt.Key.Key_Right)
    qtbot.keyClick(pairs[0], Qt.Key.Key_Space)
    (pick,) = panel.visit.merging.decisions().picks
    right = pairs[0].conflict.choices[1].value
    assert (pick.panelist, pick.item, pick.district, pick.value) == ("yi", "q_files", "d1", right)
    assert pick.by == "工作人员A"
    shown = [p for p in page.side.findChildren(ValuePair) if p.conflict.picked]
    assert [p.conflict.picked for p in shown] == [right]
    page.context.bus.run(panel.visit.undo, None)
    assert not [p for p in page.side.findChildren(ValuePair) if p.conflict.picked]


def test_values_stay_closed_while_the_own_sheet_is_open(screen, panel, context):
    panel.collect(panel.sheet("yi"), panel.sheet("yi", ("17",), laptop=2))
    own = context.library.open_pack(panel.packs["jia"].raw, panel.packs["jia"].code)
    context.library.note(own)
    own.close()
    page = screen(CollectScreen, panel.context)
    assert page.side.findChildren(ValuePair) == []
    assert "handed in" in page.side.text.text()


def test_gaps_lead_to_where_they_can_be_looked_at(screen, panel, qtbot):
    panel.collect(panel.sheet("jia", ("18", "22", "22", "13")), panel.sheet("yi", reason=""))
    page = screen(CollectScreen, panel.context)
    with qtbot.waitSignal(page.go) as gone:
        page.side.gaps.setCurrentIndex(page.side.gaps.rows.index_of("open:jia:quality:d2"))
        page.side.followed.emit(page.side.gaps.current_id)
    target = gone.args[0]
    assert (target.page, target.block, target.district) == ("merge", "quality", "d2")
    assert "reason:yi:q_files:d1" in page._gaps


def test_a_missing_sheet_asks_for_files(screen, panel):
    class Choosing(CollectScreen):
        def choose_files(self):
            return panel.write(panel.sheet("bing"))

    page = screen(Choosing, panel.context)
    page.side.followed.emit("sheet:bing")
    assert [s.panelist for s in panel.visit.collecting.accepted()] == ["bing"]


def test_staff_stand_under_the_board(screen, panel):
    page = screen(CollectScreen, panel.context)
    assert page._staff.count() == 1
    assert "工作人员A" in page._staff.itemAt(0).widget().accessibleName()
    assert page.table.rowCount() == len(EVEN) - 2


def test_the_next_conflict_is_one_key_away(screen, panel):
    panel.collect(panel.sheet("bing"), panel.sheet("bing", ("17",), laptop=2))
    page = screen(CollectScreen, panel.context)
    page.next_open()
    assert page.person == "bing"


def test_scores_that_are_no_longer_assigned_are_listed_as_kept_and_not_counted(
    screen, panel, qtbot
):
    panel.collect(panel.sheet("jia"), panel.sheet("yi"), panel.sheet("bing"))
    setup = panel.visit.setup
    left = tuple(a for a in setup.assignments if (a.panelist, a.block) != ("jia", "quality"))
    panel.visit.setups.change(changed(setup, assignments=left))
    page = screen(CollectScreen, panel.context)
    row = page._gaps["kept:jia"].row
    assert "4 scores kept" in row.text
    page.side.gaps.setFocus()
    page.side.gaps.setCurrentIndex(page.side.gaps.rows.index_of("kept:jia"))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.side.gaps, Qt.Key.Key_Return)
    assert gone.args[0].place == "assignments"


def test_an_expert_who_falls_ill_is_replaced_and_the_older_sheet_still_collects(
    screen, panel, qtbot
):
    sheet = panel.sheet("jia")
    newcomer = Panelist(id="ji", name="评委己")
    panel.visit.setups.change(replaced(panel.visit.setup, "jia", newcomer))
    issued = panel.visit.packs.issue(("ji",), crypto.LOWEST).packs
    assert panel.visit.setup_version == 2
    panel.packs |= {pack.panelist: pack for pack in issued}
    page = screen(CollectScreen, panel.context)
    page.offer(panel.write(sheet, panel.sheet("ji"), panel.sheet("yi")))
    assert {s.panelist for s in panel.visit.collecting.accepted()} == {"jia", "ji", "yi"}
    assert panel.visit.merging.gathered.score("jia", "operation", None).values == ("18",)
    assert "kept:jia" in page._gaps
    counted = {g.panelist for c in _cells(panel.visit) for g in c.givens}
    assert "jia" not in counted
    assert "ji" in counted


def _cells(visit):
    blocks = visit.merging.outcome.parties[0].blocks
    return [cell for block in blocks for part in block.districts for cell in part.cells]


def test_a_workbook_waits_for_a_second_person_and_is_confirmed_by_keys(
    screen, panel, qtbot, tmp_path
):
    book = tmp_path / "评分.xlsx"
    panel.visit.workbooks.export(book, "yi")
    raw = book.read_bytes()
    book.write_bytes(edited(raw, {(STATION_SHEET, f"D{FIRST_CELL_ROW}"): 17}))
    page = screen(CollectScreen, panel.context)
    page.offer((book,))
    (gap,) = [gap for gap in page._gaps.values() if gap.row.id.startswith("look:")]
    page.side.gaps.setFocus()
    page.side.gaps.setCurrentIndex(page.side.gaps.rows.index_of(gap.row.id))
    qtbot.keyClick(page.side.gaps, Qt.Key.Key_Return)
    page.side.looker.setFocus()
    compose(page.side.looker, "工作人员B")
    qtbot.keyClick(page.side.looker, Qt.Key.Key_Return)
    assert not [gap for gap in page._gaps if gap.startswith("look:")]
    assert all(sheet.confirmed for sheet in panel.visit.collecting.accepted())
