"""What the coordinator's pages show beside their first look; see `views`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

from docx import Document as WordFile
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget
from view_stand import Stand, View

from app.i18n import _
from app.model.capture import Stance
from app.model.decision import VetoState
from app.model.rounds import Answer, Party, PointKind, Step
from app.reports.context import live_figures
from app.reports.notice import survey
from app.services.rounds import RoundsService, Sent
from app.services.standing import musts
from app.services.versions import leaving
from ui.dialogs.export_bundle import BundleDialog
from ui.dialogs.export_letter import LetterDialog
from ui.dialogs.found_list import FoundDialog
from ui.dialogs.standing import StandingDialog
from ui.models.merge_matrix import View as FilterOf
from ui.models.remarks import remark_rows
from ui.models.setup_sections import CHECK, INSTRUMENT, SECTIONS
from ui.screens.base import Target
from ui.screens.coordinator.form_texts import FormTextsScreen
from ui.screens.coordinator.forms import FormsScreen
from ui.screens.coordinator.instrument_part import InstrumentPart
from ui.screens.coordinator.merge import MergeScreen
from ui.screens.coordinator.report import PROBLEMS, TEXTS, ReportScreen
from ui.screens.coordinator.report_exports import NAMES, Document, Export, notice_found
from ui.screens.coordinator.rounds import RoundsScreen
from ui.screens.coordinator.rounds_side import COMPLAINTS, REPLIES, STEPS, VERSIONS
from ui.screens.coordinator.setup import SetupScreen

RATED = "四方评分相加得87.11分，与去年相比又进了一步，等级为良好。"
SLIPS = "居民对社工的的服务很滿意。。 下一阶段,要把底数摸得更清楚，避免重覆登记。"
MUSTS = (
    "2023年2月30日的走访记录缺签名。",
    "{{ total }}分的依据没有附上。",
    "2023年9月31日的台账有涂改。",
)
WHY = "与原始台账核对过，原件如此记载，照录，另附说明。"
SPOILT = (
    (3, "评估方：{{ f.evaluater }}，承办方：{{ f.contractor }}"),
    (9, "共{{ districs }}个片区，总分{{ f.totl }}"),
    (12, "｛｛ f.short ｝｝自评得分{{ f.selfscore }}"),
)
"""What somebody typed wrongly into a form, and before which paragraph."""


@contextmanager
def _rounds(stand: Stand, tab: str) -> Iterator[RoundsScreen | None]:
    """A tab of the feedback page two weeks after the visit, with what has happened by then."""
    screen = stand.screen()
    assert isinstance(screen, RoundsScreen)
    visit, store = screen.visit, screen.visit.state.store
    clock, day = store.clock, visit.setup.visited_on
    store.clock = _At(day + timedelta(days=17))
    if not visit.rounds.all().steps and stand.many:
        _after_the_evening(screen, stand.many)
    screen.refresh()
    screen.tabs.choose(tab)
    yield screen
    store.clock = clock
    screen.tabs.choose(STEPS)
    screen.refresh()


@dataclass(frozen=True, slots=True)
class _At:
    """A clock that stands."""

    day: date

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(16, 30), UTC)


def _after_the_evening(screen: RoundsScreen, many: int) -> None:
    """Steps, two versions with an addition between them, replies with points, a complaint."""
    rounds, day = screen.visit.rounds, screen.visit.setup.visited_on
    known = screen.context.library.calendars.calendars()
    sent = Sent(to="区民政局、街道办事处、社工站", what="初评意见", by="工作人员A")
    rounds.record(Step.DRAFT, day + timedelta(days=6), known, sent)
    rounds.record(
        Step.REPORT, day + timedelta(days=14), known, Sent(what="评估报告", to="区民政局")
    )
    _version(screen, "区民政局、街道办事处、社工站", "请在五个工作日内回复。")
    said = ("报告写得具体，没有别的意见。", "有两处数字请核对。", "同意初评意见。")
    for number in range(many):
        for party, text in zip(Party, said, strict=False):
            rounds.reply(party, day + timedelta(days=10), person="经办人", text=text)
        _points(rounds, number)
    stance, words = Stance.CONCERN, "热线记录没有写回访时间，建议补一栏。"
    screen.visit.findings.add(stance, words, block=screen.visit.instrument.blocks()[0].id)
    _version(screen, "区民政局", "改动见修订对照稿。")
    rounds.record(Step.CONFIRMATION, day + timedelta(days=16), known)
    rounds.record(Step.POSTED, day + timedelta(days=16), known, Sent(to="街道公示栏"))
    for _number in range(many):
        rounds.complain(day + timedelta(days=17), who="居民A", text="公示的服务点地址写错了一处。")


def _version(screen: RoundsScreen, to: str, note: str) -> None:
    visit = screen.visit
    form = visit.forms.usable()
    screen.visit.rounds.issue(leaving(visit.report.input(form.id), form), to=to, note=note)


def _points(rounds: RoundsService, number: int) -> None:
    buyer = [one for one in rounds.all().replies if one.party is Party.BUYER][number]
    rounds.add_point(
        buyer.id, PointKind.FACT, about="人员配备", text="持证社工应为 15 名，报告写了 14 名。"
    )
    rounds.add_point(
        buyer.id,
        PointKind.OPINION,
        about="四、（一）服务质量",
        text="第二片区的得分偏低，希望写明依据。",
    )
    point = next(r for r in rounds.all().replies if r.id == buyer.id).points[0]
    rounds.answer(buyer.id, point.id, Answer.TAKEN, "核对名册后已改为 15 名，占比随之更新。")


@contextmanager
def _rounds_tab(stand: Stand, *, tab: str) -> Iterator[QWidget | None]:
    with _rounds(stand, tab) as screen:
        assert screen is not None
        if tab == REPLIES and stand.many:
            screen.next_open()
        if tab == VERSIONS and stand.many:
            screen.versions.list.set_current("2")
            screen.versions.chosen.emit("2")
            screen.versions.show_rounds(screen.visit.rounds.all())
        yield stand.window


@contextmanager
def _holidays(stand: Stand) -> Iterator[QWidget | None]:
    with _rounds(stand, STEPS) as screen:
        assert screen is not None
        screen.steps.holidays.click()
        yield stand.window
        screen.holidays.put_away()


@contextmanager
def _letter(stand: Stand) -> Iterator[QWidget]:
    dialog = LetterDialog(stand.screen().visit.setup, date(2024, 1, 23), stand.screen(), waiting=3)
    yield from _shown(dialog)


@contextmanager
def _bundle(stand: Stand) -> Iterator[QWidget]:
    names = {Document.WORD: _("Report (Word)")}
    names |= {Document(k.value): _(name) for k, name in NAMES.items() if k is not Export.BUNDLE}
    yield from _shown(BundleDialog(names, stand.screen()))


@contextmanager
def _personal(stand: Stand) -> Iterator[QWidget | None]:
    """What a public version would change: a name of the panel in a text, a household alone."""
    page, visit = _report(stand), stand.screen().visit
    form = visit.setup.form
    text = f"{visit.setup.panel[0].name}说，李姨家是1户低保家庭。"
    page.run(partial(visit.report.edit_passage, form, "closing", text))
    given, private = visit.report.input(form), visit.exports.private()
    found = notice_found(survey(given, visit.forms.load(form), private))
    page.run(visit.undo)
    if found is None:
        yield None
        return
    yield from _shown(FoundDialog(found.title, found.says, found.rows, found.go_on, page))


@contextmanager
def _standing(stand: Stand) -> Iterator[QWidget | None]:
    """What must be mended before a final version; the first has its reason."""
    page, visit = _report(stand), stand.screen().visit
    form = visit.forms.usable()
    block = visit.instrument.blocks()[0].id
    for text in MUSTS * max(1, stand.many // 4):
        page.run(partial(visit.findings.add, Stance.CONCERN, text, block=block))
    rows = remark_rows(musts(visit.report.input(form.id, draft=False), form), visit.setup, {}, ())
    for _text in MUSTS * max(1, stand.many // 4):
        page.run(visit.undo)
    dialog = StandingDialog(rows, _("Issue version {number}").format(number=3), stand.screen())
    dialog.reason.setText(WHY)
    dialog.reason.edited.emit()
    dialog.reason.submitted.emit()
    yield from _shown(dialog)


def _shown(dialog: QDialog) -> Iterator[QWidget]:
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


@contextmanager
def _instrument(stand: Stand) -> Iterator[QWidget | None]:
    """An item in the tree of the instrument, which is frozen where packs went out."""
    page = stand.screen()
    assert isinstance(page, SetupScreen)
    page.reveal(Target("setup", item=INSTRUMENT))
    page.part.reveal("parties[0].blocks[0].items[0].criterion")
    yield stand.window


@contextmanager
def _choosing_an_instrument(stand: Stand) -> Iterator[QWidget | None]:
    page = stand.screen()
    assert isinstance(page, SetupScreen)
    page.reveal(Target("setup", item=INSTRUMENT))
    part = page.part
    assert isinstance(part, InstrumentPart)
    part.open_chooser()
    yield stand.window
    part.close_chooser()


def _section(name: str) -> Callable[[Stand], AbstractContextManager[QWidget | None]]:
    """A section of the set-up as one comes to it."""

    @contextmanager
    def show(stand: Stand) -> Iterator[QWidget | None]:
        page = stand.screen()
        assert isinstance(page, SetupScreen)
        page.reveal(Target("setup", item=name))
        page.part.enter()
        yield stand.window

    return show


def _merge(stand: Stand) -> MergeScreen:
    page = stand.screen()
    assert isinstance(page, MergeScreen)
    page.reveal(Target("merge", block="quality"))
    return page


@contextmanager
def _merge_filter(stand: Stand) -> Iterator[QWidget | None]:
    """One panelist among the others, furthest from the median first."""
    page = _merge(stand)
    page.filtering.setChecked(bool(page.matrix.table.rowCount()))
    page.matrix.filter.choose(FilterOf(by_spread=True, panelist="yi"))
    yield stand.window if page.filtering.isChecked() else None
    page.filtering.setChecked(False)


@contextmanager
def _merge_agreement(stand: Stand) -> Iterator[QWidget | None]:
    page = _merge(stand)
    page.comparing.setChecked(bool(page.matrix.table.rowCount()))
    yield stand.window if page.comparing.isChecked() else None
    page.comparing.setChecked(False)


@contextmanager
def _merge_evidence(stand: Stand) -> Iterator[QWidget | None]:
    """What somebody's score rests on, at the first cell to look at."""
    page = _merge(stand)
    page.next_open()
    rows = page.side.givers.rows
    page.side.givers.toggle(next((n for n, row in enumerate(rows) if row.proofs), 0))
    yield stand.window if rows else None


