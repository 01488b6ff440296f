"""Where things lie: what is shipped, and what belongs to the user."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
TEMPLATES = ROOT / "templates"


def default_data_folder() -> Path:
    """The usual place for the user's data; `HUIPING_DATA` names another one."""
    named = os.environ.get("HUIPING_DATA")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Huiping"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Huiping"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "huiping"


def default_library() -> Path:
    """The library's folder; `HUIPING_LIBRARY` names another one."""
    named = os.environ.get("HUIPING_LIBRARY")
    return Path(named) if named else default_data_folder() / "library"
