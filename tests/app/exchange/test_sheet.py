"""Sheets: signed by one panelist, sealed to one coordinator, refused for every other reason."""

import zlib
from contextlib import suppress
from datetime import timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange import body, container, crypto, sheet
from app.exchange.codes import check_code
from app.exchange.container import FileKind, assemble, bound_head, parse
from app.exchange.sheet import (
    IssuedKey,
    SheetHeader,
    WithdrawnKeyError,
    open_sheet,
    read_sheet_header,
    seal_sheet,
)
from app.model.base import changed
from app.model.capture import Capture, DocumentCheck, DocumentState, Note, Photo, Score
from app.model.hashes import content_hash
from app.model.sheet import SheetContent
from tests.app.exchange import sealed_samples as samples

CONTENT = samples.sheet_content()
RAW = samples.sealed()
HEADER = read_sheet_header(RAW)


def opened(raw=RAW, visit=samples.VISIT, keys=samples.KEYS):
    return open_sheet(raw, visit, samples.COORDINATOR.private, keys)


def refusal(raw=RAW, **how):
    with pytest.raises(UserError) as refused:
        opened(raw, **how)
    assert str(refused.value)
    return refused.value.template


def test_a_sheet_comes_out_as_it_went_in():
    found = opened()
    assert found.content == CONTENT
    assert found.header == HEADER
    assert found.hash == content_hash(RAW)
    assert found.check_code == check_code(RAW)
    assert str(found.content.captures[0].body.points) == "8.90"


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=80)
TIMES = st.datetimes(
    min_value=samples.NOON.replace(year=2000, tzinfo=None),
    timezones=st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
POINTS = st.decimals(0, 1000, places=3)
BODIES = st.one_of(
    TEXTS.map(lambda text: Note(text=text)),
    st.builds(Score, points=POINTS, reason=TEXTS),
)
CAPTURES = st.builds(
    Capture,
    id=st.uuids().map(str),
    author=st.just("p1"),
    device=st.just("laptop-1"),
    at=TIMES,
    body=BODIES,
)


@given(
    captures=st.lists(CAPTURES, max_size=6),
    pictures=st.lists(st.binary(max_size=60), max_size=3),
    at=TIMES,
    revision=st.integers(1, 10**6),
    reason=TEXTS,
)
@settings(max_examples=60)
def test_whatever_a_panelist_records_comes_out_as_it_went_in(
    captures, pictures, at, revision, reason
):
    content = samples.sheet_content(
        captures=tuple(captures),
        blobs={content_hash(picture): picture for picture in pictures},
        handed_in_at=at,
        revision=revision,
        reason=reason,
        parent=content_hash(b"before"),
    )
    found = opened(seal_sheet(content, samples.SEED, "key-1", samples.COORDINATOR.public)).content
    assert found == content
    assert found.handed_in_at.utcoffset() == at.utcoffset()


def test_the_same_content_sealed_twice_differs():
    first, second = (parse(r, FileKind.SHEET, SheetHeader) for r in (RAW, samples.sealed()))
    assert first.bound == second.bound
    assert first.payload[:32] != second.payload[:32]
    assert first.payload[48:80] not in second.payload


def test_nothing_of_the_visit_can_be_read_in_a_sheet():
    for raw in (RAW, *inflated(RAW)):
        for text in (samples.STATION, samples.TEXT[:4], "活动照片", "p1", "8.90", "praise"):
            for encoding in ("utf-8", "gb18030", "utf-16-le"):
                assert text.encode(encoding) not in raw
        assert samples.PICTURE not in raw


def inflated(raw: bytes):
    for at in range(len(raw)):
        for wbits in (-15, 15, 31):
            try:
                yield zlib.decompressobj(wbits).decompress(raw[at:], 1000)
            except zlib.error:
                continue


def test_a_byte_flipped_on_purpose_is_refused_at_every_position():
    templates = {
        refusal(samples.with_right_checksum(samples.flipped(RAW, at, 1 << at % 8)))
        for at in range(len(RAW))
        if not 23 <= at < 55
    }
    assert {
        sheet.OTHER_VISIT,
        sheet.UNKNOWN_KEY,
        sheet.CANNOT_OPEN,
        sheet.BAD_SIGNATURE,
        container.BAD_HEADER,
        container.NEWER,
    } <= templates


def test_every_field_of_the_head_is_under_the_signature():
    parsed = parse(RAW, FileKind.SHEET, SheetHeader)
    for field, value in (
        ("device", "laptop-2"),
        ("revision", 2),
        ("parent", content_hash(b"x")),
        ("setup_version", 2),
        ("instrument_hash", content_hash(b"x")),
        ("key_id", "key-2"),
    ):
        bound = bound_head(FileKind.SHEET, changed(HEADER, **{field: value}), len(parsed.payload))
        assert refusal(assemble(bound, parsed.payload)) == sheet.BAD_SIGNATURE


def test_a_sheet_of_another_visit_is_refused():
    assert refusal(visit=samples.OTHER_VISIT) == sheet.OTHER_VISIT


def test_a_key_that_was_never_issued_is_refused():
    assert refusal(keys={}) == sheet.UNKNOWN_KEY


def test_a_withdrawn_key_waits_and_can_be_taken():
    withdrawn = {"key-1": IssuedKey("p1", samples.KEYS["key-1"].verify_key, withdrawn=True)}
    with pytest.raises(WithdrawnKeyError) as refused:
        opened(keys=withdrawn)
    assert refused.value.template == sheet.WITHDRAWN
    assert refused.value.values == {"panelist": "p1"}
    assert opened(keys=samples.KEYS).content == CONTENT


def test_a_sheet_sealed_to_another_coordinator_cannot_be_opened():
    elsewhere = seal_sheet(CONTENT, samples.SEED, "key-1", crypto.new_pair().public)
    assert refusal(elsewhere) == sheet.CANNOT_OPEN


def test_another_panelists_signing_seed_is_a_bad_signature():
    raw = seal_sheet(CONTENT, samples.OTHER_SEED, "key-1", samples.COORDINATOR.public)
    assert refusal(raw) == sheet.BAD_SIGNATURE


def test_a_panelist_cannot_hand_in_for_another_with_the_own_key():
    raw = seal_sheet(CONTENT, samples.OTHER_SEED, "key-2", samples.COORDINATOR.public)
    with pytest.raises(UserError) as refused:
        opened(raw)
    assert refused.value.template == sheet.NOT_OWNER
    assert refused.value.values == {"claimed": "p1", "panelist": "p2"}


def test_a_signature_cannot_be_carried_to_another_sheet():
    inner = crypto.open_box(
        samples.COORDINATOR.private, parse(RAW, FileKind.SHEET, SheetHeader).payload
    )
    header = changed(HEADER, revision=2)
    bound = bound_head(FileKind.SHEET, header, len(inner) + crypto.BOX_BYTES)
    raw = assemble(bound, crypto.seal_to(samples.COORDINATOR.public, inner))
    assert refusal(raw) == sheet.BAD_SIGNATURE


@pytest.mark.parametrize("size", [0, 1, 63, 64])
def test_an_inside_shorter_than_a_signature_is_refused(size):
    bound = bound_head(FileKind.SHEET, HEADER, size + crypto.BOX_BYTES)
    raw = assemble(bound, crypto.seal_to(samples.COORDINATOR.public, bytes(size)))
    assert refusal(raw) == sheet.BAD_SIGNATURE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("visit", samples.OTHER_VISIT),
        ("device", "laptop-2"),
        ("revision", 2),
        ("parent", content_hash(b"x")),
        ("setup_version", 2),
        ("instrument_hash", content_hash(b"x")),
    ],
)
def test_a_head_that_differs_from_the_content_is_refused(field, value):
    raw = samples.forged(HEADER, samples.sheet_content(**{field: value}))
    with pytest.raises(UserError) as refused:
        opened(raw)
    assert refused.value.template == sheet.DISAGREES
    assert refused.value.values == {"field": field}


