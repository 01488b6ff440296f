"""The design's tokens, light and dark, and the one object that applies them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from enum import Enum
from functools import lru_cache
from pathlib import Path
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import fonts, measures
from ui.stylesheet import style_sheet

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)


class Mode(Enum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Tone(Enum):
    """A colour by what it says; the value is the token's name."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    PRAISE = "praise"
    CONCERN = "concern"
    VERIFY = "verify"
    CRITICAL = "critical"
    EDGE = "edge"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of the program; the shares make the mixed ones."""

    dark: bool
    bg: QColor
    surface: QColor
    raised: QColor
    line: QColor
    hair: QColor
    edge: QColor
    track: QColor
    text: QColor
    muted: QColor
    accent: QColor
    on_accent: QColor
    praise: QColor
    concern: QColor
    verify: QColor
    critical: QColor
    soft_share: float
    mid_share: float
    nav_share: float

    def tone(self, tone: Tone) -> QColor:
        found = getattr(self, tone.value)
        assert isinstance(found, QColor)
        return found

    def soft(self, tone: Tone) -> QColor:
        """The ground of a selected row, a chosen part, a finding of that tone."""
        return mix(self.surface, self.tone(tone), self.soft_share)

    def mid(self, tone: Tone) -> QColor:
        """A band or a bar that lies behind the tone itself."""
        return mix(self.surface, self.tone(tone), self.mid_share)

    @property
    def nav(self) -> QColor:
        """The ground of the chosen place in the rail."""
        return mix(self.bg, self.accent, self.nav_share)

    def colours(self) -> dict[str, QColor]:
        """Every plain token by name."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in found.items() if isinstance(value, QColor)}


def mix(base: QColor, over: QColor, share: float) -> QColor:
    """`share` of one colour laid over another."""
    return _mixed(base.rgb(), over.rgb(), share)


@lru_cache(maxsize=256)
def _mixed(base: int, over: int, share: float) -> QColor:
    one, two = QColor.fromRgb(base), QColor.fromRgb(over)
    pairs = ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    return QColor(*(round(low + (high - low) * share) for low, high in pairs))


LIGHT = Tokens(
    dark=False,
    bg=QColor("#F5F6F8"),
    surface=QColor("#FFFFFF"),
    raised=QColor("#ECEFF3"),
    line=QColor("#D5DBE3"),
    hair=QColor("#E6EAEF"),
    edge=QColor("#7B8796"),
    track=QColor("#DCE2EA"),
    text=QColor("#1B2430"),
    muted=QColor("#566273"),
    accent=QColor("#1D5FBF"),
    on_accent=QColor("#FFFFFF"),
    praise=QColor("#1B7A4B"),
    concern=QColor("#A35200"),
    verify=QColor("#6549B8"),
    critical=QColor("#B3261E"),
    soft_share=0.09,
    mid_share=0.23,
    nav_share=0.13,
)
DARK = Tokens(
    dark=True,
    bg=QColor("#14181F"),
    surface=QColor("#1C222B"),
    raised=QColor("#252C37"),
    line=QColor("#38424F"),
    hair=QColor("#2A323D"),
    edge=QColor("#75828F"),
    track=QColor("#36404D"),
    text=QColor("#E7EBF1"),
    muted=QColor("#A5B0BF"),
    accent=QColor("#82B2FF"),
    on_accent=QColor("#14181F"),
    praise=QColor("#6FCF9B"),
    concern=QColor("#F2B45C"),
    verify=QColor("#BBA6FF"),
    critical=QColor("#FF8F86"),
    soft_share=0.17,
    mid_share=0.44,
    nav_share=0.20,
)


class _Current:
    """The tokens in force; one for the process, as the application's palette is.

    `first` is the application's own style sheet, `sheet` that of the look in force.
    """

    def __init__(self) -> None:
        self.tokens = LIGHT
        self.first, self.sheet = "", ""
        self.parts: WeakSet[QWidget] = WeakSet()


_current = _Current()


def tokens() -> Tokens:
    """The tokens in force, for whatever paints."""
    return _current.tokens


@contextmanager
def on_paper() -> Iterator[None]:
    """What is painted meanwhile is for paper: light, whatever the window is."""
    before = _current.tokens
    _current.tokens = LIGHT
    try:
        yield
    finally:
        _current.tokens = before


def dress(part: QWidget) -> None:
    """Makes a widget a part of its window, which takes another look by itself and when it is seen.

    Called for each page, rail or dialog of a window that has parts, and before a page is shown
    again: it takes the size that it gets in the look in force.
    """
    _current.parts.add(part)
    _put_on(part)


