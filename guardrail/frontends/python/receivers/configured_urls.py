"""Where a database lives that a configuration names: Alembic's `Config`, the app of Flask.

`config.set_main_option("sqlalchemy.url", url)`, `create_app(database_uri="sqlite:///…")` around
`with app.app_context()`: what they were made with is followed to the call that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.temporary_files import TEMPORARY, temporary_address
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import MASK, plain
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.project.environment import GRAVEST, classify

_DOWN = "downgrade"
_IN_CONTEXT = frozenset((_DOWN, "drop_all"))
_SET = r"(?<![\w.]){0}\.(?:set_main_option|set_section_option|config(?:\.update|\.from_mapping)?)\b"
_OF_DATABASE = late(r"DATABASE_UR[IL]\Z")
_CONTEXT = late(r"([A-Za-z_]\w*)\.app_context\(\)")
_NOWHERE = Environment()
_UNTOLD = Environment(EnvironmentKind.UNKNOWN, "an address that is only known at run time")
_DEEPEST = 6
_MOST = 8


def configured(reading: Reading, call: Call) -> Environment:
    """Where a call works that takes the database of a configuration; nothing for any other."""
    if call.last not in _IN_CONTEXT:
        return _NOWHERE
    nodes = [*(call.positional[:1] if call.last == _DOWN else ()), *_contexts(reading, call)]
    found = [where for node in nodes for where in _of(reading, node, 0)]
    where = min(found, key=lambda one: GRAVEST.index(one.kind), default=_NOWHERE)
    return _NOWHERE if where.kind is EnvironmentKind.UNKNOWN else where


def _contexts(reading: Reading, call: Call) -> Iterator[Node]:
    """The apps in whose context a call stands."""
    module = reading.module
    for block in place_of(module, call.node.start_byte).blocks:
        if block.owner.type == "with_statement":
            found = _CONTEXT.search(module.plain, block.owner.start_byte, block.node.start_byte)
            node = module.root.descendant_for_byte_range(*found.span(1)) if found else None
            if node is not None:
                yield node


def _of(reading: Reading, node: Node, depth: int) -> Iterator[Environment]:
    node = unwrapped(node)
    if depth > _DEEPEST:
        return
    if node.type == "call":
        yield from _made(reading, node, depth + 1)
    if node.type != "identifier":
        return
    bound = reading.builder.flow.reaching(node)
    for one in bound[-2:]:
        if one.kind is BindingKind.ASSIGNED and one.value is not None:
            yield from _of(reading, one.value, depth + 1)
        elif one.kind is BindingKind.PARAMETER:
            yield from _given(reading, node, depth + 1)
    yield from _set_on(reading, node)


def _given(reading: Reading, node: Node, depth: int) -> Iterator[Environment]:
    """What the callers of the function around give one of its parameters."""
    around = place_of(reading.module, node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return
    name = reading.module.name(node)
    for call in calls_of_function(reading, around[-1], class_around(around[-1]))[:_MOST]:
        given = given_to(reading.module, around[-1], call).get(name)
        found = [*_of(reading, given.value, depth)] if given and given.value is not None else []
        yield from found or (_UNTOLD,)


def _made(reading: Reading, node: Node, depth: int) -> Iterator[Environment]:
    """What a call says that makes a configuration, or a function of the module that does."""
    module = reading.module
    call = reading.call(node)
    for one in (*call.positional, *call.keywords.values()):
        yield from _at(reading, one)
        for address in _addresses_in(reading, one):
            yield from _at(reading, address)
    function = reading.scopes.function(call.name) if call.function.type == "identifier" else None
    if function is not None:
        given = given_to(module, function, call)
        light = in_the_light_of(reading, {function.id: given}, node)
        for result in results_of(module, function)[:_MOST]:
            yield from _of(light, result, depth)
        reading.builder.spend(light.builder)


def _addresses_in(reading: Reading, settings: Node) -> Iterator[Node]:
    """The addresses of databases in settings: a dictionary, or a class of the module's own."""
    settings = unwrapped(settings)
    value = reading.builder.flow.value(settings)
    if value is not None and value.type == "dictionary":
        for name, one in reading.builder.flow.pairs(value):
            if _OF_DATABASE.search(name):
                yield one
    own = reading.scopes.of_class(reading.module.name(settings))
    for name, bound in own.bindings.items() if own is not None else ():
        if _OF_DATABASE.search(name) and bound[-1].value is not None:
            yield bound[-1].value


def _set_on(reading: Reading, name: Node) -> Iterator[Environment]:
    """What is set on a configuration in the function around."""
    module = reading.module
    around = place_of(module, name.start_byte).definitions
    scope = around[-1] if around else module.root
    sought = re.compile(_SET.format(re.escape(module.name(name))))
    for found in islice(sought.finditer(module.plain, scope.start_byte, scope.end_byte), _MOST):
        node = module.root.descendant_for_byte_range(found.end() - 1, found.end())
        while node is not None and node.type not in ("call", "assignment"):
            node = node.parent
        if node is None:
            continue
        value, given = (node.child_by_field_name(part) for part in ("right", "arguments"))
        arguments = module.children(given)[0] if given is not None else []
        for one in arguments if value is None else [value]:
            yield from _at(reading, one.child_by_field_name("value") or one)


def _at(reading: Reading, node: Node) -> Iterator[Environment]:
    """Where an address leads, if that is what an expression is."""
    ropes = reading.builder.variants(node)
    addresses = any("://" in plain(one) for one in ropes)
    for rope in ropes if addresses else ():
        text = plain(rope)
        where = classify(url=text.replace(MASK, "x"), services=frozenset())
        if temporary_address(reading, rope):
            where = TEMPORARY
        yield where if where.reason else _UNTOLD
