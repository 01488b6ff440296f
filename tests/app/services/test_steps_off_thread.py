"""Packs sealed, sheets opened and backups made on another thread, each with one operation at the end."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from app.errors import JobCancelledError, UserError
from app.exchange import crypto
from app.exchange.sample_file import load_sample
from app.model.base import changed
from app.model.sheet import Verdict
from app.services.collect import Incoming
from app.services.packs import discard_packs, seal_all, write_packs
from tests.libraries import new_library

D = Decimal


@pytest.fixture
def library(tmp_path):
    made = new_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def laptop(tmp_path):
    made = new_library(tmp_path / "laptop")
    yield made
    made.close()


@pytest.fixture
def visit(library, sample_setup):
    made = library.new_visit(*sample_setup, user="工作人员A")
    yield made
    made.close()


@pytest.fixture(scope="module")
def sample_setup():
    sample = load_sample("zhongcun")
    return sample.setup, sample.instrument


def elsewhere(work):
    """Runs on another thread, as a job does."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def sheet(laptop, pack):
    visit = laptop.open_pack(pack.raw, pack.code)
    visit.captures.declare(signature=pack.name, confidential=True)
    visit.scores.give("e_party", None, D("1.8"), reason="有两项没有记录。")
    handed = visit.handin.hand_in()
    visit.close()
    return Incoming(handed.file_name, handed.raw)


def test_packs_sealed_on_another_thread_count_once_they_are_put_out(visit, tmp_path):
    drafts = visit.packs.draft(("jia", "yi"))
    sealed = elsewhere(lambda: seal_all(drafts, crypto.LOWEST))
    paths = elsewhere(lambda: write_packs(sealed, tmp_path / "stick"))
    assert visit.packs.current() == {}
    visit.packs.put_out(sealed)
    assert set(visit.packs.current()) == {"jia", "yi"}
    assert [p.read_bytes() for p in paths] == [one.pack.raw for one in sealed]


def test_a_draft_of_an_older_setup_is_not_put_out(visit):
    sealed = seal_all(visit.packs.draft(("jia",)), crypto.LOWEST)
    visit.setups.change(changed(visit.setup, form="yuexiu"))
    with pytest.raises(UserError, match="set-up was changed"):
        visit.packs.put_out(sealed)
    assert visit.packs.issued() == ()


def test_cancelling_the_sealing_leaves_nothing(visit):
    drafts = visit.packs.draft()

    def stop_after_two(done, total):
        assert total == len(drafts)
        if done == 2:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        seal_all(drafts, crypto.LOWEST, stop_after_two)
    assert visit.packs.issued() == ()


def test_a_stick_that_fills_up_keeps_no_half_issue(visit, tmp_path):
    sealed = seal_all(visit.packs.draft(("jia", "yi")), crypto.LOWEST)
    blocked = tmp_path / sealed[1].pack.file_name
    blocked.mkdir()
    (blocked / "inside").write_bytes(b"x")
    with pytest.raises(UserError):
        write_packs(sealed, tmp_path)
    assert not (tmp_path / sealed[0].pack.file_name).exists()


def test_discarding_packs_that_are_gone_is_no_error(tmp_path):
    discard_packs([tmp_path / "gone.hpack"])


def test_codes_are_held_for_their_slips_until_they_are_on_paper(visit):
    packs = visit.packs.issue(("jia", "yi"), crypto.LOWEST).packs
    assert visit.packs.slips() == packs
    again = visit.packs.issue(("yi",), crypto.LOWEST).packs[0]
    assert visit.packs.slips() == (packs[0], again)
    visit.packs.forget_slips()
    assert visit.packs.slips() == ()


def test_sheets_read_on_another_thread_are_taken_in_one_step(visit, laptop):
    packs = visit.packs.issue(("jia", "yi"), crypto.LOWEST).packs
    files = [sheet(laptop, pack) for pack in packs]
    reader = visit.collecting.reader()
    reads = elsewhere(lambda: [reader.read(file) for file in files])
    taken = visit.collecting.take(reads)
    assert [one.verdict for one in taken.sheets] == [Verdict.MERGED, Verdict.MERGED]
    visit.undo()
    assert visit.collecting.accepted() == ()


def test_a_backup_from_another_thread_holds_what_was_committed(visit, laptop):
    pack = visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    visit.collecting.collect((sheet(laptop, pack),))
    before = set((visit.folder / "backups").iterdir())
    path = elsewhere(visit.collecting.backup_work())
    assert path.exists()
    assert set((visit.folder / "backups").iterdir()) - before == {path}
    assert path.stat().st_size >= next(iter(before)).stat().st_size


def test_a_withheld_sheet_is_taken_later_with_its_reason_in_the_audit(visit, laptop):
    pack = visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    file = sheet(laptop, pack)
    visit.packs.issue(("jia",), crypto.LOWEST)
    reader = visit.collecting.reader()
    looked = visit.collecting.take([reader.read(file)]).sheets[0]
    assert looked.withdrawn
    held = visit.collecting.withheld(looked.hash)
    assert held == file
    reads = [visit.collecting.reader().read(held, withdrawn_too=True)]
    visit.collecting.take(reads, reason="旧电脑坏了")
    assert [s.panelist for s in visit.collecting.accepted()] == ["jia"]
    assert "旧电脑坏了" in visit.audit()[0].after


def test_everything_offered_is_remembered_refusals_included(visit, laptop):
    pack = visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    file = sheet(laptop, pack)
    visit.collecting.collect((file, file, Incoming("letter.hsheet", b"dear colleague")))
    verdicts = [one.looked.verdict for one in visit.collecting.offered()]
    assert verdicts == [Verdict.MERGED, Verdict.UNCHANGED, Verdict.REFUSED]


def test_what_a_settlement_would_do_is_what_it_does(visit, laptop):
    pack = visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    visit.collecting.collect((sheet(laptop, pack),))
    would = visit.decide.would("e_party", None, D("1.5"))
    assert visit.merging.decisions().settlements == ()
    visit.decide.settle("e_party", None, D("1.5"), reason="复核", by="评委甲")
    done = visit.merging.outcome.block("effect").districts[0].cells[0]
    expected = would.block("effect").districts[0].cells[0]
    assert done.value == expected.value == D("1.5")
    back = visit.decide.would("e_party", None, None)
    cell = back.block("effect").districts[0].cells[0]
    assert cell.settlement is None


def test_a_settlement_that_cannot_be_is_refused_before_it_is_tried(visit):
    with pytest.raises(UserError, match="0 to 2"):
        visit.decide.would("e_party", None, D("2.5"))
    with pytest.raises(UserError, match="no cell"):
        visit.decide.would("nothing", None, D(1))
