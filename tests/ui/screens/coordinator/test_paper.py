"""Paper sheets, workbooks and sticks on the collecting side of the evening."""

import os
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.model.capture import Stance
from app.services.paper import Draft
from tests.ui.screens.coordinator.panel import EVEN, compose
from ui.delegates.score import ScoreEditor
from ui.screens.base import Target
from ui.screens.coordinator.collect import CollectScreen
from ui.screens.coordinator.paper import PaperScreen
from ui.screens.coordinator.watching import Looking, Watch

D = Decimal


@pytest.fixture
def page(screen, panel):
    made = screen(PaperScreen, panel.context)
    made.reveal(Target("paper", panelist="jia"))
    return made


def type_score(qtbot, page, text):
    """The first block is scored for the station as a whole: one cell."""
    qtbot.keyClick(page.table, text[0])
    editor = page.table.findChild(ScoreEditor)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_paper_sheet_is_typed_like_a_score_table_and_counts(page, panel, qtbot):
    type_score(qtbot, page, "18")
    assert panel.visit.paper.scores("jia")["operation", None].points == D(18)
    assert panel.visit.merging.gathered.score("jia", "operation", None).values == ("18",)


def test_a_score_out_of_range_is_refused_at_the_keystroke(page, panel, qtbot):
    type_score(qtbot, page, "99")
    assert panel.visit.paper.scores("jia")["operation", None].points == D(9)


def test_the_reason_stands_with_its_cell_also_when_one_moves_on(page, panel, qtbot):
    type_score(qtbot, page, "18")
    page.tabs.choose("operation")
    page.table.setCurrentIndex(page.model.index_of("operation", None))
    page.side.reason.setFocus()
    compose(page.side.reason, "缺一份记录")
    page.next_open()
    assert panel.visit.paper.scores("jia")["operation", None].reason == "缺一份记录"


def test_opinions_are_pasted_from_paper_notes(page, panel, qtbot):
    page.tabs.choose("findings")
    page.findings.go_to("")
    praise = page.findings.rows.columns[1].choices[0]
    QGuiApplication.clipboard().setText(f"台账齐全\t{praise}\n走访记录不全\t")
    qtbot.keyClick(page.findings, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    found = panel.visit.paper.findings("jia")
    assert [(f.text, f.stance) for f in found] == [
        ("台账齐全", Stance.PRAISE),
        ("走访记录不全", Stance.CONCERN),
    ]
    QGuiApplication.clipboard().setText("又一条\t某种")
    page.findings.go_to("")
    qtbot.keyClick(page.findings, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(panel.visit.paper.findings("jia")) == 2
    assert "某种" in page.notice.text()


def test_what_was_found_is_gone_to_the_cell_or_the_opinion(page, panel, qtbot):
    paper = panel.visit.paper
    paper.fill("jia", {("q_plan", "d2"): D(12)})
    paper.add_findings("jia", [Draft(Stance.CONCERN, "one"), Draft(Stance.CONCERN, "two")])
    page.reveal(Target("paper", item="q_plan", district="d2", panelist="jia"))
    assert page.tabs.current == "quality"
    assert page.model.place(page.table.currentIndex()) == ("q_plan", "d2")
    two = paper.findings("jia")[1].id
    page.reveal(Target("paper", panelist="jia", capture=two))
    assert page.tabs.current == "findings"
    assert page.findings.currentIndex().row() == 1


def test_a_second_person_confirms_and_the_author_cannot(page, panel, qtbot):
    panel.visit.paper.fill("jia", {("operation", None): D(18)})
    page.refresh()
    page.side.by.setFocus()
    compose(page.side.by, "评委甲")
    qtbot.keyClick(page.side.by, Qt.Key.Key_Return)
    assert panel.visit.paper.check_of("jia") is None
    assert page.notice.isVisible()
    page.side.by.selectAll()
    compose(page.side.by, "工作人员B")
    qtbot.keyClick(page.side.by, Qt.Key.Key_Return)
    assert panel.visit.paper.check_of("jia").by == "工作人员B"
    assert not page.side.confirm.isVisible()


def test_taking_it_out_asks_why(page, panel, qtbot):
    panel.visit.paper.fill("jia", {("operation", None): D(18)})
    page.refresh()
    qtbot.keyClick(page.side.discard, Qt.Key.Key_Space)
    assert panel.visit.paper.people() == ("jia",)
    compose(page.side.why, "录错了人")
    qtbot.keyClick(page.side.discard, Qt.Key.Key_Space)
    assert panel.visit.paper.people() == ()


def test_collecting_lists_a_paper_sheet_and_leads_to_it(screen, panel, qtbot):
    panel.visit.paper.fill("jia", {("operation", None): D(18)})
    page = screen(CollectScreen, panel.context)
    page.files.setFocus()
    page.files.setCurrentIndex(page.files.rows.index_of("paper:jia"))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.files, Qt.Key.Key_Return)
    assert gone.args[0] == Target("paper", panelist="jia")


def test_a_person_s_row_offers_to_enter_a_paper_sheet(screen, panel, qtbot):
    page = screen(CollectScreen, panel.context)
    page.reveal(Target("collect", panelist="yi"))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.side.paper, Qt.Key.Key_Space)
    assert gone.args[0] == Target("paper", panelist="yi")


