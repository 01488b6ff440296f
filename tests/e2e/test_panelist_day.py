"""One expert's day in the real window, by keys alone, from the pack to the merged figures."""

from collections import Counter
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.demo import decide, play_panelist
from app.exchange import crypto
from app.exchange.sample_file import load_sample
from app.library import Library
from app.model.capture import Finding, Stance
from app.services.collect import Incoming
from app.storage.store import now
from tests.e2e.conftest import Keys

PASSPHRASE = "a long passphrase"
ME = "bing"


@pytest.fixture
def sample():
    return load_sample("zhongcun")


@pytest.fixture
def office(tmp_path, sample):
    """The coordinator's visit, the pack of the one who plays, and the others' sheets."""
    library = Library.create(tmp_path / "office", PASSPHRASE, crypto.LOWEST)
    panelists = Library.create(tmp_path / "others", PASSPHRASE, crypto.LOWEST)
    visit = library.new_visit(sample.setup, sample.instrument)
    packs = {pack.panelist: pack for pack in visit.packs.issue(cost=crypto.LOWEST).packs}
    mine = packs.pop(ME)
    sheets = [
        play_panelist(panelists, pack, sample.entries[who], now) for who, pack in packs.items()
    ]
    visit.collecting.collect(sheets)
    decide(visit, sample)
    yield visit, mine
    visit.close()
    library.close()
    panelists.close()


@pytest.fixture
def window(shown, tmp_path):
    return shown(tmp_path / "mine")


def open_pack(qtbot, window, keys, pack, folder, monkeypatch):
    """Sets the passphrase by keys, then opens the file as a double click does."""
    keys.tab_to(window.home.gate.first)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Tab)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.home.gate.isHidden, timeout=30_000)
    path = folder / pack.file_name
    path.write_bytes(pack.raw)
    monkeypatch.setattr(window.home, "ask_code", lambda name: pack.code.lower())
    window.home.open_file(path)
    qtbot.waitUntil(lambda: window.page is not None)


def sign_in(window, keys):
    page = window.page.current
    keys.tab_to(page.form.confidential)
    keys.press(Qt.Key.Key_Space)
    keys.tab_to(page.form.signature)
    keys.compose("评委丙")
    keys.press(Qt.Key.Key_Return)


def look_round(window, keys):
    """A note at the briefing, one site's checklist, two documents, one answer."""
    keys.control(Qt.Key.Key_2)
    assert window.page.current_id == "briefing"
    keys.compose("站长说人手比去年紧")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return)
    keys.control(Qt.Key.Key_3)
    assert window.page.current_id == "observation"
    for _question in range(12):
        keys.type("1")
    keys.control(Qt.Key.Key_4)
    assert window.page.current_id == "files"
    keys.type("1")
    keys.type("2")
    keys.control(Qt.Key.Key_5)
    assert window.page.current_id == "interviews"
    keys.control(Qt.Key.Key_J)
    keys.compose("每周上门两次")


def score_everything(window, keys, visit, entries):
    """Ctrl+J, points, Ctrl+Enter, the reason, Ctrl+Enter, until nothing is open."""
    keys.control(Qt.Key.Key_6)
    assert window.page.current_id == "scoring"
    page = window.page.current
    for _cell in visit.scores.cells():
        keys.control(Qt.Key.Key_J)
        item, district = page.panel.place
        given = entries.scores[district or "station"][item]
        keys.type(str(given.points))
        keys.control(Qt.Key.Key_Return)
        if given.reason and page.panel.reason.hasFocus():
            keys.compose(given.reason)
            keys.control(Qt.Key.Key_Return)


def note_findings(window, keys, entries):
    stances = {Stance.PRAISE: Qt.Key.Key_1, Stance.CONCERN: Qt.Key.Key_2}
    noted = [finding for finding in entries.findings if finding.stance in stances]
    for finding in noted:
        keys.control(Qt.Key.Key_K)
        keys.press(stances[finding.stance], Qt.KeyboardModifier.AltModifier)
        keys.compose(finding.text)
        keys.press(Qt.Key.Key_Return)
    return noted


def hand_in(window, keys, folder, monkeypatch):
    keys.control(Qt.Key.Key_8)
    assert window.page.current_id == "hand_in"
    page = window.page.current
    monkeypatch.setattr(page, "choose_folder", lambda: folder)
    keys.tab_to(page.hand_in_button)
    keys.press(Qt.Key.Key_Space)
    (sheet,) = folder.glob("*.hsheet")
    return sheet


def test_a_day_by_keys_alone_merges_to_the_printed_figures(
    qtbot, window, office, sample, tmp_path, monkeypatch
):
    evening, pack = office
    stick = tmp_path / "stick"
    stick.mkdir()
    keys, entries = Keys(qtbot, window), sample.entries[ME]
    open_pack(qtbot, window, keys, pack, stick, monkeypatch)
    visit = window.visit
    sign_in(window, keys)
    assert visit.captures.is_signed()
    look_round(window, keys)
    score_everything(window, keys, visit, entries)
    noted = note_findings(window, keys, entries)
    sheet = hand_in(window, keys, stick, monkeypatch)

    given = {
        (item, district or "station"): (score.points, score.reason)
        for (item, district), score in visit.scores.given().items()
    }
    assert given == {
        (item, d): (score.points, score.reason)
        for d, items in entries.scores.items()
        for item, score in items.items()
    }
    texts = [c.body.text for c in visit.captures.all() if isinstance(c.body, Finding)]
    assert texts == [finding.text for finding in noted]
    counts = Counter(capture.kind for capture in visit.captures.all())
    assert (counts["answer"], counts["document"]) == (12, 2)
    assert (counts["note"], counts["interview"]) == (1, 1)
    evening.collecting.collect([Incoming(sheet.name, sheet.read_bytes())])
    outcome = evening.merging.outcome
    assert (outcome.total, outcome.grade) == (Decimal("87.11"), "良好")
    reasons = evening.merging.gathered.score(ME, "q_tiers", "d2").reasons
    assert reasons == (entries.scores["d2"]["q_tiers"].reason,)
