"""The score table has a spreadsheet's habits and refuses at the keystroke."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.model.capture import ScoreState
from ui.charts.strip import Dot, Strip
from ui.delegates.cells import GridDelegate, tip
from ui.delegates.score import may_become, read, written
from ui.icons import Icon
from ui.models.roles import (
    ColumnFoot,
    ColumnHead,
    ItemCell,
    PersonCell,
    Ready,
    ReadyCell,
    Role,
    RowKind,
    ScoreCell,
    ScoreKind,
    StripCell,
    TextCell,
)
from ui.theme import tokens
from ui.widgets.grid import Grid, GridFoot
from ui.widgets.score_table import ScoreTable

EDIT = Qt.ItemDataRole.EditRole


class Scores(QAbstractTableModel):
    """A group row, then three items by two districts of 3 points in steps of 0.1."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.values = {}
        self.blocks = 0
        self.closed = set()

    def rowCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else 4

    def columnCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else 4

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        row, column = index.row(), index.column()
        if role == Role.SHOWN and column == 0:
            return ItemCell(f"项目{row}", kind=RowKind.ITEM if row else RowKind.GROUP)
        if role == Role.SHOWN and column == 1:
            return TextCell("3")
        if role == Role.SHOWN and row:
            text = written(self.values.get((row, column)))
            kind = ScoreKind.POINTS if text else ScoreKind.UNSCORED
            return ScoreCell(kind, text, high=Decimal(3), allows_na=True)
        return self.values.get((row, column)) if role == EDIT else None

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        return ColumnHead(f"列{section}") if role == Role.HEAD else None

    def setData(self, index, value, role=EDIT):
        self.values[index.row(), index.column()] = value
        self.dataChanged.emit(index, index)
        return True

    def set_block(self, block):
        self.blocks += 1
        return all(self.setData(index, value) for index, value in block)

    def flags(self, index):
        place = (index.row(), index.column())
        if not index.isValid() or not place[0] or place[1] < 2 or place in self.closed:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable


@pytest.fixture
def table(show):
    made = ScoreTable(name="评分")
    model = Scores(made)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    made.setModel(model)
    show(made, 700, 300)
    made.activateWindow()
    made.setFocus()
    made.setCurrentIndex(model.index(1, 2))
    return made


def at(table):
    index = table.currentIndex()
    return index.row(), index.column()


def keys(qtbot, text):
    """Types where the focus is, as a keyboard does."""
    for character in text:
        qtbot.keyClick(QApplication.focusWidget(), character)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def test_typing_and_enter_writes_and_goes_down(qtbot, table):
    keys(qtbot, "2.5")
    press(qtbot, Qt.Key.Key_Return)
    assert table.model().values == {(1, 2): Decimal("2.5")}
    assert at(table) == (2, 2)
    keys(qtbot, "3")
    press(qtbot, Qt.Key.Key_Return)
    assert table.model().values[2, 2] == Decimal(3)


def test_tab_goes_right_and_on_into_the_next_row(qtbot, table):
    keys(qtbot, "1")
    press(qtbot, Qt.Key.Key_Tab)
    assert at(table) == (1, 3)
    press(qtbot, Qt.Key.Key_Tab)
    assert at(table) == (2, 2)
    press(qtbot, Qt.Key.Key_Backtab)
    assert at(table) == (1, 3)


def test_tab_leaves_the_table_at_its_last_cell_and_shift_tab_at_its_first(qtbot, show):
    page = QWidget()
    row = QVBoxLayout(page)
    made = ScoreTable(name="评分")
    made.setModel(Scores(made))
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, made, after):
        row.addWidget(widget)
    show(page, 700, 300)
    page.activateWindow()
    made.setFocus()
    made.setCurrentIndex(made.model().index(1, 2))
    walked = []
    while made.hasFocus():
        walked.append(at(made))
        press(qtbot, Qt.Key.Key_Tab)
    assert walked == [(row, column) for row in (1, 2, 3) for column in (2, 3)]
    assert after.hasFocus()
    press(qtbot, Qt.Key.Key_Backtab)
    while made.hasFocus():
        press(qtbot, Qt.Key.Key_Backtab)
    assert before.hasFocus()


def test_arrows_end_typing_up_and_down(qtbot, table):
    keys(qtbot, "2")
    press(qtbot, Qt.Key.Key_Down)
    assert at(table) == (2, 2)
    keys(qtbot, "1")
    press(qtbot, Qt.Key.Key_Up)
    assert table.model().values == {(1, 2): Decimal(2), (2, 2): Decimal(1)}


