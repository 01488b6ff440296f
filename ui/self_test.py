"""`--self-test`: what a bundle must be able to do, done once in a throw-away folder."""

import os
import sys
import tempfile
from pathlib import Path

from app import i18n
from app.demo import FORMS, SAMPLES, play, prepare_panelist, write_files
from app.exchange import crypto
from app.exchange.calendar_file import CalendarShelf
from app.exchange.form_package import read_form_files
from app.library import Library
from app.reports.form import FORMS as SHIPPED
from app.reports.kinds import Kind, file_name
from app.reports.wishes import Wishes, usual_reply
from app.rules.problem import errors
from app.services.bundle import WriteBundle
from app.services.checking import check_file
from app.services.form_check import check_form
from app.visit import Visit
from ui import icons
from ui.application import Huiping, make_application
from ui.icons import Icon
from ui.theme import Mode, Tone
from ui.typesetting import typeset
from ui.window import Window

EXPECTED = {"zhongcun": "87.11", "liurong": "87.35"}


def run_self_test() -> int:
    """Plays both sample days, opens every page in both languages and looks, writes every form.

    Prints a line for each part; the exit code is 0 only when all went well.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        huiping = Huiping(application, Path(folder) / "data", Path(folder) / "library")
        try:
            _check_all(huiping, Path(folder))
        finally:
            huiping.window.close()
            huiping.close()
    print("self-test ok")
    return 0


def _check_all(huiping: Huiping, folder: Path) -> None:
    library = Library.create(folder / "visits", "self-test", crypto.LOWEST)
    panelists = Library.create(folder / "panelists", "self-test", crypto.LOWEST)
    for name in SAMPLES:
        played = play(library, name, panelists)
        total = str(played.visit.merging.outcome.total)
        if total != EXPECTED[name]:
            raise AssertionError(f"{name}: {total} instead of {EXPECTED[name]}")
        write_files(played, folder / name)
        print(f"{name}: {total}, {len(FORMS)} reports")
        _check_documents(played.visit, library, folder / name / "all")
        played.visit.close()
    _check_forms()
    names = [summary.folder for summary in library.summaries()]
    names.append(prepare_panelist(library, "zhongcun", "bing"))
    _check_icons(huiping)
    for code in i18n.LANGUAGES:
        huiping.switch_language(code)
        for mode in (Mode.LIGHT, Mode.DARK):
            huiping.theme.set_mode(mode)
            for name in names:
                _check_pages(huiping.window, library.open_visit(name), library)
        print(f"{code}: every page, light and dark")
    library.close()
    panelists.close()


def _check_documents(visit: Visit, library: Library, target: Path) -> None:
    """Every kind of document, read back as always; then the checker over two kinds of file."""
    known = CalendarShelf(library.folder).calendars()
    given = visit.report.input(FORMS[0])
    wishes = Wishes(usual_reply(given.today, known.calendar))
    maker = visit.exports.maker(given, visit.forms.load(FORMS[0]), wishes, typeset)
    made = WriteBundle(maker, tuple(Kind), target, visit.exports.now())(_told_nobody).made
    kinds = (Kind.WORD, Kind.READING)
    remarks = [check_file(target / file_name(kind)) for kind in kinds]
    steps = visit.rounds.timeline(known)
    counts = ", ".join(str(len(found)) for found in remarks)
    print(f"{len(made)} documents, remarks {counts}, {len(steps)} steps after the visit")


def _told_nobody(_done: int, _total: int) -> None:
    """Nobody waits for it."""


def _check_forms() -> None:
    """In a process of their own, which the bundle starts as itself."""
    for form in FORMS:
        if found := errors(check_form(read_form_files(SHIPPED / form))):
            raise AssertionError(f"{form}: {found[0]}")
    print(f"{len(FORMS)} forms tried apart")


def _check_icons(huiping: Huiping) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        huiping.theme.set_mode(mode)
        for icon in Icon:
            if icons.get(icon, Tone.TEXT).pixmap(16, 16).isNull():
                raise AssertionError(f"no picture for {icon}")
    print(f"{len(Icon)} icons")


def _check_pages(window: Window, visit: Visit, library: Library) -> None:
    window.show()
    window.show_visit(visit, library)
    assert window.page is not None
    for page in window.page.page_ids():
        window.page.go(page)
        if window.grab().isNull():
            raise AssertionError(f"nothing painted on {page}")
    window.close_visit()
