"""Opening a visit: off the main thread, once at a time, closed again when nobody waits for it."""

import threading

import pytest
from PySide6.QtCore import QThreadPool

from app.errors import UserError
from app.exchange import crypto
from app.library import Library
from tests.small import small_instrument, small_setup
from ui.desk import Desk
from ui.jobs import Jobs

PASSPHRASE = "a long passphrase"


class WaitingPool(QThreadPool):
    """Keeps what it is given until it is told to begin."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def start(self, runnable, priority=0):
        self.waiting.append(runnable)

    def begin(self):
        waiting, self.waiting = self.waiting, []
        for runnable in waiting:
            super().start(runnable)


@pytest.fixture
def pool(qapp):
    return WaitingPool()


@pytest.fixture
def desk(tmp_path, owner, pool):
    """A desk with an unlocked library that holds one visit."""
    library = Library.create(tmp_path / "mine", PASSPHRASE, crypto.LOWEST)
    library.new_visit(small_setup(), small_instrument()).close()
    library.close()
    made = Desk(tmp_path / "data", tmp_path / "mine", Jobs(owner, pool), owner)
    yield made
    made.close()


@pytest.fixture
def unlocked(desk, pool, qtbot):
    with qtbot.waitSignal(desk.library_changed):
        desk.unlock(PASSPHRASE)
        pool.begin()
    return desk


@pytest.fixture
def summary(unlocked):
    return unlocked.summaries()[0]


def test_the_window_goes_on_while_a_visit_is_read(unlocked, summary, pool, qtbot):
    opened = []
    unlocked.opened.connect(lambda visit, *_rest: opened.append(visit))
    unlocked.open_summary(summary)
    assert opened == []
    with qtbot.waitSignal(unlocked.opened):
        pool.begin()
    assert opened[0].setup.station.short == "测试街社工站"
    opened[0].close()


def test_what_the_rail_shows_is_read_on_the_other_thread(
    unlocked, summary, pool, qtbot, monkeypatch
):
    threads = []
    monkeypatch.setattr(
        "ui.pages.coordinator_steps", lambda visit: threads.append(threading.get_ident())
    )
    unlocked.open_summary(summary)
    with qtbot.waitSignal(unlocked.opened) as opened:
        pool.begin()
    assert threads
    assert threads != [threading.get_ident()]
    opened.args[0].close()


def test_asking_twice_opens_once(unlocked, summary, pool, qtbot):
    refused = []
    unlocked.refused.connect(refused.append)
    unlocked.open_summary(summary)
    unlocked.open_summary(summary)
    assert len(pool.waiting) == 1
    with qtbot.waitSignal(unlocked.opened) as opened:
        pool.begin()
    opened.args[0].close()
    assert refused == []


def test_after_a_refusal_one_can_open_again(unlocked, summary, pool, qtbot):
    writer = Library.open(unlocked.folder, PASSPHRASE)
    held = writer.open_visit(summary.folder)
    unlocked.open_summary(summary)
    with qtbot.waitSignal(unlocked.refused) as refused:
        pool.begin()
    assert isinstance(refused.args[0], UserError)
    held.close()
    writer.close()
    qtbot.waitUntil(lambda: not unlocked.jobs.running)
    unlocked.open_summary(summary)
    with qtbot.waitSignal(unlocked.opened) as opened:
        pool.begin()
    opened.args[0].close()


def test_cancelling_lets_go_of_the_visit(unlocked, summary, pool, qtbot):
    unlocked.open_summary(summary)
    (job,) = unlocked.jobs.running
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(unlocked.opened):
        job.cancel()
        pool.begin()
    unlocked.library.open_visit(summary.folder).close()


def test_a_fault_after_opening_closes_the_visit(unlocked, summary, pool, qtbot, monkeypatch):
    monkeypatch.setattr("ui.pages.coordinator_steps", lambda _visit: 1 // 0)
    unlocked.open_summary(summary)
    with qtbot.capture_exceptions() as caught, qtbot.waitSignal(unlocked.jobs.idle):
        pool.begin()
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]
    unlocked.library.open_visit(summary.folder).close()
