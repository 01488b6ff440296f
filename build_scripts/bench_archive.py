"""How soon the archive of a large library is there, and how soon each filter, beside a bare query.

    python3 build_scripts/bench_archive.py [--visits N] [--json]

Times are milliseconds on the thread that the window lives on, painting included. The last lines
are the longest of all; over a tenth of a second one would notice.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heavy_visit import PASSPHRASE
from many_visits import VISITS, tell_of_many
from PySide6.QtWidgets import QApplication
from screenshots import wait_until_idle

from app.exchange import crypto
from app.library import INDEX, Library
from app.rules.archive import Column, Dimension
from app.storage import connection
from app.storage.migrations import FORMAT
from ui.application import Huiping, make_application
from ui.screens.archive.page import ArchivePage
from ui.window import Window

LONGEST = 100.0
TURNS = 5
BARE = "select count(*), max(visited_on) from archive where station >= '' and head like '%番禺%'"

Times = dict[str, float]


def timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    QApplication.processEvents()
    return (perf_counter() - began) * 1000


def often(work: Callable[[], object]) -> float:
    return median(timed(work) for _turn in range(TURNS))


def measure_index(library: Library) -> Times:
    """Without any window: the bare query, and what the view asks the index for."""
    keyring, _cost = Library.unlock(library.folder, PASSPHRASE)
    bare = connection.open_existing(
        library.folder / INDEX, keyring.index, newest=FORMAT, read_only=True
    )
    archive = library.archive
    first = archive.entries()[0]
    station = [entry for entry in archive.entries() if entry.station == first.station]
    found = {
        "bare query": often(lambda: bare.execute(BARE).fetchall()),
        "all entries": often(archive.entries),
        "one station's blocks": often(lambda: archive.profiles(station)),
        "one visit's concerns": often(lambda: archive.left_behind(first)),
        "the visit before": often(lambda: archive.before(first)),
        "home: all summaries": often(library.summaries),
    }
    bare.conn.close()
    return found


def measure_view(window: Window) -> Times:
    found = {"home: drawn anew": often(window.home.refresh)}
    found["view opened first"] = timed(window.show_archive)
    page = window.archive
    assert page is not None
    found["view drawn anew"] = often(page.refresh)
    return found | _filters(page) | _cards(page) | _moving(page)


def _filters(page: ArchivePage) -> Times:
    found = {}
    for name, picker in (
        ("year", page.bar.year),
        ("term", page.bar.term),
        ("bureau", page.bar.bureau),
        ("agency", page.bar.contractor),
        ("grade", page.bar.grade),
    ):
        found[f"filter by {name}"] = often(_Choosing(page, picker))
    found["filter by words"] = often(_Typing(page, "番禺 2020"))
    found["no filter again"] = often(page.bar.reset)
    return found


def _cards(page: ArchivePage) -> Times:
    return {
        f"cards by {by.value}": often(lambda by=by: _choose_dimension(page, by)) for by in Dimension
    }


def _choose_dimension(page: ArchivePage, by: Dimension) -> None:
    other = Dimension.YEAR if by is not Dimension.YEAR else Dimension.BUREAU
    page.by.set_current(other.value)
    page.by.choose(by.value)


def _moving(page: ArchivePage) -> Times:
    rows = iter(range(1, 1 + TURNS))
    return {
        "another visit": often(lambda: page.table.setCurrentIndex(page.model.index(next(rows), 0))),
        "sorted by total": often(lambda: page.bar.sorted.emit(Column.TOTAL)),
        "scrolled to the end": timed(page.table.scrollToBottom),
    }


class _Choosing:
    """Goes through the entries of a picker, one at each call."""

    def __init__(self, page: ArchivePage, picker: object) -> None:
        self._page, self._picker = page, picker

    def __call__(self) -> None:
        picker = self._picker
        picker.setCurrentIndex((picker.currentIndex() + 1) % picker.count())
        picker.activated.emit(picker.currentIndex())


class _Typing:
    def __init__(self, page: ArchivePage, text: str) -> None:
        self._page, self._text = page, text

    def __call__(self) -> None:
        self._page.bar.text.set_text(self._text)
        self._page.bar.text.edited.emit()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        found = measure(Path(folder), asked.visits)
    if asked.json:
        print(json.dumps({name: round(time, 2) for name, time in found.items()}, indent=1))
        return
    for name, time in found.items():
        print(f"{name:24}{time:9.1f} ms")
    name = max(found, key=lambda one: found[one])
    verdict = "within" if found[name] <= LONGEST else "over"
    print(f"longest: {name}, {found[name]:.1f} ms, {verdict} {LONGEST:.0f} ms")


def measure(folder: Path, visits: int) -> Times:
    library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
    tell_of_many(library, visits)
    found = measure_index(library)
    library.close()
    (folder / "data").mkdir()
    application = make_application(["bench"])
    huiping = Huiping(application, folder / "data", folder / "library")
    huiping.window.resize(1366, 768)
    huiping.window.show()
    huiping.desk.unlock(PASSPHRASE)
    wait_until_idle(huiping)
    found |= measure_view(huiping.window)
    huiping.window.close()
    huiping.close()
    return found


if __name__ == "__main__":
    main()
