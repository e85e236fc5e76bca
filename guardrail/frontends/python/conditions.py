"""Whether an argument of a call has one of the values that a row of knowledge speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.unset import unset_by_default
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import only_hole, plain
from guardrail.frontends.python.switches import stands_at
from guardrail.frontends.python.values.production import for_production
from guardrail.frontends.python.values.unfolding import held_in
from guardrail.knowledge.python.rows import Argument

_MOST = 8
_LONGEST = 400
_TAKEN_OUT = frozenset(("attribute", "subscript"))
GIVEN = ("<given>",)
ANYTHING = ("*",)
_NOTHING = frozenset(("None", '""', "''"))
_WRITTEN = frozenset(("integer", "string", "dictionary", "list", "tuple", "none", "float"))


def given(
    reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]
) -> bool | None:
    """Whether an argument has one of the values; `None` where only the run can tell.

    A value `~PATTERN` stands for every text that begins as the pattern says, as far as it is known,
    `~~PATTERN` for every expression in whose code the pattern is found.
    """
    told = set(_told(reading, call, argument, values))
    return told.pop() if len(told) == 1 else None


def possibly(
    reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]
) -> bool:
    """Whether the code shows a way on which an argument has one of the values.

    A parameter's default is such a way: `def save(frame, mode="replace")`.
    """
    return True in _told(reading, call, argument, values)


def may_be(reading: Reading, node: Node, values: tuple[str, ...]) -> bool:
    """The same of an expression, which may be what one of the module's calls gives a parameter."""
    ways = chain(_ways(reading, node, 0), _handed(reading, node))
    known = [one for one in islice(ways, _MOST * 2) if one is not None]
    for value, stands in (("False", False), ("True", True)):
        if value in values and any(stands_at(reading, one) is stands for one in known):
            return True
    return any(_is_one(reading, one, values) for one in known)


def _handed(reading: Reading, node: Node) -> Iterator[Node | None]:
    """What the module's own calls give the parameter that an expression is."""
    node = unwrapped(node)
    around = function_around(reading.module, node)
    if around is None or not _is_given(reading, node):
        return
    name = reading.module.name(node)
    for call in calls_of_function(reading, around, class_around(around))[:_MOST]:
        held = given_to(reading.module, around, call).get(name)
        ways = [*_ways(reading, held.value, 0)] if held is not None and held.value else []
        # What is chosen among several is somebody's choice.
        yield from ways if len(ways) == 1 else ()


def said(reading: Reading, call: Call, argument: str | Argument) -> str:
    """An argument as it is written, "" where it isn't given."""
    wanted = _argument(argument)
    node = call.argument(wanted)
    return f"{wanted.keyword}={reading.module.short(node, 40)}" if node is not None else ""


def _told(
    reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]
) -> Iterator[bool | None]:
    node = call.argument(_argument(argument))
    if node is None:
        # `remove_all(**match)` may say it after all.
        yield None if call.double_stars and "-" in values else "-" in values
        return
    if values == GIVEN:
        here = _as_given_here(reading, call, node)
        yield _is_given(reading, here) and not is_left_out(reading, here)
        return
    if values == ANYTHING and unset_by_default(reading, node):
        yield False
        return
    for number, value in enumerate(_ways(reading, node, 0)):
        if number >= _MOST:
            yield None
            return
        yield None if value is None else _is_one(reading, value, values)


def _as_given_here(reading: Reading, call: Call, node: Node) -> Node:
    """What the function around a call gives the helper whose parameter an argument is."""
    around, own = function_around(reading.module, call.node), function_around(reading.module, node)
    if own is None or around is None or own.id == around.id or not _is_given(reading, node):
        return node
    name = reading.module.name(node)
    for one in calls_of_function(reading, own, class_around(own))[:_MOST]:
        here = function_around(reading.module, one.node)
        held = given_to(reading.module, own, one).get(name)
        if here is not None and here.id == around.id and held is not None and held.value:
            return held.value
    return node


def is_left_out(reading: Reading, node: Node) -> bool:
    """Whether a call of the function around leaves a parameter at a default that says nothing.

    `def clear(index, namespace="")`, called by `clear(index)`.
    """
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    default = bound[0].value if len(bound) == 1 else None
    around = function_around(reading.module, node)
    if default is None or around is None or reading.module.code(default) not in _NOTHING:
        return False
    name = reading.module.name(node)
    held = (
        given_to(reading.module, around, one).get(name)
        for one in calls_of_function(reading, around, class_around(around))[:_MOST]
    )
    return any(one is not None and one.value == default for one in held)


