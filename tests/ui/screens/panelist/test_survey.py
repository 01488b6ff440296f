"""The survey: a respondent in a few keys, the list, the sample rule, a table taken in."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.model.capture import SurveyResponse
from app.model.setup import Population
from app.rules.survey import survey
from ui.models.survey import may_be_known, may_be_percent, read_percent, sample_view
from ui.screens.base import Target
from ui.screens.panelist.interviews import InterviewsScreen

TABLE = """编号,总体满意度,站址是否知道,服务内容是否知道,求助渠道是否知道,调查方式
D1-01,95,是,是,否,电访
D1-02,88,是,是,是,走访
13812345678,90,是,是,是,走访
D1-04,好,是,是,是,走访
"""


@pytest.fixture
def page(screen, desk, signed):
    made = screen(InterviewsScreen, desk)
    made.activateWindow()
    made.tabs.choose("survey")
    made.enter()
    return made


@pytest.fixture
def entry(page):
    return page.survey.entry


@pytest.fixture
def type_in(qtbot):
    """Types a respondent as from the keyboard: fields by Tab, then Enter."""

    def _type(*fields, end=Qt.Key.Key_Return):
        for number, text in enumerate(fields):
            if number:
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            qtbot.keyClicks(QApplication.focusWidget(), text)
        if end:
            qtbot.keyClick(QApplication.focusWidget(), end)

    return _type


def stored(visit):
    return [c.body for c in visit.captures.all("survey")]


def given(visit):
    return [(b.satisfaction, b.known, b.code, b.way) for b in stored(visit)]


def test_enter_stores_one_and_starts_the_next(page, entry, visit, type_in):
    type_in("92", "4", "D1-01")
    assert QApplication.focusWidget() is entry.satisfaction
    assert entry.satisfaction.text() == ""
    type_in("77.5", "2")
    assert given(visit) == [(Decimal(92), 4, "D1-01", "电访"), (Decimal("77.5"), 2, "", "电访")]
    assert page.survey.count == 2


def test_one_respondent_typed_at_a_go_is_one_undo_step(page, visit, type_in, bus):
    type_in("92", "4", "D1-01")
    bus.run(visit.undo, None)
    assert stored(visit) == []


@pytest.fixture
def slowly(monkeypatch):
    """As if somebody takes their time: nothing joins a step because it follows soon."""
    monkeypatch.setattr("app.storage.undo.RUN_SECONDS", -1.0)


@pytest.fixture
def typed_slowly(page, type_in, slowly, qtbot):
    """Two respondents, stored field by field."""
    for fields in (("92", "4", "D1-01"), ("77", "2", "D1-02")):
        for number, text in enumerate(fields):
            if number:
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            type_in(text, end=None)
            page.flush()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_undo_takes_back_exactly_the_last_respondent(typed_slowly, visit, bus):
    bus.run(visit.undo, None)
    assert given(visit) == [(Decimal(92), 4, "D1-01", "电访")]
    bus.run(visit.undo, None)
    assert stored(visit) == []
    bus.run(visit.redo, None)
    assert given(visit) == [(Decimal(92), 4, "D1-01", "电访")]


def test_a_correction_is_a_step_of_its_own(typed_slowly, page, entry, visit, bus, type_in, qtbot):
    page.survey.list.opened.emit(visit.captures.all("survey")[0].id)
    type_in("60", "1", end=None)
    page.flush()
    qtbot.keyClick(entry.known, Qt.Key.Key_Return)
    assert given(visit)[0][:2] == (60, 1)
    bus.run(visit.undo, None)
    assert [body[:2] for body in given(visit)] == [(92, 4), (77, 2)]


def test_undo_empties_the_line_of_the_respondent_that_it_takes_back(
    page, entry, visit, type_in, bus
):
    type_in("92", end=None)
    page.flush()
    bus.run(visit.undo, None)
    assert entry.satisfaction.text() == ""
    page.flush()
    assert stored(visit) == []


def test_undo_shows_in_the_line_what_a_correction_said_before(page, entry, visit, type_in, bus):
    type_in("92")
    page.survey.list.opened.emit(visit.captures.all("survey")[0].id)
    type_in("60", end=None)
    page.flush()
    bus.run(visit.undo, None)
    assert entry.satisfaction.text() == "92"
    page.flush()
    assert [b.satisfaction for b in stored(visit)] == [92]


def test_a_letter_stands_for_a_band(entry, visit, type_in):
    type_in("c")
    low = visit.instrument.survey.bands[2].low
    assert [b.satisfaction for b in stored(visit)] == [low]


def test_the_band_of_a_figure_is_lit_while_typing(entry, type_in):
    type_in("96", end=None)
    assert entry.bands.current == "D"


def test_what_is_out_of_range_is_refused_at_the_keystroke(entry, type_in):
    type_in("101", "7", end=None)
    assert entry.satisfaction.text() == "10"
    assert entry.known.text() == ""


def test_full_width_figures_from_an_input_method_count(page, entry, visit, commit, qtbot):
    commit(entry.satisfaction, "９２")
    qtbot.keyClick(entry.satisfaction, Qt.Key.Key_Return)
    assert [b.satisfaction for b in stored(visit)] == [Decimal(92)]


def test_half_a_respondent_is_on_disk_when_typing_pauses(entry, visit, type_in, qtbot, hasty):
    type_in("92", end=None)
    hasty(entry)
    qtbot.waitUntil(lambda: bool(stored(visit)), timeout=3000)
    qtbot.keyClick(entry.satisfaction, Qt.Key.Key_Tab)
    type_in("3")
    assert [(b.satisfaction, b.known) for b in stored(visit)] == [(Decimal(92), 3)]


def test_escape_drops_what_was_begun(entry, visit, type_in, qtbot, hasty):
    type_in("92", end=None)
    hasty(entry)
    qtbot.waitUntil(lambda: bool(stored(visit)), timeout=3000)
    qtbot.keyClick(entry.satisfaction, Qt.Key.Key_Escape)
    assert stored(visit) == []
    assert entry.satisfaction.text() == ""


def test_enter_with_nothing_in_it_stores_nothing_and_says_so(entry, visit, type_in):
    type_in("")
    assert stored(visit) == []
    assert entry.satisfaction.accessibleDescription()


def test_a_code_like_a_telephone_number_is_refused_and_the_rest_stays(entry, visit, type_in):
    type_in("92", "4", "13812345678")
    assert all(body.code == "" for body in stored(visit))
    assert QApplication.focusWidget() is entry.code
    assert entry.satisfaction.text() == "92"


def test_a_code_stands_for_one_respondent(entry, visit, type_in):
    type_in("92", "4", "D1-01")
    type_in("80", "1", "D1-01")
    assert [b.code for b in stored(visit)].count("D1-01") == 1
    assert entry.code.accessibleDescription()


def test_the_way_is_chosen_by_a_key_and_kept_for_the_next(entry, visit, type_in, qtbot):
    two, alt = Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(entry.satisfaction, two, alt)
    type_in("92")
    type_in("93")
    assert [b.way for b in stored(visit)] == ["问卷", "问卷"]


def test_a_response_is_deleted_and_comes_back(page, visit, type_in, qtbot, bus):
    type_in("92")
    page.survey.reveal(visit.captures.all("survey")[0].id)
    qtbot.keyClick(page.survey.list, Qt.Key.Key_Delete)
    assert stored(visit) == []
    bus.run(visit.undo, None)
    assert page.survey.count == 1


def test_a_response_taken_up_again_is_changed_and_keeps_its_source(page, entry, visit, bus, qtbot):
    body = SurveyResponse(code="D1-01", satisfaction=Decimal(92), known=4, way="电访", source="f:2")
    made = bus.run(lambda: visit.captures.record(body), None).id
    page.survey.list.opened.emit(made)
    assert entry.code.text() == "D1-01"
    qtbot.keyClicks(entry.satisfaction, "60")
    qtbot.keyClick(entry.satisfaction, Qt.Key.Key_Return)
    assert stored(visit) == [replace(body, satisfaction=Decimal(60))]


def test_bands_and_awareness_are_counted_as_one_types(page, visit, type_in):
    for fields in (("96", "3"), ("80", "2"), ("97", "5")):
        type_in(*fields)
    counts = [b.count for b in visit.survey.figures().bands]
    assert counts == [0, 1, 0, 2]
    assert page.survey.panel.awareness == "66.67%"


@pytest.mark.parametrize(
    ("total", "answered", "enough"), [(None, 99, False), (None, 100, True), (3, 3, True)]
)
def test_the_sample_is_enough_at_a_hundred_or_with_everybody(visit, total, answered, enough):
    found = survey(
        [SurveyResponse(satisfaction=Decimal(90))] * answered,
        visit.instrument.survey,
        Population(total=total),
    )
    view = sample_view(found, Population(total=total))
    assert (view.share == 1) is enough
    assert bool(view.rate) is (total is not None)


def test_a_table_is_taken_in_with_the_rows_that_were_refused(page, visit, tmp_path, bus):
    path = tmp_path / "survey.csv"
    path.write_text(TABLE, encoding="utf-8")
    page.offer(path)
    importing = page.survey.importing
    assert importing.isVisible()
    assert importing.satisfaction.currentText() == "总体满意度"
    assert [row.id for row in importing.refused.rows.rows] == ["4", "5"]
    importing.take.click()
    assert [(b.code, b.known) for b in stored(visit)] == [("D1-01", 2), ("D1-02", 3)]
    importing.close_button.click()
    assert page.survey.count == 2
    bus.run(visit.undo, None)
    assert stored(visit) == []


def test_the_same_table_taken_again_changes_nothing(page, visit, tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(TABLE, encoding="utf-8")
    for _time in range(2):
        page.offer(path)
        page.survey.importing.take.click()
        page.survey.importing.close_button.click()
    assert len(stored(visit)) == 2


def test_without_a_column_of_figures_nothing_can_be_taken(page, tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(TABLE, encoding="utf-8")
    page.offer(path)
    importing = page.survey.importing
    for box in (importing.satisfaction, importing.answers):
        box.setCurrentIndex(0)
        box.activated.emit(0)
    assert not importing.take.isEnabled()
    assert importing.outcome


def test_a_file_that_is_no_table_is_refused_in_the_page(page, tmp_path):
    path = tmp_path / "survey.xlsx"
    path.write_bytes(b"no workbook")
    page.offer(path)
    assert page.survey.notice.isVisible()
    assert "survey.xlsx" in page.survey.notice.text()


def test_a_link_shows_the_response(page, visit, bus):
    body = SurveyResponse(satisfaction=Decimal(92))
    made = bus.run(lambda: visit.captures.record(body), None).id
    page.survey.tabs.choose("talks")
    page.reveal(Target("interviews", capture=made))
    assert page.on_survey
    assert page.survey.list.current_id == made


def test_after_handing_in_nothing_can_be_entered(page, entry, visit, bus, type_in):
    bus.run(visit.handin.hand_in, None)
    type_in("92")
    assert stored(visit) == []
    assert page.survey.notice.isVisible()
    with pytest.raises(UserError):
        visit.survey.enter(satisfaction=Decimal(92))


@pytest.mark.parametrize("text", ["0", "100", "99.5", "a", "92%", ""])
def test_percentages_and_letters_may_be_typed(visit, text):
    assert may_be_percent(text, visit.instrument.survey.bands)


@pytest.mark.parametrize("text", ["101", "e", "1.234", "9a", "-1"])
def test_nothing_else_may_be_typed(visit, text):
    assert not may_be_percent(text, visit.instrument.survey.bands)


def test_only_one_figure_up_to_five_is_an_awareness():
    assert [text for text in ("", "0", "5", "6", "12", "x") if may_be_known(text)] == ["", "0", "5"]


def test_a_percent_sign_is_read_away(visit):
    assert read_percent("92%", visit.instrument.survey.bands) == Decimal(92)
