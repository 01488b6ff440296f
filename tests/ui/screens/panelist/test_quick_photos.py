"""Photos in quick capture: from files, the clipboard and by dropping; stored with the finding."""

from collections import deque
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from app.model.capture import Finding, Stance
from app.model.draft import QuickDraft
from ui.jobs import Jobs
from ui.screens.base import Here
from ui.widgets.quick import QuickCapture

CONTROL = Qt.KeyboardModifier.ControlModifier


class Later(QThreadPool):
    """Keeps work until the test lets one piece of it be done."""

    def __init__(self):
        super().__init__()
        self.waiting = deque()

    def start(self, runnable, priority=0):
        self.waiting.append(runnable)

    def run_until(self, done):
        """Piece by piece; thumbnails are made in between."""
        while not done():
            self.waiting.popleft().run()


@pytest.fixture
def quick(window, desk):
    made = QuickCapture(desk, window)
    made.open_for(Here(district="d2", site="hanxi"))
    return made


@pytest.fixture
def later():
    return Later()


@pytest.fixture
def slow(window, desk, owner, later):
    """The sheet, its photos being made only when the test says so."""
    made = QuickCapture(replace(desk, jobs=Jobs(owner, later)), window)
    made.open_for(Here())
    return made


@pytest.fixture
def picture(tmp_path):
    """A photo file of its own colour; its path."""

    def _picture(name="door.jpg", colour="red", **options):
        path = tmp_path / name
        Image.new("RGB", (320, 200), colour).save(path, **options)
        return path

    return _picture


@pytest.fixture
def clipboard(qapp):
    board = QGuiApplication.clipboard()
    yield board
    board.clear()


def drop(widget, mime):
    """Drags something over a widget and lets it go there; whether it was taken."""
    at, copy = QPoint(5, 5), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(at, copy, mime, left, none)
    entered.ignore()
    QApplication.sendEvent(widget, entered)
    if entered.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(at), copy, mime, left, none))
    return entered.isAccepted()


def files(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def painted(colour="blue"):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue if colour == "blue" else Qt.GlobalColor.green)
    return image


def size(visit, digest):
    return Image.open(BytesIO(visit.captures.photo(digest))).size


def test_photos_are_stored_with_the_finding_and_undone_with_it(quick, visit, qtbot, bus, picture):
    quick.take_files([picture("a.jpg"), picture("b.png", "green")])
    assert len(quick.photos.digests) == 2
    qtbot.keyClicks(quick.text, "seen")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    (finding,) = visit.captures.findings()
    photos = visit.captures.all("photo")
    assert finding.body.links == tuple(c.id for c in photos)
    assert {(c.district, c.site) for c in (finding, *photos)} == {("d2", "hanxi")}
    bus.run(visit.undo, None)
    assert visit.captures.findings() == ()
    assert visit.captures.all("photo") == ()
    quick.open_for(Here())
    assert quick.photos.digests == ()


def test_ctrl_v_takes_the_picture_that_is_on_the_clipboard(quick, visit, qtbot, clipboard):
    clipboard.setImage(painted())
    qtbot.keyClick(quick.text, Qt.Key.Key_V, CONTROL)
    assert [size(visit, digest) for digest in quick.photos.digests] == [(60, 40)]
    assert quick.text.text() == ""
    clipboard.setImage(painted("green"))
    quick.districts.setFocus()
    qtbot.keyClick(quick.districts, Qt.Key.Key_V, CONTROL)
    assert len(quick.photos.digests) == 2


def test_ctrl_v_of_a_text_stays_text_even_with_a_picture_of_it(quick, qtbot, clipboard):
    mime = QMimeData()
    mime.setText("三户已搬走")
    mime.setImageData(painted())
    clipboard.setMimeData(mime)
    qtbot.keyClick(quick.text, Qt.Key.Key_V, CONTROL)
    assert quick.text.text() == "三户已搬走"
    assert quick.photos.digests == ()


def test_a_text_pasted_beside_the_text_goes_into_it(quick, qtbot, clipboard):
    clipboard.setText("三户已搬走")
    quick.stance.setFocus()
    qtbot.keyClick(quick.stance, Qt.Key.Key_V, CONTROL)
    assert quick.text.text() == "三户已搬走"


def test_files_copied_elsewhere_are_pasted_as_photos(quick, qtbot, clipboard, picture):
    mime = files(picture())
    mime.setText("file:///somewhere/door.jpg")
    clipboard.setMimeData(mime)
    qtbot.keyClick(quick.text, Qt.Key.Key_V, CONTROL)
    assert len(quick.photos.digests) == 1
    assert quick.text.text() == ""


