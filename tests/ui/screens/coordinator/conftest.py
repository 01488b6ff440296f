"""The panel that the coordinator's pages are tried with."""

import pytest

from tests.ui.screens.coordinator.evening import open_evening
from tests.ui.screens.coordinator.panel import Panel


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
