"""Score workbooks: exported, filled in elsewhere, collected and confirmed, or read back."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.workbook_form import SUMMARY_SHEET
from app.model.base import changed
from app.model.capture import Finding, Note, Score, Stance
from app.model.outcome import OpenKind
from app.model.sheet import Verdict
from app.services.captures import Place
from app.services.collect import Incoming
from tests.app.conftest import score_all, sheet_of, sign
from tests.app.exchange.workbooks import edited, rows_of

PAGES = {"d1": "第一片区", "d2": "第二片区", None: "全站"}


def filled(raw, scores):
    """As somebody fills the workbook in: {(item, district): points or (points, reason)}."""
    changes = {}
    for (item, district), value in scores.items():
        page = PAGES[district]
        row = rows_of(raw, page)[item]
        points, reason = value if isinstance(value, tuple) else (value, None)
        changes[page, f"D{row}"] = points
        changes[page, f"E{row}"] = reason
    return edited(raw, changes)


ALL = {
    ("plan", "d1"): 8,
    ("care", "d1"): (15.5, "随访记录缺两次"),
    ("plan", "d2"): 9,
    ("care", "d2"): "不适用",
    ("whole", None): 36.4,
}


@pytest.fixture
def blank(day, tmp_path):
    """The coordinator's blank workbook for `yi`."""
    day.visit.workbooks.export(tmp_path / "yi.xlsx", "yi")
    return (tmp_path / "yi.xlsx").read_bytes()


def collect(day, raw, name="评委乙.xlsx"):
    return day.visit.collecting.collect([Incoming(name, raw)]).sheets[0]


def open_kinds(day):
    return [entry.kind for entry in day.visit.merging.outcome.open]


def test_a_workbook_counts_and_stays_open_until_a_second_person_confirms(day, blank):
    looked = collect(day, filled(blank, ALL))
    assert looked.verdict is Verdict.MERGED
    (row,) = day.visit.collecting.rows()
    assert (row.channel, row.check_code) == ("workbook", looked.check_code)
    (sheet,) = day.visit.collecting.accepted()
    assert (sheet.panelist, sheet.confirmed) == ("yi", False)
    assert sheet.content.device.startswith("workbook:")
    assert day.visit.merging.gathered.score("yi", "care", "d1").values == ("15.5",)
    assert OpenKind.CONFIRM in open_kinds(day)
    day.visit.collecting.confirm(row.hash, "评委甲")
    assert OpenKind.CONFIRM not in open_kinds(day)
    day.visit.undo()
    assert OpenKind.CONFIRM in open_kinds(day)


def test_a_workbook_that_was_only_saved_again_is_unchanged(day, blank):
    raw = filled(blank, ALL)
    collect(day, raw)
    again = edited(raw, {(SUMMARY_SHEET, "A30"): "打印后签字"})
    assert again != raw
    assert collect(day, again).verdict is Verdict.UNCHANGED
    assert len(day.visit.collecting.rows()) == 1


def test_a_corrected_workbook_stands_beside_the_first_until_one_is_taken_out(day, blank):
    first = collect(day, filled(blank, ALL))
    assert collect(day, filled(blank, ALL | {("plan", "d1"): 7})).verdict is Verdict.MERGED
    assert OpenKind.CONFLICT in open_kinds(day)
    day.visit.collecting.remove(first.hash, "评委更正了")
    assert day.visit.merging.gathered.score("yi", "plan", "d1").values == ("7",)
    assert OpenKind.CONFLICT not in open_kinds(day)


def test_a_workbook_and_a_sheet_of_one_person_are_united(day, tmp_path):
    visit = day.open_for("jia")
    score_all(visit, "8")
    visit.captures.record(Finding(stance=Stance.PRAISE, text="计划细"), Place(block="quality"))
    visit.workbooks.export(tmp_path / "jia.xlsx")
    raw = (tmp_path / "jia.xlsx").read_bytes()
    day.visit.collecting.collect(
        [sheet_of(visit), Incoming("a.xlsx", filled(raw, {("plan", "d1"): (8, "缺一份记录")}))]
    )
    visit.close()
    assert OpenKind.CONFLICT not in open_kinds(day)
    assert day.visit.collecting.collect([Incoming("b.xlsx", filled(raw, {("plan", "d1"): 5}))])
    assert day.visit.merging.gathered.score("jia", "plan", "d1").values == ("5", "8")
    assert OpenKind.CONFLICT in open_kinds(day)


def test_blank_cells_are_open_and_reasons_beside_them_are_kept(day, blank):
    collect(day, filled(blank, {("plan", "d1"): (None, "还没看完台账")}))
    assert day.visit.merging.gathered.score("yi", "plan", "d1") is None
    assert [hit.kind for hit in day.visit.find("没看完")] == ["note"]


