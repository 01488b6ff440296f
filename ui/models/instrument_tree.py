"""An instrument as a tree of rows: names, full marks beside what they add up to, problems."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.i18n import N_, _
from app.model.instrument import Band, Instrument, Scope, SurveyBand
from app.model.text import plain
from app.rules.instrument_tree import (
    HUNDRED,
    ROOTS,
    Kind,
    Place,
    fields_under,
    kind_of,
    kind_under,
    known_by,
    located,
    name_field,
)
from app.rules.problem import Problem, Severity
from ui.models.roles import Role

Index = QModelIndex | QPersistentModelIndex
EDIT = Qt.ItemDataRole.EditRole

HEADINGS = {
    Kind.GENERAL: N_("General"),
    Kind.PARTIES: N_("Parties and what is scored"),
    Kind.BANDS: N_("Grades"),
    Kind.VETOES: N_("Vetoes"),
    Kind.CHECKLIST: N_("Observation checklist"),
    Kind.GUIDES: N_("Interview guides"),
    Kind.SURVEY: N_("Satisfaction survey"),
}
KINDS = {
    Kind.PARTY: N_("Party"),
    Kind.BLOCK: N_("Block"),
    Kind.ITEM: N_("Item"),
    Kind.BAND: N_("Grade"),
    Kind.VETO: N_("Veto"),
    Kind.CHECK: N_("Question of the checklist"),
    Kind.GUIDE: N_("Who is asked"),
    Kind.QUESTION: N_("Question"),
    Kind.SURVEY_BAND: N_("Class of satisfaction"),
}
_NONE = Decimal(0)
_COUNTED = (Kind.VETOES, Kind.CHECKLIST, Kind.GUIDES, Kind.GUIDE)


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as it is painted. `figure` stands at the right; `off` is what does not add up to it.

    `must` and `should` count its own problems, `below` those of the nodes under it.
    """

    id: str
    name: str
    heading: bool = False
    figure: str = ""
    off: str = ""
    note: str = ""
    example: bool = False
    must: int = 0
    should: int = 0
    below: int = 0

    @property
    def spoken(self) -> str:
        wrong = self.must + self.should
        parts = (
            self.name,
            self.note,
            self.off and _("adds up to {total}").format(total=self.off),
            self.figure,
            _("example") if self.example else "",
            _("{count} to mend").format(count=wrong) if wrong else "",
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Node:
    """`number` is its place among all nodes, `row` that among its siblings."""

    place: Place
    row: NodeRow
    above: int
    row_number: int
    below: list[int] = field(default_factory=list)


class InstrumentTreeModel(QAbstractItemModel):
    """Shows an instrument; names that are typed go out, and come back with the next one.

    Signals:
        renamed: (Place, text)
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._nodes: list[_Node] = []
        self._roots: list[int] = []
        self._numbers: dict[str, int] = {}
        self._editable = True

    def show(
        self,
        instrument: Instrument,
        problems: Iterable[Problem] = (),
        refused: Mapping[str, int] | None = None,
        *,
        editable: bool = True,
    ) -> bool:
        """True when nodes came, went or moved, so that indexes are not what they were.

        `refused` counts by identity what was typed and could not be kept.
        """
        self._editable = editable
        made = _Builder(instrument, problems, refused or {})
        before = [(node.row.id, node.above) for node in self._nodes]
        if before == [(node.row.id, node.above) for node in made.nodes]:
            self._nodes = made.nodes
            self._tell()
            return False
        self.beginResetModel()
        self._nodes, self._roots = made.nodes, made.roots
        self._numbers = {node.row.id: n for n, node in enumerate(made.nodes)}
        self.endResetModel()
        return True

    def _tell(self) -> None:
        for number, node in enumerate(self._nodes):
            if node.below:
                above = self.createIndex(node.row_number, 0, number)
                last = len(node.below) - 1
                self.dataChanged.emit(self.index(0, 0, above), self.index(last, 0, above))
        if self._roots:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._roots) - 1, 0))

    def place_of(self, index: Index) -> Place | None:
        """Where the node of a row stands in the instrument; None for an invalid index."""
        return self._nodes[int(index.internalId())].place if index.isValid() else None

    def index_at(self, place: Place) -> QModelIndex:
        """Invalid when no node stands there."""
        for number, node in enumerate(self._nodes):
            if node.place == place:
                return self.createIndex(node.row_number, 0, number)
        return QModelIndex()

    def index_called(self, wanted: str) -> QModelIndex:
        """The node of an identity; invalid when it is gone."""
        number = self._numbers.get(wanted)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._nodes[number].row_number, 0, number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        below = self._below(parent)
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # QObject's own has no argument
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[int(index.internalId())].above
        if above < 0:
            return QModelIndex()
        return self.createIndex(self._nodes[above].row_number, 0, above)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._nodes[int(index.internalId())].row
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in texts:
            return row.spoken
        return {int(Role.SHOWN): row, int(Role.ID): row.id, int(EDIT): row.name}.get(int(role))

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        place = self.place_of(index)
        if role != EDIT or place is None or not str(value).strip():
            return False
        self.renamed.emit(place, str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        place = self.place_of(index)
        if place is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        named = bool(place) and bool(name_field(place))
        return flags | Qt.ItemFlag.ItemIsEditable if named and self._editable else flags

    def _below(self, parent: Index) -> Sequence[int]:
        return self._nodes[int(parent.internalId())].below if parent.isValid() else self._roots


class _Builder:
    """Makes the nodes, from the top down, with each node's own value at hand."""

    def __init__(
        self, instrument: Instrument, problems: Iterable[Problem], refused: Mapping[str, int]
    ) -> None:
        self.nodes: list[_Node] = []
        self.roots: list[int] = []
        self._values: list[object] = []
        self._refused = refused
        self._must: Counter[Place] = Counter()
        self._should: Counter[Place] = Counter()
        self._below: Counter[Place] = Counter()
        self._per_district = _("per district")
        for problem in problems:
            self._count(problem)
        for number, place in enumerate(ROOTS):
            kind = kind_of(place)
            value = instrument.survey if kind is Kind.SURVEY else instrument
            self.roots.append(self._add(kind, place, value, -1, number))

    def _count(self, problem: Problem) -> None:
        place, _field = located(problem.place)
        counter = self._must if problem.severity is Severity.ERROR else self._should
        counter[place] += 1
        if problem.severity is Severity.ERROR:
            for end in range(1, len(place)):
                self._below[place[:end]] += 1

    def _add(self, kind: Kind, place: Place, value: object, above: int, number: int) -> int:
        own = len(self.nodes)
        listed = _listed(kind, place, value)
        name = known_by(kind, value, self._values[above] if above >= 0 else None, number)
        node = _Node(place, self._row(name, kind, place, value, listed), above, number)
        self.nodes.append(node)
        self._values.append(value)
        child = kind_under(kind)
        if child is not None:
            below = place + fields_under(kind)
            for count, inner in enumerate(listed):
                node.below.append(self._add(child, (*below, count), inner, own, count))
        return own

    def _row(
        self, name: str, kind: Kind, place: Place, value: object, listed: Sequence[object]
    ) -> NodeRow:
        heading = kind in HEADINGS
        figure, off = _figures(kind, value, listed)
        called = getattr(value, "label", None) or getattr(value, "text", "")
        return NodeRow(
            id=f"{kind.value}:" if heading else name,
            name=_(HEADINGS[kind]) if heading else str(called),
            heading=heading,
            figure=figure,
            off=off,
            note=self._per_district if getattr(value, "scope", None) is Scope.DISTRICT else "",
            example=not heading and bool(getattr(value, "example", False)),
            must=self._must[place] + self._refused.get(name, 0),
            should=self._should[place],
            below=self._below[place],
        )


def _listed(kind: Kind, place: Place, value: object) -> Sequence[object]:
    """The children's values; none for a kind that has no children."""
    if kind_under(kind) is None:
        return ()
    fields = fields_under(kind) or place
    found = getattr(value, str(fields[0]))
    assert isinstance(found, tuple)
    return found


def _figures(kind: Kind, value: object, listed: Sequence[object]) -> tuple[str, str]:
    """The figure of a node, and what is under it where that adds up to something else."""
    if isinstance(value, Band | SurveyBand):
        return f"{plain(value.low)}–{plain(value.high)}", ""
    if kind in _COUNTED:
        return str(len(listed)), ""
    full = HUNDRED if kind is Kind.PARTIES else getattr(value, "full", None)
    if full is None:
        return "", ""
    total = sum((getattr(inner, "full", _NONE) for inner in listed), _NONE)
    return plain(full), plain(total) if listed and total != full else ""
