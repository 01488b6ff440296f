"""Writes the score summary 评分汇总表: what everybody gave, and formulas beside the program's values."""

from collections.abc import Iterator

from openpyxl import Workbook

from app.exchange.summary_form import TOTAL_SHEET, SummaryInput, raters_of
from app.exchange.summary_place import columns_for, write_place
from app.exchange.summary_total import write_total
from app.exchange.workbook_form import STATION_SHEET
from app.exchange.workbook_look import book_bytes, sheet_title
from app.model.outcome import BlockDistrict


def write_summary(given: SummaryInput) -> bytes:
    """The file's bytes: a page with the total, one for the station, one for each district."""
    book = Workbook()
    total = book.active
    total.title = TOTAL_SHEET
    taken = {TOTAL_SHEET}
    values: dict[tuple[str, str | None], str] = {}
    checks: list[str] = []
    for district, parts in _pages(given):
        name = given.setup.district(district).name if district else STATION_SHEET
        page = book.create_sheet(sheet_title(name, taken))
        quoted = f"'{page.title.replace(chr(39), chr(39) * 2)}'"
        for block, cell in write_place(page, given, parts).items():
            values[block, district] = f"{quoted}!{cell}"
        check = columns_for(raters_of(parts, given.setup)).check
        checks.append(f"{quoted}!{check}1:{check}{page.max_row}")
    write_total(total, given, values, checks)
    return book_bytes(book)


def _pages(given: SummaryInput) -> Iterator[tuple[str | None, list[BlockDistrict]]]:
    """The station's blocks, then each district's, in the set-up's order."""
    everything = [
        part
        for party in given.outcome.parties
        for result in party.blocks
        for part in result.districts
    ]
    for place in (None, *(district.id for district in given.setup.districts)):
        parts = [part for part in everything if part.district == place]
        if parts:
            yield place, parts
