"""Which rows SQLAlchemy's expressions leave: `where(User.id == 7)`, `filter(and_(*conditions))`."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.databases.keys_drawn import in_keys_of_all
from guardrail.frontends.python.readers.narrowing.collected import reduced
from guardrail.frontends.python.readers.narrowing.decided_by_python import (
    DECIDED,
    by_sqlalchemy,
)
from guardrail.frontends.python.readers.narrowing.empty_patterns import (
    BEGINNINGS,
    PATTERNS,
    by_beginning,
    by_pattern,
)
from guardrail.frontends.python.readers.narrowing.fillings import either_way, filled, given_back
from guardrail.frontends.python.readers.narrowing.filters import (
    EITHER,
    KEY,
    KEYS,
    QUERIES,
    joined,
    listed_conditions,
    unpacked,
)
from guardrail.frontends.python.readers.narrowing.made_before_now import is_made_before
from guardrail.frontends.python.readers.narrowing.one_or_other import lists_all, reaches_all
from guardrail.frontends.python.readers.narrowing.reach import Told, strongest
from guardrail.frontends.python.readers.picking.read_lists import (
    left_by_absence,
    list_of,
    picked_of_none,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_EVERY = frozenset(((">", "0"), (">=", "0"), (">=", "1"), (">", "-1"), ("!=", "None"), ("!=", "0")))


def expression_scope(reading: Reading, call: Call) -> tuple[Scope, str]:
    """What SQLAlchemy's `where(...)`, `filter(...)` or `filter_by(...)` leaves."""
    scopes: list[Scope] = []
    for name in call.keywords:
        scopes.append(Scope.KEYED if name in KEYS else Scope.FILTERED)
    told = [(scope, "") for scope in scopes]
    told += [_expression(reading, value) for value in call.positional]
    told += unpacked(reading, call)
    return strongest(told)


_TRUE = late(r"""\s*(?:1\s*=\s*1|true|1|'([^']*)'\s*=\s*'\1')\s*\Z""", re.IGNORECASE)


def always_true(text: str) -> bool:
    """Whether a condition in SQL holds for every row."""
    return _TRUE.match(text) is not None


def _expression(reading: Reading, node: Node) -> Told:
    node = unwrapped(node)
    if node.type == "true":
        return Scope.TAUTOLOGY, "the condition is True"
    if node.type in DECIDED:
        decided = by_sqlalchemy(reading, node, lambda one: _expression(reading, one))
        if decided is not None:
            return decided
    if node.type == "comparison_operator":
        return _comparison(reading, node)
    if node.type == "unary_operator":
        inner = node.child_by_field_name("argument")
        picked = picked_of_none(reading, inner, "in_") if inner is not None else False
        if picked:
            return Scope.TAUTOLOGY, "no row is in an empty list"
        listed = list_of(reading, inner, ("in_",)) if inner is not None else None
        return left_by_absence(reading, listed) if listed is not None else (Scope.FILTERED, "")
    if node.type == "call":
        return _called(reading, node)
    if node.type == "binary_operator":
        return joined(reading, node, lambda one: _expression(reading, one))
    if node.type == "identifier":
        return filled(reading, node, lambda one: _expression(reading, one))
    if node.type in EITHER:
        return either_way(reading, node, lambda one: _expression(reading, one))
    return Scope.FILTERED, ""


def _called(reading: Reading, node: Node) -> Told:
    name = reading.names.dotted(node)[:-2]
    last = name.rsplit(".", 1)[-1]
    inner = call_of(reading.module, node, name)
    told = reduced(
        reading,
        node,
        name,
        lambda one: _expression(reading, one),
        lambda one: listed_conditions(reading, one),
    )
    if told is not None:
        return told
    if last == "true" or (last == "literal" and [one.type for one in inner.positional] == ["true"]):
        return Scope.TAUTOLOGY, f"the condition is {'true()' if last == 'true' else 'True'}"
    if last == "or_" and (subject := reaches_all(reading, node)):
        return Scope.TAUTOLOGY, f"the OR of what is asked of {subject} is always true"
    if last == "or_":
        for one in (_expression(reading, each) for each in inner.positional):
            if one[0] is Scope.TAUTOLOGY:
                return one
    if last in ("and_", "or_"):
        return (Scope.NONE, "") if inner.bare else expression_scope(reading, inner)
    if last == "text" and inner.positional:
        text = reading.known(inner.positional[0])
        if always_true(text):
            return Scope.TAUTOLOGY, f"the condition is {text.strip()!r}"
    if last in ("not_in", "notin_") and picked_of_none(reading, node, last):
        return Scope.TAUTOLOGY, "no row is in an empty list"
    if last in ("not_in", "notin_") and inner.positional:
        return left_by_absence(reading, inner.positional[0])
    given = inner.positional[0].type if inner.positional else ""
    column = inner.function.child_by_field_name("object")
    if last == "in_" and inner.positional and lists_all(reading, inner.positional[0]):
        return Scope.TAUTOLOGY, f"{reading.module.short(node, 60)} holds for every row"
    if last == "in_" and given in QUERIES and column is not None:
        return in_keys_of_all(reading, column, inner.positional[0]) or (Scope.FILTERED, "")
    if last in BEGINNINGS and len(inner.positional) == 1:
        return by_beginning(reading, inner.positional[0])
    if last in PATTERNS and inner.positional:
        return by_pattern(reading, inner.positional[0])
    if last in ("isnot", "is_not") and given == "none" and _is_own_key(name.rsplit(".", 1)[0]):
        return Scope.TAUTOLOGY, "a key is never NULL"
    return given_back(reading, node, lambda one: _expression(reading, one)) or (Scope.FILTERED, "")


def _is_own_key(column: str) -> bool:
    """Whether a column is its own table's key: `User.id`, `users.c.user_id`.

    `logs.c.step_run_id` refers to another row, or to none.
    """
    owner, _, name = column.lower().rpartition(".")
    own = name.removesuffix("_id").removesuffix("_pk")
    return name in KEYS or (own != name and own in owner)


def _comparison(reading: Reading, node: Node) -> Told:
    left, *_, right = node.named_children
    code = reading.module.code(node)
    operator = reading.module.code(node)[
        left.end_byte - node.start_byte : right.start_byte - node.start_byte
    ].strip()
    column, other = reading.module.name(left), reading.module.code(right)
    of_key = KEY.search(column.rsplit(".", 1)[-1]) is not None
    if operator == "==" and column == other.strip():
        return Scope.TAUTOLOGY, f"{code} holds for every row"
    if operator in ("<", "<=") and is_made_before(reading, column, right):
        return Scope.TAUTOLOGY, f"{code} holds for every row"
    if of_key and (operator, other) in _EVERY:
        return Scope.TAUTOLOGY, f"{code} holds for every row"
    keyed = operator == "==" and column.rsplit(".", 1)[-1] in ("id", "pk", "uuid")
    return (Scope.KEYED if keyed else Scope.FILTERED), ""
