"""Takes four pictures of every page, home and overlays included, and an index.html of them all.

    python3 build_scripts/screenshots.py DIR [--page ID …] [--only zh-light …]

| set | language | look | window | visit |
|---|---|---|---|---|
| zh-light | Chinese | light | 1366×768 | the sample |
| en-dark | English | dark | 911×512 at 150 % | the sample |
| heavy | Chinese | light | 1366×768 | `heavy_visit.py` |
| empty | Chinese | light | 1366×768 | nothing recorded yet |

Each set is taken by a process of its own, since the scale of a screen is fixed once Qt has begun.
`views.py` and `views_evening.py` say what is taken of a page beside its first look; where the side
panel is a drawer, the page is taken once more with the drawer open.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from html import escape
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heavy_visit import (
    HEAVY,
    PASSPHRASE,
    SENTENCES,
    Size,
    fresh_panelist,
    heavy_coordinator,
    heavy_panelist,
    heavy_set_up,
    ticking,
)
from many_visits import tell_of_many
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from view_stand import MANY, Stand, View
from views import PANELIST, furnish
from views_evening import COORDINATOR

from app import settings
from app.demo import play, prepare_panelist
from app.exchange import crypto
from app.exchange.sample_file import load_sample
from app.library import Library
from app.model.base import changed
from app.model.capture import Stance
from app.model.instrument import Instrument
from app.model.rounds import Step
from app.model.setup import Setup
from app.model.station import Term
from app.services.state import LocalRole
from ui.application import Huiping, make_application
from ui.pages import COORDINATOR as STEPS
from ui.screens.base import Target
from ui.theme import Mode
from ui.visit_page import VisitPage
from ui.widgets.page import PageFrame

LONGEST = 120.0
SOON = 2000
HOME, ARCHIVE, OFFICE = "home", "archive", "office"
QUIET = 3
SHOWN = {"scoring": Target("scoring", block="quality"), "merge": Target("merge", block="quality")}
"""What is shown of a page that has several parts of different kinds."""
VIEWS = {LocalRole.PANELIST: PANELIST, LocalRole.COORDINATOR: COORDINATOR}


@dataclass(frozen=True, slots=True)
class Set:
    """One of the four pictures of every page; `width` and `height` are logical pixels."""

    name: str
    data: str
    language: str = "zh_CN"
    mode: Mode = Mode.LIGHT
    width: int = 1366
    height: int = 768
    scale: str = "1"


SETS = (
    Set("zh-light", "sample"),
    Set("en-dark", "sample", "en", Mode.DARK, 911, 512, "1.5"),
    Set("heavy", "heavy"),
    Set("empty", "empty"),
)


def make_data(name: str, folder: Path, size: Size = HEAVY) -> None:
    """Makes the library that a set shows, with a visit for either role."""
    library = Library.create(folder, PASSPHRASE, crypto.LOWEST)
    with tempfile.TemporaryDirectory() as other:
        panelists = Library.create(Path(other) / "library", PASSPHRASE, crypto.LOWEST)
        _MAKERS[name](library, panelists, size)
        panelists.close()
    _furnish(library, MANY[name])
    library.close()


def _furnish(library: Library, many: int) -> None:
    """Adds to the panelist's visit what entries cannot hold."""
    own = next(s for s in library.summaries() if s.role is LocalRole.PANELIST)
    visit = library.open_visit(own.folder, clock=ticking())
    furnish(visit, many)
    library.note(visit)
    visit.close()


def _add_earlier(library: Library, setup: Setup, instrument: Instrument, concerns: int) -> None:
    """The station half a year before, with concerns that it left behind."""
    setup = changed(setup, visited_on=date(2023, 7, 4), term=Term.FINAL)
    at = datetime(2023, 7, 14, 17, 30, tzinfo=timezone(timedelta(hours=8)))
    visit = library.new_visit(setup, instrument, clock=lambda: at)
    blocks = cycle(block.id for block in instrument.blocks())
    for text, block in zip(islice(cycle(SENTENCES), concerns), blocks, strict=False):
        visit.findings.add(Stance.CONCERN, text, block=block)
    visit.rounds.record(Step.DRAFT, date(2023, 7, 10), library.calendars.calendars())
    library.note(visit)
    visit.close()


