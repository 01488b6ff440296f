"""Holiday tables as files: what is shipped, what is entered, and what is refused with its line."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.exchange.calendar_file import (
    CalendarShelf,
    parse_years,
    read_years,
    shipped,
    write_csv,
    write_years,
)
from app.i18n import translate_error
from app.model.rounds import YearTable
from app.rules.calendar import joined
from app.rules.deadlines import is_working_day

OWN = YearTable(
    year=2027,
    source="自己录入：国务院通知，“试”'用'",
    holidays=(date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 6)),
    workdays=(date(2027, 1, 30),),
)


def refusal(call, *arguments):
    with pytest.raises(UserError) as caught:
        call(*arguments)
    return translate_error(caught.value)


@pytest.mark.parametrize(("write", "name"), [(write_years, "a.yaml"), (write_csv, "a.csv")])
def test_what_is_written_reads_back_equal(write, name, tmp_path):
    (tmp_path / name).write_bytes(write((*shipped(), OWN)))
    assert read_years(tmp_path / name) == (*shipped(), OWN)


@pytest.mark.parametrize(
    ("year", "number", "off", "made_up", "working"),
    [
        (2024, "国办发明电〔2023〕7号", 28, 8, 251),
        (2025, "国办发明电〔2024〕12号", 28, 5, 248),
        (2026, "国办发明电〔2025〕7号", 33, 6, 248),
    ],
)
def test_the_shipped_years_count_as_the_notices_do(year, number, off, made_up, working):
    """Days off and weekend days worked as each notice adds them up, and what is left to work."""
    table = next(one for one in shipped() if one.year == year)
    assert number in table.source
    assert (len(table.holidays), len(table.workdays)) == (off, made_up)
    assert all(day.weekday() >= 5 for day in table.workdays)
    assert not set(table.workdays) & set(table.holidays)
    calendar = joined((table,)).calendar
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    assert sum(is_working_day(day, calendar) for day in days if day.year == year) == working


def test_a_year_without_a_single_day_survives_as_yaml():
    empty = (YearTable(year=2030),)
    assert parse_years(write_years(empty), "a.yaml") == empty
    assert parse_years(write_years(()), "a.yaml") == ()


def test_a_table_out_of_a_chinese_spreadsheet_is_read():
    text = "日期,安排\r\n2027年1月1日,放假\r\n2027/1/30,上班\r\n2027-02-05,休\r\n"
    (table,) = parse_years(text.encode("gb18030"), "2027.csv")
    assert table.holidays == (date(2027, 1, 1), date(2027, 2, 5))
    assert table.workdays == (date(2027, 1, 30),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("years: []", "does not say what it is"),
        ("format: huiping-holidays/2\nyears: []", "newer format"),
        (
            "format: huiping-holidays/1\nyears:\n  - year: 2027\n    holidays: [2026-01-01]",
            "line 3",
        ),
        ("format: huiping-holidays/1\nyears:\n  - year: 2027\n  - year: 2027", "twice"),
        (
            "format: huiping-holidays/1\nyears:\n  - year: 2027\n    holidays: [2027-02-05/2027-02-01]",
            "no range",
        ),
        (
            "format: huiping-holidays/1\nyears:\n  - {year: 2027, holidays: [2027-02-05], workdays: [2027-02-05]}",
            "both off and worked",
        ),
        (
            "format: huiping-holidays/1\nyears:\n  - year: 2027\n    holidays: [2027-02-30]",
            "line 4",
        ),
    ],
)
def test_a_wrong_yaml_file_is_refused_with_what_and_where(text, said):
    assert said in refusal(parse_years, text.encode(), "a.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no days"),
        ("2027-13-01,休", "line 1"),
        ("名称,安排", "holds no days"),
        ("2027-01-01,休\n2027-02-30,休", "line 2"),
        ("2027-01-01,也许", "line 1"),
        ("2027-01-01,休\n2027-01-01,班", "both off and worked"),
    ],
)
def test_a_wrong_csv_file_is_refused_with_what_and_where(text, said):
    assert said in refusal(parse_years, text.encode(), "a.csv")


def test_a_library_keeps_the_years_that_were_entered_and_no_copy_of_what_is_shipped(tmp_path):
    shelf = CalendarShelf(tmp_path)
    assert shelf.own() == ()
    shelf.keep((OWN, shipped()[0]))
    assert shelf.own() == (OWN,)
    assert shelf.calendars().years[2027] == OWN
    shelf.keep((YearTable(year=2024, holidays=(date(2024, 1, 17),)),))
    assert [one.year for one in shelf.own()] == [2024, 2027]
    shelf.keep((shipped()[0],))
    assert shelf.own() == (OWN,)


def test_a_damaged_table_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "holidays.yaml").write_bytes(b"\xff\xfe\x00broken")
    shelf = CalendarShelf(tmp_path)
    assert "UTF-8" in refusal(shelf.calendars)
    refusal(shelf.keep, (OWN,))
    calendars, error = shelf.readable()
    assert sorted(calendars.years) == [2024, 2025, 2026]
    assert error is not None
    assert (tmp_path / "holidays.yaml").read_bytes() == b"\xff\xfe\x00broken"
