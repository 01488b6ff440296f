"""Passages of the report that somebody edited, and what it has beside them."""

from datetime import datetime

from app.model.base import Model
from app.model.station import Id


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
