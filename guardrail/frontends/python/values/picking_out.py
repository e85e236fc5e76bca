"""What is taken out of a dictionary or a list that is written out: `SETTINGS["cleanup"]["sql"]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.returning import given_back

if TYPE_CHECKING:
    from guardrail.frontends.python.values.flow import Flow

_DEEPEST = 8
MOST_PICKED = 64
_VIEWS = frozenset(("MappingProxyType", "dict", "OrderedDict", "frozendict", "deepcopy"))
"""What makes a dictionary of another, or lets it be read only."""
_ON_WAYS = frozenset(("binary_operator", "boolean_operator", "conditional_expression"))
_HOLDING = frozenset(("identifier", "attribute", "dictionary", "list", "tuple"))


def picked_out(flow: Flow, node: Node, key: str | None, depth: int = 0) -> list[Node] | None:
    """What `node[key]` may be, of a dictionary or list that is written out; all where not known."""
    node = unwrapped(node)
    inner = _within(flow, node, depth) if depth <= _DEEPEST else ()
    if inner:
        told = [picked_out(flow, one, key, depth + 1) or () for one in inner]
        return [one for each in told for one in each][:MOST_PICKED] or None
    value = held_in(flow, flow.value(node))
    if value is not None and value.type == "dictionary":
        named = flow.entries(value).get(key or "") if key is not None else None
        return named or [one for _, one in flow.pairs(value)[:MOST_PICKED]]
    if value is None:
        return _of_each(flow, node, key)
    if value.id != node.id and value.type in ("call", "subscript"):
        return picked_out(flow, value, key, depth + 1)
    lists = flow.lists(node)
    if not lists:
        return None
    written = lists[0] if len(lists) == 1 else together(flow, node) or ()
    if key is not None and key.isdigit() and int(key) < len(written):
        return [written[int(key)]]
    return [*written[:MOST_PICKED]]


def _of_each(flow: Flow, node: Node, key: str | None) -> list[Node] | None:
    """What stands under a key in each of the dictionaries that a loop takes from a written list."""
    reaching = flow.reaching(node) if node.type == "identifier" and key is not None else ()
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.LOOPED:
        return None
    from guardrail.frontends.python.values.iteration import yielded

    over = reaching[0].value
    entries = yielded(flow, over, reaching[0].index) if over is not None else None
    found = []
    for one in entries or ():
        value = flow.value(one)
        pairs = dict(flow.pairs(value)) if value is not None and value.type == "dictionary" else {}
        if key not in pairs:
            return None
        found.append(pairs[key])
    return found or None


def _within(flow: Flow, node: Node, depth: int) -> Sequence[Node]:
    """What an expression stands for that is taken out of something itself, or given by a function.

    `SETTINGS["cleanup"]["sql"]`, `settings.get("cleanup")`, `load()`.
    """
    if node.type == "subscript":
        owner, taken = (node.child_by_field_name(part) for part in ("value", "subscript"))
        if owner is None or taken is None or taken.type == "slice":
            return ()
        return picked_out(flow, owner, key_of(flow, taken), depth + 1) or ()
    if node.type == "identifier":
        return _by_default(flow, node)
    if node.type in _ON_WAYS:
        ways = flow.module.children(node)[0]
        return (ways[0], ways[-1]) if _merges(flow, node) else ()
    function = node.child_by_field_name("function") if node.type == "call" else None
    if function is None:
        return ()
    if function.type == "identifier":
        own = flow.scopes.function(flow.module.name(function))
        return given_back(flow.module, own) if own is not None else ()
    owner, name = (function.child_by_field_name(part) for part in ("object", "attribute"))
    given = node.child_by_field_name("arguments")
    first = flow.module.children(given)[0][:1] if given is not None else []
    if owner is not None and name is not None and flow.module.name(name) == "get" and first:
        return picked_out(flow, owner, key_of(flow, first[0]), depth + 1) or ()
    return ()


def _merges(flow: Flow, node: Node) -> bool:
    """Whether an expression is one dictionary or another, or both: `DEFAULTS | given`."""
    sign = node.child_by_field_name("operator")
    return node.type != "binary_operator" or (sign is not None and flow.module.code(sign) == "|")


def _by_default(flow: Flow, node: Node) -> Sequence[Node]:
    """What a parameter is where nothing is given for it: `def run(config=CONFIG)`."""
    reaching = flow.reaching(node)
    default = reaching[0].value if len(reaching) == 1 else None
    if default is None or reaching[0].kind is not BindingKind.PARAMETER:
        return ()
    return (default,) if default.type in _HOLDING else ()


def together(flow: Flow, node: Node) -> list[Node] | None:
    """The elements of every list that an expression may stand for, each once."""
    lists = flow.lists(node)
    if not lists:
        return None
    return list({one.id: one for elements in lists for one in elements}.values())


def held_in(flow: Flow, value: Node | None) -> Node | None:
    """The dictionary that a view or a copy of it was made of: `MappingProxyType({…})`."""
    function = value.child_by_field_name("function") if value is not None else None
    if value is None or function is None or value.type != "call":
        return value
    given = arguments_of(flow.module, value)
    made = flow.module.name(function).rsplit(".", 1)[-1]
    inner = flow.value(given[0]) if len(given) == 1 and made in _VIEWS else None
    return inner if inner is not None and inner.type == "dictionary" else value


def key_of(flow: Flow, node: Node) -> str:
    """The key of a subscript as it is written, without quotes."""
    return flow.module.code(node).strip("'\"")
