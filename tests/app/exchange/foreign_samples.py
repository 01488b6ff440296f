"""Files of other programs, made here: workbooks, documents, and damaged or hostile ones."""

import zipfile
from io import BytesIO

import docx
import openpyxl

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
    b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
GLYPHS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(path, *sheets):
    """Each sheet is (title, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def document(path, *paragraphs, table=()):
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        grid = made.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    made.save(path)
    return path


def rewritten(path, part, change):
    """The zip with one part changed by a function of its text."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[part] = change(parts[part].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return path


def bomb(part):
    """A zip that holds `part` and another one of 65 MB; small on disk."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, "<x/>")
        archive.writestr("large.xml", bytes(65_000_000))
    return made.getvalue()


def pdf(*pages, trailer=b""):
    """A PDF of one line of text a page, in a font that maps each code to itself."""
    return _pdf([_shown(50, 700, text) for text in pages], trailer)


def set_pdf(*pages):
    """A PDF whose pages are lists of (x, y, text) in points from below, 12 points high, and of
    rules (x, y, x, y)."""
    return _pdf([b"\n".join(_drawn(*thing) for thing in page) for page in pages], b"")


def table(x, y, widths, rows):
    """A ruled table for `set_pdf`, its upper left corner at (x, y); None goes on with the cell above."""
    edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
    low = y - 20 * len(rows)
    things = [(edge, y, edge, low) for edge in edges] + [(x, y, edges[-1], y)]
    for r, row in enumerate(rows):
        foot = y - 20 * (r + 1)
        below = rows[r + 1] if r + 1 < len(rows) else row
        for c, text in enumerate(row):
            if r + 1 == len(rows) or below[c] is not None:
                things.append((edges[c], foot, edges[c + 1], foot))
            if text:
                things.append((edges[c] + 4, foot + 5, text))
    return things


def _drawn(x, y, *rest):
    if len(rest) == 1:
        return _shown(x, y, rest[0])
    return b"%d %d m %d %d l S" % (x, y, *rest)


def _shown(x, y, text):
    return b"BT /F1 12 Tf %.1f %.1f Td <%s> Tj ET" % (x, y, text.encode("utf-16-be").hex().encode())


def _pdf(drawings, trailer):
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(drawings)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(drawings)),
        FONT,
        GLYPHS,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(to_unicode), to_unicode),
    ]
    for i, drawn in enumerate(drawings):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * i + 1),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    return _with_offsets(objects, trailer)


def _with_offsets(objects, trailer):
    out = b"%PDF-1.7\n"
    offsets = []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return out
