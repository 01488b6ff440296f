"""The archive: what the index tells of visits that are closed, and what it keeps to itself."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import JobCancelledError, UserError
from app.exchange import crypto
from app.library import Library
from app.model.archive import EarlierFinding, FollowState
from app.model.base import changed
from app.model.capture import Finding, Stance
from app.model.decision import Unit, VetoState
from app.model.station import Organisation, Role, Term
from app.rules.problem import Severity
from app.services.archive import PROGRAM
from app.services.audit_topics import Topic
from app.services.captures import Place
from tests.app.conftest import score_all, sheet_of
from tests.libraries import PASSPHRASE
from tests.small import small_instrument, small_setup

BUREAU, CONTRACTOR = "番禺区民政局", "甲社会工作中心"
TEXT = "值班表停在上个月，来访的人不知道找谁。"


def setup_of(day=date(2024, 1, 16), name="测试街社工服务站", term=Term.MID):
    base = small_setup()
    return changed(
        base,
        station=changed(base.station, name=name, county="番禺区"),
        visited_on=day,
        term=term,
        organisations={
            Role.BUREAU: Organisation(name=BUREAU),
            Role.CONTRACTOR: Organisation(name=CONTRACTOR),
        },
    )


def play_evening(day):
    """One expert's sheet with a concern and a praise, the parties and the veto: a total."""
    own = day.open_for("jia")
    score_all(own, "8")
    where = Place(block="quality", district="d1")
    own.captures.record(Finding(stance=Stance.CONCERN, text=TEXT), where)
    own.captures.record(Finding(stance=Stance.PRAISE, text="计划写得具体。"), where)
    sheet = sheet_of(own)
    own.close()
    other = day.open_for("yi")
    score_all(other, "8")
    day.visit.collecting.collect([sheet, sheet_of(other)])
    other.close()
    day.visit.decide.enter_party("buyer", Decimal("92.5"), Unit.PERCENT)
    day.visit.decide.check_veto("illegal", VetoState.NOT_FOUND)
    day.library.note(day.visit)


def settle_setup(day, **how):
    day.visit.setups.change(setup_of(**how))


@pytest.fixture
def told(day):
    """A visit with its total, and the library that knows it."""
    settle_setup(day)
    play_evening(day)
    return day


def later(day, on=date(2024, 7, 9), **how):
    visit = day.library.new_visit(
        setup_of(on, term=Term.FINAL, **how), small_instrument(), clock=day.clock
    )
    day.library.note(visit)
    return visit


def only(archive):
    (entry,) = archive.entries()
    return entry


def test_a_closed_visit_tells_its_total_its_blocks_and_what_it_left_behind(told):
    archive = told.library.archive
    entry = only(archive)
    outcome = told.visit.merging.outcome
    assert (entry.total, entry.grade) == (outcome.total, outcome.grade)
    assert (entry.bureau, entry.contractor, entry.year) == (BUREAU, CONTRACTOR, 2024)
    assert (entry.concerns, entry.praises, entry.open) == (1, 1, 1)
    profile = archive.profiles([entry])[entry.folder]
    assert [(one.label, one.score) for one in profile] == [
        ("服务质量", outcome.block("quality").converted),
        ("运营管理", outcome.block("whole").converted),
        ("购买方", Decimal("27.75")),
    ]
    (left,) = archive.left_behind(entry)
    assert (left.text, left.place, left.since) == (TEXT, "服务质量·第一片区", date(2024, 1, 16))


def test_a_panelists_visit_tells_the_archive_nothing(day):
    own = day.laptop("jia")
    day.open_for("jia").close()
    assert own.archive.entries() == ()
    assert own.unread() == ()


def test_the_last_visit_of_the_same_station_is_found_however_its_name_is_written(told):
    visit = later(told, name="广州市番禺区测试街道社会工作服务站")
    before = told.library.archive.before(visit.archive.tell().entry)
    assert before is not None
    assert before.entry.folder == told.visit.folder.name
    assert [one.text for one in before.findings] == [TEXT]
    visit.close()


@pytest.mark.parametrize(
    "how",
    [
        {"name": "别处街社工服务站"},
        {"on": date(2024, 1, 16)},
        {"on": date(2023, 12, 1)},
    ],
    ids=["another station", "the same day", "an earlier day"],
)
def test_other_stations_and_later_visits_are_not_before(told, how):
    visit = later(told, **how)
    assert told.library.archive.before(visit.archive.tell().entry) is None
    visit.close()


