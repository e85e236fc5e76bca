"""Names that are only known at run time, where the code around the text says which they can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from guardrail.effects import DataChange, SchemaChange
from guardrail.model import Hole
from guardrail.patterns import late
from guardrail.stream import Item

_FIELDS = {DataChange: ("target",), SchemaChange: ("table", "name", "new_name")}
_SHOWN = late(r"\{(\w+)\}")
_NAME = late(r"[\w.$]{1,100}")
_MOST_VALUES = 10
_MOST_HOLES = 3


def known(holes: Iterable[Hole]) -> dict[str, tuple[str, ...]]:
    """The values of each hole that can only stand for a few names."""
    found: dict[str, tuple[str, ...]] = {}
    for hole in holes:
        names = all(_NAME.fullmatch(value) for value in hole.values)
        if hole.name and hole.values and names and len(hole.values) <= _MOST_VALUES:
            found[hole.name] = tuple(dict.fromkeys((*found.get(hole.name, ()), *hole.values)))
    return found


def filled(
    item: Item, values: Mapping[str, tuple[str, ...]], left: int = _MOST_HOLES
) -> Iterator[Item]:
    """The item once for each name that it can be about."""
    fields = _FIELDS.get(type(item), ()) if values and left else ()
    texts: dict[str, str] = {name: getattr(item, name) for name in fields}
    holes = (hole for text in texts.values() for hole in _SHOWN.findall(text))
    hole = next((name for name in holes if name in values), "")
    if not hole:
        yield item
        return
    whole: Any = item
    for value in values[hole]:
        given = {name: text.replace("{" + hole + "}", value) for name, text in texts.items()}
        yield from filled(replace(whole, **given), values, left - 1)
