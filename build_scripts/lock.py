"""Writes the lock files anew from pyproject.toml, for every platform and Python from 3.11 on.

Uses uv, which resolves for all platforms at once, in a throw-away environment; it reads its own
settings for mirrors, not those of pip. Versions only, no hashes: pip checks either all files of
all platforms or none, and no single machine is offered all of them.
"""

import subprocess
import tempfile
import tomllib
import venv
from pathlib import Path

from environment import LOCKS, ROOT, run_script, step

UV = "uv==0.13.9"
COMPILE = [
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--upgrade",
]


def main(_arguments: list[str]) -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        builders = folder / "build-system.in"
        builders.write_text("\n".join(project["build-system"]["requires"]), "utf-8")
        with step(UV):
            uv = _install_uv(folder)
        sources = [str(ROOT / "pyproject.toml"), str(builders)]
        _compile(uv, [*sources, "--output-file", str(LOCKS["run"])])
        same = ["--constraints", str(LOCKS["run"]), "--extra", "dev"]
        _compile(uv, [*sources, *same, "--output-file", str(LOCKS["dev"])])
    return 0


def _install_uv(folder: Path) -> Path:
    builder = venv.EnvBuilder(with_pip=True)
    builder.create(folder)
    python = Path(builder.ensure_directories(folder).env_exe)
    subprocess.run([python, "-m", "pip", "install", "-qq", UV], check=True)
    return python.with_name("uv.exe" if python.suffix == ".exe" else "uv")


def _compile(uv: Path, arguments: list[str]) -> None:
    with step(Path(arguments[-1]).name):
        subprocess.run([uv, *COMPILE, *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    run_script(main)
