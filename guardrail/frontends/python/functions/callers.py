"""Which calls of a module are calls of one of its own functions, and what they give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.places_of_calls import AS_TASKS, places_of_calls
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of, handed_by_name, passed_on
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import comes_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.query_sets import called_on_rows, of_query_sets
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module

ITSELF = frozenset(("self", "cls"))
_MOST_CALLS = 5_000
_MOST_OF_ONE = 100
_MOST_NAMES = 8
_MOST_LOOKS = 200_000
_LOOKED = ("calls looked at", 0)
_MADE = r"([^\W\d]\w*)\s*(?::[^=\n]{{1,60}})?=\s*{0}\("
_GIVEN = r"([^\W\d]\w*)\s*:\s*[\"']?{0}\b"
_STARRED = "list_splat_pattern"
_SIGNS = frozenset(("keyword_separator", "positional_separator"))


def named_calls(reading: Reading, names: Iterable[str]) -> Iterator[tuple[str, Call]]:
    """The calls of functions and methods of some names, with the name, in order.

    One that is handed on to be called counts too: `partial(run, "DELETE FROM users")`.
    """
    module = reading.module
    places = places_of_calls(module).used(frozenset(names))[:_MOST_CALLS]
    for trail in module.around(places):
        function = trail[1] if len(trail) > 2 and trail[1].type == "attribute" else None
        node = trail[2] if function is not None else trail[1] if len(trail) > 1 else None
        if node is None or trail[0].type != "identifier":
            continue
        called = function or trail[0]
        if node.type == "keyword_argument" and (by := _call_around(node)) is not None:
            handed = handed_by_name(module, by, called, reading.names.dotted(called))
            if handed is not None:
                yield module.name(trail[0]), handed
        if node.type == "argument_list" and node.parent is not None:
            handed = passed_on(module, node.parent, called, reading.names.dotted(called))
            if handed is not None:
                yield module.name(trail[0]), handed
                for completed in _completed(reading, handed):
                    yield module.name(trail[0]), completed
        if node.type != "call":
            continue
        call = call_of(module, node, reading.names.dotted(called))
        if call.function.id == called.id:
            yield module.name(trail[0]), call


def _completed(reading: Reading, partial: Call) -> Iterator[Call]:
    """The calls of what a partial is named: `run = partial(execute, PATH)`, `run("DROP …")`.

    It may be called where it is made: `delayed(run)(path)`.
    """
    around = partial.node.parent
    if partial.more and around is not None and around.type == "call":
        yield _with_more(partial, call_of(reading.module, around, partial.name))
        return
    left = around.child_by_field_name("left") if around is not None else None
    if not partial.more or around is None or around.type != "assignment" or left is None:
        return
    name = reading.module.name(left).rsplit(".", 1)[-1]
    places = places_of_calls(reading.module).called(frozenset((name,)))[:_MOST_OF_ONE]
    for trail in reading.module.around(places):
        node = next((one for one in trail[1:3] if one.type == "call"), None)
        called = node.child_by_field_name("function") if node is not None else None
        if node is None or called is None or trail[0].end_byte != called.end_byte:
            continue
        held = reading.builder.flow.value(called)
        if held is None or held.id != partial.node.id:
            continue
        yield _with_more(partial, call_of(reading.module, node, partial.name))


def _with_more(partial: Call, call: Call) -> Call:
    """The call of a partial, with what that was given before."""
    star = None if call.first_star is None else len(partial.positional) + call.first_star
    return replace(
        call,
        function=partial.function,
        positional=[*partial.positional, *call.positional],
        keywords={**partial.keywords, **call.keywords},
        first_star=star,
        kept=True,
    )


def has_more_calls(reading: Reading, names: Iterable[str]) -> bool:
    """Whether there are more calls of some names than `named_calls` gives."""
    return len(places_of_calls(reading.module).used(frozenset(names))) > _MOST_CALLS


def _call_around(argument: Node) -> Node | None:
    """The call that an argument is given to."""
    listed = argument.parent
    around = listed.parent if listed is not None else None
    return around if around is not None and around.type == "call" else None


def is_of(reading: Reading, call: Call, owner: str) -> bool:
    """Whether a call is of a method of the class `owner`, or of a plain function where it is ""."""
    if call.function.type != "attribute":
        return not owner
    held = call.function.child_by_field_name("object")
    if held is None or not owner:
        return False
    name = reading.names.dotted(held)
    made = reading.matching.typed(held)
    return name in ITSELF or owner in (name, made.removesuffix("()"))


def calls_of_function(reading: Reading, function: Node, owner: Node | None) -> list[Call]:
    """The calls of a function of the module, or of a method of its class `owner`."""
    module, named = reading.module, function.child_by_field_name("name")
    if named is None:
        return []
    name, of = module.name(named), ""
    if owner is not None:
        of = module.defined(owner)
    if name == "__init__":
        name, of = of, ""
    # Functions of one name share their calls.
    key = (f"calls of {name} of {of}", owner.id if owner is not None else 0)
    held: list[Call] | None = reading.remembered.get(key)
    if held is None:
        of_rows = of_query_sets(module, owner)
        found = (
            call
            for call in _calls_named(reading, name)
            if is_of(reading, call, of)
            or (not of and _later(reading, call, name))
            or (owner is not None and _is_an(reading, call, owner))
            or (of_rows and called_on_rows(module, call))
        )
        itself = _called_objects(reading, owner, of) if name == "__call__" and owner else ()
        held = reading.remembered[key] = [*islice(chain(found, itself), _MOST_OF_ONE)]
    return held


def _calls_named(reading: Reading, name: str) -> list[Call]:
    """The calls of functions and methods of a name, found once for all classes that have one.

    None any more where classes and calls are so many that to go through them all takes too long.
    """
    key = (f"calls named {name}", 0)
    held: list[Call] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = [call for _, call in named_calls(reading, (name,))]
    looked: int = reading.remembered.get(_LOOKED, 0)
    reading.remembered[_LOOKED] = looked + len(held)
    return held if looked < _MOST_LOOKS else []


def _later(reading: Reading, call: Call, name: str) -> bool:
    """Whether a call has a function run as a task: `prune.delay(10)`, `drop.expand(name=names)`."""
    held = call.function.child_by_field_name("object")
    task = held is not None and held.type == "identifier" and reading.module.name(held) == name
    return task and reading.module.code(call.function).endswith(AS_TASKS)


def _called_objects(reading: Reading, owner: Node, of: str) -> Iterator[Call]:
    """The calls of objects of a class themselves: `run = Runner()`, `run("DROP TABLE x")`.

    A method of the class calls its own object: `self("destroy", name)`. Others keep one, or are
    given one: `self.terraform("destroy")`, `def destroy(run: Runner)`.
    """
    made = re.compile(_MADE.format(re.escape(of)))
    given = re.compile(_GIVEN.format(re.escape(of)))
    text = reading.module.text
    found = chain(made.finditer(text), given.finditer(text))
    names = [match[1] for match in islice(found, _MOST_NAMES)]
    for name, call in named_calls(reading, (*names, *ITSELF)):
        if name in ITSELF:
            around = place_of(reading.module, call.node.start_byte).definitions
            own = call.function.type == "identifier" and any(one.id == owner.id for one in around)
        else:
            own = any(
                thing.of is not None and thing.of.node.id == owner.id
                for thing in objects(reading).of(call.function)
            )
        if own:
            yield call


def class_around(function: Node) -> Node | None:
    """The class that a function is a method of."""
    node = function.parent
    if node is not None and node.type == "decorated_definition":
        node = node.parent
    above = node.parent if node is not None and node.type == "block" else None
    return above if above is not None and above.type == "class_definition" else None


def _is_an(reading: Reading, call: Call, owner: Node) -> bool:
    """Whether a method is called on what is known to be an object of a class of the module."""
    held = call.function.child_by_field_name("object")
    if call.function.type != "attribute" or held is None:
        return False
    things = objects(reading).of(held)
    return any(one.of is not None and comes_of(reading, one.of, owner) for one in things)


def parameters_of(module: Module, function: Node) -> dict[str, Node]:
    """The parameters of a function by their names, without what a method is called on."""
    listed = function.child_by_field_name("parameters")
    found = {}
    for child in module.children(listed)[0] if listed is not None else ():
        name = name_in(module, child)
        if name and name not in ITSELF:
            found[name] = child
    return found


def name_in(module: Module, parameter: Node) -> str:
    """The name of a parameter, "" for `*` and `/`."""
    node: Node | None = parameter
    while node is not None and node.type != "identifier":
        node = node.child_by_field_name("name") or next(iter(module.children(node)[0]), None)
    return module.name(node) if node is not None else ""


def given_to(module: Module, function: Node, call: Call | None) -> dict[str, Binding]:
    """What a call gives the parameters of a function, or what they are where it gives none.

    A parameter that collects arguments (`*args`) is bound to the call's list of them, from the
    first that it collects; one that collects keywords to the same list, without a first.
    """
    body = function.child_by_field_name("body")
    listed = function.child_by_field_name("parameters")
    after = body.start_byte if body is not None else function.end_byte
    found: dict[str, Binding] = {}
    position = 0
    for child in module.children(listed)[0] if listed is not None else ():
        name = name_in(module, child)
        if child.type in _SIGNS or not name or name in ITSELF:
            position = -1_000_000 if child.type == "keyword_separator" else position
            continue
        if _is_starred(child, _STARRED):
            arguments = call.node.child_by_field_name("arguments") if call is not None else None
            if arguments is not None and position >= 0:
                found[name] = Binding(BindingKind.COLLECTED, arguments, after, index=position)
            position = -1_000_000
            continue
        if _is_starred(child, "dictionary_splat_pattern"):
            arguments = call.node.child_by_field_name("arguments") if call is not None else None
            if arguments is not None:
                found[name] = Binding(BindingKind.COLLECTED, arguments, after)
            continue
        value = _given(call, position, name) if call is not None else None
        position += 1
        if value is None and (call is None or not (call.stars or call.double_stars)):
            value = child.child_by_field_name("value")
        if value is not None:
            found[name] = Binding(
                BindingKind.ASSIGNED, value, after, annotation=child.child_by_field_name("type")
            )
    return found


def _given(call: Call, position: int, name: str) -> Node | None:
    if name in call.keywords:
        return call.keywords[name]
    before = call.first_star
    if (
        position < 0
        or position >= len(call.positional)
        or (before is not None and position >= before)
    ):
        return None
    return call.positional[position]


def _is_starred(parameter: Node, kind: str) -> bool:
    """Whether a parameter collects arguments, with or without a type beside it."""
    if parameter.type == kind:
        return True
    inner = parameter.named_children[:1] if parameter.type == "typed_parameter" else []
    return bool(inner) and inner[0].type == kind
