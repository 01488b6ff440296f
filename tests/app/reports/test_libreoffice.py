"""LibreOffice opens both reports and sets the pages that the standard asks for."""

import shutil
import subprocess

import pytest

from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.render import render_docx
from tests.app.reports.examples import example

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    for name in ("panyu", "yuexiu"):
        form = load_form(name)
        (folder / f"{name}.docx").write_bytes(render_docx(form, build_context(example(), form)))
    (folder / "plain.txt").write_text("a text", encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    run = subprocess.run(
        [*command, *map(str, sorted(folder.glob("*.*")))],
        capture_output=True,
        text=True,
        timeout=55,
        check=True,
    )
    if not (folder / "plain.pdf").exists():
        pytest.skip("this LibreOffice has no Writer: it opens not even a plain text")
    assert "Error" not in run.stderr
    return folder


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_libreoffice_makes_a_pdf_of_it(converted, form):
    assert (converted / f"{form}.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_the_score_table_stands_on_one_page(converted, form):
    text = subprocess.run(
        ["pdftotext", "-layout", str(converted / f"{form}.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pages = [page for page in text.split("\f") if "折算分" in page and "16.43" in page]
    assert len(pages) == 1
    assert "服务监测" in pages[0]
    assert "87.11" in pages[0]
