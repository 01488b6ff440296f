"""Texts that break other programs' Word files come back equal, or are refused where they are entered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.base import changed
from app.model.capture import Finding, Note, Stance
from app.model.text import BadTextError, check, clean
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.render import document_text, render_docx
from tests.app.reports.examples import AWKWARD, example, finding, setup
from tests.office import NEEDS_OFFICE, converted
from tests.ooxml import faults

FORMS = ("panyu", "yuexiu")
_MARKED, WITHOUT_OFFICE = NEEDS_OFFICE
BITS = (
    "<", ">", "&", "&amp;", "&#x0;", "]]>", "<!--", "<w:p/>", "{{", "}}", "{%", "%}", "{#", "#}", "{{ f.total }}",
    "{%p for t in x %}", "{%tr endif %}", "{_{", "}_}", "{_%", "%_}", "{{r x }}", "{% vm %}", "{{y}}", "_", "\\a",
    "🙂", "👨\u200d👩\u200d👧", "🏳️\u200d🌈", "\u200f", "\u200e", "\u202e", "\u2066", "é̂", "ก็็็็", "𠮷", "\ufeff", "\u00ad",
    "\u2028", "\u3000", "\t", "  ", "'", '"', "=1+1", "@", "\U0010fffd", "\ue000", "长" * 400,
    "nobreak" * 90, "（1）", "一、", "1.",
)  # fmt: skip
naughty = st.lists(
    st.one_of(st.sampled_from(BITS), st.text(max_size=12), st.just("中")), max_size=14
).map("".join)


def rendered(form, visit):
    return render_docx(load_form(form), build_context(visit, load_form(form)))


def visit_of(texts, name="某站"):
    own = changed(setup(), station=changed(setup().station, name=name, short=""))
    return example(own, findings=tuple(finding(t, f"z{n}") for n, t in enumerate(texts)))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=30, deadline=None)
@given(st.lists(naughty, min_size=1, max_size=12))
def test_what_may_be_entered_comes_back_equal(form, texts):
    texts = [one for one in (clean(text)[0] for text in texts) if one.strip()]
    raw = rendered(form, visit_of(texts))
    found = document_text(raw).split("\n")
    item = load_form(form).section("operation").item
    for n, text in enumerate(texts, 1):
        first, *further = [line for line in text.split("\n") if line.strip()]
        at = found.index(item.format(n=n) + first)
        assert found[at + 1 : at + 1 + len(further)] == further
    assert faults(raw) == []


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15, deadline=None)
@given(naughty)
def test_a_name_is_printed_as_it_was_entered(form, name):
    name = clean(name)[0].replace("\n", "")[:300].strip() or "某站"
    assert name in document_text(rendered(form, visit_of(["一条"], name)))


@pytest.mark.parametrize(
    "code", [0, 8, 0xB, 0xC, 0x1F, 0x7F, 0x85, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x10FFFF]
)
def test_what_no_document_may_hold_is_refused_with_its_character(code):
    text = chr(code)
    for body in (Finding(stance=Stance.PRAISE, text=f"好{text}"), Note(text=f"好{text}")):
        with pytest.raises(BadTextError) as refused:
            check(body)
        assert refused.value.character == f"U+{code:04X}"
    assert clean(f"好{text}事") == ("好事", 1)


def through_office():
    return [*AWKWARD, *(f"开头{bit}结尾" for bit in BITS)]


@pytest.fixture(scope="module")
def back(tmp_path_factory):
    folder = tmp_path_factory.mktemp("naughty")
    files = {
        f"{form}.docx": rendered(form, visit_of(through_office(), AWKWARD[0])) for form in FORMS
    }
    out = converted(folder, files | {"plain.txt": b"a text"}, "docx:MS Word 2007 XML")
    if not (out / "plain.docx").exists():
        pytest.skip("this LibreOffice has no Writer: it opens not even a plain text")
    return out


@pytest.mark.libreoffice
@WITHOUT_OFFICE
@pytest.mark.parametrize("form", FORMS)
def test_every_text_comes_back_equal_from_libreoffice(back, form):
    found = document_text((back / f"{form}.docx").read_bytes()).split("\n")
    item = load_form(form).section("operation").item
    expected = [item.format(n=n) + text for n, text in enumerate(through_office(), 1)]
    assert [text for text in expected if text not in found] == []
    assert any(line.startswith(AWKWARD[0]) for line in found)
