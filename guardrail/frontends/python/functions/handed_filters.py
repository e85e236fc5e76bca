"""Functions whose caller says which rows change: `def waive(scope): Fine.filter(**scope).update()`.

Whether the filter holds anything shows where such a function is called. In the module itself the
call is read again there (`call_by_call.py`); other modules are told by a `Definition`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.definitions import ROWS, Definition
from guardrail.effects import DataChange, Scope, Verb
from guardrail.effects.guarding import is_withheld
from guardrail.frontends.python.dispatch import by_way_of, read_call
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.functions.shared_functions import guards_in
from guardrail.frontends.python.functions.wrappers import imported_calls
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.selections import selected
from guardrail.frontends.python.readers.narrowing.reach import UNSCOPED
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.chains import chains
from guardrail.knowledge.python.kinds import ChangesData
from guardrail.knowledge.python.rows import Argument
from guardrail.model import Confidence, Step

_VERBS = (Verb.DELETE, Verb.UPDATE)
_FILTERING = frozenset(("filter", "filter_by", "where"))
_PLAIN = frozenset(
    ("identifier", "typed_parameter", "default_parameter", "typed_default_parameter")
)
_SPLATS = ("list_splat_pattern", "dictionary_splat_pattern")


def handed_filters(
    reading: Reading, read: Sequence[tuple[Call, Found | None]]
) -> Iterator[Definition]:
    """The functions at the top of a module, and methods, that are handed a filter as a whole."""
    for call, found in read:
        change = found.items[0] if found is not None and len(found.items) == 1 else None
        if not isinstance(change, DataChange) or change.verb not in _VERBS:
            continue
        if change.scope is not Scope.UNKNOWN or change.from_outside:
            continue
        if change.confidence is Confidence.LOW or not change.target:
            continue
        node = _filter_of(reading, call)
        if node is not None:
            yield from _defined(reading, call, change, node)


def emptied(reading: Reading) -> Iterator[Found]:
    """The calls of other modules' such functions that are given a filter with nothing in it."""
    given = reading.source.given
    known = {name: one for name, one in given.functions if one.does == ROWS} if given else {}
    for name, call in imported_calls(reading, known):
        definition = known[name]
        row = _row_of(definition)
        if not isinstance(row.filter, Argument) or call.argument(row.filter) is None:
            continue
        if selected(reading, call, row)[0] not in UNSCOPED:
            continue
        found = read_call(reading, call, (row,))
        if found is not None:
            label = f"{definition.span.path}:{definition.name}"
            steps = (Step(label, reading.span(call.node)), *definition.via)
            guards = guards_in(definition, call)
            told = [by_way_of(item, steps, guards) for item in found.items]
            yield replace(found, items=told)


def _row_of(definition: Definition) -> ChangesData:
    return ChangesData(
        names=(definition.name,),
        example="",
        twin="",
        store=definition.dialect,
        verb=Verb(definition.verb),
        filter=Argument(definition.position, definition.keyword),
        target=definition.target,
    )


def _filter_of(reading: Reading, call: Call) -> Node | None:
    """The one name that says which rows a call changes, `None` where more is said."""
    for row in reading.matching.rows(call):
        if isinstance(row, ChangesData) and isinstance(row.filter, Argument):
            node = call.argument(row.filter)
            if node is not None:
                return node
    owner = call.function.child_by_field_name("object")
    ways = chains(reading, owner) if owner is not None else []
    if len(ways) != 1:
        return None
    asked = [
        link.call
        for link in ways[0].links
        if link.call is not None and link.name in _FILTERING and not link.call.bare
    ]
    if len(asked) != 1 or asked[0].positional or asked[0].keywords:
        return None
    given = [*asked[0].stars, *asked[0].double_stars]
    return given[0] if len(given) == 1 else None


def _defined(reading: Reading, call: Call, change: DataChange, node: Node) -> Iterator[Definition]:
    module, node = reading.module, unwrapped(node)
    if node.type != "identifier":
        return
    bound = reading.builder.flow.reaching(node)
    if len(bound) != 1 or bound[0].kind is not BindingKind.PARAMETER:
        return
    around = place_of(module, call.node.start_byte).definitions
    function = around[-1] if around else None
    if function is None or function.type != "function_definition" or len(around) > 2:
        return
    owner = around[0] if len(around) == 2 else None
    if owner is not None and owner.type != "class_definition":
        return
    name = module.name(node)
    filled = reading.scopes.at(node.start_byte)[0].fillings.get(name)
    parameter = parameters_of(module, function).get(name)
    if filled or parameter is None or parameter.type not in _PLAIN:
        return
    if any(one.type in _SPLATS for one in parameter.children):
        return
    called = reading.module.defined(function)
    label = module.short(call.function, 40)
    yield Definition(
        f"{reading.module.defined(owner)}.{called}" if owner is not None else called,
        reading.span(function),
        ROWS,
        _position(reading, function, parameter),
        name,
        dialect=change.dialect,
        verb=str(change.verb),
        target=change.target,
        via=(Step(label, reading.span(call.node)),),
        guards=tuple(one for one in change.guards if is_withheld((one,))),
    )


def _position(reading: Reading, function: Node, parameter: Node) -> int:
    """At which place a parameter is given, -1 where it has none."""
    position = 0
    module, listed = reading.module, function.child_by_field_name("parameters")
    named = [one.id for one in parameters_of(module, function).values()]
    for child in module.children(listed)[0] if listed is not None else ():
        if module.code(child).startswith("*"):
            return -1
        if child.id == parameter.id:
            return position
        position += child.id in named
    return -1
