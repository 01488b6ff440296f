"""The audit as it is read: plain words, filters, undo, places to go to, tables to take along."""

import csv
import io
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import openpyxl
import pytest

from app import i18n
from app.errors import JobCancelledError, UserError
from app.exchange.plain_tables import LONGEST_CELL, csv_table, xlsx_table
from app.model.base import changed
from app.model.capture import Finding, Note, Score, Stance
from app.model.decision import Unit, VetoState
from app.services.audit import AuditFilter, AuditService, said
from app.services.audit_topics import Topic
from app.services.captures import Place
from app.services.state import State
from app.storage.audit import AuditRow
from app.storage.store import Store
from app.visit import Visit
from tests.app.conftest import score_all, sheet_of, sign
from tests.libraries import both_roles

CONCERN = Finding(stance=Stance.CONCERN, text="值班表需要更新。")

CHECK_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
"""As a check code is written; by chance it may hold what looks like a power of ten."""


@pytest.fixture
def visit(day):
    """The coordinator's, with one sheet and a decision of each kind; `sheet` comes along."""
    own = day.open_for("jia")
    score_all(own, "8")
    own.captures.record(CONCERN, Place(block="quality", district="d1"))
    sheet = sheet_of(own)
    own.close()
    visit = day.visit
    visit.collecting.collect([sheet])
    visit.decide.settle("plan", "d1", Decimal("7.50"), reason="复核", by="评委甲")
    visit.decide.enter_party("buyer", Decimal("9E+1"), Unit.PERCENT, person="街道办")
    visit.decide.check_veto("illegal", VetoState.NOT_FOUND, by="工作人员A")
    visit.findings.reword(visit.findings.all()[0].id, "值班表缺周末。")
    return visit


def newest(visit, count=1):
    return visit.history.lines(visit.history.find()[:count])


def found(visit, **wanted):
    return [line.what for line in visit.history.lines(visit.history.find(AuditFilter(**wanted)))]


def test_every_decision_is_told_with_its_place_before_and_after(visit):
    reworded, veto, party, settled, collected = newest(visit, 5)
    assert (reworded.what, reworded.place) == ("Reword a finding", "服务质量·第一片区")
    assert (reworded.before, reworded.after) == ("值班表需要更新。", "值班表缺周末。")
    assert (veto.what, veto.after) == ("Check the veto “违法”", "Absent；工作人员A")
    assert (party.what, party.after) == ("Enter the score of 购买方", "90%；街道办")
    assert (settled.what, settled.place) == ("Settle 服务计划", "第一片区")
    assert (settled.before, settled.after) == ("", "7.5；复核；评委甲")
    assert collected.after.startswith("评委甲 ")


def test_what_is_withdrawn_is_told(visit):
    visit.decide.unsettle("plan", "d1", reason="看错一页")
    visit.decide.clear_party("buyer")
    visit.decide.clear_veto("illegal")
    told = [(line.place, line.before, line.after) for line in newest(visit, 3)]
    assert told == [
        ("", "Absent；工作人员A", ""),
        ("", "90%；街道办", ""),
        ("服务计划·第一片区", "7.5；复核；评委甲", "by the rule again；看错一页"),
    ]


def test_undo_and_redo_tell_what_came_back(visit):
    visit.decide.enter_party("buyer", Decimal(20))
    visit.undo()
    visit.redo()
    redone, undone = newest(visit, 2)
    assert said(undone) == "Undone: Enter the score of 购买方"
    assert (undone.before, undone.after) == ("20 pts", "90%；街道办")
    assert said(redone) == "Redone: Enter the score of 购买方"
    assert (redone.before, redone.after) == ("90%；街道办", "20 pts")
    assert redone.origin == undone.origin == "decision/party/buyer"
    assert len(found(visit, undone=True)) == 2


def test_typing_in_one_run_is_undone_to_what_was_there_before_it(visit):
    finding = visit.findings.all()[0].id
    for text in ("值", "值班", "值班表"):
        visit.findings.reword(finding, text)
    visit.undo()
    assert newest(visit)[0].before == "值班表"
    assert newest(visit)[0].after == visit.findings.all()[0].text


def test_a_set_up_change_is_told_by_names(visit):
    person = changed(visit.setup.panel[0], name="评委戊")
    visit.setups.change(changed(visit.setup, panel=(person, *visit.setup.panel[1:])))
    line = newest(visit)[0]
    assert (line.before, line.after, line.topic) == ("评委甲", "评委戊", Topic.SETUP)


def test_every_way_to_move_a_finding_is_told_apart(visit):
    finding = visit.findings.all()[0].id
    visit.findings.add(Stance.CONCERN, "第二条", block="quality", district="d1")
    visit.findings.move(finding, None)
    assert (newest(visit)[0].before, newest(visit)[0].after) == (
        "1. 值班表缺周末。",
        "2. 值班表缺周末。",
    )
    visit.findings.restance(finding, Stance.PRAISE)
    assert newest(visit)[0].after == "Praise；值班表缺周末。"
    visit.findings.relocate(finding, block="whole", district=None)
    assert newest(visit)[0].before == "服务质量·第一片区；值班表缺周末。"
    visit.findings.pin(finding, "closing", pinned=True)
    assert (newest(visit)[0].before, newest(visit)[0].after) == ("值班表缺周末。", "结语")
    visit.findings.leave_out(finding, "重复")
    assert (newest(visit)[0].before, newest(visit)[0].after) == ("值班表缺周末。", "重复")


