"""Indicators with targets and what was reached; other figures that the report may use."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
from ui.fonts import px
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.screens.coordinator.setup_import_part import ImportPart
from ui.screens.coordinator.setup_part import Host
from ui.screens.coordinator.setup_table_part import problem_words, shifted
from ui.theme import Tone
from ui.widgets.basics import Line
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
VALUE, DISTRICT, NOTE = "value", "district", "note"
INDICATORS, FIGURES = "indicators", "figures"


class IndicatorsPart(ImportPart):
    """Two tables, one at a time, and how many people in need the station knows."""

    purpose = N_("The yearly targets, what was reached in the evaluated period, other figures.")
    taking = N_("Take indicators over from a table")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self.which = Segmented(
            [Option(INDICATORS, _("Indicators")), Option(FIGURES, _("Other figures"))],
            self.content,
            name=_("Which table"),
        )
        self.which.set_current(INDICATORS)
        self.which.chosen.connect(self._on_which)
        self.people = LineEditor(self.content, name=_("People in need known to the station"))
        self.people.committed.connect(self._on_people)
        self.indicators = EditTable((), self.content, name=_("Indicators"))
        self.figures = EditTable((), self.content, name=_("Other figures"))
        self._front = QWidget(self.content)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack = FrontLayout(self._front)
        self._stack.addWidget(self.indicators)
        self._stack.addWidget(self.figures)
        self.bar.addWidget(self.which)
        self.bar.addWidget(self.take_button)
        self.bar.addStretch(1)
        self.bar.addWidget(
            Line(_("People in need known to the station"), self.content, tone=Tone.MUTED)
        )
        self.take_measures()
        self.bar.addWidget(self.people)
        body = QVBoxLayout()
        body.addWidget(self._front)
        self.assemble(body, self.indicators, self.figures)

    def take_measures(self) -> None:
        self.people.setFixedWidth(px(88))

    def _connect(self) -> None:
        self.indicators.typed.connect(self._on_indicators_typed)
        self.indicators.removed.connect(self._on_indicators_removed)
        self.indicators.shifted.connect(self._on_indicators_shifted)
        self.figures.typed.connect(self._on_figures_typed)
        self.figures.removed.connect(self._on_figures_removed)
        self.figures.shifted.connect(self._on_figures_shifted)

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
        super().flush()

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

    def take(self, rows: Sequence[NumberedRow]) -> Taken:
        return take_indicators(self.setup, rows)

    def fields(self) -> Sequence[ImportField]:
        return indicator_fields(self.setup)

    @Slot(str)
    def _on_which(self, _which: str) -> None:
        self._show_table()

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
        self.store(lambda: _with_indicators(self.setup, typed), N_("Change the indicators"))

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
        self.store(lambda: _with_figures(self.setup, typed), N_("Change the figures"))

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
        EditColumn(NOTE, _("Breakdown")),
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
    texts = (one.label, plain(one.value), one.unit, names.get(one.district or "", ""), one.note)
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
    if NOTE in texts:
        one = changed(one, note=texts[NOTE].strip()[:300])
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