@contextmanager
def _report_changed(stand: Stand) -> Iterator[QWidget]:
    """A text that was edited before its data changed, with what changed beside it."""
    page, visit = _report(stand), stand.screen().visit
    form = page.form.current
    given = visit.report.input(form)
    figures = live_figures(given, visit.forms.load(form))
    proposal = next(p.proposal for p in visit.report.passages(form) if p.key == "rating")
    veto = (visit.instrument.vetoes[0].key, VetoState.FOUND)
    steps = (
        partial(visit.report.edit_passage, form, "rating", RATED, proposal, figures),
        partial(visit.decide.enter_party, "buyer", Decimal(14)),
        partial(visit.decide.check_veto, *veto, evidence="台账"),
    )
    for step in steps:
        page.run(step)
    page.reveal(Target("report", item="rating"))
    page.passages.editor.setFocus()
    yield stand.window
    for _step in steps:
        page.run(visit.undo)


@contextmanager
def _report_remarks(stand: Stand) -> Iterator[QWidget]:
    """A text with slips in it, and the checker's remarks on them."""
    page, visit = _report(stand), stand.screen().visit
    form = page.form.current
    text = next(p.text for p in visit.report.passages(form) if p.key == "closing")
    page.run(partial(visit.report.edit_passage, form, "closing", f"{text}\n{SLIPS}"))
    page.show_part(PROBLEMS)
    _wait(page)
    page.problems.first_remark()
    yield stand.window
    page.run(visit.undo)


