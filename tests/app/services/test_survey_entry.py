"""The survey as it is entered and imported."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.survey_file import propose_columns, read_responses
from app.exchange.tables import paste_table, read_table
from app.model.capture import Interview, SurveyResponse
from tests.app.exchange.foreign_samples import workbook

TABLE = "编号\t满意度\t知晓数\nR1\t90\t4\nR2\t70\t1\nR3\t300\t1\n"


@pytest.fixture
def service(panelist):
    return panelist.survey


def read(text):
    table = paste_table(text)
    return read_responses(table, propose_columns(table))


def test_an_import_is_one_step_and_a_second_one_changes_nothing(service, panelist):
    done = service.take(read(TABLE))
    assert (done.stored, done.repeated, [one.row for one in done.refused]) == (2, 0, [4])
    again = service.take(read(TABLE))
    assert (again.stored, again.repeated) == (0, 2)
    assert not again.changes
    figures = service.figures()
    assert (figures.answered, figures.asked, figures.aware) == (2, 2, 1)
    panelist.undo()
    assert service.figures().answered == 0
    assert service.take(read(TABLE)).stored == 2


def test_a_respondent_is_one_step_however_slowly_the_rest_follows(service, panelist, monkeypatch):
    monkeypatch.setattr("app.storage.undo.RUN_SECONDS", -1.0)
    service.enter(satisfaction=Decimal(80))
    first = service.enter(satisfaction=Decimal(92)).id
    for body in ({"known": 4}, {"known": 4, "code": "R1"}):
        service.correct(first, SurveyResponse(satisfaction=Decimal(92), **body))
    panelist.undo()
    assert [c.body.satisfaction for c in panelist.captures.all("survey")] == [80]
    panelist.redo()
    assert panelist.captures.get(first).body.code == "R1"
    panelist.undo()
    panelist.undo()
    assert panelist.captures.all("survey") == ()


def test_rows_without_codes_come_in_once_too(service, tmp_path):
    rows = [["满意度"], [90], [90], [80]]
    path = workbook(tmp_path / "a.xlsx", ("表", rows))
    table = read_table(path)
    columns = propose_columns(table)
    assert service.take(read_responses(table, columns)).stored == 3
    assert service.take(read_responses(read_table(path), columns)).repeated == 3


def test_a_code_that_is_recorded_already_is_refused_with_its_row(service):
    service.enter(code="R2", satisfaction=Decimal(60))
    done = service.take(read(TABLE))
    assert done.stored == 1
    assert [(one.row, str(one.reason)) for one in done.refused] == [
        (3, "The code “R2” is recorded already."),
        (4, "“300” is no satisfaction from 0 to 100."),
    ]


def test_one_respondent_is_entered_by_code_alone(service, panelist):
    service.enter(code=" R1 ", satisfaction=Decimal("92.5"), known=4, way="电访")
    (own,) = [c.body for c in panelist.captures.all("survey")]
    assert (own.code, own.satisfaction, own.known, own.way) == ("R1", Decimal("92.5"), 4, "电访")
    service.enter(satisfaction=Decimal(80))
    service.enter(satisfaction=Decimal(80))
    assert service.figures().answered == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "R1"}, "Enter satisfaction"),
        ({"code": "R1", "satisfaction": Decimal(101)}, "percentage"),
        ({"code": "13800138000", "known": 3}, "mobile phone"),
        ({"code": "11010519491231002X", "known": 3}, "ID card"),
        ({"code": "taken", "known": 3}, "recorded already"),
    ],
)
def test_what_cannot_be_entered_is_refused(service, fields, words):
    service.enter(code="taken", known=1)
    with pytest.raises(UserError, match=words):
        service.enter(**fields)
    assert service.figures().asked == 1


def test_no_interview_is_stored_under_a_telephone_number(panelist):
    with pytest.raises(UserError, match="telephone number"):
        panelist.captures.record(Interview(guide="user", code="020-83123456"))
    made = panelist.captures.record(Interview(guide="user", code="D1-01"))
    with pytest.raises(UserError, match="mobile phone"):
        panelist.captures.change(made.id, Interview(guide="user", code="13800138000"))
