"""What commands of Click hand to those below them: `ctx.obj = {"client": client}`.

Source: the documentation of Click 8, "Nested Handling and Contexts" and `pass_obj`; Typer 0.12,
"CLI Parameters with Context", hands the same context on.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

PASSES_OBJECT = "click.pass_obj"
_IN_CONTEXT = late(r"\b\w+\.obj(?=\s*=[^=])")


def put_in_context(module: Module) -> list[Node]:
    """What a group of Click's commands puts into the context for them: `ctx.obj = client`."""
    held: list[Node] | None = module.facts.get("put in context")
    if held is None:
        places = [one.span() for one in _IN_CONTEXT.finditer(module.plain)]
        around = [
            next((n for n in t if n.type == "assignment"), None) for t in module.around(places)
        ]
        put = [one.child_by_field_name("right") for one in around if one is not None]
        held = module.facts["put in context"] = [one for one in put if one is not None]
    return held


def entries_in_context(reading: Reading, owner: Node, key: str) -> list[Node]:
    """What stands under a key in the context's object, where an expression is that: `obj["db"]`."""
    if ".obj" not in reading.module.plain or not _is_of_context(reading, owner):
        return []
    flow = reading.builder.flow
    put = [flow.value(one) or one for one in put_in_context(reading.module)]
    return [
        value
        for one in put
        if one.type == "dictionary"
        for name, value in flow.pairs(one)
        if name == key
    ]


def _is_of_context(reading: Reading, owner: Node) -> bool:
    """Whether an expression is the object that a command finds in its context."""
    module = reading.module
    owner = reading.builder.flow.value(owner) or owner
    if owner.type == "attribute":
        named = owner.child_by_field_name("attribute")
        return named is not None and module.name(named) == "obj"
    around = place_of(module, owner.start_byte).definitions[-1:]
    parameters = around[0].child_by_field_name("parameters") if around else None
    first = module.children(parameters)[0][:1] if parameters is not None else []
    if owner.type != "identifier" or not first or around[0].parent is None:
        return False
    named = first[0].named_children[0] if first[0].type == "typed_parameter" else first[0]
    if module.name(named) != module.name(owner):
        return False
    return any(
        reading.names.dotted(one.named_children[0]).removesuffix("()") == PASSES_OBJECT
        for one in around[0].parent.named_children
        if one.type == "decorator" and one.named_children
    )
