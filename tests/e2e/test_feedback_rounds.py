"""After the evening in the real window by keys: versions, replies, publicity, a complaint, the end."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.model.capture import Stance
from app.model.rounds import Answer, Party, PointKind, Step, VersionKind
from app.reports.render import document_text
from app.reports.revisions import accepted, rejected
from app.rules.rounds import State
from app.services.rounds import Sent
from app.services.versions import compared_versions, leaving
from tests.libraries import complete, sample_evening
from ui.application import Huiping
from ui.screens.coordinator.rounds_side import COMPLAINTS, REPLIES, STEPS, VERSIONS


class Days:
    """A clock that the test sets."""

    on = date(2024, 1, 22)

    def __call__(self):
        return datetime(self.on.year, self.on.month, self.on.day, 16, 30, tzinfo=UTC)


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def library(tmp_path):
    made = sample_evening().put(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def visit(library, days):
    """Ready for a final version: every veto looked at."""
    made = library.open_visit(library.summaries()[0].folder, clock=days)
    complete(made)
    yield made
    made.close()


@pytest.fixture
def window(qtbot, qapp, tmp_path, visit, library):
    made = Huiping(qapp, tmp_path / "data", tmp_path / "office")
    made.window.resize(1366, 768)
    made.window.show()
    with qtbot.waitActive(made.window):
        made.window.activateWindow()
    made.window.show_visit(visit, library)
    made.window.page.go("rounds")
    yield made.window
    made.jobs.close()
    made.window.let_go()
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Hands:
    """What somebody does at the keyboard."""

    def __init__(self, qtbot, window):
        self._qtbot, self.page = qtbot, window.page.current
        self._window = window

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self._qtbot.keyClick(QApplication.focusWidget() or self._window, key, modifier)

    def done(self):
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def record(self):
        """To the form of the step, then from there."""
        self.done()
        assert self.page.side.step.has_keyboard
        self.done()

    def tab_to(self, name):
        for _step in range(4):
            if self.page.tabs.current == name:
                return
            self.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        raise AssertionError(name)

    def type_into(self, editor, text):
        editor.setFocus()
        editor.selectAll()
        self._qtbot.keyClicks(editor, text)
        editor.flush()

    def click(self, button):
        button.setFocus()
        self.press(Qt.Key.Key_Space)

    def wait(self, condition):
        self._qtbot.waitUntil(condition, timeout=20_000)

    def issue(self, kind=VersionKind.DRAFT):
        count = len(self.page.visit.rounds.all().versions)
        self.tab_to(VERSIONS)
        self.page.versions.list.set_current("now")
        self.page.versions.chosen.emit("now")
        self.page.side.version.kind.choose(kind.value)
        self.click(self.page.primary)
        self.wait(lambda: len(self.page.visit.rounds.all().versions) == count + 1)
        self.wait(lambda: not self.page.versions.pending)


def test_from_the_letter_to_the_end_by_keys(qtbot, window, visit, days):
    hands, rounds = Hands(qtbot, window), visit.rounds
    page = hands.page
    hands.done()
    assert not rounds.all().steps
    hands.type_into(page.side.step.to, "bureau, street, station")
    hands.done()
    assert rounds.all().done(Step.DRAFT).due == date(2024, 1, 23)
    hands.issue()
    days.on = date(2024, 1, 26)
    hands.tab_to(REPLIES)
    for party in (Party.BUREAU, Party.BUYER, Party.STATION):
        hands.click(page.primary)
        assert page.side.reply.party.current == party.value
        hands.type_into(page.side.reply.text, f"the answer of {party.value}")
    hands.click(page.side.reply.fact)
    hands.type_into(page.side.point.text, "our number is wrong")
    hands.type_into(page.side.point.about, "staffing")
    page.side.point.answer.setFocus()
    page.side.point.answer.choose(Answer.TAKEN.value)
    hands.type_into(page.side.point.words, "mended in version 2")
    (point,) = [p for reply in rounds.all().replies for p in reply.points]
    assert (point.kind, point.answer) == (PointKind.FACT, Answer.TAKEN)
    page.run(lambda: visit.findings.add(Stance.PRAISE, "名册数字已经核对。", block="monitoring"))
    hands.issue()
    assert "名册数字已经核对" not in document_text(rounds.raw(1))
    assert "the answer of buyer" in document_text(rounds.raw(2))
    days.on = date(2024, 1, 30)
    hands.tab_to(STEPS)
    for step, on in ((Step.REPORT, date(2024, 1, 30)), (Step.CONFIRMATION, date(2024, 2, 5))):
        days.on = on
        page.refresh()
        assert page.steps.list.current_id == step.value
        hands.record()
    hands.issue(VersionKind.FINAL)
    hands.tab_to(STEPS)
    hands.record()
    hands.tab_to(COMPLAINTS)
    hands.click(page.primary)
    hands.type_into(page.side.complaint.who, "resident A")
    hands.type_into(page.side.complaint.text, "the address is wrong")
    hands.click(page.side.close_visit)
    assert rounds.all().closing is None
    days.on = date(2024, 2, 20)
    page.refresh()
    hands.tab_to(STEPS)
    page.steps.list.set_current(Step.PUBLICATION.value)
    page.steps.chosen.emit(Step.PUBLICATION.value)
    hands.record()
    hands.tab_to(COMPLAINTS)
    hands.type_into(page.side.complaint.result, "mended; nothing else changes")
    page.side.complaint.stays.choose("stays")
    hands.click(page.side.close_visit)
    closed = rounds.all()
    assert (closing_day(closed), closed.closing.grade) == (date(2024, 2, 20), "良好")
    assert [one.kind for one in closed.versions] == [*[VersionKind.DRAFT] * 2, VersionKind.FINAL]
    assert [one.step for one in closed.steps] == list(Step)[1:6]


def closing_day(rounds):
    return rounds.closing.on


def test_the_same_without_a_window(visit, library, days):
    rounds, known = visit.rounds, library.calendars.calendars()
    form = visit.forms.usable()

    def issue(**how):
        final = how.get("kind") is VersionKind.FINAL
        rounds.issue(leaving(visit.report.input(form.id, draft=not final), form), **how)

    rounds.record(Step.DRAFT, date(2024, 1, 22), known, Sent(to="三方", what="初评意见"))
    issue(to="三方")
    days.on = date(2024, 1, 26)
    for party, text in ((Party.BUREAU, "同意。"), (Party.BUYER, "无异议。"), (Party.STATION, "")):
        rounds.reply(party, days.on, text=text)
    station = next(one for one in rounds.all().replies if one.party is Party.STATION)
    rounds.add_point(station.id, PointKind.FACT, about="人员配备", text="持证社工是 15 名。")
    assert [p.place for p in visit.report.problems(form.id) if p.place == "rounds"] == ["rounds"]
    point = rounds.all().replies[-1].points or next(
        r.points for r in rounds.all().replies if r.points
    )
    rounds.answer(station.id, point[0].id, Answer.TAKEN, "已改。")
    visit.findings.add(Stance.PRAISE, "名册数字已经核对。", block="monitoring")
    issue(to="区民政局")
    one, two = rounds.all().versions
    found = compared_versions((one, rounds.raw(1)), (two, rounds.raw(2)), days())
    assert document_text(accepted(found.raw)) == document_text(rounds.raw(2))
    assert document_text(rejected(found.raw)) == document_text(rounds.raw(1))
    assert "名册数字已经核对。" in [d.after for d in found.differences]
    for step, on in (
        (Step.REPORT, date(2024, 1, 30)),
        (Step.CONFIRMATION, date(2024, 2, 5)),
        (Step.POSTED, date(2024, 2, 5)),
    ):
        days.on = on
        rounds.record(step, on, known)
    issue(kind=VersionKind.FINAL)
    days.on = date(2024, 2, 20)
    rounds.complain(date(2024, 2, 7), who="居民A", text="地址有误。")
    rounds.record(Step.PUBLICATION, days.on, known)
    rounds.edit_complaint(rounds.all().complaints[0].id, result="已更正。", stays=True)
    rounds.close(grade="良好")
    assert [s.state for s in rounds.timeline(known)] == [State.DONE] * 8
