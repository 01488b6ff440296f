"""The names that forms may use, as the window and docs/form-kit.md tell them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.reports.context import build_context
from app.reports.figures import figures
from app.reports.form import forms, load_form
from app.reports.form_glossary import FIGURES, IN_BLOCKS, IN_WORD, meaning_of
from app.reports.form_names import FILTERS
from app.reports.form_shapes import Shape, shape_of
from app.reports.material import material
from app.services.form_examples import filled
from app.services.form_limits import MEMORY, SECONDS

NOTES = Path(__file__).resolve().parents[3] / "docs" / "form-kit.md"


def names(shape: Shape, head: str = "") -> Iterator[str]:
    if shape.item is not None:
        yield head
        yield from names(shape.item, head)
    elif shape.group:
        for name, inner in shape.names.items():
            yield from names(inner, f"{head}.{name}" if head else name)
    else:
        yield head


@pytest.mark.parametrize("form", forms())
def test_every_live_figure_has_a_meaning(form):
    made = load_form(form)
    known = figures(filled(made), made)
    assert [name for name in known if meaning_of(name, FIGURES) is None] == []
    unused = [one.name for one in FIGURES if not any(one.covers(name) for name in known)]
    assert unused == []


@pytest.mark.parametrize("form", forms())
def test_every_name_of_the_word_file_has_a_meaning(form):
    made = load_form(form)
    context = build_context(filled(made), made)
    known = {n for n in names(shape_of({k: v for k, v in context.items() if k != "f"})) if n}
    assert {name for name in known if meaning_of(name, IN_WORD) is None} == set()


@pytest.mark.parametrize("form", forms())
def test_every_name_of_text_blocks_has_a_meaning(form):
    made, given = load_form(form), filled(load_form(form))
    known = set(material(given, made, figures(given, made)))
    told = {one.name.partition(".")[0] for one in IN_BLOCKS} - {"d"}
    assert known == told


def test_the_nearest_meaning_is_told():
    assert meaning_of("buyer", FIGURES).name == "buyer"
    assert meaning_of("buyer.short", FIGURES).name == "….short"
    assert meaning_of("i.visits.percent", FIGURES).name == "i.….percent"
    assert meaning_of("nothing", FIGURES) is None


def test_the_notes_for_offices_tell_the_names_that_there_are():
    """After a change: python3 build_scripts/form_names.py."""
    notes = NOTES.read_text("utf-8")
    for one in (*FIGURES, *IN_WORD, *IN_BLOCKS):
        assert f"| `{one.name}` | {one.text} | " in notes
    told = [line for line in notes.partition("<!-- names -->")[2].splitlines() if line[:3] == "| `"]
    assert len(told) == len(FIGURES) + len(IN_WORD) + len(IN_BLOCKS)


def test_the_notes_tell_the_limits_and_filters_that_there_are():
    notes = NOTES.read_text("utf-8")
    assert f"{MEMORY / 1e9:.1f} GB" in notes
    assert f"{SECONDS} seconds" in notes
    told = set(
        re.findall(r"`(\w+)`", notes.partition("and these filters:")[2].partition("Nothing")[0])
    )
    assert told < FILTERS
