"""Forms: which there are, and what is refused."""

import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from app.errors import UserError
from app.reports.form import FORMS, forms, load_form, read_form


def test_the_two_forms_are_there():
    assert forms() == ("panyu", "yuexiu")
    assert all(load_form(form).template.is_file() for form in forms())


def test_a_form_that_comes_with_the_program_is_read_once():
    assert load_form("panyu") is load_form("panyu")


def test_an_unknown_form_is_refused_with_those_that_there_are():
    with pytest.raises(UserError) as refused:
        load_form("nowhere")
    assert "panyu, yuexiu" in str(refused.value)


@pytest.mark.parametrize("text", ["", "id: x", "{", "id: [1", "\x00"])
def test_a_damaged_form_is_refused_with_its_folder(tmp_path, text):
    folder = tmp_path / "ours"
    shutil.copytree(FORMS / "panyu", folder)
    (folder / "form.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError) as refused:
        read_form(folder)
    assert refused.value.values["folder"] == "ours"


def test_a_copied_form_is_read_from_its_folder(tmp_path):
    shutil.copytree(FORMS / "yuexiu", tmp_path / "ours")
    assert read_form(tmp_path / "ours").template == tmp_path / "ours" / "report.docx"


def test_the_word_files_are_what_the_build_script_makes(tmp_path):
    script = FORMS.parents[1] / "build_scripts" / "make_forms.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    for form in forms():
        built = ZipFile(tmp_path / form / "report.docx")
        shipped = ZipFile(load_form(form).template)
        with built, shipped:
            assert built.namelist() == shipped.namelist()
            assert [n for n in built.namelist() if built.read(n) != shipped.read(n)] == []


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_one_section_takes_what_has_no_other_place(form):
    assert sum(section.rest for section in load_form(form).sections) == 1
    assert sum(section.districts for section in load_form(form).sections) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('district_heading: "{name}：{sites}"', 'district_heading: "{nobody}"'),
        ("rest: true", "rest: false"),
        ("each: district", "each: village"),
    ],
)
def test_a_form_that_could_not_be_filled_is_refused(tmp_path, old, new):
    shutil.copytree(FORMS / "panyu", tmp_path / "ours")
    path = tmp_path / "ours" / "form.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(UserError):
        read_form(tmp_path / "ours")
