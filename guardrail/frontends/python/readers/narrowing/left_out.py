"""What may be left out of a call that picks rows, so that it picks them all.

A parameter with a default, an option, or one of several ways on which a variable came by its
value: `prefix or ""`, `pattern = f"{tenant}:*" if tenant else "*"`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.defaults import (
    default_handed_on,
    default_of,
    given_as_it_is,
    given_by_calls,
    option_defaults,
    parameter_kept,
)
from guardrail.frontends.python.readers.narrowing.emptiness import (
    refused_at,
    refused_before,
    refused_when_empty,
)
from guardrail.frontends.python.readers.narrowing.fillings import (
    always_given,
    either_way,
    filled,
    given_back,
    own_function,
)
from guardrail.frontends.python.readers.narrowing.handed_in import is_handed_in
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.readers.narrowing.unset import unset_by_default
from guardrail.frontends.python.readers.narrowing.written_arguments import written_arguments
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import only_hole
from guardrail.frontends.python.values.left_unset import left_unset
from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.spanmap import PieceKind

_ON_SEVERAL_WAYS = frozenset(("identifier", "conditional_expression", "boolean_operator"))
_GIVEN = frozenset(("identifier", "attribute", "subscript", "call"))
_KEPT: Told = (Scope.FILTERED, "")
_BRANCHING = frozenset(("identifier", "conditional_expression"))
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_MOST_PARTS = 40
_EMPTY_TEXT = len("''")
_DEEPEST = 8
_MOST_CALLS = 4
EVERY_WAY = "whatever is given"
"""On which ways a list of arguments leaves every row that is the same on all of them."""
_LONGEST = 80
_STRIPPING = frozenset(("strip", "lstrip", "rstrip", "lower", "upper", "casefold"))


def may_be_left_out(reading: Reading, node: Node) -> str:
    """What may be left out so that nothing is picked: a parameter, an option, `prefix or ""`."""
    if node.type == "boolean_operator":
        first, *_, last = reading.module.children(node)[0]
        optional = says_nothing(reading, last) and not refused_before(reading, first)
        return reading.module.short(first, 40) if optional else ""
    if node.type == "identifier" and _nothing_by_default(reading, node):
        return reading.module.name(node)
    if node.type == "call" and (asked := _otherwise_nothing(reading, node)):
        return asked
    if _holds_nothing(reading, node):
        return reading.module.short(node, 40)
    if (other := given_as_it_is(reading, node)) is not None:
        # A parameter, read in the light of a call.
        return "" if refused_when_empty(reading, node) else may_be_left_out(reading, other)
    if unset := unset_by_default(reading, node):
        return unset
    kept = parameter_kept(reading, node)
    if kept.id != node.id and _nothing_by_default(reading, kept):
        return "" if refused_when_empty(reading, node) else reading.module.name(node)
    given = option_defaults(reading, node)
    if not given or not all(says_nothing(reading, one) for one in given):
        return ""
    return "" if refused_when_empty(reading, node) else reading.module.short(node, 40)


def _otherwise_nothing(reading: Reading, node: Node) -> str:
    """What is asked for in something handed in, with nothing as its default: `.get("name", "")`.

    Also what is left of it without its blanks; "" for any other call.
    """
    call = reading.call(node)
    owner = call.function.child_by_field_name("object")
    if owner is None:
        return ""
    if call.last in _STRIPPING:
        return may_be_left_out(reading, owner)
    asked = call.last == "get" and len(call.positional) == 2 and not call.keywords
    if not asked or not says_nothing(reading, call.positional[1]):
        return ""
    code = reading.module.code(owner)[:_LONGEST]
    given = is_handed_in(reading, owner) or REQUEST_TEXTS.match(code) is not None
    return reading.module.short(node, 40) if given else ""


def _holds_nothing(reading: Reading, node: Node) -> bool:
    """Whether a name or an attribute holds what may be nothing, and isn't asked for before."""
    made = _made_of(reading, node)
    if made is None or left_unset(reading.builder, node) or refused_when_empty(reading, node):
        return False
    first = reading.module.children(made)[0][0]
    given = made.type == "boolean_operator" and first.type in _NAMED
    if given and refused_at(reading, node.start_byte, reading.module.code(first)):
        return False
    return bool(may_be_left_out(reading, made))


