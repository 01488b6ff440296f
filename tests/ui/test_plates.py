"""The figures as an annex of the report: in Chinese and without names, in Word, preview and record."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from PySide6.QtGui import QImage

from app import i18n
from app.reports.context import build_context
from app.reports.form import forms, load_form
from app.reports.preview import preview
from app.reports.render import document_text, render_docx
from tests.libraries import sample_evening
from ui import plates
from ui.theme import DARK, LIGHT, Mode, Theme, tokens


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """The sample's evening."""
    library = sample_evening().put(tmp_path_factory.mktemp("plates") / "library")
    visit = library.open_visit(library.summaries()[0].folder)
    yield visit
    visit.close()
    library.close()


@pytest.fixture
def annexed(theme, visit):
    return replace(visit.report.input("panyu"), annex=plates.annex(visit))


def names(visit):
    return [person.name for person in visit.setup.panel]


def test_the_figures_are_in_chinese_whatever_the_window_speaks(theme, visit):
    i18n.install("en")
    told = "".join(picture.words for picture in plates.annex(visit))
    assert "平均" in told
    assert "Mean" not in told
    assert i18n.language() == "en"


def test_nobody_of_the_panel_is_named(theme, visit):
    for picture in plates.annex(visit):
        assert [name for name in names(visit) if name in picture.words] == []


def test_a_dark_window_paints_for_white_paper(qapp, tmp_path):
    """Of a visit that no other test paints, since what was painted once is kept."""
    library = sample_evening("liurong").put(tmp_path / "library")
    visit = library.open_visit(library.summaries()[0].folder)
    theme = Theme(qapp, Mode.DARK)
    assert tokens() is DARK
    images = [QImage.fromData(picture.png()) for picture in plates.annex(visit)]
    assert tokens() is DARK
    theme.set_mode(Mode.LIGHT)
    assert images
    for image in images:
        shades = [image.pixelColor(x, y).lightness() for x in range(0, 1560, 2) for y in range(90)]
        assert image.pixelColor(0, 0).lightness() == LIGHT.surface.lightness()
        assert min(shades) <= LIGHT.muted.lightness()
    visit.close()
    library.close()


@pytest.mark.parametrize("form", forms())
def test_every_picture_stands_in_the_report_with_its_caption_and_its_words(annexed, form):
    raw = render_docx(load_form(form), build_context(annexed, load_form(form)))
    text = document_text(raw)
    assert "附件3" in text
    for picture in annexed.annex:
        assert picture.caption in text
    shown = Document(BytesIO(raw)).inline_shapes
    described = [shape._inline.docPr.get("descr") for shape in shown]
    assert described == [picture.words for picture in annexed.annex]
    assert all(abs(shape.width.mm - 156) < 1 for shape in shown)


@pytest.mark.parametrize("form", forms())
def test_without_figures_there_is_no_third_attachment(visit, form):
    given = visit.report.input(form)
    raw = render_docx(load_form(form), build_context(given, load_form(form)))
    assert "附件3" not in document_text(raw)
    assert "评估图表" not in document_text(raw)


def test_the_preview_shows_the_pictures(annexed):
    html = preview(annexed, load_form("panyu"))
    assert html.count("<img ") == len(annexed.annex)


def test_a_figure_is_as_wide_as_the_text_and_as_high_as_its_rows(theme, visit):
    for picture in plates.annex(visit):
        image = QImage.fromData(picture.png())
        assert image.width() == plates.PIXELS
        assert image.height() < plates.PIXELS * 1.4
