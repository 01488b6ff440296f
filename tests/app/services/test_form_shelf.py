"""Report forms on the shelf of a laptop: copied, brought back, taken back, refused."""

import os
import shutil
import stat
import zipfile

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.form_package import (
    FormFiles,
    form_named_in,
    marked,
    pack,
    read_form_files,
    unpack,
)
from app.i18n import translate_error
from app.model.text import clean
from app.reports.form import FORMS, load_form
from app.services.form_files import form_of, named, with_text
from app.services.form_shelf import FormShelf, root_of
from tests.app.services.form_files import shipped, with_paragraph


@pytest.fixture
def shelf(tmp_path):
    return FormShelf(tmp_path / "forms")


@pytest.fixture
def own(shelf):
    return shelf.copy(shipped(), "某区社工联合会格式")


def refused(act, *arguments):
    with pytest.raises(UserError) as error:
        act(*arguments)
    return translate_error(error.value)


def test_an_empty_shelf_lists_nothing(shelf):
    assert shelf.contents() == ()


def test_a_copy_is_a_folder_that_word_can_open_under_a_name_of_its_own(shelf, own):
    folder = shelf.folder_of(own.id)
    assert (folder / "report.docx").is_file()
    form = form_of(shelf.files(own.id))
    assert (form.id, form.label, form.based_on) == (own.id, "某区社工联合会格式", "panyu")
    assert form.sections == load_form("panyu").sections
    assert root_of(own.id) == "panyu"


def test_a_copy_keeps_the_comments_of_form_yaml(shelf, own):
    assert b"# Texts are jinja2" in shelf.files(own.id).text


def test_a_copy_of_a_copy_knows_what_it_was_made_of(shelf, own):
    second = shelf.copy(shelf.files(own.id), "另一份")
    assert second.based_on == own.id
    assert root_of(second.id) == "panyu"


@pytest.mark.parametrize(
    "name",
    ["🏮格式😀", "a: b # c", "'quoted' \"name\"", "{x}", "e\u0301 עברית", "x" * 120, "- [a]"],
)
def test_a_form_may_have_any_name(shelf, name):
    made = shelf.copy(shipped(), name)
    assert made.label == name
    assert shelf.export(made.id, shelf.folder.parent / "out").is_dir()


def test_names_that_are_no_names_are_refused(shelf, own):
    assert "name first" in refused(shelf.copy, shipped(), "   ")
    assert "too long" in refused(shelf.copy, shipped(), "长" * 300)
    assert "another form" in refused(shelf.copy, shipped(), own.label)
    assert len(shelf.contents()) == 1


def test_a_copy_is_renamed_and_keeps_its_own_name_when_named_the_same(shelf, own):
    shelf.rename(own.id, own.label)
    shelf.rename(own.id, "新名字")
    assert shelf.contents()[0].label == "新名字"
    assert shelf.contents()[0].based_on == "panyu"


def test_what_is_replaced_can_be_taken_back(shelf, own):
    before = shelf.files(own.id)
    shelf.put(own.id, with_text(before, "title", "别的标题"))
    shelf.put(own.id, with_text(before, "title", "第三个标题"))
    assert len(shelf.earlier(own.id)) == 2
    assert shelf.step_back(own.id)
    assert b"\xe5\x88\xab\xe7\x9a\x84" in shelf.files(own.id).text
    assert shelf.step_back(own.id)
    assert shelf.files(own.id) == before
    assert not shelf.step_back(own.id)


def test_putting_the_same_files_keeps_nothing_aside(shelf, own):
    shelf.put(own.id, shelf.files(own.id))
    assert shelf.earlier(own.id) == ()


def test_a_removed_form_can_be_put_back(shelf, own):
    files = shelf.files(own.id)
    shelf.remove(own.id)
    assert shelf.contents() == ()
    shelf.put_back(own.id)
    assert shelf.files(own.id) == files


