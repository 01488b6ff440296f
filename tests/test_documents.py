"""What the documents say is complete: words of the model, dependencies, rooms."""

import inspect
import pkgutil
import re
import tomllib
from importlib import import_module
from pathlib import Path

import app.model

ROOT = Path(__file__).resolve().parents[1]


def model_classes():
    for module in pkgutil.iter_modules(app.model.__path__, "app.model."):
        for name, value in vars(import_module(module.name)).items():
            if inspect.isclass(value) and value.__module__ == module.name:
                yield name


def test_every_word_of_the_model_is_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    told = set(re.findall(r"`(\w+)[`.]", glossary))
    assert set(model_classes()) - told == set()


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[=<>\[;]", one)[0].lower() for one in project["dependencies"]}
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## Dependencies")[1]
    first = re.findall(r"^\| ([\w, -]+) \|", table.split("\n## ")[0], re.MULTILINE)
    assert {name.strip().lower() for row in first for name in row.split(",")} - {"library"} == asked


def test_the_architecture_names_every_room_and_only_what_is_there():
    notes = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert {name for name in rooms if f"`app/{name}`" not in notes} == set()
    named = re.findall(
        r"`((?:app|ui|resources|templates|tests|build_scripts|docs)/[\w/.]*)`", notes
    )
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert len(notes.splitlines()) <= 130