def _make_sample(library: Library, panelists: Library, _size: Size) -> None:
    play(library, "zhongcun", panelists).visit.close()
    prepare_panelist(library, "zhongcun", "bing")
    sample = load_sample("zhongcun")
    _add_earlier(library, sample.setup, sample.instrument, len(SENTENCES))
    lately = date.today() - timedelta(days=3)  # noqa: DTZ011  # the day on this laptop
    before = datetime(2023, 12, 1, 9, tzinfo=UTC)
    setup = changed(sample.setup, visited_on=lately)
    library.new_visit(setup, sample.instrument, clock=lambda: before).close()


def _make_heavy(library: Library, panelists: Library, size: Size) -> None:
    tell_of_many(library, size.districts * 20)
    heavy_coordinator(library, panelists, size)
    heavy_panelist(library, size)
    _add_earlier(library, *heavy_set_up(size), concerns=size.districts * 3)


def _make_empty(library: Library, _panelists: Library, _size: Size) -> None:
    sample = load_sample("zhongcun")
    library.new_visit(sample.setup, sample.instrument, clock=ticking()).close()
    fresh_panelist(library, sample.setup, sample.instrument, ticking()).close()


_MAKERS = {"sample": _make_sample, "heavy": _make_heavy, "empty": _make_empty}


class Camera:
    """Goes through the pages of one set and takes its pictures."""

    def __init__(self, chosen: Set, folder: Path, out: Path, wanted: tuple[str, ...]) -> None:
        self._set, self._folder, self._out, self._wanted = chosen, folder, out, wanted
        data = self._data = folder.parent / f"data-{chosen.name}"
        data.mkdir(parents=True, exist_ok=True)
        settings.save(data, replace(settings.load(data), language=chosen.language))
        self._application = make_application(["screenshots"])
        self._huiping = Huiping(self._application, data, self._home_library())
        self._huiping.theme.set_mode(chosen.mode)
        self._window = self._huiping.window
        self._window.resize(chosen.width, chosen.height)
        self._window.show()

    def _home_library(self) -> Path:
        """Where nothing was recorded yet, home is the first start: there is no library."""
        return self._folder if self._set.data != "empty" else self._folder.parent / "none"

    def take_all(self) -> list[str]:
        """All that are wanted; their file names."""
        return [name for name in self._take_all() if name]

    def _take_all(self) -> Iterator[str]:
        if self._huiping.desk.has_library:
            yield self._take("unlock")
            self._huiping.desk.unlock(PASSPHRASE)
        yield self._take(HOME)
        self._window.show_archive()
        yield self._take(ARCHIVE)
        self._window.close_visit()
        self._window.show_forms()
        if self._window.office is not None:
            yield self._take(OFFICE)
        self._window.close_visit()
        library = Library.open(self._folder, PASSPHRASE)
        for role in (LocalRole.PANELIST, LocalRole.COORDINATOR):
            summary = next(s for s in library.summaries() if s.role is role)
            self._window.show_visit(library.open_visit(summary.folder), library)
            yield from self._take_pages(role)
            self._window.close_visit()
        library.close()
        self._window.close()
        self._huiping.close()

    def put_away(self) -> None:
        """Frees the window, once all is taken."""
        self._window.deleteLater()
        self._huiping.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _take_pages(self, role: LocalRole) -> Iterator[str]:
        page = self._window.page
        assert page is not None
        for name in page.page_ids():
            self._go(page, name)
            shown = f"own-{name}" if role is LocalRole.PANELIST and name in STEPS else name
            yield self._take(shown)
            yield self._take_drawer(page, shown)
        for view in VIEWS[role]:
            if not self._wanted or view.name in self._wanted:
                yield self._take_view(page, view)

    def _go(self, page: VisitPage, name: str) -> None:
        page.go(name)
        if name in SHOWN and page.current is not None:
            page.current.reveal(SHOWN[name])

    def _take_drawer(self, page: VisitPage, name: str) -> str:
        frames = page.current.findChildren(PageFrame) if page.current else []
        frame = next((f for f in frames if f.is_drawer and f.isVisible()), None)
        if frame is None:
            return ""
        frame.toggle_drawer()
        taken = self._take(f"{name}-drawer")
        frame.close_drawer()
        return taken

    def _take_view(self, page: VisitPage, view: View) -> str:
        self._go(page, view.page)
        wait_until_idle(self._huiping)
        texts = self._data / view.name
        texts.mkdir()
        with view.show(Stand(self._window, page, texts, MANY[self._set.data])) as shown:
            return self._take(view.name, shown) if shown is not None else ""

    def _take(self, name: str, shown: QWidget | None = None) -> str:
        if self._wanted and name not in self._wanted:
            return ""
        wait_until_idle(self._huiping)
        path = self._out / f"{name}-{self._set.name}.png"
        (shown or self._window).grab().save(str(path))
        return path.name


