"""LibreOffice, where it is installed: marks for tests that need it, and files as it converts them."""

import shutil
import subprocess

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NEEDS_OFFICE = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


def converted(folder, files, kind):
    """Writes files by name and converts them in one run; returns the folder of the results."""
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    run = subprocess.run(
        [*command, *(str(folder / name) for name in sorted(files))],
        capture_output=True,
        text=True,
        timeout=55,
        check=True,
    )
    assert "Error" not in run.stderr
    return out
