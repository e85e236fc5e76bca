"""Functions that a function of the module is handed to call them: `retry(users.delete_many, {})`.

Whatever `def retry(call, *args, **options)` is given behind the function is given to it, behind
what it gives itself: `call(self.namespace, **options)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to, parameters_of
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.calls import Call, arguments_of, with_arguments
from guardrail.frontends.python.reading import Reading

_CALLED = r"(?<![.\w]){0}\s*\("
_SPLATS = ("list_splat", "dictionary_splat")
_STARRED = ("list_splat_pattern", "dictionary_splat_pattern")


def called_on(reading: Reading, function: Node) -> Iterator[Call]:
    """The call that a function of the module makes of one that it is handed, with what is given."""
    listed = function.parent
    around = listed.parent if listed is not None and listed.type == "argument_list" else None
    own = called_functions(reading.builder.flow, around) if around is not None else []
    if around is None or len(own) != 1:
        return
    given = arguments_of(reading.module, around)
    place = next((at for at, one in enumerate(given) if one.id == function.id), -1)
    parameters = parameters_of(reading.module, own[0])
    body = own[0].child_by_field_name("body")
    if body is None or not 0 <= place < len(parameters):
        return
    name = list(parameters)[place]
    made = _first_call(reading, name, body)
    if made is None or parameters[name].type in _STARRED:
        return
    named = reading.names.dotted(function)
    call = Call(around, function, named, kept=True)
    parts = arguments_of(reading.module, made)
    handed = given_to(reading.module, own[0], reading.call(around))
    said = [_instead(reading, one, handed) for one in parts if one.type not in _SPLATS]
    if said and len(said) == len(parts):
        return
    if parts:
        taken = [one for one in parameters if parameters[one].type not in _STARRED]
        rest = [
            one
            for at, one in enumerate(given)
            if (at >= len(taken) if one.type != "keyword_argument" else _is_others(one, taken))
        ]
        said = [*(one for one in said if one.type != "keyword_argument"), *rest]
    yield with_arguments(reading.module, call, said) if said else call


def _first_call(reading: Reading, name: str, body: Node) -> Node | None:
    """The first call of what a parameter holds: `func(self.namespace, **options)`."""
    module = reading.module
    found = re.compile(_CALLED.format(re.escape(name))).search(
        module.plain, body.start_byte, body.end_byte
    )
    node = module.root.descendant_for_byte_range(found.end() - 1, found.end()) if found else None
    while node is not None and node.type != "call":
        node = node.parent
    return node


def _instead(reading: Reading, node: Node, handed: Mapping[str, Binding]) -> Node:
    """What stands for an argument: what the function is given, where that is a parameter's name."""
    if node.type != "identifier":
        return node
    bound = handed.get(reading.module.name(node))
    return bound.value if bound is not None and bound.value is not None else node


def _is_others(argument: Node, taken: list[str]) -> bool:
    """Whether an argument by name is none of the function's own."""
    named = argument.child_by_field_name("name")
    return named is not None and (named.text or b"").decode() not in taken
