"""Qt offscreen before anything imports it, and what every window test needs."""

import os
import sys

import pytest

if "--onscreen" not in sys.argv:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows that tests open")
