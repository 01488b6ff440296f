"""The measure itself: what counts as found, missed and wrongly marked."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from app.model.line import Line
from app.reports.checker.base import Family, Remark, Report
from tests.app.reports.checker.gold import Place, Slip, Tally, judge, read_slips

FILES = sorted((Path(__file__).parent / "expected").glob("*.yaml"))
LINE = Line(3, "一是甲,乙；二是丙丙丁，三是甲,乙。")
REPORT = Report((Line(1, "甲"), LINE))


def slip(at: str, family: Family = Family.WIDTH, severity: str = "must", **place) -> Slip:
    return Slip((family,), severity, (Place(3, at, **place),), "why")


def remark(at: str, family: Family = Family.WIDTH, line: Line = LINE, nth: int = 1) -> Remark:
    start = [m.start() for m in re.finditer(re.escape(at), line.text)][nth - 1]
    return Remark(family, line, start, start + len(at), "Template of {it}", {"it": at})


def test_a_remark_finds_the_slip_that_it_overlaps():
    verdict = judge([slip("甲,乙")], REPORT, [remark(",")])
    assert [one.at for one in verdict.found[0][0].places] == ["甲,乙"]
    assert verdict.missed == verdict.false == ()


def test_another_family_at_the_same_place_is_a_false_alarm_unless_it_is_allowed():
    wrong = remark(",", Family.NUMBERING)
    assert judge([slip(",")], REPORT, [wrong]).false == (wrong,)
    allowed = Slip((Family.WIDTH, Family.NUMBERING), "must", (Place(3, ","),), "why")
    assert judge([allowed], REPORT, [wrong]).found == ((allowed, wrong),)


def test_several_remarks_on_one_slip_count_once():
    both = [remark(",", nth=1), remark(",", nth=2)]
    verdict = judge([slip(",", every=True)], REPORT, both)
    assert len(verdict.found) == 1
    assert verdict.false == ()


def test_one_remark_finds_one_slip_alone():
    verdict = judge(
        [slip("丙丙", Family.WORDING), slip("*", Family.WORDING)],
        REPORT,
        [remark("丙丙", Family.WORDING)],
    )
    assert len(verdict.found) == len(verdict.missed) == 1
    assert verdict.found[0][0].places[0].at == "丙丙"


def test_what_editors_differ_on_is_neither_missed_nor_false():
    may = slip(",", severity="may")
    assert judge([may], REPORT, []).missed == ()
    assert judge([may], REPORT, [remark(",")]).false == ()


def test_a_line_that_was_joined_to_the_one_before_is_found_by_its_own_number():
    joined = Line(3, "一段话,在此断开,又接上", joins=((0, 3), (8, 5)))
    verdict = judge(
        [Slip((Family.WIDTH,), "must", (Place(5, "又"),), "why")],
        Report((joined,)),
        [remark("又", line=joined)],
    )
    assert len(verdict.found) == 1
    assert judge([slip("又")], Report((joined,)), []).unplaced != ()


def test_a_cell_is_found_by_its_table_row_and_column():
    cell = Line(9, "16.5", 0, 2, 3)
    expected = Slip((Family.SUMS,), "must", (Place(0, "16.5", cell=(0, 2, 3)),), "why")
    assert judge([expected], Report((cell,)), [remark("16.5", Family.SUMS, cell)]).found


def test_recall_and_precision_are_added_up_over_reports():
    tally = Tally()
    slips = [slip(",", every=True), slip("丙丙", Family.WORDING)]
    tally.add(judge(slips, REPORT, [remark(","), remark("一是", Family.NUMBERING)]))
    tally.add(judge(slips[:1], REPORT, [remark(",")]))
    assert (tally.total.expected, tally.total.found, tally.total.false) == (3, 2, 1)
    assert (tally.total.recall, tally.total.precision) == (Fraction(2, 3), Fraction(2, 3))
    assert tally.families[Family.WIDTH].recall == 1


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_an_expectation_quotes_fragments_alone_and_gives_reasons(path):
    slips = read_slips(path)
    assert len(slips) > 40
    assert all(len(p.at) <= 12 for one in slips for p in one.places)
    assert all(one.why and one.severity in {"must", "should", "may"} for one in slips)
