"""Every part of a written report keeps to the schemas of Office Open XML, whatever is in it."""

from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.model.base import changed
from app.model.setup import Population, Staffing
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.render import render_docx
from tests.app.reports.examples import AWKWARD, example, finding, setup, thirty, without_scores
from tests.ooxml import faults

FORMS = ("panyu", "yuexiu")


def bare():
    return changed(
        setup(),
        organisations={},
        districts=(),
        indicators=(),
        staffing=Staffing(),
        figures=(),
        population=Population(),
        service_blocks=(),
        community_organisations=(),
    )


GIVEN = {
    "full": example,
    "empty": lambda: example(bare(), without_scores(), findings=(), survey=(), reactions=()),
    "thirty districts": lambda: example(changed(setup(), districts=thirty())),
    "awkward": lambda: example(
        changed(setup(), station=changed(setup().station, name=AWKWARD[0], short=AWKWARD[1])),
        findings=tuple(finding(text, f"z{n}") for n, text in enumerate(AWKWARD)),
    ),
}


@cache
def written(form, case="full"):
    return render_docx(load_form(form), build_context(GIVEN[case](), load_form(form)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", GIVEN)
def test_all_parts_keep_to_the_schemas(form, case):
    assert faults(written(form, case)) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_themselves_keep_to_the_schemas(form):
    assert faults(load_form(form).template.read_bytes()) == []


def planted(part, old, new):
    """The written report with one text of one part replaced."""
    target = BytesIO()
    with (
        ZipFile(BytesIO(written("panyu"))) as source,
        ZipFile(target, "w", ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "word/document.xml",
            '<w:vAlign w:val="center"/>',
            '<w:vAlign w:val="center"/><w:vMerge/>',
        ),
        ("word/document.xml", "<w:tblGrid>", "<w:tblGrid><w:tr/>"),
        ("word/styles.xml", "<w:keepNext/>", "<w:keepnext/>"),
        ("word/settings.xml", "<w:compat>", "<w:zoomed/><w:compat>"),
        ("word/fontTable.xml", 'w:val="86"', 'w:val="Chinese"'),
        ("word/footer1.xml", 'w:fldCharType="begin"', 'w:fldCharType="start"'),
        ("word/theme/theme1.xml", "<a:fontScheme", "<a:fonts/><a:fontScheme"),
        ("docProps/core.xml", "2024-01-01T00:00:00Z", "1 January 2024"),
        ("[Content_Types].xml", "<Override", "<Overwrite"),
        ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="style.xml"'),
        ("word/_rels/document.xml.rels", "<Relationship ", '<Relationship Mode="none" '),
    ],
)
def test_a_planted_fault_is_found(part, old, new):
    found = faults(planted(part, old, new))
    assert any(part.rpartition("/")[2] in one for one in found), found
