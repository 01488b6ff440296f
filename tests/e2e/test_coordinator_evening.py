"""One evaluation in the real windows: set up from tables, issued, collected, settled, totalled."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.exchange import crypto
from app.library import Library
from app.model.capture import Finding, Stance
from app.model.decision import VetoState
from app.model.outcome import OpenKind
from tests.e2e.test_panelist_day import PASSPHRASE, Keys
from ui.application import Huiping
from ui.delegates.score import ScoreEditor
from ui.screens.base import Target
from ui.screens.coordinator.value_pair import ValuePair

D = Decimal
PEOPLE = """评委甲\t组长\t某大学\t
评委乙\t专家\t\t
评委丙\t专家\t\t
评委丁\t专家\t\t
评委戊\t专家\t\t
工作人员A\t工作人员\t\t是
工作人员B\t工作人员\t\t"""
PARTIES = {"buyer": "92.5", "supervision": "88", "bureau": "91"}
SETTLED = {("m_progress", ""): D("2.5"), ("q_tiers", "d1"): D("1.5")}
REASON = "复核了原始记录"


@pytest.fixture
def huiping(qtbot, qapp, tmp_path):
    made = Huiping(qapp, tmp_path / "data", tmp_path / "office")
    made.window.resize(1366, 768)
    made.window.show()
    with qtbot.waitActive(made.window):
        made.window.activateWindow()
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def laptops(tmp_path):
    """Two laptops: everybody's first, and the second one of whoever has two."""
    made = tuple(Library.create(tmp_path / f"laptop{n}", PASSPHRASE, crypto.LOWEST) for n in (1, 2))
    yield made
    for library in made:
        library.close()


def begin(qtbot, window, keys):
    """The passphrase, then a new visit by its few fields."""
    keys.tab_to(window.home.gate.first)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Tab)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.home.gate.isHidden, timeout=30_000)
    keys.tab_to(window.home.new_button)
    keys.press(Qt.Key.Key_Space)
    keys.compose("榕树街社工服务站")
    card = window.home.new_visit
    for field, text in (
        (card.visited, "20240116"),
        (card.start, "20230716"),
        (card.end, "20240715"),
    ):
        keys.tab_to(field)
        keys.control(Qt.Key.Key_A)
        keys.type(text)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is not None)


def table_file(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def take_over(qtbot, window, keys, monkeypatch, section, path):
    """Goes to a section, opens a table with Ctrl+O, takes what it proposes."""
    page = window.page.current
    page.reveal(Target("setup", item=section))
    importing = page.part.importing
    monkeypatch.setattr(importing, "ask_file", lambda: path)
    page.part.enter()
    keys.control(Qt.Key.Key_O)
    qtbot.waitUntil(lambda: importing.is_open)
    keys.tab_to(importing.importer.take)
    keys.press(Qt.Key.Key_Space)
    assert not importing.is_open


def set_up(qtbot, window, keys, monkeypatch, tmp_path):
    page = window.page.current
    assert window.page.current_id == "setup"
    sites = table_file(
        tmp_path / "社工点.xlsx",
        ("片区", "社工点", "户数"),
        ("第一片区", "甲村", 120),
        (None, "乙村", 80),
        ("第二片区", "丙村", 60),
    )
    take_over(qtbot, window, keys, monkeypatch, "districts", sites)
    targets = table_file(
        tmp_path / "指标.xlsx",
        ("指标名称", "单位", "年度指标", "完成量"),
        ("家访", "人次", 1200, 1165),
        ("小组", "个", 30, 15),
    )
    take_over(qtbot, window, keys, monkeypatch, "indicators", targets)
    months = table_file(
        tmp_path / "人员.xlsx",
        ("月份", "应配", "在岗", "持证应配", "持证在岗"),
        *((f"2023-{n:02}", 20, 20.5, 10, 12) for n in range(8, 13)),
    )
    take_over(qtbot, window, keys, monkeypatch, "staffing", months)
    page.reveal(Target("setup", item="panel"))
    page.part.enter()
    QGuiApplication.clipboard().setText(PEOPLE)
    keys.control(Qt.Key.Key_V)
    page.reveal(Target("setup", item="assignments"))
    page.part.enter()
    keys.tab_to(page.part.propose)
    keys.press(Qt.Key.Key_Space)
    page.reveal(Target("setup", item="agenda"))
    page.part.enter()
    keys.tab_to(page.part.usual)
    keys.press(Qt.Key.Key_Space)
    keys.control(Qt.Key.Key_Return)
    assert page.section == "check"


def issue(qtbot, window, keys, monkeypatch, stick):
    """From the clean check to seven packs; the codes as they stand on the slips."""
    keys.control(Qt.Key.Key_Return)
    assert window.page.current_id == "issue"
    page = window.page.current
    monkeypatch.setattr(page, "choose_folder", lambda: str(stick))
    page._cost = crypto.LOWEST
    keys.tab_to(page.primary)
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.slips.packs) == 7, timeout=30_000)
    codes = {slip.panelist: slip for slip in page.slips.packs}
    keys.tab_to(page.slips.done_button)
    keys.press(Qt.Key.Key_Space)
    return codes


