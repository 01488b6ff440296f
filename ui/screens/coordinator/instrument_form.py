"""The form of one node beside the tree: fields by the node's kind, problems under each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.model.instrument import Instrument
from app.model.text import plain
from app.rules.instrument_tree import (
    Kind,
    Place,
    children,
    full_of,
    kind_of,
    label_of,
    parent_of,
    sum_under,
)
from ui import fonts
from ui.charts.bands import BandStrip
from ui.fonts import px
from ui.icons import Icon
from ui.models.instrument_fields import (
    ABOUT,
    FIELDS,
    LINES,
    LISTS,
    Entry,
    NodeField,
    is_needed,
    options,
    shown,
    value_of,
)
from ui.models.instrument_tree import HEADINGS, KINDS
from ui.room import edge, is_narrow
from ui.theme import Tone
from ui.widgets.basics import Button, Line, paragraph
from ui.widgets.basics import Kind as Look
from ui.widgets.editors import LineEditor, TextEditor, mark_problem
from ui.widgets.notices import Field

COLUMNS, MOST_LINES = 4, 10
_BANDED = (Kind.BANDS, Kind.BAND, Kind.SURVEY, Kind.SURVEY_BAND)
FULL: Place = ("full",)
_SUMMED = (Kind.PARTIES, Kind.PARTY, Kind.BLOCK)


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in: where, which field, and its text or its value."""

    place: Place
    field: NodeField
    text: str = ""
    value: object = None


