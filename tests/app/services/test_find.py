"""Find everywhere: own words, and on the coordinator's laptop those of the sheets that count."""

from decimal import Decimal

from app.model.capture import Finding, Note, Stance
from app.model.decision import VetoState
from app.services.captures import Place
from app.services.find import snippet
from tests.app.conftest import score_all, sheet_of


def play(day, who, words):
    visit = day.open_for(who)
    score_all(visit)
    visit.captures.record(
        Finding(stance=Stance.CONCERN, text=words), Place(block="quality", district="d1")
    )
    sheet = sheet_of(visit)
    visit.close()
    return sheet


def test_a_panelist_finds_own_words_with_their_place(panelist):
    made = panelist.captures.record(
        Finding(stance=Stance.PRAISE, text="残疾人建档及时"), Place(item="care", district="d2")
    )
    (hit,) = panelist.find("建档")
    assert (hit.kind, hit.id, hit.item, hit.district) == ("finding", made.id, "care", "d2")
    assert [hit.text[a:b] for a, b in hit.hits] == ["建档"]
    assert (hit.author, hit.sheet) == ("jia", "")


def test_undo_and_redo_are_followed(panelist):
    panelist.captures.record(Note(text="走访路线"))
    panelist.undo()
    assert panelist.find("走访") == ()
    panelist.redo()
    assert len(panelist.find("走访")) == 1


def test_reasons_and_names_of_the_set_up_are_found(panelist):
    score_all(panelist)
    assert {hit.kind for hit in panelist.find("记录")} == {"score"}
    assert {(hit.kind, hit.id) for hit in panelist.find("乙村")} == {("site", "s2")}
    assert [hit.kind for hit in panelist.find("评委", kinds=["person"])] == ["person"] * 2


def test_the_coordinator_finds_the_words_of_sheets_that_count(day):
    day.visit.collecting.collect([play(day, "jia", "台账缺页"), play(day, "yi", "台账齐全")])
    hits = day.visit.find("台账")
    assert {(hit.author, hit.kind) for hit in hits} == {("jia", "finding"), ("yi", "finding")}
    gone = next(hit.sheet for hit in hits if hit.author == "jia")
    day.visit.collecting.remove(gone, "交错了")
    assert {hit.author for hit in day.visit.find("台账")} == {"yi"}
    day.visit.undo()
    assert len(day.visit.find("台账")) == 2


def test_an_older_revision_is_history_and_not_found(day):
    visit = day.open_for("jia")
    score_all(visit)
    made = visit.captures.record(Finding(stance=Stance.CONCERN, text="先前写的"))
    first = sheet_of(visit)
    visit.handin.reopen("补充")
    visit.captures.change(made.id, Finding(stance=Stance.CONCERN, text="后来写的"))
    second = sheet_of(visit)
    visit.close()
    day.visit.collecting.collect([second, first])
    assert day.visit.find("先前") == ()
    assert len(day.visit.find("后来")) == 1


def test_decisions_and_passages_are_found(day):
    visit = day.visit
    visit.decide.check_veto("illegal", VetoState.NOT_FOUND, evidence="问过区民政局", by="甲")
    visit.decide.enter_party("buyer", Decimal(20), person="街道办负责人")
    visit.findings.add(Stance.PRAISE, "站点布置温馨", block="whole")
    visit.report.edit_passage("panyu", "summary", "总体情况较好。", "原拟")
    assert [(h.kind, h.id) for h in visit.find("民政局")] == [("veto", "illegal")]
    assert [(h.kind, h.block) for h in visit.find("温馨")] == [("curated", "whole")]
    assert [h.kind for h in visit.find("较好")] == ["passage"]
    assert visit.find("原拟") == ()
    assert [h.kind for h in visit.find("负责人")] == ["party"]


def test_a_visit_that_is_open_read_only_can_be_searched(day):
    day.visit.collecting.collect([play(day, "jia", "台账缺页")])
    reader = day.library.open_visit(day.visit.folder.name, read_only=True)
    assert [hit.author for hit in reader.find("缺页")] == ["jia"]
    reader.close()


def test_a_snippet_is_the_line_around_the_first_hit():
    text = "第一行\n" + "前" * 100 + "建档" + "后" * 100 + "\n末行"
    shown, places = snippet(text, ((104, 106),), width=40)
    assert shown.startswith("…前")
    assert shown.endswith("后…")
    assert [shown[a:b] for a, b in places] == ["建档"]
    assert snippet("短行\n另一行", ((0, 2),)) == ("短行", ((0, 2),))