def test_a_word_file_finds_back_to_the_form_that_it_was_made_for(shelf, own, tmp_path):
    edited = with_paragraph("多一段")
    path = tmp_path / "改过的 (1).docx"
    path.write_bytes(marked(edited.docx, own.id))
    taken = shelf.take(path)
    assert (taken.id, taken.is_new, taken.changed) == (own.id, False, True)
    assert shelf.files(own.id).docx == path.read_bytes()
    assert not shelf.take(path).changed


def test_a_word_file_without_a_mark_must_be_told_where_it_belongs(shelf, own, tmp_path):
    path = tmp_path / "foreign.docx"
    path.write_bytes(with_paragraph("别的").docx)
    assert "does not say which form it is for" in refused(shelf.take, path)
    assert shelf.take(path, own.id).id == own.id
    assert "stays as it is" in refused(shelf.take, path, "panyu")


def test_the_mark_survives_when_word_has_properties_of_its_own():
    once = marked(shipped().docx, "panyu-aaaaaa")
    assert form_named_in(once) == "panyu-aaaaaa"
    assert form_named_in(marked(once, "panyu-bbbbbb")) == "panyu-bbbbbb"
    assert form_named_in(shipped().docx) == ""
    assert form_named_in(b"no zip") == ""


def test_a_form_goes_to_another_laptop_as_folder_and_as_zip(shelf, own, tmp_path):
    folder = shelf.export(own.id, tmp_path / "stick")
    other = FormShelf(tmp_path / "other")
    taken = other.take(folder)
    assert (taken.id, taken.is_new) == (own.id, True)
    assert other.files(own.id) == shelf.files(own.id)
    archive = shutil.make_archive(str(tmp_path / "zipped"), "zip", folder.parent)
    third = FormShelf(tmp_path / "third")
    assert third.take(tmp_path / archive).id == own.id
    assert third.files(own.id) == shelf.files(own.id)


def test_the_same_id_with_other_contents_replaces_and_keeps_the_former_aside(shelf, own, tmp_path):
    before = shelf.files(own.id)
    other = FormShelf(tmp_path / "other")
    other.take(shelf.export(own.id, tmp_path / "stick"))
    other.put(own.id, with_text(before, "title", "另一台电脑上的标题"))
    taken = shelf.take(other.export(own.id, tmp_path / "back"))
    assert (taken.is_new, taken.changed) == (False, True)
    assert shelf.files(own.id) == other.files(own.id)
    shelf.step_back(own.id)
    assert shelf.files(own.id) == before


def test_a_form_of_the_program_that_is_brought_back_becomes_a_new_one(shelf, tmp_path):
    folder = shutil.copytree(FORMS / "panyu", tmp_path / "panyu")
    taken = shelf.take(folder)
    assert taken.is_new
    assert taken.id.startswith("panyu-")
    assert taken.label != load_form("panyu").label


@pytest.mark.parametrize("form_id", ["..", "a:b", "con", "X-ABCDEF", "A" * 64])
def test_an_id_that_is_no_name_of_a_folder_gets_another_one(shelf, tmp_path, form_id):
    text = shipped().text.replace(b"id: panyu", f'id: "{form_id}"'.encode(), 1)
    path = tmp_path / "form.zip"
    path.write_bytes(pack(FormFiles(text, shipped().docx)))
    taken = shelf.take(path)
    assert taken.id.startswith("panyu-")
    assert [p.name for p in shelf.folder.iterdir()] == [taken.id]


