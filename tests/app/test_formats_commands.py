"""docs/formats.md says of every command what it really takes and prints."""

import io
import json
import os
import re
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import click
import pytest

from app import cli
from app.cli import Session
from app.exchange.crypto import LOWEST
from app.library import Library
from app.model.capture import Stance
from tests.app.exchange.foreign_samples import document
from tests.app.reports.checker.texts import TITLE
from tests.libraries import NO_DAY

ROOT = Path(__file__).resolve().parents[2]
NOTES = (ROOT / "docs" / "formats.md").read_text("utf-8")
COMMANDS = NOTES.split("\n## Commands\n")[1]
EXAMPLES = dict(re.findall(r"### `([\w-]+) --json`\n.*?```json\n(.*?)```", COMMANDS, re.DOTALL))
PLAYED = """
from app.cli import Session, main
from app.exchange.crypto import LOWEST
main(None, Session(cost=LOWEST))
"""


def call(*arguments):
    """What a command prints, whatever its exit code."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()), pytest.raises(SystemExit):
        cli.main([str(argument) for argument in arguments], Session(cost=LOWEST))
    return out.getvalue()


def written(kind):
    """The example file of a kind."""
    text = re.search(rf"```yaml\n(format: huiping-{kind}/1\n.*?)```", NOTES, re.DOTALL).group(1)
    Path(f"{kind}.yaml").write_text(text, encoding="utf-8")
    return text


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """What the commands of the examples print, by command."""
    folder = tmp_path_factory.mktemp("formats")
    with pytest.MonkeyPatch.context() as patch, chdir(folder):
        patch.setenv("HUIPING_PASSPHRASE", "long enough")
        patch.setenv("HUIPING_LIBRARY", str(folder / "library"))
        printed = {"demo": call("demo", "zhongcun", "--out", "day", "--json")}
        printed |= _play_the_examples(patch)
    return {command: json.loads(text) for command, text in printed.items()}


def _play_the_examples(patch):
    setup = written("setup")
    written("entries")
    visit = call("new", "setup.yaml").strip()
    printed = {"issue": call("issue", visit, "--to", "packs", "--json")}
    pack = next(p for p in json.loads(printed["issue"]) if p["panelist"] == "yi")
    patch.setenv("HUIPING_PACK_CODE", pack["code"])
    sheet, cut = Path("sheets/yi.hsheet"), Path("sheets/cut.hsheet")
    printed["record"] = call("record", pack["file"], "entries.yaml", "--to", sheet, "--json")
    cut.write_bytes(sheet.read_bytes()[:900])
    printed["collect"] = call("collect", visit, sheet, cut, "--json")
    printed["show"] = call("show", visit, "--json")
    document("report.docx", TITLE, "三级督導體系。", table=[["", "{{ total }}"]])
    printed["check"] = call("check", "report.docx", "--json")
    documents = ("--form", "panyu", "--kind", "docx", "--to", "out")
    printed["export"] = call("export", visit, *documents, "--json")
    printed["deadlines"] = _at_any_day(call("deadlines", visit, "--json"))
    printed |= _play_versions(visit)
    blocks = setup.replace("instrument: gz-2023", "instrument: gz-2023-blocks")
    Path("blocks.yaml").write_text(blocks, encoding="utf-8")
    visit = call("new", "blocks.yaml").strip()
    call("party", visit, "buyer", "92.5%")
    call("veto", visit, "illegal", "found", "--evidence", "查处决定书〔2024〕3号")
    printed["score"] = call("score", visit, "--json")
    return printed


def _play_versions(visit):
    """With a finding that names a day that there is not; its reason is given before it goes out."""
    library = Library.open(Path("library"), "long enough")
    opened = library.open_visit(visit)
    opened.findings.add(Stance.PRAISE, f"{NO_DAY}的台账摆放有序。", block="operation")
    opened.close()
    library.close()
    printed = {"musts": call("musts", visit, "--json")}
    told = ("--reason", "原始台账如此记载，照录。", "--json")
    printed["stand"] = call("stand", visit, "--all", *told)
    printed["issue-version"] = call("issue-version", visit, "--to", "区民政局", "--json")
    return printed | {"versions": call("versions", visit, "--json")}


def _at_any_day(text):
    """Years that nobody has entered yet depend on the day of the run."""
    told = json.loads(text)
    for step in told["steps"]:
        step["unknown"] = []
    return json.dumps(told)


def shape(value):
    """Fields, rows and types, without what is written in them."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value).__name__


def params(command):
    """Of a command, or of all commands of a group."""
    inner = getattr(command, "commands", {}).values()
    return [*command.params, *(param for one in inner for param in one.params)]


def test_every_command_that_prints_json_has_an_example():
    printing = {
        name
        for name, command in cli.huiping.commands.items()
        if any("--json" in option.opts for option in command.params)
    }
    assert set(EXAMPLES) == printing


@pytest.mark.parametrize("command", sorted(EXAMPLES))
def test_the_example_has_exactly_the_fields_that_the_command_prints(real, command):
    assert shape(json.loads(EXAMPLES[command])) == shape(real[command])


@pytest.mark.parametrize("command", ["demo", "score"])
def test_the_figures_of_the_example_are_those_that_the_command_prints(real, command):
    example = json.loads(EXAMPLES[command])
    for field in ("total", "grade", "grade_by_score", "provisional", "progress", "parties"):
        assert example[field] == real[command][field]
    assert example["lines"] == real[command]["lines"]
    assert example["open"] == real[command]["open"]


def test_the_table_names_every_command_with_its_arguments_and_options():
    listed = {}
    table = COMMANDS.split("| command | does | prints |")[1].split("\n\n")[0]
    for name, arguments in re.findall(r"^\| `([\w-]+) (.*?)` \|", table, re.MULTILINE):
        listed[name] = listed.get(name, "") + arguments
    assert set(listed) == set(cli.huiping.commands)
    for name, command in cli.huiping.commands.items():
        options = {o for p in params(command) if isinstance(p, click.Option) for o in p.opts}
        named = set(re.findall(r"--[\w-]+", listed[name]))
        assert named == {option for option in options if option.startswith("--")} - {"--library"}


def test_all_but_those_that_need_none_take_the_library():
    without = {
        name
        for name, command in cli.huiping.commands.items()
        if not any("--library" in p.opts for p in params(command))
    }
    assert without == {"demo", "record", "compare"}


def test_every_variable_that_is_read_is_told():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))
    told = set(re.findall(r"^\| `(HUIPING_\w+)`", COMMANDS, re.MULTILINE))
    assert told == set(re.findall(r"HUIPING_[A-Z_]+[A-Z]", sources))


@pytest.mark.skipif(sys.platform == "win32", reason="the walk-through is written for sh")
def test_the_walk_through_ends_with_the_printed_total_and_a_report(tmp_path):
    script = re.search(r"### A whole visit\n.*?```sh\n(.*?)```", COMMANDS, re.DOTALL).group(1)
    command = tmp_path / "bin" / "huiping"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\n{PLAYED}", encoding="utf-8")
    command.chmod(0o755)
    ended = subprocess.run(
        ["sh", "-c", script],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "samples": str(ROOT / "resources" / "samples"),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert sum(line.startswith("merged\t") for line in lines) == 7
    assert sum(line.startswith("ok\t") for line in lines) == 7
    assert lines[-2].split("\t")[1:] == ["87.11", "良好"]
    assert (tmp_path / lines[-1]).stat().st_size > 10_000
