"""The one list of shortcuts: what `?` shows, what actions and hints on buttons read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from ui import icons
from ui.icons import Icon


class Do(Enum):
    """What can be done by a key from anywhere in the window."""

    QUICK = "quick"
    FIND = "find"
    HELP = "help"
    SHORTCUTS = "shortcuts"
    NEXT_OPEN = "next_open"
    DONE = "done"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"
    LIBRARY = "library"
    FORMS = "forms"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    ZOOM_RESET = "zoom_reset"
    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    STAGE_3 = "stage_3"
    STAGE_4 = "stage_4"
    STAGE_5 = "stage_5"
    STAGE_6 = "stage_6"
    STAGE_7 = "stage_7"
    STAGE_8 = "stage_8"
    STAGE_9 = "stage_9"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key, or several for the same; `text` is untranslated."""

    do: Do
    keys: tuple[str, ...]
    text: str
    icon: Icon | None = None


STAGES = tuple(Do(f"stage_{number}") for number in range(1, 10))

SHORTCUTS = (
    Shortcut(Do.QUICK, ("Ctrl+K",), N_("Quick note"), Icon.QUICK),
    Shortcut(Do.NEXT_OPEN, ("Ctrl+J", "F8"), N_("Next open place"), Icon.DOWN),
    Shortcut(Do.DONE, ("Ctrl+Return", "Ctrl+Enter"), N_("Done, go to the next"), Icon.TICK),
    Shortcut(Do.FIND, ("Ctrl+F",), N_("Find everywhere"), Icon.SEARCH),
    Shortcut(Do.UNDO, ("Ctrl+Z",), N_("Undo"), Icon.UNDO),
    Shortcut(Do.REDO, ("Ctrl+Shift+Z", "Ctrl+Y"), N_("Redo"), Icon.REDO),
    Shortcut(Do.OPEN, ("Ctrl+O",), N_("Open a file"), Icon.OPEN),
    Shortcut(Do.LIBRARY, ("Alt+Home",), N_("Back to the library"), Icon.HOME),
    Shortcut(Do.FORMS, ("Ctrl+Shift+F",), N_("Report forms of the office"), Icon.WORD),
    Shortcut(Do.ZOOM_IN, ("Ctrl++", "Ctrl+="), N_("Larger"), Icon.ZOOM_IN),
    Shortcut(Do.ZOOM_OUT, ("Ctrl+-",), N_("Smaller"), Icon.ZOOM_OUT),
    Shortcut(Do.ZOOM_RESET, ("Ctrl+0",), N_("Normal size")),
    Shortcut(Do.HELP, ("F1",), N_("Help on this page"), Icon.HELP),
    Shortcut(Do.SHORTCUTS, ("?", "Ctrl+?"), N_("List of shortcuts"), Icon.KEYBOARD),
    *(
        Shortcut(do, (f"Ctrl+{number}",), N_("Go to stage {number}"))
        for number, do in enumerate(STAGES, start=1)
    ),
)
_BY_DO = {shortcut.do: shortcut for shortcut in SHORTCUTS}


def shortcut(do: Do) -> Shortcut:
    return _BY_DO[do]


def label(do: Do) -> str:
    """What the shortcut does, in the user's language."""
    number = STAGES.index(do) + 1 if do in STAGES else 0
    return _(_BY_DO[do].text).format(number=number)


def keys(do: Do) -> tuple[str, ...]:
    """The first key's parts as a keyboard shows them: `("Ctrl", "K")`."""
    written = QKeySequence(_BY_DO[do].keys[0]).toString(QKeySequence.SequenceFormat.PortableText)
    parts = written.replace("Return", "Enter").split("+")
    plus = ("+",) if written.endswith("+") else ()
    return ("?",) if do is Do.SHORTCUTS else (*(p for p in parts if p), *plus)


def other_keys(do: Do) -> tuple[str, ...]:
    """The function key that does the same, where there is one."""
    rest = (key for key in _BY_DO[do].keys[1:] if key.startswith("F") and key[1:].isdigit())
    return next(((key,) for key in rest), ())


def hint(do: Do) -> str:
    """The first key as it stands inside a button: `Ctrl K`."""
    return " ".join(keys(do))


def make(do: Do, parent: QWidget, slot: Callable[[], None]) -> QAction:
    """An action of the window with its text, icon and keys; `slot` is a bound method."""
    entry = _BY_DO[do]
    action = QAction(label(do), parent)
    action.setObjectName(do.value)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    action.setData(do)
    if entry.icon:
        action.setIcon(icons.get(entry.icon))
    action.triggered.connect(slot)
    parent.addAction(action)
    return action
