"""Where the window was: a typed view on an INI file, since raw QSettings forgets types."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class State:
    """Geometry, columns, last folder and the like; never anything of a visit's content."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key, default, type=str)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """What is no whole number in the file counts as missing."""
        try:
            return int(self.text(key, str(default)))
        except ValueError:
            return default

    def flag(self, key: str, *, default: bool = False) -> bool:
        return self.text(key, "true" if default else "false") == "true"

    def texts(self, key: str) -> tuple[str, ...]:
        held = self.text(key)
        return tuple(held.split("\n")) if held else ()

    def numbers(self, key: str) -> tuple[int, ...]:
        return tuple(int(part) for part in self.texts(key) if part.lstrip("-").isdigit())

    def data(self, key: str) -> QByteArray:
        """What `saveGeometry` and `saveState` gave; empty when there is nothing."""
        return QByteArray.fromBase64(QByteArray(self.text(key).encode("ascii", "ignore")))

    def set_text(self, key: str, value: str) -> None:
        self._settings.setValue(key, value)

    def set_number(self, key: str, value: int) -> None:
        self._settings.setValue(key, str(value))

    def set_flag(self, key: str, *, value: bool) -> None:
        self._settings.setValue(key, "true" if value else "false")

    def set_texts(self, key: str, values: tuple[str, ...]) -> None:
        """Takes texts without line breaks."""
        self._settings.setValue(key, "\n".join(values))

    def set_numbers(self, key: str, values: tuple[int, ...]) -> None:
        self.set_texts(key, tuple(str(value) for value in values))

    def set_data(self, key: str, value: QByteArray) -> None:
        self._settings.setValue(key, value.toBase64().toStdString())

    def remove(self, key: str) -> None:
        self._settings.remove(key)

    def sync(self) -> None:
        """Writes to disk now; Qt does it by itself from time to time."""
        self._settings.sync()
