"""The families about figures and logic."""

from app.reports.checker.base import Check

FIGURE_CHECKS: tuple[Check, ...] = ()