def points_of(item, rater, number, district):
    """What a rater gives: now and then a few steps less than all."""
    less = (rater * 3 + number * 2 + (2 if district == "d2" else 0)) % 5
    return max(item.full - item.step * less, D(0))


def scores_for(visit, person, cells):
    rater = [p.id for p in visit.setup.panel].index(person)
    return {
        (item.id, district): points_of(item, rater, number, district or "")
        for number, (_block, item, district) in enumerate(cells)
    }


def panelist(library, stick, slip, coordinator):
    raw = (stick / slip.file_name).read_bytes()
    visit = library.open_pack(raw, slip.code)
    if not visit.captures.is_signed():
        visit.captures.declare(signature=slip.name, confidential=True)
        if visit.scores.cells():
            visit.scores.fill(scores_for(coordinator, slip.panelist, visit.scores.cells()))
            for item, district in visit.scores.given():
                visit.scores.explain(item, district, "按标准扣分")
    return visit


def hand_in(visit, stick):
    handed = visit.handin.hand_in()
    path = stick / handed.file_name
    path.write_bytes(handed.raw)
    return path


def play_panelists(window, laptops, stick, slips):
    """Five sheets, one of them twice, one from two laptops, an older one; a workbook besides."""
    first, second = laptops
    coordinator = window.visit
    experts = [
        p.id
        for p in coordinator.setup.panel
        if p.id in {a.panelist for a in coordinator.setup.assignments}
    ]
    files = []
    for person in experts[:3]:
        visit = panelist(first, stick, slips[person], coordinator)
        if person == experts[1]:
            visit.captures.record(
                Finding(stance=Stance.CONCERN, text="走访记录写了时间和去处，没写谈了什么")
            )
            old = hand_in(visit, stick)
            visit.handin.reopen("补一条意见")
            visit.captures.record(
                Finding(stance=Stance.CONCERN, text="走访记录只写时间去处，没有写谈了什么内容")
            )
            files += [hand_in(visit, stick), old]
        else:
            files.append(hand_in(visit, stick))
        visit.close()
    other = panelist(second, stick, slips[experts[0]], coordinator)
    item = next(i for _b, i, d in other.scores.cells() if d == "d1")
    other.scores.give(item.id, "d1", item.full, reason="另一台电脑")
    files.append(hand_in(other, stick))
    other.close()
    for person in (p.id for p in coordinator.setup.panel if p.id not in experts):
        visit = panelist(first, stick, slips[person], coordinator)
        files.append(hand_in(visit, stick))
        visit.close()
    visit = panelist(first, stick, slips[experts[3]], coordinator)
    book = stick / "工作簿.xlsx"
    visit.workbooks.export(book)
    visit.close()
    return experts, [*files, files[0], book], (item.id, "d1")


def collect(qtbot, window, keys, monkeypatch, files):
    keys.control(Qt.Key.Key_3)
    assert window.page.current_id == "collect"
    page = window.page.current
    monkeypatch.setattr(page, "choose_files", lambda: tuple(files))
    with qtbot.waitSignal(page.told, timeout=30_000):
        keys.control(Qt.Key.Key_O)
    assert not page.notice.isVisible(), page.notice.text()


def choose_between_laptops(window, keys, person, cell):
    """Takes the value of the laptop that began first."""
    page = window.page.current
    page.reveal(Target("collect", panelist=person))
    (pair,) = page.side.findChildren(ValuePair)
    keys.tab_to(pair)
    keys.press(Qt.Key.Key_Space)
    (pick,) = window.visit.merging.decisions().picks
    assert (pick.panelist, pick.item, pick.district) == (person, *cell)
    return D(pick.value)


def confirm_workbook(window, keys):
    page = window.page.current
    row = next(f for f in page._files.values() if f.unconfirmed).row.id
    keys.tab_to(page.files)
    page.files.setCurrentIndex(page.files.rows.index_of(row))
    keys.tab_to(page.side.looker)
    keys.compose("工作人员B")
    keys.press(Qt.Key.Key_Return)


def enter_paper(window, keys, person):
    """Every score of a paper sheet by keys: number, Return, then on by Ctrl+J."""
    page = window.page.current
    page.reveal(Target("collect", panelist=person))
    keys.tab_to(page.side.paper)
    keys.press(Qt.Key.Key_Space)
    assert window.page.current_id == "paper"
    paper = window.page.current
    wanted = scores_for(window.visit, person, window.visit.paper.cells(person))
    for _cell in wanted:
        paper.table.setFocus()
        keys.control(Qt.Key.Key_J)
        item, district = paper.model.place(paper.table.currentIndex())
        text = str(wanted[item, district])
        keys.type(text[0])
        assert isinstance(QApplication.focusWidget(), ScoreEditor)
        keys.type(text[1:])
        keys.press(Qt.Key.Key_Return)
    keys.tab_to(paper.side.by)
    keys.compose("工作人员B")
    keys.press(Qt.Key.Key_Return)
    given = {c: s.points for c, s in window.visit.paper.scores(person).items()}
    assert given == wanted
    assert window.visit.paper.check_of(person) is not None


