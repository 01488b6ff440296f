"""`huiping export`: documents of a played evening, one by one and as a bundle."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from app import cli
from app.cli import Session
from app.exchange.crypto import LOWEST
from app.library import Library
from app.reports.render import document_text
from tests.libraries import PASSPHRASE, sample_evening

ROOT = Path(__file__).resolve().parents[2]
CORE = ("docx", "letter", "notice", "summary")


@pytest.fixture
def export(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HUIPING_PASSPHRASE", PASSPHRASE)
    sample_evening().put(tmp_path / "library").close()
    (visit,) = (tmp_path / "library" / "visits").iterdir()

    def run(*arguments, code=0):
        given = ["export", str(visit), "--form", "panyu", *map(str, arguments)]
        with pytest.raises(SystemExit) as ended:
            cli.main(given, Session(cost=LOWEST))
        printed = capsys.readouterr()
        assert ended.value.code == code, printed.err
        return printed.err if code else printed.out

    run.visit = visit
    return run


def kinds(*names):
    return [word for name in names for word in ("--kind", name)]


def test_without_a_kind_it_is_the_report(export, tmp_path):
    out = export("--to", tmp_path / "out")
    path, version = out.strip().split("\t")
    assert (Path(path).name, version) == ("评估报告.docx", "unfinished")
    assert "钟村街社工服务站" in document_text(Path(path).read_bytes())


def test_every_kind_that_needs_no_qt_is_written_and_told(export, tmp_path):
    found = json.loads(export(*kinds(*CORE), "--to", tmp_path / "out", "--json"))
    assert [row["kind"] for row in found] == [
        "docx",
        "letter",
        "letter",
        "letter",
        "notice",
        "summary",
    ]
    for row in found:
        assert Path(row["path"]).stat().st_size == row["size"]
    assert len({row["path"] for row in found}) == 6


def test_a_second_run_keeps_the_files_of_the_first(export, tmp_path):
    first = export("--to", tmp_path / "out").split("\t")[0]
    Path(first).write_bytes(b"edited in Word")
    export("--to", tmp_path / "out")
    kept = Path(first).with_name("评估报告（1）.docx")
    assert kept.read_bytes() == b"edited in Word"
    assert Path(first).read_bytes().startswith(b"PK")


def test_the_letter_is_as_it_was_asked_for(export, tmp_path):
    export(
        *kinds("letter"), "--to", tmp_path, "--joint", "--scores", "--whom", "bureau",
        "--whom", "station", "--number", "某函1号", "--reply-by", "2024-02-01",
    )  # fmt: skip
    text = document_text((tmp_path / "初评意见函.docx").read_bytes())
    assert "番禺区民政局、钟村街社工服务站：" in text
    assert "钟村街道办事处：" not in text
    assert "2024年2月1日" in text
    assert "87.11" in text


def test_a_bundle_is_one_zip_with_everything_asked_for(export, tmp_path):
    export(*kinds(*CORE), "--bundle", "--to", tmp_path / "all.zip")
    with ZipFile(BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        assert len(archive.namelist()) == 8


def test_a_final_one_with_something_open_writes_nothing(export, tmp_path):
    said = export(*kinds("summary", "docx"), "--final", "--to", tmp_path / "out", code=1)
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def whole_program(*arguments):
    """What it says of a command on a machine without a display, which must go well."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    ended = subprocess.run(
        [sys.executable, "-m", "ui", *map(str, arguments)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        env={key: value for key, value in os.environ.items() if key not in hidden},
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stderr.decode()


def with_figures(folder):
    """Puts the figures into the report of the played evening."""
    library = Library.open(folder, PASSPHRASE)
    (known,) = library.summaries()
    visit = library.open_visit(known.folder)
    visit.report.set_annex(wanted=True)
    visit.close()
    library.close()


def pictures(path):
    return [name for name in ZipFile(path).namelist() if name.startswith("word/media/")]


def test_the_program_itself_paints_the_figures_of_attachment_3(export, tmp_path):
    with_figures(tmp_path / "library")
    target = tmp_path / "painted.docx"
    said = whole_program("report", export.visit, "--form", "panyu", "--to", target)
    assert said == ""
    assert len(pictures(target)) >= 3
    assert "图1" in document_text(target.read_bytes())


def test_without_qt_the_figures_are_left_out_and_that_is_said(export, tmp_path, capsys):
    with_figures(tmp_path / "library")
    with pytest.raises(SystemExit):
        cli.main(
            ["report", str(export.visit), "--form", "panyu", "--to", str(tmp_path / "a.docx")],
            Session(cost=LOWEST),
        )
    assert "huiping" in capsys.readouterr().err
    assert pictures(tmp_path / "a.docx") == []


def test_who_may_be_told_in_a_public_version_is_said(export, tmp_path, capsys):
    library = Library.open(tmp_path / "library", PASSPHRASE)
    visit = library.open_visit(library.summaries()[0].folder)
    visit.report.edit_passage("panyu", "closing", "服务对象黄志强反映热线没有人接。")
    visit.close()
    library.close()
    given = ["export", str(export.visit), "--form", "panyu", *kinds("notice")]
    with pytest.raises(SystemExit):
        cli.main([*given, "--to", str(tmp_path / "out")], Session(cost=LOWEST))
    printed = capsys.readouterr()
    assert "公示稿.docx" in printed.out
    assert printed.err.count("\n") == 1
    assert "黄志强" in printed.err


def test_without_qt_a_pdf_is_refused_in_one_sentence(export, tmp_path):
    said = export(*kinds("docx", "pdf"), "--to", tmp_path / "out", code=1)
    assert "huiping export" in said
    assert not (tmp_path / "out").exists()


def test_the_program_itself_sets_pdfs_without_a_display(export, tmp_path):
    arguments = ["export", str(export.visit), "--form", "panyu", "--to", str(tmp_path / "all")]
    whole_program(*arguments, "--bundle")
    written = {path.name for path in (tmp_path / "all").iterdir()}
    assert {"评估报告（阅读稿）.pdf", "各评委评分表.pdf", "现场反馈记录.pdf"} <= written


def test_a_wrong_kind_is_wrong_usage(export, tmp_path):
    assert "--kind" in export("--kind", "nothing", "--to", tmp_path, code=2)
