"""Icons by meaning: one family (Phosphor, through qtawesome), tinted by the tokens.

qtawesome is imported at the first icon, not at start.
"""

from enum import Enum
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QTransform

from ui.theme import Tone, tokens

APPLICATION = Path(__file__).resolve().parents[1] / "resources" / "icons" / "huiping.svg"


class Icon(Enum):
    """What an icon means; the value is qtawesome's name."""

    ADD = "ph.plus"
    AGENDA = "ph.calendar-blank"
    ARCHIVE = "ph.archive-box"
    ATTACH = "ph.paperclip"
    BACK = "ph.caret-left"
    BACKUP = "ph.clock-counter-clockwise"
    BRIEFING = "ph.presentation-chart"
    CALCULATED = "ph.calculator"
    CAMERA = "ph.camera"
    CHAPTERS = "ph.list-bullets"
    CLOCK = "ph.clock"
    CLOSE = "ph.x"
    COLLECT = "ph.tray"
    COMPARE = "ph.arrows-left-right"
    CONCERN = "ph.flag-fill"
    CONCERN_OPEN = "ph.flag"
    COPY = "ph.copy"
    CUT = "ph.scissors"
    DELETE = "ph.trash"
    DICE = "ph.dice-five"
    DISTRICT = "ph.map-trifold"
    DOWN = "ph.arrow-down"
    EDIT = "ph.pencil-simple"
    ERROR = "ph.x-circle-fill"
    EXPORT = "ph.export"
    FEEDBACK = "ph.megaphone-simple"
    FILE = "ph.file"
    FILES = "ph.files"
    FILTER = "ph.funnel"
    FINDINGS = "ph.quotes"
    FOLDER = "ph.folder"
    FOLLOW_UP = "ph.checks"
    GRADE = "ph.scales"
    HAND_IN = "ph.paper-plane-tilt"
    HELP = "ph.lifebuoy"
    HOME = "ph.squares-four"
    IMPORT = "ph.download-simple"
    INFO = "ph.info"
    INSTRUMENT = "ph.tree-structure"
    INTERVIEWS = "ph.chats"
    INTERVIEW = "ph.chat-centered-text"
    ISSUE = "ph.package"
    JOIN = "ph.git-merge"
    KEYBOARD = "ph.keyboard"
    LANGUAGE = "ph.translate"
    LINK = "ph.link"
    LOCK = "ph.lock-simple"
    MENU = "ph.dots-three"
    MERGE = "ph.git-fork"
    MINUS = "ph.minus"
    MISSING = "ph.warning-circle-fill"
    MOON = "ph.moon"
    MOVE = "ph.arrow-elbow-down-right"
    NEXT = "ph.arrow-right"
    NOTE = "ph.note"
    OBSERVATION = "ph.map-pin-line"
    OPEN = "ph.folder-open"
    PANEL = "ph.users-three"
    PARTLY = "ph.circle-half-fill"
    PARTY = "ph.buildings"
    PASTE = "ph.clipboard"
    PDF = "ph.file-pdf"
    PERSON = "ph.user"
    PHOTO = "ph.image"
    PIN = "ph.push-pin-fill"
    PRAISE = "ph.thumbs-up-fill"
    PRAISE_OPEN = "ph.thumbs-up"
    PREVIOUS = "ph.arrow-left"
    PRINT = "ph.printer"
    QUICK = "ph.note-pencil"
    RECORD = "ph.notebook"
    RECUSED = "ph.prohibit"
    REDO = "ph.arrow-u-up-right"
    REFRESH = "ph.arrows-clockwise"
    REMOVE = "ph.minus-circle"
    REPLIES = "ph.swap"
    REPORT = "ph.file-text"
    RIGHT = "ph.caret-right"
    ROUNDS = "ph.calendar-check"
    SAME = "ph.equals"
    DONE = "ph.check-circle-fill"
    SCORING = "ph.list-numbers"
    SEARCH = "ph.magnifying-glass"
    SETTINGS = "ph.gear-six"
    SETUP = "ph.clipboard-text"
    SHEET = "ph.table"
    SIGN = "ph.pen-nib"
    SIGN_IN = "ph.identification-card"
    SIMILAR = "ph.intersect"
    SORT = "ph.sort-ascending"
    SPLIT = "ph.git-branch"
    STATION = "ph.house-line"
    SUN = "ph.sun"
    SURVEY = "ph.chart-bar"
    TICK = "ph.check"
    TRACE = "ph.flow-arrow"
    UNDO = "ph.arrow-u-up-left"
    UNFOLD = "ph.caret-down"
    UNTICK = "ph.circle"
    UP = "ph.arrow-up"
    FOLD = "ph.caret-up"
    VERIFY = "ph.question-fill"
    VERIFY_OPEN = "ph.question"
    VETO = "ph.shield-warning"
    WARNING = "ph.warning-fill"
    WORD = "ph.article"
    ZOOM_IN = "ph.magnifying-glass-plus"
    ZOOM_OUT = "ph.magnifying-glass-minus"


_EM = 512.0


def get(icon: Icon, tone: Tone = Tone.TEXT) -> QIcon:
    """An icon for actions, menus and Qt's own buttons, in the tokens in force."""
    look = tokens()
    return _icon(icon, look.tone(tone).name(), look.edge.name())


def paint(painter: QPainter, rect: QRectF, icon: Icon, colour: QColor) -> None:
    """Fills the icon into a square, crisp at any scale."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    side = min(rect.width(), rect.height())
    move = QTransform.fromTranslate(rect.center().x(), rect.center().y())
    painter.setTransform(move.scale(side / _EM, side / _EM), combine=True)
    painter.drawPath(outline(icon))
    painter.restore()


def application() -> QIcon:
    """The program's own icon."""
    return QIcon(str(APPLICATION))


def clear() -> None:
    """Forgets tinted icons; called when the palette has changed."""
    _icon.cache_clear()


@lru_cache(maxsize=256)
def _icon(icon: Icon, colour: str, disabled: str) -> QIcon:
    made: QIcon = _qtawesome().icon(
        icon.value, color=colour, color_disabled=disabled, scale_factor=1.1
    )
    return made


@lru_cache(maxsize=256)
def outline(icon: Icon) -> QPainterPath:
    """The glyph's outline, `_EM` high, its em square centred on the origin."""
    awesome = _qtawesome()
    font = awesome.font(icon.value.partition(".")[0], int(_EM))
    path = QPainterPath()
    path.addText(0, 0, font, awesome.charmap(icon.value))
    path.translate(-_EM / 2, _EM / 2 - _EM * _descent())
    return path


@lru_cache(maxsize=1)
def _descent() -> float:
    """How far the family's em square reaches below its baseline, as a share of the em."""
    path = QPainterPath()
    awesome = _qtawesome()
    path.addText(0, 0, awesome.font("ph", int(_EM)), awesome.charmap("ph.square"))
    middle = path.boundingRect().center().y()
    return (middle + _EM / 2) / _EM


@lru_cache(maxsize=1)
def _qtawesome() -> ModuleType:
    return import_module("qtawesome")
