"""The letter with the panel's first opinions: whom it asks, what it says and what it keeps back."""

from datetime import date

import pytest

from app.errors import UserError
from app.model.base import changed
from app.model.capture import Stance
from app.model.station import Role
from app.reports.form import load_form
from app.reports.letter import letter_problems, letters
from app.reports.problems import IncompleteError
from app.reports.render import document_text
from app.reports.wishes import Addressee, Wishes, usual_reply
from app.rules.deadlines import Calendar
from tests.app.reports.examples import AWKWARD, example, finding, setup, without_scores
from tests.ooxml import faults

FORMS = ("panyu", "yuexiu")
REPLY = date(2024, 2, 6)


def made(form="panyu", given=None, **wishes):
    wanted = Wishes(**{"reply_by": REPLY, **wishes})
    return letters(given or example(), load_form(form), wanted)


def text(letter):
    return document_text(letter.raw)


@pytest.mark.parametrize("form", FORMS)
def test_each_addressee_has_a_letter_and_a_slip_of_their_own(form):
    found = made(form)
    assert [letter.name for letter in found] == [
        "番禺区民政局",
        "钟村街道办事处",
        "钟村街社工服务站",
    ]
    for letter in found:
        assert f"\n{letter.name}：\n" in text(letter)
        assert f"单位（盖章）：{letter.name}\n" in text(letter)
        assert "送请贵单位核对" in text(letter)


def test_a_joint_letter_names_all_and_leaves_the_slip_open():
    (letter,) = made(joint=True)
    assert "\n番禺区民政局、钟村街道办事处、钟村街社工服务站：\n" in text(letter)
    assert "单位（盖章）：\n" in text(letter)
    assert "送请各单位核对" in text(letter)


@pytest.mark.parametrize("form", FORMS)
def test_every_used_finding_is_in_it_and_counted_through(form):
    (letter,) = made(form, joint=True)
    assert letter.checked.findings == len(example().used)
    numbers = [
        int(line.partition(".")[0])
        for line in text(letter).partition("回复事项")[0].splitlines()
        if line.partition(".")[0].isdigit()
    ]
    assert numbers == list(range(1, len(example().used) + 1))


def test_neither_points_nor_grade_are_told_unless_asked_for():
    (kept,) = made(joint=True)
    assert "87.11" not in text(kept)
    assert "良好" not in text(kept)
    assert "本函不通报分数和等级" in text(kept)
    (told,) = made(joint=True, scores=True)
    assert "87.11" in text(told)
    assert "良好" in text(told)
    assert "47.36" in text(told)
    assert "本函不通报" not in text(told)
    assert told.checked.figures == 5


def test_number_and_last_day_stand_in_it_and_no_number_leaves_no_line():
    (letter,) = made(joint=True, number=" 某联函〔2024〕3号 ")
    assert "\n某联函〔2024〕3号\n" in f"\n{text(letter)}"
    assert text(letter).count("2024年2月6日") == 2
    (bare,) = made(joint=True)
    assert text(bare).startswith("关于反馈")


def test_five_working_days_are_given_over_holidays():
    holidays = Calendar(
        holidays=frozenset({date(2024, 2, 9)}), workdays=frozenset({date(2024, 2, 4)})
    )
    assert usual_reply(date(2024, 2, 2), holidays) == date(2024, 2, 8)
    assert usual_reply(date(2024, 2, 5), holidays) == date(2024, 2, 13)


def test_a_part_of_the_opinion_that_is_missing_marks_it_and_refuses_a_final_one():
    gap = tuple(f for f in example().findings if f.district != "d2")
    draft = example(findings=gap, draft=True)
    (letter,) = made(given=draft, joint=True)
    assert text(letter).startswith("未完成稿")
    with pytest.raises(IncompleteError, match="第二片区"):
        made(given=example(findings=gap), joint=True)


def test_what_is_open_in_the_scores_stops_a_letter_with_scores_alone():
    given = example(taken=without_scores())
    assert made(given=given)
    with pytest.raises(IncompleteError):
        made(given=given, scores=True)


def test_what_waits_to_be_verified_or_a_party_left_unsaid_does_not_stop_it():
    waiting = changed_stance(finding("待核实的一条。"), Stance.VERIFY)
    said = tuple(f for f in example().findings if f.party != "bureau")
    (letter,) = made(given=example(findings=(*said, waiting)), joint=True)
    assert "待核实的一条" not in text(letter)


def changed_stance(one, stance):
    return type(one)(id=one.id, stance=stance, text=one.text, block=one.block)


def test_an_addressee_that_nobody_entered_is_refused():
    roles = {r: o for r, o in setup().organisations.items() if r is not Role.BUREAU}
    given = example(changed(setup(), organisations=roles), draft=True)
    with pytest.raises(UserError, match="no addressee"):
        made(given=given)
    assert made(given=given, addressees=(Addressee.STATION,))
    with pytest.raises(UserError, match="no addressee"):
        made(addressees=())


def test_an_empty_visit_says_that_there_is_no_opinion_yet():
    given = example(findings=(), draft=True)
    (letter,) = made(given=given, joint=True)
    assert load_form("panyu").empty in text(letter)
    assert letter_problems(given, load_form("panyu"), Wishes(reply_by=REPLY))


@pytest.mark.parametrize("scores", [False, True])
def test_every_part_keeps_to_the_schemas(scores):
    awkward = tuple(finding(one, f"z{n}") for n, one in enumerate(AWKWARD))
    given = example(findings=(*example().findings, *awkward))
    (letter,) = made(given=given, joint=True, scores=scores, number="<&>{{x}}")
    assert faults(letter.raw) == []
    assert "<&>{{x}}" in text(letter)