def test_a_key_that_leaves_the_range_is_refused_with_the_range_shown(qtbot, table):
    keys(qtbot, "3.1")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "3."
    assert editor.refused
    keys(qtbot, "0")
    assert not editor.refused
    press(qtbot, Qt.Key.Key_Return)
    assert table.model().values == {(1, 2): Decimal("3.0")}


def test_escape_leaves_the_score_as_it_was(qtbot, table):
    keys(qtbot, "2")
    press(qtbot, Qt.Key.Key_Escape)
    assert table.model().values == {}


def test_minus_goes_round_the_states_without_points(qtbot, table):
    keys(qtbot, "-")
    assert table.model().values == {(1, 2): ScoreState.NA}
    keys(qtbot, "-")
    assert table.model().values == {(1, 2): None}
    keys(qtbot, "2-")
    assert table.model().values[1, 2] is ScoreState.NA


def test_delete_empties_the_chosen_cells(qtbot, table):
    keys(qtbot, "2")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Delete)
    assert table.model().values == {(1, 2): None}


def test_a_block_is_copied_and_pasted_as_one_operation(qtbot, table):
    QGuiApplication.clipboard().setText("1.1\t1.2\n2.1\t不适用\n")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    expected = {
        (1, 2): Decimal("1.1"),
        (1, 3): Decimal("1.2"),
        (2, 2): Decimal("2.1"),
        (2, 3): ScoreState.NA,
    }
    assert (table.model().values, table.model().blocks) == (expected, 1)
    table.selectAll()
    press(qtbot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1.1\t1.2\n2.1\t不适用\n\t"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.1\n9", "“9” does not fit 项目2·列2. Points go from 0–3 in steps of 0.1."),
        ("1\n2\n3\n4", "4 rows do not fit"),
        ("1\t2\t3", "3 columns do not fit"),
        ("一般", "“一般” does not fit 项目1·列2."),
        ("1\t2.55", "“2.55” does not fit 项目1·列3."),
        ("1\n-1", "“-1” does not fit 项目2·列2."),
        ("1\n1,5", "“1,5” does not fit 项目2·列2."),
        ("1\n=1+1", "“=1+1” does not fit"),
        ("9" * 5000, f"“{'9' * 24}…” does not fit"),
        ("\n".join(["1"] * 20_000), "20000 rows do not fit"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_whole_and_says_where(qtbot, table, text, said):
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(table.refused) as refused:
        press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said in str(refused.args[0])
    assert (table.model().values, table.model().blocks) == ({}, 0)


def test_empty_cells_may_stand_beside_the_grid(qtbot, table):
    QGuiApplication.clipboard().setText("1\t2\t\t\r\n2\t1\t\t\r\n")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(table.model().values) == 4


def test_a_figure_over_a_closed_cell_is_refused_and_an_empty_one_is_not(qtbot, table):
    table.model().closed = {(1, 3)}
    QGuiApplication.clipboard().setText("1\t2")
    with qtbot.waitSignal(table.refused) as refused:
        press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "“2” would fall on 项目1·列3" in str(refused.args[0])
    QGuiApplication.clipboard().setText("1\t")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.model().values == {(1, 2): Decimal(1)}


def test_where_nothing_can_be_scored_pasting_says_so(qtbot, table):
    table.model().closed = {(row, column) for row in (1, 2, 3) for column in (2, 3)}
    for text in ("1", "1\t2"):
        QGuiApplication.clipboard().setText(text)
        with qtbot.waitSignal(table.refused) as refused:
            table.paste()
        assert "no cell here" in str(refused.args[0])


def test_a_copied_block_keeps_its_shape_over_a_closed_cell(qtbot, table):
    table.model().values.update({(1, 2): Decimal(1), (1, 3): Decimal(2), (2, 3): Decimal(3)})
    table.model().closed = {(1, 3), (2, 2), (3, 2), (3, 3)}
    table.selectAll()
    press(qtbot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1\t\n\t3"


def test_one_figure_is_pasted_into_all_chosen_cells(qtbot, table):
    QGuiApplication.clipboard().setText("2.5")
    for _press in range(2):
        press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert table.model().values == {(row, 2): Decimal("2.5") for row in (1, 2, 3)}
    assert table.model().blocks == 1


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.just(ScoreState.NA),
                st.integers(0, 30).map(lambda n: Decimal(n) / 10),
            ),
            min_size=2,
            max_size=2,
        ),
        min_size=3,
        max_size=3,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_copied_and_pasted_again_is_the_same(table, values):
    model = table.model()
    model.values = {(r + 1, c + 2): values[r][c] for r in range(3) for c in range(2)}
    before = dict(model.values)
    table.selectAll()
    table.copy()
    model.values = {}
    table.setCurrentIndex(model.index(1, 2))
    table.paste()
    kept = {place: value for place, value in before.items() if value is not None}
    assert {place: v for place, v in model.values.items() if v is not None} == kept


