"""The pictures of all pages: one page of a small heavy visit, waited for and laid out."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QImageReader

from app.rules.instrument_check import instrument_problems
from app.rules.setup_check import setup_problems

SCRIPTS = Path(__file__).resolve().parents[2] / "build_scripts"


@pytest.fixture(scope="module")
def scripts():
    sys.path.insert(0, str(SCRIPTS))
    yield import_module("heavy_visit"), import_module("screenshots")
    sys.path.remove(str(SCRIPTS))


@pytest.fixture(scope="module")
def views(scripts):
    return import_module("views")


@pytest.fixture(scope="module")
def taken(scripts, views, qapp, tmp_path_factory):
    """The folder and the names of some pictures of a visit with little to show, so soon made."""
    heavy_visit, screenshots = scripts
    folder = tmp_path_factory.mktemp("heavy")
    out = folder / "pictures"
    out.mkdir()
    wanted = ("feedback", *(view.name for view in views.PANELIST))
    chosen = next(s for s in screenshots.SETS if s.name == "heavy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(import_module("view_stand").MANY, "heavy", 1)
        screenshots.make_data("heavy", folder / "heavy", heavy_visit.Size(2, 6, 1, 2, 9))
        camera = screenshots.Camera(chosen, folder / "heavy", out, wanted)
        yield out, camera.take_all()
    camera.put_away()


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


def test_every_page_and_view_that_is_wanted_is_taken(taken, views):
    out, names = taken
    wanted = ("feedback", *(view.name for view in views.PANELIST))
    assert names == [f"{name}-heavy.png" for name in wanted]
    assert QImage(str(out / "feedback-heavy.png")).size().toTuple() == (1366, 768)
    assert all(QImageReader(str(out / name)).size().isValid() for name in names)


def test_what_is_taken_is_listed(taken, scripts):
    out, names = taken
    index = scripts[1].write_index(out).read_text(encoding="utf-8")
    assert [index.count(name) for name in names] == [3] * len(names)