def refused_both_ways(content):
    """Templates of the refusals at handing in and, if made elsewhere, at collecting."""
    with pytest.raises(UserError) as sealing:
        seal_sheet(content, samples.SEED, "key-1", samples.COORDINATOR.public)
    with pytest.raises(UserError) as opening:
        opened(samples.forged(HEADER, content))
    assert sealing.value.template == opening.value.template
    assert sealing.value.values == opening.value.values
    return sealing.value


def test_another_persons_entry_inside_is_refused():
    entry = changed(samples.capture(1, Note(text="x")), author="p2")
    error = refused_both_ways(samples.sheet_content(captures=(entry,)))
    assert error.template == sheet.OTHER_AUTHOR
    assert error.values == {"panelist": "p1", "author": "p2"}


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\ufffe", "\U0001ffff"])
def test_a_character_that_breaks_documents_is_refused_with_its_field(bad):
    entries = (samples.capture(1, Note(text="好")), samples.capture(2, Note(text=f"好{bad}")))
    error = refused_both_ways(samples.sheet_content(captures=entries))
    assert error.template == body.BAD_TEXT
    assert error.values == {
        "place": "$.captures[1].body.text",
        "character": f"U+{ord(bad):04X}",
    }


def test_a_lone_surrogate_is_refused_before_it_is_written():
    with pytest.raises(UserError) as refused:
        samples.sealed(reason="\ud800")
    assert refused.value.template == body.BAD_TEXT


