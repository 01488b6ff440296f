"""Qt offscreen before anything imports it, and what every window test needs."""

import os
import sys

import pytest

from app import i18n

if "--onscreen" not in sys.argv:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows that tests open")


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test begins in the language of the sources, whatever one before has chosen."""
    i18n.install("en")
