"""Mends in place of what they mend."""

from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.mending import mended


def remark(line, start, end, mend):
    return Remark(Family.WIDTH, line, start, end, "x", mend=mend)


def test_mends_of_a_line_are_put_in_together():
    line = Line(3, "完成50%;共3次,")
    found = mended(
        Report((line,)),
        [remark(line, 5, 6, "；"), remark(line, 9, 10, "，"), remark(line, 0, 2, None)],
    )
    assert found.lines == (Line(3, "完成50%；共3次，"),)


def test_of_two_mends_that_overlap_the_first_one_stands():
    line = Line(1, "的的的好")
    found = mended(Report((line,)), [remark(line, 1, 3, ""), remark(line, 0, 2, "的")])
    assert found.lines[0].text == "的的好"


def test_a_joined_line_keeps_its_places_after_a_mend():
    line = Line(7, "一一二二", joins=((2, 9),))
    after = mended(Report((line,)), [remark(line, 0, 2, "一")]).lines[0]
    assert (after.text, after.number_at(0), after.number_at(1)) == ("一二二", 7, 9)
