"""What pages show beside their first look: other tabs, overlays, dialogs, the sealed sheet.

Each view is a context manager: it brings the window there, gives the widget to be taken (None
where the visit has nothing to show), and puts everything away again.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path

from docx import Document as WordFile
from heavy_visit import SENTENCES, picture
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from app.exchange.photo import make_photo
from app.i18n import _
from app.model.capture import Stance, SurveyResponse
from app.model.decision import VetoState
from app.model.rounds import Answer, Party, PointKind, Step
from app.reports.context import live_figures
from app.reports.notice import survey
from app.rules.sampling import Size, population_of
from app.services.captures import ANYWHERE
from app.services.rounds import RoundsService, Sent
from app.services.samples import listed_lines
from app.services.versions import leaving
from app.visit import Visit
from ui.actions import Do
from ui.dialogs.code import CodeDialog
from ui.dialogs.export_bundle import BundleDialog
from ui.dialogs.export_letter import LetterDialog
from ui.dialogs.found_list import FoundDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.models.merge_matrix import View as FilterOf
from ui.models.observation import PhotoRow
from ui.models.samples import NEW
from ui.models.setup_sections import CHECK, INSTRUMENT, SECTIONS
from ui.screens.base import Screen, Target
from ui.screens.coordinator.form_texts import FormTextsScreen
from ui.screens.coordinator.forms import FormsScreen
from ui.screens.coordinator.instrument_part import InstrumentPart
from ui.screens.coordinator.merge import MergeScreen
from ui.screens.coordinator.report import PROBLEMS, TEXTS, ReportScreen
from ui.screens.coordinator.report_exports import NAMES, Document, Export, notice_found
from ui.screens.coordinator.rounds import RoundsScreen
from ui.screens.coordinator.rounds_side import COMPLAINTS, REPLIES, STEPS, VERSIONS
from ui.screens.coordinator.setup import SetupScreen
from ui.screens.panelist.feedback import FeedbackScreen
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.files_part import SAMPLE, SIMILAR
from ui.screens.panelist.interviews import SURVEY, TALKS, InterviewsScreen
from ui.screens.panelist.observation import ObservationScreen
from ui.screens.panelist.sign_in import SignInScreen
from ui.visit_page import VisitPage
from ui.window import Window

WORDS = "社工"
CALL = (
    "致电服务对象，本人接听。近来身体平稳，按时服药，饮食睡眠正常。近来膝盖有点痛，上下楼要扶着走。"
    "情绪较好，与邻里来往正常。社工提醒天气转凉注意添衣，出门注意安全，对方表示感谢，暂无其他需求。"
)
OTHERS = (
    "上门时门口贴着维修单，邻居说去了女儿家，饭堂的申请表留给楼长转交。",
    "低保年审的材料缺一份病历复印件，陪他去街道窗口补齐，约好下周三取件。",
    "孩子转学后第一次月考退步，和班主任通了电话，商量每周二晚上来站里做作业。",
    "轮椅的刹车松了，联系辅具租赁点换了一台，家属当场试推，说比原来的轻。",
    "出院第五天，伤口拆了线，邻里互助队的三位阿姨轮着送饭，到月底为止。",
    "夫妻俩为搬迁款争了半年，居委调解两次，这次只谈怎样照顾老人，先不谈钱。",
    "残疾证到期，预约了流动办证车，资料袋里放好照片、旧证和委托书。",
    "独居三十年，第一次肯来茶话会，坐在靠门的位置，走时带走一张活动表。",
    "水电欠费通知贴在门上，核对后是扣款卡过期，带去银行换卡，当天恢复。",
    "小组第四节做手工灯笼，两位组员没来，电话里说天冷，下一节改在下午。",
    "楼道堆了纸皮，劝了三次没有用；找来回收的师傅一起上门，清了两车。",
    "义工排班表改了，原来的周六改到周日，有四个人时间对不上，另找人顶。",
)
RATED = "四方评分相加得87.11分，与去年相比又进了一步，等级为良好。"
SLIPS = "居民对社工的的服务很滿意。。 下一阶段,要把底数摸得更清楚，避免重覆登记。"
TABLE = "编号,总体满意度,站址是否知道,服务内容是否知道,求助渠道是否知道,调查方式\n"
LISTED = "Z1-{n:04}，第{stratum}片区\n"
ROWS = (
    "D1-{n:03},95,是,是,否,电访",
    "D1-{n:03},88,是,是,是,走访",
    "138123456{n:02},90,是,是,是,走访",
)
SPOILT = (
    (3, "评估方：{{ f.evaluater }}，承办方：{{ f.contractor }}"),
    (9, "共{{ districs }}个片区，总分{{ f.totl }}"),
    (12, "｛｛ f.short ｝｝自评得分{{ f.selfscore }}"),
)
"""What somebody typed wrongly into a form, and before which paragraph."""
MANY = {"sample": 1, "heavy": 12, "empty": 0}
"""How often the sample's lot of what is furnished is repeated."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a view is given: the window with its page, a folder for files, how many of them."""

    window: Window
    page: VisitPage
    folder: Path
    many: int

    def screen(self) -> Screen:
        current = self.page.current
        assert current is not None
        return current


