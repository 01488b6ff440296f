"""The set-up table: typing, blocks, rows that come and go, words that only fit by choice."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from ui.models.edit_table import EditColumn, EditModel, EditRow
from ui.widgets.edit_table import MOST_PASTED, EditTable
from ui.widgets.editors import LineEditor

COLUMNS = (
    EditColumn("name", "名称"),
    EditColumn("count", "户数", figure=True),
    EditColumn("duty", "职责", choices=("组长", "专家", "工作人员")),
)


class Owner:
    """Stores what the table gives out and shows it again, as a page does."""

    def __init__(self, table: EditTable) -> None:
        self.table = table
        self.rows: list[EditRow] = []
        self.steps = 0
        self.removed: list[tuple[str, ...]] = []
        self.shifted: list[tuple[tuple[str, ...], int]] = []
        self.crowded: list[int] = []
        table.typed.connect(self.on_typed)
        table.removed.connect(self.removed.append)
        table.shifted.connect(self.on_shifted)
        table.crowded.connect(self.crowded.append)

    def on_shifted(self, ids, step):
        self.shifted.append((ids, step))

    def on_typed(self, typed):
        self.steps += 1
        rows = [self._changed(row, typed.texts) for row in self.rows]
        for texts in typed.added:
            name = f"r{len(rows) + 1}"
            rows.append(EditRow(name, tuple(texts.get(c.id, "") for c in COLUMNS)))
        self.show(rows)

    def show(self, rows):
        self.rows = list(rows)
        self.table.set_rows(self.rows)

    def texts(self):
        return [row.texts for row in self.rows]

    def _changed(self, row, texts):
        found = (texts.get((row.id, c.id), t) for c, t in zip(COLUMNS, row.texts, strict=True))
        return replace(row, texts=tuple(found))


@pytest.fixture
def filled(show):
    table = show(EditTable(COLUMNS, name="社工点"), 700, 400)
    made = Owner(table)
    made.show([EditRow("a", ("钟一村", "12", "专家")), EditRow("b", ("钟二村", "", "专家"))])
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    return made


def editor_of(table):
    found = [e for e in table.findChildren(LineEditor) if e.isVisible()]
    assert len(found) == 1
    return found[0]


def press(qtbot, table, key, modifier=Qt.KeyboardModifier.NoModifier):
    target = editor_of(table) if table.is_typing else table
    qtbot.keyClick(target, key, modifier)


def type_text(qtbot, table, text):
    qtbot.keyClick(table, text[0])
    if len(text) > 1:
        qtbot.keyClicks(editor_of(table), text[1:])


def test_the_model_keeps_qts_rules(qapp, filled):
    QAbstractItemModelTester(filled.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    filled.show([EditRow("c", ("谢村村", "3", "组长"))])
    filled.show([])


def test_enter_stores_and_goes_down_tab_goes_right(qtbot, filled):
    type_text(qtbot, filled.table, "abc")
    press(qtbot, filled.table, Qt.Key.Key_Return)
    assert filled.texts()[0][0] == "abc"
    assert filled.table.currentIndex().row() == 1
    type_text(qtbot, filled.table, "d")
    press(qtbot, filled.table, Qt.Key.Key_Tab)
    assert filled.texts()[1][0] == "d"
    assert filled.table.currentIndex().column() == 1


def test_the_blank_row_becomes_a_row_and_another_blank_one_follows(qtbot, filled):
    table = filled.table
    table.setCurrentIndex(table.rows.index(2, 0))
    type_text(qtbot, table, "xie")
    press(qtbot, table, Qt.Key.Key_Tab)
    type_text(qtbot, table, "7")
    press(qtbot, table, Qt.Key.Key_Return)
    assert filled.texts()[2] == ("xie", "7", "")
    assert table.rows.rowCount() == 4
    assert table.currentIndex().row() == 3


def test_what_is_composed_is_kept_once_when_the_cell_is_left(qtbot, filled):
    table = filled.table
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(table)
    editor.selectAll()
    QApplication.sendEvent(editor, QInputMethodEvent("谢村", []))
    assert editor.composing
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert filled.texts()[0][0] == "钟一村", "Return while composing ends nothing"
    table.flush()
    assert filled.texts()[0][0] == "谢村"


def test_chinese_that_comes_at_once_opens_the_cell_with_it(qtbot, filled):
    event = QInputMethodEvent("", [])
    event.setCommitString("象岗山")
    QApplication.sendEvent(filled.table, event)
    press(qtbot, filled.table, Qt.Key.Key_Return)
    assert filled.texts()[0][0] == "象岗山"


def test_a_pasted_block_is_one_step_and_makes_the_rows_it_needs(qtbot, filled):
    QGuiApplication.clipboard().setText(
        "甲\t1\t组长\r\n乙\t2\t专家\r\n丙\t3\t工作人员\r\n丁\t4\t专家"
    )
    qtbot.keyClick(filled.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert filled.steps == 1
    assert [texts[0] for texts in filled.texts()] == ["甲", "乙", "丙", "丁"]
    assert filled.texts()[2] == ("丙", "3", "工作人员")


def test_copying_gives_what_pasting_takes(qtbot, filled):
    filled.table.selectAll()
    qtbot.keyClick(filled.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "钟一村\t12\t专家"


def test_too_many_pasted_rows_are_told_and_change_nothing(qtbot, filled):
    QGuiApplication.clipboard().setText("\n".join("x" for _ in range(MOST_PASTED + 1)))
    qtbot.keyClick(filled.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert filled.crowded == [MOST_PASTED + 1]
    assert filled.steps == 0


def test_a_number_chooses_a_word_and_other_keys_open_the_menu(qtbot, filled):
    table = filled.table
    table.setCurrentIndex(table.rows.index(0, 2))
    qtbot.keyClick(table, "3")
    assert filled.texts()[0][2] == "工作人员"
    qtbot.keyClick(table, Qt.Key.Key_F2)
    menu = table.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["&1  组长", "&2  专家", "&3  工作人员"]
    qtbot.keyClick(menu, "1")
    assert filled.texts()[0][2] == "组长"


def test_delete_empties_cells_and_control_delete_asks_for_the_rows_to_go(qtbot, filled):
    table = filled.table
    table.setCurrentIndex(table.rows.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert filled.texts()[0][1] == ""
    qtbot.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert filled.removed == [("a",)]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert filled.shifted == [(("a",), 1)]


def test_tab_leaves_the_table_at_its_end_and_backwards_at_its_beginning(qtbot, show):
    box = QWidget()
    before, table, after = LineEditor(box), EditTable(COLUMNS, box), LineEditor(box)
    column = QVBoxLayout(box)
    for widget in (before, table, after):
        column.addWidget(widget)
    show(box, 700, 400)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 2))
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Backtab)
    assert before.hasFocus()


def test_fixed_cells_take_neither_keys_nor_paste(qtbot, filled):
    filled.show([EditRow("a", ("合计", "12", ""), fixed=frozenset({"name", "count", "duty"}))])
    table = filled.table
    table.setCurrentIndex(table.rows.index(0, 0))
    qtbot.keyClick(table, "x")
    assert not table.is_typing
    QGuiApplication.clipboard().setText("新\t9")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert filled.texts() == [("合计", "12", "")]


def test_escape_leaves_the_cell_as_it_was(qtbot, filled):
    type_text(qtbot, filled.table, "zz")
    press(qtbot, filled.table, Qt.Key.Key_Escape)
    assert filled.texts()[0][0] == "钟一村"
    assert filled.steps == 0


def test_the_first_column_can_be_typed_in_where_it_stays_in_sight(qtbot, filled):
    table = filled.table
    table.resize(260, 300)
    table.set_widths(160, (160, 160))
    table.setCurrentIndex(table.rows.index(0, 2))
    table.setCurrentIndex(table.rows.index(0, 0))
    type_text(qtbot, table, "ok")
    editor = editor_of(table)
    assert editor.visibleRegion().boundingRect().width() > 40
    press(qtbot, table, Qt.Key.Key_Return)
    assert filled.texts()[0][0] == "ok"


def test_a_model_without_a_blank_row_takes_no_new_ones(qapp, filled):
    model = EditModel(COLUMNS, filled.table, grows=False)
    given = []
    model.typed.connect(given.append)
    model.set_rows([EditRow("a", ("x", "", ""))])
    assert model.rowCount() == 1
    model.setData(model.index(0, 0), "y")
    assert given[0].texts == {("a", "name"): "y"}