def test_no_line_shows_an_id_a_mark_or_an_exponent(visit):
    for line in visit.history.lines(visit.history.find()):
        for text in (line.what, line.place, line.before, line.after):
            assert not any(sign in text for sign in ("\x02", "\x03", "{", "}", "E+", "d1", "jia"))


def test_filters_narrow_by_person_kind_and_words(visit):
    assert found(visit, who="工作人员A") == found(visit)
    assert found(visit, who="nobody") == []
    assert found(visit, topic=Topic.MERGE) == ["Settle 服务计划"]
    assert found(visit, topic=Topic.PARTIES) == [
        "Check the veto “违法”",
        "Enter the score of 购买方",
    ]
    assert found(visit, text="服务计划") == ["Settle 服务计划"]
    assert found(visit, text="settle 复核") == ["Settle 服务计划"]
    assert found(visit, text="absent") == ["Check the veto “违法”"]
    assert found(visit, text="第一片区 缺周末") == ["Reword a finding"]
    assert set(visit.history.topics()) >= {Topic.SETUP, Topic.COLLECT, Topic.MERGE, Topic.FINDINGS}
    assert Topic.OTHER not in visit.history.topics()
    assert visit.history.people() == ("工作人员A",)


def test_words_are_searched_in_the_language_that_is_shown(visit):
    i18n.install("zh_CN")
    try:
        assert len(found(visit, text="未发现")) == len(found(visit, text="裁定")) == 1
    finally:
        i18n.install("en")


@pytest.mark.parametrize("text", ["%缺", "_缺", "\\", "'", '"', "100%", "\U0001f600"])
def test_what_has_a_meaning_elsewhere_is_searched_as_it_is(visit, text):
    assert found(visit, text=text) == []
    visit.findings.reword(visit.findings.all()[0].id, f"有{text}的一条")
    assert found(visit, text=text) == ["Reword a finding"]
    visit.setups.change(changed(visit.setup, community_organisations=(f"队{text}",)))
    assert len(found(visit, text=text)) == 2


def test_days_and_hours_are_those_of_this_laptop(tmp_path):
    here = datetime(2024, 1, 16).astimezone().tzinfo
    moments = [
        datetime(2024, 1, 15, 23, 59, tzinfo=here),
        datetime(2024, 1, 16, 0, 0, tzinfo=here),
        datetime(2024, 1, 16, 17, 30, tzinfo=here).astimezone(timezone(timedelta(hours=-7))),
        datetime(2024, 1, 16, 23, 59, tzinfo=here).astimezone(UTC),
    ]
    store = Store.create(tmp_path / "visit", bytes(32))
    for number, at in enumerate(moments):
        store.audit.add(AuditRow(0, at.isoformat(), "", "", f"{number}", "{}", "", ""))
    history = AuditService(State(store), None)
    assert history.days() == ((date(2024, 1, 16), 3), (date(2024, 1, 15), 1))

    def labels(**wanted):
        ids = history.find(AuditFilter(**wanted))
        return sorted(line.what for line in history.lines(ids))

    day = date(2024, 1, 16)
    assert labels(day=day) == ["1", "2", "3"]
    assert labels(day=day, since=time(17)) == ["2", "3"]
    assert labels(day=day, since=time(17), until=time(18)) == ["2"]
    assert labels(day=day, until=time(17, 30)) == ["1"]
    store.close()


def test_a_line_leads_to_what_it_was_about_as_long_as_it_is_there(visit):
    finding, veto, party, cell, collected = (visit.history.where(line) for line in newest(visit, 5))
    assert (finding.kind, finding.id) == ("curated", visit.findings.all()[0].id)
    assert (veto.kind, veto.id, party.kind, party.id) == ("veto", "illegal", "party", "buyer")
    assert (cell.kind, cell.item, cell.district) == ("settlement", "plan", "d1")
    assert collected is None
    visit.findings.add(Stance.PRAISE, "写错了")
    added = newest(visit)[0]
    assert visit.history.where(added) is not None
    visit.undo()
    assert visit.history.where(added) is None
    visit.decide.unsettle("plan", "d1", reason="看错一页")
    assert visit.history.where(newest(visit)[0]).item == "plan"


