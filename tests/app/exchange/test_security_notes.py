"""The security notes promise nothing that no test holds."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_defence_names_tests_that_exist():
    notes = (ROOT / "docs" / "security.md").read_text("utf-8")
    rows = [line for line in notes.splitlines() if line.startswith("|") and "`test_" in line]
    written = {
        name
        for file in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", notes))
    assert named - written == set()
    section = notes.split("## Threats and defences")[1].split("\n## ")[0]
    assert len(rows) == section.count("\n| ") - 1
