"""A report form as files: form.yaml and report.docx, from a folder or a zip.

A Word file bears the id of the form that it was made for, so that it finds back to it.
"""

import re
import zipfile
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from app.errors import UserError
from app.exchange.foreign import check_office, read_foreign, refusing
from app.i18n import N_

TEXT, DOCX = "form.yaml", "report.docx"
LARGEST_DOCX, LARGEST_TEXT = 20_000_000, 1_000_000
_DOCUMENT = "word/document.xml"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MARK = "HuipingForm"
_MARKED = re.compile(rb'name="HuipingForm"[^>]*>\s*<vt:lpwstr>([A-Za-z0-9_.:\-]{1,64})</vt:lpwstr>')


@dataclass(frozen=True, slots=True)
class FormFiles:
    """The two files of a form. Equal contents have the same digest."""

    text: bytes
    docx: bytes
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        inner = sha256(self.text).digest() + sha256(self.docx).digest()
        object.__setattr__(self, "digest", sha256(inner).hexdigest())


def pack(files: FormFiles) -> bytes:
    """Both as one zip; equal files give equal bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in ((TEXT, files.text), (DOCX, files.docx)):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), raw, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpack(raw: bytes, name: str) -> FormFiles:
    """The two files out of a zip, wherever in it they lie together.

    Raises:
        UserError: it is no zip, damaged, or holds no form.
    """
    with refusing(name), zipfile.ZipFile(BytesIO(raw)) as archive:
        entries = {PurePosixPath(e.filename): e for e in archive.infolist() if not e.is_dir()}
        found = sorted(path.parent for path in entries if path.name == TEXT)
        folder = next((f for f in found if f / DOCX in entries), None)
        if folder is None:
            raise UserError(
                N_("{name} holds no form: {text} and {docx} must lie in it side by side."),
                name=name,
                text=TEXT,
                docx=DOCX,
            )
        sizes = ((TEXT, LARGEST_TEXT), (DOCX, LARGEST_DOCX))
        return FormFiles(*(_member(archive, entries[folder / n], limit) for n, limit in sizes))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    if entry.file_size > limit:
        raise UserError(
            N_("{name} is larger than {limit} MB, which no form is. Choose another file."),
            name=entry.filename[-60:],
            limit=limit // 1_000_000,
        )
    return archive.read(entry)


def read_form_files(path: Path) -> FormFiles:
    """A form from its folder, or from a zip of it.

    Raises:
        UserError: something of it is missing, cannot be read, or is too large.
    """
    if path.is_dir():
        for name in (TEXT, DOCX):
            if not (path / name).is_file():
                raise UserError(
                    N_(
                        "{folder} is no form: {name} is missing in it. Choose the folder of a form."
                    ),
                    folder=path.name,
                    name=name,
                )
        return FormFiles(
            read_foreign(path / TEXT, LARGEST_TEXT), read_foreign(path / DOCX, LARGEST_DOCX)
        )
    return unpack(read_foreign(path, LARGEST_DOCX + LARGEST_TEXT), path.name)


def read_docx(path: Path) -> bytes:
    """A Word file that somebody brings back.

    Raises:
        UserError: it cannot be read, is none, is too large, encrypted, or a zip bomb.
    """
    raw = read_foreign(path, LARGEST_DOCX)
    check_office(raw, path.name, _DOCUMENT)
    return raw


def form_named_in(docx: bytes) -> str:
    """The id of the form that a Word file was made for; empty where it bears no mark."""
    try:
        with zipfile.ZipFile(BytesIO(docx)) as archive:
            found = _MARKED.search(archive.read("docProps/custom.xml"))
    except (KeyError, zipfile.BadZipFile):
        return ""
    return found[1].decode() if found else ""


def marked(docx: bytes, form_id: str) -> bytes:
    """The same Word file saying which form it is for; Word and WPS keep that when they save.

    Raises:
        UserError: the file is damaged.
    """
    with refusing(DOCX):
        return _Marker(docx, form_id).write()


class _Marker:
    _PART = "docProps/custom.xml"
    _TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
    _KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    _RELATION = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    )
    _PROPERTIES = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas'
        '.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas'
        '.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>'
    )

    def __init__(self, docx: bytes, form_id: str) -> None:
        self._docx, self._id = docx, form_id

    def write(self) -> bytes:
        target = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(self._docx)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            had = self._PART in source.namelist()
            for entry in source.infolist():
                if entry.filename != self._PART:
                    raw = self._named(entry.filename, source.read(entry), had=had)
                    made.writestr(zipfile.ZipInfo(entry.filename, _ZIP_TIME), raw, 8)
            before = source.read(self._PART).decode("utf-8") if had else self._PROPERTIES
            made.writestr(zipfile.ZipInfo(self._PART, _ZIP_TIME), self._property(before), 8)
        return target.getvalue()

    def _named(self, name: str, raw: bytes, *, had: bool) -> bytes:
        if had or name not in {self._TYPES, self._RELATIONS}:
            return raw
        text = raw.decode("utf-8")
        if name == self._TYPES:
            added = f'<Override PartName="/{self._PART}" ContentType="{self._KIND}"/></Types>'
            return text.replace("</Types>", added).encode()
        added = (
            f'<Relationship Id="rIdHuiping" Type="{self._RELATION}" Target="{self._PART}"/>'
            "</Relationships>"
        )
        return text.replace("</Relationships>", added).encode()

    def _property(self, before: str) -> bytes:
        without = re.sub(
            rf'<property\b[^>]*name="{_MARK}"[^>]*>.*?</property>', "", before, flags=re.DOTALL
        )
        used = [int(n) for n in re.findall(r'pid="(\d+)"', without)]
        text = (
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" '
            f'pid="{max((1, *used)) + 1}" name="{_MARK}"><vt:lpwstr>{self._id}</vt:lpwstr>'
            "</property></Properties>"
        )
        return without.replace("</Properties>", text).encode()
