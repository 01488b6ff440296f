"""A library on a disk that cannot be written: everything can be read, and nothing changes there."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from app.errors import UserError
from app.library import INDEX, VISITS, Library
from app.model.base import changed
from app.reports.render import document_text
from app.services.audit import AuditFilter
from tests.disks import posix, write_protected
from tests.libraries import PASSPHRASE, morning, sample_evening

pytestmark = posix


@pytest.fixture
def disk():
    with write_protected() as made:
        yield made


@pytest.fixture
def library(disk):
    """An evening's, put on the disk, which is protected then."""
    sample_evening().put(disk.folder / "library").close()
    disk.protect()
    opened = Library.open(disk.folder / "library", PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def visit(library):
    (known,) = library.summaries()
    opened = library.open_visit(known.folder)
    yield opened
    opened.close()


@pytest.fixture
def elsewhere():
    """Another disk, where one can write."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_visit_is_shown_whole_and_nothing_is_left_beside_it(disk, visit):
    before = disk.content()
    assert visit.protected
    assert visit.read_only
    assert visit.merging.outcome.total is not None
    assert len(visit.audit()) > 10
    assert visit.report.passages("panyu")
    assert disk.content() == before


def test_documents_are_written_to_another_place(visit, elsewhere):
    visit.report.export("panyu", elsewhere / "report.docx")
    assert "87.11" in document_text((elsewhere / "report.docx").read_bytes())


@pytest.mark.parametrize(
    "change",
    [
        lambda visit: visit.setups.change(changed(visit.setup, agenda=())),
        lambda visit: visit.report.set_annex(wanted=True),
        lambda visit: visit.undo(),
        lambda visit: visit.backup(),
        lambda visit: visit.collecting.backup_work(),
    ],
)
def test_a_change_is_refused_with_what_to_do(disk, visit, change):
    before = disk.content()
    with pytest.raises(UserError, match=r"write-protected.*copy the whole library"):
        change(visit)
    assert disk.content() == before


def test_no_visit_is_begun_there(library, visit):
    with pytest.raises(UserError, match="write-protected"):
        library.new_visit(visit.setup, visit.instrument)


def test_the_record_of_changes_goes_to_a_file_elsewhere(visit, elsewhere):
    visit.history_export(AuditFilter(), elsewhere / "changes.csv")(lambda _done, _total: None)
    assert (elsewhere / "changes.csv").stat().st_size > 1000


@pytest.mark.parametrize("state", ["missing", "damaged"])
def test_without_a_sound_index_the_visits_are_read_all_the_same(disk, state):
    sample_evening().put(disk.folder / "library").close()
    index = disk.folder / "library" / INDEX
    index.unlink()
    if state == "damaged":
        index.write_bytes(b"\0" * 9000)
    disk.protect()
    before = disk.content()
    library = Library.open(disk.folder / "library", PASSPHRASE)
    assert [summary.total for summary in library.summaries()] == ["87.11"]
    library.close()
    assert disk.content() == before


def test_what_was_saved_last_before_the_plug_was_pulled_is_there(disk, elsewhere):
    """What a crash leaves lies beside the database; read alone, that would be an older state."""
    made = morning().put(elsewhere / "library")
    visit = made.open_visit(morning().known)
    visit.captures.sign("评委丙", confidential=True, recusals={})
    shutil.copytree(elsewhere / "library", disk.folder / "library")
    visit.close()
    made.close()
    (folder,) = (disk.folder / "library" / VISITS).iterdir()
    assert (folder / "visit.db-wal").stat().st_size > 0
    disk.protect()
    before = disk.content()
    library = Library.open(disk.folder / "library", PASSPHRASE)
    again = library.open_visit(folder.name)
    assert again.protected
    assert again.captures.declaration().signature == "评委丙"
    again.close()
    library.close()
    assert disk.content() == before


def test_copies_are_sealed_and_gone_once_the_library_is_closed(disk, elsewhere, monkeypatch):
    sample_evening().put(disk.folder / "library").close()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    disk.protect()
    library = Library.open(disk.folder / "library", PASSPHRASE)
    (copy,) = elsewhere.glob(f"*/{INDEX}")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(copy).execute("select * from sqlite_master")
    library.close()
    assert list(elsewhere.iterdir()) == []
