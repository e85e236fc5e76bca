"""Conditions of a mapper that Python works out itself: `and`, `not`, `in`, `is not None`.

Mappers overload `==` and `&`, nobody can overload these. What comes of them was tried with
SQLAlchemy 2.0 and SQLModel 0.0 (a comparison by `==` is false, one by `!=` and a column are true,
any other is refused), Peewee 3 (every expression is true), Django 5, Tortoise 0.25 and
PyPika 0.48 (a condition is true; of a bare True the last refuses to make a query). Of Piccolo 1 it
is taken for the same, untried.
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.effects.queries import BY_PYTHON
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped

DECIDED = frozenset(("comparison_operator", "boolean_operator", "not_operator"))
"""The expressions that Python may work out itself."""
_COLUMNS = frozenset(("col", "column", "literal_column"))
_MADE_BY = frozenset(("Table", "table", "aliased", "alias"))
_ORDERED = frozenset(("<", "<=", ">", ">="))
_EQUAL = frozenset(("==", "!="))
_BY_SQLALCHEMY = frozenset(("sqlalchemy", "sqlmodel", "flask_sqlalchemy", "gino"))
_BARE_TRUTHS = frozenset(("peewee", "playhouse"))
"""Packages that take a bare True for a condition, beside SQLAlchemy."""
_LONGEST = 60


def by_sqlalchemy(reading: Reading, node: Node, judge: Callable[[Node], Told]) -> Told | None:
    """What a condition of SQLAlchemy's leaves that Python works out, `None` for any other."""
    if node.type == "comparison_operator":
        sign = _sign(reading, node)
        told = sign in ("is not", "not in") and is_column(reading, node.named_children[0])
        return _true(reading, node) if told else None
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        told = inner is not None and _truth_of_clause(reading, inner) is False
        return _true(reading, node) if told else None
    return _joined(reading, node, _truth_of_clause, judge)


def by_others(reading: Reading, node: Node, judge: Callable[[Node], Told]) -> Told | None:
    """The same of mappers whose conditions are always true as such."""
    if node.type == "comparison_operator":
        packages = {one.partition(".")[0] for one in reading.names.starred}
        bare = not _BARE_TRUTHS.isdisjoint(reading.names.packages | packages)
        sign = _sign(reading, node) if bare else ""
        told = sign in ("is not", "in") and is_column(reading, node.named_children[0])
        return _true(reading, node) if told else None
    return _joined(reading, node, _is_condition, judge)


def lost_in_list(reading: Reading, node: Node) -> Told | None:
    """What a condition in a list leaves that Python works out, whichever mapper's it is."""
    node = unwrapped(node)
    if node.type not in DECIDED:
        return None
    packages = reading.names.packages
    of = by_sqlalchemy if not _BY_SQLALCHEMY.isdisjoint(packages) else by_others
    return of(reading, node, lambda one: (Scope.FILTERED, ""))


def _joined(
    reading: Reading,
    node: Node,
    truth: Callable[[Reading, Node], bool | None],
    judge: Callable[[Node], Told],
) -> Told | None:
    """What `a and b` leaves: the one that Python gives. An `or` leaves less than is meant."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if node.type != "boolean_operator" or left is None or right is None or operator is None:
        return None
    held = truth(reading, left)
    if reading.module.code(operator) != "and" or held is None or not _asks(reading, right):
        return None
    left, right = unwrapped(left), unwrapped(right)
    kept, lost = (right, left) if held else (left, right)
    scope, reason = judge(kept)
    return scope, reason or f"{BY_PYTHON}`and`, and nothing is left of `{_short(reading, lost)}`"


def _asks(reading: Reading, node: Node) -> bool:
    """Whether an expression asks something of the rows."""
    node = unwrapped(node)
    parts = [node, *node.named_children]
    parts += [inner for one in node.named_children for inner in one.named_children]
    return any(is_column(reading, one) or _is_q(reading, one) for one in parts)


def _truth_of_clause(reading: Reading, node: Node) -> bool | None:
    """What SQLAlchemy's expression is to Python, `None` where it is refused or isn't known."""
    node = unwrapped(node)
    if node.type == "boolean_operator":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        held = _truth_of_clause(reading, left) if left is not None else None
        is_and = reading.module.code(node.child_by_field_name("operator") or node) == "and"
        if held is None or right is None:
            return None
        return _truth_of_clause(reading, right) if held is is_and else held
    if node.type == "comparison_operator" and len(node.named_children) == 2:
        if not any(is_column(reading, one) for one in node.named_children):
            return None
        return {"==": False, "!=": True, "is not": True}.get(_sign(reading, node))
    if node.type == "attribute" and ".c." not in reading.module.name(node):
        return True if is_column(reading, node) else None
    return None


def _is_condition(reading: Reading, node: Node) -> bool | None:
    """`True` for an expression that is a condition of any other mapper, else `None`."""
    node = unwrapped(node)
    if node.type == "boolean_operator":
        left = node.child_by_field_name("left")
        return _is_condition(reading, left) if left is not None else None
    if node.type == "comparison_operator" and len(node.named_children) == 2:
        compared = _sign(reading, node) in _EQUAL | _ORDERED
        of_rows = any(is_column(reading, one) for one in node.named_children)
        return True if compared and of_rows else None
    return True if _is_q(reading, node) else None


def _is_q(reading: Reading, node: Node) -> bool:
    """Whether an expression is a `Q` with conditions in it."""
    if node.type != "call":
        return False
    call = reading.call(node)
    return call.last == "Q" and bool(call.keywords)


def is_column(reading: Reading, node: Node) -> bool:
    """Whether an expression is the column of a class or a table: `User.email`, `users.c.email`."""
    node = unwrapped(node)
    if node.type == "call":
        return reading.call(node).last in _COLUMNS
    if node.type == "subscript":
        columns = node.child_by_field_name("value")
        return columns is not None and reading.module.name(columns).endswith(".c")
    if node.type != "attribute":
        return False
    owner, _, last = reading.module.name(node).rpartition(".")
    if not owner or not last[:1].islower():
        return False
    if owner.endswith(".c"):
        return True
    named = owner.rpartition(".")[2]
    if named[:1].isupper():
        return not named.isupper()
    below = node.child_by_field_name("object")
    value = reading.builder.flow.value(below) if below is not None else None
    return value is not None and value.type == "call" and reading.call(value).last in _MADE_BY


def _sign(reading: Reading, node: Node) -> str:
    """The operator of a comparison of two operands, "" for any other."""
    if len(node.named_children) != 2:
        return ""
    left, right = node.named_children
    start = node.start_byte
    code = reading.module.code(node)[left.end_byte - start : right.start_byte - start]
    return " ".join(code.split())


def _true(reading: Reading, node: Node) -> Told:
    return Scope.TAUTOLOGY, f"{BY_PYTHON}`{_short(reading, node)}`, which is True"


def _short(reading: Reading, node: Node) -> str:
    code = " ".join(reading.module.code(node).split())
    return code if len(code) <= _LONGEST else code[: _LONGEST - 1] + "…"
