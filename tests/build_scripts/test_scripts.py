"""Every script still finds what it needs of the program and of its neighbours."""

import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "build_scripts"
IMPORT_ALL = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    importlib.import_module(name)
"""


def test_every_script_can_be_imported():
    names = sorted(path.stem for path in SCRIPTS.glob("*.py"))
    assert "run" in names
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(SCRIPTS), *names],
        capture_output=True,
        text=True,
        cwd=SCRIPTS.parent,
        check=False,
    )
    assert run.returncode == 0, run.stderr
