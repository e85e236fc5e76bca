"""Calls with what else is given to them: what is unpacked, what is set on the object they make.

`save(**{"mode": "replace"})` is given a mode, and so is `job = Job()` by `job.mode = "replace"`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.production import (
    for_production,
    in_production,
    surely_in_production,
)
from guardrail.frontends.python.values.records import held_values
from guardrail.frontends.python.values.set_in_turn import set_in_turn
from guardrail.frontends.python.values.stages import key_asked_for
from guardrail.patterns import late

_GOING_ON = late(r"(?i)token|marker|startkey|cursor|^page")
_DEEPEST = 4
Entry = tuple[str, Node] | None
"""A key and its value, `None` for an entry that isn't known."""


def unfolded(reading: Reading, call: Call) -> Call:
    """The call with the keywords of dictionaries that are written out.

    What is unpacked stays in `double_stars` where not all of it is known. What makes an object is
    also given what is set on it afterwards.
    """
    if call.last[:1].isupper():
        call = replace(call, keywords={**set_on(reading, call), **call.keywords})
    if call.stars:
        call = _spread(reading, call)
    if not call.double_stars:
        return call
    keywords: dict[str, Node] = {}
    left: list[Node] = []
    for node in call.double_stars:
        entries = list(_entries(reading, node))
        keywords.update(one for one in entries if one is not None)
        if None in entries:
            left.append(node)
    return replace(call, keywords={**keywords, **call.keywords}, double_stars=left)


def put_on_some_ways(reading: Reading, call: Call) -> dict[str, Node] | None:
    """What is put on some ways alone into dictionaries that a call unpacks, by its keys.

    `if prefix: options["Prefix"] = prefix`. `None` where something else in them isn't known.
    """
    found: dict[str, Node] = {}
    for given in map(unwrapped, call.double_stars):
        more = _put_on_some_ways(reading, given, 0)
        if more is None:
            return None
        found |= more
    return found


def names_put_in(reading: Reading, call: Call) -> frozenset[str] | None:
    """The keys of the dictionaries that a call unpacks on whatever way, `None` for unknown ones."""
    found: set[str] = set()
    for given in map(unwrapped, call.double_stars):
        more = _names_in(reading, given, 0)
        if more is None:
            return None
        found |= more
    return frozenset(found)


def _names_in(reading: Reading, given: Node, depth: int) -> set[str] | None:
    functions = called_functions(reading.builder.flow, given) if given.type == "call" else []
    if functions and depth < _DEEPEST:
        results = [one for each in functions for one in results_of(reading.module, each)]
        told = [_names_in(reading, one, depth + 1) for one in results]
        known = bool(told) and None not in told
        return {name for one in told for name in one or ()} if known else None
    if given.type != "identifier":
        written = [*_written(reading, given)]
        return None if None in written else {one[0] for one in written if one is not None}
    scope, bound, _ = reading.builder.flow.bindings(given)
    value = bound[0].value if len(bound) == 1 else None
    if scope is None or value is None or bound[0].kind is not BindingKind.ASSIGNED:
        return None
    found = _names_in(reading, value, depth + 1) if depth < _DEEPEST else None
    put = reading.scopes.put_into(scope, reading.module.name(given), given.start_byte)
    entries = [_filled(reading, one) for one in put]
    if found is None or None in entries:
        return None
    return found | {one[0] for one in entries if one is not None}


def _put_on_some_ways(reading: Reading, given: Node, depth: int) -> dict[str, Node] | None:
    node = _result_of(reading, given) if given.type == "call" else given
    scope, bound, path = reading.builder.flow.bindings(node)
    value = reading.builder.flow.value(node) if node.type == "identifier" else None
    if scope is None or len(bound) != 1 or value is None:
        return None
    found: dict[str, Node] = {}
    made = _result_of(reading, value) if value.type == "call" and depth < _DEEPEST else value
    if made.id != value.id:
        # `options = selected(pr)`, where a function of the module puts them together.
        more = _put_on_some_ways(reading, made, depth + 1)
        if more is None:
            return None
        found |= more
    elif None in _written(reading, value):
        return None
    for one in reading.scopes.put_into(scope, reading.module.name(node), node.start_byte):
        entry = _filled(reading, one)
        if entry is None:
            return None
        if one.path != path[: len(one.path)]:
            found[entry[0]] = _asked_for(reading, entry[1])
    return found