class ListBox(QComboBox):
    """A value of several; what is no longer among them is shown all the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._values: tuple[object, ...] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def show_options(self, pairs: Iterable[tuple[object, str]], value: object) -> None:
        """Announces nothing."""
        listed = list(pairs)
        if value not in [one for one, _words in listed]:
            listed.append((value, str(value or "")))
        with QSignalBlocker(self):
            self.clear()
            self.addItems([words for _one, words in listed])
            self._values = tuple(one for one, _words in listed)
            self.setCurrentIndex(self._values.index(value))

    @property
    def value(self) -> object:
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None


class KindForm(QWidget):
    """The fields of one kind of node.

    Signals:
        given: (Given) by the user's doing.
    """

    given = Signal(object)

    def __init__(self, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self._place: Place = ()
        self.editors: dict[NodeField, QWidget] = {}
        self.fields: dict[NodeField, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for field in FIELDS[kind]:
            self._add(field)
        self._lay_out()

    def _add(self, field: NodeField) -> None:
        editor = self._editor(field)
        self.editors[field] = editor
        if isinstance(editor, QCheckBox):
            return
        made = Field(_(field.label), editor, self)
        if field.help:
            made.set_mark(_(field.help), Tone.MUTED)
        self.fields[field] = made

    def _editor(self, field: NodeField) -> QWidget:
        if field.entry in LINES:
            line = LineEditor(self, name=_(field.label))
            line.committed.connect(self._on_text)
            return line
        if field.entry in LISTS:
            box = ListBox(self)
            box.setAccessibleName(_(field.label))
            box.activated.connect(self._on_value)
            return box
        if field.entry is Entry.MARK:
            mark = QCheckBox(_(field.label), self)
            mark.setAccessibleName(_(field.label))
            mark.clicked.connect(self._on_value)
            return mark
        text = TextEditor(self, name=_(field.label))
        text.set_lines(field.lines)
        text.committed.connect(self._on_text)
        return text

    def _lay_out(self) -> None:
        """Fields that say nothing leave no hole."""
        row = column = 0
        for field, editor in self.editors.items():
            widget = self.fields.get(field, editor)
            self._grid.removeWidget(widget)
            if widget.isHidden():
                continue
            if column + field.span > COLUMNS:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, field.span)
            column += field.span

    def show_node(
        self,
        instrument: Instrument,
        place: Place,
        problems: Mapping[NodeField, str],
        refused: Mapping[Place, str],
        *,
        editable: bool,
    ) -> None:
        """Fills the fields; what could not be kept stays as it was typed."""
        self._place = place
        moved = False
        for field, editor in self.editors.items():
            widget = self.fields.get(field, editor)
            needed = is_needed(instrument, place, field)
            moved = moved or needed is widget.isHidden()
            widget.setVisible(needed)
            self._fill(editor, instrument, place, field, refused)
            if isinstance(editor, (LineEditor, TextEditor)):
                editor.setReadOnly(not editable)
            else:
                editor.setEnabled(editable)
            if field in self.fields:
                self.fields[field].set_problem(problems.get(field, ""))
            if isinstance(editor, TextEditor):
                _fit_lines(editor, field.lines)
        if moved:
            self._lay_out()

    def _fill(
        self,
        editor: QWidget,
        instrument: Instrument,
        place: Place,
        field: NodeField,
        refused: Mapping[Place, str],
    ) -> None:
        if isinstance(editor, (LineEditor, TextEditor)):
            editor.set_text(refused.get(field.path, shown(instrument, place, field)))
        elif isinstance(editor, ListBox):
            value = value_of(instrument, place, field)
            editor.show_options(options(instrument, field), value)
        elif isinstance(editor, QCheckBox):
            editor.setChecked(bool(value_of(instrument, place, field)))

    def mark(self, path: Place, *, wrong: bool) -> None:
        """Shows a field's edge as wrong where the reason stands elsewhere."""
        for field, editor in self.editors.items():
            if wrong and field.path == path:
                mark_problem(editor, problem=True)

    def flush(self) -> None:
        for editor in self.editors.values():
            if isinstance(editor, (LineEditor, TextEditor)):
                editor.flush()

    def focus(self, field: NodeField | None) -> bool:
        """Puts the keyboard into a field, or the first; false where there is none."""
        seen = [e for e in self.editors.values() if e.isVisibleTo(self)]
        editor = self.editors[field] if field in self.editors else next(iter(seen), None)
        if editor is None:
            return False
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, LineEditor):
            editor.selectAll()
        return True

    def _field_of(self, editor: object) -> NodeField:
        return next(field for field, own in self.editors.items() if own is editor)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.given.emit(Given(self._place, self._field_of(self.sender()), text))

    @Slot()
    def _on_value(self) -> None:
        editor = self.sender()
        value = editor.value if isinstance(editor, ListBox) else None
        if isinstance(editor, QCheckBox):
            value = editor.isChecked()
        self.given.emit(Given(self._place, self._field_of(editor), value=value))


def _fit_lines(editor: TextEditor, least: int) -> None:
    """Shows all lines of a short text without a scroll bar."""
    editor.set_lines(min(MOST_LINES, max(least, editor.text().count("\n") + 1)))
    editor.setMinimumHeight(editor.sizeHint().height())


