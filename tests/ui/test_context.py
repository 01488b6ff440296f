"""What a screen is given, and that pages in tests are closed cleanly."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel


class Page(QLabel):
    def __init__(self, context):
        super().__init__(str(context.theme.percent))


def test_a_page_gets_everything_from_its_context(screen, context):
    assert screen(Page, context).text() == "100"


def test_a_page_inside_a_visit_gets_it_and_one_outside_fails_at_once(context):
    visit = object()
    assert replace(context, visit=visit).open_visit is visit
    with pytest.raises(AssertionError):
        _ = context.open_visit
