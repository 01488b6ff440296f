"""How a day is written: by its number in lists and forms, by the month's name where one reads."""

from datetime import date

from app.i18n import _, pgettext


def day_word(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def month_names() -> tuple[str, ...]:
    """As a heading has them where the year is told beside."""
    return (
        pgettext("month", "January"),
        pgettext("month", "February"),
        pgettext("month", "March"),
        pgettext("month", "April"),
        pgettext("month", "May"),
        pgettext("month", "June"),
        pgettext("month", "July"),
        pgettext("month", "August"),
        pgettext("month", "September"),
        pgettext("month", "October"),
        pgettext("month", "November"),
        pgettext("month", "December"),
    )


def _short_names() -> tuple[str, ...]:
    return (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )


def long_day(day: date) -> str:
    """With its year; nobody takes the month for the day."""
    month = _short_names()[day.month - 1]
    return _("{day} {month} {year}").format(year=day.year, month=month, day=day.day)


def short_day(day: date) -> str:
    """Where the year is clear."""
    return _("{day} {month}").format(month=_short_names()[day.month - 1], day=day.day)