Show = Callable[[Stand], AbstractContextManager[QWidget | None]]


@dataclass(frozen=True, slots=True)
class View:
    name: str
    page: str
    show: Show


def furnish(visit: Visit, many: int) -> None:
    """What the entries of a sample cannot hold: photos, a survey, a random sample."""
    for number in range(6 * many):
        visit.captures.add_photo(make_photo(picture(number)).data, SENTENCES[0])
    asked = [(_response(n), ANYWHERE) for n in range(1, 37 * many + 1)]
    if asked:
        visit.captures.record_all(asked, "Survey")
        listed = listed_lines("\n".join(f"Z1-{n:03}" for n in range(1, 120 * many)))
        visit.samples.draw(population_of(listed), Size(20 * many), visit.samples.next_seed())


def _response(number: int) -> SurveyResponse:
    shares = (96, 88, 92, 75, 100)
    satisfaction = Decimal(shares[number % len(shares)])
    way = ("电访", "走访")[number % 2]
    return SurveyResponse(
        code=f"D1-{number:03}", satisfaction=satisfaction, known=number % 5, way=way
    )


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
def _declaration(stand: Stand) -> Iterator[QWidget]:
    """The form of the declaration, with a district recused."""
    screen = stand.screen()
    assert isinstance(screen, SignInScreen)
    if screen.signed.isVisible():
        screen.signed.change.click()
    screen.form.extent.choose("some")
    screen.form.rows[0].box.click()
    yield stand.window
    screen.keep_signed()


@contextmanager
def _sample(stand: Stand) -> Iterator[QWidget]:
    """The draw where there is one; else the form of a new one."""
    screen = stand.screen()
    assert isinstance(screen, FilesScreen)
    screen.show_part(SAMPLE)
    draws = screen.visit.samples.all()
    screen.sample.reveal(Target("files", capture=draws[-1].id if draws else NEW))
    yield stand.window


@contextmanager
def _new_sample(stand: Stand) -> Iterator[QWidget]:
    screen = stand.screen()
    assert isinstance(screen, FilesScreen)
    screen.show_part(SAMPLE)
    screen.sample.reveal(Target("files", capture=NEW))
    screen.enter()
    screen.sample.form.list.insertPlainText(_listed(stand.many))
    yield stand.window
    screen.sample.form.list.clear()


def _listed(many: int) -> str:
    """As many strata as the visit has districts."""
    strata = 3 if many == 1 else 100
    return "".join(LISTED.format(n=n, stratum=n % strata + 1) for n in range(30 * many))


@contextmanager
def _similar(stand: Stand) -> Iterator[QWidget]:
    screen = stand.screen()
    assert isinstance(screen, FilesScreen)
    screen.show_part(SIMILAR)
    paths = tuple(_texts(stand.folder, stand.many))
    if paths:
        screen.similar.take(paths)
    yield stand.window


def _texts(folder: Path, many: int) -> Iterator[Path]:
    for number in range(18 * many):
        path = folder / f"Z2-{number + 1:03} 电访记录.txt"
        copied = CALL.replace("本人接听", ("本人接听", "家属代接")[number % 2])
        own = (OTHERS[(number * step) % len(OTHERS)] for step in (1, 5, 7))
        text = copied if number % 6 == 0 or number == 7 else "".join(own)
        path.write_text(text, encoding="utf-8")
        yield path


@contextmanager
def _survey(stand: Stand) -> Iterator[QWidget]:
    screen = stand.screen()
    assert isinstance(screen, InterviewsScreen)
    screen.tabs.choose(SURVEY)
    screen.enter()
    yield stand.window
    screen.survey.tabs.choose(TALKS)


