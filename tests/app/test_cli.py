"""The commands, as other people's scripts use them."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from app.cli import Session
from app.exchange.crypto import LOWEST
from app.exchange.sample_file import sample_entries_path, sample_setup_path
from app.library import Library
from tests.libraries import planned_sample

ROOT = Path(__file__).resolve().parents[2]


class Commands:
    """Runs commands in this process, with the lowest cost of keys."""

    def __init__(self, folder, capsys, monkeypatch):
        self.folder = folder
        self._capsys = capsys
        monkeypatch.setenv("HUIPING_PASSPHRASE", "long enough")
        monkeypatch.setenv("HUIPING_LIBRARY", str(folder / "library"))
        self.monkeypatch = monkeypatch

    def __call__(self, *arguments):
        """Exit code, standard output, standard error."""
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments], Session(cost=LOWEST))
        printed = self._capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    def json(self, *arguments):
        code, out, err = self(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    def ok(self, *arguments):
        code, out, err = self(*arguments)
        assert code == 0, err
        return out

    def refused(self, *arguments):
        """The one line that a refusal prints."""
        code, _out, err = self(*arguments)
        assert code == 1
        assert err.count("\n") == 1
        return err.strip()


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    return Commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def visit(run):
    planned_sample().put(run.folder / "library").close()
    return planned_sample().known


def record(run, pack, panelist, target, *more):
    run.monkeypatch.setenv("HUIPING_PACK_CODE", pack["code"])
    return run.json(
        "record", pack["file"], sample_entries_path("zhongcun", panelist), "--to", target, *more
    )


def test_a_whole_visit_by_commands_gives_the_printed_figures(run, tmp_path):
    visit = run.ok("new", sample_setup_path("zhongcun")).strip()
    packs = run.json("issue", visit, "--to", tmp_path / "packs")
    assert [sorted(pack) for pack in packs] == [["code", "file", "panelist"]] * 7
    sheets = []
    for pack in packs:
        target = tmp_path / f"{pack['panelist']}.hsheet"
        record(run, pack, pack["panelist"], target)
        sheets.append(target)
    merged = run.json("collect", visit, *sheets)
    assert {row["verdict"] for row in merged} == {"merged"}
    run.ok("party", visit, "buyer", "18.5")
    run.ok("party", visit, "supervision", "85%")
    assert run.json("score", visit)["total"] is None
    run.ok("party", visit, "bureau", "8.5")
    run.ok("veto", visit, "financial_failed", "not-found", "--evidence", "财务评估报告")
    found = run.json("score", visit)
    assert (found["total"], found["grade"], found["provisional"]) == ("87.11", "良好", None)
    run.ok("settle", visit, "q_maps", "d1", "1.5", "--reason", "复核", "--by", "评委甲")
    assert run.json("score", visit)["total"] != "87.11"
    run.ok("report", visit, "--form", "panyu", "--to", tmp_path / "report.docx")
    assert (tmp_path / "report.docx").stat().st_size > 10_000
    assert "ok" in run.ok("verify", visit)


def test_revisions_older_ones_and_taking_out(run, visit, tmp_path):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    first, second = tmp_path / "1.hsheet", tmp_path / "2.hsheet"
    assert record(run, pack, "jia", first)["revision"] == 1
    again = record(run, pack, "jia", second, "--revision-of", first, "--reason", "补一条")
    assert again["revision"] == 2
    assert [row["verdict"] for row in run.json("collect", visit, second, first, second)] == [
        "merged",
        "older",
        "unchanged",
    ]
    shown = run.json("show", visit)
    assert next(p for p in shown["panel"] if p["id"] == "jia")["sheet"]["revision"] == 2
    run.ok("collect", visit, "--remove", second, "--reason", "重来")
    shown = run.json("show", visit)
    assert next(p for p in shown["panel"] if p["id"] == "jia")["sheet"]["revision"] == 1
    run.ok("collect", visit, "--remove", counted_code(run, visit))


def counted_code(run, visit):
    return next(
        sheet["check_code"] for sheet in run.json("show", visit)["sheets"] if sheet["counts"]
    )


def test_a_refused_sheet_does_not_stop_the_others(run, visit, tmp_path):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    good, bad = tmp_path / "good.hsheet", tmp_path / "bad.hsheet"
    record(run, pack, "jia", good)
    bad.write_bytes(good.read_bytes()[:-40])
    code, out, err = run("collect", visit, bad, good, "--json")
    assert code == 1
    assert [row["verdict"] for row in json.loads(out)] == ["refused", "merged"]
    assert err.startswith(str(bad))
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nothing"),
        ("party", "{visit}", "buyer", "21"),
        ("party", "{visit}", "buyer", "viel"),
        ("party", "{visit}", "third_party", "1"),
        ("veto", "{visit}", "nothing", "found", "--evidence", "x"),
        ("veto", "{visit}", "illegal", "found"),
        ("settle", "{visit}", "nothing", "1", "--reason", "r", "--by", "b"),
        ("settle", "{visit}", "q_maps", "d1", "99", "--reason", "r", "--by", "b"),
        ("report", "{visit}", "--form", "nothing", "--to", "x.docx"),
        ("report", "{visit}", "--form", "panyu", "--to", "x.docx", "--final"),
        ("collect", "{visit}", "nothing.hsheet"),
        ("collect", "{visit}", "--remove", "ABCD-EFGH"),
        ("issue", "{visit}", "--to", "packs", "--only", "nobody"),
    ],
)
def test_a_refusal_is_one_line_and_exit_code_one(run, visit, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run.refused(*(a.format(visit=visit) for a in arguments))


@pytest.mark.parametrize(
    "arguments", [("show",), ("veto", "v", "k", "perhaps"), ("frobnicate",), ("demo",)]
)
def test_wrong_usage_is_exit_code_two(run, arguments):
    assert run(*arguments)[0] == 2


def test_a_wrong_passphrase_is_refused(run, visit, monkeypatch):
    monkeypatch.setenv("HUIPING_PASSPHRASE", "something else")
    assert run.refused("show", visit)


def test_the_visit_can_be_named_by_its_folder(run, visit, monkeypatch):
    folder = run.folder / "library" / "visits" / visit
    monkeypatch.delenv("HUIPING_LIBRARY")
    assert run.json("show", folder)["folder"] == visit


def test_a_wrong_code_is_refused(run, visit, tmp_path, monkeypatch):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    monkeypatch.setenv("HUIPING_PACK_CODE", "0000-0000")
    entries = sample_entries_path("zhongcun", "jia")
    assert run.refused("record", pack["file"], entries, "--to", tmp_path / "x.hsheet")
    assert not (tmp_path / "x.hsheet").exists()


def test_entries_of_somebody_else_are_refused_whole(run, visit, tmp_path, monkeypatch):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    monkeypatch.setenv("HUIPING_PACK_CODE", pack["code"])
    entries = sample_entries_path("zhongcun", "yi")
    assert run.refused("record", pack["file"], entries, "--to", tmp_path / "x.hsheet")


def test_packs_that_cannot_be_written_withdraw_nothing(run, visit, tmp_path):
    run.ok("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    before = run.json("show", visit)["panel"]
    (tmp_path / "blocked").write_bytes(b"")
    assert run.refused("issue", visit, "--to", tmp_path / "blocked")
    assert run.json("show", visit)["panel"] == before


def test_naming_a_panelist_twice_issues_one_pack(run, visit, tmp_path):
    packs = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia", "--only", "jia")
    assert len(packs) == len(list((tmp_path / "packs").iterdir())) == 1


def test_reading_commands_work_beside_an_open_window(run, visit, tmp_path):
    library = Library.open(run.folder / "library", "long enough")
    window = library.open_visit(visit)
    assert run.json("show", visit)["folder"] == visit
    assert run.json("score", visit)["total"] is None
    run.ok("report", visit, "--form", "panyu", "--to", tmp_path / "report.docx")
    run.ok("summary", visit, "--to", tmp_path / "summary.xlsx")
    assert "@" in run.refused("party", visit, "buyer", "18.5")
    window.close()
    library.close()


def test_the_index_is_up_to_date_after_a_refusal(run, visit, tmp_path):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    sheet = tmp_path / "1.hsheet"
    record(run, pack, "jia", sheet)
    assert run("collect", visit, sheet, tmp_path / "nothing.hsheet")[0] == 1
    library = Library.open(run.folder / "library", "long enough")
    assert library.find(visit).collected == 1
    library.close()


def test_sheets_are_collected_in_one_step_after_one_backup(run, visit, tmp_path):
    sheets = []
    for pack in run.json(
        "issue", visit, "--to", tmp_path / "packs", "--only", "jia", "--only", "yi"
    ):
        sheets.append(tmp_path / f"{pack['panelist']}.hsheet")
        record(run, pack, pack["panelist"], sheets[-1])
    run.json("collect", visit, *sheets)
    backups = run.folder / "library" / "visits" / visit / "backups"
    assert len(list(backups.iterdir())) == 1


def test_a_withdrawn_sheet_is_taken_with_its_reason(run, visit, tmp_path):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    sheet = tmp_path / "1.hsheet"
    record(run, pack, "jia", sheet)
    run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    assert run.refused("collect", visit, sheet)
    (row,) = run.json("collect", visit, sheet, "--withdrawn-too", "--reason", "电脑找回来了")
    assert row["verdict"] == "merged"
    library = Library.open(run.folder / "library", "long enough")
    opened = library.open_visit(visit, read_only=True)
    assert "电脑找回来了" in opened.audit(1)[0].after
    opened.close()
    library.close()


def test_taking_out_prints_rows_and_takes_out_all_or_none(run, visit, tmp_path):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    sheet = tmp_path / "1.hsheet"
    record(run, pack, "jia", sheet)
    (row,) = run.json("collect", visit, sheet)
    assert run.refused("collect", visit, "--remove", sheet, "ABCD-EFGH")
    assert run.json("show", visit)["sheets"][0]["taken_out"] is False
    (gone,) = run.json("collect", visit, "--remove", sheet, "--reason", "重来")
    assert gone == {**row, "verdict": "removed", "why": "重来"}


def test_scores_stay_closed_while_somebody_scores_on_this_laptop(run, visit, tmp_path):
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    library = Library.open(run.folder / "library", "long enough")
    own = library.open_pack(Path(pack["file"]).read_bytes(), pack["code"])
    for command in (
        ("score", visit),
        ("report", visit, "--form", "panyu", "--to", tmp_path / "report.docx"),
        ("summary", visit, "--to", tmp_path / "summary.xlsx"),
        ("export", visit, "--form", "panyu", "--kind", "letter", "--to", tmp_path / "out"),
        ("export", visit, "--form", "panyu", "--bundle", "--to", tmp_path / "out"),
        ("settle", visit, "q_maps", "d1", "1.5", "--reason", "复核", "--by", "评委甲"),
    ):
        assert run.refused(*command)
    shown = run.json("show", own.folder.name)
    assert shown["role"] == "panelist"
    assert shown["problems"]
    own.captures.declare(signature="评委甲", confidential=True)
    own.handin.hand_in()
    library.note(own)
    own.close()
    library.close()
    run.ok("score", visit)


@pytest.mark.parametrize("place", ["/", "/tmp", "."])
def test_a_folder_that_is_no_visit_is_refused(run, visit, place):
    assert run.refused("show", place)


def test_a_script_without_a_passphrase_is_told_where_it_goes(run, visit, monkeypatch):
    monkeypatch.delenv("HUIPING_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "HUIPING_PASSPHRASE" in run.refused("show", visit)


@pytest.mark.parametrize(("name", "total"), [("zhongcun", "87.11"), ("liurong", "87.35")])
def test_the_demo_plays_the_sample_day(run, tmp_path, name, total):
    found = run.json("demo", name, "--out", tmp_path / "out")
    assert (found["total"], found["grade"]) == (total, "良好")
    assert all(Path(path).exists() for path in found["files"])


def test_the_commands_run_without_qt():
    ended = subprocess.run(
        [sys.executable, "-m", "app"], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert ended.returncode == 0
    assert b"Usage" in ended.stdout


def test_nothing_but_the_refusal_is_on_standard_error(run, visit, tmp_path):
    Library.create(tmp_path / "other", "long enough", LOWEST).close()
    shutil.copytree(run.folder / "library" / "visits", tmp_path / "other" / "visits")
    (tmp_path / "other" / "library.db").unlink()
    ended = subprocess.run(
        [sys.executable, "-m", "app", "show", visit, "--library", tmp_path / "other"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1
