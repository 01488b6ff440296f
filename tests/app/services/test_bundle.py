"""A bundle: everything in one place with a manifest, whole or not at all, the older one kept."""

import errno
import json
import os
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.errors import JobCancelledError, UserError
from app.exchange.summary_form import SummaryInput
from app.model.base import changed
from app.model.station import Organisation, Role
from app.reports.form import load_form
from app.reports.kinds import Kind
from app.reports.wishes import Wishes
from app.services.bundle import MANIFEST, READABLE, WriteBundle, file_part, write_whole
from app.services.making import Maker, Material
from tests.app.reports.examples import example, finding, setup, without_scores

AT = datetime(2024, 1, 30, 20, 5, tzinfo=UTC)
CORE = (Kind.WORD, Kind.LETTER, Kind.NOTICE, Kind.SUMMARY)


def maker(given=None, **wishes):
    own = given or example()
    summary = SummaryInput(own.setup, own.instrument, own.outcome, AT)
    wanted = Wishes(reply_by=date(2024, 2, 6), **wishes)
    return Maker(Material(own, load_form("panyu"), summary, wanted))


def write(target, kinds=CORE, made=None, progress=lambda done, total: None):
    return WriteBundle(made or maker(), kinds, target, AT)(progress)


def in_zip(path):
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def in_folder(path):
    return {one.name: one.read_bytes() for one in path.iterdir()}


@pytest.mark.parametrize(("name", "read"), [("材料.zip", in_zip), ("材料", in_folder)])
def test_the_manifest_tells_every_file_with_size_and_hash(tmp_path, name, read):
    done = write(tmp_path / name)
    files = read(tmp_path / name)
    told = json.loads(files.pop(MANIFEST))
    assert told["encrypted"] is False
    assert told["station"] == "钟村街社工服务站"
    words = files.pop(READABLE).decode("utf-8-sig")
    assert "未加密" in words
    listed = {entry["file"]: entry for entry in told["files"]}
    assert set(listed) == set(files)
    for name, raw in files.items():
        entry = listed[name]
        assert (entry["size"], entry["sha256"]) == (len(raw), sha256(raw).hexdigest())
        assert entry["checked"]["passed"] is True
        assert name in words
        assert entry["sha256"] in words
    assert len(done.made) == 6
    assert [p.name for p in tmp_path.iterdir()] == [done.path.name]


def test_versions_are_told_for_what_they_are(tmp_path):
    draft = example(taken=without_scores(), draft=True)
    write(tmp_path / "a", made=maker(draft))
    told = json.loads((tmp_path / "a" / MANIFEST).read_text("utf-8"))
    versions = {entry["kind"]: entry["version"] for entry in told["files"]}
    assert versions == {
        "docx": "unfinished",
        "letter": "comment",
        "notice": "unfinished",
        "summary": "record",
    }


@pytest.mark.parametrize("name", ["材料.zip", "材料"])
def test_an_older_one_is_kept_beside_it_with_a_number(tmp_path, name):
    for n, text in enumerate(("一", "二", "三")):
        done = write_whole(tmp_path / name, {"a.txt": text.encode()})
        assert (done is None) is (n == 0)
    kept = sorted(path.name for path in tmp_path.iterdir())
    suffix = ".zip" if name.endswith(".zip") else ""
    assert kept == sorted([name, f"材料（1）{suffix}", f"材料（2）{suffix}"])
    read = in_zip if suffix else in_folder
    assert read(tmp_path / name) == {"a.txt": "三".encode()}
    assert read(tmp_path / f"材料（1）{suffix}") == {"a.txt": "一".encode()}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such rights in a file's mode")
@pytest.mark.parametrize("name", ["材料.zip", "材料"])
def test_other_users_of_the_computer_cannot_read_it(tmp_path, name):
    write_whole(tmp_path / name, {"a.txt": b"a"})
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["材料.zip", "材料"])
def test_a_refusal_leaves_nothing_and_the_older_one_as_it_was(tmp_path, name):
    write_whole(tmp_path / name, {"a.txt": b"old"})
    own = example()
    told = example(findings=(*own.findings, finding("电话13812345678。")))
    with pytest.raises(UserError, match="13812345678"):
        write(tmp_path / name, made=maker(told))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["材料.zip", "材料"])
@pytest.mark.parametrize("stop", range(5))
def test_cancelled_at_any_document_it_leaves_nothing(tmp_path, name, stop):
    def progress(done, _total):
        if done == stop:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        write(tmp_path / name, progress=progress)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["材料.zip", "材料"])
def test_a_full_disk_leaves_nothing_behind(tmp_path, name, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    write_whole(tmp_path / name, {"a.txt": b"old"})
    monkeypatch.setattr("app.services.bundle.os.fsync", full)
    with pytest.raises(UserError, match="No space left"):
        write_whole(tmp_path / name, {"b.txt": b"x" * 1000})
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UserError, match="cannot be written"):
        write_whole(tmp_path / "file" / "材料", {"a.txt": b"x"})
    assert (tmp_path / "file").read_bytes() == b"x"


def test_progress_counts_documents(tmp_path):
    told = []
    write(tmp_path / "a", progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 4) for n in range(5)]


def test_a_pdf_without_qt_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(UserError, match="set by Qt"):
        write(tmp_path / "a", kinds=tuple(Kind))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("民政局/科 室:一", "民政局_科 室_一"),
        ("长" * 300, "长" * 60),
        ("😀 <局>. ", "😀 _局_"),
        ("a\nb", "a_b"),
    ],
)
def test_names_become_parts_of_file_names_on_every_system(name, part):
    assert file_part(name) == part


def test_two_addressees_of_one_name_get_one_letter(tmp_path):
    same = {role: Organisation(name="同一个局") for role in (Role.BUREAU, Role.BUYER)}
    given = example(changed(setup(), organisations={**setup().organisations, **same}))
    done = write(tmp_path / "a", kinds=(Kind.LETTER,), made=maker(given))
    letters = [n for n in in_folder(tmp_path / "a") if n.endswith(".docx")]
    assert len(letters) == len(done.made) == 2


def test_a_zip_can_be_read_by_names_in_chinese(tmp_path):
    write(tmp_path / "a.zip", kinds=(Kind.WORD,))
    raw = BytesIO((tmp_path / "a.zip").read_bytes())
    with ZipFile(raw) as archive:
        assert all(info.flag_bits & 0x800 or info.filename.isascii() for info in archive.infolist())
