"""What is set on an object in a loop: `for key, value in DEFAULTS.items(): setattr(p, key, value)`.

Whatever a function, a comprehension or a data class makes of the entries on the way, one of them
may be set; what leaves one out leaves it out for some objects only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import words

_SET = r"\bsetattr\(\s*{0}\s*,"
_MADE = words("list_comprehension dictionary_comprehension generator_expression set_comprehension")
_PARTS = words("tuple expression_list list dictionary_splat")
_MOST, _FEW, _FAR = 60, 8, 4_000


def set_in_turn(reading: Reading, name: str, start: int, end: int) -> dict[str, Node]:
    """What `setattr` sets on the object of a name between two places, by what it is called."""
    if "setattr(" not in reading.module.plain:
        return {}
    found: dict[str, Node] = {}
    sought = re.compile(_SET.format(re.escape(name)))
    for match in islice(sought.finditer(reading.module.plain, max(start, end - _FAR), end), _FEW):
        node: Node | None = reading.module.root.named_descendant_for_byte_range(
            match.start(), match.start() + 1
        )
        around = node.parent if node is not None else None
        given = reading.call(around).positional if around and around.type == "call" else []
        if len(given) == 3:
            found |= dict(_pairs(reading, given[1], given[2]))
    return found


def _pairs(reading: Reading, key: Node, value: Node) -> Iterator[tuple[str, Node]]:
    if told := reading.known(key):
        yield told, value
        return
    bound = reading.builder.flow.reaching(key) if key.type == "identifier" else ()
    for one in bound:
        if one.kind is BindingKind.LOOPED and one.value is not None:
            yield from _entries_behind(reading, one.value)


def _entries_behind(reading: Reading, node: Node) -> Iterator[tuple[str, Node]]:
    """The entries of the dictionaries and data classes that an expression was made of."""
    waiting, seen = [node], set[int]()
    while waiting and len(seen) < _MOST:
        one = unwrapped(waiting.pop(0))
        if one.id in seen:
            continue
        seen.add(one.id)
        if one.type == "dictionary":
            yield from reading.builder.flow.pairs(one)
        elif one.type == "class_definition":
            yield from _fields(reading, one)
        waiting += _behind(reading, one)


def _behind(reading: Reading, node: Node) -> list[Node]:
    """One step back from an expression."""
    flow, module = reading.builder.flow, reading.module
    if node.type in _MADE:
        clauses = (one for one in node.named_children if one.type == "for_in_clause")
        over = [one.child_by_field_name("right") for one in clauses]
        return [one for one in over if one is not None]
    if node.type in _PARTS:
        return [*node.named_children[:_FEW]]
    if node.type == "call":
        call = reading.call(node)
        owner = call.function.child_by_field_name("object")
        own = called_functions(flow, node)[:_FEW]
        made = reading.scopes.of_class(call.last) if call.function.type == "identifier" else None
        given = [one for each in own for one in results_of(module, each)[:_FEW]]
        named = [made.node] if made is not None else []
        return [*given, *named, *([owner] if owner is not None else []), *call.positional[:_FEW]]
    if node.type == "attribute":
        bound = [*flow.attributes(node)][:_FEW]
    elif node.type == "identifier":
        bound = [*flow.reaching(node)][:_FEW]
    else:
        return []
    found = [one.value for one in bound if one.value is not None]
    typed = [one.annotation for one in bound if one.annotation is not None]
    scopes = [reading.scopes.of_class(module.code(one)) for one in typed]
    found += [one.node for one in scopes if one is not None]
    if any(one.kind is BindingKind.PARAMETER for one in bound):
        found += passed_to(reading, node)[:_FEW]
    return found


def _fields(reading: Reading, definition: Node) -> Iterator[tuple[str, Node]]:
    """What the fields of a class are by default."""
    name = definition.child_by_field_name("name")
    scope: Scope | None = reading.scopes.of_class(reading.module.name(name)) if name else None
    for field, bound in scope.bindings.items() if scope is not None else ():
        if len(bound) == 1 and bound[0].value is not None:
            yield field, bound[0].value
