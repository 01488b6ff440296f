"""The pictures of all pages: one page of a small heavy visit, waited for and laid out."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.rules.instrument_check import instrument_problems
from app.rules.setup_check import setup_problems

SCRIPTS = Path(__file__).resolve().parents[2] / "build_scripts"


@pytest.fixture(scope="module")
def scripts():
    sys.path.insert(0, str(SCRIPTS))
    yield import_module("heavy_visit"), import_module("screenshots")
    sys.path.remove(str(SCRIPTS))


@pytest.fixture(autouse=True)
def views(scripts, monkeypatch):
    """With little to show, so that it is soon made."""
    module = import_module("views")
    monkeypatch.setitem(module.MANY, "heavy", 1)
    return module


def test_the_heavy_station_has_the_longest_name(scripts):
    heavy_visit, _screenshots = scripts
    setup, instrument = heavy_visit.heavy_set_up()
    assert len(setup.station.name) == 60
    assert len(setup.districts) == 100
    assert len(instrument.block("quality").items) == 60


def test_a_heavy_set_up_can_be_issued(scripts):
    setup, instrument = scripts[0].heavy_set_up()
    assert setup_problems(setup, instrument) == ()
    assert instrument_problems(instrument) == ()


def test_one_page_is_taken_and_listed(scripts, qapp, tmp_path):
    heavy_visit, screenshots = scripts
    out = tmp_path / "pictures"
    out.mkdir()
    screenshots.make_data("heavy", tmp_path / "heavy", heavy_visit.Size(2, 6, 1, 2, 9))
    chosen = next(s for s in screenshots.SETS if s.name == "heavy")
    camera = screenshots.Camera(chosen, tmp_path / "heavy", out, ("feedback",))
    assert camera.take_all() == ["feedback-heavy.png"]
    image = QImage(str(out / "feedback-heavy.png"))
    assert (image.width(), image.height()) == (1366, 768)
    index = screenshots.write_index(out).read_text(encoding="utf-8")
    assert index.count("feedback-heavy.png") == 3


def test_every_view_of_a_panelists_pages_is_taken(scripts, views, qapp, tmp_path):
    heavy_visit, screenshots = scripts
    out = tmp_path / "pictures"
    out.mkdir()
    screenshots.make_data("heavy", tmp_path / "heavy", heavy_visit.Size(2, 6, 1, 2, 9))
    chosen = next(s for s in screenshots.SETS if s.name == "heavy")
    wanted = tuple(view.name for view in views.PANELIST)
    camera = screenshots.Camera(chosen, tmp_path / "heavy", out, wanted)
    assert camera.take_all() == [f"{name}-heavy.png" for name in wanted]
    seen = {QImage(str(out / f"{name}-heavy.png")).size().toTuple() for name in wanted}
    assert (1366, 768) in seen
