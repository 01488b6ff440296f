"""Clumsy scripts: odd arguments, full disks and closed pipes end in one line, and nothing half."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.exchange.sample_file import sample_entries_path, sample_setup_path
from tests.app.test_cli import Commands
from tests.libraries import planned_sample

ROOT = Path(__file__).resolve().parents[2]
LONG = "x" * 300


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    return Commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def visit(run):
    planned_sample().put(run.folder / "library").close()
    return planned_sample().known


@pytest.fixture
def recorded(run, visit, tmp_path):
    """A pack's file and the sheet made from it."""
    (pack,) = run.json("issue", visit, "--to", tmp_path / "packs", "--only", "jia")
    run.monkeypatch.setenv("HUIPING_PACK_CODE", pack["code"])
    sheet = tmp_path / "jia.hsheet"
    run.ok("record", pack["file"], entries(), "--to", sheet)
    return Path(pack["file"]), sheet


def entries():
    return sample_entries_path("zhongcun", "jia")


def in_a_process(*arguments, **surroundings):
    """The commands as another program starts them; `surroundings` go to `subprocess.run`."""
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        check=False,
        stderr=subprocess.PIPE,
        **surroundings,
    )


@pytest.mark.parametrize(
    "figure", ["18.5%%", "1_8", "1e1", "NaN", "Infinity", "٣", "18,5", "", "%", "0x10", "1\n2"]
)
def test_what_only_python_takes_for_a_number_is_refused(run, visit, figure):
    assert run.refused("party", visit, "buyer", "--", figure)


def test_a_number_typed_with_a_chinese_keyboard_is_read(run, visit):
    run.ok("party", visit, "buyer", "９２．５％")
    lines = run.json("score", visit)["lines"]
    assert next(line["score"] for line in lines if line.get("party") == "buyer") == "18.5"


@pytest.mark.parametrize(
    "command", [("issue", "{visit}"), ("report", "{visit}", "--form", "panyu")]
)
def test_an_empty_path_is_wrong_usage_and_not_the_current_folder(
    run, visit, command, tmp_path, monkeypatch
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run(*(part.format(visit=visit) for part in command), "--to", "")[0] == 2
    assert list((tmp_path / "here").iterdir()) == []


def test_a_library_named_by_an_empty_text_is_not_made_in_the_current_folder(
    run, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert run("new", sample_setup_path("zhongcun"), "--library", "")[0] == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sheet", [LONG, "", "a\nb", "💥", "/", "."])
def test_what_cannot_be_a_file_is_refused(run, visit, sheet):
    assert run.refused("collect", visit, "--remove", sheet)
    assert run.refused("collect", visit, sheet)


def test_a_sheet_named_twice_is_taken_out_once(run, visit, recorded):
    _pack, sheet = recorded
    (row,) = run.json("collect", visit, sheet)
    removed = run.json("collect", visit, "--remove", sheet, row["check_code"])
    assert [one["verdict"] for one in removed] == ["removed"]


def test_when_one_sheet_is_out_already_none_is_taken_out(run, visit, recorded, tmp_path):
    pack, first = recorded
    second = tmp_path / "2.hsheet"
    run.ok("record", pack, entries(), "--to", second, "--revision-of", first, "--reason", "补")
    run.ok("collect", visit, first, second)
    run.ok("collect", visit, "--remove", first)
    assert run.refused("collect", visit, "--remove", second, first)
    taken_out = {s["check_code"]: s["taken_out"] for s in run.json("show", visit)["sheets"]}
    assert sorted(taken_out.values()) == [False, True]


@pytest.mark.parametrize("reason", ["a\x01b", "a\udcffb"])
def test_a_reason_that_no_document_can_hold_is_refused(run, visit, recorded, reason, tmp_path):
    pack, sheet = recorded
    run.ok("collect", visit, sheet)
    assert run.refused("collect", visit, "--remove", sheet, "--reason", reason)
    again = ("--revision-of", sheet, "--reason", reason)
    target = tmp_path / "x.hsheet"
    assert run.refused("record", pack, entries(), "--to", target, *again)
    assert not target.exists()


def test_a_sheet_is_not_written_over_what_it_is_made_from(run, visit, recorded, tmp_path):
    pack, _sheet = recorded
    typed = tmp_path / "entries.yaml"
    typed.write_bytes(entries().read_bytes())
    for target in (pack, typed):
        before = target.read_bytes()
        assert target.name in run.refused("record", pack, typed, "--to", target)
        assert target.read_bytes() == before


@pytest.mark.parametrize("target", ["/dev/null", "."])
def test_a_device_or_a_folder_is_not_replaced_by_a_file(run, visit, target):
    assert run.refused("report", visit, "--form", "panyu", "--to", target)
    assert not Path(target).is_file()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a disk that is full")
def test_output_that_cannot_be_written_is_one_line(run, visit):
    with Path("/dev/full").open("wb") as full:
        ended = in_a_process("score", visit, "--json", stdout=full)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)


def test_a_reader_that_goes_away_gets_no_traceback(run, visit):
    reads, writes = os.pipe()
    os.close(reads)
    ended = in_a_process("score", visit, "--json", stdout=writes)
    os.close(writes)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)


@pytest.mark.parametrize("coding", ["latin-1", "ascii", "gbk", "utf-8:strict"])
def test_output_is_utf8_wherever_it_goes(run, visit, coding):
    run.monkeypatch.setenv("PYTHONIOENCODING", coding)
    ended = in_a_process("show", visit, "--json", stdout=subprocess.PIPE)
    assert json.loads(ended.stdout.decode("utf-8"))["term_label"] == "中期"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes there")
def test_an_odd_file_name_comes_through_json(run, visit, tmp_path):
    run.monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    folder = tmp_path / "p\udcff"
    found = ("issue", visit, "--to", folder, "--only", "jia", "--json")
    ended = in_a_process(*found, stdout=subprocess.PIPE)
    (row,) = json.loads(ended.stdout)
    assert Path(row["file"]).parent == folder
    assert Path(row["file"]).is_file()
