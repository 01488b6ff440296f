"""The examples of docs/formats.md are read by the readers that they are written for."""

import re
from pathlib import Path

from app.exchange.entries_file import read_entries
from app.exchange.instrument_file import read_instrument
from app.exchange.sample_file import DECISIONS_FORMAT
from app.exchange.setup_file import read_setup
from app.exchange.yaml_file import read_document
from app.model.entries import PartyDecisions
from app.rules.problem import errors
from app.rules.setup_check import setup_problems

FORMATS = Path(__file__).resolve().parents[3] / "docs" / "formats.md"
EXAMPLE = re.compile(r"```yaml\n(format: huiping-(\w+)/1\n.*?)```", re.DOTALL)


def example(tmp_path, kind):
    texts = {k: text for text, k in EXAMPLE.findall(FORMATS.read_text(encoding="utf-8"))}
    path = tmp_path / f"{kind}.yaml"
    path.write_text(texts[kind], encoding="utf-8")
    return path


def test_the_instrument_example_is_read(tmp_path):
    instrument = read_instrument(example(tmp_path, "instrument"))
    assert [b.id for b in instrument.blocks()] == ["operation", "quality"]


def test_the_set_up_example_is_read_and_has_no_errors(tmp_path):
    setup, instrument = read_setup(example(tmp_path, "setup"))
    assert errors(setup_problems(setup, instrument)) == ()


def test_the_entries_example_is_read_and_fits_the_set_up(tmp_path):
    setup, instrument = read_setup(example(tmp_path, "setup"))
    entries = read_entries(example(tmp_path, "entries"))
    assert entries.panelist in {p.id for p in setup.panel}
    items = {i.id: i for b in instrument.blocks() for i in b.items}
    for inner in entries.scores.values():
        for item, score in inner.items():
            assert score.na <= items[item].allow_na
    assert {e for inner in entries.documents.values() for e in inner} <= {
        e.id for i in items.values() for e in i.evidence
    }
    questions = {q.id for q in instrument.checklist}
    assert {q for inner in entries.answers.values() for q in inner} <= questions
    bands = {b.label for b in instrument.survey.bands}
    assert {s.band for s in entries.survey} <= bands | {""}


def test_the_decisions_example_is_read(tmp_path):
    path = example(tmp_path, "decisions")
    decisions = read_document(path, DECISIONS_FORMAT).convert(PartyDecisions)
    assert [p.party for p in decisions.parties] == ["buyer", "supervision"]
