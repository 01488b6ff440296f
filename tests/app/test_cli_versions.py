"""The commands for versions: what holds a final one back, letting it stand, issuing, what went out."""

import pytest

from tests.app.test_cli import Commands
from tests.libraries import NO_DAY, sample_evening, with_a_must

WHY = "原始台账如此记载，照录。"


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HUIPING_LANGUAGE", "en")
    return Commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def visit(tmp_path, run):
    library = sample_evening().put(tmp_path / "library")
    made = library.open_visit(library.summaries()[0].folder)
    with_a_must(made)
    name = made.folder.name
    made.close()
    library.close()
    return name


def test_a_final_version_is_refused_with_the_key_and_goes_out_with_a_reason(run, visit):
    refused = run.refused("issue-version", visit, "--final", "--to", "区民政局")
    (must,) = run.json("musts", visit)
    assert (must["family"], must["quote"], must["reason"]) == ("C05", NO_DAY, "")
    assert must["key"][:8] in refused
    assert run.json("versions", visit) == []
    (stands,) = run.json("stand", visit, must["key"][:8], "--reason", WHY)
    assert stands == {**must, "reason": WHY}
    (version,) = run.json("issue-version", visit, "--final", "--to", "区民政局")
    assert (version["number"], version["kind"], version["to"]) == (1, "final", "区民政局")
    assert [(one["quote"], one["reason"]) for one in version["standing"]] == [(NO_DAY, WHY)]
    assert run.json("versions", visit) == [version]
    head, stood = run.ok("versions", visit).splitlines()
    assert head.split("\t")[0] == "1"
    assert stood.split("\t")[1:3] == ["C05", f"“{NO_DAY}”"]


@pytest.mark.parametrize("command", ["report", "export"])
def test_final_files_wait_for_the_reason_too(run, visit, tmp_path, command):
    target = tmp_path / "out" / "report.docx"
    target.parent.mkdir()
    to = target if command == "report" else target.parent
    asked = (command, visit, "--form", "panyu", "--to", to, "--final")
    assert NO_DAY in run.refused(*asked)
    assert not list(target.parent.iterdir())
    run.ok("stand", visit, "--all", "--reason", WHY)
    run.ok(*asked)
    assert list(target.parent.iterdir())


def test_a_draft_goes_out_records_the_first_opinion_and_only_warns(run, visit):
    (version,) = run.json("issue-version", visit, "--note", "请于五日内回复")
    assert (version["kind"], version["note"], version["standing"]) == (
        "draft",
        "请于五日内回复",
        [],
    )
    steps = {one["step"]: one for one in run.json("deadlines", visit)["steps"]}
    assert steps["draft"]["on"] == version["on"]
    assert steps["draft"]["due"] == "2024-01-23"
    assert steps["report"]["on"] is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--reason", WHY), "by their keys"),
        (("--reason", " ", "--all"), "Say why"),
        (("ffffffffff", "--reason", WHY), "stands for 0 remarks"),
        (("", "--reason", WHY), "stands for 0 remarks"),
    ],
)
def test_what_names_no_remark_or_gives_no_reason_is_refused(run, visit, asked, said):
    assert said in run.refused("stand", visit, *asked)
    assert [one["reason"] for one in run.json("musts", visit)] == [""]
