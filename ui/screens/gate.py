"""The library's door on the home page: set a passphrase, or type it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.exchange.codes import normalise
from app.i18n import _
from ui import fonts
from ui.icons import Icon
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.card import Card
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field

SHORTEST = 8


class Gate(Card):
    """A card with one field when there is a library, with two when it is to be made.

    Signals:
        given: (passphrase) long enough and, for a new library, typed twice alike.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = True
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._title.set_icon(Icon.LOCK)
        self._says = paragraph("", self, role="muted")
        self.first = _secret(self)
        self.second = _secret(self)
        self._first_field = Field(_("Passphrase"), self.first, self)
        self._second_field = Field(_("Passphrase again"), self.second, self)
        self.button = Button("", self, kind=Kind.PRIMARY)
        self.button.clicked.connect(self.submit)
        self.first.submitted.connect(self.submit)
        self.second.submitted.connect(self.submit)
        self._build()
        self.set_new(new=True)

    def _build(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addWidget(self._first_field, 1)
        fields.addWidget(self._second_field, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._says)
        column.addLayout(fields)
        column.addLayout(foot)

    def set_new(self, *, new: bool) -> None:
        """Whether a library is to be made here."""
        self._new = new
        self._second_field.setVisible(new)
        self._title.set_text(_("Set a passphrase for this laptop") if new else _("Unlock"))
        self._says.setText(
            _(
                "Everything on this laptop is encrypted with it, and it is asked for once per start. "
                "Nobody can read it out again: if it is forgotten, the visits here are lost, except "
                "what was handed in or archived. Write it down and keep it at the office."
            )
            if new
            else _("Type this laptop's passphrase to see your visits.")
        )
        self.button.set_text(_("Set it and begin") if new else _("Unlock"))

    def set_problem(self, text: str) -> None:
        """What is wrong with the passphrase, under its field."""
        self._first_field.set_problem(text)

    def clear(self) -> None:
        self.first.set_text("")
        self.second.set_text("")
        self.set_problem("")

    @Slot()
    def submit(self) -> None:
        """Announces the passphrase, or says what is wrong with it."""
        self.set_problem("")
        self._second_field.set_problem("")
        passphrase = self.first.text()
        if self._new and len(normalise(passphrase)) < SHORTEST:
            self.set_problem(_("At least {count} characters, please.").format(count=SHORTEST))
        elif self._new and passphrase != self.second.text():
            self._second_field.set_problem(_("The two passphrases differ."))
        elif passphrase:
            self.given.emit(passphrase)


def _secret(parent: QWidget) -> LineEditor:
    editor = LineEditor(parent)
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