def test_what_is_collected_can_be_verified_and_read_after_opening_again(day, blank):
    looked = collect(day, filled(blank, ALL))
    assert day.visit.collecting.verify() == ((looked.hash, None),)
    day.visit.close()
    visit = day.library.open_visit(day.visit.folder.name)
    assert visit.collecting.content(looked.hash) == looked.content
    assert visit.collecting.verify() == ((looked.hash, None),)
    assert [hit.author for hit in visit.find("随访")] == ["yi"]
    visit.close()
    day.visit = day.library.open_visit(day.visit.folder.name)


def test_a_refused_workbook_changes_nothing_and_names_the_cell(day, blank):
    looked = collect(day, filled(blank, {("plan", "d1"): 11}))
    assert looked.verdict is Verdict.REFUSED
    assert looked.refusal.values["cell"] == f"第一片区!D{rows_of(blank, '第一片区')['plan']}"
    assert day.visit.collecting.rows() == ()


def test_somebody_who_left_the_panel_is_refused_and_kept_if_collected_before(day, blank):
    raw = filled(blank, ALL)
    collect(day, raw)
    setup = day.visit.setup
    others = tuple(p for p in setup.panel if p.id != "yi")
    assignments = tuple(a for a in setup.assignments if a.panelist != "yi")
    day.visit.setups.change(changed(setup, panel=others, assignments=assignments))
    assert collect(day, filled(blank, {("plan", "d1"): 1})).verdict is Verdict.REFUSED
    assert [sheet.panelist for sheet in day.visit.collecting.accepted()] == ["yi"]


def test_confirming_takes_a_second_person(day, blank):
    collecting = day.visit.collecting
    digest = collect(day, filled(blank, ALL)).hash
    for by in (" ", "评委乙", day.visit.user):
        with pytest.raises(UserError):
            collecting.confirm(digest, by)
    with pytest.raises(UserError, match="not among"):
        collecting.confirm("0" * 64, "评委甲")
    visit = day.open_for("jia")
    score_all(visit)
    sealed = day.visit.collecting.collect([sheet_of(visit)]).sheets[0].hash
    visit.close()
    with pytest.raises(UserError, match="needs no confirmation"):
        collecting.confirm(sealed, "评委乙")


def test_the_blank_workbook_freezes_the_instrument_and_holds_no_score(day, blank):
    assert day.visit.state.instrument_frozen
    assert day.visit.state.setup_frozen
    assert day.visit.undo_step is None
    assert day.visit.workbooks.draft("yi").scores == {}


def test_nobody_exports_for_who_scores_nothing_or_is_unknown(day, tmp_path):
    for person in ("staff", "nobody", ""):
        with pytest.raises(UserError):
            day.visit.workbooks.export(tmp_path / "x.xlsx", person)
    assert not (tmp_path / "x.xlsx").exists()


def test_a_recused_district_is_not_in_the_workbook(panelist, tmp_path):
    panelist.captures.sign("评委甲", confidential=True, recusals={"d2": "亲属"})
    panelist.workbooks.export(tmp_path / "a.xlsx")
    assert {d for _b, _i, d in panelist.workbooks.draft().cells} == {None, "d1"}


def test_a_panelist_reads_the_own_workbook_back_as_one_undo_step(panelist, tmp_path):
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8), reason="原来的原因", links=("x",))
    panelist.scores.give("whole", None, Decimal(30))
    panelist.workbooks.export(tmp_path / "a.xlsx")
    raw = (tmp_path / "a.xlsx").read_bytes()
    assert panelist.workbooks.read(raw, "a.xlsx").changes == ()
    raw = filled(
        raw,
        {
            ("plan", "d1"): 9,
            ("care", "d2"): "不适用",
            ("plan", "d2"): (None, "待补"),
            ("whole", None): None,
        },
    )
    back = panelist.workbooks.read(raw, "a.xlsx")
    assert [(c.item.id, c.district) for c in back.changes] == [("plan", "d1"), ("care", "d2")]
    assert (back.blank, back.notes) == ((("whole", None),), (("plan", "d2"),))
    panelist.workbooks.take(back)
    given = panelist.scores.given()
    assert given["plan", "d1"] == Score(points=Decimal(9), reason="原来的原因", links=("x",))
    assert given["care", "d2"].points is None
    assert given["whole", None].points == 30
    assert [c.body for c in panelist.captures.all("note")] == [Note(text="待补", stage="scoring")]
    assert not panelist.workbooks.take(panelist.workbooks.read(raw, "a.xlsx"))
    panelist.undo()
    assert panelist.scores.given()["plan", "d1"].points == 8
    assert panelist.captures.all("note") == ()


def test_a_panelist_reads_nobody_elses_workbook_back(day, panelist, blank):
    with pytest.raises(UserError, match="somebody else"):
        panelist.workbooks.read(blank, "乙.xlsx")
