"""Where a program shows its whole environment: the mapping itself, or every entry of it in turn."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.bindings import BindingKind
from guardrail.frontends.python.comprehensions import place_in
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import Module

ENVIRONMENT = "the environment"
"""How it is told that every variable of the environment is shown."""
_ENVIRON = ("os.environ", "environ")


def is_environment(reading: Reading, node: Node) -> bool:
    """Whether an expression is the mapping of the environment's variables itself."""
    return reading.names.dotted(node) in _ENVIRON


def each_in_loop(module: Module, over: Node, place: int) -> bool:
    """Whether a loop runs over all variables with their values and leaves none of them out."""
    return _all_entries(module, over) and not _picked(module, place)


def each_in_clause(module: Module, clause: Node, name: str) -> bool:
    """Whether a name is the value of each variable in a comprehension that leaves none out."""
    over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
    if over is None or left is None or clause.parent is None or not _all_entries(module, over):
        return False
    parts = module.children(clause.parent)[0]
    return place_in(module, left, name) == 1 and all(one.type != "if_clause" for one in parts)


def each_by_key(reading: Reading, owner: Node, key: Node) -> bool:
    """Whether `owner[key]` is each variable in turn, in a loop that leaves none out."""
    if not is_environment(reading, owner) or key.type != "identifier":
        return False
    module = reading.module
    reaching = reading.builder.flow.reaching(key)
    looped = [one for one in reaching if one.kind is BindingKind.LOOPED and one.value]
    over = module.code(looped[0].value or key)[:60] if looped else ""
    return "environ" in over and not _picked(module, looped[0].after)


def _all_entries(module: Module, node: Node) -> bool:
    """Whether an expression gives the variables of the environment with their values."""
    code = module.code(node)[:80].removeprefix("sorted(").removeprefix("list(")
    return code.startswith(("os.environ.items(", "environ.items("))


def _picked(module: Module, place: int) -> bool:
    """Whether a loop leaves out some of what it runs over, or shows it otherwise."""
    for trail in module.around([(place, place + 1)]):
        loop = next((one for one in trail if one.type == "for_statement"), None)
        body = loop.child_by_field_name("body") if loop is not None else None
        return body is None or any(
            word in module.code(body) for word in ("if ", "continue", "mask", "redact")
        )
    return True
