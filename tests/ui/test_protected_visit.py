"""A visit on a write-protected disk in the window: it says so, and every page can be looked at."""

from dataclasses import replace

import pytest

from app.library import Library
from tests.disks import posix, write_protected
from tests.libraries import PASSPHRASE, sample_evening
from ui.pages import pages_of, rows_of
from ui.visit_page import VisitPage
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Refusal, Strip

pytestmark = posix


@pytest.fixture
def visit():
    with write_protected() as disk:
        sample_evening().put(disk.folder / "library").close()
        disk.protect()
        library = Library.open(disk.folder / "library", PASSPHRASE)
        opened = library.open_visit(library.summaries()[0].folder)
        yield opened
        opened.close()
        library.close()


@pytest.fixture
def page(context, visit, show):
    made = show(VisitPage(replace(context, visit=visit), pages_of(visit), rows_of), 1366, 768)
    yield made
    made.close_down()


def test_one_line_over_every_page_says_that_nothing_can_be_changed(page):
    (strip,) = page.findChildren(Strip)
    for name in page.page_ids():
        page.go(name)
        assert page.current is not None
        assert strip.isVisible()
        assert "change nothing" in strip.text


def test_what_is_typed_is_refused_in_the_page_and_says_what_to_do(page, visit, qtbot):
    page.go("setup")
    before = visit.setup
    fields = page.current.findChildren(LineEditor)
    field = next(field for field in fields if field.isVisible())
    qtbot.keyClicks(field, "new")
    field.flush()
    assert visit.setup == before
    shown = [w for w in page.current.findChildren(Refusal) if w.isVisible()]
    assert "write-protected" in shown[0].text()
