"""Where a program shows its whole environment: the mapping itself, or every entry of it in turn."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.bindings import BindingKind
from guardrail.frontends.python.calls import call_of
from guardrail.frontends.python.comprehensions import place_in
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import Module

ENVIRONMENT = "the environment"
"""How it is told that every variable of the environment is shown."""
_FROM_FILE = "dotenv_values"
_HELD = re.compile(r"if\s+\w+(?:\s+is\s+not\s+None)?")
"""A condition that leaves out what is empty, and no more."""
_ENVIRON = ("os.environ", "environ")


def is_environment(reading: Reading, node: Node) -> bool:
    """Whether an expression is the mapping of the environment's variables itself.

    So is what is read from a file of them: `dotenv_values(".env")`.
    """
    if reading.names.dotted(node) in _ENVIRON:
        return True
    if _FROM_FILE not in reading.module.text or node.type not in ("identifier", "call"):
        return False
    value = reading.builder.flow.value(node)
    return value is not None and reading.names.dotted(value).endswith(f"{_FROM_FILE}()")


def each_in_loop(reading: Reading, over: Node, place: int) -> bool:
    """Whether a loop runs over all variables with their values and leaves none of them out."""
    return _all_entries(reading, over) and not _picked(reading.module, place)


def each_in_clause(reading: Reading, clause: Node, name: str) -> bool:
    """Whether a name is the value of each variable in a comprehension that leaves none out."""
    module = reading.module
    over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
    if over is None or left is None or clause.parent is None or not _all_entries(reading, over):
        return False
    picking = (one for one in module.children(clause.parent)[0] if one.type == "if_clause")
    return place_in(module, left, name) == 1 and all(
        _HELD.fullmatch(module.code(one)) for one in picking
    )


def each_by_key(reading: Reading, owner: Node, key: Node) -> bool:
    """Whether `owner[key]` is each variable in turn, in a loop that leaves none out."""
    if not is_environment(reading, owner) or key.type != "identifier":
        return False
    module = reading.module
    reaching = reading.builder.flow.reaching(key)
    looped = [one for one in reaching if one.kind is BindingKind.LOOPED and one.value]
    over = module.code(looped[0].value or key)[:60] if looped else ""
    return "environ" in over and not _picked(module, looped[0].after)


def _all_entries(reading: Reading, node: Node) -> bool:
    """Whether an expression gives the variables of the environment with their values."""
    code = reading.module.code(node)[:80].removeprefix("sorted(").removeprefix("list(")
    if code.startswith(("os.environ.items(", "environ.items(")):
        return True
    made = node.type == "call"
    call = call_of(reading.module, node, reading.names.dotted(node)[:-2]) if made else None
    if call is not None and call.function.type == "identifier" and len(call.positional) == 1:
        return _all_entries(reading, call.positional[0])
    owner = call.function.child_by_field_name("object") if call is not None else None
    return (
        call is not None
        and owner is not None
        and call.last == "items"
        and is_environment(reading, owner)
    )


def _picked(module: Module, place: int) -> bool:
    """Whether a loop leaves out some of what it runs over, or shows it otherwise."""
    for trail in module.around([(place, place + 1)]):
        loop = next((one for one in trail if one.type == "for_statement"), None)
        body = loop.child_by_field_name("body") if loop is not None else None
        return body is None or any(
            word in module.code(body) for word in ("if ", "continue", "mask", "redact")
        )
    return True