def _wait(page: ReportScreen) -> None:
    """Until what has changed is shown and checked."""
    loop, tick = QEventLoop(), QTimer()
    tick.start(10)
    while page.pending:
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _report(stand: Stand) -> ReportScreen:
    page = stand.screen()
    assert isinstance(page, ReportScreen)
    page.show_part(TEXTS)
    return page


@contextmanager
def _merge_settled(stand: Stand) -> Iterator[QWidget | None]:
    """A settlement in force that is about to be withdrawn."""
    page = _merge(stand)
    place = page.place
    page.next_open()
    if not page.place.item:
        yield None
        return
    page.run(
        partial(
            page.visit.decide.settle,
            page.place.item,
            page.place.district or None,
            Decimal(0),
            reason="复核名册，三人同意从低",
            by="评委甲、评委丙、评委丁",
        )
    )
    page.side.settling.way.choose("rule")
    page.side.settling.why.setFocus()
    page.side.show_settling()
    yield stand.window
    page.run(page.visit.undo)
    page.matrix.go(place)


@contextmanager
def _own_form(stand: Stand) -> Iterator[QWidget | None]:
    """A copy of a form that was spoilt in Word, in use in the state before."""
    page = stand.screen()
    assert isinstance(page, FormsScreen)
    shelf = page.shelf
    made = shelf.copy(shelf.files("panyu"), "评估中心报告模板" * (1 if stand.many < 2 else 6))
    files = shelf.files(made.id)
    page.run(partial(page.visit.forms.choose, made.id, files))
    document = WordFile(BytesIO(files.docx))
    for at, text in SPOILT:
        document.paragraphs[at].insert_paragraph_before(text)
    document.save(str(shelf.folder_of(made.id) / "report.docx"))
    page.refresh()
    page.list.set_current(made.id)
    page.refresh()
    yield stand.window
    page.run(page.visit.undo)
    shelf.remove(made.id)
    page.refresh()