def test_a_panelist_reads_the_own_changes(panelist):
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8), reason="缺记录")
    panelist.scores.give("plan", "d1", Decimal("7.5"))
    created = panelist.captures.record(Note(text="介绍按时结束。"))
    panelist.captures.remove(created.id)
    gone, note, score, *_others = panelist.history.lines(panelist.history.find())
    assert (score.topic, score.place) == (Topic.SCORE, "服务计划·第一片区")
    assert (score.before, score.after) == ("8；缺记录", "7.5；缺记录")
    assert (note.what, note.after, gone.before) == ("Note", "介绍按时结束。", "介绍按时结束。")
    assert panelist.history.where(note) is panelist.history.where(gone) is None
    assert panelist.history.where(score).kind == "score"


def test_many_at_once_are_told_each_with_its_place(panelist):
    sign(panelist)
    panelist.scores.give("plan", "d2", Decimal(9))
    panelist.scores.fill({("plan", "d1"): Decimal(8), ("plan", "d2"): None})
    line = panelist.history.lines(panelist.history.find()[:1])[0]
    assert (line.before, line.after) == ("服务计划·第二片区 9", "服务计划·第一片区 8")


def test_an_older_visit_opened_read_only_is_read_without_places(visit, tmp_path):
    key, folder = visit._store._key, visit.folder
    visit._store._db.execute("alter table audit drop column place")
    visit._store._db.execute("alter table audit drop column origin")
    visit.close()
    older = Visit.open(folder, key, read_only=True)
    assert older.history.lines(older.history.find())[0].what == "Reword a finding"
    assert found(older, topic=Topic.MERGE, text="复核") == ["Settle 服务计划"]
    assert Topic.OTHER not in older.history.topics()
    older.close()


FORMULAS = ("=1+1", "+86", "-5", "@cmd", "\t=1", "plain", "")


def test_a_csv_table_holds_no_formula():
    raw = csv_table(("Kopf", "二"), [FORMULAS])
    assert raw.startswith(b"\xef\xbb\xbf")
    heads, row = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert heads == ["Kopf", "二"]
    assert row == ["'=1+1", "'+86", "'-5", "'@cmd", "'\t=1", "plain", ""]


def test_an_xlsx_table_holds_texts_only_and_says_where_one_is_cut():
    rows = [FORMULAS, ("长" * 40_000, "\U0001f600" * 20_000, "two\nlines", "", "", "", "")]
    page = openpyxl.load_workbook(
        io.BytesIO(xlsx_table("表", tuple("abcdefg"), rows, (9,) * 7))
    ).active
    assert [cell.value or "" for cell in page[2]] == list(FORMULAS)
    assert {cell.data_type for cell in page[2] if cell.value} == {"s"}
    assert page["A2"].quotePrefix
    for cell in (page["A3"], page["B3"]):
        assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
        assert "cut" in cell.value[-60:]
    assert page["C3"].value == "two\nlines"


@pytest.mark.parametrize("name", ["changes.csv", "changes.XLSX"])
def test_changes_are_exported_as_they_are_read(visit, tmp_path, name):
    visit.findings.reword(visit.findings.all()[0].id, "=SUM(A1)")
    seen = []
    path = tmp_path / name
    wanted = AuditFilter(topic=Topic.FINDINGS)
    count = visit.history_export(wanted, path)(lambda done, total: seen.append((done, total)))
    assert (count, seen) == (2, [(0, 2), (1, 2)])
    if name.endswith("csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
        newest_after = "'=SUM(A1)"
    else:
        page = openpyxl.load_workbook(path).active
        rows = [[cell.value for cell in row] for row in page]
        newest_after = "=SUM(A1)"
    assert rows[0] == ["Time", "Who", "Kind", "What was done", "Where", "Before", "After"]
    assert rows[1][1:] == [
        "工作人员A",
        "Findings",
        "Reword a finding",
        "服务质量·第一片区",
        "值班表缺周末。",
        newest_after,
    ]
    assert len(rows) == 3


def test_an_export_that_is_cancelled_or_cannot_be_written_leaves_nothing(visit, tmp_path):
    def cancel(_done, _total):
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        visit.history_export(AuditFilter(), tmp_path / "a.csv")(cancel)
    with pytest.raises(UserError):
        visit.history_export(AuditFilter(), tmp_path)(lambda done, total: None)
    assert not (tmp_path / "a.csv").exists()


def test_points_are_told_plainly_however_they_were_typed(panelist):
    sign(panelist)
    panelist.captures.record(
        Score(points=Decimal("1E+1")), Place(block="quality", item="plan", district="d1")
    )
    assert panelist.history.lines(panelist.history.find()[:1])[0].after == "10"


def test_every_change_of_a_sample_day_and_evening_is_of_a_known_kind_and_in_plain_words(tmp_path):
    library = both_roles().put(tmp_path / "library")
    for summary in library.summaries():
        visit = library.open_visit(summary.folder, read_only=True)
        lines = visit.history.lines(visit.history.find())
        assert lines
        assert {line.what for line in lines if line.topic is Topic.OTHER} == set()
        for line in lines:
            written = f"{line.what}{line.place}{line.before}{line.after}"
            told = CHECK_CODE.sub("", written)
            assert not re.search(r"[\x02\x03{}]|\d[eE][+-]?\d|[0-9a-f]{16}", told), written
        visit.close()
    library.close()
