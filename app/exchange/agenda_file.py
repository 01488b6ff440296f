"""The usual day that an agenda can begin with; it comes with the program, to be edited."""

from app.exchange.setup_file import with_times
from app.exchange.yaml_file import read_document
from app.model.base import Model
from app.model.schedule import AgendaEntry
from app.paths import RESOURCES

FORMAT = "huiping-agenda/1"


class _Day(Model, frozen=True, kw_only=True):
    agenda: tuple[AgendaEntry, ...]


def usual_day() -> tuple[AgendaEntry, ...]:
    """Its entries in the order of their times."""
    document = read_document(RESOURCES / "agenda.yaml", FORMAT)
    fields = dict(document.value)
    with_times(fields)
    return document.with_value(fields).convert(_Day).agenda
