"""Staffing: facts at the cut-off date beside presence by month, counted in halves."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.model.base import changed
from app.model.setup import Setup, StaffMonth
from app.model.text import plain
from app.rules.period import month_keys
from app.rules.setup_rows import (
    MONTHLY,
    NumberedRow,
    Taken,
    month_with,
    monthly_words,
    take_months,
    with_month,
)
from app.rules.staff_facts import FACTS, shown, with_fact
from app.rules.staffing import Presence, certified_presence, presence
from ui.fonts import px
from ui.icons import Icon
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.models.roles import ColumnFoot
from ui.room import is_narrow
from ui.screens.coordinator.setup_import_part import ImportPart
from ui.screens.coordinator.setup_part import Host
from ui.screens.coordinator.setup_table_part import problem_words
from ui.theme import Tone
from ui.widgets.basics import Button, Line, UprightRule
from ui.widgets.choice import Option, Segmented
from ui.widgets.edit_table import EditTable
from ui.widgets.grid import GridFoot
from ui.widgets.table_import import ImportField

FACT, VALUE, MONTH = "fact", "value", "month"
LEFT, LEFT_NARROW = 340, 264
NET, MONTHLY_RULE = "net", "monthly"


class StaffingPart(ImportPart):
    """Facts at the left, months at the right with their sums and both shortages."""

    purpose = N_("Person-months are counted in halves; the sums decide on the staffing vetoes.")
    taking = N_("Take months over from a table")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self.facts = EditTable(
            (EditColumn(FACT, _("At the cut-off date")), EditColumn(VALUE, "", figure=True)),
            self.content,
            name=_("Staff at the cut-off date"),
            grows=False,
        )
        columns = (
            EditColumn(MONTH, _("Month")),
            *(EditColumn(key, word, figure=True) for key, word in monthly_words().items()),
        )
        self.months = EditTable(columns, self.content, name=_("Presence by month"))
        self.foot = GridFoot(self.months, self.content, height=40)
        self.fill_button = Button(_("Months of the period"), self.content, icon=Icon.AGENDA)
        self.rule = Segmented(
            [Option(NET, _("over the period")), Option(MONTHLY_RULE, _("month by month"))],
            self.content,
            name=_("How a shortage counts"),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.bar.addWidget(self.fill_button)
        self.bar.addWidget(self.take_button)
        self.bar.addStretch(1)
        self.bar.addWidget(Line(_("A shortage counts"), self.content, tone=Tone.MUTED))
        self.bar.addWidget(self.rule)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.months, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.facts)
        row.addWidget(UprightRule(self.content))
        row.addLayout(right, 1)
        self.assemble(row, self.facts, self.months)

    def _connect(self) -> None:
        self.fill_button.clicked.connect(self._on_fill)
        self.rule.chosen.connect(self._on_rule)
        self.facts.typed.connect(self._on_facts_typed)
        self.months.typed.connect(self._on_months_typed)
        self.months.removed.connect(self._on_months_removed)

    def refresh(self) -> None:
        staffing = self.setup.staffing
        words = problem_words(self.host, "staffing.")
        self.facts.set_rows(
            [
                EditRow(
                    fact.name,
                    (_(fact.label), shown(staffing, fact)),
                    {VALUE: words[fact.name]} if fact.name in words else {},
                    frozenset({FACT}),
                )
                for fact in FACTS
            ]
        )
        rows = [_month_row(n, month, words) for n, month in enumerate(staffing.months)]
        self.months.set_rows(rows, _feet(self.setup))
        self.foot.refresh()
        self.rule.set_current(MONTHLY_RULE if staffing.shortage.monthly else NET)
        self.summary.set_text(_verdict(self.setup))

    def enter(self) -> None:
        if not self.facts.currentIndex().isValid():
            self.facts.setCurrentIndex(self.facts.rows.index(0, 1))
        self.facts.setFocus()

    def reveal(self, place: str) -> None:
        name = place.removeprefix("staffing.").partition("[")[0]
        number = place.partition("[")[2].partition("]")[0]
        if name == "months":
            months = self.setup.staffing.months
            known = number.isdigit() and int(number) < len(months)
            self.months.go_to(months[int(number)].month if known else "")
        else:
            self.facts.go_to(name, VALUE)

    def fit(self) -> None:
        super().fit()
        narrow = is_narrow(self)
        self.facts.setFixedWidth(px(LEFT_NARROW if narrow else LEFT))
        self.facts.set_widths(150, (84,))
        self.months.set_widths(96, (88,) if narrow else (112,))

    def take(self, rows: Sequence[NumberedRow]) -> Taken:
        return take_months(self.setup, rows)

    def fields(self) -> Sequence[ImportField]:
        return _fields()

    @Slot()
    def _on_fill(self) -> None:
        """Rows for the months of the evaluated period that are not there yet."""
        setup = self.setup
        posts = {"required": plain(Decimal(setup.staffing.posts)) if setup.staffing.posts else ""}
        known = {month.month for month in setup.staffing.months}
        for name in month_keys(setup.period.start, setup.period.end):
            if name not in known:
                setup = with_month(setup, {"month": name, **posts})
        self.change(setup, N_("Put in the months of the period"))

    @Slot(str)
    def _on_rule(self, rule: str) -> None:
        staffing = self.setup.staffing
        shortage = changed(staffing.shortage, monthly=rule == MONTHLY_RULE)
        made = changed(self.setup, staffing=changed(staffing, shortage=shortage))
        self.change(made, N_("Choose how a shortage counts"))

    @Slot(object)
    def _on_facts_typed(self, typed: Typed) -> None:
        staffing = self.setup.staffing
        try:
            for fact in FACTS:
                if (fact.name, VALUE) in typed.texts:
                    staffing = with_fact(staffing, fact, typed.texts[fact.name, VALUE])
        except UserError as error:
            self.refuse(error)
            return
        self.change(changed(self.setup, staffing=staffing), N_("Change the facts on staff"))

    @Slot(object)
    def _on_months_typed(self, typed: Typed) -> None:
        self.store(lambda: _with_months(self.setup, typed), N_("Change presence by month"))

    @Slot(object)
    def _on_months_removed(self, ids: tuple[str, ...]) -> None:
        staffing = self.setup.staffing
        kept = tuple(month for month in staffing.months if month.month not in ids)
        made = changed(self.setup, staffing=changed(staffing, months=kept))
        self.change(made, N_("Take months away"))


def _fields() -> Sequence[ImportField]:
    words = monthly_words()
    headings = {
        "required": ("应配", "应配备", "应到", "应配人数", "required"),
        "present": ("实际", "在岗", "实到", "实际人数", "present"),
        "certified_required": ("持证应配", "应配持证", "certified required"),
        "certified_present": ("持证在岗", "实际持证", "持证", "certified present"),
    }
    return (
        ImportField(MONTH, _("Month"), ("月份", "年月", "月", "month"), required=True),
        *(ImportField(name, words[name], headings[name]) for name in MONTHLY),
    )


def _month_row(number: int, month: StaffMonth, words: Mapping[str, str]) -> EditRow:
    texts = (month.month, *(plain(getattr(month, name)) for name in MONTHLY))
    here = f"months[{number}]"
    problems = {name: words[f"{here}.{name}"] for name in MONTHLY if f"{here}.{name}" in words}
    if here in words:
        problems[MONTH] = words[here]
    return EditRow(month.month, texts, problems)


def _feet(setup: Setup) -> tuple[ColumnFoot, ...]:
    everybody, certified = presence(setup.staffing), certified_presence(setup.staffing)
    sums = (everybody.required, everybody.present, certified.required, certified.present)
    return (ColumnFoot(_("Sum"), left=True), *(ColumnFoot(plain(one)) for one in sums))


def _verdict(setup: Setup) -> str:
    """What the months come to, by both readings."""
    return _("Staff: {staff}; certified: {certified}.").format(
        staff=_balance(presence(setup.staffing)),
        certified=_balance(certified_presence(setup.staffing)),
    )


def _balance(found: Presence) -> str:
    if not found.required:
        return _("nothing required")
    if found.net < 0:
        words = _("{net} short over the period, {months} month by month")
    else:
        words = _("{net} more than required over the period, {months} short month by month")
    return words.format(net=plain(abs(found.net)), months=plain(found.short_months))


def _with_months(setup: Setup, typed: Typed) -> Setup:
    """Raises UserError for what is no month or no figure; then nothing is changed."""
    kept = []
    for month in setup.staffing.months:
        own = {c: text for (row, c), text in typed.texts.items() if row == month.month}
        kept.append(month_with(month, own) if own else month)
    setup = changed(setup, staffing=changed(setup.staffing, months=tuple(kept)))
    for texts in typed.added:
        setup = with_month(setup, texts)
    return setup