@pytest.mark.parametrize("where", ["sheet", "text"])
def test_photos_are_dropped_onto_the_sheet(quick, picture, where):
    target = quick if where == "sheet" else quick.text.viewport()
    assert drop(target, files(picture()))
    assert len(quick.photos.digests) == 1
    assert quick.text.text() == ""


def test_what_is_no_picture_is_not_dropped_onto_the_sheet(quick):
    mime = QMimeData()
    mime.setText("words")
    assert not drop(quick, mime)
    assert drop(quick.text.viewport(), mime)
    assert quick.text.text() == "words"


def test_files_are_chosen_by_keys(quick, visit, qtbot, monkeypatch, picture, state):
    chosen = [str(picture())]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: (chosen, ""))
    for _press in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert quick.photos.hasFocus()
    qtbot.keyClick(quick.photos, Qt.Key.Key_Return)
    assert len(quick.photos.digests) == 1
    assert quick.isVisible()
    quick.open_files()
    assert len(quick.photos.digests) == 1


def test_no_choice_changes_nothing(quick, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: ([], ""))
    quick.open_files()
    assert quick.photos.digests == ()


def test_a_photo_is_taken_out_by_keys(quick, visit, qtbot, picture):
    quick.take_files([picture("a.jpg"), picture("b.jpg", "green"), picture("c.jpg", "blue")])
    first, second, third = quick.photos.digests
    quick.photos.setFocus()
    qtbot.keyClick(quick.photos, Qt.Key.Key_Left)
    qtbot.keyClick(quick.photos, Qt.Key.Key_Left)
    assert quick.photos.marked == second
    qtbot.keyClick(quick.photos, Qt.Key.Key_Delete)
    assert quick.photos.digests == (first, third)
    assert quick.photos.marked == third
    qtbot.keyClick(quick.photos, Qt.Key.Key_Home)
    qtbot.keyClick(quick.photos, Qt.Key.Key_Backspace)
    assert quick.photos.digests == (third,)
    qtbot.keyClick(quick.photos, Qt.Key.Key_End)
    qtbot.keyClick(quick.photos, Qt.Key.Key_Delete)
    assert quick.photos.digests == (third,)
    quick.keep()
    assert visit.quick.draft().photos == (third,)


def test_a_photo_is_taken_out_with_the_mouse(quick, qtbot, picture):
    quick.take_files([picture("a.jpg"), picture("b.jpg", "green")])
    first, second = quick.photos.digests
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(quick.photos, left, pos=QPoint(20, 18))
    assert quick.photos.marked == first
    qtbot.mouseClick(quick.photos, left, pos=QPoint(62, 18))
    assert quick.photos.digests == (second,)