def test_a_time_without_offset_is_refused():
    naive = samples.NOON.replace(tzinfo=None)
    check = DocumentCheck(state=DocumentState.PENDING, requested_at=naive)
    entry = samples.capture(1, Note(text="x"))
    for content in (
        samples.sheet_content(handed_in_at=naive),
        samples.sheet_content(captures=(changed(entry, at=naive),)),
        samples.sheet_content(captures=(samples.capture(1, check),)),
    ):
        assert refused_both_ways(content).template == sheet.NO_OFFSET


def test_a_picture_that_is_not_the_one_named_is_refused():
    name = content_hash(samples.PICTURE)
    error = refused_both_ways(samples.sheet_content(blobs={name: b"another"}))
    assert error.template == sheet.CHANGED_PICTURE


def test_a_lost_picture_is_refused_unless_the_sheet_says_so():
    lost = samples.sheet_content(blobs={})
    assert refused_both_ways(lost).template == sheet.LOST_PICTURE
    name = content_hash(samples.PICTURE)
    said = samples.sealed(blobs={}, missing=(name,))
    assert opened(said).content.missing == (name,)
    photo = samples.capture(1, Photo(blob=content_hash(b"never seen")))
    other = samples.sheet_content(captures=(photo,), missing=(name,))
    assert refused_both_ways(other).template == sheet.LOST_PICTURE


def fields(**changes):
    """The content as plain values, to be spoilt."""
    return msgspec.to_builtins(CONTENT, builtin_types=(bytes,)) | changes


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"\xc1",
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        b"\x81\xa5visit\xa2\xff\xfe",
        fields(unheard="of"),
        fields(revision=0),
        fields(revision="1"),
        fields(handed_in_at="yesterday"),
        fields(handed_in_at=float("inf")),
        fields(captures=[{"kind": "none"}]),
        fields(captures=None),
        fields(blobs=[]),
        None,
        7,
    ],
)
def test_a_content_that_is_none_is_refused(inside):
    raw = inside if isinstance(inside, bytes) else msgspec.msgpack.encode(inside)
    assert refusal(samples.forged(HEADER, raw)) == body.UNREADABLE


@pytest.mark.parametrize("points", ["NaN", "Infinity", "-1", "1001", "1e999999", "1e-10", "x", ""])
def test_points_that_are_no_score_are_refused(points):
    score = {"kind": "score", "points": points}
    entry = msgspec.to_builtins(samples.capture(1, Note(text="x"))) | {"body": score}
    raw = msgspec.msgpack.encode(fields(captures=[entry]))
    assert refusal(samples.forged(HEADER, raw)) == body.UNREADABLE


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(name=st.sampled_from(SheetContent.__struct_fields__), value=PLAIN)
@settings(max_examples=50)
def test_any_nonsense_that_is_rightly_signed_is_refused_or_harmless(name, value):
    raw = msgspec.msgpack.encode(fields(**{name: value}))
    with suppress(UserError):
        found = opened(samples.forged(HEADER, raw)).content
        assert changed(found, **{name: getattr(CONTENT, name)}) == CONTENT


def test_a_program_that_gives_bad_ids_seals_nothing():
    with pytest.raises(msgspec.ValidationError):
        samples.sealed(instrument_hash="no hash")
    with pytest.raises(msgspec.ValidationError):
        samples.sealed(device="评委甲的电脑")
