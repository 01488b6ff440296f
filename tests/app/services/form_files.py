"""Report forms to try: the shipped ones with something changed in their Word file or form.yaml."""

import zipfile
from functools import cache
from io import BytesIO

from docx import Document

from app.exchange.form_package import FormFiles, read_form_files
from app.reports.form import FORMS


@cache
def shipped(form="panyu") -> FormFiles:
    return read_form_files(FORMS / form)


def with_paragraph(text, *, at=0, form="panyu") -> FormFiles:
    """One more paragraph in the body, before the one of that number."""

    def change(document):
        document.paragraphs[at].insert_paragraph_before(text)

    return with_document(change, form=form)


def with_document(change, *, form="panyu") -> FormFiles:
    """The Word file after `change(document)`."""
    files = shipped(form)
    document = Document(BytesIO(files.docx))
    change(document)
    target = BytesIO()
    document.save(target)
    return FormFiles(files.text, target.getvalue())


def with_parts(parts, *, replaced=None, form="panyu") -> FormFiles:
    """The Word file with further parts, by name, and with texts in parts replaced."""
    files, target = shipped(form), BytesIO()
    with zipfile.ZipFile(BytesIO(files.docx)) as source, zipfile.ZipFile(target, "w") as made:
        for entry in source.infolist():
            raw = source.read(entry)
            for name, before, after in replaced or ():
                if name == entry.filename:
                    assert before.encode() in raw
                    raw = raw.replace(before.encode(), after.encode())
            made.writestr(entry.filename, raw)
        for name, raw in parts.items():
            made.writestr(name, raw)
    return FormFiles(files.text, target.getvalue())


def with_yaml(*pairs, form="panyu") -> FormFiles:
    """form.yaml with texts replaced."""
    files = shipped(form)
    text = files.text.decode()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return FormFiles(text.encode(), files.docx)
