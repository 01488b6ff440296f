"""How many of the slips that a careful editor marks the checker finds, and how much else it marks.

    python3 build_scripts/measure_checker.py REPORT... [--verbose]
    python3 build_scripts/measure_checker.py --developed [--verbose]
    python3 build_scripts/measure_checker.py --heldout [FOLDER] [--verbose]

Run in the `.venv`. What is expected of a REPORT stands in tests/app/reports/checker/expected under
the beginning of its name; the held-out reports have their own, and only counts are told of them
unless asked, so that rules are not fitted to them.
"""

import argparse
import sys
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.exchange.report_file import read_report
from app.reports.checker.base import NAMES, Family, Remark, Report
from app.reports.checker.run import check
from tests.app.reports.checker.gold import Count, Slip, Tally, Verdict, judge, read_slips
from tests.app.reports.checker.own_reports import DEVELOPED, HELD_OUT, own_reports

EXPECTED = Path(__file__).resolve().parents[1] / "tests/app/reports/checker/expected"


def expected_of(path: Path) -> tuple[Slip, ...]:
    return read_slips(EXPECTED / f"{path.name.split('_')[0]}.yaml")


Case = tuple[str, Report, tuple[Slip, ...]]


def samples(paths: Iterable[Path]) -> list[Case]:
    return [(path.name, Report(read_report(path)), expected_of(path)) for path in paths]


def of_our_own(source: Path) -> list[Case]:
    with TemporaryDirectory() as folder:
        return [(one.name, one.report(Path(folder)), one.slips) for one in own_reports(source)]


def tell(title: str, tally: Tally) -> None:
    print(title)
    print(
        f"{'':4} {'':34} {'expected':>9} {'found':>6} {'missed':>7} {'false':>6}  recall  precision"
    )
    for family in Family:
        if family in tally.families:
            tell_count(family.value, NAMES[family], tally.families[family])
    tell_count("all", "", tally.total)
    recall, precision = tally.mean()
    print(f"{'mean of the families':39} {'':31}  {percent(recall)}  {percent(precision)}")


def tell_count(name: str, what: str, count: Count) -> None:
    figures = f"{count.expected:>9} {count.found:>6} {count.missed:>7} {count.false:>6}"
    print(f"{name:4} {what:34} {figures}  {percent(count.recall)}  {percent(count.precision)}")


def percent(share: Fraction) -> str:
    return f"{float(share) * 100:5.1f}%"


def tell_places(verdict: Verdict) -> None:
    for slip in verdict.missed:
        place = slip.places[0]
        print(f"  missed {slip.families[0].value} line {place.number} “{place.at}”: {slip.why}")
    for remark in verdict.false:
        print(f"  false  {described(remark)}")
    for slip in verdict.unplaced:
        print(f"  not in the file: line {slip.places[0].number} “{slip.places[0].at}”")


def described(remark: Remark) -> str:
    what = remark.template.format(**remark.values)
    number = remark.line.number_at(remark.start)
    return f"{remark.family.value} line {number} “{remark.quote[:30]}”: {what}"


def measure(cases: Iterable[Case], *, verbose: bool) -> Tally:
    tally = Tally()
    for name, report, slips in cases:
        verdict = judge(slips, report, check(report))
        tally.add(verdict)
        if verbose:
            print(name)
            tell_places(verdict)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--developed", action="store_true")
    parser.add_argument("--heldout", nargs="?", type=Path, const=HELD_OUT)
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    if asked.developed:
        tell("developed", measure(of_our_own(DEVELOPED), verbose=asked.verbose))
    if asked.heldout:
        tell("held-out", measure(of_our_own(asked.heldout), verbose=asked.verbose))
    cases = samples(asked.reports)
    for case in cases:
        tell(case[0], measure([case], verbose=asked.verbose))
    if len(cases) > 1:
        tell("together", measure(cases, verbose=False))


if __name__ == "__main__":
    main()
