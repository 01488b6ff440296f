"""How long comparing all pairs of texts takes: unrelated ones, stock phrases, one text copied.

    python3 build_scripts/bench_similar.py [TEXTS]

Texts have 800 characters whose frequencies fall off as in natural language.
"""

import random
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.rules.similarity import TextRecord
from app.services.similar import compare

LENGTH = 800
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


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    texts = Texts(7)
    for name, make in (
        ("unrelated", texts.unrelated),
        ("stock phrases", texts.stock),
        ("all copied", texts.copied),
    ):
        measure(name, [TextRecord(f"R{i}", make()) for i in range(count)])


def measure(name: str, records: list[TextRecord]) -> None:
    moments = [perf_counter()]
    used = process_time()
    found = compare(records, lambda _done, _total: moments.append(perf_counter()))
    used = process_time() - used
    waits = [later - sooner for sooner, later in pairwise(moments)]
    print(
        f"{name}: {len(records)} texts, {len(found.pairs)} pairs, {moments[-1] - moments[0]:.2f} s "
        f"({used:.2f} s of processor), longest wait for progress {max(waits) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
