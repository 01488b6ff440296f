"""Libraries of every released format: they open with today's program and hold what they held."""

import json
import re
import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.slots import SlotKind, open_slot, read_slots
from app.library import INDEX, VISIT_KEYS, VISITS, Library
from app.model.hashes import content_hash
from app.model.rounds import Content
from app.model.sheet import Verdict
from app.services.collect import Incoming
from app.services.rounds import Leaving
from app.storage import connection
from app.storage.connection import DamagedError, NewerFormatError
from app.storage.migrations import FORMAT, library_steps, upgrade, visit_steps
from app.storage.store import FILE, Store

FILES = Path(__file__).resolve().parents[2] / "files"
STORED = sorted(FILES.glob("format_*/steps_*"))
KEY = bytes(range(32))


class Stored:
    """A copy of a stored library, and what is known of it."""

    def __init__(self, folder):
        self.folder = folder
        self.library = folder / "library"
        self.known = json.loads((folder / "known.json").read_text("utf-8"))

    @property
    def visits(self):
        return sorted((self.library / VISITS).iterdir())

    def open(self):
        return Library.open(self.library, self.known["passphrase"])

    def key(self, folder):
        keyring, _cost = Library.unlock(self.library, self.known["passphrase"])
        slots = read_slots((folder / VISIT_KEYS).read_bytes())
        return open_slot(slots.slot(SlotKind.LIBRARY), folder.name, keyring.visits)

    def database(self, folder):
        return connection.open_existing(
            folder / FILE, self.key(folder), newest=FORMAT, read_only=True
        )

    def index(self):
        keyring, _cost = Library.unlock(self.library, self.known["passphrase"])
        return connection.open_existing(
            self.library / INDEX, keyring.index, newest=FORMAT, read_only=True
        )

    def upgrade(self):
        library = self.open()
        for folder in self.visits:
            library.open_visit(folder.name).close()
        library.close()


@pytest.fixture(params=STORED, ids=lambda path: f"{path.parent.name}-{path.name}")
def stored(request, tmp_path):
    return Stored(shutil.copytree(request.param, tmp_path / "stored"))


@pytest.fixture
def folder(stored):
    """The coordinator's visit in a stored library."""
    return stored.library / VISITS / stored.known["visit"]


