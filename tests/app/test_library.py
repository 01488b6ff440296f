"""The library: unlocking, the index, two visits side by side."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange import crypto
from app.exchange.crypto import WrongSecretError
from app.library import Library
from app.services.state import LocalRole
from tests.app.conftest import sign
from tests.libraries import PASSPHRASE
from tests.small import Clock, small_instrument, small_setup


def test_a_wrong_passphrase_is_refused_and_the_right_one_opens(tmp_path):
    Library.create(tmp_path, PASSPHRASE, crypto.LOWEST).close()
    with pytest.raises(WrongSecretError):
        Library.open(tmp_path, "wrong")
    Library.open(tmp_path, f"  {PASSPHRASE.upper()} ").close()


def test_there_is_one_library_in_a_folder(tmp_path):
    Library.create(tmp_path, PASSPHRASE, crypto.LOWEST).close()
    with pytest.raises(UserError, match="already"):
        Library.create(tmp_path, PASSPHRASE, crypto.LOWEST)
    with pytest.raises(UserError, match="no library"):
        Library.open(tmp_path / "elsewhere", PASSPHRASE)


def test_the_passphrase_can_be_changed(tmp_path, library):
    visit = library.new_visit(small_setup(), small_instrument())
    folder = visit.folder.name
    visit.close()
    with pytest.raises(WrongSecretError):
        library.change_passphrase("wrong", "another one")
    library.change_passphrase(PASSPHRASE, "another one")
    again = Library.open(library.folder, "another one")
    again.open_visit(folder).close()
    again.close()
    with pytest.raises(WrongSecretError):
        Library.open(library.folder, PASSPHRASE)


def test_the_index_shows_a_visit_without_opening_it(library):
    visit = library.new_visit(small_setup(), small_instrument())
    visit.close()
    (summary,) = library.summaries()
    assert (summary.short, summary.role, summary.panel) == (
        "测试街社工站",
        LocalRole.COORDINATOR,
        3,
    )
    assert library.find(summary.visit) == library.find(summary.folder) == summary
    with pytest.raises(UserError, match="no visit"):
        library.find("nothing")


def test_a_lost_index_is_built_anew(library):
    visit = library.new_visit(small_setup(), small_instrument())
    visit.close()
    library.close()
    for path in library.folder.glob("library.db*"):
        path.unlink()
    again = Library.open(library.folder, PASSPHRASE)
    assert [summary.short for summary in again.summaries()] == ["测试街社工站"]
    again.close()


@pytest.mark.parametrize("content", [b"", b"no index at all" * 100])
def test_a_damaged_index_is_set_aside_and_built_anew(library, content):
    library.new_visit(small_setup(), small_instrument()).close()
    library.close()
    for path in library.folder.glob("library.db-*"):
        path.unlink()
    (library.folder / "library.db").write_bytes(content)
    again = Library.open(library.folder, PASSPHRASE)
    assert [summary.short for summary in again.summaries()] == ["测试街社工站"]
    assert (library.folder / "library.db.damaged").read_bytes() == content
    again.close()


def test_no_name_and_no_text_is_readable_in_the_library(library):
    visit = library.new_visit(small_setup(), small_instrument())
    visit.decide.enter_party("buyer", Decimal(20))
    for path in library.folder.rglob("*"):
        assert "测试街" not in str(path)
        if path.is_file() and path.suffix != ".holder":
            raw = path.read_bytes()
            assert "测试街".encode() not in raw
            assert "测试街".encode("utf-16-le") not in raw
    visit.close()


def test_opening_a_pack_twice_opens_the_same_visit(day):
    pack = day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    laptop = day.laptop("jia")
    first = laptop.open_pack(pack.raw, pack.code)
    sign(first)
    first.close()
    second = laptop.open_pack(pack.raw, pack.code.replace("-", " ").lower())
    assert second.captures.is_signed()
    second.close()
    assert len(laptop.summaries()) == 1
    with pytest.raises(WrongSecretError):
        laptop.open_pack(pack.raw, "00000000")


def test_two_panelists_on_one_laptop_stay_apart(day):
    packs = day.visit.packs.issue(("jia", "yi"), crypto.LOWEST).packs
    laptop = day.laptop("shared")
    visits = [laptop.open_pack(pack.raw, pack.code) for pack in packs]
    sign(visits[0])
    assert not visits[1].captures.is_signed()
    assert visits[0].folder != visits[1].folder
    for visit in visits:
        visit.close()


def test_looking_at_a_visit_is_no_change(library):
    visit = library.new_visit(small_setup(), small_instrument(), clock=Clock())
    before = library.find(visit.id)
    library.note(visit)
    assert library.find(visit.id) == before
    visit.close()
