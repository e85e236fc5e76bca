"""What keys have to begin with where everything below goes: nothing, or the root, on some ways.

`kv.delete(prefix, recurse=True)` with `prefix = os.environ.get("ROOT", "")` deletes every key there
is, and so does `f"{root}/"` where nobody gives a root. What several of the listed keys have in
common takes their neighbours away: `key.split("releases/")[0]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.narrowing.defaults import default_of
from guardrail.frontends.python.readers.narrowing.emptiness import refused_before
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.options_left_out import option_left_out
from guardrail.frontends.python.readers.narrowing.reach import WHEN, Told
from guardrail.frontends.python.readers.picking.taken import is_one_of_many
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_DEEPEST, _FEW, _LONGEST = 8, 6, 40
_TRIMMING = frozenset(("strip", "lstrip", "rstrip", "lower", "casefold", "removeprefix", "encode"))
_ROOT = late(r"[/\\s]*")
_PARENT = late(
    r"(?P<of>[\w.]+)(?:\.(?:split|partition)\([^()\n]*\)\[0\]|\.rpartition\([^()\n]*\)\[0\]"
    r"|\.rsplit\([^()\n]*\)\[0\])|(?:\w+\.)*dirname\((?P<path>[\w.]+)\)"
)
"""What a key has in common with its neighbours."""


def by_key(reading: Reading, asked: Node) -> Told:
    """What a text leaves that keys begin with: everything, everything on some ways, or some."""
    text = reading.known(asked)
    if reading.module.code(asked).strip("rbuRBU") in ("''", '""') or (text and _is_root(text)):
        return Scope.TAUTOLOGY, "every key begins so"
    if left := _empty(reading, asked, 0):
        return Scope.UNKNOWN, f"{WHEN}{left} is left out"
    if common := _in_common(reading, asked):
        return Scope.UNKNOWN, f"{WHEN}other keys begin with {common}, too"
    return Scope.FILTERED, ""


def _is_root(text: str) -> bool:
    return not text.strip("/")


def _empty(reading: Reading, node: Node, depth: int) -> str:
    """What is left out where an expression is an empty text, "" where it never is."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return ""
    if node.type == "string":
        return _empty_string(reading, node, depth)
    if node.type == "call":
        return _empty_call(reading, node, depth)
    if node.type == "conditional_expression":
        ways = reading.module.children(node)[0]
        return _any(reading, (ways[0], ways[-1]), depth)
    if node.type == "boolean_operator":
        ways = reading.module.children(node)[0]
        sign = node.child_by_field_name("operator")
        either = sign is not None and reading.module.code(sign) == "or"
        return _empty(reading, ways[-1], depth + 1) if either else ""
    if node.type == "binary_operator":
        sides = [node.child_by_field_name(part) for part in ("left", "right")]
        told = [_empty(reading, one, depth + 1) for one in sides if one is not None]
        return next(filter(None, told), "") if all(told) else ""
    if refused_before(reading, node):
        return ""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    given = any(one.kind is BindingKind.PARAMETER and one.value is None for one in bound)
    if given and default_of(reading, node) is None:
        return _any(reading, _values(reading, node), depth)
    if (left := may_be_left_out(reading, node)) or option_left_out(reading, node):
        return left or reading.module.short(node, _LONGEST)
    return _any(reading, _values(reading, node), depth)


def _empty_string(reading: Reading, node: Node, depth: int) -> str:
    """Of a text in whose place nothing may be put but bars: `f"{root}/"`."""
    filled = [one for one in node.named_children if one.type == "interpolation"]
    said = [one for one in node.named_children if one.type == "string_content"]
    if not all(_is_root(reading.module.code(one)) for one in said):
        return ""
    if not filled:
        return "it" if reading.module.code(node)[:1] in "\"'" else ""
    told = [_empty(reading, one.named_children[0], depth + 1) for one in filled]
    return told[0] if all(told) else ""


def _empty_call(reading: Reading, node: Node, depth: int) -> str:
    call = reading.call(node)
    owner = call.function.child_by_field_name("object")
    own = called_functions(reading.builder.flow, node)[:_FEW]
    if own:
        given = [one for each in own for one in results_of(reading.module, each)[:_FEW]]
        return _any(reading, given, depth)
    if call.last in _TRIMMING and owner is not None:
        return _empty(reading, owner, depth + 1)
    return may_be_left_out(reading, node)


def _any(
    reading: Reading, nodes: Iterator[Node] | tuple[Node, ...] | list[Node], depth: int
) -> str:
    told = (_empty(reading, one, depth + 1) for one in nodes)
    return next(filter(None, told), "")


def _values(reading: Reading, node: Node) -> Iterator[Node]:
    """What a name may stand for, or a parameter is given by the module's own calls."""
    flow, module = reading.builder.flow, reading.module
    if node.type == "attribute":
        bound = [*flow.attributes(node)][:_FEW]
    else:
        bound = [*flow.reaching(node)][:_FEW] if node.type == "identifier" else []
    for one in bound:
        if one.kind is BindingKind.ASSIGNED and one.index is None and one.value is not None:
            yield one.value
        elif one.kind is BindingKind.PARAMETER:
            function = function_around(module, node)
            if (default := default_of(reading, node)) is not None:
                yield default
            if function is None:
                continue
            for call in calls_of(reading, function)[:_FEW]:
                given = given_to(module, function, call).get(module.name(node))
                # A text that is written there is told there.
                if given is not None and given.value is not None and given.value.type != "string":
                    yield given.value


def _in_common(reading: Reading, asked: Node) -> str:
    """The part of one of many keys that its neighbours have, too; "" for any other text."""
    value = unwrapped(reading.builder.flow.value(asked) or asked)
    found = _PARENT.fullmatch(reading.module.code(value)[: _LONGEST * 4])
    if found is None:
        return ""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if node.type == "identifier" and is_one_of_many(reading, node):
            return reading.module.short(value, _LONGEST)
        waiting += node.named_children[:_FEW]
    return ""
