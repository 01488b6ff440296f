"""The set-up trusts a stamp only when it fits, and one process at a time changes the `.venv`."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import environment, sys
with environment.one_at_a_time():
    print("holds", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path):
    """A project of its own with a finished set-up for running."""
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "build_scripts").mkdir()
    shutil.copy(ROOT / "build_scripts" / "environment.py", tmp_path / "build_scripts")
    python = tmp_path / ".venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    python = python.with_suffix(".exe") if sys.platform == "win32" else python
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


@pytest.fixture
def environment(folder):
    path = folder / "build_scripts" / "environment.py"
    spec = importlib.util.spec_from_file_location("environment_under_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    finish(module, "run")
    return module


def finish(module, packages):
    module._begin(keep=True)
    module._finish(packages)


def test_a_finished_set_up_is_trusted(environment):
    assert environment.is_ready("run")
    assert not environment.is_ready("dev")


def test_the_packages_for_development_include_those_for_running(environment):
    finish(environment, "dev")
    assert environment.is_ready("dev")
    assert environment.is_ready("run")


def test_a_set_up_that_was_killed_is_not_trusted(environment, folder):
    (folder / ".venv" / "set-up-unfinished").touch()
    assert not environment.is_ready("run")


def test_a_killed_set_up_is_cleared_away_before_the_next(environment, folder):
    (folder / ".venv" / "set-up-unfinished").touch()
    (folder / ".venv" / "lib").mkdir()
    assert not environment._is_usable()
    environment._begin(keep=False)
    assert [path.name for path in (folder / ".venv").iterdir()] == ["set-up-unfinished"]


def test_another_project_s_environment_behind_a_link_is_not_emptied(environment, folder):
    other = folder / "other"
    shutil.move(folder / ".venv", other)
    (folder / ".venv").symlink_to(other, target_is_directory=True)
    with pytest.raises(environment.SetupError, match="is a link"):
        environment._begin(keep=False)
    assert (other / "set-up.json").exists()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_dependency_asks_for_a_new_set_up(environment, folder, name):
    path = folder / name
    path.write_text(path.read_text("utf-8").replace("4.2.1", "4.2.2"), "utf-8")
    assert not environment.is_ready("run")


def test_a_changed_tool_setting_asks_for_nothing(environment, folder):
    path = folder / "pyproject.toml"
    path.write_text(
        path.read_text("utf-8").replace("line-length = 100", "line-length = 99"), "utf-8"
    )
    assert environment.is_ready("run")


def test_a_moved_folder_asks_for_a_new_set_up(environment):
    stamp = environment._STAMP
    stamp.write_text(stamp.read_text("utf-8").replace(str(environment.ROOT.name), "moved"), "utf-8")
    assert not environment.is_ready("run")


def test_a_damaged_stamp_asks_for_a_new_set_up(environment):
    environment._STAMP.write_text("{", "utf-8")
    assert not environment.is_ready("run")


def test_a_vanished_python_asks_for_a_new_set_up(environment):
    Path(environment.tool("python")).unlink()
    assert not environment.is_ready("run")


def test_the_turn_is_free_again_when_its_holder_dies(environment, folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=folder / "build_scripts",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout.readline() == "holds\n"
        with environment._TURN.open("r+") as second:
            assert environment._is_taken(second.fileno())
            holder.kill()
            holder.wait()
            assert not environment._is_taken(second.fileno())


def test_what_pip_says_is_told_without_its_chatter(environment):
    told = environment._explain("WARNING: ignored\n\nERROR: No matching distribution found for x\n")
    assert "No matching distribution found for x" in told
    assert "ignored" not in told
