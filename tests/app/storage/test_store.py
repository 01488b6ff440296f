"""The visit file: opening, refusing, locking, backing up, surviving a kill."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import UserError
from app.storage import connection
from app.storage.connection import DamagedError, NewerFormatError
from app.storage.lock import VisitLock, VisitLockedError
from app.storage.migrations import FORMAT, library_steps, upgrade, visit_steps
from app.storage.store import FILE, Store

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    yield store
    store.close()


def put(store, key, value):
    with store.log.operation("Put {key}", key=key):
        store.meta.put(key, value)


def test_a_visit_reads_back_what_was_written(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    put(store, "station", "钟村街社工服务站")
    store.close()
    again = Store.open(tmp_path / "visit", KEY)
    assert again.meta.get("station") == "钟村街社工服务站"
    again.close()


def test_nothing_readable_is_on_the_disk_while_it_is_open(store):
    put(store, "station", "Zhongcun-钟村街社工服务站")
    for path in store.folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        assert "钟村街".encode() not in raw
        assert b"Zhongcun" not in raw
        assert not raw.startswith(b"SQLite format 3")


def test_plain_sqlite_refuses_the_file(store):
    put(store, "a", "b")
    with (
        pytest.raises(sqlite3.DatabaseError),
        sqlite3.connect(f"{(store.folder / FILE).as_uri()}?mode=ro", uri=True) as plain,
    ):
        plain.execute("select count(*) from sqlite_master").fetchone()
    plain.close()


def test_a_wrong_key_is_refused_and_changes_nothing(tmp_path):
    Store.create(tmp_path / "visit", KEY).close()
    before = (tmp_path / "visit" / FILE).read_bytes()
    with pytest.raises(DamagedError):
        Store.open(tmp_path / "visit", bytes(32))
    assert (tmp_path / "visit" / FILE).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, os.urandom(8192)])
def test_a_damaged_file_is_refused_and_stays_as_it_is(tmp_path, content):
    Store.create(tmp_path / "visit", KEY).close()
    (tmp_path / "visit" / FILE).write_bytes(content)
    with pytest.raises(DamagedError):
        Store.open(tmp_path / "visit", KEY)
    assert (tmp_path / "visit" / FILE).read_bytes() == content


def test_a_truncated_file_is_refused(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    for number in range(200):
        put(store, f"key{number}", "text " * 200)
    store.close()
    raw = (tmp_path / "visit" / FILE).read_bytes()
    (tmp_path / "visit" / FILE).write_bytes(raw[: len(raw) // 2])
    with pytest.raises(DamagedError):
        Store.open(tmp_path / "visit", KEY)


def test_a_newer_format_is_refused_by_its_own_sentence(tmp_path):
    store = Store.create(tmp_path / "visit", KEY)
    store.close()
    database = connection.open_existing(tmp_path / "visit" / FILE, KEY, newest=FORMAT)
    database.execute(f"pragma user_version = {FORMAT + 1}")
    database.conn.close()
    with pytest.raises(NewerFormatError):
        Store.open(tmp_path / "visit", KEY)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UserError):
        Store.open(tmp_path, KEY)


def test_the_second_writer_is_told_who_writes(store):
    with pytest.raises(VisitLockedError) as refusal:
        Store.open(store.folder, KEY)
    assert "@" in str(refusal.value)


def test_a_reader_sees_what_the_writer_committed(store):
    reader = Store.open(store.folder, KEY, read_only=True)
    put(store, "a", "1")
    assert reader.meta.get("a") == "1"
    with pytest.raises(UserError):
        put(reader, "a", "2")
    with pytest.raises(UserError):
        reader.require_writable()
    reader.close()


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    script = f"""
import os, signal
from pathlib import Path
from app.storage.store import Store
store = Store.create(Path({str(tmp_path / "visit")!r}), bytes(range(32)))
for number in range(20):
    with store.log.operation("Put"):
        store.meta.put("n", str(number))
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    store = Store.open(tmp_path / "visit", KEY)
    assert store.meta.get("n") == "19"
    store.close()


def break_off(store):
    with store.log.operation("Break"):
        store.meta.put("a", "2")
        raise ValueError("broken")


def test_a_failed_operation_leaves_nothing(store):
    put(store, "a", "1")
    with pytest.raises(ValueError, match="broken"):
        break_off(store)
    assert store.meta.get("a") == "1"
    assert [row.label for row in store.audit.latest()] == ["Put {key}"]


def test_received_sheets_and_the_audit_cannot_be_rewritten(store):
    put(store, "a", "1")
    with store.log.operation("Keep") as operation:
        store.sheets.keep("h", b"raw", "file", "CODE", store.stamp())
        operation.touch("sheets")
    for sql in ("delete from audit", "update audit set who = 'x'", "delete from sheets"):
        with pytest.raises(connection.DatabaseError):
            store._db.execute(sql)


def test_a_backup_opens_and_holds_everything(store):
    put(store, "a", "1")
    path = store.backup()
    copy = connection.open_existing(path, KEY, newest=FORMAT, read_only=True)
    assert connection.scalar(copy, "select value from meta where key = 'a'") == "1"
    copy.conn.close()


def test_only_ten_backups_are_kept(store):
    paths = [store.backup() for _ in range(13)]
    assert sorted((store.folder / "backups").glob("*.db")) == sorted(paths)[-10:]


def test_every_step_is_named_in_the_format_notes():
    notes = (ROOT / "docs" / "file-format.md").read_text("utf-8")
    for steps in (visit_steps, library_steps):
        for step in steps._migrations:
            assert f"`{step.name}`" in notes


def test_the_library_schema_is_made_by_its_steps(tmp_path):
    database = connection.create(tmp_path / "library.db", KEY)
    upgrade(database, library_steps)
    assert "visits" in database.table_names()
    database.conn.close()


def test_a_lock_taken_on_one_thread_is_given_back_on_another(tmp_path):
    folder = tmp_path / "visit"
    folder.mkdir()
    first, second = VisitLock(folder), VisitLock(folder)
    with ThreadPoolExecutor(1) as other:
        other.submit(first.take).result()
        with pytest.raises(VisitLockedError):
            second.take()
        first.release()
        other.submit(second.take).result()
    second.release()