def files(folder):
    """What lies there, without the lock and SQLite's own side files."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not re.search(r"(\.lock|\.holder|-wal|-shm)$", path.name)
    }


def schema(database):
    """Tables column by column, indexes and triggers word by word."""
    found = database.query(
        "select type, name, sql from sqlite_master where name not like 'sqlite_%'"
    )
    made = {(row["type"], row["name"]): row["sql"] for row in found}
    for kind, name in made:
        if kind == "table":
            columns = database.execute(f"pragma table_xinfo({name})").fetchall()
            keys = database.execute(f"pragma foreign_key_list({name})").fetchall()
            made[kind, name] = (columns, keys)
    return made


def fresh(path, steps):
    database = connection.create(path, KEY)
    upgrade(database, steps)
    return database


def test_there_is_a_stored_library_of_todays_format_and_steps(tmp_path):
    visit, library = fresh(tmp_path / "v", visit_steps), fresh(tmp_path / "l", library_steps)
    made = (len(visit_steps.applied(visit)), len(library_steps.applied(library)))
    visit.conn.close()
    library.conn.close()
    newest = FILES / f"format_{FORMAT:03d}" / f"steps_{made[0]}_{made[1]}"
    assert newest in STORED, "run build_scripts/make_fixture.py and keep what it stores"
    assert {int(path.parent.name[-3:]) for path in STORED} == set(range(1, FORMAT + 1))


def test_every_step_has_a_test_of_its_own(tmp_path):
    steps = [
        step.name
        for number, steps in enumerate((visit_steps, library_steps))
        for database in [fresh(tmp_path / str(number), steps)]
        for step in steps.applied(database)
    ]
    assert steps
    for step in steps:
        assert any(name.startswith(f"test_{step}_") for name in globals()), f"test_{step}_…"


def test_every_known_row_is_still_there(stored):
    stored.upgrade()
    for folder in stored.visits:
        database = stored.database(folder)
        for table, (columns, *rows) in stored.known["rows"][folder.name].items():
            found = database.execute(f"select {', '.join(columns)} from {table} order by 1, 2")
            assert [[shown(value) for value in row] for row in found] == rows, table
        database.conn.close()


def shown(value):
    return f"bytes {content_hash(value)}" if isinstance(value, bytes) else value


def test_an_upgraded_file_has_the_schema_of_a_fresh_one(stored, tmp_path):
    stored.upgrade()
    for number, folder in enumerate(stored.visits):
        upgraded, new = stored.database(folder), fresh(tmp_path / str(number), visit_steps)
        assert schema(upgraded) == schema(new)
        upgraded.conn.close()
        new.conn.close()
    upgraded, new = stored.index(), fresh(tmp_path / "index", library_steps)
    assert schema(upgraded) == schema(new)
    upgraded.conn.close()
    new.conn.close()


def test_scores_findings_and_seals_are_what_they_were(stored):
    library = stored.open()
    assert {summary.folder for summary in library.summaries()} == set(stored.known["rows"])
    visit = library.open_visit(stored.known["visit"])
    assert str(visit.merging.outcome.total) == stored.known["total"]
    assert [edit.text for edit in visit.findings.curated()] == stored.known["findings"]
    assert [error for _hash, error in visit.collecting.verify()] == [None] * 3
    assert visit.report.passages("panyu")
    visit.close()
    library.close()


def test_work_goes_on_in_a_stored_visit(stored):
    library = stored.open()
    visit = library.open_visit(stored.known["visit"])
    visit.decide.unsettle("whole", None, reason="重算")
    assert str(visit.merging.outcome.total) != stored.known["total"]
    visit.undo()
    assert str(visit.merging.outcome.total) == stored.known["total"]
    offered = [
        Incoming(name, (stored.folder / name).read_bytes()) for name in stored.known["sheets"]
    ]
    assert {sheet.verdict for sheet in visit.collecting.collect(offered).sheets} == {
        Verdict.UNCHANGED
    }
    visit.close()
    library.close()


def test_a_stored_pack_opens_the_visit_that_it_opened_before(stored):
    library = stored.open()
    raw = (stored.folder / "jia.hpack").read_bytes()
    visit = library.open_pack(raw, stored.known["code"])
    kinds = {capture.kind for capture in visit.captures.all()}
    assert len(kinds) == 10
    assert visit.handin.hand_in().revision == 2
    assert len(library.summaries()) == 2
    visit.close()
    library.close()


def test_v0001_visit_keeps_one_capture_under_a_key_and_never_rewrites_what_was_received(tmp_path):
    database = fresh(tmp_path / FILE, visit_steps)
    row = "insert into captures (id, kind, author, device, at, item, body) values (?, ?, 'jia', 'x', 't', 'plan', '{}')"
    database.execute(row, ["1", "finding"])
    database.execute(row, ["2", "finding"])
    database.execute(row, ["3", "score"])
    database.execute("insert into sheets values ('h', x'00', 'file', 'C', 't')")
    for refused in (
        row.replace("(?, ?", "('4', 'score'"),
        "delete from sheets",
        "update sheets set raw = x'01'",
        "insert into collection (hash, at) values ('unknown', 't')",
        "insert into documents values ('minutes', 1, '{}', 0, 't')",
    ):
        with pytest.raises(connection.DatabaseError):
            database.execute(refused)
    database.conn.close()


def test_v0002_search_indexes_what_was_there_before(stored):
    library = stored.open()
    own = library.open_pack((stored.folder / "jia.hpack").read_bytes(), stored.known["code"])
    assert {hit.kind for hit in own.find("门口")} == {"photo"}
    assert {hit.kind for hit in own.find("缺一份")} == {"score"}
    own.close()
    visit = library.open_visit(stored.known["visit"])
    assert {hit.kind for hit in visit.find("责任到人")} == {"curated"}
    assert {hit.author for hit in visit.find("另一台")} == {"jia", "yi"}
    assert [hit.id for hit in visit.find("乙村")] == ["s2"]
    visit.close()
    library.close()


def test_v0002_search_notes_each_change_in_plain_sql_that_any_program_can_run(tmp_path):
    database = fresh(tmp_path / FILE, visit_steps)
    run = database.execute
    run(
        "insert into captures (id, kind, author, device, at, body) values ('1', 'note', 'a', 'd', 't', '{}')"
    )
    run("update captures set body = body")
    run("update captures set body = '{ }'")
    run("delete from captures")
    run("insert into documents values ('setup', 1, '{}', 0, 't'), ('instrument', 1, '{}', 0, 't')")
    run("update documents set frozen = 1")
    run("insert into decisions values ('veto', 'illegal', '{}', 't')")
    run("insert into sheets values ('h', x'00', 'file', 'C', 't')")
    noted = [row[0] for row in run("select origin from search_pending order by rowid")]
    assert noted == [*["capture/1"] * 4, "document/setup", "decision/veto/illegal", "sheet/h"]
    database.conn.close()


def test_v0003_audit_leaves_rows_from_before_as_they_are_and_writes_places_after(stored):
    library = stored.open()
    visit = library.open_visit(stored.known["visit"])
    older = visit.history.lines(visit.history.find())
    columns, *rows = stored.known["rows"][stored.known["visit"]]["audit"]
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [line.id for line in older] == sorted((row["id"] for row in told), reverse=True)
    assert {line.place for line in older} >= {row.get("place", "") for row in told}
    visit.decide.settle("plan", "d1", Decimal(7), reason="复核", by="评委甲")
    newest = visit.history.lines(visit.history.find()[:1])[0]
    assert (newest.place, newest.origin) == ("第一片区", "decision/settlement/plan/d1")
    visit.close()
    library.close()


def test_v0004_versions_keeps_what_was_sent_out_and_opens_older_visits_with_none(stored):
    library = stored.open()
    visit = library.open_visit(stored.known["visit"])
    rows = stored.known["rows"][stored.known["visit"]].get("versions", [[]])[1:]
    versions = visit.rounds.all().versions
    assert [one.hash for one in versions] == [row[1] for row in rows]
    visit.rounds.issue(Leaving("panyu", b"another file", Content()))
    assert visit.rounds.raw(len(versions) + 1) == b"another file"
    visit.close()
    library.close()


def test_v0004_versions_refuses_to_change_or_delete_one(tmp_path):
    database = fresh(tmp_path / FILE, visit_steps)
    database.execute("insert into versions values (1, 'h', '{}', 't', x'00')")
    for refused in ("delete from versions", "update versions set raw = x'01'"):
        with pytest.raises(connection.DatabaseError):
            database.execute(refused)
    database.conn.close()


def test_v0005_find_more_finds_the_replies_and_complaints_that_were_there_before(stored):
    library = stored.open()
    visit = library.open_visit(stored.known["visit"])
    columns, *rows = stored.known["rows"][stored.known["visit"]]["decisions"]
    kinds = {row[columns.index("kind")] for row in rows}
    for kind, words in (("reply", "15 名"), ("complaint", "名单有误")):
        assert {hit.kind for hit in visit.find(words)} == kinds & {kind}
    visit.close()
    library.close()


def test_l0001_library_has_one_row_for_a_folder_and_knows_two_roles(tmp_path):
    database = fresh(tmp_path / INDEX, library_steps)
    row = (
        "insert into visits (folder, visit, role, body, updated_at) values ('f', 'v', ?, '{}', 't')"
    )
    with pytest.raises(connection.DatabaseError):
        database.execute(row, ["guest"])
    database.execute(row, ["panelist"])
    with pytest.raises(connection.DatabaseError):
        database.execute(row, ["coordinator"])
    database.conn.close()


def test_l0002_archive_is_filled_from_the_visits_by_the_first_program_that_reads_them(stored):
    library = stored.open()
    waiting = library.unread()
    assert set(waiting) <= {stored.known["visit"]}
    reading = library.reading(waiting)
    reading(lambda done, total: None)
    library.keep(reading.taken())
    assert library.unread() == ()
    assert [entry.closed for entry in library.archive.entries()] == [True]
    own = library.open_pack((stored.folder / "jia.hpack").read_bytes(), stored.known["code"])
    own.handin.hand_in()
    library.note(own)
    own.close()
    (entry,) = library.archive.entries()
    assert (entry.folder, str(entry.total)) == (stored.known["visit"], stored.known["total"])
    assert [one.full for one in library.archive.profiles([entry])[entry.folder]] == [30, 40, 30]
    library.close()


def newer(path, key):
    database = connection.open_existing(path, key, newest=FORMAT)
    database.execute(f"pragma user_version = {FORMAT + 1}")
    database.conn.close()


def foreign(path, key):
    path.unlink()
    database = connection.create(path, key)
    database.execute("create table notes (text)")
    database.conn.close()


def plain(path, key):
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("create table notes (text)")
    database.close()


def empty(path, key):
    path.write_bytes(b"")


def truncated(path, key):
    path.write_bytes(path.read_bytes()[:50_000])


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (newer, NewerFormatError),
        (foreign, DamagedError),
        (plain, DamagedError),
        (empty, DamagedError),
        (truncated, DamagedError),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_cannot_be_ours_is_refused_and_stays_as_it_is(
    stored, folder, spoil, refusal, read_only
):
    key = stored.key(folder)
    spoil(folder / FILE, key)
    before = files(folder)
    with pytest.raises(refusal):
        Store.open(folder, key, read_only=read_only)
    assert files(folder) == before


def test_looking_at_a_stored_visit_writes_nothing(stored, folder):
    before = files(folder)
    library = stored.open()
    visit = library.open_visit(folder.name, read_only=True)
    with pytest.raises(UserError, match="read-only"):
        visit.decide.enter_party("buyer", Decimal(20))
    visit.close()
    library.close()
    assert files(folder) == before


def test_a_visit_whose_lock_cannot_be_written_is_refused_with_a_sentence(stored, folder):
    (folder / "visit.lock").mkdir()
    before = files(folder)
    with pytest.raises(UserError, match="cannot be opened"):
        Store.open(folder, stored.key(folder))
    assert files(folder) == before
