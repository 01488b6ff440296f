"""Keys, seals and slots."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange import crypto, slots
from app.exchange.crypto import LOWEST, MODERATE, BrokenSealError, Cost, WrongSecretError
from app.exchange.slots import SlotKind, Slots, open_slot, read_slots, seal_slot, write_slots
from app.model.base import changed, from_json, to_json

ROOT = Path(__file__).resolve().parents[3]
KEY = bytes(range(32))


def own_slot(secret="钟村 Passphrase 10", visit="visit-1"):
    return seal_slot(SlotKind.OWN, visit, secret, KEY, LOWEST)


def test_a_key_depends_on_secret_salt_and_cost():
    salt, other = crypto.new_salt(), crypto.new_salt()
    key = crypto.derive_key("7K3M9QXA", salt, LOWEST)
    assert key == crypto.derive_key("7k3m-9qxa", salt, LOWEST)
    others = {
        crypto.derive_key("7K3M9QXB", salt, LOWEST),
        crypto.derive_key("7K3M9QXA", other, LOWEST),
        crypto.derive_key("7K3M9QXA", salt, Cost(ops=2, mem=8192)),
    }
    assert len(others | {key}) == 4


def test_the_usual_cost_is_libsodiums_moderate():
    assert (MODERATE.ops, MODERATE.mem) == (3, 256 * 1024 * 1024)


def test_files_of_today_open_with_every_later_version():
    known = bytes.fromhex("232d20ce36fdb87c9f2e8e636bb686bd106e22bcb66b3763cfd2fe1df7b3aef7")
    assert crypto.derive_key("7K3M9QXA", bytes(16), LOWEST) == known


@pytest.mark.parametrize(
    "cost",
    [
        '{"ops":4294967295,"mem":8192}',
        '{"ops":7,"mem":8192}',
        '{"ops":0,"mem":8192}',
        '{"ops":3,"mem":4398046510080}',
        '{"ops":3,"mem":536870913}',
        '{"ops":3,"mem":0}',
        '{"ops":3,"mem":-1}',
        '{"ops":1e300,"mem":8192}',
    ],
)
def test_a_cost_out_of_bounds_is_refused_when_read(cost):
    with pytest.raises(msgspec.ValidationError):
        from_json(cost, Cost)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can limit a process's memory so")
def test_too_little_memory_is_said_and_no_crash():
    script = (
        "import resource; from app.exchange.crypto import *; from app.errors import UserError\n"
        "resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))\n"
        "try: derive_key('x', bytes(16), MODERATE)\n"
        "except UserError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "too little free memory" in run.stdout
    assert "256 MB" in run.stdout


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_what_is_sealed_opens_with_its_key_and_head_only(plain, bound):
    sealed = crypto.seal(KEY, plain, bound)
    assert crypto.unseal(KEY, sealed, bound) == plain
    for key, head in ((bytes(32), bound), (KEY, bound + b"x")):
        with pytest.raises(BrokenSealError):
            crypto.unseal(key, sealed, head)


@given(st.binary(max_size=120))
def test_bytes_that_nobody_sealed_do_not_open(raw):
    with pytest.raises(BrokenSealError):
        crypto.unseal(KEY, raw, b"")
    with pytest.raises(BrokenSealError):
        crypto.open_box(KEY, raw)


def test_a_box_opens_with_its_private_half_only():
    mine, other = crypto.new_pair(), crypto.new_pair()
    sealed = crypto.seal_to(mine.public, b"content")
    assert crypto.open_box(mine.private, sealed) == b"content"
    with pytest.raises(BrokenSealError):
        crypto.open_box(other.private, sealed)


def test_a_signature_fits_one_signer_and_one_text():
    seed, other = crypto.new_key(), crypto.new_key()
    signature = crypto.sign(seed, b"text")
    assert crypto.is_signed(crypto.verify_key(seed), signature, b"text")
    assert not crypto.is_signed(crypto.verify_key(other), signature, b"text")
    assert not crypto.is_signed(crypto.verify_key(seed), signature, b"texT")
    assert not crypto.is_signed(crypto.verify_key(seed), signature[:40], b"text")


def test_a_slot_opens_however_the_passphrase_is_typed():
    assert open_slot(own_slot(), "visit-1", "钟村passphrase１０") == KEY
    assert open_slot(own_slot(), "visit-1", "钟村 PASSPHRASE lo") == KEY


def test_a_wrong_passphrase_and_a_wrong_code_have_their_own_sentences():
    with pytest.raises(WrongSecretError) as wrong:
        open_slot(own_slot(), "visit-1", "钟村 Passphrase 11")
    assert wrong.value.template == slots.WRONG_PASSPHRASE
    emergency = seal_slot(SlotKind.EMERGENCY, "visit-1", "ABCD", KEY, LOWEST)
    with pytest.raises(WrongSecretError) as wrong:
        open_slot(emergency, "visit-1", "ABCE")
    assert wrong.value.template == slots.WRONG_CODE


def test_a_slot_of_another_visit_or_kind_does_not_open():
    for slot, visit in (
        (own_slot(), "visit-2"),
        (changed(own_slot(), kind=SlotKind.LIBRARY), "visit-1"),
    ):
        with pytest.raises(WrongSecretError):
            open_slot(slot, visit, "钟村 Passphrase 10")


@pytest.mark.parametrize("secret", ["", "   ", "--－\u3000\u200b"])
def test_a_secret_of_blanks_alone_seals_nothing(secret):
    with pytest.raises(UserError) as refused:
        own_slot(secret)
    assert refused.value.template == slots.EMPTY_SECRET


def test_a_new_passphrase_takes_the_place_of_the_old_one():
    emergency = seal_slot(SlotKind.EMERGENCY, "visit-1", "ABCD", KEY, LOWEST)
    old = Slots(visit="visit-1", slots=(own_slot("old"), emergency))
    new = read_slots(write_slots(old.having(own_slot("new"))))
    assert open_slot(new.slot(SlotKind.OWN), "visit-1", "new") == KEY
    assert open_slot(new.slot(SlotKind.EMERGENCY), "visit-1", "abcd") == KEY
    with pytest.raises(WrongSecretError):
        open_slot(new.slot(SlotKind.OWN), "visit-1", "old")
    assert len(new.slots) == 2


def test_a_slot_that_is_not_there_is_said():
    with pytest.raises(UserError) as refused:
        Slots(visit="visit-1").slot(SlotKind.OWN)
    assert refused.value.template == slots.NO_SLOT


def test_neither_key_nor_passphrase_stands_in_the_key_file():
    raw = write_slots(Slots(visit="visit-1", slots=(own_slot(),)))
    assert KEY not in raw
    assert to_json(KEY).strip(b'"') not in raw
    assert "钟村".encode() not in raw
    assert b"PASSPHRASE" not in raw


@pytest.mark.parametrize(
    ("raw", "template"),
    [
        (b"", slots.DAMAGED),
        (b"\xff\xfe", slots.DAMAGED),
        (b"[]", slots.DAMAGED),
        (b'{"visit":"v"}', slots.DAMAGED),
        (b'{"format":1}', slots.DAMAGED),
        (b'{"format":1,"visit":"v","slots":[{"kind":"own"}]}', slots.DAMAGED),
        (b"[" * 100_000, slots.DAMAGED),
        (b'{"format":2,"visit":"v","more":1}', slots.NEWER),
    ],
)
def test_a_key_file_that_cannot_be_read_is_refused(raw, template):
    with pytest.raises(UserError) as refused:
        read_slots(raw)
    assert refused.value.template == template


def test_a_key_file_that_asks_for_hours_is_refused():
    raw = write_slots(Slots(visit="visit-1", slots=(own_slot(),)))
    hostile = raw.replace(b'"ops":1', b'"ops":4000000000')
    assert hostile != raw
    with pytest.raises(UserError) as refused:
        read_slots(hostile)
    assert refused.value.template == slots.DAMAGED
