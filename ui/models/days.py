"""How a day is written in lists and forms."""

from datetime import date


def day_word(day: date) -> str:
    return f"{day:%Y-%m-%d}"
