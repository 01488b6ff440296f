"""Papers for the day: everything that is asked for stands on them, for as many as there are."""

import re

import pytest

from app.errors import UserError
from app.exchange.sample_file import load_sample
from app.model.base import changed
from app.model.instrument import ReasonWhen
from app.model.panel import Panelist
from app.model.station import District
from app.reports import papers
from app.reports.papers import ACROSS, Paper, paper_html

SAMPLE = load_sample("zhongcun")


def words(paper, setup=SAMPLE.setup, instrument=SAMPLE.instrument, people=None):
    return re.sub(r"<[^>]+>", "", paper_html(paper, setup, instrument, people))


def test_the_agenda_has_every_entry_with_its_times():
    said = words(Paper.AGENDA)
    for entry in SAMPLE.setup.agenda:
        assert entry.title in said
        assert f"{entry.start:%H:%M}" in said


def test_everybody_signs_in_with_their_duty_and_guests_have_room():
    said = words(Paper.SIGN_IN)
    assert all(person.name in said for person in SAMPLE.setup.panel)
    assert "组长" in said
    assert str(len(SAMPLE.setup.panel) + 8) in said


def test_each_person_has_a_declaration_with_all_districts():
    html = paper_html(Paper.DECLARATIONS, SAMPLE.setup, SAMPLE.instrument, ["yi"])
    assert "评委乙" in html
    assert "评委甲" not in html
    assert all(district.name in html for district in SAMPLE.setup.districts)


def test_a_score_sheet_has_what_the_person_scores_and_nothing_else():
    said = words(Paper.SCORES, people=["ding"])
    mine = {a.block for a in SAMPLE.setup.assignments if a.panelist == "ding"}
    for block in SAMPLE.instrument.blocks():
        assert (f"评分表：{block.label}" in said) is (block.id in mine)
        if block.id in mine:
            assert all(item.label in said for item in block.scored())


def test_many_districts_go_on_further_sheets():
    many = tuple(District(id=f"x{n}", name=f"第{n}片区") for n in range(ACROSS * 2 + 1))
    setup = changed(SAMPLE.setup, districts=many)
    html = paper_html(Paper.SCORES, setup, SAMPLE.instrument, ["yi"])
    assert html.count("评分表：服务质量") == 3
    assert all(district.name in html for district in many)


def test_the_rule_for_reasons_is_the_instrument_s():
    rule = changed(SAMPLE.instrument.reasons, when=ReasonWhen.BELOW_SHARE)
    said = words(Paper.SCORES, instrument=changed(SAMPLE.instrument, reasons=rule))
    assert "低于满分 60%" in said


def test_guides_ask_all_questions_and_keep_service_users_nameless():
    said = words(Paper.GUIDES)
    for guide in SAMPLE.instrument.guides:
        assert all(question.text in said for question in guide.questions)
    assert "编号（不写姓名）" in said


def test_what_looks_like_markup_stays_text():
    odd = (Panelist(id="x", name="<b>甲 & 乙</b>"),)
    html = paper_html(Paper.SIGN_IN, changed(SAMPLE.setup, panel=odd), SAMPLE.instrument)
    assert "&lt;b&gt;甲 &amp; 乙&lt;/b&gt;" in html


@pytest.mark.parametrize("paper", list(Paper))
def test_an_empty_set_up_gives_a_paper_all_the_same(paper):
    bare = changed(SAMPLE.setup, districts=(), panel=(), assignments=(), agenda=())
    assert "<h1>" in paper_html(paper, bare, SAMPLE.instrument) or paper in (
        Paper.DECLARATIONS,
        Paper.SCORES,
    )


def test_an_edited_template_that_asks_for_nothing_known_is_refused(tmp_path, monkeypatch):
    (tmp_path / "agenda.html").write_text("{{ nowhere }}", "utf-8")
    monkeypatch.setattr(papers, "FOLDER", tmp_path)
    papers._environment.cache_clear()
    try:
        with pytest.raises(UserError, match="nowhere"):
            paper_html(Paper.AGENDA, SAMPLE.setup, SAMPLE.instrument)
    finally:
        papers._environment.cache_clear()