def _result_of(reading: Reading, call: Node) -> Node:
    """The name that the one function of the module gives back that a call is of, else the call."""
    functions = called_functions(reading.builder.flow, call)
    results = results_of(reading.module, functions[0]) if len(functions) == 1 else []
    named = len(results) == 1 and results[0].type == "identifier"
    return results[0] if named else call


def _asked_for(reading: Reading, value: Node) -> Node:
    """A value as the condition asks for it behind which it is put in: there it may be empty."""
    blocks = place_of(reading.module, value.start_byte).blocks
    asked = blocks[-1].owner.child_by_field_name("condition") if blocks else None
    alike = asked is not None and reading.module.code(asked) == reading.module.code(value)
    return asked if asked is not None and alike else value


def _spread(reading: Reading, call: Call) -> Call:
    """The call with the arguments of a list that is written out: `rmtree(*args)`."""
    star, first = call.stars[0], call.first_star
    if first is None or len(call.stars) > 1 or star.parent is None:
        return call
    lists = reading.builder.flow.lists(star) if star.parent.type == "list_splat" else ()
    if len(lists) != 1 or any(one.type == "list_splat" for one in lists[0]):
        return call
    given = [*call.positional[:first], *lists[0], *call.positional[first:]]
    return replace(call, positional=given, stars=[], first_star=None)


def set_on(reading: Reading, call: Call) -> dict[str, Node]:
    """What is set on the object that a call makes under a name: `job.mode = "replace"`."""
    around = call.node.parent
    if around is None or around.type != "assignment":
        return {}
    left = around.child_by_field_name("left")
    if left is None or left.type not in ("identifier", "attribute"):
        return {}
    owner = f"{reading.module.name(left)}."
    bindings = reading.scopes.at(call.node.start_byte)[0].bindings
    return {
        name.removeprefix(owner): one.value
        for name, bound in bindings.items()
        for one in bound[-1:]
        if name.startswith(owner) and one.after > call.node.end_byte and one.value is not None
    }


def saving(reading: Reading, call: Call) -> Call:
    """The call of a method with what was set on its object before: `bucket.patch()`."""
    owner = call.function.child_by_field_name("object")
    if owner is None or owner.type not in ("identifier", "attribute"):
        return call
    name = f"{reading.module.name(owner)}."
    scope, path = reading.scopes.at(call.node.start_byte)
    made = [one.after for one in scope.bindings.get(name[:-1], ()) if _before(one, call)]
    given = set_in_turn(reading, name[:-1], scope.node.start_byte, call.node.start_byte)
    for key, bound in scope.bindings.items():
        last = [one for one in bound if _before(one, call) and one.after > max(made, default=0)][
            -1:
        ]
        if key.startswith(name) and last and last[0].value is not None:
            on_the_way = last[0].path == path[: len(last[0].path)]
            given |= {key.removeprefix(name): last[0].value} if on_the_way else {}
    return replace(call, keywords={**given, **call.keywords})


def _before(binding: Binding, call: Call) -> bool:
    return binding.after <= call.node.start_byte


def _entries(reading: Reading, node: Node, depth: int = 0) -> Iterator[Entry]:
    node = unwrapped(node)
    if node.type != "identifier":
        yield from _written(reading, held_in(reading, node), depth)
        return
    scope, bound, path = reading.builder.flow.bindings(node)
    value = reading.builder.flow.value(node)
    handed = [one.value for one in bound if one.kind is BindingKind.COLLECTED]
    if scope is not None and len(bound) == 1 and handed and handed[0] is not None:
        # `def scan(**options)`, read in the light of a call.
        for child in reading.module.children(handed[0])[0]:
            if child.type == "keyword_argument":
                yield _keyword(reading, child)
            elif child.type == "dictionary_splat" and depth < _DEEPEST:
                yield from _entries(reading, reading.module.children(child)[0][0], depth + 1)
    elif scope is None or len(bound) != 1 or value is None:
        yield None
        return
    else:
        yield from _written(reading, value, depth)
    for one in reading.scopes.put_into(scope, reading.module.name(node), node.start_byte):
        apart = one.path != path[: len(one.path)]
        live = surely_in_production(reading, one.value) if apart and one.value else None
        if apart and live is False:
            continue
        if apart and live is None:
            yield None
        elif one.value is not None and one.value.type == "dictionary":
            yield from _whole(reading, one.value)
        else:
            yield _filled(reading, one)


