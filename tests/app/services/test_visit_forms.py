"""The report forms of a visit: own ones are kept in it as they were when taken."""

from datetime import date

import pytest

from app.errors import UserError
from app.exchange.crypto import LOWEST
from app.i18n import translate_error
from app.model.station import Term
from app.reports.form import load_form
from app.rules.beginning import Beginning
from app.services.form_files import with_text
from app.services.form_shelf import FormShelf
from tests.libraries import sample_evening
from tests.small import small_instrument, small_setup


@pytest.fixture
def library(tmp_path):
    made = sample_evening().put(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def visit(library):
    opened = library.open_visit(library.summaries()[0].folder)
    yield opened
    opened.close()


@pytest.fixture
def own(library):
    return library.forms.copy(library.forms.files("panyu"), "某区社工联合会格式")


def files(library, own):
    return library.forms.files(own.id)


def test_a_visit_begins_with_the_form_of_its_set_up(visit):
    assert visit.forms.chosen == visit.setup.form == "panyu"
    assert visit.forms.ids() == ("panyu", "yuexiu")
    assert visit.forms.usable() is load_form("panyu")


def test_an_own_form_is_printed_though_the_shelf_has_lost_it(library, visit, own, tmp_path):
    visit.forms.choose(own.id, files(library, own))
    library.forms.remove(own.id)
    assert visit.forms.load(own.id).label == own.label
    assert visit.report.export(own.id, tmp_path / "report.docx").findings > 10


def test_a_form_that_changes_later_changes_no_visit_until_it_is_taken(library, visit, own):
    before = files(library, own)
    visit.forms.choose(own.id, before)
    library.forms.put(own.id, with_text(before, "title", "新的标题"))
    assert visit.forms.digest(own.id) != files(library, own).digest
    assert visit.forms.files(own.id) == before
    visit.forms.keep(files(library, own))
    assert visit.report.passages(own.id)[0].proposal == "新的标题"
    visit.undo()
    assert visit.forms.files(own.id) == before


def test_a_form_goes_with_the_visit_to_another_laptop(library, visit, own, tmp_path):
    """A copy of the visit's file is all that there is of it elsewhere."""
    visit.forms.choose(own.id, files(library, own))
    copied = visit.backup()
    assert copied.stat().st_size > len(files(library, own).docx)
    assert not (tmp_path / "elsewhere").exists()
    library.forms.remove(own.id)
    reopened = library.open_visit(visit.folder.name, read_only=True)
    assert reopened.forms.load(own.id).raw == visit.forms.load(own.id).raw
    reopened.close()


def test_choosing_is_one_step_that_is_undone_and_redone(library, visit, own):
    visit.forms.choose(own.id, files(library, own))
    assert visit.forms.chosen == own.id
    visit.undo()
    assert (visit.forms.chosen, visit.forms.kept()) == ("panyu", ())
    visit.redo()
    assert (visit.forms.chosen, visit.forms.ids()[-1]) == (own.id, own.id)


def test_choosing_after_packs_went_out_makes_no_new_version_of_the_set_up(library, visit, own):
    version = visit.setup_version
    assert visit.setups.is_issued
    visit.forms.choose(own.id, files(library, own))
    assert (visit.setup_version, visit.setup.form) == (version, "panyu")
    assert visit.forms.chosen == own.id


def test_choosing_before_packs_go_out_stands_in_the_set_up(library):
    visit = library.new_visit(small_setup(), small_instrument())
    visit.forms.choose("yuexiu")
    assert visit.setup.form == visit.forms.chosen == "yuexiu"
    visit.packs.issue(cost=LOWEST)
    visit.forms.choose("panyu")
    assert (visit.setup.form, visit.forms.chosen) == ("yuexiu", "panyu")
    visit.close()


def test_choosing_what_is_chosen_does_nothing(library, visit, own):
    assert not visit.forms.choose("panyu")
    visit.forms.choose(own.id, files(library, own))
    assert not visit.forms.choose(own.id, files(library, own))
    assert not visit.forms.keep(files(library, own))


def test_what_was_edited_under_the_parent_comes_along_the_first_time(library, visit, own):
    visit.report.edit_passage("panyu", "title", "手改的标题", "原来的建议")
    visit.forms.choose(own.id, files(library, own))
    (title,) = [p for p in visit.report.passages(own.id) if p.key == "title"]
    assert (title.text, title.edited) == ("手改的标题", True)
    visit.report.edit_passage("panyu", "preface", "后来才改的")
    visit.forms.keep(with_text(files(library, own), "title", "x"))
    assert not next(p for p in visit.report.passages(own.id) if p.key == "preface").edited


def test_a_form_that_is_nowhere_falls_back_to_the_one_it_comes_from(library):
    setup = small_setup()
    visit = library.new_visit(
        type(setup)(**{**_fields(setup), "form": "yuexiu-abc123"}), small_instrument()
    )
    assert visit.forms.missing == "yuexiu-abc123"
    assert visit.forms.usable().id == "yuexiu"
    with pytest.raises(UserError) as error:
        visit.forms.load("yuexiu-abc123")
    assert "yuexiu-abc123" in translate_error(error.value)
    visit.close()


def _fields(setup):
    return {name: getattr(setup, name) for name in setup.__struct_fields__}


def test_the_next_visit_of_the_station_has_the_form_as_it_was_kept(library, visit, own):
    before = files(library, own)
    visit.forms.choose(own.id, before)
    library.forms.remove(own.id)
    begun = Beginning(
        station=visit.setup.station.name,
        term=Term.FINAL,
        visited_on=date(2024, 7, 16),
        start=visit.setup.contract.start,
        end=visit.setup.contract.end,
    )
    after = library.new_visit_after(visit.folder.name, begun)
    assert (after.setup.form, after.forms.missing) == (own.id, "")
    assert after.forms.files(own.id) == before
    after.close()


def test_an_unknown_form_is_not_chosen(visit):
    with pytest.raises(UserError):
        visit.forms.choose("panyu-000000")
    assert visit.forms.chosen == "panyu"


def test_the_audit_names_what_was_chosen(library, visit, own):
    visit.forms.choose(own.id, files(library, own))
    latest = visit.audit(1)[0]
    assert latest.label == "Choose the form of the report"
    assert latest.after == own.label


def test_shelves_of_two_laptops_do_not_touch_a_visit(library, visit, own, tmp_path):
    visit.forms.choose(own.id, files(library, own))
    other = FormShelf(tmp_path / "other")
    other.take(library.forms.export(own.id, tmp_path / "stick"))
    other.put(own.id, with_text(other.files(own.id), "title", "别处的标题"))
    assert visit.forms.files(own.id) == files(library, own)
