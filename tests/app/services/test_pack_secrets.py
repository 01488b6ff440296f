"""What a pack is opened and signed with: held by the slip and the pack, not by the coordinator."""

import pytest

from app.exchange import crypto
from app.exchange.codes import normalise
from app.exchange.crypto import WrongSecretError
from app.exchange.pack import open_pack
from app.model.sheet import Verdict
from tests.app.conftest import score_all, sheet_of, sign


def stored(visit):
    """All that the visit's database holds, as text."""
    database = visit.state.store._db
    return "\n".join(
        repr(tuple(row.values()))
        for table in database.table_names()
        for row in database.table(table).rows
    )


def test_neither_seed_nor_code_is_stored_by_the_coordinator(day):
    pack = day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    seed = open_pack(pack.raw, pack.code).signing_seed
    held = stored(day.visit)
    assert crypto.verify_key(seed).hex() in held
    assert seed.hex() not in held
    assert repr(seed) not in held
    assert pack.code not in held
    assert normalise(pack.code) not in held


def test_codes_are_had_until_they_are_on_paper_and_never_again(day):
    pack = day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    again = day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    assert day.visit.packs.slips() == (again,)
    day.visit.packs.forget_slips()
    assert day.visit.packs.slips() == ()
    day.library.note(day.visit)
    assert pack.code != again.code


def test_a_pack_issued_again_has_another_code_and_another_key(day):
    first, second = (day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0] for _ in range(2))
    with pytest.raises(WrongSecretError):
        open_pack(second.raw, first.code)
    contents = [open_pack(pack.raw, pack.code) for pack in (first, second)]
    assert contents[0].signing_seed != contents[1].signing_seed
    withdrawn = {row.key_id: bool(row.withdrawn_at) for row in day.visit.packs.issued()}
    assert withdrawn == {contents[0].key_id: True, contents[1].key_id: False}


def test_why_a_withdrawn_sheet_was_taken_stands_in_the_audit(day):
    visit = day.open_for("jia")
    score_all(visit)
    sheet = sheet_of(visit)
    visit.close()
    day.visit.packs.issue(("jia",), crypto.LOWEST)
    assert day.visit.collecting.collect([sheet]).sheets[0].verdict is Verdict.REFUSED
    reads = [day.visit.collecting.reader().read(sheet, withdrawn_too=True)]
    day.visit.collecting.take(reads, reason="电脑找回来了")
    assert "电脑找回来了" in day.visit.audit(1)[0].after


def test_a_new_pack_takes_the_old_key_out_of_the_panelists_visit(day, panelist):
    old = panelist.state.store.meta.get("signing_seed")
    sign(panelist)
    pack = day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    panelist.refresh_pack(open_pack(pack.raw, pack.code))
    assert old not in stored(panelist)
    assert panelist.undo_step is None
