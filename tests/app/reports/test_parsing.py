"""Our parser gives mammoth the very elements that its own one does, and leaves no rubbish."""

import gc
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mammoth.docx import office_xml, xmlparser

from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.parsing import parse_xml
from app.reports.render import render_docx
from tests.app.reports.examples import example

NAMESPACES = office_xml._namespaces


def both(raw):
    return tuple(parse(BytesIO(raw), NAMESPACES) for parse in (parse_xml, xmlparser.parse_xml))


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_every_part_of_a_report_is_parsed_as_mammoth_does_it(form):
    loaded = load_form(form)
    with ZipFile(BytesIO(render_docx(loaded, build_context(example(), loaded)))) as parts:
        read = [parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels"))]
    assert len(read) > 5
    for raw in read:
        ours, theirs = both(raw)
        assert ours == theirs


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)


@given(TEXTS, TEXTS)
def test_any_text_and_attribute_comes_through(text, value):
    def escaped(one):
        return one.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    raw = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        f' xmlns:o="urn:other" o:k="{escaped(value)}" plain="1"><o:x/>'
        f'<w:t xml:space="preserve">{escaped(text)}</w:t> tail</w:p>'
    ).encode()
    ours, theirs = both(raw)
    assert ours == theirs


def test_what_was_parsed_is_freed_without_the_garbage_collector():
    raw = b"<a>" + b"<b><c/></b>" * 2_000 + b"</a>"
    gc.collect()
    parse_xml(BytesIO(raw))
    assert gc.collect() < 100