def settle(window, keys):
    for (item, district), points in SETTLED.items():
        block = window.visit.instrument.find_item(item)[0].id
        window.page.go("merge")
        page = window.page.current
        page.reveal(Target("merge", block, item, district))
        page.matrix.grid.setFocus()
        keys.press(Qt.Key.Key_Return)
        form = page.side.settling
        assert QApplication.focusWidget() is form.points
        keys.control(Qt.Key.Key_A)
        keys.type(str(points))
        keys.tab_to(form.reason)
        keys.compose(REASON)
        keys.tab_to(form.by)
        keys.control(Qt.Key.Key_A)
        keys.compose("评委甲")
        keys.press(Qt.Key.Key_Return)
    made = {
        (s.item, s.district or ""): s.points for s in window.visit.merging.decisions().settlements
    }
    assert made == SETTLED


def enter_parties(qtbot, window, keys):
    keys.control(Qt.Key.Key_5)
    assert window.page.current_id == "parties"
    page = window.page.current
    first = next(iter(page.table.entries.values()))
    qtbot.waitUntil(first.isVisible)
    keys.tab_to(first.value)
    for party, row in page.table.entries.items():
        assert QApplication.focusWidget() is row.value
        keys.type(PARTIES[party])
        keys.press(Qt.Key.Key_Return)


def find_and_withdraw_a_veto(window, keys):
    """While it is found it rules the grade; the score stays in sight."""
    page, visit = window.page.current, window.visit
    before = visit.merging.outcome
    declared = next(v for v in before.vetoes if v.veto.measure is None)
    row = page.vetoes.rows[declared.veto.key]
    keys.tab_to(row.choice)
    while row.choice.current != VetoState.FOUND.value:
        keys.press(Qt.Key.Key_Left)
    keys.compose("查实有两项违规")
    row.flush()
    ruled = visit.merging.outcome
    assert ruled.grade == visit.instrument.veto_grade
    assert ruled.total == before.total
    keys.tab_to(row.choice)
    keys.control(Qt.Key.Key_Z)
    assert visit.merging.outcome.grade == before.grade_by_score


def join_findings(window, keys):
    window.page.go("findings")
    service = window.visit.findings
    (pair,) = service.near()
    page = window.page.current
    page.reveal(Target("findings", capture=pair.first))
    card = page.concern.list.card
    page.concern.list.setFocus()
    keys.tab_to(card.pair)
    keys.press(Qt.Key.Key_Space)
    keys.control(Qt.Key.Key_Return)
    (joined,) = [edit for edit in service.all() if len(edit.origins) == 2]
    assert joined.stance is Stance.CONCERN
    assert service.coverage().used == 2


def half_up(value, places="0.01"):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), ROUND_HALF_UP)


def by_hand(visit, experts, picked):
    """The total by the rules on paper, from the scores as they were given."""
    given = {person: scores_for(visit, person, visit.paper.cells(person)) for person in experts}
    person, cell, value = picked
    given[person][cell] = value
    total = D(0)
    for block in visit.instrument.parties[0].blocks:
        places = (
            [d.id for d in visit.setup.districts] if block.scope.value == "district" else [None]
        )
        sums = [
            sum((merged(block, item.id, place, given) for item in block.scored()), Fraction(0))
            for place in places
        ]
        total += half_up(sum(sums, Fraction(0)) / len(sums))
    for party in visit.instrument.parties[1:]:
        total += half_up(Fraction(D(PARTIES[party.id])) * Fraction(party.full) / 100)
    return total


def merged(block, item, place, given):
    if (item, place or "") in SETTLED:
        return Fraction(SETTLED[item, place or ""])
    values = sorted(Fraction(s[item, place]) for s in given.values() if (item, place) in s)
    if block.merge.method.value == "trimmed" and len(values) >= block.merge.minimum:
        values = values[1:-1]
    return sum(values, Fraction(0)) / len(values)


def test_an_evening_from_the_first_table_to_the_settled_total(
    qtbot, huiping, laptops, tmp_path, monkeypatch
):
    window, keys = huiping.window, Keys(qtbot, huiping.window)
    stick = tmp_path / "stick"
    stick.mkdir()
    begin(qtbot, window, keys)
    set_up(qtbot, window, keys, monkeypatch, tmp_path)
    visit = window.visit
    assert [d.name for d in visit.setup.districts] == ["第一片区", "第二片区"]
    assert len(visit.setup.panel) == 7
    slips = issue(qtbot, window, keys, monkeypatch, stick)
    experts, files, cell = play_panelists(window, laptops, stick, slips)
    collect(qtbot, window, keys, monkeypatch, files)
    value = choose_between_laptops(window, keys, experts[0], cell)
    confirm_workbook(window, keys)
    enter_paper(window, keys, experts[4])
    settle(window, keys)
    enter_parties(qtbot, window, keys)
    find_and_withdraw_a_veto(window, keys)
    join_findings(window, keys)

    outcome = visit.merging.outcome
    assert outcome.total == by_hand(visit, experts, (experts[0], cell, value))
    assert {one.kind for one in outcome.open} <= {OpenKind.VETO}
    assert len(visit.merging.gathered.heads.older) == 1
