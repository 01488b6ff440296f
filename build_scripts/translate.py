"""Gathers the texts of the program, merges them into the catalogues and compiles them.

    python build_scripts/translate.py [--check] [--fill TABLE.tsv ...]

`--check` changes nothing and fails when a catalogue is not up to date or not complete.
`--fill` takes lines of `English<TAB>Chinese` for texts that have no translation yet.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "huiping"
TARGET = "zh_CN"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
METHODS = [("**.py", "python")]


def gather() -> Catalog:
    """All texts of the core and the windows, with the modules that use them."""
    found = Catalog(charset="utf-8", project="Huiping")
    for room in ("app", "ui"):
        for name, _line, text, comments, context in extract_from_dir(
            ROOT / room, method_map=METHODS, keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            place = f"{room}/{name}"
            found.add(text, locations=[(place, None)], auto_comments=comments, context=context)
    return found


def paths(language: str) -> tuple[Path, Path]:
    folder = LOCALE / language / "LC_MESSAGES"
    return folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"


def updated(language: str) -> Catalog:
    """The catalogue with today's texts; obsolete ones are dropped."""
    po, _mo = paths(language)
    catalogue = Catalog(locale=language, charset="utf-8", project="Huiping", fuzzy=False)
    if po.exists():
        with po.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(gather(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    return catalogue


def fill(catalogue: Catalog, tables: list[Path]) -> None:
    """Takes translations from tables for texts that have none."""
    known: dict[str, str] = {}
    for table in tables:
        for line in table.read_text("utf-8").splitlines():
            english, _tab, chinese = line.partition("\t")
            if chinese:
                known[english.replace("\\n", "\n").replace("\\t", "\t")] = chinese.strip().replace(
                    "\\n", "\n"
                ).replace("\\t", "\t")
    for message in catalogue:
        _fill_message(message, known)


def _fill_message(message: object, known: dict[str, str]) -> None:
    text, done = message.id, message.string
    if isinstance(text, tuple):
        if not any(done):
            message.string = (known.get(text[1]) or known.get(text[0]) or "",)
    elif text and not done:
        message.string = known.get(text, "")


def untranslated(catalogue: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (any(message.string) if message.pluralizable else message.string)
    ]


def as_po(catalogue: Catalog) -> bytes:
    """Without dates, line numbers and widths, so that differences stay small."""
    raw = BytesIO()
    write_po(raw, catalogue, omit_header=False, include_lineno=False, sort_output=True, width=0)
    kept = [
        line
        for line in raw.getvalue().split(b"\n")
        if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By'))
    ]
    return b"\n".join(kept)


def as_mo(catalogue: Catalog) -> bytes:
    raw = BytesIO()
    write_mo(raw, catalogue)
    return raw.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--fill", nargs="*", type=Path, default=[])
    arguments = parser.parse_args()
    catalogue = updated(TARGET)
    fill(catalogue, arguments.fill)
    po, mo = paths(TARGET)
    text = as_po(catalogue)
    open_texts = untranslated(catalogue)
    for one in open_texts:
        print(f"not translated: {one}")
    if arguments.check:
        stale = not po.exists() or po.read_bytes() != text
        if stale:
            print("the catalogue is not up to date: run build_scripts/translate.py")
        return int(stale or bool(open_texts))
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(text)
    with po.open("rb") as file:
        mo.write_bytes(as_mo(read_po(file, locale=TARGET)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
