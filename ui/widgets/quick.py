"""Quick capture: a thought in a few seconds, from anywhere, over whatever page is shown."""

import re
from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.capture import Finding, Stance
from app.services.captures import Place
from ui import fonts, messages
from ui.context import Context
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings_own import STANCE_TONES, next_order, stance_word
from ui.models.subjects import Subject, find, subjects, used
from ui.theme import Tone
from ui.widgets.basics import Button, KeyCap, Kind, Line, Rule
from ui.widgets.chips import Chip, Chips
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import TextEditor
from ui.widgets.overlay import Overlay

WIDTH, HEIGHT, TOP, FOOT = 660, 330, 194, 52
SUGGESTED, FOUND = 6, 12
_SEARCH = re.compile(r"[#＃]([^#＃\s]*)$")
_STANCES = (
    (Stance.PRAISE, Icon.PRAISE_OPEN),
    (Stance.CONCERN, Icon.CONCERN_OPEN),
    (Stance.VERIFY, Icon.VERIFY_OPEN),
)


class Standing(Protocol):
    """Where the user stands; ids, empty where unknown."""

    @property
    def block(self) -> str: ...

    @property
    def item(self) -> str: ...

    @property
    def district(self) -> str: ...

    @property
    def site(self) -> str: ...

    @property
    def link(self) -> str: ...