def held_in(reading: Reading, node: Node) -> Node:
    """What an attribute holds, or a key of a dictionary that is written out: `SETTINGS["live"]`."""
    flow = reading.builder.flow
    if node.type == "subscript":
        whole, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        held = flow.value(whole) if whole is not None else None
        asked = key_asked_for(reading, key) if held is not None and key is not None else ""
        found = flow.entries(held).get(asked, ()) if held is not None else ()
        return found[0] if len(found) == 1 else node
    if node.type != "attribute":
        return node
    owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
    # `index.options` of a record that is made in the module.
    told = held_values(flow, owner, reading.module.name(name)) if owner and name else ()
    return told[0] if len(told) == 1 else flow.value(node) or node


def _written(reading: Reading, value: Node, depth: int = 0) -> Iterator[Entry]:
    """The entries of `{"a": 1}` or `dict(a=1)`, also where a function of the module gives them."""
    if value.type == "dictionary":
        for child in reading.module.children(value)[0]:
            if child.type == "dictionary_splat" and depth < _DEEPEST:
                yield from _entries(reading, reading.module.children(child)[0][0], depth + 1)
            else:
                yield _pair(reading, child.child_by_field_name("key"), child, "value")
    elif value.type == "call" and reading.names.dotted(value) == "dict()":
        for child in arguments_of(reading.module, value):
            yield _keyword(reading, child)
    elif value.type == "conditional_expression":
        one = for_production(reading, value)
        yield from _either(reading, value) if one is None else _entries(reading, one, depth + 1)
    elif value.type == "call" and depth < _DEEPEST:
        yield from _given_back(reading, value, depth + 1)
    elif value.type == "boolean_operator" and depth < _DEEPEST:
        yield from _or_nothing(reading, value, depth + 1)
    else:
        yield None


def _or_nothing(reading: Reading, value: Node, depth: int) -> Iterator[Entry]:
    """The entries of `options or {}`: none where nobody gives the parameter anything."""
    first, *_ = reading.module.children(value)[0]
    said = "".join(reading.module.code(value)[first.end_byte - value.start_byte :].split())
    if first.type != "identifier" or said not in ("or{}", "ordict()"):
        yield None
        return
    bound = reading.builder.flow.reaching(first)
    held = bound[0].value if len(bound) == 1 else None
    if held is None or held.type not in ("none", "dictionary"):
        yield None
    elif held.type == "dictionary":
        yield from _written(reading, held, depth)
    elif bound[0].kind is BindingKind.PARAMETER and passed_to(reading, first):
        yield None


def _given_back(reading: Reading, value: Node, depth: int) -> Iterator[Entry]:
    """The entries of what the one function of the module gives that a call is of."""
    functions = called_functions(reading.builder.flow, value)
    results = results_of(reading.module, functions[0]) if len(functions) == 1 else []
    if len(results) > 1:
        results = [one for one in results if in_production(reading, one)]
    if len(results) == 1:
        yield from _entries(reading, results[0], depth)
    else:
        yield None


def _either(reading: Reading, value: Node) -> Iterator[Entry]:
    """The entries of `{…} if x else {…}` that both have; where a page goes on picks nothing."""
    first, *_, last = reading.module.children(value)[0]
    ways = [list(_entries(reading, one)) for one in (first, last)]
    common = {one[0] for one in ways[0] if one} & {one[0] for one in ways[1] if one}
    for one in (*ways[0], *ways[1]):
        if one is None or (one[0] not in common and not _GOING_ON.search(one[0])):
            yield None
        elif one[0] in common:
            yield one


def _whole(reading: Reading, value: Node) -> Iterator[Entry]:
    """The entries of a dictionary that is put in as a whole, or under a key of its own."""
    around = value.parent
    target = around.child_by_field_name("left") if around is not None else None
    under = target is not None and target.type == "subscript"
    if under and around is not None and target is not None:
        yield _pair(reading, target.child_by_field_name("subscript"), around, "right")
    else:
        yield from _written(reading, value)


def _filled(reading: Reading, binding: Binding) -> Entry:
    """What `options["a"] = 1` or `options.update(a=1)` puts in."""
    value = binding.value
    if value is None or value.type == "keyword_argument":
        return None if value is None else _keyword(reading, value)
    around = value.parent
    target = around.child_by_field_name("left") if around is not None else None
    if around is None or target is None or target.type != "subscript":
        return None
    return _pair(reading, target.child_by_field_name("subscript"), around, "right")


def _keyword(reading: Reading, node: Node) -> Entry:
    name = node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    return (reading.module.name(name), value) if name is not None and value is not None else None


def _pair(reading: Reading, key: Node | None, holder: Node, field: str) -> Entry:
    value = holder.child_by_field_name(field)
    text = reading.known(key)
    return (text, value) if text and value is not None else None
