"""How long comparing all pairs of texts takes: unrelated ones, stock phrases, one text copied.

    python3 build_scripts/bench_similar.py [TEXTS]

Texts have 800 characters whose frequencies fall off as in natural language. They are compared in
a job, as in the window, while a list of findings is painted again and again; the longest time
that one painting took is what a key would have had to wait.
"""

import os
import random
import sys
from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path
from time import perf_counter, process_time, sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QObject

from app.rules.similarity import TextRecord
from app.services.similar import Comparison, compare
from ui.application import make_application
from ui.delegates.rows import FindingDelegate
from ui.jobs import Job, Jobs
from ui.models.roles import FindingRow
from ui.theme import Mode, Theme
from ui.widgets.lists import RowList

LENGTH = 800
PAUSE = 0.02
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
WEIGHTS = list(accumulate(1 / (i + 1) for i in range(2500)))


class Texts:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._stock = [self.clause() for _ in range(120)]
        self._copied = self.unrelated()

    def clause(self) -> str:
        chosen = self._random.choices(
            CHARACTERS, cum_weights=WEIGHTS, k=self._random.randint(6, 14)
        )
        return "".join(chosen) + self._random.choice("，，。")

    def unrelated(self) -> str:
        return "".join(self.clause() for _ in range(LENGTH // 7))[:LENGTH]

    def stock(self) -> str:
        return "".join(self._random.choice(self._stock) for _ in range(LENGTH // 7))[:LENGTH]

    def copied(self) -> str:
        text = list(self._copied)
        for _ in range(LENGTH // 10):
            text[self._random.randrange(LENGTH)] = self._random.choice(CHARACTERS)
        return "".join(text)


class Window:
    """A list that is painted over and over beside a job."""

    def __init__(self) -> None:
        make_application(["bench"])
        self._owner = QObject()
        self._theme = Theme(self._owner, Mode.LIGHT)
        self._jobs = Jobs(self._owner)
        self._loop = QEventLoop()
        texts = Texts(3)
        self._list = RowList(FindingDelegate())
        self._list.set_rows(
            [FindingRow(str(n), texts.clause() * 4, number=n, place="") for n in range(1, 60)]
        )
        self._list.resize(800, 900)
        self._list.show()

    def compare(self, records: list[TextRecord]) -> tuple[Comparison, list[float], list[float]]:
        """The outcome, the moments of progress, and how long each painting took."""
        found: list[Comparison] = []
        moments = [perf_counter()]

        def work(progress: Callable[[int, int], None]) -> object:
            def told(done: int, total: int) -> None:
                moments.append(perf_counter())
                progress(done, total)

            return compare(records, told)

        job = Job("compare", work, self._owner)
        job.succeeded.connect(found.append)
        self._jobs.start(job)
        paints = []
        while self._jobs.running:
            paints.append(self._paint())
            sleep(PAUSE)
        return found[0], moments, paints

    def _paint(self) -> float:
        began = perf_counter()
        self._list.viewport().repaint()
        self._loop.processEvents()
        return perf_counter() - began


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    texts, window = Texts(7), Window()
    for name, make in (
        ("unrelated", texts.unrelated),
        ("stock phrases", texts.stock),
        ("all copied", texts.copied),
    ):
        measure(window, name, [TextRecord(f"R{i}", make()) for i in range(count)])


def measure(window: Window, name: str, records: list[TextRecord]) -> None:
    used = process_time()
    found, moments, paints = window.compare(records)
    used = process_time() - used
    waits = [later - sooner for sooner, later in pairwise(moments)]
    print(
        f"{name}: {len(records)} texts, {len(found.pairs)} pairs, {moments[-1] - moments[0]:.2f} s "
        f"({used:.2f} s of processor), longest wait for progress {max(waits) * 1000:.0f} ms, "
        f"for the window {max(paints) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
