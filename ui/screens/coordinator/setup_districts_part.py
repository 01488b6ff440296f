"""Districts and their sites: two tables side by side, and lists that are pasted whole."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_, _, ngettext, pgettext
from app.model.base import changed
from app.model.setup import Setup
from app.model.station import District, Site
from app.rules.districting import (
    Listed,
    moved_site,
    site_ids,
    with_list,
    without_districts,
    without_sites,
)
from app.rules.setup_rows import (
    COUNTS,
    NumberedRow,
    Taken,
    count_words,
    named,
    take_sites,
    with_site_row,
)
from app.rules.typed import whole
from ui.fonts import px
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.room import is_narrow
from ui.screens.coordinator.setup_import_part import ImportPart
from ui.screens.coordinator.setup_part import Host
from ui.screens.coordinator.setup_table_part import problem_words, shifted
from ui.widgets.basics import UprightRule
from ui.widgets.edit_table import EditTable
from ui.widgets.table_import import ImportField

NAME, STAFF, DISTRICT = "name", "staff", "district"
LEFT, LEFT_NARROW = 300, 232


class DistrictsPart(ImportPart):
    """Left the districts, right all sites with the district of each."""

    purpose = N_("Sites stand in the order of the day's walk; paste a list of districts and sites.")
    taking = N_("Take sites over from a table")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self.districts = EditTable(
            (
                EditColumn(NAME, _("District")),
                EditColumn(STAFF, pgettext("count", "Staff"), figure=True),
            ),
            self.content,
            name=_("Districts"),
        )
        self.districts.set_widths(112, (72,))
        self.sites = EditTable(
            (
                EditColumn(DISTRICT, _("District")),
                EditColumn(NAME, _("Site")),
                *(EditColumn(key, word, figure=True) for key, word in count_words().items()),
            ),
            self.content,
            name=_("Sites"),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.districts)
        row.addWidget(UprightRule(self.content))
        row.addWidget(self.sites, 1)
        self.bar.addWidget(self.take_button)
        self.bar.addStretch(1)
        self.assemble(row, self.districts, self.sites)

    def _connect(self) -> None:
        self.districts.typed.connect(self._on_districts_typed)
        self.districts.removed.connect(self._on_districts_removed)
        self.districts.shifted.connect(self._on_districts_shifted)
        self.sites.typed.connect(self._on_sites_typed)
        self.sites.removed.connect(self._on_sites_removed)
        self.sites.shifted.connect(self._on_sites_shifted)

    def refresh(self) -> None:
        words = problem_words(self.host, "districts[")
        self.districts.set_rows(
            [
                EditRow(d.id, (d.name, _count(d.staff)), _problems(words, f"{n}]"))
                for n, d in enumerate(self.setup.districts)
            ]
        )
        self.sites.set_rows(
            [
                EditRow(
                    site.id,
                    (d.name, site.name, *(_count(getattr(site, key)) for key in COUNTS)),
                    _problems(words, f"{n}].sites[{k}]"),
                )
                for n, d in enumerate(self.setup.districts)
                for k, site in enumerate(d.sites)
            ]
        )
        self._show_summary()

    def enter(self) -> None:
        table = self.sites if self.setup.districts else self.districts
        if not table.currentIndex().isValid():
            table.setCurrentIndex(table.rows.index(0, 0))
        table.setFocus()

    def reveal(self, place: str) -> None:
        numbers = [int(word) for word in place.replace("]", "[").split("[") if word.isdigit()]
        districts = self.setup.districts
        if not numbers or numbers[0] >= len(districts):
            self.districts.go_to("")
        elif len(numbers) > 1 and numbers[1] < len(districts[numbers[0]].sites):
            self.sites.go_to(districts[numbers[0]].sites[numbers[1]].id, NAME)
        else:
            self.districts.go_to(districts[numbers[0]].id)

    def fit(self) -> None:
        super().fit()
        self.districts.setFixedWidth(px(LEFT_NARROW if is_narrow(self) else LEFT))
        narrow = is_narrow(self)
        self.sites.set_widths(*((104, (148, 78)) if narrow else (128, (216, 76))))

    def _show_summary(self) -> None:
        sites, districts = len(site_ids(self.setup)), len(self.setup.districts)
        both = _(
            "{districts}, {sites}. Two columns, district and site, can be pasted from a sheet."
        )
        self.summary.set_text(
            both.format(
                districts=ngettext("{count} district", "{count} districts", districts).format(
                    count=districts
                ),
                sites=ngettext("{count} site", "{count} sites", sites).format(count=sites),
            )
        )

    def take(self, rows: Sequence[NumberedRow]) -> Taken:
        return take_sites(self.setup, rows)

    def fields(self) -> Sequence[ImportField]:
        return _fields()

    @Slot(object)
    def _on_districts_typed(self, typed: Typed) -> None:
        self.store(lambda: _with_districts(self.setup, typed), N_("Change the districts"))

    @Slot(object)
    def _on_sites_typed(self, typed: Typed) -> None:
        self.store(lambda: _with_sites(self.setup, typed), N_("Change the sites"))

    @Slot(object)
    def _on_districts_removed(self, ids: tuple[str, ...]) -> None:
        self.change(without_districts(self.setup, ids), N_("Take districts away"))

    @Slot(object)
    def _on_sites_removed(self, ids: tuple[str, ...]) -> None:
        self.change(without_sites(self.setup, ids), N_("Take sites away"))

    @Slot(object, int)
    def _on_districts_shifted(self, ids: tuple[str, ...], step: int) -> None:
        chosen = [n for n, d in enumerate(self.setup.districts) if d.id in ids]
        moved = changed(self.setup, districts=shifted(self.setup.districts, chosen, step))
        self.change(moved, N_("Change the order of the districts"))
        self.districts.go_to(ids[0] if step < 0 else ids[-1])

    @Slot(object, int)
    def _on_sites_shifted(self, ids: tuple[str, ...], step: int) -> None:
        """Within each district; a site goes to another one by its district's name."""
        moved = tuple(_shifted_sites(d, ids, step) for d in self.setup.districts)
        self.change(changed(self.setup, districts=moved), N_("Change the order of the sites"))
        self.sites.go_to(ids[0] if step < 0 else ids[-1], NAME)


