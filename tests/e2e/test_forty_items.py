"""Forty items in three districts scored in the real window without the mouse."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.exchange import crypto
from app.exchange.sample_file import load_sample
from app.library import Library
from app.model.base import changed
from app.model.capture import Score, ScoreState
from app.model.instrument import Item
from tests.e2e.conftest import Keys
from ui.models.roles import Role

PASSPHRASE = "long enough"
BLOCK = "quality"
DISTRICTS = ("d1", "d2", "d3")
FULL, STEP = Decimal("0.5"), Decimal("0.05")
SHIFT = Qt.KeyboardModifier.ShiftModifier
ITEMS = tuple(f"k{number}" for number in range(1, 41))
LAST_NA = "k40"


def forty_items(instrument):
    """The sample's instrument with forty items of half a point each in the district block."""
    items = tuple(
        Item(
            id=item,
            label=f"第 {number} 项",
            full=FULL,
            step=STEP,
            group=f"第 {(number - 1) // 10 + 1} 组",
            allow_na=item == LAST_NA,
        )
        for number, item in enumerate(ITEMS, start=1)
    )
    parties = tuple(
        changed(
            party,
            blocks=tuple(changed(b, items=items) if b.id == BLOCK else b for b in party.blocks),
        )
        for party in instrument.parties
    )
    return changed(instrument, parties=parties)


@pytest.fixture
def library(tmp_path):
    """A panelist's library with the visit in it, signed in and not scored."""
    sample = load_sample("zhongcun")
    office = Library.create(tmp_path / "office", PASSPHRASE, crypto.LOWEST)
    origin = office.new_visit(sample.setup, forty_items(sample.instrument))
    pack = origin.packs.issue(("bing",), crypto.LOWEST).packs[0]
    origin.close()
    office.close()
    made = Library.create(tmp_path / "mine", PASSPHRASE, crypto.LOWEST)
    visit = made.open_pack(pack.raw, pack.code)
    visit.captures.sign("评委丙", confidential=True, recusals={})
    visit.close()
    yield made
    made.close()


@pytest.fixture
def window(library, shown, tmp_path):
    made = shown(tmp_path / "none")
    visit = library.open_visit(library.summaries()[0].folder)
    made.show_visit(visit, library, page="scoring")
    return made


def expected():
    """What is to stand there in the end, by item and district."""
    given = {}
    for number, item in enumerate(ITEMS, start=1):
        for at, district in enumerate(DISTRICTS):
            given[item, district] = points_of(number, at)
    return given


def points_of(number, at):
    """The first thirty differ by item or district, of the last ten all are alike but one."""
    if number == 40:
        return None
    if number <= 10:
        return FULL - STEP * ((number + at) % 3)
    if number <= 20:
        return FULL - STEP * (number % 2)
    if number <= 30:
        return FULL - STEP * ((number * (at + 1)) % 4)
    return Decimal("0.45")


def reason_of(item, district):
    return f"{item} 在 {district} 缺一份"


def written(points):
    return format(points.normalize(), "f")


def to_the_grid(page, keys):
    """From the grid back to the tabs, to the block of the districts, and down again."""
    for _press in range(5):
        keys.press(Qt.Key.Key_Backtab)
        if page.tabs.hasFocus():
            break
    while page.tabs.current != BLOCK:
        keys.press(Qt.Key.Key_Right)
    keys.tab_to(page.table)
    keys.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)


def type_across(page, keys, given):
    """Ten items, Tab to the next district; a deduction gets its reason at once."""
    for item in ITEMS[:10]:
        for district in DISTRICTS:
            assert page.model.place(page.table.currentIndex()) == (item, district)
            points = given[item, district]
            keys.type(written(points))
            if points < FULL:
                keys.control(Qt.Key.Key_Return)
                assert page.panel.reason.hasFocus()
                keys.compose(reason_of(item, district))
                keys.control(Qt.Key.Key_Return)
            else:
                keys.press(Qt.Key.Key_Tab)


def type_down_and_copy(page, keys, given):
    """Ten items, Enter to the next one; the column is copied and pasted beside itself twice."""
    for item in ITEMS[10:20]:
        keys.type(written(given[item, "d1"]))
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Up)
    for _item in range(9):
        keys.press(Qt.Key.Key_Up, SHIFT)
    keys.control(Qt.Key.Key_C)
    keys.press(Qt.Key.Key_Right)
    keys.control(Qt.Key.Key_V)
    keys.press(Qt.Key.Key_Right)
    keys.control(Qt.Key.Key_V)


def paste_from_a_spreadsheet(page, keys, given):
    """A block with a slip is refused whole; mended in the spreadsheet it goes in at one go."""
    lines = [[written(given[item, d]) for d in DISTRICTS] for item in ITEMS[20:30]]
    text = "\n".join("\t".join(line) for line in lines)
    for _item in range(10):
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Home)
    QGuiApplication.clipboard().setText(text.replace(lines[9][2], "5", 1) + "\n")
    before = len(page.visit.scores.given())
    keys.control(Qt.Key.Key_V)
    assert page.notice.isVisible()
    assert len(page.visit.scores.given()) == before
    QGuiApplication.clipboard().setText(text + "\n")
    keys.control(Qt.Key.Key_V)
    assert len(page.visit.scores.given()) == before + 30


def fill_down_and_mark(page, keys):
    """The last ten by Ctrl+D; one is taken back and done again; the last does not apply."""
    for _item in range(10):
        keys.press(Qt.Key.Key_Down)
    for _district in DISTRICTS:
        keys.type(".45")
        keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_End, SHIFT)
    keys.press(Qt.Key.Key_Home)
    for _step in range(2):
        keys.press(Qt.Key.Key_Right, SHIFT)
    for _item in range(8):
        keys.press(Qt.Key.Key_Down, SHIFT)
    keys.control(Qt.Key.Key_D)
    filled = dict(page.visit.scores.given())
    keys.control(Qt.Key.Key_Z)
    assert len(page.visit.scores.given()) == len(filled) - 24
    keys.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert page.visit.scores.given() == filled
    keys.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for _district in DISTRICTS:
        keys.type("-")
        keys.press(Qt.Key.Key_Left)


def explain_the_rest(page, keys):
    """F8 goes from one missing reason to the next, then on to another block."""
    keys.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _cell in range(len(ITEMS) * len(DISTRICTS)):
        keys.press(Qt.Key.Key_F8)
        if page.tabs.current != BLOCK or not page.panel.reason.hasFocus():
            return
        keys.compose(reason_of(*page.panel.place))


def test_forty_items_in_three_districts_are_scored_without_the_mouse(qtbot, window):
    keys = Keys(qtbot, window)
    page = window.page.current
    given = expected()
    to_the_grid(page, keys)
    type_across(page, keys, given)
    type_down_and_copy(page, keys, given)
    paste_from_a_spreadsheet(page, keys, given)
    fill_down_and_mark(page, keys)
    explain_the_rest(page, keys)
    page.flush()
    stored = window.visit.scores.given()
    wanted = {
        place: Score(state=ScoreState.NA)
        if points is None
        else Score(points=points, reason=reason_of(*place) if points < FULL else "")
        for place, points in given.items()
    }
    assert {place: stored.get(place) for place in wanted} == wanted
    assert page.tabs.current != BLOCK
    page.tabs.choose(BLOCK)
    total = sum(points for (_item, d), points in given.items() if d == "d1" and points is not None)
    foot = page.model.headerData(2, Qt.Orientation.Horizontal, Role.FOOT)
    assert (foot.text, foot.complete) == (f"{total:.2f}", True)
