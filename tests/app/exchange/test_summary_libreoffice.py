"""LibreOffice computes in the score summary what the program merged (lesson 5)."""

from collections import Counter

import pytest
from openpyxl import load_workbook

from app.exchange.summary_book import write_summary
from app.exchange.summary_formulas import DIFFERENT, OPEN, SAME
from app.exchange.workbook_form import NA_WORD
from tests.app.exchange.summaries import generated, of_samples
from tests.office import NEEDS_OFFICE, converted

pytestmark = NEEDS_OFFICE


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return dict(of_samples(tmp_path_factory.mktemp("samples"))) | dict(generated(10))


@pytest.fixture(scope="module")
def recalculated(made, tmp_path_factory):
    """Every book as LibreOffice computes it: of a new file it has nothing but the formulas."""
    files = {f"{name}.xlsx": write_summary(given) for name, given in made.items()}
    out = converted(tmp_path_factory.mktemp("office"), files, "xlsx")
    return {name: load_workbook(out / f"{name}.xlsx", data_only=True) for name in made}


def compared(book):
    """(page, row, formula's value, program's value, the check's word) of every compared cell."""
    for page in book.worksheets:
        for row in page.iter_rows(min_row=5):
            for position, cell in enumerate(row):
                if cell.value in (SAME, DIFFERENT):
                    yield (
                        page.title,
                        cell.row,
                        row[position - 2].value,
                        row[position - 1].value,
                        cell.value,
                    )


def same(formula, program):
    if isinstance(program, int | float):
        return isinstance(formula, int | float) and abs(formula - program) < 1e-8
    return formula == program


def test_every_formula_gives_the_programs_value(made, recalculated):
    wrong, kinds = [], Counter()
    for name in made:
        for page, row, formula, program, word in compared(recalculated[name]):
            kinds[program if program in (OPEN, NA_WORD) else type(program).__name__] += 1
            if word != SAME or not same(formula, program):
                wrong.append((name, page, row, formula, program))
    assert wrong == []
    assert kinds[OPEN] > 30
    assert kinds[NA_WORD] > 5
    assert kinds["float"] + kinds["int"] > 200


def test_total_grade_and_the_count_of_differences_are_those_of_the_outcome(made, recalculated):
    finished = 0
    for name, given in made.items():
        rows = {row[0].value: row for row in recalculated[name]["总表"].iter_rows() if row[0].value}
        total, grade = given.outcome.total, given.outcome.grade
        found = rows["总分"][5].value
        assert rows["等次"][5].value == (OPEN if total is None else grade)
        assert found == (OPEN if total is None else pytest.approx(float(total), abs=1e-9))
        assert rows["与程序值不符的格数"][1].value == 0
        finished += total is not None
    assert finished >= 5


def test_no_formula_of_any_book_is_an_error(recalculated):
    errors = [
        (name, page.title, cell.coordinate, cell.value)
        for name, book in recalculated.items()
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
    ]
    assert errors == []
