"""One check at a time, and the last draft's remarks alone."""

from threading import Event
from types import SimpleNamespace

import pytest

from ui.jobs import Jobs
from ui.screens.coordinator.report_checking import Checks


class Slow:
    """Checks each draft once it may, and notes how many it looks over at once."""

    def __init__(self):
        self.may, self.begun, self.most, self._now = Event(), [], 0, 0

    def module(self):
        """What the page loads in a job: here it checks by naming the draft."""
        return SimpleNamespace(Checking=self._checking)

    def _checking(self, rendered):
        def work(_progress):
            self.begun.append(rendered)
            self._now += 1
            self.most = max(self.most, self._now)
            self.may.wait(5)
            self._now -= 1
            return f"remarks on {rendered}"

        return SimpleNamespace(work=work)


@pytest.fixture
def slow():
    made = Slow()
    yield made
    made.may.set()


@pytest.fixture
def checks(owner):
    return Checks(Jobs(owner), owner)


def test_of_drafts_that_wait_the_last_alone_is_checked_and_told(qtbot, checks, slow):
    told = []
    checks.checked.connect(told.append)
    checks.check(slow.module(), "the first")
    qtbot.waitUntil(lambda: slow.begun == ["the first"])
    for draft in ("the second", "the third", "the last"):
        checks.check(slow.module(), draft)
    slow.may.set()
    qtbot.waitUntil(lambda: not checks.busy)
    assert slow.begun == ["the first", "the last"]
    assert told == ["remarks on the last"]
    assert slow.most == 1


def test_a_single_draft_is_checked_at_once(qtbot, checks, slow):
    slow.may.set()
    with qtbot.waitSignal(checks.checked) as told:
        checks.check(slow.module(), "a draft")
    assert told.args == ["remarks on a draft"]
    qtbot.waitUntil(lambda: not checks.busy)


def test_after_the_visit_was_closed_nothing_more_is_checked(qtbot, owner, slow):
    """A page that is put away abandons what runs; what waited is not begun."""
    jobs = Jobs(owner)
    checks = Checks(jobs, owner)
    told = []
    checks.checked.connect(told.append)
    checks.check(slow.module(), "the first")
    qtbot.waitUntil(lambda: bool(slow.begun))
    checks.check(slow.module(), "the second")
    for job in jobs.running:
        job.abandon()
    with qtbot.waitSignal(jobs.idle):
        slow.may.set()
    assert (slow.begun, told) == (["the first"], [])
