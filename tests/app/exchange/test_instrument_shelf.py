"""The versions that a library keeps."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import UserError
from app.exchange.instrument_file import load_shipped
from app.exchange.instrument_shelf import InstrumentShelf
from app.library import Library
from app.model.base import changed

KEY = bytes(range(32))
AT = datetime(2024, 1, 16, 21, 0, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path):
    return InstrumentShelf(tmp_path / "instruments", KEY)


def own(version=1, title="本机构指标体系"):
    return changed(load_shipped("gz-2023-blocks"), id="own", version=version, title=title)


def test_a_new_shelf_is_empty(shelf):
    assert shelf.contents().kept == ()


def test_what_is_saved_is_there_the_newest_first(shelf):
    shelf.save(own(1), AT)
    shelf.save(own(2), AT + timedelta(days=1))
    shelf.save(own(3), AT + timedelta(days=1))
    found = shelf.contents()
    assert [one.instrument.version for one in found.kept] == [3, 2, 1]
    assert found.kept[-1].instrument == own(1)
    assert found.kept[-1].at == AT


def test_the_same_version_again_is_kept_once(shelf):
    assert shelf.save(own(), AT) == shelf.save(own(), AT + timedelta(days=1))
    assert len(shelf.contents().kept) == 1


def test_another_instrument_under_a_version_that_is_taken_is_refused(shelf):
    shelf.save(own(), AT)
    with pytest.raises(UserError, match="is kept already"):
        shelf.save(own(title="另一套"), AT)
    assert [one.instrument.title for one in shelf.contents().kept] == ["本机构指标体系"]


def test_the_next_version_is_one_more_than_any_that_is_kept(shelf):
    assert shelf.named(own(4)).version == 5
    shelf.save(own(7), AT)
    assert shelf.named(own(4)).version == 8
    assert shelf.named(own(7)) == own(7)


def test_what_was_made_of_a_shipped_one_gets_an_id_of_its_own(shelf):
    shipped = load_shipped("gz-2023")
    named = shelf.named(shipped)
    assert (named.id, named.version) == ("gz-2023-own", 1)
    shelf.save(named, AT)
    again = shelf.named(changed(shipped, title="改过"))
    assert (again.id, again.version) == ("gz-2023-own", 2)


def test_nothing_of_it_can_be_read_on_the_disk(shelf, tmp_path):
    shelf.save(own(title="保密的标题"), AT)
    (path,) = (tmp_path / "instruments").iterdir()
    assert "保密的标题".encode() not in path.read_bytes()
    assert "own" not in path.name


def test_what_is_removed_can_be_put_back(shelf):
    kept = shelf.save(own(), AT)
    shelf.remove(kept)
    shelf.remove(kept)
    assert shelf.contents().kept == ()
    shelf.put_back(kept)
    assert shelf.contents().kept == (kept,)


@pytest.mark.parametrize("damage", ["cut", "changed", "foreign", "empty", "renamed"])
def test_a_file_that_does_not_open_is_counted_and_left_alone(shelf, tmp_path, damage):
    good = shelf.save(own(1), AT)
    bad = tmp_path / "instruments" / shelf.save(own(2), AT).name
    raw = bad.read_bytes()
    made = {
        "cut": raw[: len(raw) // 2],
        "changed": raw[:-1] + bytes([raw[-1] ^ 1]),
        "foreign": b"PK\x03\x04" + raw,
        "empty": b"",
        "renamed": (tmp_path / "instruments" / good.name).read_bytes(),
    }[damage]
    bad.write_bytes(made)
    found = shelf.contents()
    assert (found.kept, found.damaged) == ((good,), 1)
    assert bad.read_bytes() == made


def test_another_library_key_opens_nothing(shelf, tmp_path):
    shelf.save(own(), AT)
    found = InstrumentShelf(tmp_path / "instruments", bytes(32)).contents()
    assert (found.kept, found.damaged) == ((), 1)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_refusal(shelf, tmp_path):
    shelf.save(own(), AT)
    (tmp_path / "instruments").chmod(0o500)
    with pytest.raises(UserError, match="cannot be written"):
        shelf.save(own(2), AT)


def test_a_library_keeps_its_versions_when_its_index_is_lost(library: Library, tmp_path):
    library.instruments.save(own(), AT)
    library.close()
    (library.folder / "library.db").unlink()
    again = Library.open(library.folder, "long enough")
    assert [one.instrument for one in again.instruments.contents().kept] == [own()]
    again.close()