def test_what_is_no_form_is_refused_with_what_is_missing(shelf, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "form.yaml is missing" in refused(shelf.take, tmp_path / "empty")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as made:
        made.writestr("a.txt", "x")
    assert "holds no form" in refused(shelf.take, tmp_path / "other.zip")
    (tmp_path / "cut.zip").write_bytes(pack(shipped())[:500])
    assert "damaged" in refused(shelf.take, tmp_path / "cut.zip")
    (tmp_path / "gone.zip").unlink(missing_ok=True)
    assert "not there any more" in refused(shelf.take, tmp_path / "gone.zip")
    assert shelf.contents() == ()


def test_a_huge_file_is_refused_without_reading_it(shelf, own, tmp_path):
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    assert "larger than 20 MB" in refused(shelf.take, path, own.id)


def test_members_of_a_zip_are_read_up_to_their_limit_alone(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("form.yaml", b"a" * 2_000_000)
        made.writestr("report.docx", b"x")
    assert "larger than 1 MB" in refused(unpack, path.read_bytes(), path.name)


def test_a_folder_that_holds_no_form_any_more_is_listed_with_what_is_wrong(shelf, own):
    (shelf.folder_of(own.id) / "form.yaml").write_text("id: [", "utf-8")
    (listed,) = shelf.contents()
    assert listed.label == own.id
    assert "not valid YAML" in translate_error(listed.fault)


def test_a_form_that_is_not_here_is_refused_in_words(shelf):
    assert "no report form “panyu-000000”" in refused(shelf.files, "panyu-000000")
    assert "no report form “../x”" in refused(shelf.files, "../x")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_refused_and_left_whole(shelf, own):
    before, folder = shelf.files(own.id), shelf.folder_of(own.id)
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert "write-protected" in refused(shelf.put, own.id, with_paragraph("x"))
        assert shelf.files(own.id) == before
    finally:
        folder.chmod(stat.S_IRWXU)


def test_half_a_write_is_taken_back(shelf, own, monkeypatch):
    """As on a full disk: the Word file is in, form.yaml does not fit any more."""
    before = shelf.files(own.id)
    after = FormFiles(before.text + b"# more\n", with_paragraph("x").docx)
    real = os.replace
    written = []

    def replace(source, target, **more):
        written.append(os.fspath(target))
        if os.fspath(target).endswith("form.yaml"):
            raise OSError(28, "No space left on device")
        return real(source, target, **more)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("pathlib.os.replace", replace)
    assert "No space left" in refused(shelf.put, own.id, after)
    monkeypatch.undo()
    assert any(name.endswith("report.docx") for name in written)
    assert shelf.files(own.id) == before


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_writing_a_text_block_anew_changes_nothing_else(form):
    files = shipped(form)
    before = form_of(files)
    for block in before.passages:
        for text in (
            block.text,
            "一行",
            "首行\n\n  缩进的\n末行",
            ' "引号" {{ f.short }} ',
            "a\\b",
        ):
            after = form_of(with_text(files, block.key, text))
            changed = {b.key: b.text for b in after.passages if b.text != text}
            found = next(b.text for b in after.passages if b.key == block.key)
            assert found.strip("\n") == text.strip("\n")
            assert {k: v for k, v in changed.items() if k != block.key} == {
                b.key: b.text for b in before.passages if b.key != block.key and b.text != text
            }


def test_a_read_form_equals_what_was_packed(tmp_path):
    files = read_form_files(FORMS / "panyu")
    assert unpack(pack(files), "x") == files
    assert pack(files) == pack(files)


@example(text="a\u2028b", key="title")
@example(text="\ufeffa\n\u2029b\nc", key="results")
@example(text="a\n\n b\n  c", key="results")
@given(text=st.text(max_size=60), key=st.sampled_from(["title", "results", "staffing"]))
def test_any_text_is_read_back_as_it_was_written(text, key):
    files = shipped()
    after = form_of(with_text(files, key, text))
    assert {b.key: b.text for b in after.passages if b.key != key} == {
        b.key: b.text for b in form_of(files).passages if b.key != key
    }
    found = next(b.text for b in after.passages if b.key == key)
    assert found.strip("\n") == clean(text)[0].strip("\n")


@given(label=st.text(min_size=1, max_size=60))
def test_any_name_is_read_back_as_it_was_given(label):
    plain = " ".join(clean(label)[0].split())
    assume(plain)
    made = named(shipped(), "panyu-abcdef", plain, "panyu")
    assert form_of(made).label == plain
    assert form_of(named(made, "panyu-fedcba", "x", None)).passages == form_of(made).passages
