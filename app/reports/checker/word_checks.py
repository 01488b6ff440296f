"""The families about words and form."""

from app.reports.checker.base import Check

WORD_CHECKS: tuple[Check, ...] = ()
