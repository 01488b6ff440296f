"""The office's report forms without a visit: from home by a link or by keys, and back."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app import i18n
from app.i18n import _
from app.services.form_files import form_of
from app.services.state import LocalRole
from tests.libraries import PASSPHRASE, both_roles
from ui.actions import Do
from ui.application import Huiping
from ui.office_page import OfficePage
from ui.screens.coordinator.forms import FormsScreen


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    """At home, the library open."""
    both_roles().put(tmp_path / "library").close()
    made = Huiping(qapp, tmp_path / "data", tmp_path / "library")
    made.window.resize(1366, 768)
    made.window.show()
    made.window.home.gate.given.emit(PASSPHRASE)
    qtbot.waitUntil(made.window.home.forms.isVisible)
    yield made.window
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    i18n.install("en")


def idle(window, qtbot):
    jobs = window.office.forms.context.jobs
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


def copied(window, qtbot, name):
    page = window.office.forms
    page.detail.copy.click()
    page.detail.name.editor.setText(name)
    qtbot.keyClick(page.detail.name.editor, Qt.Key.Key_Return)
    idle(window, qtbot)
    return page.choice


def test_the_forms_are_reached_from_home_and_escape_leads_back(window, qtbot):
    window.home.forms.click()
    page = window.office.forms
    assert window.stack.currentWidget() is window.office
    assert [row.id for row in page.list.rows.rows] == ["panyu", "yuexiu"]
    assert page.list.hasFocus()
    assert not page.use.isVisible()
    assert page.back.text() == _("Library")
    idle(window, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.home
    assert window.office is None


def test_the_same_by_keys_from_anywhere(window, qtbot):
    window.actions_by_do[Do.FORMS].trigger()
    assert isinstance(window.stack.currentWidget(), OfficePage)
    idle(window, qtbot)
    window.actions_by_do[Do.LIBRARY].trigger()
    assert window.stack.currentWidget() is window.home


def test_inside_a_visit_the_key_leads_to_the_visits_own_page(window, qtbot):
    summary = next(s for s in window.home._desk.summaries() if s.role is LocalRole.COORDINATOR)
    window.home.open_visit(summary.folder)
    qtbot.waitUntil(lambda: window.page is not None)
    window.actions_by_do[Do.FORMS].trigger()
    assert isinstance(window.page.current, FormsScreen)
    assert window.page.current.use.isVisible()
    assert window.office is None


def test_a_copy_is_made_and_its_text_edited_without_a_visit(window, qtbot):
    window.home.forms.click()
    choice = copied(window, qtbot, "Our form")
    assert (choice.label, choice.in_use) == ("Our form", False)
    window.office.forms.detail.texts.click()
    texts = window.office.texts
    assert window.office.current is texts
    assert texts.tabs.current == "preview"
    qtbot.waitUntil(lambda: texts.preview.text() != "", timeout=20_000)
    texts.editor.setFocus()
    texts.editor.selectAll()
    qtbot.keyClicks(texts.editor, "Our own words.")
    texts.flush()
    idle(window, qtbot)
    stored = form_of(texts.shelf.files(choice.id))
    assert "Our own words." in [block.text for block in stored.passages]
    texts.back.click()
    assert window.office.current is window.office.forms
    assert window.office.forms.choice.id == choice.id


def test_what_is_typed_is_kept_when_one_leaves_by_the_key(window, qtbot):
    window.home.forms.click()
    choice = copied(window, qtbot, "Our form")
    window.office.forms.detail.texts.click()
    texts = window.office.texts
    shelf = texts.shelf
    texts.editor.setFocus()
    texts.editor.selectAll()
    qtbot.keyClicks(texts.editor, "Kept words.")
    window.actions_by_do[Do.LIBRARY].trigger()
    assert "Kept words." in [b.text for b in form_of(shelf.files(choice.id)).passages]


def test_the_page_is_freed_when_one_goes_home(window, qtbot):
    window.home.forms.click()
    idle(window, qtbot)
    known = weakref.ref(window.office)
    window.actions_by_do[Do.LIBRARY].trigger()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert known() is None


def test_before_the_passphrase_there_is_no_way_to_them(qtbot, qapp, tmp_path):
    made = Huiping(qapp, tmp_path / "data", tmp_path / "none")
    made.window.show()
    assert not made.window.home.forms.isVisible()
    made.window.actions_by_do[Do.FORMS].trigger()
    assert made.window.stack.currentWidget() is made.window.home
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