def _text_block(tab: str, text: str) -> Callable[[Stand], AbstractContextManager[QWidget | None]]:
    """A text block of a copy, in part written anew."""

    @contextmanager
    def show(stand: Stand) -> Iterator[QWidget | None]:
        page = stand.screen()
        assert isinstance(page, FormTextsScreen)
        made = page.shelf.copy(page.shelf.files("panyu"), "评估中心报告模板")
        page.reveal(Target("form_texts", item=made.id, block="basics"))
        page.editor.insertPlainText(text)
        page.flush()
        page.tabs.choose(tab)
        yield stand.window
        page.shelf.remove(made.id)
        page.reveal(Target("form_texts", item="panyu"))

    return show


COORDINATOR = (
    *(
        View(f"setup-{section.id}", "setup", _section(section.id))
        for section in SECTIONS
        if section.id != INSTRUMENT
    ),
    View("setup-check", "setup", _section(CHECK)),
    View("setup-instrument", "setup", _instrument),
    View("setup-instrument-choice", "setup", _choosing_an_instrument),
    View("rounds-after", "rounds", partial(_rounds_tab, tab=STEPS)),
    View("rounds-replies", "rounds", partial(_rounds_tab, tab=REPLIES)),
    View("rounds-versions", "rounds", partial(_rounds_tab, tab=VERSIONS)),
    View("rounds-complaints", "rounds", partial(_rounds_tab, tab=COMPLAINTS)),
    View("rounds-holidays", "rounds", _holidays),
    View("merge-filter", "merge", _merge_filter),
    View("merge-agreement", "merge", _merge_agreement),
    View("merge-evidence", "merge", _merge_evidence),
    View("merge-settled", "merge", _merge_settled),
    View("report-changed", "report", _report_changed),
    View("report-remarks", "report", _report_remarks),
    View("report-letter", "report", _letter),
    View("report-bundle", "report", _bundle),
    View("report-personal", "report", _personal),
    View("report-standing", "report", _standing),
    View("forms-own", "forms", _own_form),
    View("form_texts-edited", "form_texts", _text_block("preview", "{station}，")),
    View(
        "form_texts-wrong",
        "form_texts",
        _text_block("names", "{{ f.statoin }}由{contracter}承办。"),
    ),
)
