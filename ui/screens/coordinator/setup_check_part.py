"""The last section of the set-up: everything that is wrong or odd, each a link to its place."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _, ngettext
from app.rules.problem import Severity
from ui.delegates.rows import ProblemDelegate
from ui.models.packs import problem_rows
from ui.models.setup_sections import Located, problems_of
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState


class CheckPart(SetupPart):
    """Lists problems of set-up and instrument.

    Signals:
        chosen: (Located) a problem was followed.
        done_asked: all is clean and packs are to go out.
    """

    chosen = Signal(object)
    done_asked = Signal()

    purpose = N_("Packs can go out once nothing here must be mended.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self._found: tuple[Located, ...] = ()
        self.list = RowList(ProblemDelegate(), self, name=_("What stands in the way"))
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)
        self.clean = EmptyState("", self, action=_("Go to issuing"))
        self.clean.asked.connect(self.done_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.clean)
        column.addWidget(self.list, 1)

    def refresh(self) -> None:
        self._found = problems_of(self.visit)
        self.list.set_rows(problem_rows(tuple(one.problem for one in self._found)))
        wrong = sum(1 for one in self._found if one.problem.severity is Severity.ERROR)
        self.clean.setVisible(not wrong)
        self.list.setVisible(bool(self._found))
        odd = len(self._found) - wrong
        words = ngettext(
            "Nothing must be mended; {count} thing is worth a look.",
            "Nothing must be mended; {count} things are worth a look.",
            odd,
        )
        said = words.format(count=odd) if odd else _("The set-up is complete: packs can go out.")
        self.clean.set_sentence(said, _("Go to issuing"))

    def enter(self) -> None:
        if self.list.isVisible():
            self.list.setFocus()
        else:
            self.clean.setFocus()

    @Slot(str)
    def _on_opened(self, number: str) -> None:
        self.chosen.emit(self._found[int(number)])

    @Slot(object)
    def _on_clicked(self, _index: object) -> None:
        self._on_opened(self.list.current_id)
