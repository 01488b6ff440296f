"""A form that was opened and saved in an office program; Word itself is not at hand."""

import pytest

from app.exchange.form_package import FormFiles, form_named_in, marked
from app.reports.form import forms
from app.services.form_check import check_form
from tests.app.services.form_files import shipped
from tests.office import NEEDS_OFFICE, converted

pytestmark = NEEDS_OFFICE


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Every form of the program, marked as a copy and saved anew by LibreOffice."""
    files = {f"{form}.docx": marked(shipped(form).docx, f"{form}-abcdef") for form in forms()}
    out = converted(tmp_path_factory.mktemp("office"), files, "docx:MS Word 2007 XML")
    return {form: (out / f"{form}.docx").read_bytes() for form in forms()}


@pytest.mark.parametrize("form", forms())
def test_a_saved_file_finds_back_to_its_form(saved, form):
    assert form_named_in(saved[form]) == f"{form}-abcdef"


@pytest.mark.parametrize("form", forms())
def test_saving_alone_makes_no_fault(saved, form):
    assert saved[form] != marked(shipped(form).docx, f"{form}-abcdef")
    assert check_form(FormFiles(shipped(form).text, saved[form])) == ()
