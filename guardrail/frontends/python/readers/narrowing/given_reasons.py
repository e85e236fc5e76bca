"""Whether a call's arguments make it true, or false, that what a function gives picks nothing.

`def given(city=None, days=0)` may give a filter with nothing in it; `given(city=None, days=30)`
doesn't, `given(None, 0)` does.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.narrowing.defaults import default_handed_on
from guardrail.frontends.python.readers.narrowing.emptiness import (
    only_nought_is_refused,
    refused_when_empty,
)
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.surely_given import surely_given
from guardrail.patterns import late

_PLAIN = frozenset(("string", "integer", "float", "true"))
_FALSE = late(r"False|None|0+(?:\.0*)?|[rbuRBU]?(?:\"\"|'')|\[\]|\{\}|\(\)|(?:dict|set|list)\(\)")
_DISPLAYS = frozenset(("list", "dictionary", "tuple", "set"))
_MADE = _DISPLAYS | {
    "list_comprehension",
    "dictionary_comprehension",
    "set_comprehension",
    "generator_expression",
    *("concatenated_string", "comparison_operator", "binary_operator"),
}
_MAKERS = frozenset(
    ("list", "tuple", "set", "dict", "frozenset", "sorted", "str", "int", "float", "len", "range")
)
"""Built-in functions that give something, if only something empty."""
_MAY_BE_NONE = late(r"None|Optional|Any\b|object\b")
_LISTED = late(
    r"\b(?:List|list|Tuple|tuple|Set|set|Dict|dict|Sequence|Iterable|Collection|Mapping|frozenset)\b"
)
_CONDITION = late(r"(\w+) is (None|false)")
_UNSCOPED = "unscoped when "
_ADDS = (
    r"\n(?P<by>[ \t]+)if {0}(?: is not None)?:\n(?P=by)[ \t]+"
    r"[\w.]+(?:\.(?:append|update|add|setdefault)\(|\[[^\]\n]+\] = | (?:\+|&)?= )"
)
"""`if tenant: must.append(…)`, `if tenant: query["tenant"] = tenant`."""
_TOLD_AT_MOST = 3
"""With so many conditions in a reason there may be more."""


def holds_for(reading: Reading, call: Node, function: Node, reason: str) -> bool | None:
    """Whether a reason for which a function gives no condition holds of a call.

    `None` where the call doesn't tell.
    """
    given = given_to(reading.module, function, call_of(reading.module, call, ""))
    if any(_adds(reading, function, name, one) for name, one in given.items()):
        return False
    asked = reason.removeprefix(_UNSCOPED).split(" and ")
    told = [_CONDITION.fullmatch(one) for one in asked]
    answers = [_answer(reading, given.get(one[1]), one[2]) for one in told if one is not None]
    if False in answers:
        return False
    whole = len(answers) == len(asked) < _TOLD_AT_MOST or all(
        _answer(reading, one, "false") for one in given.values()
    )
    return True if whole and answers and all(answers) else None


def never_holds(reading: Reading, call: Node, reason: str) -> bool:
    """Whether what a call gives another module's function surely isn't what a reason speaks of.

    The function's own parameters aren't known: what it is given is mostly called the same.
    """
    made = call_of(reading.module, call, "")
    given = {reading.module.code(one): one for one in made.positional} | made.keywords
    if len(given) == 1:
        given[""] = next(iter(given.values()))
    told = [_CONDITION.fullmatch(one) for one in reason.removeprefix(_UNSCOPED).split(" and ")]
    asked = ((given.get(one[1]) or given.get(""), one[2]) for one in told if one is not None)
    return any(one is not None and _given_for(reading, one, what) is False for one, what in asked)


def _answer(reading: Reading, binding: Binding | None, asked: str) -> bool | None:
    """Whether what a parameter is given is what is asked of it, None or false."""
    value = binding.value if binding is not None else None
    return _given_for(reading, value, asked) if value is not None else None


def _given_for(reading: Reading, value: Node, asked: str) -> bool | None:
    held = reading.builder.flow.value(value) or value
    code = reading.module.code(held)
    if held.type == "none":
        return True
    if held.type in _PLAIN or _FALSE.fullmatch(code):
        return asked == "false" and _FALSE.fullmatch(code) is not None
    if _is_made(reading, held, asked) or surely_given(reading, value):
        return False
    if value.type not in ("identifier", "subscript"):
        return None
    if refused_when_empty(reading, value) and not (
        asked == "None" and only_nought_is_refused(reading, value)
    ):
        return False
    if value.type != "identifier":
        return None
    reaching = reading.builder.flow.reaching(value)
    known = bool(reaching) and all(_never_none(reading, one, asked) for one in reaching)
    return False if known and not _is_handed_nothing(reading, value, asked) else None


def _is_handed_nothing(reading: Reading, value: Node, asked: str) -> bool:
    """Whether a call of the function around gives a parameter an option that is empty by default.

    It is declared as a text: `def retire(sensor: str)`, and given `args.sensor`.
    """
    default = default_handed_on(reading, value)
    if default is None:
        return False
    return default.type == "none" or (asked == "false" and says_nothing(reading, default))


def _is_made(reading: Reading, held: Node, asked: str) -> bool:
    """Whether a value is made on the spot, and so never None; or with something in it."""
    if asked == "false":
        inside = reading.module.children(held)[0] if held.type in _DISPLAYS else ()
        return any(not one.type.endswith("_splat") for one in inside)
    function = held.child_by_field_name("function") if held.type == "call" else None
    return held.type in _MADE or (function is not None and reading.module.code(function) in _MAKERS)


def _adds(reading: Reading, function: Node, name: str, binding: Binding) -> bool:
    """Whether a function puts a condition in where a parameter is given, which it surely is."""
    value = binding.value
    if value is None or not surely_given(reading, value):
        return False
    adds = re.compile(_ADDS.format(re.escape(name)))
    return adds.search(reading.module.text, function.start_byte, function.end_byte) is not None


def _never_none(reading: Reading, binding: Binding, asked: str) -> bool:
    """Whether a parameter is declared as something else than None, and has no default.

    A list that is declared may be empty, and so false.
    """
    if binding.kind is not BindingKind.PARAMETER or binding.value is not None:
        return False
    typed = reading.module.code(binding.annotation) if binding.annotation is not None else ""
    if asked == "false" and _LISTED.search(typed) is not None:
        return False
    return bool(typed) and _MAY_BE_NONE.search(typed) is None
