"""Gathers the texts of the program, merges them into the catalogues and compiles them.

    python build_scripts/translate.py [--check] [--fill TABLE.tsv ...]

`--check` changes nothing and fails when the catalogue is not up to date or not complete.
`--fill` takes lines of `English<TAB>Chinese` for texts that have no translation yet.
"""

import argparse
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "huiping"
TARGET = "zh_CN"
KEYWORDS = {"_": (1,), "N_": (1,), "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
UNDATED = datetime(2024, 1, 1, tzinfo=UTC)
METHODS = [("**.py", "python")]
DROPPED = tuple(
    f'"{field}'.encode()
    for field in (
        "Generated-By",
        "Language-Team",
        "Last-Translator",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
    )
)


def gather() -> Catalog:
    """All texts of the core and the windows, with the modules that use them."""
    found = Catalog(charset="utf-8", project="Huiping")
    for room in ("app", "ui"):
        for name, _line, text, comments, context in extract_from_dir(
            ROOT / room, method_map=METHODS, keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            place = f"{room}/{name}"
            found.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def paths(language: str) -> tuple[Path, Path]:
    folder = LOCALE / language / "LC_MESSAGES"
    return folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"


def updated(language: str, texts: Catalog) -> Catalog:
    """The catalogue with today's texts; obsolete ones are dropped."""
    po, _mo = paths(language)
    catalogue = read(po) if po.exists() else Catalog(language, charset="utf-8", project="Huiping")
    catalogue.update(texts, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# The program's texts in Chinese."
    return catalogue


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=TARGET)


def fill(catalogue: Catalog, tables: Iterable[Path]) -> None:
    """Takes translations from tables for texts that have none; a plural form is a text too."""
    known = {}
    for table in tables:
        for line in table.read_text("utf-8").splitlines():
            english, _tab, chinese = line.partition("\t")
            known[_unescaped(english)] = _unescaped(chinese.strip())
    for message in catalogue:
        if message.id and not is_translated(message):
            found = known.get(message.id if isinstance(message.id, str) else message.id[-1], "")
            message.string = (found,) if message.pluralizable else found


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


def is_translated(message: Message) -> bool:
    return any(message.string or ()) if message.pluralizable else bool(message.string)


def as_po(catalogue: Catalog) -> bytes:
    """Without dates, names, line numbers and widths, so that differences stay small."""
    raw = BytesIO()
    write_po(raw, catalogue, omit_header=False, include_lineno=False, sort_output=True, width=0)
    kept = [line for line in raw.getvalue().split(b"\n") if not line.startswith(DROPPED)]
    return b"\n".join(kept)


def as_mo(catalogue: Catalog) -> bytes:
    """The same bytes for the same texts, whenever it is made."""
    catalogue.creation_date = catalogue.revision_date = UNDATED
    raw = BytesIO()
    write_mo(raw, catalogue)
    return raw.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """A line for each text that has no translation."""
    return [
        f"not translated: {message.id}"
        for message in catalogue
        if message.id and not is_translated(message)
    ]


def stale(catalogue: Catalog) -> list[str]:
    """A line for each file that is not what the program's texts ask for."""
    po, mo = paths(TARGET)
    if not po.exists() or po.read_bytes() != as_po(catalogue):
        return [f"{po.name} is not up to date: run build_scripts/translate.py"]
    if not mo.exists() or mo.read_bytes() != as_mo(read(po)):
        return [f"{mo.name} is not made of {po.name}: run build_scripts/translate.py"]
    return []


def write(catalogue: Catalog) -> None:
    po, mo = paths(TARGET)
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(as_po(catalogue))
    mo.write_bytes(as_mo(read(po)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--fill", nargs="*", type=Path, default=[])
    arguments = parser.parse_args()
    catalogue = updated(TARGET, gather())
    fill(catalogue, arguments.fill)
    faults = untranslated(catalogue)
    if arguments.check:
        faults += stale(catalogue)
    else:
        write(catalogue)
    print(*faults, sep="\n", end="\n" if faults else "")
    return int(arguments.check and bool(faults))


if __name__ == "__main__":
    sys.exit(main())
