"""What an iterable that is written out yields: what a loop's variable stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import owned_functions
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.returning import given_back
from guardrail.frontends.python.values.picking_out import (
    MOST_PICKED,
    held_in,
    key_of,
    picked_out,
    together,
)

if TYPE_CHECKING:
    from guardrail.frontends.python.values.flow import Flow

_DEEPEST = 8
_MADE = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_ORDERED = frozenset(("reversed", "sorted", "list", "tuple", "set", "frozenset", "iter", "cycle"))
_PIECES = frozenset(("split", "rsplit", "splitlines", "partition"))
_PAIRS = frozenset(("items", "keys", "values"))

_ADDED = frozenset((BindingKind.AUGMENTED, BindingKind.EXTENDED))
_PUT_IN = (*_ADDED, BindingKind.APPENDED)


def yielded(flow: Flow, node: Node, index: int | None = None, depth: int = 0) -> list[Node] | None:
    """The expressions of which the iterable yields one at a time, `None` where they aren't known.

    With an `index` the ones at that place of what is yielded: `for name, text in …`. Of pieces of
    a text the whole text is given.
    """
    if depth > _DEEPEST:
        return None
    node = unwrapped(node)
    if node.type in _MADE:
        body = node.child_by_field_name("body")
        return None if body is None else _at(flow, [body], index)
    if node.type == "dictionary":
        return _of_dictionary(flow, node, "keys", index)
    if node.type == "call":
        return _of_call(flow, node, index, depth)
    if node.type == "subscript":
        return _of_subscript(flow, node, index, depth)
    if node.type != "identifier":
        return _of_named(flow, node, index, depth)
    key = (node.id, index)
    if key not in flow.in_turn:
        found = _of_named(flow, node, index, depth)
        if depth > 1:
            # What is only asked for on the way may have been cut off.
            return found
        flow.in_turn[key] = found
    held = flow.in_turn[key]
    return None if held is None else [*held]


def _of_named(flow: Flow, node: Node, index: int | None, depth: int) -> list[Node] | None:
    """What a name or an attribute yields."""
    written = together(flow, node)
    if written is not None:
        return _grown(flow, node, index, depth) or _at(flow, written, index)
    value = flow.value(node)
    if value is None or value.id == node.id:
        return _of_loop(flow, node, index, depth) or _of_parts(flow, node, index, depth)
    return yielded(flow, value, index, depth + 1)


def _grown(flow: Flow, node: Node, index: int | None, depth: int) -> list[Node] | None:
    """What a list yields that a loop puts others' elements into: `for each in …: all.extend(each)`.

    `None` where it isn't put together so, or what is put into it isn't known.
    """
    bound = flow.bindings(node)[1] if node.type == "identifier" else ()
    kinds = [one.kind for one in bound]
    if BindingKind.EXTENDED not in kinds or BindingKind.ASSIGNED not in kinds:
        return None
    last = len(kinds) - 1 - kinds[::-1].index(BindingKind.ASSIGNED)
    base = bound[last]
    found: list[Node] = []
    for one in bound[last:]:
        if one.value is None or one.kind not in (*_PUT_IN, BindingKind.ASSIGNED):
            return None
        if one.kind is BindingKind.APPENDED:
            more = _at(flow, [one.value], index)
        else:
            written = flow.elements(one.value) if one is base else None
            more = _at(flow, written, index) if written is not None else None
            more = yielded(flow, one.value, index, depth + 1) if more is None else more
        if more is None:
            return None
        found += more
    return found[:MOST_PICKED] or None


def _of_parts(flow: Flow, node: Node, index: int | None, depth: int) -> list[Node] | None:
    """What a list yields to which others are added: `all = [… for …]`, `all += [… for …]`."""
    reaching = flow.reaching(node) if node.type == "identifier" else ()
    if not any(one.kind in _ADDED for one in reaching):
        return None
    found: list[Node] = []
    for one in reaching:
        known = one.value if one.kind in _ADDED or one.kind is BindingKind.ASSIGNED else None
        more = yielded(flow, known, index, depth + 1) if known is not None else None
        if more is None:
            return None
        found += more
    return found[:MOST_PICKED] or None


def _of_loop(flow: Flow, node: Node, index: int | None, depth: int) -> list[Node] | None:
    """What the lists yield of which an outer loop takes one at a time: `for who, arns in …`."""
    reaching = flow.reaching(node) if node.type == "identifier" else ()
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.LOOPED:
        return None
    over = reaching[0].value
    lists = yielded(flow, over, reaching[0].index, depth + 1) if over is not None else None
    told = [yielded(flow, one, index, depth + 1) for one in lists or ()]
    return [one for each in told for one in each or ()][:MOST_PICKED] or None


def _of_subscript(flow: Flow, node: Node, index: int | None, depth: int) -> list[Node] | None:
    """What a part of a list yields (any of it may be meant), or a list in a dictionary."""
    whole, taken = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if whole is None or taken is None:
        return None
    if taken.type == "slice":
        return yielded(flow, whole, index, depth + 1)
    key = key_of(flow, taken)
    found: list[Node] = []
    for one in picked_out(flow, whole, key) or ():
        more = yielded(flow, one, index, depth + 1)
        if more is None:
            return None
        found += more
    return found or None


def _of_call(flow: Flow, node: Node, index: int | None, depth: int) -> list[Node] | None:
    function = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    if function is None or arguments is None:
        return None
    given = [arguments]
    if arguments.type != "generator_expression":
        given = flow.module.children(arguments)[0]
    name = flow.module.name(function).rsplit(".", 1)[-1]
    owner = function.child_by_field_name("object") if function.type == "attribute" else None
    if name in _ORDERED and given:
        return yielded(flow, given[0], index, depth + 1)
    if name == "enumerate" and given and index == 1:
        return yielded(flow, given[0], None, depth + 1)
    if name == "zip" and index is not None and index < len(given):
        return yielded(flow, given[index], None, depth + 1)
    if name == "filter" and len(given) == 2 and given[0].type == "none":
        # What is left out is empty.
        return yielded(flow, given[1], index, depth + 1)
    own = flow.scopes.function(name) if function.type == "identifier" else None
    if own is not None:
        return _given_by(flow, own, index, depth)
    if owner is None:
        return None
    if own_methods := owned_functions(flow, function):
        told = [_given_by(flow, one, index, depth) for one in own_methods]
        return [one for each in told for one in each or ()] or None
    if index is not None and name not in _PAIRS:
        return None
    if name in _PIECES:
        # `sqlparse.split(text)` is given the text, `text.split(";")` is called on it.
        of_package = flow.module.name(owner) == "sqlparse" and len(given) > 0
        return [given[0] if of_package else owner]
    if name in _PAIRS and not given:
        value = _dictionary_of(flow, owner)
        if value is not None:
            return _of_dictionary(flow, value, name, index)
    return None


def _dictionary_of(flow: Flow, node: Node) -> Node | None:
    """The dictionary that an expression stands for, or that a function of the module writes out."""
    value = held_in(flow, flow.value(node) or node)
    function = value.child_by_field_name("function") if value is not None else None
    if value is not None and function is not None and function.type == "identifier":
        own = flow.scopes.function(flow.module.name(function))
        given = given_back(flow.module, own) if own is not None else ()
        value = flow.value(given[0]) if len(given) == 1 else None
    return value if value is not None and value.type == "dictionary" else None


def _given_by(flow: Flow, function: Node, index: int | None, depth: int) -> list[Node] | None:
    """What a function of the module yields, or the elements of the lists that it returns."""
    from guardrail.frontends.python.receivers.members import results_of

    found: list[Node] = []
    for node in results_of(flow.module, function):
        one = _yields_one(flow, node)
        given = _at(flow, [node], index) if one else yielded(flow, node, index, depth + 1)
        if given is None:
            return None
        found += given
    return found or None


def _yields_one(flow: Flow, node: Node) -> bool:
    """Whether an expression is yielded by itself, and neither all of it nor returned."""
    around = node.parent
    if around is None or around.type != "yield":
        return False
    return flow.module.plain[around.start_byte : node.start_byte].split() == ["yield"]


def _of_dictionary(flow: Flow, node: Node, what: str, index: int | None) -> list[Node] | None:
    sides = {"keys": "key", "values": "value"}
    side = sides.get(what) or {0: "key", 1: "value"}.get(-1 if index is None else index)
    if side is None:
        return None
    found = list(_sides(flow, node, side))
    return found if what == "items" else _at(flow, found, index)


def _sides(flow: Flow, node: Node, side: str) -> Iterator[Node]:
    for pair in flow.module.children(node)[0]:
        one = pair.child_by_field_name(side) if pair.type == "pair" else None
        if one is not None:
            yield one


def _at(flow: Flow, nodes: Iterable[Node], index: int | None) -> list[Node] | None:
    if index is None:
        return list(nodes)
    found = []
    for node in nodes:
        parts = flow.elements(node)
        if parts is None or index >= len(parts):
            return None
        found.append(parts[index])
    return found
