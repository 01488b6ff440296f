"""What a template may ask for, as shapes: names, lists and texts, read off an example's values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """`names` of a group, `item` of a list; neither is a text. `anything` is not looked into."""

    names: "dict[str, Shape]" = field(default_factory=dict)
    item: "Shape | None" = None
    group: bool = False
    anything: bool = False

    @property
    def is_text(self) -> bool:
        return not (self.group or self.item or self.anything)


TEXT = Shape()
ANYTHING = Shape(anything=True)


def shape_of(value: object) -> Shape:
    """The shape of plain data; a list has the names of all its entries."""
    if isinstance(value, Mapping):
        return Shape({str(k): shape_of(v) for k, v in value.items()}, group=True)
    if isinstance(value, list | tuple):
        item = ANYTHING if not value else shape_of(value[0])
        for one in value[1:]:
            item = merged(item, shape_of(one))
        return Shape(item=item)
    return TEXT


def merged(one: Shape, other: Shape) -> Shape:
    """What may be either."""
    if one.anything or other.anything:
        return other if one.anything else one
    if one.group and other.group:
        both = one.names.keys() & other.names.keys()
        names = {**one.names, **other.names}
        names |= {name: merged(one.names[name], other.names[name]) for name in both}
        return Shape(names, group=True)
    if one.item and other.item:
        return Shape(item=merged(one.item, other.item))
    return one if one == other else ANYTHING