def _made_of(reading: Reading, node: Node) -> Node | None:
    """The call or the `or` that a name or an attribute holds, `None` where it holds others."""
    if node.type == "identifier":
        bound = reading.builder.flow.reaching(node)
    elif node.type == "attribute":
        bound = tuple(reading.builder.flow.attributes(node))
    else:
        return None
    value = bound[0].value if len(bound) == 1 and bound[0].index is None else None
    assigned = value is not None and bound[0].kind is BindingKind.ASSIGNED
    made = value is not None and value.type in ("call", "boolean_operator")
    return value if assigned and made else None


def empty_on_some_ways(reading: Reading, node: Node) -> str:
    """On which ways a value that picks rows is an empty one: `f"{user}/" if user else ""`.

    Also where a function gives it back, or a call hands it to the function around.
    """

    def judge(node: Node, depth: int = 0) -> Told:
        node = unwrapped(node)
        if depth < _DEEPEST:
            if node.type == "call":
                told = given_back(reading, node, lambda one: judge(one, depth + 1)) or _KEPT
                return told if told[1] else _given_empty(reading, node) or told
            if node.type in _BRANCHING:
                several = filled if node.type == "identifier" else either_way
                return several(reading, node, lambda one: judge(one, depth + 1))
        return (Scope.NONE, "") if says_nothing(reading, node) else _KEPT

    given = [*given_by_calls(reading, node)] if node.type == "identifier" else []
    if given and refused_when_empty(reading, node):
        return ""
    if default_of(reading, node) is not None and always_given(reading, node, _is_told):
        # What is by default counts only where a call leaves it out, or gives what may be.
        handed = (may_be_left_out(reading, one) for one in passed_to(reading, node))
        left = next(filter(None, handed), "")
        return f"unscoped when {left} is left out" if left else ""
    told = (judge(one)[1] for one in (node, *given))
    return next((reason for reason in told if reason.startswith("unscoped when ")), "")


def _given_empty(reading: Reading, node: Node) -> Told | None:
    """What a function of the module gives that returns an empty text for some it is given.

    `None` where it never does, or what it is given is written out or can't be empty.
    """
    call = reading.call(node)
    own = own_function(reading, call.function)
    results = results_of(reading.module, own) if own is not None else []
    empty = [says_nothing(reading, one) for one in results]
    given = [*call.positional, *call.keywords.values()]
    sure = any(
        one.type not in _GIVEN or reading.known(one) or refused_when_empty(reading, one)
        for one in given
    )
    if sure or not any(empty) or all(empty):
        return None
    return Scope.UNKNOWN, f"unscoped when {call.last} gives nothing"


def left_out(reading: Reading, call: Call, every: Sequence[str]) -> str:
    """The parameter of the function around whose default leaves every row, "" for none."""
    for node in (*call.positional, *call.keywords.values()):
        if left := _put_together(reading, call, node, every):
            return left
        if unset := unset_by_default(reading, node):
            written = written_arguments(reading, call, {node.id: "''"})
            return unset if any(re.fullmatch(one, written) for one in every) else ""
        default = default_of(reading, node) if node.type == "identifier" else None
        if default is None or always_given(reading, node, _is_told):
            continue
        written = written_arguments(reading, call, {node.id: default})
        if any(re.fullmatch(one, written) for one in every):
            return reading.module.name(node)
    return ""


