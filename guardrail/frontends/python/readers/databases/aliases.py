"""Which of a Django project's databases something is done to, by the alias that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, given_to
from guardrail.frontends.python.guarding.choices import chosen_by
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.values.iteration import yielded
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.project.environment import classify

_OPTION = late(r"--database[= ](?P<alias>\w+)")
_SHOWN = frozenset(("demo", "preview", "playground", "review"))
_GOES_AGAIN = Environment(EnvironmentKind.THROWAWAY, "a database for showing things")
"""What a project keeps beside its own database to show things, and fills anew."""
_SHARED = late(
    r"default|main|primary|shared|common|redis|session|lock|token|auth|cart|basket|queue|limit"
    r"|throttl|celery|persist|prod",
    re.IGNORECASE,
)
_MEMBER = late(r"(?P<name>\w+)\s+(?P<not>not\s+)?in\s+[\w.()\[\]{}'\", \n-]+")
_TAKEN = late(r"\w*opt(?:ion)?s(?:\.get\(|\[)[\"'](?P<name>\w+)[\"'](?:,[^()]*)?[\])]")
_LONGEST, _DEEPEST = 300, 3
_MOST_CALLS = 8
_MOST_LINKS = 40


def of_command(reading: Reading, call: Call) -> Environment:
    """Where a management command works: `call_command("flush", database="sandbox")`."""
    node = call.keywords.get("database")
    if node is not None:
        return _named(_known(reading, node))
    for text in map(reading.known, call.positional[1:]):
        told = _OPTION.match(text)
        if told is not None:
            return _named((told["alias"],))
    return Environment()


def of_queryset(reading: Reading, owner: Node) -> Environment:
    """Where the rows of a queryset are: `Order.objects.using("sandbox")`."""
    node: Node | None = owner
    for _ in range(_MOST_LINKS):
        if node is None:
            break
        if node.type == "call":
            link = reading.call(node)
            if link.last in ("using", "db_manager") and link.positional:
                return _named(_known(reading, link.positional[0]))
            node = link.function
        else:
            node = node.child_by_field_name("object")
    return Environment()


def of_cache(reading: Reading, call: Call) -> Environment:
    """That a cache is one beside the others: `caches["thumbnails"].clear()`.

    What everybody shares is in the one by default, and who is logged in or waits for what in others
    that are called so.
    """
    owner = call.function.child_by_field_name("object")
    node = reading.builder.flow.value(owner) if owner is not None else None
    key = node.child_by_field_name("subscript") if node is not None else None
    aliases = _in_turn(reading, key, call.node, 0) if key is not None else ()
    if not aliases or not all(aliases) or any(map(_SHARED.search, aliases)):
        return Environment()
    return Environment(EnvironmentKind.THROWAWAY, f"the cache {', '.join(aliases)}")


def _in_turn(reading: Reading, key: Node, used: Node, depth: int) -> tuple[str, ...]:
    """The aliases that a key may be, also those that a loop takes in turn or picks out."""
    texts = reading.texts(key)
    if texts or key.type != "identifier" or depth > _DEEPEST:
        return texts
    name = reading.module.name(key)
    asked = [*_asked_in(reading.module, key), *chosen_by(reading.module, used)]
    for condition, holds in asked:
        told = _MEMBER.fullmatch(reading.module.code(condition)[:_LONGEST])
        if told is not None and told["name"] == name and (told["not"] is None) is holds:
            among = condition.named_children[-1]
            return tuple(
                text
                for one in reading.builder.flow.elements(among) or ()
                for text in reading.texts(one) or ("",)
            )
    bound = reading.builder.flow.reaching(key)
    over = bound[0].value if len(bound) == 1 and bound[0].kind is BindingKind.LOOPED else None
    each = yielded(reading.builder.flow, over, bound[0].index) if over is not None else None
    return tuple(
        alias
        for one in (each or ())[:_MOST_CALLS]
        for alias in _in_turn(reading, one, one, depth + 1) or ("",)
    )


def _asked_in(module: Module, name: Node) -> Iterator[tuple[Node, bool]]:
    """The conditions of the comprehension that a name is the whole of."""
    around = name.parent
    for one in module.children(around)[0] if around is not None else ():
        if one.type == "if_clause":
            yield module.children(one)[0][0], True


def _named(aliases: tuple[str, ...]) -> Environment:
    """What all the aliases say, if they say the same; what others share may be any of several."""
    found = [_GOES_AGAIN if one in _SHOWN else classify(words=(one,)) for one in aliases]
    kinds = {one.kind for one in found}
    return found[0] if len(kinds) == 1 and EnvironmentKind.SHARED not in kinds else Environment()


def _known(reading: Reading, node: Node) -> tuple[str, ...]:
    """The aliases that an expression may stand for, a parameter for what all callers give it."""
    text = reading.known(node)
    if not text and (defaults := _by_default(reading, node)):
        return defaults
    if text or node.type != "identifier":
        return (text,)
    return tuple(_given(reading, node)) or ("",)


def _by_default(reading: Reading, node: Node) -> tuple[str, ...]:
    """What an option of the command is by default: `options["database"]`, `options.get("alias")`.

    Who names another database means that one.
    """
    taken = _TAKEN.fullmatch(reading.module.code(reading.builder.flow.value(node) or node))
    found = default_texts(reading.module, taken["name"]) if taken is not None else ()
    return tuple(reading.known(one) for one in found)


def _given(reading: Reading, node: Node) -> Iterator[str]:
    around = place_of(reading.module, node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return
    owner = around[-2] if len(around) > 1 and around[-2].type == "class_definition" else None
    for call in calls_of_function(reading, around[-1], owner)[:_MOST_CALLS]:
        given = given_to(reading.module, around[-1], call).get(reading.module.name(node))
        known = given is not None and given.value is not None
        yield reading.known(given.value) if given is not None and known else ""
