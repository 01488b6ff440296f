"""The preview: the same document as HTML."""

from functools import cache
from html.parser import HTMLParser

import pytest

from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.preview import preview_html
from app.reports.render import document_text, render_docx
from tests.app.reports.examples import example, findings

FORMS = ("panyu", "yuexiu")


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.style = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self.style:
            self.found.append(data)


@cache
def document(form: str) -> bytes:
    return render_docx(load_form(form), build_context(example(), load_form(form)))


@pytest.mark.parametrize("form", FORMS)
def test_the_preview_shows_the_text_of_the_export(form):
    raw = document(form)
    texts = Texts()
    texts.feed(preview_html(raw))
    assert "".join(texts.found) == document_text(raw).replace("\n", "")


@pytest.mark.parametrize("form", FORMS)
def test_headings_tables_and_spans_are_kept(form):
    html = preview_html(document(form))
    assert html.count('<p class="one">') >= 5
    assert 'rowspan="3"' in html
    assert 'colspan="3"' in html
    assert '<p class="title">钟村街社工服务站中期评估报告</p>' in html
    assert '<p class="body">' in html


def test_a_draft_is_marked_on_top():
    assert '<p class="draft">未完成稿</p>' in preview_html(document("panyu"), "未完成稿")


def test_texts_are_escaped():
    first = findings()[0]
    odd = type(first)(id="z", stance=first.stance, text="<b>粗</b>&amp;", block="operation")
    form = load_form("panyu")
    raw = render_docx(form, build_context(example(findings=(odd,)), form))
    assert "&lt;b&gt;粗&lt;/b&gt;&amp;amp;" in preview_html(raw)