def _fields() -> Sequence[ImportField]:
    words = count_words()
    headings = {
        "households": ("户数", "服务户数", "households"),
        "persons": ("人数", "服务人数", "persons"),
        "records": ("入册人数", "家庭信息汇总表人数", "台账人数", "records"),
        "files": ("建档人数", "建档份数", "建档", "files"),
    }
    return (
        ImportField(DISTRICT, _("District"), ("片区", "所属片区", "district")),
        ImportField(NAME, _("Site"), ("社工点", "村居", "社区", "名称", "site"), required=True),
        *(ImportField(key, word, headings[key]) for key, word in words.items()),
    )


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def _problems(words: Mapping[str, str], prefix: str) -> dict[str, str]:
    found = words.get(f"{prefix}.name") or words.get(f"{prefix}.id") or words.get(prefix)
    return {NAME: found} if found else {}


def _shifted_sites(district: District, ids: tuple[str, ...], step: int) -> District:
    chosen = [n for n, site in enumerate(district.sites) if site.id in ids]
    return changed(district, sites=shifted(district.sites, chosen, step)) if chosen else district


def _with_districts(setup: Setup, typed: Typed) -> Setup:
    """Raises UserError for a blank name or a figure that is none; then nothing is changed."""
    kept = []
    for district in setup.districts:
        own = {c: text for (row, c), text in typed.texts.items() if row == district.id}
        kept.append(_edited_district(district, own))
    setup = changed(setup, districts=tuple(kept))
    for texts in typed.added:
        known = {district.id for district in setup.districts}
        setup = with_list(setup, (Listed(named(texts.get(NAME, "")), ""),))
        made = [_edited_district(d, texts) if d.id not in known else d for d in setup.districts]
        setup = changed(setup, districts=tuple(made))
    return setup


def _edited_district(district: District, texts: Mapping[str, str]) -> District:
    if NAME in texts:
        district = changed(district, name=named(texts[NAME]))
    if STAFF in texts:
        district = changed(district, staff=whole(texts[STAFF], pgettext("count", "Staff")))
    return district


def _with_sites(setup: Setup, typed: Typed) -> Setup:
    """Raises UserError for a blank name or a figure that is none; then nothing is changed."""
    for site_id in dict.fromkeys(row for row, _column in typed.texts):
        own = {c: text for (row, c), text in typed.texts.items() if row == site_id}
        setup = _edited_site(setup, site_id, own)
    after = setup.districts[-1].id if setup.districts else ""
    for texts in typed.added:
        setup, after = with_site_row(setup, texts, after)
    return setup


def _edited_site(setup: Setup, site_id: str, texts: Mapping[str, str]) -> Setup:
    districts = tuple(
        changed(d, sites=tuple(_site(s, texts) if s.id == site_id else s for s in d.sites))
        for d in setup.districts
    )
    setup = changed(setup, districts=districts)
    if texts.get(DISTRICT, "").strip():
        wanted = texts[DISTRICT].strip()
        setup = with_list(setup, (Listed(wanted, ""),))
        target = next(d.id for d in setup.districts if d.name == wanted)
        setup = moved_site(setup, site_id, target)
    return setup


def _site(site: Site, texts: Mapping[str, str]) -> Site:
    if NAME in texts:
        site = changed(site, name=named(texts[NAME]))
    words = count_words()
    figures = {key: whole(texts[key], words[key]) for key in COUNTS if key in texts}
    return changed(site, **figures) if figures else site
