from datetime import date, time
from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.sample_file import load_sample, sample_names
from app.exchange.setup_file import read_setup
from app.i18n import translate_error
from app.model.base import from_json, to_json
from app.model.setup import Setup
from app.model.station import Role

SMALL = """\
format: huiping-setup/1
instrument: gz-2023-blocks
station: {name: 某街社工服务站}
visited_on: 2024-01-16
contract: {start: 2023-07-16, end: 2024-07-15, fee: 2400000}
period: {start: 2023-07-16, end: 2023-12-31}
agenda:
  - {stage: briefing, title: 听取介绍, start: 9:00, end: 9:40}
  - {stage: files, title: 查阅资料, start: "10:10:30", end: 12:00}
"""
OWN = """\
id: own
title: 自编
parties:
  - {id: panel, label: 评委, full: 100, blocks: [{id: work, label: 服务, full: 100}]}
bands:
  - {label: 好, low: 0, high: 100}
"""


def written(folder, text, name="visit.yaml"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path):
    with pytest.raises(UserError) as caught:
        read_setup(path)
    return translate_error(caught.value)


def test_a_set_up_with_a_shipped_instrument_is_read(tmp_path):
    setup, instrument = read_setup(written(tmp_path, SMALL))
    assert instrument.id == "gz-2023-blocks"
    assert setup.visited_on == date(2024, 1, 16)
    assert [(a.start, a.end) for a in setup.agenda] == [
        (time(9), time(9, 40)),
        (time(10, 10, 30), time(12)),
    ]


def test_an_instrument_in_the_same_folder_or_below_is_read(tmp_path):
    written(tmp_path, "format: huiping-instrument/1\n" + OWN, "inner/own.yaml")
    text = SMALL.replace("gz-2023-blocks", "inner/own.yaml")
    assert read_setup(written(tmp_path, text))[1].id == "own"


def test_an_instrument_written_inside_is_read_with_or_without_its_format(tmp_path):
    for head in ("", "  format: huiping-instrument/1\n"):
        inner = "".join(f"  {line}\n" for line in OWN.splitlines())
        text = SMALL.replace(" gz-2023-blocks\n", "\n" + head + inner)
        assert read_setup(written(tmp_path, text))[1].id == "own"


def test_a_fault_inside_a_written_instrument_has_its_line(tmp_path):
    inner = "".join(f"  {line}\n" for line in OWN.replace("low: 0", "low: 10").splitlines())
    text = SMALL.replace(" gz-2023-blocks\n", "\n" + inner)
    said = refusal(written(tmp_path, text))
    assert said == "visit.yaml, line 7, bands: No band covers 0 to 10."


@pytest.mark.parametrize("named", ["../own.yaml", "/etc/own.yaml", "inner/../../own.yaml"])
def test_an_instrument_outside_the_folder_is_refused(tmp_path, named):
    written(tmp_path, "format: huiping-instrument/1\n" + OWN, "own.yaml")
    path = written(tmp_path, SMALL.replace("gz-2023-blocks", named), "visits/visit.yaml")
    assert "must lie in the set-up's own folder" in refusal(path)


def test_a_link_that_leads_outside_is_refused(tmp_path):
    outside = written(tmp_path, "format: huiping-instrument/1\n" + OWN, "own.yaml")
    path = written(tmp_path, SMALL.replace("gz-2023-blocks", "link.yaml"), "visits/visit.yaml")
    (path.parent / "link.yaml").symlink_to(outside)
    assert "must lie in the set-up's own folder" in refusal(path)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("gz-2019", "There is no instrument “gz-2019”"),
        ("missing.yaml", "missing.yaml is not there"),
        ("[]", "Name an instrument here: gz-2023, gz-2023-blocks"),
        ("", "Name an instrument here"),
    ],
)
def test_an_instrument_that_cannot_be_had_is_refused_at_its_line(tmp_path, named, words):
    said = refusal(written(tmp_path, SMALL.replace("gz-2023-blocks", named)))
    assert said.startswith("visit.yaml, line 2, instrument: ")
    assert words in said


def test_a_set_up_without_an_instrument_is_refused(tmp_path):
    text = SMALL.replace("instrument: gz-2023-blocks\n", "")
    assert "instrument: Name an instrument here" in refusal(written(tmp_path, text))


@pytest.mark.parametrize("clock", ["24:00", "9:60", "nine", "9"])
def test_a_time_that_is_none_is_refused(tmp_path, clock):
    said = refusal(written(tmp_path, SMALL.replace("9:40", clock)))
    assert said.startswith("visit.yaml, line 8, agenda › 1 › end: A time is needed here")


def test_money_is_exact_and_a_year_and_month_stays_text():
    sample = load_sample("zhongcun")
    figures = {f.key: f.value for f in sample.setup.figures}
    assert figures["resources"] == Decimal("214749.793")
    assert sample.setup.station.since == "2011-12"
    assert sample.setup.staffing.months[0].month == "2023-07"
    assert set(sample.setup.organisations) == set(Role)


@pytest.mark.parametrize("name", sample_names())
def test_a_set_up_survives_its_canonical_form(name):
    setup = load_sample(name).setup
    assert from_json(to_json(setup), Setup) == setup