class QuickText(TextEditor):
    """The field of quick capture.

    Signals:
        stepped: (±1) down or up was pressed while an item is searched.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("Finding"), size=fonts.TITLE)
        self.submits, self.searching = True, False
        self.setProperty("frameless", True)
        self.document().setDocumentMargin(0)
        self.setPlaceholderText(_("What did you see, hear, check?"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.searching and event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class QuickCapture(Overlay):
    """Built once and shown when asked for. Enter stores; Escape keeps the draft.

    Signals:
        stored: (id) a finding was stored.
    """

    stored = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, (WIDTH, HEIGHT), TOP, FOOT)
        self._context = context
        self._visit = context.open_visit
        self._known = subjects(self._visit)
        self._subject: Subject | None = None
        self._near: tuple[Subject, ...] = ()
        self._found: tuple[Subject, ...] = ()
        self._marked, self._site, self._link = 0, "", ""
        self.setAccessibleName(_("Quick capture"))
        self._build_top()
        self._build_places()
        self._build_foot()
        self._lay_out()
        self._connect()

    def _build_top(self) -> None:
        options = [
            Option(stance.value, stance_word(stance), STANCE_TONES[stance], icon)
            for stance, icon in _STANCES
        ]
        self.stance = Segmented(options, self.sheet, name=_("Stance"))
        self.stance.set_current(Stance.CONCERN.value)
        self._stance_keys = KeyCap(("Alt", "1", "2", "3"), _("switch"), self.sheet)
        self.text = QuickText(self.sheet)

    def _build_places(self) -> None:
        self.districts = Chips(self.sheet, name=_("District"))
        self.items = Chips(self.sheet, name=_("About"), optional=True)
        self._why = Line("", self.sheet, size=fonts.SMALL, tone=Tone.MUTED)
        self._search_hint = Line(
            _("type # to search all"), self.sheet, size=fonts.SMALL, tone=Tone.MUTED
        )

    def _build_foot(self) -> None:
        self._state = Line("", self.sheet, size=fonts.SMALL)
        self._count = Line("", self.sheet, size=fonts.SMALL, tone=Tone.MUTED)
        self.store_button = Button(_("Note down"), self.sheet, kind=Kind.PRIMARY, hint="Enter")
        self.store_button.clicked.connect(self.store)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.stance)
        top.addStretch(1)
        top.addWidget(self._stance_keys)
        upper = QVBoxLayout()
        upper.setContentsMargins(24, 21, 24, 12)
        upper.setSpacing(12)
        upper.addLayout(top)
        upper.addWidget(self.text, 1)
        upper.addWidget(Rule(self.sheet))
        upper.addLayout(self._row(_("District"), self.districts, self._why))
        upper.addLayout(self._row(_("About"), self.items, self._search_hint))
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(14)
        foot.addWidget(self._state)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(KeyCap(("Shift", "Enter"), _("new line"), self.sheet))
        foot.addWidget(KeyCap(("Esc",), _("put away"), self.sheet))
        foot.addWidget(self.store_button)
        holder = QWidget(self.sheet)
        holder.setFixedHeight(px(FOOT))
        holder.setLayout(foot)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(holder)

    def _row(self, label: str, chips: Chips, note: Line) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        name = Line(label, self.sheet, size=fonts.SMALL, tone=Tone.MUTED)
        name.setFixedWidth(px(40))
        row.addWidget(name)
        row.addWidget(chips, 1)
        row.addWidget(note)
        return row

    def _connect(self) -> None:
        self.set_ring((self.text, self.stance, self.districts, self.items, self.store_button))
        self.text.edited.connect(self._on_edited)
        self.text.submitted.connect(self._on_submitted)
        self.text.stepped.connect(self._on_stepped)
        self.text.removed.connect(self._on_removed)
        self.items.chosen.connect(self._on_item)
        self.districts.chosen.connect(self._on_place)
        self._context.bus.refused.connect(self._on_refused)
        slots = (self._choose_praise, self._choose_concern, self._choose_verify)
        for number, slot in enumerate(slots, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def open_for(self, here: Standing) -> None:
        """Shows the sheet; a draft keeps its own place, else the place is where one stands."""
        if self.isVisible():
            return
        self._near = self._suggested(here)
        if self.text.text().strip():
            self._why.set_text(_("your draft, as you left it"))
        else:
            self._fill(here)
        self._show_items()
        self._tell()
        self.appear()
        self.text.setFocus()

    @property
    def why(self) -> str:
        """Where the filled-in place comes from."""
        return self._why.text()

    @property
    def state(self) -> str:
        """What stands at the left of the foot: a kept draft, or a refusal."""
        return self._state.text()

    @property
    def has_draft(self) -> bool:
        return bool(self.text.text().strip())

    def flush(self) -> None:
        """Keeps what is still being composed in the draft."""
        self.text.flush()

    @Slot()
    def put_away(self) -> None:
        """Closes; what is typed stays for the next time."""
        self.flush()
        super().put_away()

    @Slot()
    def store(self) -> None:
        """Stores the finding and closes; nothing typed stores nothing."""
        self.flush()
        text = self.text.text().strip()
        if not text:
            self.text.setFocus()
            return
        stance = Stance(self.stance.current)
        subject = self._subject
        place = Place(
            block=(subject.block or None) if subject else None,
            item=(subject.item or None) if subject else None,
            district=self.districts.current or None,
            site=self._site or None,
        )
        links = (self._link,) if self._link else ()
        body = Finding(stance=stance, text=text, order=next_order(self._visit), links=links)
        outcome = self._context.bus.run(lambda: self._visit.captures.record(body, place), self)
        if outcome is None:
            return
        self.text.set_text("")
        self.put_away()
        self.stored.emit(outcome.id)

    def _fill(self, here: Standing) -> None:
        self._site, self._link = here.site, here.link
        names = {d.id: d.name for d in self._visit.setup.districts}
        chips = [Chip("", _("Whole station")), *(Chip(key, name) for key, name in names.items())]
        self.districts.set_chips(chips, here.district if here.district in names else "")
        own = (s for s in self._known if (s.block, s.item) == (here.block, here.item))
        self._subject = next(own, None)
        self._why.set_text(_why(here))

    def _suggested(self, here: Standing) -> tuple[Subject, ...]:
        """What was used last, then what stands in the same block."""
        block = [s for s in self._known if s.block == here.block and s.item]
        return tuple(dict.fromkeys((*used(self._visit, self._known), *block, *self._known)))

    def _search(self) -> str | None:
        """What is typed behind a # up to the cursor, None where nothing is searched."""
        cursor = self.text.textCursor()
        found = _SEARCH.search(self.text.text()[: cursor.position()])
        return found.group(1) if found else None

    def _show_items(self) -> None:
        words = self._search()
        searching = words is not None
        self._found = find(self._known, words)[:FOUND] if words is not None else ()
        self._marked = min(self._marked, max(0, len(self._found) - 1))
        self.text.searching = bool(self._found)
        listed = self._found if searching else self._resting()
        chips = [Chip(subject.key, subject.label) for subject in listed]
        current = "" if searching or self._subject is None else self._subject.key
        marked = self._found[self._marked].key if self._found else ""
        self.items.set_chips(chips, current, marked)
        self._search_hint.set_text(
            _("Enter takes it")
            if self._found
            else _("nothing found")
            if searching
            else _("type # to search all")
        )

    def _resting(self) -> tuple[Subject, ...]:
        lead = (self._subject,) if self._subject else ()
        return tuple(dict.fromkeys((*lead, *self._near)))[:SUGGESTED]

    def _take(self, subject: Subject) -> None:
        """Puts the searched item on, and takes the search out of the text."""
        self._subject, self._marked = subject, 0
        cursor = self.text.textCursor()
        before = self.text.text()[: cursor.position()]
        found = _SEARCH.search(before)
        if found:
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.movePosition(QTextCursor.MoveOperation.Left, keep, len(before) - found.start())
            cursor.removeSelectedText()
            self.text.setTextCursor(cursor)
        self._show_items()

    def _tell(self, problem: str = "") -> None:
        """The state at the left of the foot."""
        self._state.set_icon(Icon.ERROR if problem else Icon.DONE if self.has_draft else None)
        self._state.set_tone(Tone.CRITICAL if problem else Tone.MUTED)
        self._state.set_text(problem or (_("draft kept") if self.has_draft else ""))
        self._state.setVisible(bool(self._state.text()))
        count = len(self._visit.captures.all("finding"))
        said = ngettext("{count} noted so far", "{count} noted so far", count)
        self._count.set_text("" if problem else said.format(count=count))

    @Slot()
    def _on_edited(self) -> None:
        self._marked = 0
        self._show_items()

    @Slot()
    def _on_submitted(self) -> None:
        if self._found:
            self._take(self._found[self._marked])
        else:
            self.store()

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        self._marked = (self._marked + step) % len(self._found)
        self._show_items()

    @Slot(int)
    def _on_removed(self, count: int) -> None:
        said = ngettext("{count} character removed", "{count} characters removed", count)
        self._tell(said.format(count=count))

    @Slot(str)
    def _on_item(self, key: str) -> None:
        chosen = next((s for s in self._known if s.key == key), None)
        if self._found and chosen is not None:
            self._take(chosen)
        else:
            self._subject = chosen
            self._show_items()
        self._why.set_text("")

    @Slot(str)
    def _on_place(self, district: str) -> None:  # noqa: ARG002
        self._site = ""
        self._why.set_text("")

    @Slot(object, object)
    def _on_refused(self, error: UserError, initiator: object) -> None:
        if initiator is self:
            self._tell(messages.render(error))

    @Slot()
    def _choose_praise(self) -> None:
        self.stance.choose(Stance.PRAISE.value)

    @Slot()
    def _choose_concern(self) -> None:
        self.stance.choose(Stance.CONCERN.value)

    @Slot()
    def _choose_verify(self) -> None:
        self.stance.choose(Stance.VERIFY.value)


def _why(here: Standing) -> str:
    """Says where the filled-in place comes from."""
    if here.link:
        return _("as the interview you are in")
    if here.site:
        return _("as the site you are at")
    if here.item:
        return _("as the cell you are scoring")
    return _("as the page shows") if here.block or here.district else ""
