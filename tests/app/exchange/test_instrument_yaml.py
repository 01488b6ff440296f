"""What is written as YAML is read back as it was."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from app.errors import UserError
from app.exchange.instrument_file import FORMAT, instrument_of, load_shipped, read_draft
from app.exchange.instrument_file import read_instrument as read_checked
from app.exchange.instrument_yaml import write_instrument
from app.exchange.yaml_file import expect_format, parse_document
from app.model.base import changed
from app.model.instrument import Instrument
from tests.app.exchange.instruments import instruments


def back(raw):
    return expect_format(parse_document(raw, "again.yaml"), FORMAT).convert(Instrument)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instruments())
def test_any_instrument_comes_back_as_it_was(instrument):
    assert back(write_instrument(instrument)) == instrument


@pytest.mark.parametrize("name", ["gz-2023", "gz-2023-blocks"])
def test_a_shipped_instrument_comes_back_and_passes_its_check(name):
    shipped = load_shipped(name)
    raw = write_instrument(shipped)
    document = expect_format(parse_document(raw, "again.yaml"), FORMAT)
    assert instrument_of(document) == shipped


def test_what_has_its_default_is_left_out_and_short_parts_stand_on_one_line():
    text = write_instrument(load_shipped("gz-2023-blocks")).decode()
    assert "merge: {}" not in text
    assert "allow_na" not in text
    assert "- {label: 优秀, low: 90, high: 100}" in text


def test_an_unfinished_one_is_read_as_a_draft_and_refused_as_an_instrument(tmp_path):
    shipped = load_shipped("gz-2023-blocks")
    first = changed(shipped.parties[0], full=Decimal(54))
    unfinished = changed(shipped, parties=(first, *shipped.parties[1:]))
    path = tmp_path / "half.yaml"
    path.write_bytes(write_instrument(unfinished))
    assert read_draft(path) == unfinished
    with pytest.raises(UserError, match="add up to 99"):
        read_checked(path)


def test_a_draft_with_an_id_that_stands_twice_is_refused_with_its_line(tmp_path):
    path = tmp_path / "twice.yaml"
    path.write_bytes(write_instrument(load_shipped("gz-2023-blocks")))
    path.write_text(path.read_text("utf-8").replace("id: effect", "id: monitoring"), "utf-8")
    with pytest.raises(UserError) as caught:
        read_draft(path)
    assert "monitoring" in str(caught.value)
    assert "line" in str(caught.value)
