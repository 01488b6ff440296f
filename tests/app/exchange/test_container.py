"""What a file is, and the refusal of everything that is not the one asked for."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange import container
from app.exchange.container import FileKind, assemble, bound_head, describe, kind_of, parse
from app.exchange.crypto import LOWEST
from app.exchange.pack import open_pack, read_pack_header, seal_pack
from app.exchange.sheet import SheetHeader, open_sheet, read_sheet_header
from tests.app.exchange import sealed_samples as samples

SHEET = samples.sealed()
PACK = seal_pack(samples.pack_content(), samples.CODE, LOWEST)
ARCHIVE = assemble(bound_head(FileKind.ARCHIVE, samples.SETUP.station, 4), b"data")


def refusal(raw, read=read_sheet_header):
    with pytest.raises(UserError) as refused:
        read(raw)
    assert str(refused.value)
    return refused.value.template


def open_the_sheet(raw):
    return open_sheet(raw, samples.VISIT, samples.COORDINATOR.private, samples.KEYS)


def open_the_pack(raw):
    return open_pack(raw, samples.CODE)


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    return buffer.getvalue()


KINDS = [
    (b"", FileKind.EMPTY),
    (SHEET, FileKind.SHEET),
    (PACK, FileKind.PACK),
    (ARCHIVE, FileKind.ARCHIVE),
    (SHEET[:5], FileKind.OURS),
    (saved(openpyxl.Workbook()), FileKind.WORKBOOK),
    (saved(docx.Document()), FileKind.DOCUMENT),
    (zipped(), FileKind.UNKNOWN),
    (b"station:\n  name: x\n", FileKind.TEXT),
    ("评估：服务监测\r\n".encode(), FileKind.TEXT),
    ("评估：服务监测\r\n".encode("gb18030"), FileKind.TEXT),
    ("评估".encode("utf-16"), FileKind.TEXT),
    (b"\xef\xbb\xbfname: x", FileKind.TEXT),
    (("评" * 5000).encode(), FileKind.TEXT),
    (("a" + "评" * 5000).encode("gb18030"), FileKind.TEXT),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", FileKind.UNKNOWN),
    (b"%PDF-1.7\n\x00\x01\x02", FileKind.UNKNOWN),
    (b"SQLite format 3\x00", FileKind.UNKNOWN),
]


@pytest.mark.parametrize(("raw", "kind"), KINDS, ids=[kind.value for _raw, kind in KINDS])
def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path, raw, kind):
    path = tmp_path / "misleading.xlsx"
    path.write_bytes(raw)
    assert describe(path) is kind


def test_a_file_that_is_gone_is_refused(tmp_path):
    assert "not there any more" in refusal(tmp_path / "gone.hsheet", describe)


@pytest.mark.parametrize("kind", [k for k in container.REFUSALS if k not in container.SUFFIXES])
def test_every_other_kind_of_file_has_its_own_sentence(kind):
    raw = next((raw for raw, found in KINDS if found is kind), SHEET.replace(b"\r\n", b"\n", 1))
    assert refusal(raw) == container.REFUSALS[kind]
    assert refusal(raw, read_pack_header) == container.REFUSALS[kind]
    assert list(container.REFUSALS.values()).count(container.REFUSALS[kind]) == 1


def test_a_pack_where_a_sheet_is_expected_is_called_a_pack():
    assert refusal(PACK, open_the_sheet) == container.REFUSALS[FileKind.PACK]


def test_a_sheet_where_a_pack_is_expected_is_called_a_sheet():
    assert refusal(SHEET, open_the_pack) == container.REFUSALS[FileKind.SHEET]


def test_an_archive_is_called_an_archive():
    assert refusal(ARCHIVE, open_the_sheet) == container.REFUSALS[FileKind.ARCHIVE]


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.replace(b"\r\n", b"\n"),
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.decode("latin-1").encode(),
        lambda raw: raw.decode("utf-8", "replace").encode(),
        lambda raw: raw.decode("ascii", "replace").encode("ascii", "replace"),
        lambda raw: bytes(byte & 0x7F for byte in raw),
    ],
)
def test_a_transfer_as_text_is_named_as_such(damage):
    assert refusal(damage(SHEET)) == container.REFUSALS[FileKind.ALTERED]


@pytest.mark.parametrize(("raw", "read"), [(SHEET, open_the_sheet), (PACK, open_the_pack)])
def test_a_file_cut_off_anywhere_is_called_cut_off(raw, read):
    for size in range(1, len(raw)):
        assert refusal(raw[:size], read) == container.TRUNCATED


@pytest.mark.parametrize(("raw", "read"), [(SHEET, open_the_sheet), (PACK, open_the_pack)])
def test_a_file_with_something_after_its_end_is_called_too_long(raw, read):
    for more in (b"\0", b"\r\n", raw):
        assert refusal(raw + more, read) == container.LONGER


ACCIDENTS = {
    *(container.REFUSALS[k] for k in (FileKind.UNKNOWN, FileKind.TEXT, FileKind.ALTERED)),
    *(container.REFUSALS[k] for k in container.SUFFIXES),
    container.TRUNCATED,
    container.LONGER,
    container.DAMAGED,
}


@pytest.mark.parametrize(("raw", "read"), [(SHEET, open_the_sheet), (PACK, open_the_pack)])
def test_a_byte_flipped_by_accident_is_refused_at_every_position(raw, read):
    for at in range(len(raw)):
        for bit in (0x01, 0x04, 0x20, 0x80, 0xFF):
            assert refusal(samples.flipped(raw, at, bit), read) in ACCIDENTS
    after_the_lengths = (samples.flipped(raw, at, 0x10) for at in range(23, len(raw)))
    assert {refusal(changed, read) for changed in after_the_lengths} == {container.DAMAGED}


def test_a_newer_format_is_said_with_both_numbers():
    newer = samples.with_right_checksum(SHEET[:9] + b"\x00\x02" + SHEET[11:])
    with pytest.raises(UserError) as refused:
        open_the_sheet(newer)
    assert refused.value.template == container.NEWER
    assert refused.value.values == {"format": 2, "known": 1}


def test_a_newer_format_whose_head_nobody_here_understands_is_still_called_newer():
    text = b'{"unheard":"of"}'
    fixed = container.MAGIC + b"S\x00\x07" + len(text).to_bytes(4) + (4).to_bytes(8)
    raw = samples.with_right_checksum(fixed + bytes(32) + text + b"data")
    assert refusal(raw) == container.NEWER
    assert refusal(raw[:-1]) == container.TRUNCATED


def test_a_kind_of_file_that_only_a_later_version_knows_is_called_newer():
    assert refusal(samples.with_right_checksum(SHEET[:8] + b"Z" + SHEET[9:])) == container.NEWER


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[" * 50_000,
        b'{"visit":"\xff"}',
        b"null",
        read_sheet_header(SHEET).visit.encode(),
    ],
)
def test_a_head_that_is_none_is_refused(text):
    fixed = container.MAGIC + b"S\x00\x01" + len(text).to_bytes(4) + (4).to_bytes(8)
    raw = samples.with_right_checksum(fixed + bytes(32) + text + b"data")
    assert refusal(raw) == container.BAD_HEADER


def test_lengths_beyond_any_file_are_refused_at_once():
    fixed = container.MAGIC + b"S\x00\x01" + b"\xff" * 12
    assert refusal(samples.with_right_checksum(fixed + bytes(40))) == container.TRUNCATED


@given(st.binary(max_size=300), st.sampled_from([b"", container.MAGIC, container.MAGIC + b"S"]))
def test_any_bytes_are_refused_with_a_sentence(raw, start):
    assert kind_of(start + raw) in FileKind
    refusal(start + raw, open_the_sheet)


def test_a_file_larger_than_can_be_read_again_is_not_begun():
    header = read_sheet_header(SHEET)
    with pytest.raises(UserError) as refused:
        bound_head(FileKind.SHEET, header, container.LIMIT)
    assert refused.value.template == container.TOO_LARGE
    assert parse(SHEET, FileKind.SHEET, SheetHeader).header == header


def test_the_layout_is_the_one_that_is_written_down():
    text = (Path(__file__).resolve().parents[3] / "docs" / "file-format.md").read_text("utf-8")
    for word in (
        "`89 48 50 4E 0D 0A 1A 0A`",
        "| 23 | 32 | checksum",
        *(f"`{suffix}`" for suffix in container.SUFFIXES.values()),
    ):
        assert word in text
    assert bytes.fromhex("89 48 50 4E 0D 0A 1A 0A") == container.MAGIC
