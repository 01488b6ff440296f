"""YAML files from outside: plain data only, and every fault one sentence with its line."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from app.errors import UserError
from app.exchange.yaml_faults import explain
from app.files import read_limited
from app.i18n import N_
from app.model.text import BadTextError, check, is_clean

LIMIT = 5_000_000
_DEPTH = 30
_NODES = 200_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}\Z")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_PLACE = re.compile(r"(?P<what>.*) - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`\Z", re.DOTALL)
_STEP = re.compile(r"\.(?P<name>[^.\[]+)|\[(?P<index>\d+|\.\.\.)\]")

T = TypeVar("T")
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: mappings with text keys, lists, texts, integers, decimals, booleans, None.

    `lines` holds the line where every value begins, or its field, under the keys and list
    indexes that lead to it.
    """

    name: str
    value: Any
    lines: dict[Steps, int] = field(default_factory=dict)

    def with_value(self, value: object) -> "Document":
        """The same file with a value that was put in order; lines stay those of the file."""
        return replace(self, value=value)

    def convert(self, kind: type[T]) -> T:
        """The value as a struct.

        Raises:
            UserError: a field is missing, unknown or of the wrong kind, with its place and line.
        """
        try:
            return msgspec.convert(self.value, kind)
        except msgspec.ValidationError as error:
            what, steps = _Blame(self.value, kind).place(str(error))
            raise self.refusal(steps, explain(what)) from error

    def refusal(self, steps: Steps, what: UserError) -> UserError:
        """A sentence about the value that `steps` lead to, with file, line and place.

        The line is that of the `field` which the sentence names, if it has one.
        """
        known = (*steps, str(what.values.get("field", "")))
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known, 1)
        if not steps:
            return UserError(
                N_("{name}, line {line}: {what}"), name=self.name, line=line, what=what
            )
        where = " › ".join(str(s + 1) if isinstance(s, int) else s[:60] for s in steps)
        return UserError(
            N_("{name}, line {line}, {where}: {what}"),
            name=self.name,
            line=line,
            where=where,
            what=what,
        )


def read_document(path: Path, wanted: str) -> Document:
    """Reads a file whose field `format` is `wanted`, as in `huiping-setup/1`, and takes it out.

    Raises:
        UserError: the file cannot be read, is no plain YAML, or is of another format.
    """
    return expect_format(parse_document(read_limited(path, LIMIT), path.name), wanted)


def parse_document(raw: bytes, name: str) -> Document:
    """Reads YAML without anchors, aliases, tags, doubled fields or several documents.

    `13:30`, `yes`, `off` and `012` stay texts; `2024-01-16` is left for the struct to read.

    Raises:
        UserError: with the line where there is one.
    """
    text = _decoded(raw, name)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _syntax(error, name) from error
    if not builder.lines:
        raise UserError(N_("{name} is empty. Choose another file."), name=name)
    return Document(name, builder.root[0], builder.lines)


def expect_format(document: Document, wanted: str) -> Document:
    """The document without its `format`.

    Raises:
        UserError: it has none or another one.
    """
    value = document.value
    found = value.get("format") if isinstance(value, dict) else None
    if found == wanted:
        return document.with_value({k: v for k, v in value.items() if k != "format"})
    if not isinstance(found, str):
        raise UserError(
            N_("{name} does not say what it is. It must hold the line “format: {wanted}”."),
            name=document.name,
            wanted=wanted,
        )
    raise _other_format(document.name, found, wanted)


def _other_format(name: str, found: str, wanted: str) -> UserError:
    family, _slash, version = found.partition("/")
    known, _slash, own = wanted.partition("/")
    if family == known and version.isdecimal() and len(version) < 9 and int(version) > int(own):
        template = N_("{name} is of a newer format ({found}). Update Huiping and try again.")
    else:
        template = N_("{name} is of the format “{found}”; a file of “{wanted}” is needed here.")
    return UserError(template, name=name, found=found[:60], wanted=wanted)


