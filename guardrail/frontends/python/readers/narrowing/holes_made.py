"""The expressions that holes in texts stand for."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Part


def made_by(reading: Reading, part: Part) -> Node | None:
    """The expression whose value a hole in a text is: of `name or ""` the whole."""
    start, end = part.made
    trail = next(iter(reading.module.around([part.made])), []) if start < end else []
    found: Node | None = None
    for one in trail:
        if found is None:
            found = one if (one.start_byte, one.end_byte) == (start, end) else None
        elif _is_first_of_either(one, found):
            found = one
        else:
            break
    return found


def _is_first_of_either(above: Node, node: Node) -> bool:
    """Whether an expression gives what another is, or something else where that is nothing."""
    operator = above.child_by_field_name("operator")
    either = above.type == "boolean_operator" and operator is not None and operator.type == "or"
    return either and above.named_children[0].id == node.id
