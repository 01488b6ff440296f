"""What an operation touched: the one announcement that goes out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the tables that an operation wrote, and the operation's untranslated label.

    `values` fill the label's placeholders. An operation that wrote nothing has no tables.
    """

    tables: frozenset[str] = frozenset()
    label: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.tables)
