"""What a parameter or an option that says which ones is by default: `pattern="^scratch_"`.

Whoever gives another one has said what goes. Where a call of the module's own gives something that
isn't known the default says nothing.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.readers.narrowing.defaults import (
    default_of,
    given_by_calls,
    option_defaults,
)
from guardrail.frontends.python.reading import Reading

_DEEPEST = 3
_NAMED = frozenset(("identifier", "attribute", "subscript", "call"))


def text_by_default(reading: Reading, node: Node, depth: int = 0) -> str:
    """The text that stands where nobody gives another, "" where there may be none."""
    if depth > _DEEPEST or node.type not in _NAMED:
        return ""
    if node.type == "subscript" and (held := _entry_by_default(reading, node, depth)):
        return held
    options = option_defaults(reading, node)
    if options or node.type != "identifier":
        return _one_of([reading.known(one) for one in options])
    default = default_of(reading, node)
    given = [*(passed_to(reading, node) if default is not None else given_by_calls(reading, node))]
    told = [_said(reading, one, depth) for one in given]
    return _one_of([reading.known(default), *told] if default is not None else told)


def _said(reading: Reading, node: Node, depth: int) -> str:
    """What is given, of several that it may be what it is by default."""
    if node.type == "subscript" and (held := _entry_by_default(reading, node, depth)):
        return held
    return reading.known(node) or text_by_default(reading, node, depth + 1)


def _entry_by_default(reading: Reading, node: Node, depth: int) -> str:
    """What a dictionary that is written out holds for the key by default: `PREFIXES[stage]`."""
    owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
    held = reading.builder.flow.value(owner) if owner is not None else None
    if held is None or key is None or held.type != "dictionary":
        return ""
    named = reading.known(key) or text_by_default(reading, key, depth + 1)
    pairs = reading.builder.flow.pairs(held) if named else ()
    return _one_of([reading.known(one) for name, one in pairs if name == named])


def _one_of(texts: list[str]) -> str:
    return texts[0] if texts and all(texts) else ""
