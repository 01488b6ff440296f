"""A signature is drawn with mouse, pen or finger, kept as strokes, and cleared."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.model.base import from_json, to_json
from app.model.capture import DRAWN_NUMBERS, Declaration
from ui.theme import tokens
from ui.widgets.signature import Ink, SignaturePad

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(show):
    return show(SignaturePad(), 420, 105)


@pytest.fixture
def drag(qtbot, pad):
    def _drag(*places):
        first, *others = (QPoint(x, y) for x, y in places)
        qtbot.mousePress(pad, LEFT, pos=first)
        for place in others:
            qtbot.mouseMove(pad, place)
        qtbot.mouseRelease(pad, LEFT, pos=others[-1] if others else first)

    return _drag


def dark_pixels(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ink = tokens().text.rgb()
    return sum(
        image.pixel(x, y) == ink for x in range(image.width()) for y in range(image.height())
    )


def test_the_mouse_draws_a_stroke_in_a_box_1000_wide(pad, drag, qtbot):
    with qtbot.waitSignal(pad.edited):
        drag((42, 21), (210, 42), (378, 84))
    assert pad.strokes() == ((100, 50, 500, 100, 900, 200),)


def test_each_press_begins_a_stroke_and_a_point_is_one(pad, drag):
    drag((42, 21), (84, 21))
    drag((210, 63))
    assert pad.strokes() == ((100, 50, 200, 50), (500, 150))


def test_what_leaves_the_pad_stays_at_its_edge(pad, drag):
    drag((42, 21), (900, 400))
    assert pad.strokes()[0][2:] == (1000, 250)


def test_the_right_button_draws_nothing(pad, qtbot):
    qtbot.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    qtbot.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    assert pad.is_empty


def test_a_pen_draws(pad):
    pen = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        1,
    )
    for kind, x in (
        (QEvent.Type.TabletPress, 42),
        (QEvent.Type.TabletMove, 84),
        (QEvent.Type.TabletRelease, 84),
    ):
        at = QPointF(x, 21)
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else LEFT
        none = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, pen, at, at, 0.5, 0, 0, 0, 0, 0, none, LEFT, held)
        QApplication.sendEvent(pad, event)
    assert pad.strokes() == ((100, 50, 200, 50),)


def test_a_finger_draws(pad, qtbot):
    finger = QTest.createTouchDevice()
    with qtbot.waitSignal(pad.edited):
        QTest.touchEvent(pad, finger).press(0, QPoint(42, 21), pad).commit()
        QTest.touchEvent(pad, finger).move(0, QPoint(84, 21), pad).commit()
        QTest.touchEvent(pad, finger).release(0, QPoint(84, 21), pad).commit()
    assert pad.strokes() == ((100, 50, 200, 50),)


def test_delete_clears_and_says_so(pad, drag, qtbot):
    drag((42, 21), (84, 21))
    assert pad.accessibleDescription() == "drawn"
    with qtbot.waitSignal(pad.edited):
        qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty
    assert pad.accessibleDescription() == "nothing drawn"


def test_scribbling_without_end_still_fits_a_declaration(pad, drag):
    for number in range(12):
        drag(*((42 + 8 * (step % 40), 10 + (number + step) % 80) for step in range(300)))
    body = Declaration(signature="评委丙", drawn=pad.strokes())
    assert sum(map(len, body.drawn)) > DRAWN_NUMBERS - 10
    raw = to_json(body)
    assert len(raw) < 25_000
    assert from_json(raw, Declaration) == body


def test_strokes_are_painted_as_they_were_drawn(show):
    ink = show(Ink(), 420, 105)
    assert dark_pixels(ink) == 0
    ink.set_strokes(((100, 50, 900, 50),))
    assert dark_pixels(ink) > 300


@pytest.mark.parametrize(
    "drawn", [((1, 2, 3),), ((),), ((1, 1001),), ((1, -1),), ((1, 2),) * (DRAWN_NUMBERS // 2 + 1)]
)
def test_strokes_that_are_none_are_refused(drawn):
    with pytest.raises(ValueError, match="drawn"):
        Declaration(signature="评委丙", drawn=drawn)


def test_a_declaration_without_strokes_is_written_as_before():
    assert b"drawn" not in to_json(Declaration(signature="评委丙", confidential=True))
