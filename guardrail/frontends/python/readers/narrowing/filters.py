"""Which rows the filters of a query leave: Django's keywords and `Q`, what is put into them."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.databases.keys_drawn import (
    among_keys_of_all,
)
from guardrail.frontends.python.readers.narrowing.collected import (
    COMPREHENSIONS,
    made_for_each,
    reduced,
)
from guardrail.frontends.python.readers.narrowing.copies import copied
from guardrail.frontends.python.readers.narrowing.decided_by_python import (
    DECIDED,
    by_others,
    lost_in_list,
)
from guardrail.frontends.python.readers.narrowing.dumped import dumped
from guardrail.frontends.python.readers.narrowing.empty_patterns import BEGINNINGS, by_beginning
from guardrail.frontends.python.readers.narrowing.fillings import (
    Judge,
    either_way,
    filled,
    given_back,
    given_by_property,
)
from guardrail.frontends.python.readers.narrowing.kept_filters import kept, of_record
from guardrail.frontends.python.readers.narrowing.made_before_now import is_made_before
from guardrail.frontends.python.readers.narrowing.one_or_other import lists_all, reaches_all
from guardrail.frontends.python.readers.narrowing.reach import Told, strongest
from guardrail.frontends.python.readers.picking.read_lists import (
    EMPTY_LISTS,
    is_empty,
    left_by_absence,
    list_of,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.patterns import late

KEYS = frozenset(("pk", "id", "uuid", "pk__in", "id__in", "pk__exact", "id__exact"))
KEY = late(r"(?:pk|id)\Z")
_AMONG_KEYS = frozenset(("pk__in", "id__in", "uuid__in"))
QUERIES = frozenset(("identifier", "call", "subscript"))
_LONGEST = 80
EITHER = frozenset(("conditional_expression", "boolean_operator"))


def keyword_scope(reading: Reading, call: Call, excluding: bool) -> tuple[Scope, str]:
    """What Django's `filter(...)` or `exclude(...)` leaves, and why where it is everything."""
    scopes: list[Scope] = []
    reason = ""
    for name, value in call.keywords.items():
        scope, why = _lookup(reading, name, value, excluding)
        if not excluding and name in _AMONG_KEYS and value.type in QUERIES:
            scope, why = among_keys_of_all(reading, call, name, value) or (scope, why)
        scopes.append(scope)
        reason = reason or why
    told = [(scope, "") for scope in scopes]
    told += [_condition(reading, value) for value in call.positional]
    told += unpacked(reading, call)
    scope, why = strongest(told)
    return scope, reason or why


def unpacked(reading: Reading, call: Call) -> list[Told]:
    """What conditions in lists and dictionaries leave that are unpacked into a call."""
    found = [listed_conditions(reading, value) for value in call.stars]
    return [*found, *(_unpacked(reading, value) for value in call.double_stars)]


def listed_conditions(reading: Reading, node: Node) -> Told:
    """What the conditions in a list leave: `*conditions`, `Criterion.all(conditions)`.

    There are none of them, at least one, or now the one and now the other.
    """
    node = unwrapped(node)
    if node.type == "identifier":
        return filled(reading, node, lambda value: listed_conditions(reading, value))
    if node.type in EITHER:
        return either_way(reading, node, lambda value: listed_conditions(reading, value))
    if node.type == "call":
        if (copy := copied(reading, node)) is not None:
            return listed_conditions(reading, copy)
        given = given_back(reading, node, lambda value: listed_conditions(reading, value))
        if given is not None:
            return given
    if node.type == "attribute":
        for asked in (kept, of_record):
            given = asked(reading, node, lambda value: listed_conditions(reading, value))
            if given is not None:
                return given
    if node.type in COMPREHENSIONS:
        return made_for_each(reading, node)
    if node.type == "list" and (inner := _all_spread(reading, node)):
        return strongest(listed_conditions(reading, one) for one in inner)
    elements = reading.builder.flow.elements(node)
    if elements is not None:
        told = [lost_in_list(reading, one) or (Scope.FILTERED, "") for one in elements]
        return strongest(told)
    empty = reading.module.code(node) in EMPTY_LISTS
    return (Scope.NONE if empty else Scope.UNKNOWN), ""


def _all_spread(reading: Reading, node: Node) -> list[Node]:
    """The lists that a list is put together of; none where it has an element of its own."""
    elements = reading.module.children(node)[0]
    if not all(one.type == "list_splat" for one in elements):
        return []
    return [reading.module.children(one)[0][0] for one in elements]


def _unpacked(reading: Reading, node: Node) -> Told:
    node = unwrapped(node)
    if node.type == "identifier":
        return filled(reading, node, lambda value: _unpacked(reading, value))
    if REQUEST_TEXTS.match(code := reading.module.code(node)[:_LONGEST]):
        # Whoever asks writes the conditions, or none.
        return Scope.UNKNOWN, f"unscoped when {code.split('(', 1)[0]} gives nothing"
    if node.type in EITHER:
        return either_way(reading, node, lambda value: _unpacked(reading, value))
    if node.type == "attribute":
        given = kept(reading, node, lambda value: _unpacked(reading, value))
        if given is not None:
            return given
    if node.type == "call":
        if (copy := copied(reading, node)) is not None:
            return _unpacked(reading, copy)
        given = given_back(reading, node, lambda value: _unpacked(reading, value))
        given = dumped(reading, node, chosen=False) if given is None else given
        if given is not None:
            return given
    if node.type == "dictionary":
        entries = reading.module.children(node)[0]
        if all(one.type == "dictionary_splat" for one in entries):
            inner = [reading.module.children(one)[0][0] for one in entries]
            return strongest(_unpacked(reading, one) for one in inner)
        return Scope.FILTERED, ""
    if node.type in COMPREHENSIONS:
        return made_for_each(reading, node)
    empty = node.type == "none" or reading.module.code(node) in EMPTY_LISTS
    return (Scope.NONE if empty else Scope.UNKNOWN), ""


