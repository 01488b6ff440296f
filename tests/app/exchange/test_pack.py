"""Packs: sealed under a code, for one person, and nobody else's."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange import body, codes, container, crypto, pack
from app.exchange.container import FileKind, assemble, bound_head, parse
from app.exchange.crypto import LOWEST, Cost, WrongSecretError
from app.exchange.pack import PackHeader, for_panelist, open_pack, read_pack_header, seal_pack
from app.model.base import changed
from app.model.panel import Assignment, Panelist
from app.model.station import Station
from tests.app.exchange import sealed_samples as samples

CONTENT = samples.pack_content()
RAW = seal_pack(CONTENT, samples.CODE, LOWEST)


def resealed(content, **fields):
    """A pack as another program could make it: right code and seal, any content and head."""
    header = changed(read_pack_header(RAW), **fields)
    raw = content if isinstance(content, bytes) else body.pack_body(content)
    bound = bound_head(FileKind.PACK, header, len(raw) + crypto.SEAL_BYTES)
    key = crypto.derive_key(samples.CODE, header.salt, header.cost)
    return assemble(bound, crypto.seal(key, raw, b"huiping pack 1\0" + bound))


def refusal(raw):
    with pytest.raises(UserError) as refused:
        open_pack(raw, samples.CODE)
    assert str(refused.value)
    return refused.value.template


def test_a_pack_opens_with_its_code_however_it_is_typed():
    own = changed(CONTENT, setup=for_panelist(CONTENT.setup, "p1"))
    for typed in (samples.CODE, " 7k3m-9qxa ", "７Ｋ３Ｍ－９ＱＸＡ"):
        assert open_pack(RAW, typed) == own


def test_times_keep_their_offset():
    content = samples.pack_content(issued_at=samples.NOON)
    opened = open_pack(seal_pack(content, samples.CODE, LOWEST), samples.CODE)
    assert opened.issued_at.utcoffset() == samples.NOON.utcoffset()


@given(
    name=st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30),
    code=st.text(codes.ALPHABET, min_size=8, max_size=8),
    version=st.integers(1, 10**6),
)
@settings(max_examples=50)
def test_what_goes_in_comes_out(name, code, version):
    setup = changed(for_panelist(samples.SETUP, "p1"), station=Station(name=name))
    content = samples.pack_content(setup=setup, setup_version=version)
    assert open_pack(seal_pack(content, code, LOWEST), code) == content


@pytest.mark.parametrize("code", ["", "7K3M9QXB", "7K3M9QX", "评委甲", "\ud800", "x" * 10_000])
def test_a_wrong_code_is_said_and_opens_nothing(code):
    with pytest.raises(WrongSecretError) as refused:
        open_pack(RAW, code)
    assert refused.value.template == pack.WRONG_CODE


def test_a_byte_flipped_on_purpose_is_refused_at_every_position():
    templates = {
        refusal(samples.with_right_checksum(samples.flipped(RAW, at, 1 << at % 8)))
        for at in range(len(RAW))
        if not 23 <= at < 55
    }
    assert {pack.WRONG_CODE, container.BAD_HEADER, container.NEWER} <= templates


def test_another_head_on_the_same_content_is_refused():
    parsed = parse(RAW, FileKind.PACK, PackHeader)
    for fields in (
        {"visit": samples.OTHER_VISIT},
        {"pack": "pack-2"},
        {"key_id": "key-2"},
        {"cost": Cost(ops=2, mem=8192)},
    ):
        bound = bound_head(FileKind.PACK, changed(parsed.header, **fields), len(parsed.payload))
        assert refusal(assemble(bound, parsed.payload)) == pack.WRONG_CODE


@pytest.mark.parametrize(
    ("ours", "hostile"),
    [
        (b'"ops":1', b'"ops":4294967295'),
        (b'"ops":1', b'"ops":7'),
        (b'"mem":8192', b'"mem":4398046510080'),
        (b'"mem":8192', b'"mem":536870913'),
    ],
)
def test_a_head_that_asks_for_hours_or_gigabytes_is_refused_before_any_work(ours, hostile):
    parsed = parse(RAW, FileKind.PACK, PackHeader)
    text = parsed.bound[23:].replace(ours, hostile)
    assert text != parsed.bound[23:]
    fixed = RAW[:11] + len(text).to_bytes(4) + len(parsed.payload).to_bytes(8)
    raw = samples.with_right_checksum(fixed + bytes(32) + text + parsed.payload)
    with pytest.raises(UserError) as refused:
        read_pack_header(raw)
    assert refused.value.template == container.BAD_HEADER
    assert refusal(raw) == container.BAD_HEADER


def test_the_same_content_sealed_twice_differs_everywhere_but_in_the_ids():
    again = seal_pack(CONTENT, samples.CODE, LOWEST)
    first, second = (parse(raw, FileKind.PACK, PackHeader) for raw in (RAW, again))
    assert first.header.salt != second.header.salt
    assert first.payload[:24] != second.payload[:24]
    assert first.payload[24:56] not in second.payload


def test_nothing_of_the_visit_can_be_read_in_a_pack():
    for raw in (RAW, *(inflated(RAW))):
        for text in (samples.STATION, "评委甲", "服务监测", "p1", samples.CODE):
            for encoding in ("utf-8", "gb18030", "utf-16-le"):
                assert text.encode(encoding) not in raw
        assert samples.SEED not in raw


def inflated(raw: bytes):
    for at in range(len(raw)):
        for wbits in (-15, 15, 31):
            try:
                yield zlib.decompressobj(wbits).decompress(raw[at:], 1000)
            except zlib.error:
                continue


def test_nobody_elses_tasks_are_in_a_pack():
    opened = open_pack(RAW, samples.CODE)
    assert opened.setup.assignments == (Assignment(panelist="p1", block="a"),)
    assert opened.setup.panel == samples.SETUP.panel


def test_a_pack_for_nobody_on_the_panel_is_neither_made_nor_opened():
    content = samples.pack_content(panelist="p9")
    with pytest.raises(UserError) as refused:
        seal_pack(content, samples.CODE, LOWEST)
    assert refused.value.template == pack.NOT_ON_PANEL
    assert refusal(resealed(content)) == pack.NOT_ON_PANEL


def test_a_character_that_breaks_documents_is_refused_with_its_field():
    panel = (Panelist(id="p1", name="评委甲\x0c"),)
    content = samples.pack_content(setup=changed(samples.SETUP, panel=panel))
    for attempt in (
        lambda: seal_pack(content, samples.CODE, LOWEST),
        lambda: open_pack(resealed(content), samples.CODE),
    ):
        with pytest.raises(UserError) as refused:
            attempt()
        assert refused.value.template == body.BAD_TEXT
        assert refused.value.values == {"place": "$.setup.panel[0].name", "character": "U+000C"}


def test_a_head_that_speaks_of_another_pack_than_the_content_is_refused():
    assert refusal(resealed(CONTENT, pack="pack-2")) == pack.MISMATCH


@pytest.mark.parametrize(
    "raw", [b"", b"\xc1", b"\x80", b"\xa2\xff\xfe", b"\x91" * 100_000, b"\xdd\xff\xff\xff\xff"]
)
def test_a_content_that_is_none_is_refused(raw):
    assert refusal(resealed(raw)) == body.UNREADABLE
