"""Writes an instrument as the YAML file that `instrument_file` reads."""

from decimal import Decimal
from typing import Any

import msgspec
import yaml

from app.exchange.instrument_file import FORMAT
from app.model.instrument import Instrument
from app.model.text import plain

_FLOWING = 5
_SHORT = 90
_WIDTH = 1_000_000
_STRING, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"


def write_instrument(instrument: Instrument) -> bytes:
    """The file's bytes; what has its default is left out, as in the files that are shipped."""
    body = _filled(msgspec.to_builtins(instrument, builtin_types=(Decimal,)))
    assert isinstance(body, dict)
    text = yaml.dump(
        {"format": FORMAT, **body},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )
    return str(text).encode()


def _filled(value: object) -> object:
    """Without structs of which everything was left out."""
    if isinstance(value, dict):
        kept = ((name, _filled(inner)) for name, inner in value.items())
        return {name: inner for name, inner in kept if inner != {}}
    return [_filled(inner) for inner in value] if isinstance(value, list | tuple) else value


class _Dumper(yaml.SafeDumper):
    """Lists under their field are indented, short structs stand on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _decimal(dumper: _Dumper, value: Decimal) -> yaml.Node:
    text = plain(value)
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    return dumper.represent_scalar(_STRING, value, style="|" if "\n" in value else None)


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    flows = len(value) <= _FLOWING and not any(isinstance(v, dict | list) for v in value.values())
    short = flows and sum(len(f"{k}: {v}, ") for k, v in value.items()) <= _SHORT
    return dumper.represent_mapping(_MAPPING, value.items(), flow_style=short)


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
