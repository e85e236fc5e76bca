"""The calls that are given what another one made: `client.load(rows, config)` of a `config`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.conditions import given
from guardrail.frontends.python.functions.callers import calls_of_function
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.kinds import Condition
from guardrail.model import Step

_AROUND = ("keyword_argument", "argument_list", "parenthesized_expression", "await")
_MOST = 40
_DEEPEST = 2
_FEW = 3
_LABEL = 40


def used_only(reading: Reading, call: Call, conditions: tuple[Condition, ...]) -> bool:
    """Whether every call that is given what a call made meets one of the conditions."""
    users = [*_users(reading, call.node, 0)]
    return bool(users) and all(
        any(given(reading, one, *asked) is True for asked in conditions) for one in users
    )


def handed_to(reading: Reading, call: Call) -> tuple[Step, ...]:
    """The steps at the calls that take what a call made, the few that there are."""
    users = [*_users(reading, call.node, 0)]
    if len(users) > _FEW:
        return ()
    module = reading.module
    return tuple(Step(module.short(one.function, _LABEL), reading.span(one.node)) for one in users)


def _users(reading: Reading, made: Node, depth: int) -> Iterator[Call]:
    module = reading.module
    user = _given_to(reading, made)
    if user is not None:
        yield user
        return
    around = made.parent
    if around is None or depth > _DEEPEST:
        return
    definitions = place_of(module, made.start_byte).definitions
    if around.type == "return_statement" and definitions:
        owner = definitions[-2] if len(definitions) > 1 else None
        owner = owner if owner is not None and owner.type == "class_definition" else None
        for one in calls_of_function(reading, definitions[-1], owner)[:_MOST]:
            yield from _users(reading, one.node, depth + 1)
        return
    left = around.child_by_field_name("left") if around.type == "assignment" else None
    if left is None:
        return
    name = re.compile(rf"(?<![\w.]){re.escape(module.code(left))}(?!\w|\s*[.\[])")
    whole = definitions[-1] if definitions and left.type == "identifier" else module.root
    start = around.end_byte if whole is not module.root else 0
    places = [one.span() for one in name.finditer(module.plain, start, whole.end_byte)][:_MOST]
    for trail in module.around(places):
        node = next((one for one in trail if one.type in ("identifier", "attribute")), None)
        if node is None or node.id == left.id:
            continue
        if node.parent is not None and node.parent.type == "return_statement":
            yield from _users(reading, node, depth + 1)
        elif (user := _given_to(reading, node)) is not None:
            yield user


def _given_to(reading: Reading, node: Node) -> Call | None:
    """The call that an expression is an argument of."""
    around = node.parent
    while around is not None and around.type in _AROUND:
        if around.type == "argument_list" and around.parent is not None:
            user = around.parent
            return reading.call(user)
        around = around.parent
    return None
