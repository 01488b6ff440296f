"""Similar texts: taken in, compared, laid side by side, made into findings by one key."""

from dataclasses import replace

import pytest
from docx import Document
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication

from app.errors import JobCancelledError
from app.model.capture import Similar, Stance
from app.rules.similarity import normal
from ui.jobs import Jobs
from ui.models.similar import Comparing
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.files_part import SIMILAR

CALL = (
    "打电话过去是本人接的，最近身体还算稳当，药都按时吃，上下楼要扶着走。"
    "提醒天冷添衣，对方道谢，说眼下没有别的需要。"
)
COPY = CALL.replace("本人接的", "家人代接的").replace("，上下楼要扶着走", "")
OTHER = "上门时门口贴着维修单，邻居说去了女儿家，饭堂的申请表留给楼长转交，约好下周三再来。"


@pytest.fixture
def files(screen, desk, signed):
    made = screen(FilesScreen, desk)
    made.activateWindow()
    made.show_part(SIMILAR)
    made.enter()
    return made


@pytest.fixture
def page(files):
    return files.similar


@pytest.fixture
def case(tmp_path):
    """Writes a record as a text file; its path."""

    def _case(name, text):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return _case


@pytest.fixture
def alike(page, case):
    """The page with one pair found among three texts."""
    page.take((case("Z2-031", CALL), case("Z2-044", COPY), case("Z1-007", OTHER)))
    return page


def press(qtbot, *keys):
    for key in keys:
        target = QApplication.focusWidget()
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def kept(visit):
    return [c.body for c in visit.captures.all("similar")]


def test_an_empty_page_offers_to_take_texts_in(page):
    assert page.take_in.isVisible()
    assert page.take_in.drop.hasFocus()
    assert not page.primary.isVisible()


def test_pairs_are_found_among_files_and_shown_clause_by_clause(alike, files):
    (row,) = alike.pairs.rows.rows
    assert (row.left, row.right) == ("Z2-031", "Z2-044")
    assert alike.pairs.hasFocus()
    rows = alike.view.clauses.rows.rows
    assert [r.left for r in rows if not r.right] == ["上下楼要扶着走。"]
    assert any(r.equal and r.opens for r in rows)
    assert alike.tabs.accessibleDescription() == "Similar texts 1 pair"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F])
def test_one_key_makes_a_finding_with_both_references(alike, visit, qtbot, key):
    press(qtbot, key)
    (finding,) = visit.captures.findings()
    (pair,) = kept(visit)
    assert finding.body.stance is Stance.CONCERN
    assert "Z2-031" in finding.body.text
    assert "Z2-044" in finding.body.text
    assert finding.body.links == (visit.captures.all("similar")[0].id,)
    assert (pair.left.record, pair.right.record) == ("Z2-031", "Z2-044")
    assert pair.passages
    assert alike.pairs.rows.rows[0].verdict == "finding made"


def test_the_finding_can_be_reworded_at_once_and_return_goes_on(alike, visit, qtbot):
    press(qtbot, "F")
    assert alike.foot.text.hasFocus()
    alike.foot.text.selectAll()
    press(qtbot, "two records, one text", Qt.Key.Key_Return)
    (finding,) = visit.captures.findings()
    assert finding.body.text == "two records, one text"
    assert alike.pairs.hasFocus()


def test_what_is_typed_is_a_finding_without_any_key(alike, visit, commit):
    alike.foot.text.setFocus()
    alike.foot.text.selectAll()
    commit(alike.foot.text, "两份电访记录逐句相同", "liang")
    alike.flush()
    (finding,) = visit.captures.findings()
    assert finding.body.text == "两份电访记录逐句相同"
    alike.flush()
    assert len(visit.captures.findings()) == 1


def test_a_blank_at_the_end_of_a_pause_leaves_the_cursor_alone(alike, visit, qtbot):
    press(qtbot, "F", " ")
    alike.foot.text.flush()
    press(qtbot, "more")
    assert alike.foot.text.text().endswith(" more")


def test_an_emptied_text_is_a_draft_of_its_own_pair(page, case, visit, qtbot):
    page.take((case("A", CALL), case("B", COPY), case("C", CALL + "再约时间。")))
    page.foot.text.setFocus()
    page.foot.text.selectAll()
    press(qtbot, Qt.Key.Key_Delete)
    page.pairs.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert page.foot.text.text()
    press(qtbot, Qt.Key.Key_Up)
    assert page.foot.text.text() == ""
    assert visit.captures.findings() == ()


def test_a_finding_is_one_undo_step_with_its_evidence(alike, visit, qtbot, bus):
    press(qtbot, "F")
    bus.run(visit.undo, None)
    assert visit.captures.findings() == ()
    assert kept(visit) == []
    assert alike.pairs.rows.rows[0].verdict == ""


def test_the_finding_belongs_where_the_choice_stands(alike, visit, qtbot):
    alike.foot.district.setCurrentIndex(2)
    alike.foot.subject.setCurrentIndex(alike.foot.subject.findData("quality/q_files"))
    press(qtbot, "F")
    (finding,) = visit.captures.findings()
    assert (finding.block, finding.item, finding.district) == ("quality", "q_files", "d2")
    alike.foot.district.setCurrentIndex(3)
    alike.foot.district.activated.emit(3)
    assert visit.captures.findings()[0].district == "d3"


def test_v_makes_one_to_verify_and_changes_a_concern_into_one(alike, visit, qtbot):
    press(qtbot, "V")
    assert visit.captures.findings()[0].body.stance is Stance.VERIFY
    press(qtbot, "V")
    assert [c.body.stance for c in visit.captures.findings()] == [Stance.CONCERN]