class NodeForm(QWidget):
    """What the chosen node is, what it adds up to, and its fields.

    Signals:
        given: (Given) by the user's doing.
        sum_asked: the full mark shall be what the parts add up to.
    """

    given = Signal(object)
    sum_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._forms: dict[Kind, KindForm] = {}
        self._kind = Kind.GENERAL
        self._is_off = False
        self._over = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._about = paragraph("", self, role="muted")
        self._sum = Line("", self)
        self.adopt = Button(_("Take the sum"), self, kind=Look.LINK, icon=Icon.CALCULATED)
        self.adopt.clicked.connect(self.sum_asked)
        self.bands = BandStrip(self)
        self._inner = QWidget(self)
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(8)
        self._lay_out()

    def _lay_out(self) -> None:
        summed = QHBoxLayout()
        summed.setSpacing(12)
        summed.addWidget(self._sum)
        summed.addWidget(self.adopt)
        summed.addStretch(1)
        for widget in (self._over, self._title, self._about, self.bands):
            self._column.addWidget(widget)
        self._column.insertLayout(2, summed)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @property
    def form(self) -> KindForm:
        """The fields of the kind that is shown."""
        return self._made(self._kind)

    def show_node(
        self,
        instrument: Instrument,
        place: Place,
        problems: Mapping[NodeField, str],
        refused: Mapping[Place, str],
        *,
        editable: bool,
    ) -> None:
        kind = kind_of(place)
        if kind is not self._kind:
            self.form.flush()
            self.form.hide()
        self._kind = kind
        self._show_head(instrument, place)
        self._show_sum(instrument, place, editable=editable)
        self.bands.setVisible(kind in _BANDED)
        if kind in _BANDED:
            survey = kind in (Kind.SURVEY, Kind.SURVEY_BAND)
            listed = instrument.survey.bands if survey else instrument.bands
            number = place[-1] if isinstance(place[-1], int) else -1
            self.bands.set_bands([(b.label, b.low, b.high) for b in listed], int(number))
        said = {f: words for f, words in problems.items() if f.path != FULL or not self._is_off}
        self.form.show_node(instrument, place, said, refused, editable=editable)
        self.form.mark(FULL, wrong=self._is_off)
        self.form.show()

    def flush(self) -> None:
        for form in self._forms.values():
            form.flush()

    def focus(self, field: NodeField | None = None) -> bool:
        """Puts the keyboard into a field and brings it into view."""
        if not self.form.focus(field):
            return False
        editor = self.form.editors.get(field) if field is not None else None
        if editor is not None:
            self.area.ensureWidgetVisible(editor)
        return True

    def set_edge(self) -> None:
        """Takes the page's margins as the window's width has them."""
        side = edge(self)
        self._column.setContentsMargins(px(20), 12, side, 24)
        self._title.setVisible(self._kind not in KINDS or not is_narrow(self))

    def _made(self, kind: Kind) -> KindForm:
        if kind not in self._forms:
            form = KindForm(kind, self._inner)
            form.given.connect(self.given)
            self._forms[kind] = form
            self._column.insertWidget(self._column.count() - 1, form)
        return self._forms[kind]

    def _show_head(self, instrument: Instrument, place: Place) -> None:
        kind = kind_of(place)
        named = kind in KINDS
        above = label_of(instrument, parent_of(place)) if kind in _WITHIN else ""
        over = "·".join(part for part in (_(KINDS[kind]) if named else "", above) if part)
        self._over.set_text(over)
        self._over.setVisible(bool(over))
        self._title.setVisible(not named or not is_narrow(self))
        self._title.set_text(label_of(instrument, place) if named else _(HEADINGS[kind]))
        about = _(ABOUT[kind]) if kind in ABOUT else ""
        self._about.setText(about)
        self._about.setVisible(bool(about))

    def _show_sum(self, instrument: Instrument, place: Place, *, editable: bool) -> None:
        kind = kind_of(place)
        total = sum_under(instrument, place) if kind in _SUMMED else None
        full = full_of(instrument, place)
        self._sum.setVisible(total is not None)
        wrong = total is not None and full is not None and total != full
        self._is_off = wrong
        self.adopt.setVisible(wrong and kind is not Kind.PARTIES and editable)
        if total is None or full is None:
            return
        count = len(children(instrument, place))
        self._sum.set_text(_sum_words(kind, count, total, full))
        self._sum.set_tone(Tone.CRITICAL if wrong else Tone.PRAISE)
        self._sum.set_icon(Icon.ERROR if wrong else Icon.DONE)


_WITHIN = (Kind.BLOCK, Kind.ITEM, Kind.QUESTION)


def _sum_words(kind: Kind, count: int, total: Decimal, full: Decimal) -> str:
    words = {
        Kind.PARTIES: _("{count} parties add up to {total} of {full}"),
        Kind.PARTY: _("{count} blocks add up to {total} of {full}"),
        Kind.BLOCK: _("{count} items add up to {total} of {full}"),
    }
    return words[kind].format(count=count, total=plain(total), full=plain(full))
