"""Writes the tables of names in docs/form-kit.md anew, from what the program can fill in.

python3 build_scripts/form_names.py [--check]
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app import i18n  # noqa: E402
from app.reports.form_glossary import FIGURES, IN_BLOCKS, IN_WORD, Meaning  # noqa: E402

NOTES = ROOT / "docs" / "form-kit.md"
MARK = "<!-- names -->\n"
HEADS = (
    (
        "Live figures",
        "as `{name}` in text blocks and edited passages, as `{{ f.name }}` in Word",
        FIGURES,
    ),
    ("In the Word file", "in double braces, or after `for … in`", IN_WORD),
    ("In text blocks", "in double braces, or after `for … in` and `if`", IN_BLOCKS),
)


def tables() -> str:
    """All names with their meaning in both languages."""
    return "\n".join(_table(*head) for head in HEADS)


def _table(title: str, where: str, names: tuple[Meaning, ...]) -> str:
    i18n.install("zh_CN")
    rows = [f"| `{one.name}` | {one.text} | {i18n._(one.text)} |" for one in names]
    lines = [
        f"### {title}",
        "",
        f"Written {where}.",
        "",
        "| name | meaning | 含义 |",
        "|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """The document with today's tables."""
    return text.partition(MARK)[0] + MARK + "\n" + tables()


def main(words: list[str]) -> int:
    before = NOTES.read_text("utf-8")
    after = renewed(before)
    if "--check" in words:
        return int(before != after)
    NOTES.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