def test_fill_down_repeats_the_topmost_score(qtbot, table):
    keys(qtbot, "2")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert {table.model().values.get((row, 2)) for row in (1, 2, 3)} == {Decimal(2)}


def test_fill_down_into_one_cell_takes_the_score_above_it(qtbot, table):
    keys(qtbot, "2")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert table.model().values == {(1, 2): Decimal(2), (2, 2): Decimal(2)}
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert table.model().values == {(1, 2): Decimal(2), (2, 2): Decimal(2)}


def test_home_and_end_go_to_the_edges_of_what_is_scored(qtbot, table):
    control = Qt.KeyboardModifier.ControlModifier
    press(qtbot, Qt.Key.Key_End)
    assert at(table) == (1, 3)
    press(qtbot, Qt.Key.Key_End, control)
    assert at(table) == (3, 3)
    press(qtbot, Qt.Key.Key_Home)
    assert at(table) == (3, 2)
    press(qtbot, Qt.Key.Key_Home, control)
    assert at(table) == (1, 2)


def test_a_page_up_does_not_get_stuck_at_a_heading(qtbot, table):
    press(qtbot, Qt.Key.Key_PageDown)
    assert at(table) == (3, 2)
    press(qtbot, Qt.Key.Key_PageUp)
    assert at(table) == (1, 2)


def test_a_key_between_two_steps_is_refused_with_the_step_shown(qtbot, table):
    keys(qtbot, "2.55")
    editor = QApplication.focusWidget()
    assert (editor.text(), editor.note) == ("2.5", "step 0.1")
    press(qtbot, Qt.Key.Key_Backspace)
    keys(qtbot, "x")
    assert editor.note == "0–3"


def test_next_open_goes_round_and_ends_when_all_is_scored(table):
    assert table.next_open()
    assert at(table) == (1, 3)
    for row in (1, 2, 3):
        for column in (2, 3):
            table.model().values[row, column] = Decimal(1)
    table.model().values.pop((1, 2))
    assert table.next_open()
    assert at(table) == (1, 2)
    table.model().values[1, 2] = Decimal(1)
    assert not table.next_open()


def test_what_is_typed_is_told_while_it_is_typed(qtbot, table):
    with qtbot.waitSignal(table.typing) as told:
        keys(qtbot, "2")
    assert told.args == ["2"]


def test_leaving_a_cell_unchanged_writes_nothing(qtbot, table):
    table.model().values[1, 2] = Decimal("2.50")
    press(qtbot, Qt.Key.Key_F2)
    press(qtbot, Qt.Key.Key_Return)
    assert table.model().values == {(1, 2): Decimal("2.50")}


def test_the_first_columns_stay_while_many_districts_scroll(show):
    table = ScoreTable(name="评分")
    model = Scores(table)
    model.columnCount = lambda parent=QModelIndex(): 0 if parent.isValid() else 30
    table.setModel(model)
    show(table, 700, 300)
    table.setFocus()
    table.setCurrentIndex(model.index(1, 29))
    table.setCurrentIndex(model.index(1, 4))
    left = table.visualRect(model.index(1, 4)).left()
    assert left >= table.columnWidth(0) + table.columnWidth(1) - 1


@pytest.mark.parametrize(
    ("text", "step", "good"),
    [
        ("2.5", "0.1", True),
        ("2.55", "0.1", False),
        ("2.55", "0.05", True),
        ("2.53", "0.05", False),
        ("2.2", "0.25", True),
        ("2.1", "0.25", False),
        (".", "0.5", True),
        ("3.1", "0.1", False),
        ("4", "1", False),
        ("2.", "1", True),
        ("2.0", "1", False),
        ("x", "1", False),
    ],
)
def test_only_what_may_become_a_score_can_be_typed(text, step, good):
    assert may_become(text, Decimal(3), Decimal(step)) is good


