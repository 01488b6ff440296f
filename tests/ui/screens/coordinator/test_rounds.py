"""反馈: steps recorded, replies answered, versions issued and compared, complaints, the end."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from app.model.capture import Stance
from app.model.rounds import Answer, Content, Party, PointKind, Step, VersionKind
from app.reports.render import document_text
from app.reports.revisions import accepted
from app.services.rounds import Leaving
from ui.models.problems import problem_rows
from ui.models.rounds import NOW, step_of
from ui.pages import rows_of
from ui.screens.base import Target
from ui.screens.coordinator.rounds import RoundsScreen
from ui.screens.coordinator.rounds_side import COMPLAINTS, REPLIES, STEPS, VERSIONS


class Days:
    """A clock that stands where a test puts it."""

    on = date(2024, 1, 22)

    def __call__(self):
        return datetime(self.on.year, self.on.month, self.on.day, 20, tzinfo=UTC)


@pytest.fixture
def days(evening):
    clock = Days()
    evening.visit.state.store.clock = clock
    return clock


@pytest.fixture
def page(evening, days, screen):
    return screen(RoundsScreen, evening.context)


@pytest.fixture
def service(evening):
    return evening.visit.rounds


def row(context):
    return next(row for row in rows_of(context) if row.id == "rounds")


def states(page):
    return {one.id: one.state for one in page.steps.list.rows.rows}


def typed(editor, text, qtbot):
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    editor.flush()


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page.versions.pending)


def issued(page, qtbot):
    """The next version, by the button."""
    count = len(page.visit.rounds.all().versions)
    page.tabs.choose(VERSIONS)
    page.primary.click()
    qtbot.waitUntil(lambda: len(page.visit.rounds.all().versions) == count + 1)
    settled(page, qtbot)


def to_publicity(service, days, calendars):
    days.on = date(2024, 3, 1)
    for step, on in (
        (Step.DRAFT, date(2024, 1, 22)),
        (Step.REPORT, date(2024, 1, 30)),
        (Step.CONFIRMATION, date(2024, 2, 5)),
        (Step.POSTED, date(2024, 2, 6)),
    ):
        service.record(step, on, calendars)


def test_the_timeline_says_what_is_due_and_the_rail_says_it_too(page, evening):
    assert states(page)["draft"] == "1 working day left"
    assert page.steps.list.current_id == "draft"
    assert row(evening.context).detail == "First opinion: 1 d left"


def test_ctrl_enter_goes_to_the_form_first_and_records_nothing_by_itself(page, service, qtbot):
    page.enter()
    page.done()
    assert service.all().steps == ()
    assert page.side.step.to.hasFocus()
    page.steps.list.setFocus()
    page.done()
    assert service.all().steps == ()


def test_return_goes_through_the_fields_of_a_step_to_its_button(page, service, qtbot):
    form = page.side.step
    form.day.setFocus()
    for editor, text in ((form.to, "bureau"), (form.what, "letter"), (form.by, "")):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
        assert editor.hasFocus()
        qtbot.keyClicks(editor, text)
    qtbot.keyClick(form.by, Qt.Key.Key_Return)
    assert form.record.hasFocus()
    assert service.all().steps == ()
    qtbot.keyClick(form.record, Qt.Key.Key_Return)
    done = service.all().done(Step.DRAFT)
    assert (done.to, done.what) == ("bureau", "letter")


def test_ctrl_enter_in_the_form_records_the_step_and_goes_to_the_next(page, service):
    page.done()
    page.side.step.to.setText("区民政局")
    page.done()
    done = service.all().done(Step.DRAFT)
    assert (done.on, done.to, done.due) == (date(2024, 1, 22), "区民政局", date(2024, 1, 23))
    assert page.steps.list.current_id == "report"
    assert page.side.title == "Evaluation report"


def test_a_day_that_is_none_or_still_to_come_is_refused_beside_the_field(page, service, qtbot):
    page.done()
    typed(page.side.step.day, "morgen", qtbot)
    page.done()
    assert service.all().steps == ()
    typed(page.side.step.day, "2024-01-25", qtbot)
    page.done()
    assert "still to come" in page.notice.text()
    assert service.all().steps == ()


def test_a_step_that_is_done_is_stored_again_as_one_types_and_taken_back(page, service, qtbot):
    page.done()
    page.done()
    page.steps.list.set_current("draft")
    page.steps.chosen.emit("draft")
    typed(page.side.step.what, "letter", qtbot)
    assert service.all().done(Step.DRAFT).what == "letter"
    page.side.step.clear.click()
    assert service.all().steps == ()
    assert page.visit.undo_step is not None


def test_a_year_without_holidays_is_said_beside_the_date(page, evening, days):
    service, calendars = evening.visit.rounds, page.context.library.calendars.calendars()
    days.on = date(2026, 12, 28)
    for step in (Step.DRAFT, Step.REPORT):
        service.record(step, days.on, calendars)
    page.refresh()
    notes = {one.id: one.note for one in page.steps.list.rows.rows}
    assert notes["confirmation"] == "The holidays of 2027 have not been entered yet"


def test_space_makes_a_day_off_and_every_visit_of_the_library_knows_it(page, evening, qtbot):
    page.steps.holidays.click()
    overlay = page.holidays
    assert overlay.isVisible()
    overlay.year.setFocus()
    assert overlay.year.day == date(2024, 1, 23)
    qtbot.keyClick(overlay.year, Qt.Key.Key_Left)
    qtbot.keyClick(overlay.year, Qt.Key.Key_Space)
    assert states(page)["draft"] == "2 working days left"
    assert next(r for r in page.steps.list.rows.rows if r.id == "draft").when.startswith(
        "by 2024-01-24"
    )
    own = evening.context.library.calendars.own()
    assert date(2024, 1, 22) in own[0].holidays
    qtbot.keyClick(overlay.year, Qt.Key.Key_Space)
    assert evening.context.library.calendars.own() == ()
    qtbot.keyClick(overlay.year, Qt.Key.Key_PageDown)
    assert overlay.year.day.year == 2025
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert not overlay.isVisible()


def test_a_changed_holiday_is_announced_so_that_the_rail_and_all_dates_follow(page, qtbot):
    page.steps.holidays.click()
    with qtbot.waitSignal(page.context.bus.changed) as announced:
        qtbot.keyClick(page.holidays.year, Qt.Key.Key_Space)
    assert announced.args[0].tables == {"holidays"}
    stages = page.visit.rounds.timeline(page.context.library.calendars.calendars())
    assert row(page.context).detail == step_of(stages, page.visit.rounds.all()).detail


def test_years_are_taken_from_a_file_and_a_wrong_one_is_refused_on_the_page(
    page, evening, tmp_path, monkeypatch
):
    path = tmp_path / "2027.csv"
    path.write_text("日期,安排\n2027-01-01,休\n", encoding="utf-8")
    monkeypatch.setattr(page.holidays, "choose_file", lambda **_k: path)
    page.steps.holidays.click()
    page.holidays.bring.click()
    assert [one.year for one in evening.context.library.calendars.own()] == [2027]
    path.write_text("nothing", encoding="utf-8")
    page.holidays.bring.click()
    assert not page.holidays.isVisible()
    assert "holds no days" in page.notice.text()


def test_years_are_written_and_read_back_equal(page, evening, tmp_path, monkeypatch):
    for name in ("all.yaml", "all.csv"):
        monkeypatch.setattr(page.holidays, "choose_file", lambda name=name, **_k: tmp_path / name)
        page.holidays.open_at(date(2024, 1, 1), date(2024, 1, 1))
        page.holidays.give.click()
        before = evening.context.library.calendars.calendars()
        page.holidays.bring.click()
        assert evening.context.library.calendars.calendars() == before


def test_a_damaged_table_is_told_and_the_shipped_years_hold(page, evening):
    (evening.context.library.folder / "holidays.yaml").write_bytes(b"broken: [")
    page.refresh()
    assert page.notice.isVisible()
    assert states(page)["draft"] == "1 working day left"


def test_an_empty_list_of_replies_teaches_and_makes_the_first(page, service):
    page.tabs.choose(REPLIES)
    assert page.empty.isVisible()
    page.empty.action.click()
    assert [one.party for one in service.all().replies] == [Party.BUREAU]
    assert page.side.reply.isVisible()


def test_a_reply_is_typed_with_its_points_and_each_is_answered(page, service, qtbot):
    page.tabs.choose(REPLIES)
    page.primary.click()
    form = page.side.reply
    form.party.choose(Party.BUYER.value)
    typed(form.person, "street", qtbot)
    typed(form.text, "no objection", qtbot)
    form.fact.click()
    point = page.side.point
    assert point.isVisible()
    typed(point.text, "15 certified", qtbot)
    typed(point.about, "staffing", qtbot)
    point.answer.choose(Answer.TAKEN.value)
    assert service.all().replies[0].points[0].answer is Answer.OPEN
    typed(point.words, "now 15", qtbot)
    (reply,) = service.all().replies
    (found,) = reply.points
    assert (reply.party, reply.person, reply.text) == (Party.BUYER, "street", "no objection")
    assert (found.kind, found.about, found.text) == (PointKind.FACT, "staffing", "15 certified")
    assert (found.answer, found.words) == (Answer.TAKEN, "now 15")
    assert [one.tag for one in page.replies.rows.rows] == ["", "taken over"]


def test_words_without_a_choice_answer_the_point(page, service, qtbot):
    page.tabs.choose(REPLIES)
    page.primary.click()
    page.side.reply.opinion.click()
    typed(page.side.point.words, "thank you", qtbot)
    assert service.all().replies[0].points[0].answer is Answer.ANSWERED


def test_the_next_open_point_is_gone_to_and_points_and_replies_go(page, service):
    page.tabs.choose(REPLIES)
    page.primary.click()
    page.side.reply.fact.click()
    reply = service.all().replies[0].id
    service.add_point(reply, PointKind.OPINION, text="second")
    page.refresh()
    page.next_open()
    assert page.replies.current_id.endswith(service.all().replies[0].points[1].id)
    page.side.point.remove.click()
    page.replies.set_current(reply)
    page.replies.chosen.emit(reply)
    page.side.reply.remove.click()
    assert service.all().replies == ()
    page.next_open()


def test_a_version_goes_out_is_kept_and_compared_with_the_report_as_it_stands(
    page, service, qtbot, evening
):
    page.tabs.choose(VERSIONS)
    assert "Nothing has gone out" in page.versions.view.text()
    typed(page.side.version.to, "bureau", qtbot)
    issued(page, qtbot)
    (version,) = service.all().versions
    assert (version.kind, version.to, version.form) == (VersionKind.DRAFT, "bureau", "panyu")
    assert page.versions.list.current_id == NOW
    qtbot.waitUntil(lambda: "read the same" in page.versions.view.text())
    page.run(lambda: evening.visit.findings.add(Stance.PRAISE, "后来补的一条。", block="operation"))
    qtbot.waitUntil(lambda: "后来补的一条" in page.versions.view.text())
    assert "A finding was added" in page.versions.view.text()


def test_two_versions_are_saved_as_word_one_as_it_went_out_and_both_as_one(
    page, service, qtbot, evening, tmp_path, monkeypatch
):
    issued(page, qtbot)
    page.run(lambda: evening.visit.findings.add(Stance.PRAISE, "后来补的一条。", block="operation"))
    issued(page, qtbot)
    monkeypatch.setattr(page.versions, "choose_path", lambda name: tmp_path / name)
    page.versions.list.set_current("2")
    page.versions.chosen.emit("2")
    page.versions.show_rounds(service.all())
    qtbot.waitUntil(lambda: "Since version 1" in page.versions.view.text())
    page.side.version.save.click()
    settled(page, qtbot)
    page.side.version.mark.click()
    settled(page, qtbot)
    both, second = sorted(tmp_path.glob("*.docx"), key=lambda path: "修订" not in path.name)
    assert second.read_bytes() == service.raw(2)
    assert document_text(accepted(both.read_bytes())) == document_text(service.raw(2))


def test_a_final_version_with_something_open_is_refused_on_the_page(page, service, qtbot):
    page.tabs.choose(VERSIONS)
    page.side.version.kind.choose(VersionKind.FINAL.value)
    page.primary.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert "cannot be exported yet" in page.notice.text()
    assert service.all().versions == ()
    assert page.primary.isEnabled()


def test_complaints_are_reviewed_and_the_visit_is_closed_and_opened_again(
    page, service, days, qtbot
):
    page.tabs.choose(COMPLAINTS)
    assert not page.primary.isVisible()
    to_publicity(service, days, page.context.library.calendars.calendars())
    service.issue(Leaving("panyu", b"a file", Content()), kind=VersionKind.FINAL)
    page.refresh()
    page.primary.click()
    form = page.side.complaint
    typed(form.who, "resident A", qtbot)
    typed(form.text, "wrong list", qtbot)
    page.side.close_visit.click()
    assert "Publicity has not ended" in page.notice.text()
    service.record(Step.PUBLICATION, date(2024, 2, 21), page.context.library.calendars.calendars())
    page.side.close_visit.click()
    assert "without a review result" in page.notice.text()
    typed(form.result, "list is right", qtbot)
    form.stays.choose("stays")
    page.side.close_visit.click()
    assert service.all().closing.on == days.on
    assert row(page.context).detail == "closed"
    assert not page.primary.isVisible()
    page.side.close_visit.click()
    assert service.all().closing is None


def test_a_link_leads_to_a_tab_and_what_is_in_it(page, service):
    service.reply(Party.BUYER, date(2024, 1, 22))
    service.reply(Party.STATION, date(2024, 1, 22))
    wanted = service.all().replies[1].id
    page.refresh()
    page.reveal(Target("rounds", place=REPLIES, item=wanted))
    assert page.tabs.current == REPLIES
    assert page.replies.current_id == wanted


def test_in_a_narrow_window_the_form_is_a_drawer(evening, days, screen):
    narrow = screen(RoundsScreen, evening.context, 911, 512)
    assert narrow.frame.is_drawer
    assert not narrow.side.isVisible()
    narrow.steps.opened.emit("draft")
    assert narrow.side.isVisible()
    assert narrow.tabs.current == STEPS


def test_an_unanswered_point_is_a_warning_of_the_report_that_leads_here(page, service, evening):
    service.reply(Party.BUYER, date(2024, 1, 22))
    reply = service.all().replies[0].id
    service.add_point(reply, PointKind.OPINION, text="why so low")
    rows = problem_rows(evening.visit.report.problems("panyu"))
    (linked,) = [one for one in rows if one.way.page == "rounds"]
    assert (linked.way.place, linked.row.action) == (REPLIES, "Answer")
    assert "why so low" in linked.row.text
