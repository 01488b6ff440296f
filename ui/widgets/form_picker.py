"""Which form the report has: one of those that the visit holds, and the way to the others."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.visit import Visit
from ui.widgets.picker import Picker

MANAGE = "manage"


def short_label(label: str) -> str:
    """A form's name without what stands behind it in brackets."""
    return label.partition("（")[0] or label


def missing_words(visit: Visit) -> tuple[str, str]:
    """What is so where the visit does not hold the form that it names; else empty."""
    missing = visit.forms.missing
    if not missing:
        return "", ""
    said = _("The form “{form}” that this visit names is not in it.").format(form=missing)
    rest = _("Until it is brought here and used, the report has the form “{form}”.")
    return said, rest.format(form=visit.forms.usable().label)


class FormPicker(Picker):
    """Folds out the visit's forms.

    Signals:
        chosen: (id) by the user's doing.
        manage_asked: the last entry was chosen.
    """

    chosen = Signal(str)
    manage_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, manages: bool = True) -> None:
        super().__init__(parent, name=_("Form of the report"))
        self._manages, self._current = manages, ""
        self._shown: tuple[tuple[str, str], ...] = ()
        self.activated.connect(self._on_activated)

    @property
    def current(self) -> str:
        """The chosen form's id."""
        return self._current

    def show_forms(self, visit: Visit) -> None:
        """Lists what the visit holds and shows its own; announces nothing."""
        forms = visit.forms
        entries = tuple((one, short_label(forms.load(one).label)) for one in forms.ids())
        if entries != self._shown:
            self._shown = entries
            self.clear()
            for form, label in entries:
                self.addItem(label, form)
            if self._manages:
                self.insertSeparator(self.count())
                self.addItem(_("Manage report forms…"), MANAGE)
        self.set_current(forms.usable().id)

    def set_current(self, form: str) -> None:
        """Announces nothing."""
        self._current = form
        self.setCurrentIndex(self.findData(form))

    def choose(self, form: str) -> None:
        """As if the user had chosen it."""
        if form != self._current:
            self.set_current(form)
            self.chosen.emit(form)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        wanted = str(self.itemData(index) or "")
        if wanted == MANAGE:
            self.set_current(self._current)
            self.manage_asked.emit()
        elif wanted:
            self.choose(wanted)
