"""Where in a form a fault stands, in words."""

from app.i18n import _

_HEADS = ("header", "footer", "notes")


def place_words(place: str) -> str:
    """A place of a check of forms, such as `header:body:2` or `table:1:3:2`; empty for a file."""
    head, *rest = place.split(":")
    if head in _HEADS:
        within = place_words(":".join(rest))
        return f"{_head(head)}·{within}" if within else _head(head)
    return _in_part(head, rest)


def _head(head: str) -> str:
    names = {"header": _("Header"), "footer": _("Footer"), "notes": _("Footnotes")}
    return names[head]


def _in_part(kind: str, rest: list[str]) -> str:
    if kind == "body" and rest:
        return _("Paragraph {number}").format(number=rest[0])
    if kind == "table" and len(rest) == 3:
        said = _("Table {table}, row {row}, column {column}")
        return said.format(table=rest[0], row=rest[1], column=rest[2])
    if kind == "table" and rest:
        return _("Table {table}").format(table=rest[0])
    if kind == "box":
        return _("Text box {number}").format(number=rest[0] if rest else "")
    if kind == "block" and len(rest) == 2:
        return _("Text block {block}, line {line}").format(block=rest[0], line=rest[1])
    return _("Properties of the Word file") if kind == "properties" else ""
