"""What does not add up in an instrument, each a link to its node; one line while all is right."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _, ngettext
from app.rules.problem import Problem, Severity
from ui import fonts
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import ProblemRow, Role
from ui.room import edge, is_narrow
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule
from ui.widgets.lists import RowList

MOST_SHOWN = 3
KEYS = N_("Ctrl+N adds, F2 renames, Alt+↑ and Alt+↓ move, Delete deletes, Enter goes to the form.")


class CheckStrip(QWidget):
    """Stands under the tree and the form; the list can be folded away.

    Signals:
        followed: (Problem)
    """

    followed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: tuple[Problem, ...] = ()
        self._folded = False
        self._editable = True
        self._line = Line("", self, bold=True)
        self._line.set_firm(firm=True)
        self._keys = Line(_(KEYS), self, size=fonts.SMALL, tone=Tone.MUTED)
        self.fold = Button("", self, kind=Kind.QUIET, icon=Icon.UNFOLD)
        self.fold.clicked.connect(self._on_fold)
        self.list = RowList(ProblemDelegate(), self, name=_("What does not add up"))
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)
        self._row = QHBoxLayout()
        self._row.addWidget(self._line)
        self._row.addStretch(1)
        self._row.addWidget(self._keys)
        self._row.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule(self))
        column.addLayout(self._row)
        column.addWidget(self.list)

    @property
    def text(self) -> str:
        """What the line says."""
        return self._line.text()

    def show_problems(self, found: Sequence[Problem], *, editable: bool) -> None:
        self._editable = editable
        self._found = tuple(found)
        must = sum(1 for problem in found if problem.severity is Severity.ERROR)
        self._show_line(must, len(found) - must)
        self.list.set_rows([_row(n, problem) for n, problem in enumerate(found)])
        self.set_edge()

    def set_edge(self) -> None:
        """Takes the page's margins as the window's width has them."""
        side = edge(self)
        self._row.setContentsMargins(side, 2, side, 2)
        self._keys.setVisible(self._editable and not is_narrow(self))
        self._fit()

    def _show_line(self, must: int, should: int) -> None:
        if not must and not should:
            self._line.set_text(_("All sums and bands are right."))
            self._line.set_tone(Tone.PRAISE)
            self._line.set_icon(Icon.DONE)
            return
        words = []
        if must:
            said = ngettext("{count} thing to mend", "{count} things to mend", must)
            words.append(said.format(count=must))
        if should:
            said = ngettext("{count} thing to look at", "{count} things to look at", should)
            words.append(said.format(count=should))
        self._line.set_text("，".join(words))
        self._line.set_tone(Tone.CRITICAL if must else Tone.CONCERN)
        self._line.set_icon(Icon.ERROR if must else Icon.WARNING)

    def _fit(self) -> None:
        """As high as its rows, up to a few; a low window shows fewer."""
        self.fold.setVisible(bool(self._found))
        self.fold.set_icon(Icon.FOLD if self._folded else Icon.UNFOLD)
        told = _("Show what to mend") if self._folded else _("Fold away")
        self.fold.setAccessibleName(told)
        self.fold.setToolTip(told)
        self.list.setVisible(bool(self._found) and not self._folded)
        most = 1 if is_narrow(self) else MOST_SHOWN
        self.list.setFixedHeight(px(44) * min(len(self._found), most))
        self.updateGeometry()

    @Slot()
    def _on_fold(self) -> None:
        self._folded = not self._folded
        self._fit()

    @Slot(str)
    def _on_opened(self, number: str) -> None:
        self.followed.emit(self._found[int(number)])

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_opened(str(index.data(Role.ID)))


def _row(number: int, problem: Problem) -> ProblemRow:
    must = problem.severity is Severity.ERROR
    return ProblemRow(
        str(number),
        _(problem.template).format(**problem.values),
        action=_("Mend") if must else _("Show"),
        tone=Tone.CRITICAL if must else Tone.CONCERN,
        icon=Icon.ERROR if must else Icon.WARNING,
        word=_("Must") if must else _("Should"),
    )