def _lookup(reading: Reading, name: str, value: Node, excluding: bool) -> tuple[Scope, str]:
    code = reading.module.code(value)
    field, _, lookup = name.rpartition("__")
    absent = (lookup == "in" and excluding) or (lookup == "not_in" and not excluding)
    if absent or excluding:
        nothing = absent and is_empty(reading, value)
        empty = nothing or (excluding and code == "None" and name in ("pk", "id"))
        reason = f"{'exclude' if excluding else 'filter'}({name}={code}) leaves every row"
        if not empty and absent:
            return left_by_absence(reading, value)
        return (Scope.TAUTOLOGY, reason) if empty else (Scope.FILTERED, "")
    if lookup in BEGINNINGS:
        return by_beginning(reading, value)
    if lookup in ("lt", "lte") and is_made_before(reading, field, value):
        return Scope.TAUTOLOGY, f"{name}={code} holds for every row"
    if lookup == "in" and lists_all(reading, value):
        return Scope.TAUTOLOGY, f"{name}={code} holds for every row"
    if KEY.match(field):
        every = (lookup, code) in (("isnull", "False"), ("gt", "0"), ("gte", "0"), ("gte", "1"))
        if every:
            return Scope.TAUTOLOGY, f"{name}={code} holds for every row"
    return (Scope.KEYED if name in KEYS else Scope.FILTERED), ""


def _condition(reading: Reading, node: Node) -> Told:
    """A positional condition: `Q(...)` and the like."""
    node = unwrapped(node)
    if node.type == "call":
        name = reading.names.dotted(node)[:-2]
        if name.rsplit(".", 1)[-1] in ("Q", "and_", "or_"):
            inner = call_of(reading.module, node, name)
            return (
                strongest([*map(_of(reading), inner.positional), *unpacked(reading, inner)])
                if (inner.stars or inner.double_stars) and not inner.keywords
                else (Scope.NONE if inner.bare else Scope.FILTERED, "")
            )
        told = reduced(
            reading, node, name, _of(reading), lambda one: listed_conditions(reading, one)
        )
        return told or given_back(reading, node, _of(reading)) or (Scope.FILTERED, "")
    if node.type == "identifier":
        return filled(reading, node, _of(reading))
    if node.type in DECIDED:
        decided = by_others(reading, node, _of(reading))
        if decided is not None:
            return decided
    if node.type in EITHER:
        return either_way(reading, node, _of(reading))
    if node.type == "attribute":
        return given_by_property(reading, node, _of(reading)) or (Scope.UNKNOWN, "")
    if node.type == "binary_operator":
        return joined(reading, node, _of(reading))
    if node.type == "unary_operator":
        return _denied(reading, node)
    if node.type in ("comparison_operator", "not_operator"):
        return Scope.FILTERED, ""
    return (Scope.TAUTOLOGY if node.type == "true" else Scope.UNKNOWN), ""


def _denied(reading: Reading, node: Node) -> Told:
    """`~Q(pk__in=kept)`, which leaves what isn't on the list."""
    inner = node.child_by_field_name("argument")
    inner = unwrapped(inner) if inner is not None else None
    if inner is None or inner.type != "call":
        return Scope.FILTERED, ""
    call = reading.call(inner)
    asked = len(call.keywords) == 1 and not (call.positional or call.stars or call.double_stars)
    return keyword_scope(reading, call, excluding=True) if asked else (Scope.FILTERED, "")


def by_absence(reading: Reading, node: Node) -> Told | None:
    """What a condition of any mapper leaves that keeps what isn't on a list; `None` for others.

    `User.id.not_in(kept)`, `~(User.id << kept)`, `~User.id.in_(kept)`.
    """
    inner = node.child_by_field_name("argument") if node.type == "unary_operator" else None
    if inner is not None:
        inner = unwrapped(inner)
        listed = list_of(reading, inner, ("in_", "is_in"))
        shifted = inner.type == "binary_operator" and inner.child_by_field_name("operator")
        if shifted and reading.module.code(shifted) == "<<":
            listed = inner.child_by_field_name("right")
    else:
        listed = list_of(reading, node, ("not_in", "notin_", "not_in_"))
    if listed is None:
        return _denied(reading, node) if node.type == "unary_operator" else None
    if is_empty(reading, listed):
        return Scope.TAUTOLOGY, "no row is in an empty list"
    return left_by_absence(reading, listed)


def _of(reading: Reading) -> Judge:
    return lambda node: _condition(reading, node)


def joined(reading: Reading, node: Node, judge: Judge) -> Told:
    """Two conditions joined by `&` or `|`."""
    if subject := reaches_all(reading, node):
        return Scope.TAUTOLOGY, f"the OR of what is asked of {subject} is always true"
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return Scope.FILTERED, ""
    # An empty condition takes no part, whether it is joined by "and" or by "or".
    return strongest((judge(left), judge(right)))
