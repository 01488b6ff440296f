"""Lines too long to be checked at once."""

from app.model.line import Line
from app.reports.checker import pieces, run
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.pieces import LONGEST, in_pieces

SENTENCE = "社工走访了各个社工点。"


def test_a_long_line_is_cut_at_ends_of_sentences_and_nothing_is_lost():
    line = Line(7, SENTENCE * 1_000)
    cut = in_pieces(Report((line,))).report.lines
    assert "".join(one.text for one in cut) == line.text
    assert all(len(one.text) <= LONGEST and one.text.endswith("。") for one in cut)
    assert {one.number for one in cut} == {7}


def test_a_line_without_any_end_is_cut_all_the_same():
    cut = in_pieces(Report((Line(1, "字" * (LONGEST * 2 + 1)),))).report.lines
    assert [len(one.text) for one in cut] == [LONGEST, LONGEST, 1]


def test_a_remark_gets_its_place_in_the_whole_line_though_pieces_are_alike(monkeypatch):
    monkeypatch.setattr(pieces, "LONGEST", len(SENTENCE))
    line = Line(3, SENTENCE * 3)

    def every_first(report):
        return [Remark(Family.WORDING, one, 0, 2, "Template") for one in report.lines]

    monkeypatch.setattr(run, "CHECKS", (every_first,))
    found = run.check(Report((Line(1, "短。"), line)))
    assert [(one.line, one.start) for one in found[1:]] == [(line, 0), (line, 11), (line, 22)]
    assert {one.quote for one in found[1:]} == {"社工"}


def test_lines_of_usual_length_stay_what_they_are():
    report = Report((Line(1, SENTENCE), Line(2, SENTENCE)))
    assert in_pieces(report).report is report