def _decoded(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UserError(
            N_("{name} is not UTF-8 text. Open it in an editor, save it as UTF-8 and try again."),
            name=name,
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_clean(text):
        for number, line in enumerate(text.split("\n"), 1):
            _check_characters(line, name, number)
    return text


def _check_characters(text: str, name: str, line: int) -> None:
    if is_clean(text):
        return
    try:
        check(text)
    except BadTextError as error:
        raise UserError(
            N_("{name}, line {line}: the invisible character {character} may not stand in a text."),
            name=name,
            line=line,
            character=error.character,
        ) from None


def _syntax(error: yaml.YAMLError, name: str) -> UserError:
    mark = getattr(error, "problem_mark", None)
    return UserError(
        N_(
            "{name}, line {line}: this is not valid YAML ({problem}). Check indents and dashes, "
            "and put quotes round texts with colons or other signs."
        ),
        name=name,
        line=mark.line + 1 if mark else 1,
        problem=getattr(error, "problem", None) or getattr(error, "reason", ""),
    )


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled; `key`, of line `line`, waits for its value."""

    value: Any
    steps: Steps
    key: str | None = None
    line: int = 0

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def next_step(self) -> str | int:
        return len(self.value) if self.key is None else self.key

    def put(self, value: object) -> None:
        if self.key is None:
            self.value.append(value)
        else:
            self.value[self.key] = value
            self.key = None


class _Builder:
    """Makes values of parser events, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: list[object] = []
        self.lines: dict[Steps, int] = {}
        self._stack = [_Frame(self.root, ())]
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Raises UserError at what is not allowed."""
        self._refuse_marks(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _refuse_marks(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(
                event, N_("Anchors and aliases (& and *) may not be used; put texts in quotes.")
            )
        if getattr(event, "tag", None):
            raise self._refused(
                event, N_("Tags (words that begin with !) may not be used; put texts in quotes.")
            )

    def _begin_document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._refused(event, N_("A second document begins here; a file holds one."))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _check_characters(event.value, self.name, _line(event))
        if self._stack[-1].wants_key:
            self._key(event)
        else:
            self._put(event, _plain(event.value) if event.implicit[0] else event.value)

    def _key(self, event: yaml.ScalarEvent) -> None:
        frame = self._stack[-1]
        if event.value in frame.value:
            raise self._refused(
                event, N_("“{key}” stands here a second time. Keep one."), key=event.value[:60]
            )
        frame.key, frame.line = event.value, _line(event)

    def _open(self, event: yaml.Event, value: object) -> None:
        if self._stack[-1].wants_key:
            raise self._refused(event, N_("The name of a field must be a plain text."))
        if len(self._stack) > _DEPTH:
            raise self._refused(event, N_("Lists and fields are nested too deeply."))
        steps = self._put(event, value)
        self._stack.append(_Frame(value, steps))

    def _put(self, event: yaml.Event, value: object) -> Steps:
        frame = self._stack[-1]
        is_root = len(self._stack) == 1
        steps = () if is_root else (*frame.steps, frame.next_step())
        self.lines[steps] = _line(event) if frame.key is None else frame.line
        frame.put(value)
        if len(self.lines) > _NODES:
            raise self._refused(event, N_("The file holds too many entries."))
        return steps

    def _refused(self, event: yaml.Event, template: str, **values: object) -> UserError:
        document = Document(self.name, None, {(): _line(event)})
        return document.refusal((), UserError(template, **values))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(text: str) -> object:
    """What an unquoted scalar means: the JSON words and numbers, anything else is text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text


class _Blame:
    """Finds the value that a message of msgspec is about.

    Its messages write `[...]` for any key of a mapping; the key is found by halving the mapping
    as long as the message stays the same.
    """

    def __init__(self, value: object, kind: type[object]) -> None:
        self._value = value
        self._kind = kind

    def place(self, message: str) -> tuple[str, Steps]:
        found = _PLACE.match(message)
        if not found:
            return message, ()
        path = found["path"] + ("[...]" if found["key"] else "")
        steps: list[str | int] = []
        for step in _STEP.finditer(path):
            steps.append(self._step(steps, step, message))
        return found["what"], tuple(steps)

    def _step(self, before: list[str | int], step: re.Match[str], message: str) -> str | int:
        if step["name"] is not None:
            return step["name"]
        if step["index"] != "...":
            return int(step["index"])
        return self._guilty_key(before, message)

    def _guilty_key(self, before: list[str | int], message: str) -> str:
        mapping = _at(self._value, before)
        entries = list(mapping.items()) if isinstance(mapping, dict) else []
        while len(entries) > 1:
            half = entries[: len(entries) // 2]
            tried = _replaced(self._value, before, dict(half))
            guilty = self._message(tried) == message
            entries = half if guilty else entries[len(half) :]
        self._value = _replaced(self._value, before, dict(entries))
        return str(entries[0][0])

    def _message(self, value: object) -> str:
        try:
            msgspec.convert(value, self._kind)
        except msgspec.ValidationError as error:
            return str(error)
        return ""


def _at(value: object, steps: list[str | int]) -> object:
    for step in steps:
        value = _child(value, step)
    return value


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value[step]
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    raise TypeError(f"nothing lies at {step!r}")


def _replaced(value: object, steps: list[str | int], new: object) -> object:
    """A copy of nested mappings and lists with another value in one place."""
    if not steps:
        return new
    inner = _replaced(_child(value, steps[0]), steps[1:], new)
    if isinstance(value, dict):
        return {**value, steps[0]: inner}
    copied = list(value) if isinstance(value, list) else []
    copied[int(steps[0])] = inner
    return copied
