"""Find everywhere: one field over the page, what was found by kind, Enter goes there."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.services.state import LocalRole
from ui import fonts
from ui.context import Context
from ui.delegates.found import FoundDelegate
from ui.icons import Icon
from ui.models.find import SETUP, found_rows, grouped, target_of
from ui.theme import Tone
from ui.widgets.basics import Line, Rule
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Glyph
from ui.widgets.overlay import Overlay, key_foot
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.services.find import Found

SIZE, TOP, FOOT = (760, 520), 88, 44
LIMIT = 60


class FindOverlay(Overlay):
    """Looks at every keystroke, through all that was recorded in the visit.

    Signals:
        chosen: (Target) the place to go to.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, pages: Collection[str], parent: QWidget) -> None:
        super().__init__(parent, SIZE, TOP, FOOT)
        self._context, self._visit, self._pages = context, context.open_visit, pages
        self._found: tuple[Found, ...] = ()
        self.setAccessibleName(_("Find everywhere"))
        self.field = SearchField(
            self.sheet, name=_("Find everywhere"), placeholder=_("What are you looking for?")
        )
        self.field.setProperty("frameless", True)
        self.list = RowList(FoundDelegate(), self.sheet, name=_("Found"))
        self._count = Line("", self.sheet, size=fonts.SMALL, tone=Tone.MUTED)
        self.empty = EmptyState("", self.sheet, icon=Icon.SEARCH)
        self._lay_out()
        self.set_ring((self.field, self.list))
        self.field.edited.connect(self._on_edited)
        self.field.submitted.connect(self.follow)
        self.field.stepped.connect(self._on_stepped)
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(self.follow)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(24, 12, 24, 12)
        top.setSpacing(2)
        top.addWidget(Glyph(Icon.SEARCH, self.sheet, tone=Tone.ACCENT, size=20))
        top.addWidget(self.field, 1)
        top.addWidget(self._count)
        held = QWidget(self.sheet)
        self._stack = QStackedLayout(held)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule(self.sheet))
        column.addWidget(held, 1)
        keys = (
            (("↑", "↓"), _("choose")),
            (("Enter",), _("go there")),
            (("Esc",), _("close")),
        )
        column.addWidget(key_foot(self.sheet, FOOT, keys))

    @property
    def count(self) -> int:
        """How many places are listed."""
        return len(self._found)

    @Slot()
    def open(self) -> None:
        """Shows the sheet with the words looked for last, ready to be typed over."""
        if self.isVisible():
            self.field.setFocus()
            self.field.selectAll()
            return
        self.appear()
        self.look()
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def look(self) -> None:
        """Looks for what stands in the field."""
        words = self.field.text().strip()
        self._found = grouped(self._visit.find(words, LIMIT, self._kinds())) if words else ()
        rows = found_rows(self._visit, self._found)
        self.list.set_rows(rows, "0")
        self.list.setCurrentIndex(self.list.rows.index_of("0"))
        self.list.scrollToTop()
        self._stack.setCurrentIndex(0 if self._found else 1)
        self._tell(words)

    @Slot()
    def follow(self) -> None:
        """Goes to the place of the current row."""
        current = self.list.current_id
        one = self._found[int(current)] if current else None
        target = target_of(self._visit, one, self._pages) if one else None
        if target is not None:
            self._before = ()
            self.put_away()
            self.chosen.emit(target)

    def flush(self) -> None:
        """Keeps what is still being composed."""
        self.field.flush()

    def _kinds(self) -> tuple[str, ...]:
        """Others' words stay closed while one's own sheet on this laptop is open."""
        if self._visit.role is LocalRole.PANELIST:
            return ()
        return SETUP if self._context.library.awaited(self._visit) else ()

    def _tell(self, words: str) -> None:
        said = ngettext("{count} place", "{count} places", self.count).format(count=self.count)
        more = _("the first {count} places").format(count=self.count)
        self._count.set_text((more if self.count == LIMIT else said) if words else "")
        self.empty.set_sentence(
            _("Nothing holds “{words}”.").format(words=words)
            if words
            else _(
                "Findings, reasons, interviews, notes, documents and names: two characters are enough."
            )
        )

    @Slot()
    def _on_edited(self) -> None:
        self.look()

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        if not self._found:
            return
        at = int(self.list.current_id or 0) + step
        wanted = at % self.count if abs(step) == 1 else max(0, min(self.count - 1, at))
        index = self.list.rows.index_of(str(wanted))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    @Slot(str)
    def _on_opened(self, row: str) -> None:
        self.list.set_current(row)
        self.follow()
