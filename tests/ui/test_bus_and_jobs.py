"""Operations are announced once; jobs report on the main thread and can be stopped."""

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from ui import messages
from ui.bus import Bus
from ui.jobs import Job, Jobs


@dataclass(frozen=True)
class Made:
    changes: Changes
    value: str


def refuse():
    raise UserError(N_("“{name}” is already used. Choose another name."), name="服务质量")


def test_what_an_operation_changed_is_announced_with_who_began_it(qtbot, bus: Bus):
    with qtbot.waitSignal(bus.changed) as heard:
        outcome = bus.run(lambda: Changes(frozenset({"captures"})), "screen")
    assert heard.args == [outcome, "screen"]


def test_an_operation_may_return_more_than_its_changes(qtbot, bus: Bus):
    with qtbot.waitSignal(bus.changed):
        outcome = bus.run(lambda: Made(Changes(frozenset({"visit"})), "K7Q4"), None)
    assert outcome is not None
    assert outcome.value == "K7Q4"


def test_an_operation_that_wrote_nothing_is_not_announced(qtbot, bus: Bus):
    with qtbot.assertNotEmitted(bus.changed):
        assert bus.run(Changes, None) is not None


def test_a_refusal_goes_out_once_and_returns_nothing(qtbot, bus: Bus):
    with qtbot.waitSignal(bus.refused) as heard, qtbot.assertNotEmitted(bus.changed):
        assert bus.run(refuse, "screen") is None
    assert messages.render(heard.args[0]).startswith("“服务质量”")


def test_any_other_fault_flies(bus: Bus):
    with pytest.raises(ZeroDivisionError):
        bus.run(lambda: Changes(values={"x": 1 // 0}), None)


def test_a_refusal_is_split_into_what_happened_and_what_to_do():
    assert messages.split("文件不完整。请再拷一次。") == ("文件不完整。", "请再拷一次。")
    assert messages.split("It is 3.5 wide. Cut it.") == ("It is 3.5 wide.", "Cut it.")
    assert messages.split("只有一句") == ("只有一句", "")


def test_a_job_gives_its_value_and_progress_on_the_main_thread(qtbot, owner: QObject):
    threads, heard = set(), []

    class Listener(QObject):
        def on_progress(self, done, total):
            heard.append((done, total))
            threads.add(threading.get_ident())

    def work(progress):
        progress(1, 2)
        progress(2, 2)
        return threading.get_ident()

    jobs, listener = Jobs(owner), Listener(owner)
    job = Job("渲染报告", work, owner)
    job.progress.connect(listener.on_progress)
    with qtbot.waitSignal(job.succeeded) as done:
        jobs.start(job)
    assert heard == [(1, 2), (2, 2)]
    assert threads == {threading.get_ident()}
    assert done.args[0] != threading.get_ident()
    assert jobs.running == ()


def test_progress_is_told_now_and_then_however_often_a_job_reports(qtbot, owner: QObject):
    heard = []

    def work(progress):
        for step in range(1, 20_001):
            progress(step, 20_000)

    jobs = Jobs(owner)
    job = Job("比较", work, owner)
    job.progress.connect(lambda *figures: heard.append(figures))
    with qtbot.waitSignal(job.succeeded):
        jobs.start(job)
    assert heard[0] == (1, 20_000)
    assert heard[-1] == (20_000, 20_000)
    assert len(heard) < 1000


def test_a_cancelled_job_stops_at_its_next_progress_call(qtbot, owner: QObject):
    begun = threading.Event()

    def work(progress):
        begun.set()
        for step in range(10_000_000):
            progress(step, 10_000_000)

    jobs = Jobs(owner)
    job = Job("读取", work, owner)
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(job.succeeded):
        jobs.start(job)
        assert begun.wait(5)
        job.cancel()


def test_a_refused_job_says_why(qtbot, jobs: Jobs, owner: QObject):
    job = Job("读取", lambda _progress: refuse(), owner)
    with qtbot.waitSignals([job.failed, job.finished, jobs.idle]):
        jobs.start(job)


def test_a_fault_in_a_job_comes_up_on_the_main_thread(qtbot, owner: QObject):
    jobs = Jobs(owner)
    job = Job("读取", lambda _progress: 1 // 0, owner)
    with qtbot.capture_exceptions() as caught, qtbot.waitSignal(job.finished):
        jobs.start(job)
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]


def test_closing_stops_what_runs(qtbot, owner: QObject):
    def work(progress):
        while True:
            progress(0, 0)

    jobs = Jobs(owner)
    job = Job("读取", work, owner)
    jobs.start(job)
    with qtbot.waitSignal(job.cancelled):
        assert jobs.close()


def test_an_abandoned_job_tells_nobody_and_is_over(qtbot, owner):
    jobs = Jobs(owner)
    gate = threading.Event()

    def work(progress):
        gate.wait(5)
        return "done"

    job = Job("Wait", work, owner)
    told = []
    job.succeeded.connect(told.append)
    job.cancelled.connect(lambda: told.append("cancelled"))
    job.finished.connect(lambda: told.append("finished"))
    jobs.start(job)
    job.abandon()
    with qtbot.waitSignal(jobs.idle):
        gate.set()
    assert told == []
    assert jobs.running == ()
