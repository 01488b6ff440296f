"""LibreOffice opens both reports and sets the pages that the standard asks for."""

import re
import shutil
import subprocess

import pytest

from app.exchange.report_docx import docx_lines
from app.model.base import changed
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.render import render_docx
from tests.app.reports.examples import EARLIER, example, finding, findings, setup, thirty
from tests.office import NEEDS_OFFICE
from tests.office import converted as convert

pytestmark = NEEDS_OFFICE
FORMS = ("panyu", "yuexiu")
MARKS = "，。、；：！？"
GIVEN = {
    "full": lambda: example(follow_ups=EARLIER),
    "thirty": lambda: example(changed(setup(), districts=thirty())),
    "long": lambda: example(findings=(*findings(), finding("字" * 2800))),
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    files = {
        f"{case}-{name}.docx": render_docx(load_form(name), build_context(make(), load_form(name)))
        for case, make in GIVEN.items()
        for name in FORMS
    }
    out = convert(folder, files | {"plain.txt": b"a text"}, "pdf")
    if not (out / "plain.pdf").exists():
        pytest.skip("this LibreOffice has no Writer: it opens not even a plain text")
    return out


def pages(converted, case, form):
    """The text of each page, laid out as it stands there."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", "-layout", str(converted / f"{case}-{form}.pdf"), "-"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return run.stdout.removesuffix("\f").split("\f")


def chinese_font():
    """Whether a font with Chinese characters is there: without one, lines hold what they hold."""
    if shutil.which("fc-list") is None:
        return True
    command = ["fc-list", ":lang=zh-cn", "family"]
    return bool(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def lines(page):
    return [line.strip() for line in page.split("\n") if line.strip()]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", GIVEN)
def test_libreoffice_makes_a_pdf_of_it(converted, form, case):
    assert (converted / f"{case}-{form}.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", GIVEN)
def test_no_mark_at_the_end_of_a_line_is_lost(converted, form, case):
    """As those were that hung over the margin."""
    made = render_docx(load_form(form), build_context(GIVEN[case](), load_form(form)))
    written = "".join(line.text for line in docx_lines(made, form) if not line.part)
    shown = "".join(pages(converted, case, form))
    assert {one: shown.count(one) for one in MARKS} == {one: written.count(one) for one in MARKS}


@pytest.mark.parametrize("form", FORMS)
def test_the_score_table_stands_on_one_page(converted, form):
    with_table = [p for p in pages(converted, "full", form) if "折算分" in p and "16.43" in p]
    assert len(with_table) == 1
    assert "服务监测" in with_table[0]
    assert "87.11" in with_table[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_score_table_too_long_for_a_page_repeats_its_heads(converted, form):
    with_table = [
        p for p in pages(converted, "thirty", form) if "服务质量（片区" in p.replace(" ", "")
    ]
    assert len(with_table) == 2
    assert all("标准分" in page for page in with_table)
    assert len(lines(with_table[0])) > 15


@pytest.mark.parametrize("form", FORMS)
def test_a_page_has_22_lines_of_28_characters(converted, form):
    if not chinese_font():
        pytest.skip("no font with Chinese characters is installed")
    full = [p for p in pages(converted, "long", form) if p.count("字" * 28) > 20]
    assert full
    assert {len(lines(page)) - 1 for page in full} == {22}
    assert {len(line) for page in full for line in lines(page)[:-1]} == {28}


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_numbered_from_one_odd_ones_right_and_even_ones_left(converted, form):
    numbered = pages(converted, "full", form)
    if form == "yuexiu":
        cover, *numbered = numbered
        assert not re.search(r"—\s*\d+\s*—", cover)
    feet = [page.rstrip().split("\n")[-1] for page in numbered]
    assert [re.sub(r"\s", "", foot) for foot in feet] == [f"—{n}—" for n in range(1, len(feet) + 1)]
    edges = [len(foot) - len(foot.lstrip()) for foot in feet]
    assert min(edges[::2]) > max(edges[1::2])


@pytest.mark.parametrize("form", FORMS)
def test_signature_and_attachments_stand_where_they_belong(converted, form):
    all_pages = pages(converted, "full", form)
    signed = next(
        n for n, p in enumerate(all_pages) if "2024 年 1 月 30 日" in p and "附件：1." in p
    )
    text = lines(all_pages[signed])
    assert len(text) > 6
    assert text.index("广州市番禺区社会组织联合会") > next(
        i for i, t in enumerate(text) if "附件：" in t
    )
    assert [lines(p)[0].replace(" ", "") for p in all_pages[signed + 1 :]] == ["附件1", "附件2"]
