"""The agenda of the day: times, stages and titles; a usual day to begin with."""

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.exchange.agenda_file import usual_day
from app.i18n import N_, _
from app.model.base import changed
from app.model.schedule import AgendaEntry, Stage
from app.rules.typed import clock
from ui.icons import Icon
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.screens.coordinator.setup_part import Host
from ui.screens.coordinator.setup_table_part import TablePart, problem_words
from ui.stages import stage_name
from ui.widgets.basics import Button

START, END, STAGE, TITLE = "start", "end", "stage", "title"


def stages() -> dict[str, Stage]:
    """Stages by the word for them in the language in force."""
    words = {stage_name(stage): stage for stage in Stage if stage is not Stage.OTHER}
    return words | {_("Other"): Stage.OTHER}


class AgendaPart(TablePart):
    """A row for each entry, in the order of the day."""

    purpose = N_("The rail of each panelist shows these times; the status line what is left.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        columns = (
            EditColumn(TITLE, _("What")),
            EditColumn(STAGE, _("Stage"), choices=tuple(stages())),
            EditColumn(START, _("From"), figure=True),
            EditColumn(END, _("Until"), figure=True),
        )
        super().__init__(host, parent, columns, name=_("Agenda"))
        self.table.set_widths(200, (160, 88, 88))
        self.usual = self.add_action(Button(_("Put in a usual day"), self, icon=Icon.AGENDA))
        self.usual.clicked.connect(self._on_usual)

    def refresh(self) -> None:
        words = problem_words(self.host, "agenda[")
        self.table.set_rows([_row(n, e, words) for n, e in enumerate(self.setup.agenda)])
        self.usual.setEnabled(not self.setup.agenda)

    def reveal(self, place: str) -> None:
        number, _bracket, rest = place.partition("[")[2].partition("]")
        column = rest.removeprefix(".")
        known = number.isdigit() and int(number) < len(self.setup.agenda)
        self.table.go_to(number if known else "", column if known and column in _COLUMNS else "")

    def store(self, typed: Typed) -> None:
        agenda = list(self.setup.agenda)
        for number in dict.fromkeys(row for row, _column in typed.texts):
            own = {c: text for (row, c), text in typed.texts.items() if row == number}
            agenda[int(number)] = _with(agenda[int(number)], own)
        for texts in typed.added:
            agenda.append(_with(_following(agenda), texts))
        self._put(agenda, N_("Change the agenda"))

    def remove(self, ids: tuple[str, ...]) -> None:
        kept = [entry for n, entry in enumerate(self.setup.agenda) if str(n) not in ids]
        self._put(kept, N_("Take entries off the agenda"))

    def shift(self, _ids: tuple[str, ...], _step: int) -> None:
        """The order follows the times, so a move would be taken back at once."""
        self.refuse(UserError(N_("The agenda is in the order of its times. Change a time.")))

    def _put(self, agenda: list[AgendaEntry], label: str) -> None:
        ordered = tuple(sorted(agenda, key=lambda entry: (entry.start, entry.end)))
        self.change(changed(self.setup, agenda=ordered), label)

    @Slot()
    def _on_usual(self) -> None:
        self._put(list(usual_day()), N_("Put in a usual day"))


_COLUMNS = (TITLE, STAGE, START, END)


def _row(number: int, entry: AgendaEntry, words: Mapping[str, str]) -> EditRow:
    word = next(word for word, stage in stages().items() if stage is entry.stage)
    problems = {
        column: words[f"{number}].{column}"]
        for column in _COLUMNS
        if f"{number}].{column}" in words
    }
    texts = (entry.title, word, f"{entry.start:%H:%M}", f"{entry.end:%H:%M}")
    return EditRow(str(number), texts, problems)


def _following(agenda: list[AgendaEntry]) -> AgendaEntry:
    """What a new row starts from: it begins where the last one ends."""
    start = agenda[-1].end if agenda else time(9, 0)
    end = time(min(23, start.hour + 1), start.minute)
    return AgendaEntry(stage=Stage.OTHER, title=_("Other"), start=start, end=end)


def _with(entry: AgendaEntry, texts: Mapping[str, str]) -> AgendaEntry:
    """Raises UserError for a blank title, a word that is no stage, or a time that is none."""
    if STAGE in texts:
        entry = _staged(entry, texts[STAGE].strip())
    if TITLE in texts:
        if not texts[TITLE].strip():
            raise UserError(N_("An entry needs words. Ctrl+Delete takes the whole row away."))
        entry = changed(entry, title=texts[TITLE].strip()[:300])
    if START in texts:
        entry = changed(entry, start=clock(texts[START], _("From")))
    if END in texts:
        entry = changed(entry, end=clock(texts[END], _("Until")))
    return entry


def _staged(entry: AgendaEntry, word: str) -> AgendaEntry:
    """An entry that still bears the word of its stage takes the new stage's."""
    known = stages()
    if word not in known:
        raise UserError(
            N_("“{text}” is no stage. Choose {words}."), text=word, words="、".join(known)
        )
    before = next(w for w, stage in known.items() if stage is entry.stage)
    title = word if entry.title in (before, _("Other")) else entry.title
    return changed(entry, stage=known[word], title=title)
