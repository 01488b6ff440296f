"""The licences of what a bundle holds of others, as they ask to be passed on with it."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from environment import LOCKS

FOLDER = "licenses"
_NAMED = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
NOT_IN_IT = frozenset({"pip", "setuptools"})


def notices() -> list[tuple[str, str]]:
    """Pairs of a file and its folder in the bundle, for every library that the program runs with.

    What a library says of itself goes with it, and is all there is where it ships no licence's text.
    """
    names = _NAMED.findall(LOCKS["run"].read_text("utf-8"))
    return [pair for name in names if name not in NOT_IN_IT for pair in notices_of(name)]


def notices_of(name: str) -> list[tuple[str, str]]:
    """Nothing for a library that this platform does without."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return []
    own = [file for file in found.files or () if file.parts[0].endswith(".dist-info")]
    told = [file for file in own if file.name == "METADATA" or _LICENCE.search(str(file))]
    return [
        (str(Path(str(found.locate_file(file)))), _place(name, file.parts[1:])) for file in told
    ]


def _place(name: str, parts: tuple[str, ...]) -> str:
    inside = [part for part in parts[:-1] if part != "licenses"]
    return "/".join([FOLDER, name, *inside])
