"""The instruments kept in a library for later visits: a sealed file for each version.

They are files of their own and no rows of the library's index, since that one is thrown away
and built anew from the visits when it is damaged.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from app.errors import UserError
from app.exchange import crypto
from app.exchange.instrument_file import shipped_instruments
from app.files import atomic_write, read_limited
from app.i18n import N_
from app.model.base import Model, changed, from_json, to_json
from app.model.instrument import Instrument

log = logging.getLogger(__name__)

_MARK = b"huiping-kept-instrument/1\n"
_SUFFIX = ".kept"
_LIMIT = 20_000_000
_OWN = "-own"
_LONGEST_ID = 64


class _Content(Model, frozen=True, kw_only=True):
    at: datetime
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that is kept. `name` is its file's, without folder."""

    name: str
    at: datetime
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class Contents:
    """What is kept, the newest first, and how many files do not open any more."""

    kept: tuple[Kept, ...]
    damaged: int = 0


class InstrumentShelf:
    """Saves, lists and removes versions; all at once on disk."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def contents(self) -> Contents:
        """Files that do not open are left alone and counted."""
        kept, damaged = [], 0
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                kept.append(self._read(path))
            except (UserError, crypto.BrokenSealError, msgspec.MsgspecError) as error:
                log.warning("instrument %s does not open: %s", path.name, type(error).__name__)
                damaged += 1
        newest = sorted(kept, key=lambda one: (one.at, one.instrument.version), reverse=True)
        return Contents(tuple(newest), damaged)

    def named(self, instrument: Instrument) -> Instrument:
        """As the next version of its own: with an id that no shipped instrument has.

        What is kept already, word for word, stays as it is named.
        """
        kept = [one.instrument for one in self.contents().kept]
        if instrument in kept:
            return instrument
        own = _own_id(instrument.id)
        versions = [one.version for one in kept if one.id == own]
        least = instrument.version if own == instrument.id else 0
        return changed(instrument, id=own, version=max((least, *versions), default=0) + 1)

    def save(self, instrument: Instrument, at: datetime) -> Kept:
        """Keeps a version. The same one again is the one that is there.

        Raises:
            UserError: another instrument is kept under that id and version, or the disk is full.
        """
        for one in self.contents().kept:
            if one.instrument == instrument:
                return one
            if _same_name(one.instrument, instrument):
                raise UserError(
                    N_("Version {version} of “{title}” is kept already. Save it as the next one."),
                    version=instrument.version,
                    title=one.instrument.title,
                )
        kept = Kept(f"{secrets.token_hex(16)}{_SUFFIX}", at, instrument)
        self.put_back(kept)
        return kept

    def put_back(self, kept: Kept) -> None:
        """Writes a version under its own name, as before it was removed; raises UserError."""
        raw = to_json(_Content(at=kept.at, instrument=kept.instrument))
        sealed = crypto.seal(self._key, raw, self._bound(kept.name))
        atomic_write(self._folder / kept.name, _MARK + sealed)

    def remove(self, kept: Kept) -> None:
        """Visits that use it have it inside. `put_back` undoes this.

        Raises:
            UserError: the file cannot be removed.
        """
        try:
            (self._folder / kept.name).unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                N_("“{title}” cannot be removed ({reason})."),
                title=kept.instrument.title,
                reason=error.strerror or str(error),
            ) from error

    def _read(self, path: Path) -> Kept:
        raw = read_limited(path, _LIMIT)
        if not raw.startswith(_MARK):
            raise crypto.BrokenSealError
        opened = crypto.unseal(self._key, raw[len(_MARK) :], self._bound(path.name))
        content = from_json(opened, _Content)
        return Kept(path.name, content.at, content.instrument)

    @staticmethod
    def _bound(name: str) -> bytes:
        return _MARK + name.encode()


def _same_name(one: Instrument, other: Instrument) -> bool:
    return (one.id, one.version) == (other.id, other.version)


def _own_id(instrument_id: str) -> str:
    if instrument_id not in shipped_instruments():
        return instrument_id
    return instrument_id[: _LONGEST_ID - len(_OWN)] + _OWN
