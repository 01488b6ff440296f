"""A panelist's visit of the 钟村街 sample, with nothing entered yet."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.exchange import crypto
from app.exchange.sample_file import sample_setup_path
from app.exchange.setup_file import read_setup
from app.library import Library


@pytest.fixture
def visit(library, tmp_path):
    """评委丙: two blocks for the station, one in three districts."""
    coordinator = Library.create(tmp_path / "coordinator", "long enough", crypto.LOWEST)
    origin = coordinator.new_visit(*read_setup(sample_setup_path("zhongcun")))
    pack = origin.packs.issue(("bing",), crypto.LOWEST).packs[0]
    origin.close()
    coordinator.close()
    made = library.open_pack(pack.raw, pack.code)
    yield made
    made.close()


@pytest.fixture
def signed(visit):
    visit.captures.sign("评委丙", confidential=True, recusals={})
    return visit


@pytest.fixture
def desk(context, visit):
    """The context with the visit in it."""
    return replace(context, visit=visit)


@pytest.fixture
def commit(qapp):
    """Gives an editor a text as an input method does: composed first, then committed."""

    def _commit(editor, text, preedit=""):
        QApplication.sendEvent(editor, QInputMethodEvent(preedit or text, []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    return _commit


@pytest.fixture
def going(qtbot):
    """Collects the targets that a page wants to go to."""

    def _going(page):
        targets = []
        page.go.connect(targets.append)
        return targets

    return _going