def stable(watch):
    """Two looks: what two of them saw alike is whole."""
    watch.look()
    watch.look()


def test_a_watched_stick_gives_each_sheet_once_and_again_when_it_changes(panel, jobs, owner):
    (path,) = panel.write(panel.sheet("jia"))
    found = []
    watch = Watch(jobs, owner)
    watch.found.connect(found.append)
    watch.start(path.parent)
    watch.look()
    assert found == [(path,)]
    stable(watch)
    assert len(found) == 1
    path.write_bytes(panel.sheet("jia", EVEN, again="改分").raw)
    os.utime(path, ns=(1, 1))
    stable(watch)
    assert found[1:] == [(path,)]
    watch.stop()


def test_a_stick_that_is_pulled_out_is_waited_for(panel, jobs, owner, tmp_path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    watch = Watch(jobs, owner)
    told = []
    watch.changed.connect(lambda: told.append(watch.is_there))
    watch.start(stick)
    stick.rmdir()
    watch.look()
    stick.mkdir()
    watch.look()
    watch.stop()
    assert told == [True, False, True, True]


def test_a_file_that_is_still_growing_is_left_alone(tmp_path, jobs, owner):
    sheet = tmp_path / "jia.hsheet"
    found = []
    watch = Watch(jobs, owner)
    watch.found.connect(found.append)
    watch.start(tmp_path)
    for size in (10, 20, 30):
        sheet.write_bytes(b"x" * size)
        watch.look()
    assert found == []
    watch.look()
    assert found == [(sheet,)]
    watch.stop()


def test_other_people_s_spreadsheets_are_passed_over(tmp_path):
    (tmp_path / "预算.xlsx").write_bytes(b"PK\x03\x04 not ours")
    (tmp_path / "~$打开.xlsx").write_bytes(b"")
    assert Looking(tmp_path)(lambda _done, _total: None).files == {}


def test_collecting_watches_and_takes_what_comes(screen, panel, qtbot, monkeypatch):
    page = screen(CollectScreen, panel.context)
    (path,) = panel.write(panel.sheet("jia"))
    monkeypatch.setattr(page, "choose_stick", lambda: str(path.parent))
    qtbot.keyClick(page.side.watch_button, Qt.Key.Key_Space)
    page.watch.look()
    assert [s.panelist for s in panel.visit.collecting.accepted()] == ["jia"]
    qtbot.keyClick(page.side.watch_button, Qt.Key.Key_Space)
    assert page.watch.folder is None
