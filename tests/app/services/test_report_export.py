"""Writing a report: it tells how far it is, and whoever stops it is left with what there was."""

import pytest

from app.errors import JobCancelledError
from app.reports.form import load_form
from app.reports.problems import IncompleteError
from app.services.report import export
from tests.app.reports.examples import example, without_scores


def test_an_export_tells_each_step_before_it_is_taken(tmp_path):
    told = []
    export(example(), load_form("panyu"), tmp_path / "a.docx", lambda *step: told.append(step))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("step", range(4))
def test_a_stopped_export_leaves_the_file_that_was_there(tmp_path, step):
    path = tmp_path / "a.docx"
    path.write_bytes(b"of last week")

    def stop(done, _total):
        if done == step:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        export(example(), load_form("yuexiu"), path, stop)
    assert path.read_bytes() == b"of last week"
    assert [one.name for one in tmp_path.iterdir()] == ["a.docx"]


def test_a_final_report_with_something_open_is_refused_before_anything_is_told(tmp_path):
    told = []
    with pytest.raises(IncompleteError):
        export(
            example(taken=without_scores()),
            load_form("panyu"),
            tmp_path / "a.docx",
            lambda *step: told.append(step),
        )
    assert told == []


def test_a_report_is_the_same_bytes_whether_the_form_was_filled_before_or_not(tmp_path):
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in (first, second):
        export(example(), load_form("panyu"), path)
    assert len(first.read_bytes()) == len(second.read_bytes())
