"""Reports that left the house, whole and append-only; reading what they say does not read them."""

from sqlite_utils import Database

from app.model.base import from_json, to_json
from app.model.rounds import Version


class VersionRows:
    def __init__(self, database: Database) -> None:
        self._db = database
        self._kept: dict[int, Version] = {}

    def add(self, version: Version, raw: bytes) -> None:
        self._db.execute(
            "insert into versions (number, hash, body, at, raw) values (?, ?, ?, ?, ?)",
            [
                version.number,
                version.hash,
                to_json(version).decode(),
                version.at.isoformat(),
                raw,
            ],
        )

    def all(self) -> tuple[Version, ...]:
        """In the order in which they went out; each is decoded once."""
        rows = self._db.execute("select number from versions order by number").fetchall()
        return tuple(self._one(int(row[0])) for row in rows)

    def raw(self, number: int) -> bytes | None:
        row = self._db.execute("select raw from versions where number = ?", [number]).fetchone()
        return None if row is None else bytes(row[0])

    def _one(self, number: int) -> Version:
        if number not in self._kept:
            query = "select body from versions where number = ?"
            body = self._db.execute(query, [number]).fetchone()[0]
            self._kept[number] = from_json(body, Version)
        return self._kept[number]
