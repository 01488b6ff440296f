"""The commands for what comes after the evening."""

import io

import docx
import pytest

from app.reports.render import document_text
from app.reports.revisions import accepted, rejected
from tests.app.test_cli import Commands
from tests.libraries import planned_sample


def saved(path, *paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(path)
    return path


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    return Commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def visit(tmp_path, run):
    kept = planned_sample()
    kept.put(tmp_path / "library").close()
    return kept.known


def test_deadlines_of_the_sample_are_those_of_the_handbook(run, visit):
    told = run.json("deadlines", visit)
    due = {one["step"]: one["due"] for one in told["steps"]}
    assert due == {
        "visit": "2024-01-16",
        "draft": "2024-01-23",
        "report": "2024-01-30",
        "confirmation": "2024-02-05",
        "posted": None,
        "publication": "2024-02-20",
        "review": None,
        "final": None,
    }
    assert told["closed"] is False
    draft = told["steps"][1]
    assert draft["state"] == "overdue"
    assert draft["left"] < -400
    assert draft["on"] is draft["by"] is None


def test_deadlines_without_json_are_a_line_a_step(run, visit):
    lines = run.ok("deadlines", visit).splitlines()
    assert len(lines) == 8
    assert lines[1].split("\t")[:3] == ["2024-01-23", "-", "overdue"]


def test_two_files_are_compared_into_a_third(run, tmp_path):
    old = saved(tmp_path / "old.docx", "共有14名社工。", "不变。")
    new = saved(tmp_path / "new.docx", "共有15名社工。", "不变。")
    target = tmp_path / "both.docx"
    assert run.ok("compare", old, new, "--to", target) == f"{target}\t1\n"
    both = target.read_bytes()
    assert document_text(accepted(both)) == document_text(new.read_bytes())
    assert document_text(rejected(both)) == document_text(old.read_bytes())
    assert docx.Document(io.BytesIO(both)).paragraphs


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.docx", b"", "empty"),
        ("a.docx", b"plain text", "not the Word or Excel file"),
        ("a.docx", b"PK\x03\x04 cut off", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office 97"),
    ],
)
def test_a_file_that_is_none_of_words_is_refused_and_nothing_is_written(
    run, tmp_path, name, raw, said
):
    run.monkeypatch.setenv("HUIPING_LANGUAGE", "en")
    (tmp_path / name).write_bytes(raw)
    good = saved(tmp_path / "good.docx", "好。")
    target = tmp_path / "both.docx"
    for pair in ((tmp_path / name, good), (good, tmp_path / name)):
        assert said in run.refused("compare", *pair, "--to", target)
    assert not target.exists()


def test_a_comparison_is_not_written_over_what_it_is_made_from(run, tmp_path):
    run.monkeypatch.setenv("HUIPING_LANGUAGE", "en")
    old = saved(tmp_path / "old.docx", "好。")
    before = old.read_bytes()
    assert "made from" in run.refused("compare", old, old, "--to", old)
    assert old.read_bytes() == before
