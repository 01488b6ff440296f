"""What is read back from an export: a package that is sound, every finding, every figure."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.errors import UserError
from app.model.base import changed
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.readback import Checked, check_package, check_report
from app.reports.render import render_docx
from tests.app.reports.examples import example, setup, without_scores

FORMS = ("panyu", "yuexiu")


def check(form, given, raw):
    form = load_form(form)
    context = build_context(given, form)
    return check_report(raw, form.template.read_bytes(), given.used, context)


@cache
def made(form):
    return render_docx(load_form(form), build_context(example(), load_form(form)))


def altered(raw, old, new, part="word/document.xml"):
    """The same package with a text of one part replaced; it must have been there."""
    target = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(target, "w") as written:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            written.writestr(name, content)
    return target.getvalue()


def without(raw, part):
    target = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(target, "w") as written:
        for name in source.namelist():
            if name != part:
                written.writestr(name, source.read(name))
    return target.getvalue()


@pytest.mark.parametrize(("form", "figures"), [("panyu", 31), ("yuexiu", 36)])
def test_a_report_as_it_was_made_is_found_whole(form, figures):
    assert check(form, example(), made(form)) == Checked(18, figures)


@pytest.mark.parametrize("form", FORMS)
def test_an_unfinished_report_is_held_against_its_own_words(form):
    given = example(taken=without_scores(), draft=True)
    raw = render_docx(load_form(form), build_context(given, load_form(form)))
    assert check(form, given, raw).findings == 18


@pytest.mark.parametrize(
    ("form", "figure", "other"),
    [
        ("panyu", ">8.925<", ">8.926<"),
        ("panyu", ">16.43<", ">16.44<"),
        ("panyu", ">87.11<", ">87.12<"),
        ("panyu", ">97.08%<", ">97.80%<"),
        ("panyu", ">1165<", ">1156<"),
        ("panyu", ">111.5<", ">115.5<"),
        ("yuexiu", ">47.36<", ">47.63<"),
        ("yuexiu", ">12.75<", ">12.57<"),
    ],
)
def test_a_figure_that_differs_in_a_table_is_refused_with_its_row(form, figure, other):
    with pytest.raises(UserError, match="A figure is missing"):
        check(form, example(), altered(made(form), figure, other))


def test_a_grade_that_differs_is_refused():
    with pytest.raises(UserError, match="良好"):
        check("panyu", example(), altered(made("panyu"), "良好", "合格"))


def test_a_finding_that_is_missing_is_refused_with_its_words():
    lost = CuratedFinding(id="z", stance=Stance.PRAISE, text="没有印出来。", block="operation")
    given = example(findings=(*example().findings, lost))
    with pytest.raises(UserError, match="没有印出来"):
        check("panyu", given, made("panyu"))


def test_two_equal_rows_need_two_rows():
    raw = altered(made("panyu"), "第二片区", "第一片区")
    with pytest.raises(UserError, match="第二片区"):
        check("panyu", example(), raw)


@pytest.mark.parametrize(
    "broken",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: b"",
        lambda raw: altered(raw, "</w:document>", ""),
        lambda raw: without(raw, "word/styles.xml"),
        lambda raw: without(raw, "word/document.xml"),
        lambda raw: altered(raw, "footer1.xml", "gone.xml", "word/_rels/document.xml.rels"),
    ],
)
def test_a_package_that_is_not_sound_is_refused(broken):
    with pytest.raises(UserError, match="no sound Word file"):
        check_package(broken(made("panyu")))


def test_a_label_with_line_ends_and_blanks_is_found():
    instrument = example().instrument
    parties = tuple(changed(p, label=f"{p.label}  甲 ") for p in instrument.parties)
    given = example(setup())
    given = type(given)(
        given.setup,
        changed(instrument, parties=parties),
        given.outcome,
        given.today,
        given.findings,
    )
    form = load_form("yuexiu")
    raw = render_docx(form, build_context(given, form))
    assert check("yuexiu", given, raw).figures == 36
