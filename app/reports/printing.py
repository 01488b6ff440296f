"""Score figures as a form prints them."""

from decimal import Decimal

from app.reports.form import Form
from app.rules.printing import printed


def converted(value: Decimal | None, form: Form, places: int) -> str:
    """Trimmed or with fixed places; what is still open prints as that."""
    return form.pending if value is None else printed(value, form.decimals, places)
