"""Calls of other modules' functions with arguments that are known: what they give is asked there.

`filters.older_than(0)` is written down as its name and its arguments in full; whoever reads the
other module tells whether that is nothing, or which text it is.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.strings.building import Builder

_PLAIN = frozenset(("none", "true", "false", "integer", "float", "string"))
_LONGEST = 60
_MOST = 8
UNKNOWN = "gr_unknown"
"""What stands for an argument of which nothing is known."""


def written_call(builder: Builder, names: Names, node: Node) -> str:
    """A call of an imported function with its arguments, "" for any other.

    What isn't known of them is a name that stands for nothing.
    """
    function = node.child_by_field_name("function")
    name = names.imported(function) if function is not None else ""
    if not name:
        return ""
    call = call_of(builder.module, node, name)
    if call.stars or call.double_stars or len(call.positional) + len(call.keywords) > _MOST:
        return ""
    given = [_written(builder, one) for one in call.positional]
    given += [f"{key}={_written(builder, one)}" for key, one in call.keywords.items()]
    return f"{name}({', '.join(given)})"


def _written(builder: Builder, node: Node) -> str:
    value = builder.flow.value(node) or node
    code = builder.module.code(value)
    plain = value.type in _PLAIN and "{" not in code and "\n" not in code
    return code if plain and len(code) <= _LONGEST else UNKNOWN
