"""Objects that a program keeps in a dictionary, or in lists in one, until it comes to them again.

`groups[snapshot.resource_id].append(snapshot)`, `present[record.id] = record`, `{one.name: one for
one in records}`: `for name, kept in groups.items()` takes them in turn, `present[key]` is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.things import MOST, Thing, together
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import words

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.objects import Objects

_DEEPEST = 6
_FEW = 8
_PUT = (
    r"\b{0}\s*(?:\[[^\]\n]{{1,120}}\]|\.setdefault\([^\n]{{1,120}}?,\s*\[\]\))\s*\.(?:append|add)\("
)
_EMPTY = words("dict defaultdict collections.defaultdict OrderedDict collections.OrderedDict")
_TAKEN = {("items", 0): True, ("items", 1): False, ("keys", None): True, ("values", None): False}
_TAKING = words("get pop setdefault")


def kept_in(
    reading: Reading, objects: Objects, held: Node, depth: int, *, keys: bool = False
) -> tuple[Thing, ...]:
    """The objects that a dictionary holds, or that the lists in it do; none where it isn't one.

    With `keys` what they are kept under: `present[record.id] = record`.
    """
    found = (_put(reading, objects, one, depth, keys) for one in _dictionaries(reading, held, 0))
    return together(found)


def taken_out(reading: Reading, objects: Objects, call: Node, depth: int) -> tuple[Thing, ...]:
    """What `groups.get(key, [])` gives of what was kept."""
    function = call.child_by_field_name("function")
    owner, name = (
        (function.child_by_field_name(part) for part in ("object", "attribute"))
        if function is not None and function.type == "attribute"
        else (None, None)
    )
    if owner is None or name is None or reading.module.name(name) not in _TAKING:
        return ()
    return kept_in(reading, objects, owner, depth)


def in_turn(
    reading: Reading, objects: Objects, iterated: Node, index: int | None, depth: int
) -> tuple[Thing, ...]:
    """What a loop over the values of a dictionary takes in turn: `for key, one in kept.items()`."""
    iterated = unwrapped(iterated)
    if iterated.type != "call":
        return ()
    function, given = (
        iterated.child_by_field_name("function"),
        arguments_of(reading.module, iterated),
    )
    if function is not None and function.type == "identifier":
        same = reading.module.name(function) in ("list", "sorted", "tuple", "reversed") and given
        return in_turn(reading, objects, given[0], index, depth) if same else ()
    owner, name = (
        (function.child_by_field_name(part) for part in ("object", "attribute"))
        if function is not None
        else (None, None)
    )
    if owner is None or name is None or given:
        return ()
    taken = _TAKEN.get((reading.module.name(name), index))
    return () if taken is None else kept_in(reading, objects, owner, depth, keys=taken)


def _dictionaries(reading: Reading, held: Node, depth: int) -> Iterator[Node]:
    """Where a dictionary is filled that an expression stands for: its names, or its code."""
    held = unwrapped(held)
    if depth > _DEEPEST:
        return
    if held.type == "dictionary_comprehension":
        yield held
    elif held.type == "call":
        for own in called_functions(reading.builder.flow, held)[:_FEW]:
            for one in results_of(reading.module, own)[:_FEW]:
                yield from _dictionaries(reading, one, depth + 1)
    elif held.type == "identifier":
        for bound in reading.builder.flow.reaching(held)[:_FEW]:
            if bound.kind is BindingKind.PARAMETER:
                for given in passed_to(reading, held)[:_FEW]:
                    yield from _dictionaries(reading, given, depth + 1)
            elif bound.kind is BindingKind.ASSIGNED and bound.value is not None:
                if _begins_empty(reading, bound.value):
                    yield held
                else:
                    yield from _dictionaries(reading, bound.value, depth + 1)


def _begins_empty(reading: Reading, value: Node) -> bool:
    if value.type == "dictionary":
        return not value.named_children
    return value.type == "call" and reading.names.dotted(value)[:-2] in _EMPTY


def _put(
    reading: Reading, objects: Objects, held: Node, depth: int, keys: bool
) -> tuple[Thing, ...]:
    """The objects that are put into a dictionary, of those that a loop takes in turn."""
    from guardrail.frontends.python.readers.databases.loops import picked_around

    if held.type == "dictionary_comprehension":
        return _comprehended(reading, objects, held, depth, keys)
    found: list[Thing] = []
    for one in islice(_put_in(reading, held, keys), _FEW):
        for thing in objects.of(one, depth):
            if thing.looped:
                scope, reason = picked_around(reading, one, (thing.scope, thing.reason))
                found.append(replace(thing, scope=scope, reason=reason))
    return tuple(dict.fromkeys(found))[:MOST]


def _comprehended(
    reading: Reading, objects: Objects, made: Node, depth: int, keys: bool
) -> tuple[Thing, ...]:
    """What `{one.name: one for one in records if ours(one)}` holds."""
    from guardrail.frontends.python.readers.narrowing.nearly_all import takes_nearly_all
    from guardrail.frontends.python.receivers.things import narrowed_to

    parts = reading.module.children(made)[0]
    body = made.child_by_field_name("body")
    value = body.child_by_field_name("key" if keys else "value") if body is not None else None
    asked = [reading.module.children(one)[0] for one in parts if one.type == "if_clause"]
    found = objects.of(value, depth) if value is not None else ()
    found = tuple(one for one in found if one.looped or one.kind)
    if all(one and takes_nearly_all(reading, one[0], holds=True) for one in asked):
        return tuple(replace(one, looped=True) for one in found)
    # What isn't one of many is no less for being left out at times: `{"orders": Order.objects}`.
    return tuple(
        replace(narrowed_to(one, Reach.FILTERED, ""), looped=True) if one.looped else one
        for one in found
    )


def _put_in(reading: Reading, held: Node, keys: bool) -> Iterator[Node]:
    """The expressions that are put into a dictionary of a name, or into the lists in it."""
    module, name = reading.module, reading.module.name(held)
    scope = reading.scopes.at(held.start_byte)[0]
    for one in scope.fillings.get(name, ())[:_FEW]:
        if one.value is None or one.value.type not in ("identifier", "tuple"):
            continue
        around = one.value.parent.child_by_field_name("left") if one.value.parent else None
        key = around.child_by_field_name("subscript") if around is not None else None
        if not keys:
            yield one.value
        elif key is not None:
            yield key
    if keys:
        return
    wanted = re.compile(_PUT.format(re.escape(name)))
    for match in islice(
        wanted.finditer(module.plain, scope.node.start_byte, scope.node.end_byte), _FEW
    ):
        given: Node | None = module.root.named_descendant_for_byte_range(match.end(), match.end())
        while (
            given is not None and given.parent is not None and given.parent.type != "argument_list"
        ):
            given = given.parent
        if given is not None and given.parent is not None:
            yield given
