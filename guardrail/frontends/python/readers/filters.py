"""Which rows the filters of a query leave: Django's keywords, SQLAlchemy's expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading

ORDER = (Scope.NONE, Scope.TAUTOLOGY, Scope.UNKNOWN, Scope.FILTERED, Scope.KEYED)
_KEYS = frozenset(("pk", "id", "uuid", "pk__in", "id__in", "pk__exact", "id__exact"))
_KEY = re.compile(r"(?:pk|id)\Z")
_EVERY = {
    "isnull": "False",
    "gt": "0",
    "gte": "0",
    "gte ": "1",
}


def stronger(scopes: Iterable[Scope]) -> Scope:
    """The scope that several filters together leave."""
    return max(scopes, key=ORDER.index, default=Scope.NONE)


def either(scopes: Iterable[Scope]) -> Scope:
    """The scope where one of several may hold: unknown where one of them is every row."""
    found = set(scopes)
    if len(found) == 1:
        return found.pop()
    unscoped = found & {Scope.NONE, Scope.TAUTOLOGY, Scope.UNKNOWN}
    return Scope.UNKNOWN if unscoped else min(found, key=ORDER.index)


def keyword_scope(reading: Reading, call: Call, excluding: bool) -> tuple[Scope, str]:
    """What Django's `filter(...)` or `exclude(...)` leaves, and why where it is everything."""
    scopes: list[Scope] = []
    reason = ""
    for name, value in call.keywords.items():
        scope, why = _lookup(reading, name, value, excluding)
        scopes.append(scope)
        reason = reason or why
    for value in call.positional:
        scopes.append(_condition(reading, value))
    for value in call.stars:
        scopes.append(_starred(reading, value))
    for value in call.double_stars:
        scopes.append(_unpacked(reading, value))
    return stronger(scopes), reason


def _starred(reading: Reading, node: Node) -> Scope:
    """Conditions in a list: none of them, at least one, or now the one and now the other."""
    filled = {bool(elements) for elements in reading.builder.flow.lists(node)}
    if len(filled) != 1:
        return Scope.UNKNOWN
    return Scope.FILTERED if filled.pop() else Scope.NONE


def _lookup(reading: Reading, name: str, value: Node, excluding: bool) -> tuple[Scope, str]:
    code = reading.module.code(value)
    field, _, lookup = name.rpartition("__")
    if excluding:
        nothing = code in ("[]", "()", "set()") and name.endswith("__in")
        empty = nothing or (code == "None" and name in ("pk", "id"))
        reason = f"exclude({name}={code}) leaves every row"
        return (Scope.TAUTOLOGY, reason) if empty else (Scope.FILTERED, "")
    if _KEY.match(field):
        every = (lookup, code) in (("isnull", "False"), ("gt", "0"), ("gte", "0"), ("gte", "1"))
        if every:
            return Scope.TAUTOLOGY, f"{name}={code} holds for every row"
    return (Scope.KEYED if name in _KEYS else Scope.FILTERED), ""


def _condition(reading: Reading, node: Node) -> Scope:
    """A positional condition: `Q(...)` and the like."""
    if node.type == "call":
        name = reading.names.dotted(node)[:-2]
        if name.rsplit(".", 1)[-1] in ("Q", "and_", "or_"):
            inner = call_of(reading.module, node, name)
            return Scope.NONE if inner.bare else Scope.FILTERED
        return Scope.FILTERED
    if node.type in ("binary_operator", "unary_operator", "comparison_operator", "not_operator"):
        return Scope.FILTERED
    if node.type == "true":
        return Scope.TAUTOLOGY
    return Scope.UNKNOWN


def _unpacked(reading: Reading, node: Node) -> Scope:
    found = reading.builder.flow.value(node)
    if found is None or found.type != "dictionary":
        return Scope.UNKNOWN
    return Scope.FILTERED if reading.module.children(found)[0] else Scope.NONE


def expression_scope(reading: Reading, call: Call) -> tuple[Scope, str]:
    """What SQLAlchemy's `where(...)`, `filter(...)` or `filter_by(...)` leaves."""
    scopes: list[Scope] = []
    reason = ""
    for name in call.keywords:
        scopes.append(Scope.KEYED if name in _KEYS else Scope.FILTERED)
    for value in call.positional:
        scope, why = _expression(reading, value)
        scopes.append(scope)
        reason = reason or why
    for value in call.stars:
        scopes.append(_starred(reading, value))
    for value in call.double_stars:
        scopes.append(_unpacked(reading, value))
    return stronger(scopes), reason


_TRUE = re.compile(r"""\s*(?:1\s*=\s*1|true|1|'([^']*)'\s*=\s*'\1')\s*\Z""", re.IGNORECASE)


def always_true(text: str) -> bool:
    """Whether a condition in SQL holds for every row."""
    return _TRUE.match(text) is not None


def _expression(reading: Reading, node: Node) -> tuple[Scope, str]:
    code = reading.module.code(node)
    if node.type == "true":
        return Scope.TAUTOLOGY, "the condition is True"
    if node.type == "comparison_operator":
        left = node.named_children[0]
        keyed = "==" in code and reading.module.name(left).rsplit(".", 1)[-1] in (
            "id",
            "pk",
            "uuid",
        )
        return (Scope.KEYED if keyed else Scope.FILTERED), ""
    if node.type == "call":
        name = reading.names.dotted(node)[:-2]
        last = name.rsplit(".", 1)[-1]
        inner = call_of(reading.module, node, name)
        if last == "true":
            return Scope.TAUTOLOGY, "the condition is true()"
        if last in ("and_", "or_"):
            if inner.bare:
                return Scope.NONE, ""
            return expression_scope(reading, inner)
        if last == "text" and inner.positional:
            text = reading.known(inner.positional[0])
            if always_true(text):
                return Scope.TAUTOLOGY, f"the condition is {text.strip()!r}"
        return Scope.FILTERED, ""
    return (Scope.UNKNOWN if node.type == "identifier" else Scope.FILTERED), ""