def test_what_became_of_an_earlier_concern_is_undone_audited_and_handed_on(told):
    visit = later(told)
    (left,) = told.library.archive.before(visit.archive.tell().entry).findings
    visit.follow_ups.judge(left, FollowState.UNCHANGED, note="仍未更新")
    visit.follow_ups.judge(left, FollowState.UNDER_WAY)
    line = visit.history.lines(visit.history.find()[:1])[0]
    assert (line.what, line.place, line.topic) == (
        "Follow up an earlier concern",
        TEXT,
        Topic.FOLLOW_UP,
    )
    assert (line.before, line.after) == ("unchanged；仍未更新；工作人员A", "under way；工作人员A")
    assert [one.text for one in visit.archive.tell().findings] == [TEXT]
    visit.undo()
    assert visit.follow_ups.all()[0].state is FollowState.UNCHANGED
    visit.follow_ups.annotate(left, "责任人已定")
    assert visit.follow_ups.all()[0].note == "责任人已定"
    visit.follow_ups.judge(left, FollowState.MENDED)
    entry = visit.archive.tell().entry
    assert (entry.open, entry.mended, entry.followed) == (0, 1, 1)
    visit.follow_ups.clear(left)
    assert visit.follow_ups.all() == ()
    assert not visit.follow_ups.clear(left)
    with pytest.raises(UserError):
        visit.follow_ups.annotate(left, "没有判断")
    visit.close()


def test_a_concern_that_stayed_open_twice_keeps_the_day_it_was_first_raised(told):
    second = later(told)
    (left,) = told.library.archive.before(second.archive.tell().entry).findings
    second.follow_ups.judge(left, FollowState.UNCHANGED)
    told.library.note(second)
    second.close()
    third = later(told, on=date(2025, 1, 9))
    (again,) = told.library.archive.before(third.archive.tell().entry).findings
    assert again == left
    assert again.since == date(2024, 1, 16)
    third.close()


def test_a_concern_that_nobody_judged_stays_open_until_somebody_does(told):
    second = later(told)
    assert [one.text for one in second.follow_ups.unjudged()] == [TEXT]
    assert not second.undo()
    told.library.note(second)
    second.close()
    third = later(told, on=date(2025, 1, 9))
    (left,) = told.library.archive.before(third.archive.tell().entry).findings
    assert (left.text, left.since) == (TEXT, date(2024, 1, 16))
    third.follow_ups.judge(left, FollowState.MENDED)
    assert third.follow_ups.unjudged() == ()
    told.library.note(third)
    third.close()
    fourth = later(told, on=date(2025, 7, 9))
    assert told.library.archive.before(fourth.archive.tell().entry).findings == ()
    assert fourth.follow_ups.left() == ()
    fourth.close()


def test_the_report_says_how_many_were_not_looked_at_and_so_does_one_warning(told):
    visit = later(told)
    form = visit.forms.usable().id
    (told_of,) = [one for one in visit.report.problems(form) if one.place == "follow-up"]
    assert (told_of.values["count"], told_of.severity) == (1, Severity.WARNING)
    texts = {p.key: "".join(map(str, p.paragraphs)) for p in visit.report.passages(form)}
    assert "1条" in texts["follow_up"]
    visit.follow_ups.judge(visit.follow_ups.left()[0], FollowState.UNCHANGED)
    assert all(one.place != "follow-up" for one in visit.report.problems(form))
    visit.close()


def test_a_visit_is_put_to_another_station_and_stays_there_when_the_index_is_lost(told):
    visit = later(told, name="改了名的社工站")
    folder = visit.folder.name
    visit.close()
    library = told.library
    station = next(e.station for e in library.archive.entries() if e.folder != folder)
    move = library.moving([folder], station)
    move(lambda done, total: None)
    library.keep(move.found)
    assert {e.station for e in library.archive.entries()} == {station}
    library.close()
    for path in library.folder.glob("library.db*"):
        path.unlink()
    told.library = Library.open(library.folder, PASSPHRASE)
    assert {e.station for e in told.library.archive.entries()} == {station}
    visit = told.library.open_visit(folder)
    assert visit.archive.station != visit.archive.own_station
    line = visit.history.lines(visit.history.find()[:1])[0]
    assert (line.before, line.after, line.topic) == (
        "改了名的社工站",
        "测试街社工站",
        Topic.SETUP,
    )
    visit.archive.belong_to(visit.archive.own_station)
    assert visit.archive.station == visit.archive.own_station
    visit.undo()
    assert visit.archive.station == station
    with pytest.raises(UserError):
        visit.archive.belong_to(" ")
    visit.close()


def test_a_visit_that_is_open_elsewhere_is_not_moved(told):
    with pytest.raises(UserError):
        told.library.moving([told.visit.folder.name], "x@")(lambda done, total: None)


def older(library):
    """As an older program left the index: it knows the visits, and the archive nothing."""
    library._db.execute("delete from archive")


