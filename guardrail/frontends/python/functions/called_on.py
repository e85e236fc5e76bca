"""Functions that a function of the module is handed to call them: `retry(users.delete_many, {})`.

Whatever `def retry(call, *args, **options)` is given behind the function is given to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.calls import Call, arguments_of, with_arguments
from guardrail.frontends.python.reading import Reading

_HANDED_ON = r"(?<![.\w]){0}\s*\((?P<given>\s*\*\w+[^()]*|\s*)\)"
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
    made = re.search(_HANDED_ON.format(re.escape(name)), reading.module.code(body))
    if made is None or parameters[name].type in _STARRED:
        return
    named = reading.names.dotted(function)
    call = Call(around, function, named, kept=True)
    if made["given"].strip():
        taken = [one for one in parameters if parameters[one].type not in _STARRED]
        rest = [
            one
            for at, one in enumerate(given)
            if (at >= len(taken) if one.type != "keyword_argument" else _is_others(one, taken))
        ]
        call = with_arguments(reading.module, call, rest)
    yield call


def _is_others(argument: Node, taken: list[str]) -> bool:
    """Whether an argument by name is none of the function's own."""
    named = argument.child_by_field_name("name")
    return named is not None and (named.text or b"").decode() not in taken