def _put_on(part: QWidget) -> None:
    wanted = "" if _current.sheet == _current.first else _current.sheet
    if part.styleSheet() != wanted:
        part.setStyleSheet(wanted)
        measures.retake(part)


class Theme(QObject):
    """Puts palette, style sheet and font on the application, and changes them while it runs.

    Qt gives a new sheet of the application to each widget once for every widget around it: two
    thousand took four seconds. So that sheet stays, and each part of a window that is seen takes
    another one over it; what is hidden takes it when it is shown.

    Signals:
        changed: palette or zoom have changed; views and widgets repaint without it.
    """

    changed = Signal()

    def __init__(self, parent: QObject, mode: Mode = Mode.SYSTEM, percent: int = 100) -> None:
        super().__init__(parent)
        self._mode = mode
        self._percent = _nearest(percent)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._choose()
        _current.first = _current.sheet
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet(_current.first)

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def percent(self) -> int:
        return self._percent

    @property
    def tokens(self) -> Tokens:
        return _current.tokens

    def set_mode(self, mode: Mode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._apply()

    def set_percent(self, percent: int) -> None:
        """Takes the nearest of `ZOOMS`."""
        if _nearest(percent) != self._percent:
            self._percent = _nearest(percent)
            self._apply()

    @Slot()
    def zoom_in(self) -> None:
        self.set_percent(min((z for z in ZOOMS if z > self._percent), default=ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        self.set_percent(max((z for z in ZOOMS if z < self._percent), default=ZOOMS[0]))

    @Slot()
    def zoom_reset(self) -> None:
        self.set_percent(100)

    def _is_dark(self) -> bool:
        if self._mode is Mode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def _choose(self) -> None:
        """Colours and sizes for whatever paints, and the sheet that goes with them."""
        _current.tokens = DARK if self._is_dark() else LIGHT
        fonts.set_zoom(self._percent / 100)
        QApplication.setFont(fonts.font())
        QApplication.setPalette(palette(_current.tokens))
        _current.sheet = style_sheet(sheet_values(_current.tokens))

    def _apply(self) -> None:
        self._choose()
        parts = [part for part in _current.parts if isValid(part)]
        windows = {part.window() for part in parts}
        for window in _loose(windows):
            _put_on(window)
        for part in parts:
            if part.isVisible():
                _put_on(part)
            else:
                part.installEventFilter(self)
        for window in windows:
            window.update()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part that was hidden takes the look in force before it is seen."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            _put_on(watched)
        return False

    @Slot()
    def _on_system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply()


def _loose(windows: set[QWidget]) -> list[QWidget]:
    """Windows without parts, and without a widget that they belong to."""
    found = QApplication.topLevelWidgets()
    return [one for one in found if one.parentWidget() is None and one not in windows]


def _nearest(percent: int) -> int:
    return min(ZOOMS, key=lambda zoom: abs(zoom - percent))


def palette(look: Tokens) -> QPalette:
    """The tokens as Qt's own widgets read them."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, look.bg),
        (roles.Base, look.surface),
        (roles.AlternateBase, look.raised),
        (roles.Button, look.surface),
        (roles.ToolTipBase, look.raised),
        (roles.Mid, look.line),
        (roles.WindowText, look.text),
        (roles.Text, look.text),
        (roles.ButtonText, look.text),
        (roles.ToolTipText, look.text),
        (roles.PlaceholderText, look.muted),
        (roles.Link, look.accent),
        (roles.LinkVisited, look.accent),
        (roles.Highlight, look.accent),
        (roles.HighlightedText, look.on_accent),
        (roles.Accent, look.accent),
    ):
        made.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, look.edge)
    return made


def sheet_values(look: Tokens) -> dict[str, str]:
    """What the style sheet's names stand for."""
    values = {name: colour.name() for name, colour in look.colours().items()}
    for tone in (Tone.ACCENT, Tone.PRAISE, Tone.CONCERN, Tone.VERIFY, Tone.CRITICAL):
        values[f"{tone.value}_soft"] = look.soft(tone).name()
        values[f"{tone.value}_mid"] = look.mid(tone).name()
    kind = "dark" if look.dark else "light"
    tick, unfold = ICONS / f"tick-{kind}.svg", ICONS / f"unfold-{kind}.svg"
    return values | {
        "nav": look.nav.name(),
        "family": fonts.family(),
        "tick": f'"{tick.as_posix()}"',
        "unfold": f'"{unfold.as_posix()}"',
    }