def left_out_on_some_ways(reading: Reading, call: Call, every: Sequence[str]) -> str:
    """On which ways an argument leaves every row: `pattern = f"{t}:*" if t else "*"`.

    Also where several are handed on at once: `*(["BEFORE", day] if day else ["ALL"])`.
    """
    for argument in (*call.positional, *call.keywords.values(), *call.stars):
        spread = argument in call.stars
        if argument.type not in _ON_SEVERAL_WAYS and not spread:
            continue

        def judge(node: Node, at: int = argument.id, depth: int = 0, spread: bool = spread) -> Told:
            node = unwrapped(node)

            def further(value: Node) -> Told:
                return judge(value, at, depth + 1, spread)

            if spread and node.type == "call" and depth < _DEEPEST:
                return given_back(reading, node, further) or (Scope.FILTERED, "")
            if node.type not in _ON_SEVERAL_WAYS or depth >= _DEEPEST:
                listed = reading.builder.flow.elements(node) if spread else None
                if spread and listed is None:
                    return Scope.FILTERED, ""
                written = written_arguments(reading, call, {at: node}, listed or ())
                matches = any(re.fullmatch(one, written) for one in every)
                return (Scope.NONE if matches else Scope.FILTERED), ""
            several = filled if node.type == "identifier" else either_way
            return several(reading, node, further)

        scope, reason = judge(argument)
        if scope is Scope.UNKNOWN and reason.startswith("unscoped when "):
            return reason
        if spread and scope is Scope.NONE:
            return EVERY_WAY
    return ""


def _nothing_by_default(reading: Reading, node: Node) -> bool:
    """Whether a name is a parameter that picks nothing where somebody gives none."""
    default = default_of(reading, node)
    if default is None:
        handed = default_handed_on(reading, node)
        empty = handed is not None and _is_empty(reading, handed)
        return empty and not refused_when_empty(reading, node)
    if not _is_empty(reading, default):
        return False
    if refused_when_empty(reading, node):
        return False
    if not always_given(reading, node, _is_told):
        return True
    # Every call gives it something, which may be nothing itself.
    others = [one for one in passed_to(reading, node)[:_MOST_CALLS] if one.id != node.id]
    return any(may_be_left_out(reading, one) for one in others)


def _is_empty(reading: Reading, node: Node) -> bool:
    return says_nothing(reading, node) or bool(unset_by_default(reading, node))


def _put_together(reading: Reading, call: Call, node: Node, every: Sequence[str]) -> str:
    """What a text is put together with and which leaves every row where it is left out.

    `f"{prefix}*"`, `options["prefix"] + "*"`, `pattern_of(prefix)`; also where a call of the
    function around hands such a text on as a whole.
    """
    handed = given_by_calls(reading, node) if node.type == "identifier" else ()
    for text in (node, *handed):
        if _says_of_what_is_refused(reading, reading.builder.flow.value(text) or text):
            continue
        for rope in reading.builder.variants(text):
            holes = [one for one in rope if one.kind is PieceKind.HOLE]
            made = [made_by(reading, one) for one in holes]
            left = [one and may_be_left_out(reading, one) for one in made]
            if not holes or only_hole(rope) or not all(left):
                continue
            told = "".join(one.text for one in rope if one.kind is not PieceKind.HOLE)
            written = written_arguments(reading, call, {node.id: f"'{told}'"})
            if any(re.fullmatch(one, written) for one in every):
                return next(one for one in left if one)
    return ""


def _says_of_what_is_refused(reading: Reading, node: Node) -> bool:
    """Whether a text is made of something that can't be empty where it is made."""
    waiting, seen = [node], 0
    while waiting and seen < _MOST_PARTS:
        one = waiting.pop()
        seen += 1
        if one.type in _NAMED and refused_when_empty(reading, one):
            return True
        waiting += one.named_children
    return False


def _is_told(node: Node) -> Told:
    """That something is given, whatever it is, which is no empty text."""
    return (Scope.NONE if node.end_byte - node.start_byte <= _EMPTY_TEXT else Scope.FILTERED), ""
