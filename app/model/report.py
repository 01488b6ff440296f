"""What the report keeps of decisions: passages that were edited, what stands beside, forms."""

from datetime import datetime

from app.model.base import Model
from app.model.station import Id, Name


class PassageEdit(Model, frozen=True, kw_only=True):
    """An edited free text; `{name}` inside stands for a live figure. `proposal` is what it replaced."""

    form: Id
    key: str
    text: str
    proposal: str = ""
    by: str = ""
    at: datetime


class ReportOptions(Model, frozen=True, kw_only=True):
    """What a report has beside what every report has. `annex`: the figures as an attachment."""

    annex: bool = False


class KeptForm(Model, frozen=True, kw_only=True):
    """A form of the office as it was when it was taken for this visit; its files lie beside it."""

    form: Id
    label: Name
    digest: str
    by: str = ""
    at: datetime
