"""What a variable holds that conditions are collected in: a dictionary, a list, a `Q`.

Every way on which it may have come by its value counts, with what was put into it on that way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.callers import calls_of_function, given_to, parameters_of
from guardrail.frontends.python.functions.calls_abroad import written_call
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import through
from guardrail.frontends.python.naming.calls import collected
from guardrail.frontends.python.naming.scopes import Scope as Scope_
from guardrail.frontends.python.naming.ways import (
    Choice,
    Way,
    choices_to,
    picked_by,
    unscoped_when,
)
from guardrail.frontends.python.readers.narrowing.decided_by_python import lost_in_list
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.given_reasons import holds_for, never_holds
from guardrail.frontends.python.readers.narrowing.reach import Told, on_all_ways, strongest
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import (
    attribute_bindings,
    is_property,
    is_yielded,
    results_of,
)
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.source.structure import place_of

Judge = Callable[[Node], Told]
_MOST = 8
_PUT = (BindingKind.FILLED, BindingKind.APPENDED)
_JOINED = (BindingKind.EXTENDED, BindingKind.AUGMENTED)


def filled(reading: Reading, node: Node, judge: Judge) -> Told:
    """What a name leaves out that is used as a filter; `judge` tells it of an expression."""
    scope, bound, path = reading.builder.flow.bindings(node)
    if scope is None:
        return Scope.UNKNOWN, ""
    put = reading.scopes.put_into(scope, reading.module.name(node), node.start_byte)
    steps = sorted([*bound, *put], key=lambda one: one.after)

    def apply(binding: Binding, state: tuple[Way[Told], ...]) -> tuple[Way[Told], ...]:
        value = binding.value
        if binding.kind is BindingKind.DECLARED:
            return state
        if binding.kind is BindingKind.CLEARED:
            if value is None or takes_the_last(reading, bound, binding):
                return tuple(Way((Scope.NONE, ""), one.choices) for one in state)
            return state
        if binding.kind in _PUT:
            lost = lost_in_list(reading, value) if value is not None else None
            return tuple(Way(_more(one.value, lost), one.choices) for one in state)
        if binding.kind in _JOINED and value is not None:
            more = judge(value)
            empty = more[0] in (Scope.NONE, Scope.UNKNOWN)
            return state if empty else tuple(Way(more, one.choices) for one in state)
        if binding.kind is BindingKind.COLLECTED and value is not None:
            return (Way(_collected(reading, binding, value, judge)),)
        if binding.index is not None or value is None:
            return (Way((Scope.UNKNOWN, "")),)
        if binding.kind is BindingKind.PARAMETER:
            left_out = judge(value)[0] is Scope.NONE and not always_given(reading, node, judge)
            return (Way((Scope.UNKNOWN, "unscoped when it is left out" if left_out else "")),)
        if binding.kind is BindingKind.ASSIGNED:
            return (Way(judge(value)),)
        return (Way((Scope.UNKNOWN, "")),)

    ways = through(steps, 0, path, (), apply, Way.past)
    told = on_all_ways(reading, [(*way.value, way.choices) for way in ways])
    if told[0] in (Scope.NONE, Scope.UNKNOWN) and refused_when_empty(reading, node):
        return Scope.FILTERED, ""
    return told


def takes_the_last(reading: Reading, bound: Sequence[Binding], taken: Binding) -> bool:
    """Whether what is taken out of a dictionary is all that it was written with."""
    flow = reading.builder.flow
    before = [one for one in bound if one.after <= taken.after]
    written = next((one for one in reversed(before) if one.kind is BindingKind.ASSIGNED), None)
    if written is None or written.value is None or written.value.type != "dictionary":
        return False
    keys = [reading.known(one.value) for one in before if one.kind is BindingKind.CLEARED]
    entries = reading.module.children(written.value)[0]
    return len(flow.pairs(written.value)) == len(entries) and flow.entries(
        written.value
    ).keys() <= set(keys)


def always_given(reading: Reading, node: Node, judge: Judge) -> bool:
    """Whether all calls of the function in the module give a parameter that leaves rows out.

    `def remove(self, where=None)` isn't called without one here.
    """
    around = place_of(reading.module, node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return False
    owner = around[-2] if len(around) > 1 and around[-2].type == "class_definition" else None
    calls = calls_of_function(reading, around[-1], owner)
    if not calls or len(calls) > _MOST:
        return False
    name = reading.module.name(node)
    for call in calls:
        given = given_to(reading.module, around[-1], call).get(name)
        if given is None or given.value is None:
            return False
        outside = not around[-1].start_byte <= given.value.start_byte < around[-1].end_byte
        if not outside or judge(given.value)[0] not in (Scope.FILTERED, Scope.KEYED):
            return False
    return True


def _collected(reading: Reading, binding: Binding, arguments: Node, judge: Judge) -> Told:
    """What a call's conditions leave that a parameter collects: those in a row, or its keywords."""
    module = reading.module
    if binding.index is not None:
        given = collected(module, arguments, binding.index)
        return strongest(
            judge(module.children(one)[0][0]) if one.type == "list_splat" else (Scope.FILTERED, "")
            for one in given
        )
    given = module.children(arguments)[0]
    if any(one.type == "dictionary_splat" for one in given):
        return Scope.UNKNOWN, ""
    named = [one.child_by_field_name("name") for one in given if one.type == "keyword_argument"]
    function = place_of(module, binding.after).definitions[-1:]
    own = parameters_of(module, function[0]) if function else {}
    kept = any(one is not None and module.name(one) not in own for one in named)
    return (Scope.FILTERED if kept else Scope.NONE), ""


