"""How long checking a report takes, against reading its file, and which family takes how much.

    python3 build_scripts/bench_checker.py [FILE.docx|.txt|.pdf ...]

Without files, the reports of both sample visits in both forms. Every figure is the best of several
runs: what the machine did besides is no matter of ours. The first check reads the lists and the
dictionary; it is told apart.
"""

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.demo import FORMS, SAMPLES, play
from app.exchange import crypto
from app.exchange.report_file import read_report
from app.library import Library
from app.reports.checker.base import Report
from app.reports.checker.run import CHECKS, check

RUNS = 5


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest run."""
    times = []
    for _run in range(RUNS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times) * 1000


def samples(folder: Path) -> Iterator[Path]:
    for name in SAMPLES:
        ours, others = (
            Library.create(folder / f"{name}-{who}", secrets.token_hex(), crypto.LOWEST)
            for who in ("ours", "others")
        )
        visit = play(ours, name, others).visit
        for form in FORMS:
            path = folder / f"{name}-{form}.docx"
            visit.report.export(form, path)
            yield path
        visit.close()
        ours.close()
        others.close()


def tell(path: Path) -> None:
    lines = read_report(path)
    report = Report(lines)
    reading, checking = best(lambda: read_report(path)), best(lambda: check(report))
    size = sum(len(line.text) for line in lines)
    print(
        f"{path.name:26} {size:7} characters  read {reading:6.1f} ms  check {checking:6.1f} ms"
        f"  {checking / reading:5.1f} times  {len(check(report)):4} remarks"
    )
    slowest = sorted((best(lambda one=one: list(one(report))), one.__name__) for one in CHECKS)
    told = (f"{name} {time:.1f}" for time, name in reversed(slowest[-5:]))
    print(f"{'':26} slowest: {', '.join(told)}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(one) for one in sys.argv[1:]] or list(samples(Path(name)))
        began = perf_counter()
        check(Report(read_report(paths[0])))
        print(f"{'first check':26} {(perf_counter() - began) * 1000:.0f} ms, lists and dictionary")
        for path in paths:
            tell(path)


if __name__ == "__main__":
    main()
