"""The panel that the coordinator's pages are tried with."""

from dataclasses import replace

import pytest

from app.exchange import crypto
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP, open_evening
from tests.ui.screens.coordinator.instrument_page import SHIPPED
from tests.ui.screens.coordinator.panel import Panel
from ui.models.setup_sections import INSTRUMENT as SECTION
from ui.screens.base import Target
from ui.screens.coordinator.setup import SetupScreen


@pytest.fixture
def panel(context, tmp_path):
    """A visit whose packs went out, and nothing collected."""
    made = Panel(context, tmp_path)
    yield made
    made.close()


@pytest.fixture
def fresh(context, tmp_path):
    """A visit of which no pack went out."""
    made = Panel(context, tmp_path, issue=False)
    yield made
    made.close()


@pytest.fixture
def evening(context, tmp_path):
    """A visit with both sheets in and no party entered."""
    made = open_evening(context, tmp_path / "evening")
    yield made
    made.visit.close()
    made.context.library.close()


@pytest.fixture
def planned(context):
    visit = context.library.new_visit(SETUP, SHIPPED, user="工作人员A")
    yield replace(context, visit=visit)
    visit.close()


@pytest.fixture
def frozen(context):
    visit = context.library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    visit.packs.issue(cost=crypto.LOWEST)
    visit.packs.forget_slips()
    yield replace(context, visit=visit)
    visit.close()


@pytest.fixture
def opened(screen):
    """The part inside its page."""

    def _opened(context, width=1366, height=768):
        page = screen(SetupScreen, context, width, height)
        page.reveal(Target("setup", item=SECTION))
        page.enter()
        return page.part

    return _opened
