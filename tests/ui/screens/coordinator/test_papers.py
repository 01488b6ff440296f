"""Papers as PDF files, read back, and on a printer that is not there."""

import re

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo

from app.reports.papers import Paper
from ui.screens.coordinator.issue import IssueScreen


@pytest.fixture
def part(screen, panel):
    return screen(IssueScreen, panel.context).papers


def choose(part, paper):
    part.which.setCurrentIndex(part.which.findData(paper.value))


def test_a_paper_becomes_a_pdf_with_its_pages_numbered(part, panel, tmp_path, qtbot, monkeypatch):
    choose(part, Paper.DECLARATIONS)
    path = tmp_path / "声明.pdf"
    monkeypatch.setattr(part, "ask_path", lambda _proposed: path)
    with qtbot.waitSignal(part.told) as told:
        qtbot.keyClick(part.pdf_button, Qt.Key.Key_Space)
    assert "声明.pdf" in told.args[0]
    pages = PdfReader(path).pages
    assert len(pages) == len(panel.visit.setup.panel)
    text = re.sub(r"\s+", " ", pages[1].extract_text())
    assert f"2 / {len(pages)}" in text
    size = pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (595, 842)


def test_a_folder_that_is_gone_is_refused_in_the_page(screen, panel, tmp_path):
    page = screen(IssueScreen, panel.context)
    page.papers.write(tmp_path / "gone" / "deep" / "x" / ("名" * 300 + ".pdf"))
    assert page.notice.isVisible()


def test_without_a_printer_the_page_says_what_to_do(screen, panel, qtbot):
    page = screen(IssueScreen, panel.context)
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this machine has a printer")
    qtbot.keyClick(page.papers.print_button, Qt.Key.Key_Space)
    assert "PDF" in page.notice.text()
