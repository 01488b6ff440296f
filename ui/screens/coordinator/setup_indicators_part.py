"""Indicators with targets and what was reached; other figures that the report may use."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _, ngettext, pgettext
from app.model.base import changed
from app.model.setup import Figure, Indicator, Setup
from app.model.text import plain
from app.rules.districting import free_id
from app.rules.progress import percent
from app.rules.setup_rows import (
    DISTRICT_PREFIX,
    NumberedRow,
    Taken,
    indicator_with,
    named,
    take_indicators,
    with_indicator,
)
from app.rules.typed import figure, whole
from ui import fonts
from ui.fonts import px
from ui.icons import Icon
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.room import edge
from ui.screens.coordinator.setup_importing import Importing
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.screens.coordinator.setup_table_part import crowded, problem_words, shifted
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.choice import Option, Segmented
from ui.widgets.edit_table import EditTable
from ui.widgets.editors import LineEditor
from ui.widgets.stack import FrontLayout
from ui.widgets.table_import import ImportField

LABEL, GROUP, UNIT, TARGET, ACTUAL, PERCENT = (
    "label",
    "group",
    "unit",
    "target",
    "actual",
    "percent",
)
VALUE, DISTRICT = "value", "district"
INDICATORS, FIGURES = "indicators", "figures"


class IndicatorsPart(SetupPart):
    """Two tables, one at a time, and how many people in need the station knows."""

    purpose = N_("The yearly targets, what was reached in the evaluated period, other figures.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self._content = QWidget(self)
        self._bar = QHBoxLayout()
        self.which = Segmented(
            [Option(INDICATORS, _("Indicators")), Option(FIGURES, _("Other figures"))],
            self._content,
            name=_("Which table"),
        )
        self.which.set_current(INDICATORS)
        self.which.chosen.connect(self._on_which)
        self.take_button = Button(_("Take over from a table"), self._content, icon=Icon.IMPORT)
        self.people = LineEditor(self._content, name=_("People in need known to the station"))
        self.people.committed.connect(self._on_people)
        self.indicators = EditTable((), self._content, name=_("Indicators"))
        self.figures = EditTable((), self._content, name=_("Other figures"))
        self._tables = QWidget(self._content)
        self.summary = Line("", self._content, size=fonts.SMALL, tone=Tone.MUTED)
        self._build()
        self.importing = Importing(host.context, self._content, self, self._take, self._import)
        self._connect()

    def _build(self) -> None:
        self._stack = FrontLayout(self._tables)
        self._stack.addWidget(self.indicators)
        self._stack.addWidget(self.figures)
        self._bar.setSpacing(12)
        self._bar.addWidget(self.which)
        self._bar.addWidget(self.take_button)
        self._bar.addStretch(1)
        self._bar.addWidget(
            Line(_("People in need known to the station"), self._content, tone=Tone.MUTED)
        )
        self.people.setFixedWidth(px(88))
        self._bar.addWidget(self.people)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.summary)
        self._foot.addStretch(1)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar)
        column.addWidget(self._tables, 1)
        column.addLayout(self._foot)
        self._fit()

    def _connect(self) -> None:
        self.take_button.clicked.connect(self.importing.choose)
        self.importing.taken.connect(self._on_taken)
        self.importing.refused.connect(self.refused)
        self.importing.told.connect(self.told)
        self.indicators.typed.connect(self._on_indicators_typed)
        self.indicators.removed.connect(self._on_indicators_removed)
        self.indicators.shifted.connect(self._on_indicators_shifted)
        self.figures.typed.connect(self._on_figures_typed)
        self.figures.removed.connect(self._on_figures_removed)
        self.figures.shifted.connect(self._on_figures_shifted)
        for table in (self.indicators, self.figures):
            table.crowded.connect(self._on_crowded)

    def refresh(self) -> None:
        setup = self.setup
        self.indicators.rows.set_columns(indicator_columns(setup))
        self.indicators.set_widths(200, (148, 72, 96, 96, 88, 96))
        words = problem_words(self.host, "indicators[")
        self.indicators.set_rows(
            [_indicator_row(n, one, setup, words) for n, one in enumerate(setup.indicators)]
        )
        self.figures.rows.set_columns(figure_columns())
        self.figures.set_widths(260, (112, 96, 176))
        words = problem_words(self.host, "figures[")
        self.figures.set_rows(
            [_figure_row(n, one, setup, words) for n, one in enumerate(setup.figures)]
        )
        total = setup.population.total
        self.people.set_text("" if total is None else str(total))
        self._show_summary()

    def flush(self) -> None:
        self.people.flush()
        self.indicators.flush()
        self.figures.flush()

    def enter(self) -> None:
        table = self._table()
        if not table.currentIndex().isValid():
            table.setCurrentIndex(table.rows.index(0, 0))
        table.setFocus()

    def reveal(self, place: str) -> None:
        shows_figures = place.startswith(FIGURES)
        self.which.set_current(FIGURES if shows_figures else INDICATORS)
        self._show_table()
        number = place.partition("[")[2].partition("]")[0]
        rows = self._table().rows.rows
        known = number.isdigit() and int(number) < len(rows)
        self._table().go_to(rows[int(number)].id if known else "")

    def open_files(self) -> None:
        self.importing.choose()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self._fit()

    def _fit(self) -> None:
        side = edge(self)
        self._bar.setContentsMargins(side, 4, side, 0)
        self._foot.setContentsMargins(side, 0, side, 10)

    def _table(self) -> EditTable:
        return self.figures if self.which.current == FIGURES else self.indicators

    def _show_table(self) -> None:
        self._stack.setCurrentWidget(self._table())
        self._show_summary()

    def _show_summary(self) -> None:
        indicators = self.which.current != FIGURES
        count = len(self.setup.indicators if indicators else self.setup.figures)
        words = (
            ngettext("{count} indicator", "{count} indicators", count)
            if indicators
            else ngettext("{count} figure", "{count} figures", count)
        )
        said = [words.format(count=count)]
        if indicators:
            said.append(_("percent is what was reached of the target"))
        self.summary.set_text("；".join(said) if len(said) > 1 else said[0])

    def _take(self, rows: Sequence[NumberedRow]) -> Taken:
        return take_indicators(self.setup, rows)

    def _import(self) -> Sequence[ImportField]:
        return indicator_fields(self.setup)

    @Slot(str)
    def _on_which(self, _which: str) -> None:
        self._show_table()

    @Slot(object)
    def _on_taken(self, setup: Setup) -> None:
        self.change(setup, N_("Take indicators over from a table"))

    @Slot(str)
    def _on_people(self, text: str) -> None:
        try:
            total = whole(text, _("People in need known to the station"))
        except UserError as error:
            self.refuse(error)
            return
        people = changed(self.setup.population, total=total)
        self.change(changed(self.setup, population=people), N_("Change how many are known"))

    @Slot(object)
    def _on_indicators_typed(self, typed: Typed) -> None:
        try:
            setup = _with_indicators(self.setup, typed)
        except UserError as error:
            self.refuse(error)
            return
        self.change(setup, N_("Change the indicators"))

    @Slot(object)
    def _on_indicators_removed(self, ids: tuple[str, ...]) -> None:
        kept = tuple(n for n in self.setup.indicators if n.id not in ids)
        self.change(changed(self.setup, indicators=kept), N_("Take indicators away"))

    @Slot(object, int)
    def _on_indicators_shifted(self, ids: tuple[str, ...], step: int) -> None:
        chosen = [n for n, one in enumerate(self.setup.indicators) if one.id in ids]
        moved = shifted(self.setup.indicators, chosen, step)
        self.change(changed(self.setup, indicators=moved), N_("Change the order of indicators"))
        self.indicators.go_to(ids[0] if step < 0 else ids[-1])

    @Slot(object)
    def _on_figures_typed(self, typed: Typed) -> None:
        try:
            setup = _with_figures(self.setup, typed)
        except UserError as error:
            self.refuse(error)
            return
        self.change(setup, N_("Change the figures"))

    @Slot(object)
    def _on_figures_removed(self, ids: tuple[str, ...]) -> None:
        kept = tuple(f for f in self.setup.figures if _figure_id(f) not in ids)
        self.change(changed(self.setup, figures=kept), N_("Take figures away"))

    @Slot(object, int)
    def _on_figures_shifted(self, ids: tuple[str, ...], step: int) -> None:
        chosen = [n for n, one in enumerate(self.setup.figures) if _figure_id(one) in ids]
        moved = shifted(self.setup.figures, chosen, step)
        self.change(changed(self.setup, figures=moved), N_("Change the order of figures"))
        self.figures.go_to(ids[0] if step < 0 else ids[-1])

    @Slot(int)
    def _on_crowded(self, count: int) -> None:
        self.refuse(crowded(count))


def indicator_columns(setup: Setup) -> tuple[EditColumn, ...]:
    """The districts stand at the end, one column each."""
    return (
        EditColumn(LABEL, _("Indicator")),
        EditColumn(GROUP, _("Group")),
        EditColumn(UNIT, _("Unit")),
        EditColumn(TARGET, _("Target"), figure=True),
        EditColumn(ACTUAL, _("Reached"), figure=True),
        EditColumn(PERCENT, "%", figure=True),
        *(EditColumn(f"{DISTRICT_PREFIX}{d.id}", d.name, figure=True) for d in setup.districts),
    )


def figure_columns() -> tuple[EditColumn, ...]:
    return (
        EditColumn(LABEL, _("Figure")),
        EditColumn(VALUE, pgettext("figure", "Value"), figure=True),
        EditColumn(UNIT, _("Unit")),
        EditColumn(DISTRICT, _("District")),
    )


def indicator_fields(setup: Setup) -> tuple[ImportField, ...]:
    """What a table of indicators may hold; headings in both languages."""
    return (
        ImportField(
            LABEL,
            _("Indicator"),
            ("指标", "指标名称", "服务内容", "项目", "indicator"),
            required=True,
        ),
        ImportField(GROUP, _("Group"), ("类别", "分类", "服务类别", "group")),
        ImportField(UNIT, _("Unit"), ("单位", "unit")),
        ImportField(
            TARGET, _("Target"), ("目标", "指标量", "年度指标", "计划", "target"), required=True
        ),
        ImportField(
            ACTUAL, _("Reached"), ("完成", "实际", "完成量", "完成数", "reached", "actual")
        ),
        *(ImportField(f"{DISTRICT_PREFIX}{d.id}", d.name, (d.name,)) for d in setup.districts),
    )


def _indicator_row(number: int, one: Indicator, setup: Setup, words: Mapping[str, str]) -> EditRow:
    share = percent(one.actual, one.target) if one.target else None
    texts = (
        one.label,
        one.group,
        one.unit,
        plain(one.target),
        plain(one.actual),
        "" if share is None else plain(share),
        *(plain(one.districts[d.id]) if d.id in one.districts else "" for d in setup.districts),
    )
    named_wrong = words.get(f"{number}].label") or words.get(f"{number}].id")
    problems = {LABEL: named_wrong} if named_wrong else {}
    if sums := words.get(f"{number}].districts"):
        problems[ACTUAL] = sums
    return EditRow(one.id, texts, problems, frozenset({PERCENT}))


def _figure_id(one: Figure) -> str:
    return f"{one.key}/{one.district or ''}"


def _figure_row(number: int, one: Figure, setup: Setup, words: Mapping[str, str]) -> EditRow:
    names = {d.id: d.name for d in setup.districts}
    wrong = next((text for key, text in words.items() if key.startswith(f"{number}]")), "")
    texts = (one.label, plain(one.value), one.unit, names.get(one.district or "", ""))
    return EditRow(_figure_id(one), texts, {LABEL: wrong} if wrong else {})


def _with_indicators(setup: Setup, typed: Typed) -> Setup:
    """Raises UserError for a blank label or a figure that is none; then nothing is changed."""
    kept = []
    for one in setup.indicators:
        own = {c: text for (row, c), text in typed.texts.items() if row == one.id}
        kept.append(indicator_with(one, own) if own else one)
    setup = changed(setup, indicators=tuple(kept))
    for texts in typed.added:
        setup = with_indicator(setup, texts)
    return setup


def _with_figures(setup: Setup, typed: Typed) -> Setup:
    """Raises UserError for a blank label, a figure that is none, or an unknown district."""
    kept = []
    for one in setup.figures:
        own = {c: text for (row, c), text in typed.texts.items() if row == _figure_id(one)}
        kept.append(_figure_with(one, own, setup) if own else one)
    for texts in typed.added:
        key = free_id("f", (one.key for one in kept))
        blank = Figure(key=key, label=named(texts.get(LABEL, "")), value=Decimal(0))
        kept.append(_figure_with(blank, texts, setup))
    return changed(setup, figures=tuple(kept))


def _figure_with(one: Figure, texts: Mapping[str, str], setup: Setup) -> Figure:
    if LABEL in texts:
        one = changed(one, label=named(texts[LABEL]))
    if VALUE in texts:
        found = figure(texts[VALUE], pgettext("figure", "Value"))
        one = changed(one, value=found or Decimal(0))
    if UNIT in texts:
        one = changed(one, unit=texts[UNIT].strip()[:300])
    if DISTRICT in texts:
        one = changed(one, district=_district(texts[DISTRICT].strip(), setup))
    return one


def _district(name: str, setup: Setup) -> str | None:
    if not name:
        return None
    for district in setup.districts:
        if district.name == name:
            return district.id
    raise UserError(
        N_("There is no district “{name}”. Leave it blank for the whole station."), name=name
    )
