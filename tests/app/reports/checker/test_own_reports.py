"""Reports in our own words: that they can be measured, and how much is found in them."""

from fractions import Fraction

import pytest

from tests.app.reports.checker.gold import Tally, judge
from tests.app.reports.checker.own_reports import DEVELOPED, HELD_OUT, own_reports

REPORTS = [*own_reports(DEVELOPED), *own_reports(HELD_OUT)]
NAMES = [one.name for one in REPORTS]


@pytest.mark.parametrize(
    ("folder", "clean"), [(DEVELOPED, 8), (HELD_OUT, 1)], ids=["developed", "held out"]
)
def test_there_are_reports_of_every_kind_and_some_without_a_slip(folder, clean):
    found = list(own_reports(folder))
    assert {one.kind for one in found} == {"docx", "gb18030", "pdf", "utf-8"}
    assert sum(not any(slip.counts for slip in one.slips) for one in found) >= clean


def test_no_name_stands_for_two():
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("one", REPORTS, ids=NAMES)
def test_every_expected_fragment_stands_in_its_report(one, tmp_path):
    report = one.report(tmp_path)
    assert judge(one.slips, report, ()).unplaced == ()
    assert len(report.lines) > 20


@pytest.mark.parametrize(
    ("folder", "recall", "precision"),
    [(DEVELOPED, 93, 99), (HELD_OUT, 65, 90)],
    ids=["developed", "held out"],
)
def test_what_is_found_in_them_and_wrongly_marked_gets_no_worse(
    tmp_path, folder, recall, precision
):
    """Floors just below what stands, in hundredths; raise them with every gain."""
    tally = Tally()
    for one in own_reports(folder):
        tally.add(one.verdict(tmp_path))
    assert tally.total.recall >= Fraction(recall, 100)
    assert tally.total.precision >= Fraction(precision, 100)
