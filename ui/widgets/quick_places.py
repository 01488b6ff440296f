"""Where a quick capture belongs: districts and items as chips, filled in from where one stands."""

from typing import Protocol

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.services.captures import Place
from app.visit import Visit
from ui import fonts
from ui.fonts import px
from ui.models.subjects import Subject, find, subjects, used
from ui.theme import Tone
from ui.widgets.basics import Line
from ui.widgets.chips import Chip, Chips

SUGGESTED, FOUND, NAME = 6, 12, 44


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


class QuickPlaces(QWidget):
    """Two rows of chips. What is not in the set-up any more is left out.

    Signals:
        moved: the user chose another place.
        taken: an item that was searched for was chosen.
    """

    moved = Signal()
    taken = Signal()

    def __init__(self, visit: Visit, parent: QWidget) -> None:
        super().__init__(parent)
        self._visit = visit
        self._known = subjects(visit)
        self._subject: Subject | None = None
        self._near: tuple[Subject, ...] = ()
        self._found: tuple[Subject, ...] = ()
        self._searching, self._marked = False, 0
        self._site, self.link = "", ""
        self.districts = Chips(self, name=_("District"))
        self.items = Chips(self, name=_("About"), optional=True)
        self._why = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._hint = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.districts.chosen.connect(self._on_district)
        self.items.chosen.connect(self._on_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(labelled(_("District"), self.districts, self, self._why))
        column.addLayout(labelled(_("About"), self.items, self, self._hint))

    @property
    def why(self) -> str:
        """Where the filled-in place comes from."""
        return self._why.text()

    def set_why(self, why: str) -> None:
        self._why.set_text(why)

    @property
    def is_searching(self) -> bool:
        """Whether something was found that Enter would take."""
        return bool(self._found)

    @property
    def place(self) -> Place:
        subject = self._subject
        return Place(
            block=(subject.block or None) if subject else None,
            item=(subject.item or None) if subject else None,
            district=self.districts.current or None,
            site=self._site or None,
        )

    def fill(self, here: Standing) -> None:
        """Takes over a place, and says where it comes from."""
        setup = self._visit.setup
        names = {d.id: d.name for d in setup.districts}
        sites = {site.id for d in setup.districts for site in d.sites}
        self._site, self.link = here.site if here.site in sites else "", here.link
        chips = [Chip("", _("Whole station")), *(Chip(key, name) for key, name in names.items())]
        self.districts.set_chips(chips, here.district if here.district in names else "")
        own = (s for s in self._known if (s.block, s.item) == (here.block, here.item))
        self._subject = next(own, None)
        self.set_why(_why(here))

    def suggest(self, here: Standing) -> None:
        """What was used last, then what stands in the same block."""
        block = [s for s in self._known if s.block == here.block and s.item]
        self._near = tuple(dict.fromkeys((*used(self._visit, self._known), *block, *self._known)))

    def look(self, words: str | None, *, again: bool = False) -> None:
        """Shows what the words find, or without any what is near; `again` for other words."""
        self._searching = words is not None
        self._found = find(self._known, words)[:FOUND] if words is not None else ()
        self._marked = 0 if again else min(self._marked, max(0, len(self._found) - 1))
        self._show()

    def step(self, by: int) -> None:
        """Goes on through what was found."""
        if self._found:
            self._marked = (self._marked + by) % len(self._found)
            self._show()

    def take(self) -> None:
        """Puts the marked one on."""
        if self._found:
            self._put(self._found[self._marked])

    def _put(self, subject: Subject) -> None:
        self._subject, self._marked, self._found = subject, 0, ()
        self.set_why("")
        self.taken.emit()
        self.moved.emit()

    def _show(self) -> None:
        listed = self._found if self._searching else self._resting()
        current = "" if self._searching or self._subject is None else self._subject.key
        marked = self._found[self._marked].key if self._found else ""
        self.items.set_chips([Chip(s.key, s.label) for s in listed], current, marked)
        self._hint.set_text(
            _("Enter takes it")
            if self._found
            else _("nothing found")
            if self._searching
            else _("type # to search all")
        )

    def _resting(self) -> tuple[Subject, ...]:
        lead = (self._subject,) if self._subject else ()
        return tuple(dict.fromkeys((*lead, *self._near)))[:SUGGESTED]

    @Slot(str)
    def _on_item(self, key: str) -> None:
        chosen = next((s for s in self._known if s.key == key), None)
        if self._found and chosen is not None:
            self._put(chosen)
            return
        self._subject = chosen
        self._show()
        self.set_why("")
        self.moved.emit()

    @Slot(str)
    def _on_district(self, _district: str) -> None:
        self._site = ""
        self.set_why("")
        self.moved.emit()


class RowName(Line):
    """As wide as its neighbours above and below."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent, size=fonts.SMALL, tone=Tone.MUTED)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(NAME), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def labelled(
    label: str, field: QWidget, parent: QWidget, note: QWidget | None = None
) -> QHBoxLayout:
    """A row of the sheet: its name, what is chosen, and a remark at the right."""
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(RowName(label, parent))
    row.addWidget(field, 1)
    if note is not None:
        row.addWidget(note)
    return row


def _why(here: Standing) -> str:
    """Says where the filled-in place comes from."""
    if here.link:
        return _("as the interview you are in")
    if here.site:
        return _("as the site you are at")
    if here.item:
        return _("as the cell you are scoring")
    return _("as the page shows") if here.block or here.district else ""
