"""Rows that an ORM's models write, under the names that the tables of these models really have.

A program asks for `get_model("shop", "Order")` and is told as one that writes to `shop_order`; the
history may know that the table of that model is called otherwise.
"""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.effects import DataChange
from guardrail.schema.timeline import Timeline

_LONGEST = 120


def of_rows(change: DataChange, timeline: Timeline) -> DataChange:
    """The change of rows, told of the tables that its models have at the end of the timeline."""
    if change.language not in ("", "python"):
        return change
    target = _table(change.target, timeline)
    copied = tuple(_origin(origin, timeline) for origin in change.copies_from)
    if target == change.target and copied == change.copies_from:
        return change
    return replace(change, target=target, copies_from=copied)


def _origin(origin: str, timeline: Timeline) -> str:
    """A table, or a "table.column", that rows come from."""
    owner, _, column = origin.rpartition(".")
    return f"{_table(owner, timeline)}.{column}" if owner else _table(origin, timeline)


def _table(name: str, timeline: Timeline) -> str:
    """The table of the model whose table would be called so if nothing else was said."""
    place = timeline.length
    if "." in name or len(name) > _LONGEST or timeline.table(name, place) is not None:
        return name
    for at, letter in enumerate(name):
        real = timeline.named(f"{name[:at]}.{name[at + 1 :]}", "", place) if letter == "_" else ""
        if real:
            return real
    return name
