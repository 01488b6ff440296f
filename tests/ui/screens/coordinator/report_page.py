"""The report page as tests drive it: it writes where they say, and is waited for."""

from tests.ui.screens.coordinator.evening import enter_parties
from ui.screens.coordinator.report import ReportScreen


class Chosen(ReportScreen):
    """Writes where the test says, and notes which folder it was asked to open."""

    path = None
    opened = None
    shown = None

    def choose_path(self, suggested):
        self.suggested = suggested
        return self.path

    def choose_other(self, name, title):
        self.proposed, self.title = name, title
        return self.path

    def show_found(self, found):
        self.shown = found
        return False, None

    def open_folder(self, folder):
        self.opened = folder


def report_page(evening, screen, qtbot, hasty, width=1366, height=768):
    """The page of an evening with all parties entered, rendered and checked."""
    enter_parties(evening.visit)
    made = screen(Chosen, evening.context, width, height)
    ready(made, qtbot, hasty)
    return made


def settle(page, qtbot):
    """Waits until what has changed is shown and checked."""
    qtbot.waitUntil(lambda: not page.pending)


def ready(page, qtbot, hasty):
    """Waits for the first rendering."""
    hasty(page)
    qtbot.waitUntil(lambda: page.passages.key != "")
    settle(page, qtbot)


def passages(visit):
    return {p.key: p for p in visit.report.passages("panyu")}


def problems(page):
    return [row.text for row in page.problems.rows.rows.rows]
