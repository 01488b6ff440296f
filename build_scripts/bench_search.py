"""How long searching takes over many rows, and what the index adds to a commit.

    python3 build_scripts/bench_search.py [ROWS]

Texts are made of two-character words whose frequencies fall off as in natural language.
"""

import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.model.capture import Capture, Finding, Stance
from app.storage.store import Store

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
START = datetime(2024, 1, 16, 9, tzinfo=UTC)


class Texts:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.words = ["".join(self._random.choices(CHARACTERS[: 60 + i], k=2)) for i in range(4000)]
        self._weights = list(accumulate(1 / (i + 3) for i in range(4000)))

    def commonest(self, count: int) -> str:
        """The characters that come up most, in a row: hardly any text has them so."""
        often: defaultdict[str, float] = defaultdict(float)
        for word, (below, upto) in zip(self.words, pairwise((0.0, *self._weights)), strict=True):
            for character in word:
                often[character] += upto - below
        return "".join(sorted(often, key=lambda one: -often[one])[:count])

    def one(self) -> str:
        count = self._random.randint(8, 30)
        chosen = self._random.choices(self.words, cum_weights=self._weights, k=count)
        return "，".join(("".join(chosen[: count // 2]), "".join(chosen[count // 2 :])))


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    texts = Texts(seed=1)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "visit", bytes(32))
        began = perf_counter()
        fill(store, texts, rows)
        print(f"{rows} rows recorded and indexed in {perf_counter() - began:.1f} s")
        a, b, *_others = texts.words
        queries = {
            "the commonest word": a,
            "a rare word": texts.words[3000],
            "one character": a[0],
            "two words": f"{a} {texts.words[500]}",
            "four characters": a + b,
            "six characters, all common": a + b + a,
            "the six commonest characters": texts.commonest(6),
            "the commonest one, six times": texts.commonest(1) * 6,
            "nothing": "没有的词",
        }
        for name, query in queries.items():
            report(
                name, [timed(lambda query=query: store.search.find(query, [""])) for _ in range(15)]
            )
        report(
            "a commit",
            [
                timed(lambda n=n: put(store, texts, range(rows + n, rows + n + 1)))
                for n in range(200)
            ],
        )
        store.close()


def fill(store: Store, texts: Texts, rows: int) -> None:
    for first in range(0, rows, 2000):
        put(store, texts, range(first, min(rows, first + 2000)))
        store.log.forget()


def put(store: Store, texts: Texts, numbers: range) -> None:
    with store.log.operation("Put"):
        for number in numbers:
            body = Finding(stance=Stance.CONCERN, text=texts.one())
            at = START + timedelta(seconds=number // 3)
            store.captures.put(Capture(id=f"c{number}", author="a", device="d", at=at, body=body))


def timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def report(name: str, times: list[float]) -> None:
    print(
        f"{name}: median {median(times):.2f} ms, 95th percentile {quantiles(times, n=20)[-1]:.2f} ms"
    )


if __name__ == "__main__":
    main()
