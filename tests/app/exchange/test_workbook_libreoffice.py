"""LibreOffice computes in the workbook what the program computes (lesson 5)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.exchange.workbook import write_workbook
from app.exchange.workbook_form import HIDDEN, SUMMARY_SHEET
from app.exchange.workbook_read import read_workbook
from tests.app.exchange.workbooks import expected, generated, of_samples
from tests.office import NEEDS_OFFICE, converted

pytestmark = NEEDS_OFFICE


@pytest.fixture(scope="module")
def made():
    return dict(of_samples()) | dict(generated(10))


@pytest.fixture(scope="module")
def recalculated(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    files = {f"{name}.xlsx": write_workbook(given) for name, given in made.items()}
    out = converted(folder, files, "xlsx")
    return {name: (folder / f"{name}.xlsx", out / f"{name}.xlsx") for name in made}


def computed(original, office):
    """(page, row, what the formula gives, the program's value) of every formula beside one."""
    formulas, values = load_workbook(original), load_workbook(office, data_only=True)
    for page in formulas.worksheets:
        if page.title == HIDDEN:
            continue
        width = page.max_column if page.title == SUMMARY_SHEET else 7
        live = width - 1 if page.title == SUMMARY_SHEET else 4
        for row in range(5, page.max_row + 1):
            if str(page.cell(row, live).value).startswith("="):
                found = values[page.title]
                yield page.title, row, found.cell(row, live).value, found.cell(row, width).value


def same(formula, program):
    if isinstance(program, int | float):
        return isinstance(formula, int | float) and abs(formula - program) < 1e-8
    return (formula or None) == program


def test_every_formula_gives_the_programs_value(made, recalculated):
    wrong, count, whole = [], 0, 0
    for name in made:
        for page, row, formula, program in computed(*recalculated[name]):
            count += 1
            whole += page == SUMMARY_SHEET and isinstance(program, int | float)
            if not same(formula, program):
                wrong.append((name, page, row, formula, program))
    assert wrong == []
    assert count > 300
    assert whole > 30


def test_what_libreoffice_saved_is_read_back_with_the_same_values(made, recalculated):
    for name, given in made.items():
        original, office = recalculated[name]
        against = type(expected())(given.visit, given.instrument)
        before = read_workbook(original.read_bytes(), name, against)
        after = read_workbook(office.read_bytes(), name, against)
        assert (after.values, after.reasons) == (before.values, before.reasons)
        assert BytesIO(office.read_bytes()).getvalue() != original.read_bytes()