def _is_given(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether an argument is a parameter of the function around, or made of such ones."""
    places = [one for one in node.named_children if one.type == "interpolation"]
    if node.type == "string" and places and not depth:
        inner = [one.child_by_field_name("expression") for one in places]
        return all(one is not None and _is_given(reading, one, depth + 1) for one in inner)
    reaching = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    return bool(reaching) and all(one.kind is BindingKind.PARAMETER for one in reaching)


def _ways(reading: Reading, node: Node, depth: int) -> Iterator[Node | None]:
    """The expressions that another stands for, `None` for one that isn't known."""
    node = unwrapped(node)
    if depth > _MOST:
        yield None
    elif node.type == "conditional_expression" and (one := _taken(reading, node)) is not None:
        yield from _ways(reading, one, depth + 1)
    elif node.type in ("conditional_expression", "boolean_operator"):
        first, *_, last = reading.module.children(node)[0]
        yield from _ways(reading, first, depth + 1)
        yield from _ways(reading, last, depth + 1)
    elif node.type == "identifier":
        reaching = reading.builder.flow.reaching(node)
        for binding in reaching:
            followed = binding.value is not None and binding.index is None
            if binding.kind is BindingKind.ASSIGNED and followed and binding.value is not None:
                yield from _ways(reading, binding.value, depth + 1)
            elif binding.kind is BindingKind.PARAMETER and binding.value is not None:
                yield binding.value
                yield None
            else:
                yield None
        if not reaching:
            yield node
    elif node.type in _TAKEN_OUT and (held := held_in(reading, node)).id != node.id:
        yield from _ways(reading, held, depth + 1)
    else:
        yield node


def _taken(reading: Reading, node: Node) -> Node | None:
    """Which of two expressions counts: the one that is known, or the one in production."""
    one = _chosen(reading, node)
    return for_production(reading, node) if one is None else one


def _chosen(reading: Reading, node: Node) -> Node | None:
    """Which of two expressions `days * 86400 if days else None` is, where that is known."""
    first, asked, last = reading.module.children(node)[0][:3]
    held = _plainly(reading, asked)
    return None if held is None else first if held[0] else last


def _plainly(reading: Reading, node: Node) -> tuple[object] | None:
    """What a part of an object or a dictionary holds, or a name that stands for one."""
    from guardrail.frontends.python.values.plain_data import UNKNOWN
    from guardrail.frontends.python.values.plain_values import plain_value

    value = reading.builder.flow.value(node) if node.type == "identifier" else node
    if value is None or value.type not in ("subscript", "attribute"):
        return None
    plain = plain_value(reading, value)
    return None if plain is UNKNOWN or isinstance(plain, (dict, list)) else (plain,)


def _is_one(reading: Reading, value: Node, values: tuple[str, ...]) -> bool | None:
    held = _plainly(reading, value)
    if held is not None and str(held[0]) in values:
        return True
    code = reading.module.code(value)
    if value.type == "identifier" and code in reading.names.imports:
        # `from yaml import SafeLoader as Loader` is what it is called there.
        code = reading.names.imports[code].rpartition(".")[2]
    truth = reading.truth(value)
    text = reading.known(value)
    for one in values:
        if one.startswith("~~"):
            spelt = (_spelt(reading, value, fully) for fully in (False, True))
            if any(re.search(one[2:], way) for way in spelt):
                return True
        elif one.startswith("~"):
            told = (text,) if text else _partly(reading, value)
            if any(re.match(one[1:], part) for part in told):
                return True
        if one == "*" and code not in _NOTHING:
            return True
        if one in ("True", "False") and truth is not None and str(truth) == one:
            return True
        if one == code or (text and one == text):
            return True
    known = truth is not None or bool(text) or value.type in _WRITTEN or held is not None
    return False if known or values in (("-",), ANYTHING) else None


def _partly(reading: Reading, value: Node) -> tuple[str, ...]:
    """Texts with a mark for each place that is only filled in when it runs, one for each way."""
    ropes = reading.builder.variants(value)
    return tuple(plain(rope) for rope in ropes if not only_hole(rope))


def _spelt(reading: Reading, value: Node, fully: bool) -> str:
    """The code of an expression with what the names in it stand for, each once.

    Not `fully` spelt are variables: what they are called says something too.
    """
    module, code = reading.module, reading.module.code(value)[:_LONGEST]
    waiting, names = [value], list[Node]()
    while waiting and len(names) < _MOST:
        node = waiting.pop()
        if node.type == "attribute" and reading.known(node):
            names.append(node)
            continue
        if fully and node.type == "identifier" and node.end_byte - value.start_byte <= _LONGEST:
            names.append(node)
        named = node.child_by_field_name("value") if node.type == "pair" else None
        waiting += [named] if named is not None else module.children(node)[0]
    for node in sorted(names, key=lambda one: one.start_byte, reverse=True):
        held = reading.builder.flow.value(node)
        if node.type == "attribute":
            start, end = (at - value.start_byte for at in (node.start_byte, node.end_byte))
            code = f'{code[:start]}"{reading.known(node)}"{code[end:]}'
        elif held is not None:
            start, end = (at - value.start_byte for at in (node.start_byte, node.end_byte))
            code = code[:start] + module.code(held)[:_LONGEST] + code[end:]
    return code


def _argument(argument: str | Argument) -> Argument:
    return Argument(-1, argument) if isinstance(argument, str) else argument
