"""What a PDF says, without its drawing; the pages that Qt sets are tried in `tests/ui/test_pdf.py`."""

from io import BytesIO

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from app.errors import UserError
from app.reports.pdf_texts import page_texts

LINES = b"q\n0 0 9 9 re\nf\nQ\nBT\n/F1 12 Tf 1 0 0 1 9 9 Tm\n9 9 Td <41> Tj\n7 0 Td <4243> Tj\nET\n"
OTHER = b"q 0 0 9 9 re f Q BT /F1 12 Tf 9 9 Td (AB) Tj ET BT /F1 12 Tf 9 50 Td (C) Tj ET"


def written(*contents):
    """A PDF with a page for each, its font one of those that every reader has."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for content in contents:
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = stream
    raw = BytesIO()
    writer.write(raw)
    return raw.getvalue()


def test_characters_that_are_placed_one_by_one_are_one_text():
    assert list(page_texts(written(LINES))) == ["ABC"]


@pytest.mark.parametrize("content", [OTHER, OTHER + b"\n" + LINES])
def test_contents_that_are_written_in_another_way_are_read_whole(content):
    (text,) = page_texts(written(content))
    assert "".join(text.split()).startswith("ABC")


def test_every_page_is_told_before_it_is_read():
    told = []
    pages = page_texts(written(LINES, OTHER, b""), lambda *step: told.append(step))
    assert [len("".join(text.split())) for text in pages] == [3, 3, 0]
    assert told == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize("raw", [b"", b"PK", written(LINES)[:-200]])
def test_what_is_cut_off_or_no_pdf_is_refused(raw):
    with pytest.raises(UserError, match="no sound PDF"):
        list(page_texts(raw))