def test_an_older_index_is_read_again_bit_by_bit_and_can_be_cancelled(told):
    library = told.library
    later(told).close()
    before = library.archive.entries()
    older(library)
    assert library.archive.entries() == ()
    assert len(library.unread()) == 2
    reading = library.reading(library.unread())

    def cancel(done, _total):
        if done == 1:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        reading(cancel)
    library.keep(reading.taken())
    assert len(library.archive.entries()) == 1
    assert len(library.unread()) == 1
    library.keep(())
    rest = library.reading(library.unread())
    rest(lambda done, total: None)
    library.keep(rest.taken())
    assert library.archive.entries() == before
    assert library.unread() == ()


def test_what_was_read_while_a_visit_was_worked_on_does_not_undo_what_is_known(told):
    library = told.library
    reading = library.reading([told.visit.folder.name])
    reading(lambda done, total: None)
    told.visit.decide.enter_party("buyer", Decimal(10))
    library.note(told.visit)
    known = only(library.archive)
    library.keep(reading.taken(), over_newer=False)
    assert only(library.archive) == known


def test_what_another_program_told_less_of_is_read_again(told):
    told.library._db.execute("update archive set program = ?", [PROGRAM - 1])
    assert told.library.unread() == (told.visit.folder.name,)


def test_a_visit_that_does_not_open_is_left_and_named(told, tmp_path):
    library = told.library
    visit = later(told)
    visit.close()
    (visit.folder / "visit.db").write_bytes(b"no database" * 500)
    older(library)
    reading = library.reading(library.unread())
    reading(lambda done, total: None)
    assert reading.failed == [visit.folder.name]
    library.keep(reading.taken())
    assert len(library.archive.entries()) == 1


def test_a_lost_index_may_be_read_later_and_home_then_knows_all(told):
    library = told.library
    later(told).close()
    library.close()
    for path in library.folder.glob("library.db*"):
        path.unlink()
    told.library = Library(
        library.folder, *Library.unlock(library.folder, PASSPHRASE), rebuild=False
    )
    assert told.library.summaries() == ()
    reading = told.library.reading(told.library.unread())
    reading(lambda done, total: None)
    told.library.keep(reading.taken())
    assert len(told.library.summaries()) == len(told.library.archive.entries()) == 2


def test_the_archive_keeps_scores_back_until_the_own_sheet_is_in(told):
    archive, library = told.library.archive, told.library
    entry = only(archive)
    pack = told.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    own = library.open_pack(pack.raw, pack.code, clock=told.clock)
    closed = only(archive)
    assert closed.closed
    assert (closed.total, closed.grade, closed.open, closed.concerns) == (None, "", 0, 0)
    assert archive.profiles([closed]) == {}
    assert archive.left_behind(closed) == ()
    score_all(own, "8")
    own.handin.hand_in()
    library.note(own)
    own.close()
    assert only(archive) == entry


def test_nothing_of_scores_is_stored_while_they_are_closed_to_the_coordinator(day):
    lead = changed(small_setup().panel[0], coordinates=True)
    panel = (lead, *small_setup().panel[1:2])
    day.visit.setups.change(changed(setup_of(), panel=panel))
    other = day.open_for("yi")
    score_all(other, "8")
    other.captures.record(Finding(stance=Stance.CONCERN, text=TEXT))
    day.visit.collecting.collect([sheet_of(other)])
    other.close()
    day.library.note(day.visit)
    (raw,) = day.library._db.execute("select head, profile, findings from archive").fetchall()
    assert only(day.library.archive).closed
    assert TEXT not in "".join(raw)
    assert raw[1:] == ("[]", "[]")


def test_no_word_of_the_archive_is_readable_in_the_library(told):
    visit = later(told)
    (left,) = told.library.archive.before(visit.archive.tell().entry).findings
    visit.follow_ups.judge(left, FollowState.UNCHANGED, note="仍未更新")
    told.library.note(visit)
    words = (TEXT, "测试街", BUREAU, CONTRACTOR, "仍未更新", "服务质量", "27.75", "unchanged")
    files = [path for path in told.library.folder.rglob("*") if path.is_file()]
    assert any(path.name == "library.db-wal" for path in files)
    for path in files:
        raw = path.read_bytes()
        for word in words:
            assert word.encode() not in raw, (path.name, word)
            assert word.encode("utf-16-le") not in raw, (path.name, word)
    visit.close()


@pytest.mark.parametrize(
    "name", ["名" * 300, "\u202e站社工\u202c", "😀" * 20, "@@", "a'b\"c%_\\", "\t站\n"]
)
def test_any_name_of_a_station_is_listed_and_found_again(day, name):
    settle_setup(day, name=name)
    day.library.note(day.visit)
    assert only(day.library.archive).name == name
    visit = later(day, name=name)
    assert day.library.archive.before(visit.archive.tell().entry).entry.name == name
    visit.close()


def test_an_earlier_finding_is_kept_whole(told):
    finding = EarlierFinding(visit="v", id="f", text="很长" * 5000, since=date(2024, 1, 1))
    told.visit.follow_ups.judge(finding, FollowState.UNCHANGED)
    assert told.visit.follow_ups.all()[0].finding == finding
