"""Reports in our own words, and what a careful editor marks in them.

Rules were judged by those in `developed/`. Those in `heldout/` were written by others than the
rules and not looked at while rules were written: they tell how well the checker does on any report.
Whoever writes rules leaves them alone; once they were looked at, they move to `developed/`, and new
ones are due. A text stands beside its expectation, and is made into the kind of file that its expectation names: a Word file, where `#` begins a
heading, `@` a paragraph with an automatic number and `|` a row of a table, a cell with `^` merged
with the one above; a text in GB 18030 or in UTF-8; or what a PDF gives when it is copied, with
lines of one length and page numbers between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document

from app.exchange.report_file import read_report
from app.reports.checker.base import Facts, Report
from app.reports.checker.run import check
from tests.app.reports.checker.gold import Slip, Verdict, judge, read_slips

DEVELOPED, HELD_OUT = (Path(__file__).parent / name for name in ("developed", "heldout"))
ABOVE = "^"
SUFFIXES = {"docx": ".docx", "pdf": ".txt", "utf-8": ".txt", "gb18030": ".txt"}


@dataclass(frozen=True)
class OwnReport:
    name: str
    kind: str
    facts: Facts
    slips: tuple[Slip, ...]
    text: str

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.name}{SUFFIXES[self.kind]}"
        path.write_bytes(self.raw())
        return path

    def raw(self) -> bytes:
        if self.kind == "docx":
            return word_file(self.text)
        return self.text.encode("gb18030" if self.kind == "gb18030" else "utf-8")

    def report(self, folder: Path) -> Report:
        return Report(read_report(self.write(folder)), self.facts)

    def verdict(self, folder: Path) -> Verdict:
        report = self.report(folder)
        return judge(self.slips, report, check(report))


def own_reports(folder: Path) -> Iterator[OwnReport]:
    for path in sorted(folder.glob("*.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        facts = _facts(document.get("facts", {}))
        text = path.with_suffix(".txt").read_text("utf-8")
        yield OwnReport(path.stem, document["kind"], facts, read_slips(path), text)


def _facts(given: dict[str, Any]) -> Facts:
    return Facts(**{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()})


def word_file(text: str) -> bytes:
    document = docx.Document()
    for of_table, lines in groupby(text.splitlines(), lambda line: line.startswith("|")):
        if of_table:
            _table(document, [line.strip("|").split("|") for line in lines])
        else:
            for line in lines:
                _paragraph(document, line)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraph(document: Document, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark in {"#", "##"}:
        document.add_heading(rest, len(mark))
    elif mark == "@":
        document.add_paragraph(rest, style="List Number")
    else:
        document.add_paragraph(line)


def _table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text if text != ABOVE else ""
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            if text == ABOVE:
                table.cell(r - 1, c).merge(table.cell(r, c))