@contextmanager
def _import(stand: Stand) -> Iterator[QWidget]:
    screen = stand.screen()
    assert isinstance(screen, InterviewsScreen)
    screen.tabs.choose(SURVEY)
    path = stand.folder / "满意度问卷.csv"
    rows = (ROWS[n % 3].format(n=n % 100) for n in range(12 * stand.many))
    path.write_text(TABLE + "\n".join(rows), encoding="utf-8")
    screen.offer(path)
    yield stand.window
    screen.survey.importing.closed.emit()
    screen.survey.tabs.choose(TALKS)


@contextmanager
def _photo(stand: Stand) -> Iterator[QWidget | None]:
    screen = stand.screen()
    assert isinstance(screen, ObservationScreen)
    shown = [row for row in screen.photos.list.rows.rows if isinstance(row, PhotoRow)]
    if shown:
        screen.photos.opened.emit(shown[0].id)
    yield stand.window if shown else None
    screen.viewer.put_away()


@contextmanager
def _presentation(stand: Stand) -> Iterator[QWidget]:
    screen = stand.screen()
    assert isinstance(screen, FeedbackScreen)
    screen.present.click()
    yield stand.window
    screen.presentation.put_away()


@contextmanager
def _quick(stand: Stand) -> Iterator[QWidget]:
    stand.page.open_quick()
    yield stand.window
    assert stand.page.quick is not None
    stand.page.quick.put_away()


@contextmanager
def _find(stand: Stand) -> Iterator[QWidget]:
    finder = stand.page.finder
    stand.page.open_find()
    finder.field.set_text(WORDS)
    finder.look()
    yield stand.window
    finder.put_away()


@contextmanager
def _find_nothing(stand: Stand) -> Iterator[QWidget]:
    stand.page.open_find()
    stand.page.finder.field.set_text("")
    stand.page.finder.look()
    yield stand.window
    stand.page.finder.put_away()


@contextmanager
def _shortcuts(stand: Stand) -> Iterator[QWidget | None]:
    stand.window.actions_by_do[Do.SHORTCUTS].trigger()
    dialog = stand.window.findChild(ShortcutsDialog)
    yield dialog
    if dialog is not None:
        dialog.close()


@contextmanager
def _code(stand: Stand) -> Iterator[QWidget]:
    dialog = CodeDialog("2024-01-16 评委丙.hpack", stand.window)
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


@contextmanager
def _letter(stand: Stand) -> Iterator[QWidget]:
    dialog = LetterDialog(stand.screen().visit.setup, date(2024, 1, 23), stand.window, waiting=3)
    yield from _shown(dialog)


@contextmanager
def _bundle(stand: Stand) -> Iterator[QWidget]:
    names = {Document.WORD: _("Report (Word)")}
    names |= {Document(k.value): _(name) for k, name in NAMES.items() if k is not Export.BUNDLE}
    yield from _shown(BundleDialog(names, stand.window))


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
    yield from _shown(FoundDialog(found.title, found.says, found.rows, found.go_on, stand.window))


def _shown(dialog: QDialog) -> Iterator[QWidget]:
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


@contextmanager
def _sealed(stand: Stand) -> Iterator[QWidget | None]:
    """After handing in; nothing where the declaration is not signed."""
    screen = stand.screen()
    handed = screen.run(screen.visit.handin.hand_in)
    yield stand.window if handed is not None else None


@contextmanager
def _as_it_is(stand: Stand) -> Iterator[QWidget | None]:
    yield stand.window if stand.screen().visit.handin.sealed_revision else None


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
    View("forms-own", "forms", _own_form),
    View("form_texts-edited", "form_texts", _text_block("preview", "{station}，")),
    View(
        "form_texts-wrong",
        "form_texts",
        _text_block("names", "{{ f.statoin }}由{contracter}承办。"),
    ),
)
PANELIST = (
    View("sign_in-form", "sign_in", _declaration),
    View("files-sample", "files", _sample),
    View("files-new-sample", "files", _new_sample),
    View("files-similar", "files", _similar),
    View("interviews-survey", "interviews", _survey),
    View("interviews-import", "interviews", _import),
    View("photo", "observation", _photo),
    View("presentation", "feedback", _presentation),
    View("quick", "scoring", _quick),
    View("find", "scoring", _find),
    View("find-nothing", "scoring", _find_nothing),
    View("shortcuts", "scoring", _shortcuts),
    View("code", "scoring", _code),
    View("hand_in-sealed", "hand_in", _sealed),
    View("sign_in-sealed", "sign_in", _as_it_is),
    View("observation-sealed", "observation", _as_it_is),
    View("files-sealed", "files", _as_it_is),
    View("interviews-sealed", "interviews", _as_it_is),
    View("scoring-sealed", "scoring", _as_it_is),
    View("feedback-sealed", "feedback", _as_it_is),
)
