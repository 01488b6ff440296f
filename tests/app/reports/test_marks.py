"""Marks: the preview leads to what it is written from, and no export ever holds one."""

import re
from collections import Counter
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.reports.context import build_context, header, report_passages
from app.reports.form import load_form
from app.reports.marks import Kind, Source, Sourced, marked
from app.reports.preview import draft, preview
from app.reports.render import document_text, render_docx
from tests.app.reports.examples import example, findings
from tests.app.reports.test_preview import Texts

FORMS = ("panyu", "yuexiu")
ODD = "\U000f0000一\U000f00012\U000f0001_{_{三}_}\U0010fffd\u200b&<四>"
_LINK = re.compile(r'<a href="(\w+)">(.*?)</a>')


def odd_example():
    """Texts that hold the very characters which marks are made of, and docxtpl's own."""
    texts = [
        CuratedFinding(id=f"odd{n}", stance=stance, text=ODD, block="operation")
        for n, stance in enumerate((Stance.PRAISE, Stance.CONCERN))
    ]
    return example(findings=(*findings(), *texts))


INPUTS = {"example": example, "odd": odd_example}


@cache
def drafted(form: str, which: str):
    return draft(INPUTS[which](), load_form(form))


def context(form: str, which: str):
    return build_context(INPUTS[which](), load_form(form))


def read(html: str) -> str:
    texts = Texts()
    texts.feed(html)
    return "".join(texts.found)


@pytest.mark.parametrize("which", INPUTS)
@pytest.mark.parametrize("form", FORMS)
def test_with_its_links_taken_away_the_draft_is_the_preview(form, which):
    html = re.sub(r'<a href="\w+">|</a>', "", drafted(form, which).html)
    assert html == preview(INPUTS[which](), load_form(form))


@pytest.mark.parametrize("which", INPUTS)
@pytest.mark.parametrize("form", FORMS)
def test_without_marks_the_preview_is_the_export_paragraph_by_paragraph(form, which):
    given, chosen = INPUTS[which](), load_form(form)
    exported = document_text(render_docx(chosen, build_context(given, chosen)))
    marks = drafted(form, which).marks
    lines = document_text(drafted(form, which).raw).split("\n")
    assert [marks.split(line)[0] for line in lines] == exported.split("\n")
    top = header(given, chosen)
    assert read(drafted(form, which).html) == top + exported.replace("\n", "")


@pytest.mark.parametrize("which", INPUTS)
@pytest.mark.parametrize("form", FORMS)
def test_no_part_of_an_export_holds_a_mark(form, which):
    given, chosen = INPUTS[which](), load_form(form)
    sourced, plain = context(form, which), _plain(build_context(given, chosen))
    marks = drafted(form, which).marks
    for name, part in _parts(render_docx(chosen, sourced)).items():
        assert marks.opening.encode() not in part, name
        assert marks.closing.encode() not in part, name
    assert _parts(render_docx(chosen, sourced)) == _parts(render_docx(chosen, plain))


@pytest.mark.parametrize("form", FORMS)
def test_marks_are_characters_that_no_text_holds(form):
    marks = drafted(form, "odd").marks
    assert marks.opening not in ODD
    assert marks.closing not in ODD
    assert marks.opening != marks.closing


@pytest.mark.parametrize("form", FORMS)
def test_every_passage_finding_and_figure_that_is_printed_leads_to_its_source(form):
    shown = drafted(form, "example")
    given = example()
    linked = [shown.sources[name] for name, _text in _LINK.findall(shown.html)]
    count = Counter(source.kind for source in linked)
    assert {s.key for s in linked if s.kind is Kind.FINDING} == {f.id for f in given.used}
    printed = {p.key for p in report_passages(given, load_form(form)) if p.paragraphs}
    assert printed == {s.key for s in linked if s.kind is Kind.PASSAGE}
    assert count[Kind.SCORE] >= len(given.outcome.lines)
    assert {s.key for s in linked if s.kind is Kind.INDICATOR} == {
        i.id for i in given.setup.indicators
    }
    assert {s.key for s in linked if s.kind is Kind.STAFFING} == {
        m.month for m in given.setup.staffing.months
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_link_holds_the_text_of_its_source(form):
    shown, given = drafted(form, "odd"), odd_example()
    texts = {finding.id: finding.text for finding in given.used}
    passages = {p.key: p.paragraphs for p in report_passages(given, load_form(form))}
    for name, html in _LINK.findall(shown.html):
        source, text = shown.sources[name], read(html)
        if source.kind is Kind.FINDING:
            assert text[source.lead :] == texts[source.key].split("\n")[source.line]
        elif source.kind is Kind.PASSAGE:
            assert text == passages[source.key][source.line]


def test_a_form_that_asks_about_a_text_sees_the_text_alone():
    context, marks = marked({"a": Sourced("甲", Source(Kind.PASSAGE, "a")), "b": "乙"})
    assert context == {"a": "甲", "b": "乙"}
    assert f"{context['a']}" == "甲"
    assert marks.sources == [Source(Kind.PASSAGE, "a")]


def test_a_paragraph_is_split_into_parts_with_their_sources():
    first, second = Source(Kind.PASSAGE, "a"), Source(Kind.FINDING, "b", lead=3)
    context, marks = marked({"x": [Sourced("甲甲", first), Sourced("乙", second)]})
    one, other = (text.__html__() for text in context["x"])
    text, spans = marks.split(f"前{one}中{other}后")
    assert text == "前甲甲中乙后"
    assert [(text[s.start : s.end], s.source) for s in spans] == [("甲甲", first), ("乙", second)]


def _plain(value):
    if isinstance(value, str):
        return "".join(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _parts(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as opened:
        names = (name for name in opened.namelist() if name != "docProps/core.xml")
        return {name: opened.read(name) for name in names}
