"""The commands for report forms, as other people's scripts use them."""

import shutil

import pytest
from docx import Document

from app.reports.form import FORMS
from tests.app.test_cli import run  # noqa: F401
from tests.libraries import sample_evening


@pytest.fixture
def forms(run):  # noqa: F811
    run.monkeypatch.setenv("HUIPING_LANGUAGE", "en")

    def _forms(*arguments):
        return run.ok("forms", *arguments)

    _forms.run = run
    return _forms


def copied(forms, name="某区社工联合会格式"):
    return forms("copy", "panyu", name).split("\t")[0]


def test_the_list_tells_where_each_form_comes_from(forms):
    own = copied(forms)
    rows = forms.run.json("forms", "list")
    assert [row["id"] for row in rows] == ["panyu", "yuexiu", own]
    assert rows[2]["based_on"] == "panyu"
    assert rows[2]["why"] is None


def test_a_form_is_copied_edited_in_word_checked_and_brought_back(forms, tmp_path):
    own = copied(forms)
    folder = forms("export", own, "--to", tmp_path / "out").strip()
    document = Document(f"{folder}/report.docx")
    document.paragraphs[0].insert_paragraph_before("{{ f.evaluator }}编")
    document.save(tmp_path / "edited.docx")
    assert forms("take", tmp_path / "edited.docx").startswith(f"{own}\tin place")
    assert forms("take", tmp_path / "edited.docx").startswith(f"{own}\tthe same")
    forms("check", own)


def test_a_form_with_a_fault_is_refused_and_nothing_changes(forms, tmp_path):
    own = copied(forms)
    folder = forms("export", own, "--to", tmp_path / "out").strip()
    document = Document(f"{folder}/report.docx")
    document.paragraphs[0].insert_paragraph_before("{{ f.evaluater }}编")
    document.save(f"{folder}/report.docx")
    assert "f.evaluator" in forms.run.refused("forms", "take", folder)
    code, out, _err = forms.run("forms", "check", folder)
    assert code == 1
    assert "Paragraph 1\t" in out
    code, out, _err = forms.run("forms", "check", folder, "--json")
    assert '"place": "body:1"' in out
    forms("check", own)


def test_a_visit_takes_an_own_form_and_prints_with_it(forms, tmp_path):
    library = sample_evening().put(tmp_path / "library")
    visit = library.summaries()[0].folder
    library.close()
    own = copied(forms)
    assert "no report form" in forms.run.refused(
        "report", visit, "--form", own, "--to", tmp_path / "a.docx"
    )
    forms("use", visit, own)
    shutil.rmtree(tmp_path / "library" / "forms")
    forms.run.ok("report", visit, "--form", own, "--to", tmp_path / "a.docx")
    assert (tmp_path / "a.docx").exists()
    forms("use", visit, "yuexiu")


def test_a_zip_of_a_form_is_taken_as_a_new_one(forms, tmp_path):
    archive = shutil.make_archive(str(tmp_path / "form"), "zip", FORMS / "yuexiu")
    line = forms("take", archive)
    assert line.startswith("yuexiu-")
    assert "\ttaken as a new form\t" in line
