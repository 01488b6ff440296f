"""Preferences of this laptop: a small JSON file, unknown keys kept, bad values mended."""

import json
import logging
from pathlib import Path

import msgspec

from app.files import atomic_write
from app.model.base import Model

log = logging.getLogger(__name__)

FILE = "settings.json"


class Settings(Model, frozen=True, kw_only=True):
    """`theme` is `system`, `light` or `dark`; `zoom` in percent; `form` is the usual report form."""

    language: str = "zh_CN"
    theme: str = "system"
    zoom: int = 100
    form: str = "panyu"
    idle_minutes: int = 15


def load(folder: Path) -> Settings:
    """What the file says; what it does not say or says wrongly has its default."""
    known, _unknown = _read(folder)
    return known


def save(folder: Path, settings: Settings) -> None:
    """Writes the settings and keeps keys that only another version knows."""
    _known, unknown = _read(folder)
    values = {**unknown, **msgspec.to_builtins(settings)}
    atomic_write(folder / FILE, json.dumps(values, ensure_ascii=False, indent=1).encode())


def _read(folder: Path) -> tuple[Settings, dict[str, object]]:
    try:
        raw = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return Settings(), {}
    except (OSError, ValueError) as error:
        log.warning("settings not read: %s", type(error).__name__)
        return Settings(), {}
    if not isinstance(raw, dict):
        log.warning("settings not read: no object")
        return Settings(), {}
    names = set(Settings.__struct_fields__)
    unknown = {key: value for key, value in raw.items() if key not in names}
    return _mended({key: value for key, value in raw.items() if key in names}), unknown


def _mended(values: dict[str, object]) -> Settings:
    settings = Settings()
    for name, value in values.items():
        try:
            one = msgspec.convert({name: value}, Settings)
        except msgspec.ValidationError:
            log.warning("setting %s has a bad value", name)
            continue
        settings = msgspec.structs.replace(settings, **{name: getattr(one, name)})
    return settings