def test_a_spreadsheet_s_cell_is_read_as_it_was_written():
    cell = ScoreCell(ScoreKind.UNSCORED, high=Decimal(3), allows_na=True)
    for value in (None, ScoreState.NA, Decimal("2.5")):
        assert read(written(value), cell) == value


def test_figures_from_a_chinese_input_method_are_taken(qtbot, table):
    keys(qtbot, "2")
    editor = QApplication.focusWidget()
    event = QInputMethodEvent("", [])
    event.setCommitString("。５")
    QApplication.sendEvent(editor, event)
    press(qtbot, Qt.Key.Key_Return)
    assert table.model().values == {(1, 2): Decimal("2.5")}


def test_rows_follow_the_zoom(theme, table):
    theme.set_percent(150)
    assert table.rowHeight(1) == 54


def test_the_current_cell_has_a_ring_in_the_accent(qtbot, table):
    box = table.visualRect(table.currentIndex())
    image = table.viewport().grab().toImage()
    colours = {image.pixelColor(x, box.center().y()).name() for x in range(box.left(), box.right())}
    assert tokens().accent.name() in colours


def test_grids_of_every_cell_kind_paint_and_tell(show):
    strip = Strip(Decimal(3), (Dot("评委甲", Decimal(2)), Dot("评委乙", Decimal(1))), Decimal(2))
    cells = [
        ItemCell("三图一表", "三张地图"),
        PersonCell("评委甲", "组长"),
        TextCell("18:02", "第 1 版", icon=Icon.DONE),
        StripCell(strip, "1.5"),
        *(ReadyCell(state, "回避", 6, 8) for state in Ready),
        *(ScoreCell(kind, "1.5", missing="缺原因") for kind in ScoreKind),
    ]
    model = QStandardItemModel(1, len(cells))
    for column, cell in enumerate(cells):
        model.setData(model.index(0, column), cell, Role.SHOWN)
    grid = Grid(GridDelegate(height=53), name="合分")
    model.setParent(grid)
    grid.setModel(model)
    show(grid, 1900, 120)
    image = grid.viewport().grab().toImage()
    for column in range(len(cells)):
        box = grid.visualRect(model.index(0, column))
        colours = {
            image.pixelColor(x, y).name()
            for x in range(box.left(), min(box.right(), image.width()), 2)
            for y in range(box.top(), box.bottom() - 2)
        }
        assert len(colours) > 1, cells[column]
    assert tip(cells[3]) == "评委甲 2\n评委乙 1"
    assert tip(cells[1]) == "评委甲 组长"


def test_totals_stand_under_their_columns(show):
    page = QWidget()
    table = ScoreTable(page, name="评分")
    model = Scores(table)
    model.headerData = lambda section, way, role=0: (
        ColumnFoot("16.8", share=0.84, complete=True) if role == Role.FOOT else None
    )
    table.setModel(model)
    foot = GridFoot(table, page)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(table)
    layout.addWidget(foot)
    show(page, 700, 300)
    image = foot.grab().toImage()
    row = image.height() // 2 + 15
    ends = [x for x in range(1, 700) if image.pixelColor(x - 1, row) == tokens().track]
    assert max(ends) == pytest.approx(table.column_right(3) - 16, abs=2)


def test_a_fitted_grid_is_no_higher_than_its_rows(show):
    table = ScoreTable(name="评分")
    table.setModel(Scores(table))
    table.set_fitted()
    assert table.sizeHint().height() == 48 + 4 * 36


@pytest.mark.parametrize("before", [None, Decimal("2.5")])
def test_a_figure_that_an_input_method_gives_opens_the_cell(qtbot, table, before):
    table.model().values[1, 2] = before
    event = QInputMethodEvent("", [])
    event.setCommitString("２")
    QApplication.sendEvent(table, event)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press(qtbot, Qt.Key.Key_Return)
    assert table.model().values == {(1, 2): Decimal(2)}


def test_a_minus_that_an_input_method_gives_goes_round_the_states(table):
    event = QInputMethodEvent("", [])
    event.setCommitString("－")
    QApplication.sendEvent(table, event)
    assert table.model().values == {(1, 2): ScoreState.NA}
