"""The garbage collector waits until no job runs, and gets back what a closed visit set aside."""

import gc
from threading import Event

import pytest

from ui import rubbish
from ui.jobs import Job, Jobs
from ui.rubbish import MUCH, Rubbish


@pytest.fixture
def thresholds():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture
def collected():
    """How often all generations were collected."""
    told = []

    def note(phase, info):
        if phase == "stop" and info["generation"] == 2:
            told.append(info)

    gc.callbacks.append(note)
    yield told
    gc.callbacks.remove(note)


def come_together():
    """As much as many jobs leave behind."""
    for _round in range(MUCH + 1):
        gc.collect(1)


def test_nobody_collects_everything_while_a_job_runs(qtbot, owner, thresholds, collected):
    rubbish.begin()
    jobs = Jobs(owner)
    watch = Rubbish(jobs, owner)
    go_on = Event()
    job = Job("", lambda _progress: go_on.wait(5), owner)
    jobs.start(job)
    come_together()
    watch._often.timeout.emit()
    held = [[number] for number in range(200_000)]
    assert not collected
    with qtbot.waitSignal(jobs.idle):
        go_on.set()
    qtbot.waitUntil(lambda: bool(collected))
    assert len(held) == 200_000


def test_with_little_to_collect_nothing_is_done(qtbot, owner, thresholds, collected):
    rubbish.begin()
    watch = Rubbish(Jobs(owner), owner)
    gc.collect()
    collected.clear()
    watch._often.timeout.emit()
    assert not collected


def test_what_was_set_aside_is_collected_after_its_visit_was_closed(thresholds):
    class Circle:
        gone = 0

        def __init__(self):
            self.own = self

        def __del__(self):
            Circle.gone += 1

    circle = Circle()
    rubbish.keep()
    del circle
    gc.collect()
    assert not Circle.gone
    rubbish.let_go()
    gc.collect()
    assert Circle.gone == 1
