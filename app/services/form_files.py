"""A form out of its files, and files with another name, id or text in them."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
import yaml

from app.errors import UserError
from app.exchange.form_package import TEXT, FormFiles, marked
from app.exchange.yaml_file import Document, expect_format, parse_document
from app.i18n import N_
from app.model.text import clean
from app.reports.form import FORMAT, Form

_HEAD = frozenset({"format", "id", "label", "based_on"})
_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")
_REST_OF_LINE = re.compile(r"[ \t]*(#.*)?\n?")


def form_of(files: FormFiles) -> Form:
    """The form as data, with its Word file inside.

    Raises:
        UserError: form.yaml is no form, or one of a newer program; with line and field.
    """
    return msgspec.structs.replace(_read(files.text), raw=files.docx)


@lru_cache(maxsize=64)
def _read(text: bytes) -> Form:
    """Pages ask for the same forms again and again."""
    return _document(text).convert(Form)


def _document(text: bytes) -> Document:
    document = expect_format(parse_document(text, TEXT), FORMAT)
    for name in ("folder", "raw"):
        if isinstance(document.value, dict) and name in document.value:
            what = N_("There is no field “{field}” here. Correct its name or take it out.")
            raise document.refusal((), UserError(what, field=name))
    return document


def named(files: FormFiles, form_id: str, label: str, based_on: str | None) -> FormFiles:
    """The same form under another id and name. Comments and order of form.yaml stay."""
    head = [f"format: {FORMAT}", f"id: {form_id}", f"label: {_quoted(clean(label)[0])}"]
    if based_on:
        head.append(f"based_on: {based_on}")
    text = files.text.decode("utf-8-sig").replace("\r\n", "\n")
    rest = _without_head(text)
    return FormFiles("\n".join([*head, rest.lstrip("\n")]).encode(), marked(files.docx, form_id))


def _without_head(source: str) -> str:
    """form.yaml without what says which form it is, however that is written."""
    root: Any = yaml.compose(source, Loader=yaml.SafeLoader)
    for name, value in reversed(root.value):
        if name.value in _HEAD:
            rest = _REST_OF_LINE.match(source, value.end_mark.index)
            end = rest.end() if rest else value.end_mark.index
            source = source[: name.start_mark.index] + source[end:]
    return source


def with_text(files: FormFiles, key: str, text: str) -> FormFiles:
    """The same form with another text block; all else of form.yaml stays as it is written.

    Raises:
        KeyError: there is no text block of that key.
    """
    source = files.text.decode("utf-8-sig").replace("\r\n", "\n")
    for node in _texts(source):
        if node.key == key:
            new = _written(clean(text)[0], node.indent)
            after = source[node.end :]
            joined = new if new.endswith("\n") or after.startswith(("\n", "}")) else f"{new}\n"
            return FormFiles((source[: node.start] + joined + after).encode(), files.docx)
    raise KeyError(key)


class _Text(msgspec.Struct, frozen=True):
    key: str
    start: int
    end: int
    indent: int


def _texts(source: str) -> Iterator[_Text]:
    """Where the text of each text block stands in form.yaml."""
    root: Any = yaml.compose(source, Loader=yaml.SafeLoader)
    blocks = next(value for name, value in root.value if name.value == "passages")
    for block in blocks.value:
        fields = {name.value: (name, value) for name, value in block.value}
        name, value = fields["text"]
        yield _Text(
            fields["key"][1].value,
            value.start_mark.index,
            value.end_mark.index,
            name.start_mark.column,
        )


def _written(text: str, indent: int) -> str:
    """As a YAML scalar: a block where that can be read again, else in quotes."""
    lines = text.strip("\n").split("\n")
    plain = all(line == line.rstrip() and "\t" not in line for line in lines)
    plain = plain and not _BREAKS.search(text)
    if len(lines) < 2 or not plain or lines[0][:1] in {" ", ""}:
        return _quoted(text)
    inner = " " * (indent + 2)
    return "|\n" + "".join(f"{inner}{line}\n" if line else "\n" for line in lines)


def _quoted(text: str) -> str:
    """A text in quotes; JSON's are YAML's too, but for what only YAML takes for the end of a line."""
    return _BREAKS.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
