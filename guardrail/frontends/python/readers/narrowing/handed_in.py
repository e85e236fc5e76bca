"""What whoever calls decides: parameters, options, their entries and attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped

_KEEPING = frozenset(("get", "getlist", "copy", "pop"))
_OPTIONS = frozenset(("parse_args", "parse_known_args"))
_COMPARED = frozenset(("is not", "!="))
_DEEPEST = 12
_LONGEST = 50


def is_handed_in(reading: Reading, node: Node) -> bool:
    """Whether whoever calls decides what an expression is: a parameter, an attribute, an option.

    What the function works out by itself is seldom empty where there is something to change.
    """
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "identifier":
            reaching = reading.builder.flow.reaching(node)
            if any(one.kind is BindingKind.PARAMETER for one in reaching):
                return True
            value = reaching[-1].value if reaching else None
            if value is None or value.id == node.id:
                return False
            node = value
            continue
        if node.type == "call":
            function = node.child_by_field_name("function")
            if function is not None and reading.module.code(function) == "getattr":
                given = arguments_of(reading.module, node)
                if not given:
                    return False
                node = given[0]
                continue
            method = function.child_by_field_name("attribute") if function is not None else None
            if method is not None and reading.module.name(method) in _OPTIONS:
                return True
            if method is None or reading.module.name(method) not in _KEEPING:
                return False
        below = node.child_by_field_name("object") or node.child_by_field_name("function")
        inner = below or node.child_by_field_name("value")
        if inner is None:
            return False
        node = inner
    return False


def asked_of(reading: Reading, asked: Sequence[Node], clause: Node) -> str:
    """What is handed in whose entries or attributes a comprehension asks for, "" where none are.

    `{name: options[name] for name in FIELDS if options.get(name)}` asks for those of `options`.
    """
    left = clause.child_by_field_name("left")
    names = {reading.module.name(one) for one in _names_in(left)} if left is not None else set()
    for condition in asked:
        for one in _parts(reading, condition):
            owner = _owner(reading, one)
            keys = {reading.module.name(each) for each in _names_in(one)}
            if owner is None or names.isdisjoint(keys) or not is_handed_in(reading, owner):
                continue
            if reading.module.name(owner) not in names:
                return reading.module.short(owner, _LONGEST)
    return ""


def _parts(reading: Reading, node: Node) -> Iterator[Node]:
    """What a condition asks for to be there: `x`, `x is not None`, `x and y`."""
    node = unwrapped(node)
    inner = reading.module.children(node)[0]
    if node.type in ("boolean_operator", "if_clause"):
        for one in inner:
            yield from _parts(reading, one)
    elif node.type == "named_expression" and inner:
        yield from _parts(reading, inner[-1])
    elif node.type == "comparison_operator" and len(inner) == 2:
        between = reading.module.plain[inner[0].end_byte : inner[1].start_byte]
        if " ".join(between.split()) in _COMPARED:
            yield from _parts(reading, inner[0])
    else:
        yield node


def _owner(reading: Reading, node: Node) -> Node | None:
    """What something is asked for: `options` of `options.get(name)` and of `options[name]`."""
    if node.type == "subscript":
        return node.child_by_field_name("value")
    if node.type != "call":
        return None
    call = reading.call(node)
    if call.name == "getattr" and call.positional:
        return call.positional[0]
    return call.function.child_by_field_name("object") if call.last in _KEEPING else None


def _names_in(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type == "identifier":
            yield one
        waiting += one.named_children
