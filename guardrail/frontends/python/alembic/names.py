"""Names in Alembic's operations that are no plain texts: `op.f("…")`, loops, types' names."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import SchemaChange
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import known
from guardrail.knowledge.python.rows import ChangesSchema

_MOST = 50


def spelt(reading: Reading, node: Node | None) -> str:
    """The name in `op.f("name")`, "" for anything else."""
    node = unwrapped(node) if node is not None else None
    if node is None or node.type != "call":
        return ""
    call = reading.call(node)
    return reading.known(call.positional[0]) if call.last == "f" and call.positional else ""


def several(reading: Reading, node: Node | None) -> list[str]:
    """The names that an expression may have, one after the other in a loop; [""] where unknown."""
    ropes = reading.builder.variants(node) if node is not None else ()
    texts: list[str] = []
    for rope in list(ropes)[:_MOST]:
        text = known(rope)
        if text:
            texts.append(text)
        elif len(rope) == 1:
            texts += rope[0].values[:_MOST]
    return list(dict.fromkeys(texts)) or [""]


def enum_type(reading: Reading, call: Call, row: ChangesSchema) -> Iterator[SchemaChange]:
    """A type that is made or dropped by itself: `sa.Enum(name="state").drop(op.get_bind())`."""
    owner = call.function.child_by_field_name("object")
    made = reading.builder.flow.value(owner) if owner is not None else None
    if made is None or made.type != "call":
        return
    named = call_of(reading.module, made, "").keywords.get("name")
    name = reading.known(named)
    checked = call.keywords.get("checkfirst")
    yield SchemaChange(
        **reading.stated(call.node),
        verb=row.verb,
        kind=row.kind,
        name=name,
        if_exists=checked is None or reading.truth(checked) is not False,
    )