def test_of_many_photos_the_marked_one_is_in_sight(quick, qtbot, picture):
    colours = [(n * 8, 255 - n * 8, n) for n in range(30)]
    quick.take_files([picture(f"{n}.png", colour) for n, colour in enumerate(colours)])
    assert len(quick.photos.digests) == 30
    quick.photos.setFocus()
    seen = []
    for _press in range(30):
        qtbot.keyClick(quick.photos, Qt.Key.Key_Left)
        seen.append(quick.photos.marked)
        assert quick.photos.marked in quick.photos.in_sight
    assert seen == list(reversed(quick.photos.digests))


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("list.docx", b"PK\x03\x04 no picture", "list.docx is not a picture"),
        ("torn.jpg", b"\xff\xd8\xff\xe0 torn", "torn.jpg is"),
        ("new.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "new.heic is a HEIC photo"),
        ("nothing.png", b"", "nothing.png is empty"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_the_sheet(quick, tmp_path, qtbot, name, raw, said):
    path = tmp_path / name
    path.write_bytes(raw)
    qtbot.keyClicks(quick.text, "seen")
    quick.take_files([path])
    assert quick.state.startswith(said)
    assert quick.photos.digests == ()
    quick.keep()
    assert quick.state.startswith(said)
    qtbot.keyClicks(quick.text, "!")
    assert not quick.state.startswith(said)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(quick, tmp_path):
    path = tmp_path / ("a" * 200 + ".jpg")
    with path.open("wb") as file:
        file.truncate(60_000_000)
    quick.take_files([path])
    assert "larger than 50 MB" in quick.state
    assert len(quick.state) < 120


def test_of_several_the_good_ones_are_taken_and_the_others_counted(quick, tmp_path, picture):
    bad = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in bad:
        path.write_text("no picture")
    quick.take_files([bad[0], picture(), bad[1], tmp_path, bad[2]])
    assert len(quick.photos.digests) == 1
    assert quick.state.startswith("0.txt is not a picture")
    assert "3 more" in quick.state


def test_a_refusal_takes_no_room_from_what_stands_above(quick, window, tmp_path):
    window.resize(911, 512)
    QApplication.processEvents()
    before = quick.photos.geometry()
    path = tmp_path / ("long name of a file " * 8 + ".docx")
    path.write_text("no picture")
    quick.take_files([path, path])
    QApplication.processEvents()
    assert "is not a picture" in quick.state
    assert quick.photos.geometry() == before


def test_the_same_photo_twice_is_taken_once(quick, picture):
    quick.take_files([picture(), picture()])
    assert len(quick.photos.digests) == 1


def test_a_photo_without_a_word_is_not_stored_and_the_sheet_says_why(quick, visit, qtbot, picture):
    quick.take_files([picture()])
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert quick.isVisible()
    assert "Say in a few words" in quick.state
    assert visit.captures.findings() == ()


def test_enter_waits_for_photos_that_are_being_made(slow, later, visit, qtbot, picture):
    slow.take_files([picture("a.jpg"), picture("b.jpg", "green")])
    qtbot.keyClicks(slow.text, "seen")
    qtbot.keyClick(slow.text, Qt.Key.Key_Return)
    assert slow.isVisible()
    assert "photos are ready" in slow.state
    later.run_until(lambda: len(slow.photos.digests) == 1)
    assert visit.captures.findings() == ()
    later.run_until(slow.isHidden)
    (finding,) = visit.captures.findings()
    assert len(finding.body.links) == 2


def test_typing_on_or_escape_takes_the_enter_back(slow, later, visit, qtbot, picture):
    slow.take_files([picture()])
    qtbot.keyClicks(slow.text, "seen")
    qtbot.keyClick(slow.text, Qt.Key.Key_Return)
    qtbot.keyClicks(slow.text, " more")
    later.run_until(lambda: len(slow.photos.digests) == 1)
    assert slow.isVisible()
    assert visit.captures.findings() == ()
    slow.take_files([picture("b.jpg", "green")])
    qtbot.keyClick(slow.text, Qt.Key.Key_Return)
    qtbot.keyClick(slow.text, Qt.Key.Key_Escape)
    later.run_until(lambda: len(slow.photos.digests) == 2)
    assert visit.captures.findings() == ()
    draft = visit.quick.draft()
    assert (draft.text, len(draft.photos), draft.unready) == ("seen more", 2, 0)


def test_a_refused_photo_takes_the_enter_back_and_is_told(slow, later, visit, qtbot, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("no picture")
    slow.take_files([path])
    qtbot.keyClicks(slow.text, "seen")
    qtbot.keyClick(slow.text, Qt.Key.Key_Return)
    later.run_until(lambda: not later.waiting)
    assert slow.isVisible()
    assert slow.state.startswith("a.txt is not a picture")
    assert visit.captures.findings() == ()
    qtbot.keyClick(slow.text, Qt.Key.Key_Return)
    assert len(visit.captures.findings()) == 1


def test_photos_that_were_not_ready_at_the_end_are_told_at_the_next_start(
    slow, later, window, desk, visit, qtbot, picture
):
    slow.take_files([picture("a.jpg"), picture("b.jpg", "green")])
    qtbot.keyClicks(slow.text, "seen")
    later.run_until(lambda: len(slow.photos.digests) == 1)
    slow.keep()
    again = QuickCapture(desk, window)
    again.open_for(Here())
    assert len(again.photos.digests) == 1
    assert again.state.startswith("1 photo was not ready")
    again.keep()
    assert visit.quick.draft().unready == 0


def test_a_picture_that_is_gone_from_the_visit_is_shown_as_missing(window, desk, visit, qtbot):
    visit.quick.keep(QuickDraft(stance=Stance.PRAISE, text="seen", photos=("0" * 64,)))
    made = QuickCapture(desk, window)
    made.open_for(Here())
    assert not made.grab().isNull()
    qtbot.keyClick(made.text, Qt.Key.Key_Return)
    (finding,) = visit.captures.findings()
    assert isinstance(finding.body, Finding)


def test_once_handed_in_nothing_is_stored_and_the_photo_stays_in_the_draft(
    quick, visit, picture, qtbot
):
    visit.handin.hand_in()
    quick.take_files([picture()])
    assert len(quick.photos.digests) == 1
    qtbot.keyClicks(quick.text, "late")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert "handed in" in quick.state
    assert len(quick.photos.digests) == 1
    assert visit.captures.all("photo") == ()
