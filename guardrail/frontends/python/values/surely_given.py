"""What surely holds something: a time of day, an option that has to be given, a text written out.

`if before: …` is then taken, and a filter that hangs on it is there. Of a parameter it counts what
the calls in the module give it; of one that nobody calls here what it is declared as.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.readers.narrowing.emptiness import (
    only_nought_is_refused,
    refused_when_empty,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.options import default_texts, is_required
from guardrail.patterns import late

_DEEPEST = 5
_MOST_CALLS = 8
_DISPLAYS = frozenset(("list", "dictionary", "tuple", "set"))
_NUMBERS = late(r"0[_0.]*")
_PREFIX = "rbuRBUfF"
_MOMENTS = frozenset(
    (
        *("now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp", "fromisoformat"),
        *("strptime", "isoformat", "strftime", "timestamp", "uuid4", "uuid1", "token_hex"),
    )
)
"""Calls of the library that give a time, or a text of one: never nothing, whatever it is."""
_SPANS = frozenset(("timedelta", "relativedelta"))
_SIGNS = ("+", "-")
_NUMBER = late(r"int|float|Decimal|UUID")
_WRAPPED = frozenset(("Query", "Option", "Argument", "Path", "Header", "Form", "Body", "Field"))
"""How FastAPI, Typer and Pydantic declare a parameter: with its default, or `...` for none."""
_MUST_BE_SET = ("os.environ", "environ")
_MAY_BE_NONE = late(r"None|Optional|Any\b|object\b")
_MAY_BE_EMPTY = late(
    r"\b(?:List|list|Tuple|tuple|Set|set|Dict|dict|Sequence|Iterable|Collection|Mapping|frozenset"
    r"|Args|Kwargs|Namespace|int|float|bool)\b"
)
"""Types of what is declared that may well be false: a list, a number."""


def surely_given(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether an expression counts as true wherever it is come to; `False` where that isn't known.

    An option has its default where nobody says otherwise.
    """
    node = unwrapped(node)
    key = ("surely given", node.id)
    held: bool | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = False
        held = depth <= _DEEPEST and _is_given(reading, node, depth)
        if depth:
            # What is found out on the way to something else may have met a bound.
            del reading.remembered[key]
        else:
            reading.remembered[key] = held
    return held


def _is_given(reading: Reading, node: Node, depth: int) -> bool:
    module, kind = reading.module, node.type
    if kind in ("integer", "float"):
        return _NUMBERS.fullmatch(module.code(node)) is None
    if kind == "string":
        return _holds_text(reading, node)
    if kind in _DISPLAYS:
        return any(not one.type.endswith("_splat") for one in module.children(node)[0])
    if kind == "binary_operator":
        return _reckoned(reading, node, depth)
    if kind == "subscript":
        owner = node.child_by_field_name("value")
        return owner is not None and reading.names.dotted(owner) in _MUST_BE_SET
    if kind == "call":
        return reading.call(node).last in _MOMENTS
    if kind == "attribute":
        return _of_option(reading, node) or refused_when_empty(reading, node)
    if kind != "identifier":
        return kind == "true"
    if refused_when_empty(reading, node) and not only_nought_is_refused(reading, node):
        return True
    name = module.name(node)
    filled = name in reading.scopes.at(node.start_byte)[0].fillings
    reaching = () if filled else reading.builder.flow.reaching(node)
    return bool(reaching) and all(_bound(reading, node, one, depth) for one in reaching)


def _bound(reading: Reading, node: Node, binding: Binding, depth: int) -> bool:
    if binding.kind is BindingKind.PARAMETER:
        return _of_parameter(reading, node, binding, depth)
    if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
        return False
    if binding.index is not None:
        parts = reading.builder.flow.elements(binding.value)
        found = parts is not None and binding.index < len(parts)
        return found and surely_given(reading, (parts or [])[binding.index], depth + 1)
    return surely_given(reading, binding.value, depth + 1)


def _of_parameter(reading: Reading, node: Node, binding: Binding, depth: int) -> bool:
    """Whether all calls of a function give a parameter of it something; else what it says."""
    scope = reading.builder.flow.bindings(node)[0]
    function = scope.node if scope is not None else None
    if function is None or function.type != "function_definition":
        return False
    calls = calls_of_function(reading, function, class_around(function))
    if not calls:
        return _is_required(reading, binding, depth)
    if len(calls) > _MOST_CALLS:
        return False
    name = reading.module.name(node)
    given = (given_to(reading.module, function, one).get(name) for one in calls)
    return all(
        one is not None and one.value is not None and surely_given(reading, one.value, depth + 1)
        for one in given
    )


def _is_required(reading: Reading, binding: Binding, depth: int) -> bool:
    """Whether a framework asks for a parameter, or has something for it by default.

    `id: int = Query(...)`, `days: int = Option(90)`; plainly declared ones have to be given, too.
    """
    if binding.value is None:
        return _is_declared(reading, binding)
    call = reading.call(binding.value) if binding.value.type == "call" else None
    if call is None or call.last not in _WRAPPED or "default_factory" in call.keywords:
        return False
    typed = reading.module.code(binding.annotation) if binding.annotation is not None else ""
    if not typed or _MAY_BE_NONE.search(typed):
        return False
    default = call.keywords.get("default") or next(iter(call.positional), None)
    if default is None or default.type == "ellipsis":
        # A number that has to be given is some number.
        return _is_declared(reading, binding) or _NUMBER.fullmatch(typed) is not None
    return surely_given(reading, default, depth + 1)


def _is_declared(reading: Reading, binding: Binding) -> bool:
    typed = reading.module.code(binding.annotation) if binding.annotation is not None else ""
    return bool(typed) and not (_MAY_BE_NONE.search(typed) or _MAY_BE_EMPTY.search(typed))


def _of_option(reading: Reading, node: Node) -> bool:
    """Whether an option of the program has to be given, or is something by default."""
    named = node.child_by_field_name("attribute")
    if named is None:
        return False
    name = reading.module.name(named)
    defaults = default_texts(reading.module, name)
    if not defaults:
        return is_required(reading.module, name)
    plain = ("string", "integer", "float", "true")
    return all(one.type in plain and surely_given(reading, one, 1) for one in defaults)


def _holds_text(reading: Reading, node: Node) -> bool:
    """Whether a text has something in it besides what is put in."""
    written = node.end_byte - node.start_byte
    places = sum(
        one.end_byte - one.start_byte for one in node.children if one.type == "interpolation"
    )
    code = reading.module.code(node).lstrip(_PREFIX)
    quotes = 6 if code.startswith(('"""', "'''")) else 2
    prefix = written - len(code.encode("utf-8", "replace"))
    return written - places - prefix > quotes


def _reckoned(reading: Reading, node: Node, depth: int) -> bool:
    """Whether a sum is one of times, which are never nothing, or of texts of which one isn't."""
    left, sign, right = (node.child_by_field_name(one) for one in ("left", "operator", "right"))
    if left is None or right is None or sign is None or reading.module.code(sign) not in _SIGNS:
        return False
    sides = [unwrapped(left), unwrapped(right)]
    if any(one.type in ("integer", "float") for one in sides):
        return False
    spans = [one.type == "call" and reading.call(one).last in _SPANS for one in sides]
    if any(spans) and not all(spans):
        return True
    if reading.module.code(sign) == "-":
        return surely_given(reading, left, depth + 1) and _is_moment(reading, left)
    return any(surely_given(reading, one, depth + 1) for one in sides)


def _is_moment(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node) or node
    return value.type == "call" and reading.call(value).last in _MOMENTS