def test_d_dismisses_a_pair_and_takes_that_back(alike, visit, qtbot):
    press(qtbot, "D")
    assert [pair.dismissed for pair in kept(visit)] == [True]
    assert visit.captures.findings() == ()
    assert alike.pairs.rows.rows[0].verdict == "seen, no matter"
    press(qtbot, "D")
    assert kept(visit) == []


def test_what_was_made_of_a_pair_is_known_when_the_same_files_come_again(alike, visit, qtbot, case):
    press(qtbot, "F")
    qtbot.mouseClick(alike.clear_button, Qt.MouseButton.LeftButton)
    assert alike.take_in.isVisible()
    alike.take((case("Z2-031", CALL), case("Z2-044", COPY)))
    assert alike.pairs.rows.rows[0].verdict == "finding made"
    press(qtbot, "F")
    assert len(visit.captures.findings()) == 1


def test_the_next_pair_without_a_verdict_is_gone_to(page, case, qtbot):
    page.take((case("A", CALL), case("B", COPY), case("C", CALL + "再约时间。")))
    assert page.pairs.rows.rowCount() == 3
    press(qtbot, "D")
    assert page.pairs.current_id == "1"
    press(qtbot, Qt.Key.Key_Up)
    page.next_open()
    assert page.pairs.current_id == "1"


def test_pasted_texts_are_compared(page, qtbot):
    page.take_in.text.setFocus()
    page.take_in.text.textCursor().insertText(f"{CALL}\n\n{COPY}")
    qtbot.mouseClick(page.take_in.compare, Qt.MouseButton.LeftButton)
    (row,) = page.pairs.rows.rows
    assert (row.left, row.right) == ("1", "2")


def test_word_files_join_what_is_there(alike, tmp_path):
    document = Document()
    document.add_paragraph(OTHER)
    document.save(tmp_path / "Z3-001.docx")
    alike.take((tmp_path / "Z3-001.docx",))
    assert {(r.left, r.right) for r in alike.pairs.rows.rows} == {
        ("Z2-031", "Z2-044"),
        ("Z1-007", "Z3-001"),
    }


def test_a_folder_gives_the_files_in_it(page, case, tmp_path):
    case("Z2-031", CALL)
    case("Z2-044", COPY)
    (tmp_path / "picture.png").write_bytes(b"no text")
    page.take((tmp_path,))
    assert page.pairs.rows.rowCount() == 1
    assert not page.notice.isVisible()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_compared(page, case, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no zip")
    page.take((case("Z2-031", CALL), broken, case("Z2-044", COPY)))
    assert page.pairs.rows.rowCount() == 1
    assert "broken.docx" in page.notice.text()


def test_one_text_alone_is_refused_with_what_to_do(page, case):
    page.take((case("Z2-031", CALL),))
    assert page.take_in.isVisible()
    assert "Add another" in page.notice.text()


def test_no_pair_is_said_in_words(page, case):
    page.take((case("Z2-031", CALL), case("Z1-007", OTHER)))
    assert page.pairs.rows.rowCount() == 0
    assert not page.foot.isVisible()
    assert page.tabs.accessibleDescription() == "Similar texts 0 pairs"


def test_the_original_texts_are_shown_whole_with_what_both_have_marked(alike):
    alike.view.head.way.setFocus()
    alike.view.head.way.choose("original")
    assert alike.view.left.text() == CALL
    assert alike.view.right.text() == COPY
    marked = [s.cursor.selectedText() for s in alike.view.right.extraSelections()]
    assert marked
    assert all(normal(text) in normal(CALL) for text in marked)


class HeldPool(QThreadPool):
    """Runs work when it is told to."""

    def __init__(self, owner):
        super().__init__(owner)
        self.held = []

    def start(self, runnable, priority=0):
        self.held.append(runnable)


def test_cancelling_keeps_what_was_compared_before(screen, desk, signed, owner, case):
    pool = HeldPool(owner)
    page = screen(FilesScreen, replace(desk, jobs=Jobs(owner, pool))).similar
    page.window().show_part(SIMILAR)
    page.take((case("Z2-031", CALL), case("Z2-044", COPY)))
    assert page.waiting.isVisible()
    pool.held.pop().run()
    assert page.view.isVisible()
    page.take((case("Z3-020", OTHER),))
    assert page.waiting.isVisible()
    page.waiting.cancel.click()
    pool.held.pop().run()
    assert page.view.isVisible()
    assert page.pairs.rows.rowCount() == 1


def test_the_work_stops_when_it_is_told_to(case):
    def stop(_done, _total):
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        Comparing((), (case("Z2-031", CALL), case("Z2-044", COPY)))(stop)


def test_texts_are_kept_nowhere_but_in_what_was_found(alike, visit, qtbot, tmp_path, state):
    press(qtbot, "F")
    state.sync()
    (pair,) = kept(visit)
    assert isinstance(pair, Similar)
    assert sum(map(len, pair.passages)) < len(CALL)
    raw = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".txt"]
    assert not [1 for content in raw if "药都按时吃".encode() in content]


def test_pairs_fit_into_a_narrow_window(screen, desk, signed, case):
    files = screen(FilesScreen, desk, 855, 480)
    files.show_part(SIMILAR)
    long = "Z2-044-copied-from-the-form-of-the-year-before-last-and-kept"
    files.similar.take((case("Z2-031", CALL), case(long, COPY)))
    QApplication.processEvents()
    assert files.similar.view.isVisible()
    assert (files.width(), files.height()) == (855, 480)


def test_after_handing_in_pairs_can_only_be_looked_at(alike, visit, qtbot, bus):
    bus.run(visit.handin.hand_in, None)
    alike.pairs.setFocus()
    press(qtbot, "F", "D", "V")
    assert visit.captures.findings() == ()
    assert kept(visit) == []
    assert not alike.primary.isVisible()
