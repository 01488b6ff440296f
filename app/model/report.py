"""What people decide about the report: passages, remarks, what stands beside it, forms."""

from datetime import datetime

from app.model.base import Model
from app.model.station import Id, Name


class PassageEdit(Model, frozen=True, kw_only=True):
    """An edited free text; `{name}` inside stands for a live figure.

    `proposal` is what it replaced or was last compared with, `figures` are the names in that
    proposal with their text then.
    """

    form: Id
    key: str
    text: str
    proposal: str = ""
    figures: dict[str, str] = {}
    by: str = ""
    at: datetime


class RemarkAside(Model, frozen=True, kw_only=True):
    """A remark of the checker that somebody looked at: the text is meant so.

    `key` is made of the family, the place, the `quote` and what stands round it: once one of them
    is another, the remark is there again. What must be mended stands in a final version only with
    a `reason`.
    """

    key: str
    family: str
    quote: str
    reason: str = ""
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