def given_back(reading: Reading, call: Node, judge: Judge) -> Told | None:
    """What a function of the module gives that is called for a filter; `None` for any other."""
    function = call.child_by_field_name("function")
    own = own_function(reading, function) if function is not None else None
    if own is None:
        return _nothing_abroad(reading, call)
    told = _given_by(reading, own, judge)
    if told is None:
        return None
    scope, reason = told
    holds = holds_for(reading, call, own, reason) if reason else None
    if holds is not None:
        return (Scope.NONE if holds else Scope.FILTERED), ""
    empty = scope in (Scope.NONE, Scope.UNKNOWN)
    return (Scope.FILTERED, "") if empty and refused_when_empty(reading, call) else told


def given_by_property(reading: Reading, node: Node, judge: Judge) -> Told | None:
    """What a property of the module's own class gives for a filter; `None` for any other."""
    owner, named = (node.child_by_field_name(part) for part in ("object", "attribute"))
    around = _class_of(reading, owner) if owner is not None else None
    bound = around.bindings.get(reading.module.name(named), ()) if around and named else ()
    own = bound[-1].value if bound and bound[-1].kind is BindingKind.DEFINED else None
    if own is None or not is_property(reading.module, own):
        return None
    told = _given_by(reading, own, judge)
    empty = told is not None and told[0] in (Scope.NONE, Scope.UNKNOWN)
    return (Scope.FILTERED, "") if empty and refused_when_empty(reading, node) else told


def _given_by(reading: Reading, own: Node, judge: Judge) -> Told | None:
    """What a function gives on all its ways, `None` where it gives nothing back."""
    results = results_of(reading.module, own)
    if not results:
        return None
    asked = ("given back", own.id)
    if asked in reading.remembered:
        # It gives what it gives itself.
        return Scope.UNKNOWN, ""
    reading.remembered[asked] = True
    yielded = [one for one in results[:_MOST] if is_yielded(one)]
    told = [(*judge(one), choices_to(reading.module, one)) for one in results[:_MOST]]
    del reading.remembered[asked]
    return _one_after_the_other(reading, yielded, judge) or on_all_ways(reading, told)


def _one_after_the_other(reading: Reading, yielded: Sequence[Node], judge: Judge) -> Told | None:
    """What the conditions leave that a generator yields; `None` where it yields none."""
    left: tuple[Choice, ...] = ()
    for one in yielded:
        all_of = one.parent is not None and "from" in {each.type for each in one.parent.children}
        told = judge(one) if all_of else (Scope.FILTERED, "")
        if told[0] in (Scope.NONE, Scope.UNKNOWN):
            continue
        path = place_of(reading.module, one.start_byte).path
        if not path:
            return told
        left = left or (Choice(path[0].statement, -1, (path[0].branch,)),)
    return (Scope.UNKNOWN, unscoped_when(reading.module, left)) if yielded else None


def _nothing_abroad(reading: Reading, call: Node) -> Told | None:
    """What a call of another module's function gives where that may be a filter with nothing in it.

    What it is given may have been asked for before.
    """
    name = written_call(reading.builder, reading.names, call)
    if not name:
        return None
    reading.builder.note(name)
    given = reading.source.given
    if given is None:
        return None
    if name in given.empty:
        return Scope.NONE, ""
    when = dict(given.sometimes).get(name, "")
    if not when or never_holds(reading, call, when):
        return None
    return Scope.UNKNOWN, when


def own_function(reading: Reading, function: Node) -> Node | None:
    """The module's own function of a name, or the method of an object of the module's own class."""
    if function.type == "identifier":
        return reading.scopes.function(reading.module.name(function))
    owner, method = (function.child_by_field_name(part) for part in ("object", "attribute"))
    if owner is None or method is None:
        return None
    around = _class_of(reading, owner)
    name = reading.module.name(method)
    for binding in attribute_bindings(reading, around, name) if around is not None else ():
        if binding.value is not None and binding.value.type == "function_definition":
            return binding.value
    return None


def _class_of(reading: Reading, owner: Node) -> Scope_ | None:
    """The module's own class that an expression is an object of, `None` where that isn't known."""
    if reading.module.name(owner) in ("self", "cls"):
        around: Scope_ | None = reading.scopes.at(owner.start_byte)[0]
        while around is not None and not around.is_class:
            around = around.parent
        return around
    classes = [one.of for one in objects(reading).of(owner)]
    return classes[0] if len(classes) == 1 else None


def either_way(reading: Reading, node: Node, judge: Judge) -> Told:
    """What `a if x else b` or `a or b` leaves, and when it is everything."""
    module = reading.module
    if node.type == "conditional_expression":
        ways = picked_by(module, node)
    else:
        first, *_, last = module.children(node)[0]
        if first.type == "identifier" and always_given(reading, first, judge):
            return Scope.UNKNOWN, ""
        empty = Choice(node.start_byte, -1, text=f"{module.short(first, 50)} is empty")
        ways = [(first, Choice(node.start_byte, 0)), (last, empty)]
    return on_all_ways(reading, [(*judge(value), (choice,)) for value, choice in ways])


def _more(before: Told, put: Told | None = None) -> Told:
    """What is left once a condition is put to others, which may be one that Python works out."""
    if put is not None:
        return strongest((before, put))
    return strongest((before, (Scope.FILTERED, "")))
