"""Mutations of GraphQL in the body of a request: their names, and whether a condition picks.

A condition may stand in the document, or in the variables that are sent with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.readers.narrowing.filter_values import Filter
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import built
from guardrail.frontends.python.values.plain_data import Plain
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.patterns import late

PICKED = " where"
"""How the name of a mutation ends that a condition keeps to some."""
EVERYWHERE = " everywhere"
"""How the name of one ends that changes what every row holds, by a condition which all meet."""
DOCUMENTS = ("gql", "GraphQLRequest")
"""What makes a document of a text."""
_MUTATION = late(r"\bmutation\b[^{]{0,2000}\{\s*(?:\w+\s*:\s*)?(\w+)")
_NEXT_FIELD = late(r"\}\s*(?:\w+\s*:\s*)?(\w+)\s*\(")
_WHERE = late(r"\s*\(\s*(?:where|filter)\s*:\s*(?:\{|\$(?P<name>\w+))")
_ALL_ROWS = late(
    r"\s*(?:\w+\s*:\s*(?:\{\s*)?(?:\[\s*\]"
    r"|(?:_is_null\s*:\s*false|_gte?\s*:\s*-?[01]|_n?i?like\s*:\s*\"%\"|_neq\s*:\s*(?:-1|\"\"))"
    r"\s*,?\s*\}|\{\s*\})\s*)?\}"
)
"""The rest of a condition that every row meets: `}`, `id: {_is_null: false}}`, `_and: []}`."""
_CHANGES = late(r"(?:mass_?)?update(?:_|[A-Z])")
"""How the names of mutations begin that write over what rows hold."""
_VARIABLES = ("variables", "variable_values")
_MOST = 12


def mutations(reading: Reading, call: Call, node: Node) -> Iterator[str]:
    """The names of the mutations in a body, each with whether a condition picks what it changes."""
    for text in _texts(reading, node):
        for match in _MUTATION.finditer(text):
            yield _which(reading, call, node, text, match)
            for after in _NEXT_FIELD.finditer(text, match.end()):
                yield _which(reading, call, node, text, after)


def _which(reading: Reading, call: Call, body: Node, text: str, match: re.Match[str]) -> str:
    """A mutation's name, and that a condition picks what it changes: `delete_carts(where: {…})`."""
    asked = _WHERE.match(text, match.end(1))
    if asked is None:
        return match[1]
    if asked["name"]:
        given = dict(_variables(reading, call, [body])).get(asked["name"])
        picks = given is not None and _picks(reading, given)
        return f"{match[1]}{PICKED}" if picks else match[1]
    if _ALL_ROWS.match(text, asked.end()) is None:
        return f"{match[1]}{PICKED}"
    return f"{match[1]}{EVERYWHERE}" if _CHANGES.match(match[1]) else match[1]


def _picks(reading: Reading, given: Node) -> bool:
    """Whether a condition in the variables picks, whichever way it was put together."""
    scope, reason = Filter(reading, (), ()).of(given)
    if reason or scope in (Scope.NONE, Scope.TAUTOLOGY):
        return False
    value = plain_value(reading, given)
    return not isinstance(value, dict) or (bool(value) and not any(map(_meets_all, value.values())))


def _meets_all(value: Plain) -> bool:
    """Whether every row meets a part of a condition: `{"_is_null": False}`, `[]`."""
    return value in ([], {}) or (isinstance(value, dict) and value.get("_is_null") is False)


def named_by(reading: Reading, call: Call, bodies: Sequence[Node]) -> Node | None:
    """What a mutation's variables say that it is about: `variable_values={"id": one["id"]}`."""
    return next((one for _, one in _variables(reading, call, bodies)), None)


def _variables(reading: Reading, call: Call, bodies: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """The variables that are sent with a document, by their names."""
    held = [call.keywords[name] for name in _VARIABLES if name in call.keywords]
    for body in bodies:
        value = reading.builder.flow.value(body) or body
        if value.type == "dictionary":
            pairs = reading.builder.flow.pairs(value)
            held += [one for name, one in pairs if name == _VARIABLES[0]]
    for one in held:
        yield from entries(reading, one)


def entries(reading: Reading, node: Node) -> Iterator[tuple[str, Node]]:
    """The entries of a dictionary, also of `given or {}`, and of what a function collects."""
    flow = reading.builder.flow
    value = unwrapped(flow.value(node) or node)
    if value.type == "boolean_operator":
        sides = [value.child_by_field_name(side) for side in ("left", "right")]
        found = [[*entries(reading, one)] for one in sides if one is not None]
        yield from next(filter(None, found), [])
    elif value.type == "dictionary":
        yield from flow.pairs(value)
    elif value.type == "identifier":
        for bound in flow.reaching(value):
            if bound.kind is BindingKind.COLLECTED and bound.value is not None:
                for one in reading.module.children(bound.value)[0]:
                    name, given = (one.child_by_field_name(part) for part in ("name", "value"))
                    if one.type == "keyword_argument" and name is not None and given is not None:
                        yield reading.module.name(name), given


def _said(reading: Reading, value: Node) -> Plain:
    """What a body says, without what parameters hold: that is told where it is given."""
    told = plain_value(reading, value)
    if not isinstance(told, dict) or value.type != "dictionary":
        return told
    flow = reading.builder.flow
    given = {
        name
        for name, one in flow.pairs(value)
        if one.type == "identifier"
        and any(bound.kind is BindingKind.PARAMETER for bound in flow.reaching(one))
    }
    return {name: one for name, one in told.items() if name not in given}


def _texts(reading: Reading, node: Node) -> Iterator[str]:
    """The texts in a body: those that are known, and the ones put together at run time."""
    value = reading.builder.flow.value(node) or node
    yield from _strings(_said(reading, value), 0)
    if value.type == "dictionary":
        for _, (_, one) in zip(range(_MOST), reading.builder.flow.pairs(value), strict=False):
            yield built(reading.builder.text(one), "").text
        return
    if value.type == "call":
        made = reading.call(value)
        if made.last in DOCUMENTS and made.positional:
            yield built(reading.builder.text(made.positional[0]), "").text
        for one in arguments_of(reading.module, value):
            if one.type == "dictionary":
                yield from _texts(reading, one)
    yield built(reading.builder.text(node), "").text


def _strings(value: Plain, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)) and depth < _MOST:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one, depth + 1)
