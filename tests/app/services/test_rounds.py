"""After the evening: steps, replies, versions, complaints and the end, in a visit on disk."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from app.errors import UserError
from app.exchange.calendar_file import shipped
from app.exchange.crypto import LOWEST
from app.i18n import translate_error
from app.library import Library
from app.model.rounds import (
    Answer,
    Content,
    Party,
    PointKind,
    Step,
    VersionKind,
)
from app.rules.calendar import joined
from app.rules.rounds import State
from app.rules.told import shown
from app.services.rounds import Leaving, Sent
from tests.libraries import PASSPHRASE, new_library
from tests.small import small_instrument, small_setup

KNOWN = joined(shipped())
VISIT = date(2024, 1, 16)
REPORT = Leaving("panyu", b"the bytes of a report", Content())


@dataclass
class Days:
    """A clock that stands where a test puts it."""

    on: date = VISIT

    def __call__(self):
        return datetime(self.on.year, self.on.month, self.on.day, 9, tzinfo=UTC)


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def visit(tmp_path, days):
    library = new_library(tmp_path / "library")
    visit = library.new_visit(small_setup(), small_instrument(), user="工作人员A", clock=days)
    yield visit
    visit.close()
    library.close()


def refusal(call, *arguments, **fields):
    with pytest.raises(UserError) as caught:
        call(*arguments, **fields)
    return translate_error(caught.value)


def stage(visit, step):
    return next(one for one in visit.rounds.timeline(KNOWN) if one.step is step)


def replied(visit, party=Party.BUYER):
    visit.rounds.reply(party, VISIT, person="街道办")
    return visit.rounds.all().replies[-1].id


def pointed(visit, reply, kind=PointKind.FACT):
    visit.rounds.add_point(reply, kind, about="人员配备", text="持证 15 名。")
    found = next(one for one in visit.rounds.all().replies if one.id == reply)
    return found.points[-1].id


def to_publicity(visit, days):
    days.on = date(2024, 3, 1)
    for step, on in (
        (Step.REPORT, date(2024, 1, 30)),
        (Step.CONFIRMATION, date(2024, 2, 5)),
        (Step.POSTED, date(2024, 2, 6)),
    ):
        visit.rounds.record(step, on, KNOWN)


def test_a_step_says_when_by_whom_and_what_went_to_whom_and_is_undone(visit, days):
    days.on = date(2024, 1, 22)
    sent = Sent(to="区民政局、街道、社工站", what="初评意见")
    visit.rounds.record(Step.DRAFT, date(2024, 1, 22), KNOWN, sent)
    found = stage(visit, Step.DRAFT)
    assert (found.state, found.due) == (State.DONE, date(2024, 1, 23))
    assert (found.done.by, found.done.to) == ("工作人员A", "区民政局、街道、社工站")
    visit.undo()
    assert stage(visit, Step.DRAFT).state is State.AHEAD
    visit.redo()
    assert stage(visit, Step.DRAFT).done.what == "初评意见"


def test_what_was_recorded_keeps_its_due_day_when_the_table_is_edited(visit, days):
    days.on = date(2024, 1, 23)
    visit.rounds.record(Step.DRAFT, days.on, KNOWN)
    stages = visit.rounds.timeline(joined())
    assert stages[1].due == date(2024, 1, 23)
    other = joined(
        shipped(), (KNOWN.years[2024].__class__(year=2024, holidays=(date(2024, 1, 17),)),)
    )
    assert visit.rounds.timeline(other)[1].due == date(2024, 1, 23)
    assert visit.rounds.timeline(other)[2].due == date(2024, 1, 31)


def test_steps_are_recorded_in_their_order_and_not_in_the_future(visit, days):
    days.on = date(2024, 2, 8)
    record = visit.rounds.record
    assert "Record that first" in refusal(record, Step.CONFIRMATION, days.on, KNOWN)
    assert "still to come" in refusal(record, Step.DRAFT, date(2024, 2, 9), KNOWN)
    assert "before the visit" in refusal(record, Step.DRAFT, date(2024, 1, 15), KNOWN)
    assert "elsewhere" in refusal(record, Step.FINAL, days.on, KNOWN)
    record(Step.REPORT, date(2024, 1, 30), KNOWN)
    assert "comes after" in refusal(record, Step.CONFIRMATION, date(2024, 1, 29), KNOWN)
    record(Step.CONFIRMATION, date(2024, 2, 1), KNOWN)
    assert "comes after" in refusal(record, Step.REPORT, date(2024, 2, 2), KNOWN)
    assert "Take that back first" in refusal(visit.rounds.clear, Step.REPORT)
    visit.rounds.clear(Step.CONFIRMATION)
    visit.rounds.clear(Step.REPORT)
    assert not visit.rounds.all().steps
    assert not visit.rounds.clear(Step.REPORT).tables


def test_a_point_is_answered_taken_over_or_refused_with_words(visit):
    reply = replied(visit)
    point = pointed(visit, reply)
    answer = visit.rounds.answer
    assert "what was changed" in refusal(answer, reply, point, Answer.TAKEN, " ")
    assert "reason" in refusal(answer, reply, point, Answer.REFUSED)
    answer(reply, point, Answer.TAKEN, "已改为 15 名。")
    (found,) = visit.rounds.all().replies
    assert (found.points[0].answer, found.open) == (Answer.TAKEN, ())
    visit.undo()
    assert len(visit.rounds.all().replies[0].open) == 1
    answer(reply, point, Answer.OPEN)
    visit.rounds.remove_point(reply, point)
    assert visit.rounds.all().replies[0].points == ()


def test_typing_in_one_go_is_one_step_and_stands_in_the_record_of_changes(visit):
    reply = replied(visit)
    for text in ("没", "没有", "没有异议。"):
        visit.rounds.edit_reply(reply, text=text)
    assert visit.rounds.all().replies[0].text == "没有异议。"
    newest = visit.audit(1)[0]
    assert "没有异议" in shown(newest.after)
    visit.undo()
    assert visit.rounds.all().replies[0].text == ""


def test_replies_come_into_the_report_and_open_points_into_its_problems(visit):
    reply = replied(visit)
    pointed(visit, reply)
    given = visit.report.input("panyu")
    assert [(one.who, one.text) for one in given.replies] == [
        ("街道办", "持证 15 名。".rstrip("。"))
    ]
    assert [p.values["text"] for p in visit.report.problems("panyu") if p.place == "rounds"] == [
        "持证 15 名。"
    ]
    visit.rounds.edit_reply(reply, text="没有别的意见。")
    (passage,) = (p for p in visit.report.passages("panyu") if p.key == "replies")
    assert any("没有别的意见" in line for line in passage.paragraphs)


def test_a_version_is_frozen_and_outlives_undo(visit):
    visit.rounds.issue(REPORT, to="区民政局")
    assert visit.undo_step is None
    assert visit.rounds.raw(1) == REPORT.raw
    visit.rounds.issue(Leaving("panyu", b"the second", Content()))
    found = visit.rounds.all().versions
    assert [(one.number, one.kind, one.to) for one in found] == [
        (1, VersionKind.DRAFT, "区民政局"),
        (2, VersionKind.DRAFT, ""),
    ]
    assert visit.rounds.raw(1) == REPORT.raw
    assert "no version 3" in refusal(visit.rounds.raw, 3)


def test_a_version_that_goes_out_records_its_step_and_undo_takes_the_step_back_alone(visit, days):
    visit.rounds.reply(Party.BUYER, VISIT)
    days.on = date(2024, 1, 22)
    visit.rounds.issue(REPORT, to="三方", calendars=KNOWN)
    done = visit.rounds.all().done(Step.DRAFT)
    assert (done.on, done.due, done.to, done.what) == (
        days.on,
        date(2024, 1, 23),
        "三方",
        "评估报告（征求意见稿）",
    )
    assert visit.audit(1)[0].label == "Issue version {number}"
    assert visit.undo_step.label == "Record a step"
    visit.undo()
    rounds = visit.rounds.all()
    assert (rounds.done(Step.DRAFT), len(rounds.versions), len(rounds.replies)) == (None, 1, 1)
    assert visit.undo().tables == frozenset()
    visit.redo()
    assert visit.rounds.all().done(Step.DRAFT) == done


def test_a_step_that_was_recorded_before_is_left_as_it_was(visit, days):
    visit.rounds.record(Step.DRAFT, VISIT, KNOWN, Sent(what="初评意见函"))
    days.on = date(2024, 2, 9)
    visit.rounds.issue(REPORT, calendars=KNOWN)
    visit.rounds.issue(REPORT, kind=VersionKind.FINAL, calendars=KNOWN)
    done = {one.step: (one.on, one.what) for one in visit.rounds.all().steps}
    assert done == {Step.DRAFT: (VISIT, "初评意见函"), Step.REPORT: (days.on, "评估报告")}
    assert stage(visit, Step.REPORT).state is State.LATE


def test_what_is_sent_out_of_its_turn_records_nothing(visit, days):
    days.on = date(2024, 2, 5)
    assert visit.rounds.sent(Step.POSTED, KNOWN, Sent(what="公示稿")).tables == frozenset()
    visit.rounds.record(Step.REPORT, days.on, KNOWN)
    visit.rounds.record(Step.CONFIRMATION, days.on, KNOWN)
    visit.rounds.sent(Step.POSTED, KNOWN, Sent(what="公示稿"))
    assert visit.rounds.all().done(Step.POSTED).what == "公示稿"
    visit.undo()
    assert visit.rounds.all().done(Step.POSTED) is None


def test_a_reply_belongs_to_the_last_version_unless_told(visit):
    visit.rounds.issue(REPORT)
    visit.rounds.issue(REPORT)
    visit.rounds.reply(Party.STATION, VISIT)
    visit.rounds.reply(Party.BUREAU, VISIT, version=1)
    found = {one.party: one.version for one in visit.rounds.all().replies}
    assert found == {Party.STATION: 2, Party.BUREAU: 1}
    assert "no version 7" in refusal(visit.rounds.reply, Party.BUYER, VISIT, version=7)


def test_a_final_version_waits_for_every_point_to_be_answered(visit):
    reply = replied(visit)
    point = pointed(visit, reply)
    issue = visit.rounds.issue
    assert "still open: 1" in refusal(issue, REPORT, kind=VersionKind.FINAL)
    assert visit.rounds.all().versions == ()
    visit.rounds.answer(reply, point, Answer.REFUSED, "名册上是 14 名。")
    issue(REPORT, kind=VersionKind.FINAL)
    assert visit.rounds.all().final.number == 1


def test_a_visit_closes_when_all_has_happened_and_then_refuses_to_change(visit, days):
    close = visit.rounds.close
    assert "No final version" in refusal(close)
    visit.rounds.issue(REPORT, kind=VersionKind.FINAL)
    assert "Publicity has not ended" in refusal(close)
    assert "begun" in refusal(visit.rounds.complain, VISIT)
    to_publicity(visit, days)
    visit.rounds.complain(date(2024, 2, 8), who="居民A", text="名单有误。")
    visit.rounds.record(Step.PUBLICATION, date(2024, 2, 21), KNOWN)
    assert "without a review result: 1" in refusal(close)
    (complaint,) = visit.rounds.all().complaints
    visit.rounds.edit_complaint(complaint.id, result="核对名册，名单无误。", stays=True)
    assert visit.rounds.all().complaints[0].reviewed_on == date(2024, 3, 1)
    close(grade="良好")
    assert stage(visit, Step.FINAL).state is State.DONE
    for call in (close, lambda: visit.rounds.reply(Party.BUYER, VISIT)):
        assert "closed" in refusal(call)
    visit.rounds.reopen()
    visit.rounds.remove_complaint(complaint.id)
    assert visit.rounds.all().complaints == ()


def test_a_text_that_breaks_documents_is_refused_and_nothing_is_written(visit):
    assert "breaks documents" in refusal(visit.rounds.reply, Party.BUYER, VISIT, text="坏\x07字")
    assert visit.rounds.all().replies == ()
    hostile = "名字" * 150 + "👍🏽\u202eطويل é"
    visit.rounds.reply(Party.BUYER, VISIT, person=hostile)
    assert visit.rounds.all().replies[0].person == hostile


def test_everything_is_there_after_opening_again(visit, days, tmp_path):
    pointed(visit, replied(visit))
    visit.rounds.issue(REPORT)
    before = visit.rounds.all()
    folder = visit.folder.name
    visit.close()
    with_same = Library.open(tmp_path / "library", PASSPHRASE)
    again = with_same.open_visit(folder, clock=days)
    assert again.rounds.all() == before
    again.close()
    with_same.close()


def test_a_panelist_records_nothing_here(tmp_path):
    library = new_library(tmp_path / "library")
    origin = library.new_visit(small_setup(), small_instrument())
    pack = origin.packs.issue(("jia",), LOWEST).packs[0]
    own = library.open_pack(pack.raw, pack.code)
    assert "coordinator" in refusal(own.rounds.reply, Party.BUYER, VISIT + timedelta(days=1))
    for one in (own, origin, library):
        one.close()
