"""Agreement of the panel: a table over the blocks, and below what the chosen row means."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.model.outcome import Outcome
from app.model.setup import Setup
from ui import fonts
from ui.fonts import px
from ui.jobs import Job, Jobs
from ui.models.agreement import ALL, Compared, Comparing, Found, Meaning, meanings, names_of, table
from ui.models.merge import all_blocks
from ui.models.roles import Role
from ui.models.table import TableModel
from ui.room import edge
from ui.screens.coordinator.cell_parts import MatrixDelegate
from ui.theme import Tone
from ui.widgets.basics import Line, paragraph
from ui.widgets.grid import Grid

MOST_ROWS = 9
ROW, HEAD = 36, 48


class _Said(QWidget):
    """A figure by name, and its sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = Line("", self, bold=True)
        self._text = paragraph("", self, role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._text)

    def show_meaning(self, meaning: Meaning, tone: Tone) -> None:
        self._title.set_text(meaning.title)
        self._title.set_tone(tone)
        self._text.setText(meaning.text)


class AgreementPart(QWidget):
    """Works the figures out in a job when it is shown; they are kept while the scores are the same.

    Signals:
        left: Escape was pressed.
    """

    left = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._setup: Setup | None = None
        self._outcome: Outcome | None = None
        self._found: Found = ()
        self.table = TableModel(self)
        self.grid = Grid(MatrixDelegate(height=ROW), self, name=_("Agreement"), frozen=1)
        self.grid.setModel(self.table)
        self.grid.setTabKeyNavigation(False)
        self.grid.set_widths(150, (84, 64, 96, 96, 116, 150))
        self.grid.moved.connect(self._on_moved)
        self._waiting = Line(_("Working it out…"), self, size=fonts.SMALL, tone=Tone.MUTED)
        self._said = tuple(_Said(self) for _number in range(4))
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "surface")
        self._text = QVBoxLayout(inside)
        self._text.setSpacing(14)
        self._text.addWidget(self._waiting)
        for said in self._said:
            self._text.addWidget(said)
        self._text.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid)
        column.addWidget(scroll, 1)

    def show_outcome(self, outcome: Outcome, setup: Setup) -> None:
        """Shows what is so now; worked out only if a score has changed."""
        self._setup = setup
        side = edge(self)
        self._text.setContentsMargins(side, 16, side, 16)
        if outcome is self._outcome:
            return
        self._outcome = outcome
        self._show(())
        job = Job(_("Comparing the panel's scores"), Comparing(outcome), self)
        job.succeeded.connect(self._on_compared)
        self._jobs.start(job)

    def meanings(self) -> tuple[Meaning, ...]:
        """What is said of the current row."""
        key = str(self.grid.currentIndex().data(Role.ID) or ALL)
        found = next((one for row, one in self._found if row == key), None)
        return meanings(found, self._setup) if found and self._setup else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _show(self, found: Found) -> None:
        self._found = found
        blocks = all_blocks(self._outcome) if self._outcome else ()
        self.table.set_table(table(found, names_of(blocks)))
        self.take_measures()
        if found:
            self.grid.setCurrentIndex(self.grid.row_of(ALL))
        self._waiting.setVisible(not found)
        self._say()

    def take_measures(self) -> None:
        rows = min(len(self._found), MOST_ROWS)
        self.grid.setFixedHeight(px(HEAD) + rows * px(ROW))
        side = edge(self)
        self._text.setContentsMargins(side, 16, side, 16)

    def _say(self) -> None:
        told = self.meanings()
        for number, said in enumerate(self._said):
            said.setVisible(number < len(told))
            if number < len(told):
                last = number == len(told) - 1
                said.show_meaning(told[number], Tone.MUTED if last else Tone.TEXT)

    @Slot(object)
    def _on_moved(self, _index: object) -> None:
        self._say()

    @Slot(object)
    def _on_compared(self, compared: Compared) -> None:
        """An answer about scores that have changed since is not shown."""
        if compared.outcome is self._outcome:
            self._show(compared.found)
