"""Passages: proposed from data, kept when edited, with live figures inside."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.errors import UserError
from app.model.base import changed
from app.model.decision import PartyEntry
from app.model.report import PassageEdit
from app.reports.context import build_context, live_figures, report_passages
from app.reports.form import load_form
from app.reports.passages import Passage, fill, names_in
from tests.app.reports.examples import AT, decisions, example, setup

FORMS = ("panyu", "yuexiu")


def edit(key: str, text: str, proposal: str = "", form: str = "panyu", **other) -> PassageEdit:
    return PassageEdit(form=form, key=key, text=text, proposal=proposal, at=AT, **other)


def named(text: str) -> dict[str, str]:
    """The figures of a text, as they are in the example."""
    known = live_figures(example(), load_form("panyu"))
    return {name: known[name] for name in names_in(text)}


def passage(key: str, *edits: PassageEdit, **other: object) -> Passage:
    found = report_passages(example(passages=edits, **other), load_form("panyu"))
    return next(p for p in found if p.key == key)


@pytest.mark.parametrize("form", FORMS)
def test_every_proposal_names_its_figures_instead_of_printing_them(form):
    found = {p.key: p for p in report_passages(example(), load_form(form))}
    assert "{total}" in found["closing"].proposal
    assert "87.11" not in found["closing"].proposal
    assert "87.11" in "".join(found["closing"].paragraphs)
    assert "{i.visits.percent}" in found["progress"].proposal


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal_uses_only_figures_that_there_are(form):
    known = live_figures(example(), load_form(form))
    for one in report_passages(example(), load_form(form)):
        assert [n for n in names_in(one.text) if n not in known] == []


def test_an_edit_survives_a_changed_score_and_prints_the_new_one():
    mine = edit("closing", "总的看，{short}得{total}分。\n第二段。")
    better = changed(
        decisions(),
        parties=(PartyEntry(party="buyer", value="19.5"), *decisions().parties[1:]),
    )
    before, after = passage("closing", mine), passage("closing", mine, taken=better)
    assert before.paragraphs == ("总的看，钟村街社工站得87.11分。", "第二段。")
    assert after.paragraphs[0] == "总的看，钟村街社工站得88.11分。"
    assert after.edited


def test_an_edit_is_outdated_once_its_proposal_has_changed():
    proposal = passage("progress").proposal
    mine = edit("progress", "自己写的。", proposal)
    own = setup()
    fewer = changed(own, indicators=own.indicators[:3])
    assert not passage("progress", mine).outdated
    found = report_passages(example(fewer, passages=(mine,)), load_form("panyu"))
    assert next(p for p in found if p.key == "progress").outdated


def test_a_changed_figure_alone_does_not_make_an_edit_outdated():
    mine = edit("rating", "自己写的。", passage("rating").proposal)
    better = changed(
        decisions(), parties=(PartyEntry(party="buyer", value="19"), *decisions().parties[1:])
    )
    assert not passage("rating", mine, taken=better).outdated


def test_an_unknown_name_is_shown_and_printed_as_it_stands():
    found = passage("closing", edit("closing", "得{total}分，{nothing}。"))
    assert found.unknown == ("nothing",)
    assert found.paragraphs == ("得87.11分，{nothing}。",)


def test_a_figure_without_a_value_is_shown_as_missing():
    found = passage("closing", edit("closing", "知晓率{awareness}%。"))
    assert found.missing == ("awareness",)
    assert found.paragraphs == ("知晓率〔待补〕%。",)


def test_an_edit_for_the_other_form_is_left_alone():
    assert not passage("closing", edit("closing", "别处的。", form="yuexiu")).edited


def test_an_edit_is_text_and_never_a_template():
    mine = edit("closing", "{% for x in y %}{{ 7 * 7 }}{# c #}{{ f.station }}")
    found = build_context(example(passages=(mine,)), load_form("panyu"))
    assert found["text"]["closing"] == [mine.text]


def test_every_district_has_its_own_passage():
    keys = [p.key for p in report_passages(example(), load_form("panyu"))]
    assert [k for k in keys if k.startswith("district:")] == [
        "district:d1", "district:d2", "district:d3",
    ]  # fmt: skip
    mine = edit("district:d2", "二片区自己的话，共{d.d2.sites}个点。")
    found = build_context(example(passages=(mine,)), load_form("panyu"))
    assert found["districts"][1]["text"] == ["二片区自己的话，共5个点。"]


def test_an_emptied_passage_prints_nothing():
    assert passage("preface", edit("preface", "")).paragraphs == ()


@drawn(
    st.text(max_size=80), st.dictionaries(st.text("ab.", min_size=1, max_size=3), st.text("xyz"))
)
def test_filling_changes_nothing_but_known_names(text, known):
    filled = fill(text, known, "?")
    for name in names_in(text):
        if name not in known:
            assert f"{{{name}}}" in filled
    if not names_in(text):
        assert filled == text


@pytest.mark.parametrize("text", ["{% if %}", "{{ nobody.knows }}", "{{ ().__class__.__bases__ }}"])
def test_a_text_block_that_cannot_be_filled_is_refused_by_name(text):
    form = load_form("panyu")
    broken = changed(form, passages=(changed(form.passages[0], text=text), *form.passages[1:]))
    with pytest.raises(UserError) as refused:
        build_context(example(), broken)
    assert refused.value.values["block"] == form.passages[0].label


def test_a_figure_that_was_typed_over_makes_an_edit_outdated_when_it_changes():
    whole = passage("rating").proposal
    figures = named(whole)
    mine = edit("rating", "得分另说。", whole, figures=figures)
    better = changed(
        decisions(), parties=(PartyEntry(party="buyer", value="19"), *decisions().parties[1:])
    )
    assert not passage("rating", mine).outdated
    found = passage("rating", mine, taken=better)
    assert found.outdated
    assert figures["total"] in found.before
    assert figures["total"] not in found.now


def test_a_figure_that_the_edit_keeps_live_makes_no_difference():
    whole = passage("rating").proposal
    figures = named(whole)
    mine = edit("rating", whole.replace("四方", "各方"), whole, figures=figures)
    better = changed(
        decisions(), parties=(PartyEntry(party="buyer", value="19"), *decisions().parties[1:])
    )
    assert not passage("rating", mine, taken=better).outdated
