"""Lists that say what stays: every row goes where one is empty, as what is read may well be.

`Product.objects.exclude(sku__in=[row["sku"] for row in csv.DictReader(feed)]).delete()` deletes
every product where the feed came out empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.callers import calls_of_function, given_to
from guardrail.frontends.python.readers.narrowing.collected import COMPREHENSIONS
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.fillings import (
    Judge,
    either_way,
    filled,
    given_back,
)
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_READ = late(
    r"\bcsv\.\w*[rR]eader\(|\bDictReader\(|\.json\(\)|\b(?:json|yaml|toml|tomllib)\.(?:safe_)?loads?\("
    r"|\bread_(?:csv|json|excel|parquet|table|text)\(|\.read(?:lines)?\(\)|\bsplitlines\(\)"
    r"|\bopen\(|\.open\(|\bsys\.stdin\b"
)
"""Calls that give what stands in a file or an answer."""
_EITHER = frozenset(("conditional_expression", "boolean_operator"))
EMPTY_LISTS = frozenset(("[]", "()", "{}", "set()", "list()", "tuple()", "dict()"))
_FARTHEST = 6
_LONGEST = 400
_MOST_CALLS = 8
_DEEPEST = 4


def picked_of_none(reading: Reading, node: Node, method: str) -> bool:
    """Whether a condition is the method `in_` or `not_in` with an empty list."""
    listed = list_of(reading, node, (method,))
    return listed is not None and is_empty(reading, listed)


def list_of(reading: Reading, node: Node, methods: tuple[str, ...]) -> Node | None:
    """The list that a column is compared with by one of the methods, `None` where it isn't."""
    node = unwrapped(node)
    if node.type != "call":
        return None
    call = reading.call(node)
    return call.positional[0] if call.last in methods and len(call.positional) == 1 else None


def left_by_absence(reading: Reading, listed: Node, depth: int = 0) -> Told:
    """What a condition leaves that keeps what stands on a list: every row where that is empty.

    Only a list counts that is written empty on one of the ways, or read from a file or an answer:
    what any caller may give isn't known.
    """
    listed = unwrapped(listed)
    if depth > _FARTHEST:
        return Scope.FILTERED, ""
    told: Told = (Scope.FILTERED, "")
    if listed.type == "identifier":
        told = filled(reading, listed, lambda one: left_by_absence(reading, one, depth + 1))
    elif listed.type in COMPREHENSIONS:
        over = [one for one in listed.named_children if one.type == "for_in_clause"]
        source = over[0].child_by_field_name("right") if over else None
        whole = not any(one.type == "if_clause" for one in listed.named_children)
        if source is not None and not (whole and _is_never_empty(reading, source)):
            told = _read_from_elsewhere(reading, source) or left_by_absence(
                reading, source, depth + 1
            )
    elif listed.type == "call":
        again = given_back(reading, listed, lambda one: left_by_absence(reading, one, depth + 1))
        told = again or _read_from_elsewhere(reading, listed) or told
    elif listed.type in _EITHER:
        told = either_way(reading, listed, lambda one: left_by_absence(reading, one, depth + 1))
    elif reading.module.code(listed) in EMPTY_LISTS:
        told = Scope.NONE, ""
    if told[0] is Scope.NONE or told[1].startswith("unscoped when "):
        return told
    if listed.type != "identifier" or told[0] is not Scope.UNKNOWN:
        return Scope.FILTERED, ""
    handed = _handed_by_callers(
        reading, listed, lambda one: left_by_absence(reading, one, depth + 1)
    )
    return handed or (Scope.FILTERED, "")


def is_empty(reading: Reading, node: Node) -> bool:
    """Whether a list or the like is written down with nothing in it, also under a name."""
    node = unwrapped(node)
    if reading.module.code(node) in EMPTY_LISTS:
        return True
    if node.type != "identifier":
        return False
    return left_by_absence(reading, node)[0] is Scope.NONE


def _is_never_empty(reading: Reading, node: Node) -> bool:
    """Whether what a list is made of, one for each, was refused where it holds nothing."""
    return node.type == "identifier" and refused_when_empty(reading, node)


def _read_from_elsewhere(reading: Reading, node: Node) -> Told | None:
    """Every row, where what a list is made of is read; `None` where nothing says so."""
    node = unwrapped(node)
    for _ in range(_DEEPEST):
        if _READ.search(reading.module.code(node)[:_LONGEST]):
            return Scope.UNKNOWN, f"unscoped when {reading.module.short(node, 40)} is empty"
        value = reading.builder.flow.value(node) if node.type == "identifier" else None
        if value is None or value.id == node.id:
            break
        node = unwrapped(value)
    return None


def _handed_by_callers(reading: Reading, node: Node, judge: Judge) -> Told | None:
    """Every row, where a caller hands a parameter what may leave every one; else `None`."""
    name = reading.module.name(node)
    if refused_when_empty(reading, node):
        return None
    for value in _given(reading, node, name):
        scope, reason = judge(value)
        if scope is Scope.NONE or reason.startswith("unscoped when "):
            return Scope.UNKNOWN, f"unscoped when {name} is empty"
    return None


def _given(reading: Reading, node: Node, name: str) -> Iterator[Node]:
    around = place_of(reading.module, node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return
    owner = around[-2] if len(around) > 1 and around[-2].type == "class_definition" else None
    for call in calls_of_function(reading, around[-1], owner)[:_MOST_CALLS]:
        given = given_to(reading.module, around[-1], call).get(name)
        inside = call.node.start_byte
        if given is not None and given.value is not None and given.value.start_byte >= inside:
            yield given.value
