"""The families about figures and logic."""

from app.reports.checker.bands import check_bands
from app.reports.checker.bare_rates import check_bare_rates
from app.reports.checker.base import Check
from app.reports.checker.changes import check_changes
from app.reports.checker.complements import check_complements
from app.reports.checker.concerns import check_concerns
from app.reports.checker.contradictory import check_contradictory
from app.reports.checker.dates import check_dates
from app.reports.checker.district_tables import check_district_tables
from app.reports.checker.districts import check_districts
from app.reports.checker.full_marks import check_full_marks
from app.reports.checker.grades import check_grades
from app.reports.checker.linked import check_linked
from app.reports.checker.listing import check_lists
from app.reports.checker.money import check_money
from app.reports.checker.named_scores import check_named_scores
from app.reports.checker.parties import check_deductions, check_narratives
from app.reports.checker.parts import check_certificates, check_parts, check_presence
from app.reports.checker.percent import check_elapsed, check_percentages
from app.reports.checker.progress import check_progress
from app.reports.checker.ratio_base import check_bases
from app.reports.checker.rectified import check_rectified
from app.reports.checker.sample import check_sample
from app.reports.checker.sample_bounds import check_bounds
from app.reports.checker.score_sums import check_composition, check_scores, check_weights
from app.reports.checker.shortfall import check_shortfall
from app.reports.checker.survey_rates import (
    check_rates_of_nobody,
    check_rough_shares,
    check_survey_rates,
)
from app.reports.checker.table_sums import check_tables
from app.reports.checker.told_twice import check_district_sums, check_shares, check_told_twice
from app.reports.checker.vetoes import check_vetoes

FIGURE_CHECKS: tuple[Check, ...] = (
    check_scores,
    check_named_scores,
    check_weights,
    check_composition,
    check_parts,
    check_certificates,
    check_changes,
    check_linked,
    check_complements,
    check_presence,
    check_lists,
    check_tables,
    check_percentages,
    check_elapsed,
    check_survey_rates,
    check_rough_shares,
    check_rates_of_nobody,
    check_bases,
    check_bare_rates,
    check_dates,
    check_narratives,
    check_deductions,
    check_concerns,
    check_full_marks,
    check_money,
    check_bands,
    check_sample,
    check_bounds,
    check_contradictory,
    check_progress,
    check_rectified,
    check_grades,
    check_districts,
    check_district_tables,
    check_told_twice,
    check_district_sums,
    check_shares,
    check_vetoes,
    check_shortfall,
)
