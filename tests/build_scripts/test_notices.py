"""Every library in a bundle has its licence beside it."""

import importlib
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "build_scripts"


@pytest.fixture
def notices(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delitem(sys.modules, "notices", raising=False)
    return importlib.import_module("notices")


def test_every_library_says_its_licence(notices):
    places = {}
    for path, place in notices.notices():
        places.setdefault(place.split("/")[1], []).append(Path(path))
    assert {"jinja2", "rjieba", "pyside6-essentials", "sqlcipher3"} <= set(places)
    for name, files in places.items():
        assert all(file.is_file() for file in files), name
        told = "".join(file.read_text("utf-8", "replace") for file in files)
        assert "icen" in told, f"{name} says nothing of a licence"


def test_two_files_never_take_the_same_place(notices):
    targets = [(place, Path(path).name) for path, place in notices.notices()]
    assert len(targets) == len(set(targets))


def test_what_is_not_installed_has_none(notices):
    assert notices.notices_of("no-such-library") == []
