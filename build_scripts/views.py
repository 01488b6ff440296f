"""What pages show beside their first look: other tabs, overlays, dialogs, the sealed sheet.

Each view is a context manager: it brings the window there, gives the widget to be taken (None
where the visit has nothing to show), and puts everything away again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from heavy_visit import SENTENCES, picture
from PySide6.QtWidgets import QWidget
from view_stand import Stand, View

from app.exchange.photo import make_photo
from app.model.capture import SurveyResponse
from app.rules.sampling import Size, population_of
from app.services.captures import ANYWHERE
from app.services.samples import listed_lines
from app.visit import Visit
from ui.actions import Do
from ui.dialogs.code import CodeDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.models.observation import PhotoRow
from ui.models.samples import NEW
from ui.screens.base import Target
from ui.screens.panelist.feedback import FeedbackScreen
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.files_part import SAMPLE, SIMILAR
from ui.screens.panelist.interviews import SURVEY, TALKS, InterviewsScreen
from ui.screens.panelist.observation import ObservationScreen
from ui.screens.panelist.sign_in import SignInScreen

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
TABLE = "编号,总体满意度,站址是否知道,服务内容是否知道,求助渠道是否知道,调查方式\n"
LISTED = "Z1-{n:04}，第{stratum}片区\n"
ROWS = (
    "D1-{n:03},95,是,是,否,电访",
    "D1-{n:03},88,是,是,是,走访",
    "138123456{n:02},90,是,是,是,走访",
)


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
    dialog = CodeDialog("2024-01-16 评委丙.hpack", stand.window.home)
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