def wait_until_idle(huiping: Huiping) -> None:
    """Until no job runs and nothing is about to start.

    Raises:
        TimeoutError: something is still going on after two minutes.
    """
    loop, tick = QEventLoop(), QTimer()
    tick.start(10)
    began = monotonic()
    quiet = 0
    while quiet < QUIET:
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        quiet = 0 if _is_busy(huiping) else quiet + 1
        if monotonic() - began > LONGEST:
            raise TimeoutError([job.label for job in huiping.jobs.running])


def _is_busy(huiping: Huiping) -> bool:
    timers = huiping.window.findChildren(QTimer)
    soon = any(t.isActive() and t.isSingleShot() and t.interval() < SOON for t in timers)
    return soon or bool(huiping.jobs.running)


def write_index(out: Path) -> Path:
    """A page with every picture in DIR, a row for each page of the program."""
    shown = [s.name for s in SETS]
    pages = dict.fromkeys(
        path.name.removesuffix(f"-{name}.png")
        for name in shown
        for path in sorted(out.glob(f"*-{name}.png"))
    )
    head = "".join(f"<th>{escape(name)}</th>" for name in shown)
    rows = "".join(f"<tr><th>{escape(p)}</th>{_cells(out, p, shown)}</tr>" for p in pages)
    path = out / "index.html"
    path.write_text(_HTML.format(head=head, rows=rows), encoding="utf-8")
    return path


def _cells(out: Path, page: str, shown: list[str]) -> str:
    return "".join(_cell(out, f"{page}-{name}.png") for name in shown)


def _cell(out: Path, name: str) -> str:
    if not (out / name).exists():
        return "<td></td>"
    return f'<td><a href="{escape(name)}"><img src="{escape(name)}" alt="{escape(name)}"></a></td>'


_HTML = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pictures of every page</title>
<style>
body {{ font: 14px sans-serif; margin: 16px; background: #eceff3 }}
img {{ width: 680px; display: block; border: 1px solid #7b8796 }}
th {{ text-align: left; vertical-align: top; padding: 4px 12px 4px 0 }}
</style>
<table><tr><th></th>{head}</tr>{rows}</table></html>
"""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, metavar="DIR")
    parser.add_argument("--page", nargs="+", default=(), metavar="ID")
    parser.add_argument("--only", nargs="+", default=[s.name for s in SETS], metavar="SET")
    parser.add_argument("--library", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _take_in_processes(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        made: set[str] = set()
        for chosen in SETS:
            if chosen.name not in asked.only:
                continue
            source = Path(folder) / chosen.data
            if chosen.data not in made:
                make_data(chosen.data, source)
                made.add(chosen.data)
            library = Path(folder) / f"library-{chosen.name}"
            shutil.copytree(source, library)
            command = [sys.executable, __file__, str(asked.out), "--only", chosen.name]
            command += ["--library", str(library), *(["--page", *asked.page] if asked.page else [])]
            environment = {**os.environ, "QT_SCALE_FACTOR": chosen.scale, "TZ": "Asia/Shanghai"}
            subprocess.run(command, env=environment, check=True)


def main() -> None:
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.library is None:
        _take_in_processes(asked)
        print(write_index(asked.out))
        return
    for chosen in SETS:
        if chosen.name in asked.only:
            Camera(chosen, asked.library, asked.out, tuple(asked.page)).take_all()


if __name__ == "__main__":
    main()
