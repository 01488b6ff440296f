"""Find everywhere: own words, and on the coordinator's laptop those of the sheets that count."""

from decimal import Decimal

from app.model.archive import EarlierFinding, FollowState
from app.model.capture import Finding, Note, Stance
from app.model.decision import VetoState
from app.model.rounds import Answer, Party, PointKind, Step
from app.rules.calendar import Calendars
from app.services.captures import Place
from app.services.find import snippet
from app.services.paper import Draft
from app.services.rounds import Sent
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


def test_replies_point_by_point_complaints_and_steps_are_found(day):
    visit, on = day.visit, day.visit.setup.visited_on
    visit.rounds.reply(Party.BUYER, on, person="街道办", text="整体同意。")
    reply = visit.rounds.all().replies[0].id
    visit.rounds.add_point(reply, PointKind.FACT, about="人员配备", text="持证人数有误")
    point = visit.rounds.all().replies[0].points[0].id
    visit.rounds.answer(reply, point, Answer.TAKEN, "已按证书更正")
    assert [(h.kind, h.id) for h in visit.find("整体")] == [("reply", reply)]
    for words in ("持证", "证书更正", "人员配备"):
        assert [(h.kind, h.id) for h in visit.find(words)] == [("reply", f"{reply}/{point}")]
    for step in (Step.REPORT, Step.CONFIRMATION, Step.POSTED):
        visit.rounds.record(step, on, Calendars(), Sent(what=f"{step.value}公函", to="区民政局"))
    assert {h.id for h in visit.find("公函")} == {"report", "confirmation", "posted"}
    visit.rounds.complain(on, who="居民A", text="名单遗漏")
    complaint = visit.rounds.all().complaints[0].id
    visit.rounds.edit_complaint(complaint, result="核对后补上", stays=True)
    assert [(h.kind, h.id) for h in visit.find("补上")] == [("complaint", complaint)]
    visit.rounds.remove_complaint(complaint)
    assert visit.find("补上") == ()


def test_what_was_entered_from_paper_is_found_under_whose_paper_it_is(day):
    visit = day.visit
    visit.paper.fill("yi", {("plan", "d1"): Decimal(5)})
    visit.paper.explain("yi", "plan", "d1", "计划缺少季度目标")
    visit.paper.add_findings("yi", [Draft(Stance.CONCERN, "走廊堆放杂物", "whole", None)])
    (reason,) = visit.find("季度目标")
    assert (reason.kind, reason.author, reason.item, reason.district) == (
        "paper",
        "yi",
        "plan",
        "d1",
    )
    hits = visit.find("杂物", kinds=("paper-finding",))
    assert [(h.author, h.block) for h in hits] == [("yi", "whole")]


def test_what_an_earlier_concern_came_to_is_found(day):
    earlier = EarlierFinding(visit="v0", id="f0", text="灯具老化", since=day.visit.setup.visited_on)
    day.visit.follow_ups.judge(earlier, FollowState.MENDED, note="七月换新")
    for words in ("老化", "换新"):
        assert [(h.kind, h.id) for h in day.visit.find(words)] == [("follow-up", "v0/f0")]
    assert day.visit.find("v0") == ()


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
