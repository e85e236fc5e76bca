"""Whether what a call takes away was picked out among others, or made by the program itself.

`for one in servers.list(): one.delete()` takes everything there is, whatever it is. Where a tag, a
label, a name or an age picks what goes, or the newest are kept, somebody has said what may go. A
condition on a state ("running") picks nothing: it is everything that can be taken. Neither does one
that leaves a few out (`if not name.startswith("_")`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.callers import calls_of_function, given_to
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.choices import chosen_by
from guardrail.frontends.python.members import attribute_bindings, results_of
from guardrail.frontends.python.readers.picking_queries import picked_by_query, query_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.scopes import Scope
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped
from guardrail.frontends.python.unfolding import unfolded
from guardrail.knowledge.python.picking import (
    AGEING,
    COPYING,
    FILTERING,
    IDENTIFYING,
    LABELLING,
    LABELS,
    LISTING,
    MAKING,
    NAMING,
    NARROWING,
    NEVERTHELESS,
    PASSING,
    TAGGED,
    words_of,
)

_MOST = 60
_DEEPEST = 14
_LONGEST = 600
_BODY = 2_000
_FEW = 8
_COMPREHENSIONS = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_WRITTEN = frozenset(
    (
        "list",
        "tuple",
        "set",
        "dictionary",
        "pair",
        "keyword_argument",
        "string",
        "interpolation",
        "list_splat",
        "conditional_expression",
        "expression_list",
    )
)
_MADE = (
    r"\b((?:create|run|launch|provision|copy|take|start)_?\w*)"
    r"\((?=(?:[^()]{{0,400}}[\s,=\[])?{0}\s*[,)\]])"
)
_NAME = re.compile(r"[^\W\d]\w*")
_DENIED = re.compile(r"\bnot\b|!=")
_COMPARED = re.compile(r"[<>]")
_ASKED = re.compile(
    r"""(?<!["'\w])(?P<thing>[\w.]+(?:\[["']\w+["']\]|\.get\(["']\w+["']\))?)(?:\.\w+\([^()]*\))?"""
    r""" (?:(?:not )?in [\w.(\[{]|[!=]= (?!None\b))"""
)
"""A thing that stands on a list, or is one: `stack.name in closed`, `rec["Name"] == wanted`."""
_PREFIX = re.compile(r"(?:^|_)prefix$|Prefix$")
_IDS = re.compile(r"(?:ids?|names?|identifiers?|arns?)$", re.IGNORECASE)
_NOTHING = frozenset(("None", '""', "''", "{}", "[]"))
_FILTERS = frozenset(("call", "comparison_operator", "dictionary"))
LABEL, NAME, AGE, MADE = "label", "name", "age", "made"


def picked_out(reading: Reading, call: Call, node: Node | None) -> str:
    """What picked what a call takes ("label", "name", "age", "made"); `node` says what that is."""
    told = _told(reading, chosen_by(reading.module, call.node))
    narrowed = "" if told == LABEL else narrowed_by(reading, call)
    if LABEL in (told, narrowed):
        return LABEL
    if node is None:
        return told
    origin = _Origins(reading).of(node, 0, direct=True)
    if origin in (LABEL, MADE):
        return origin
    return told or origin or (MADE if _made_before(reading, call, node) else "")


def narrowed_by(reading: Reading, call: Call) -> str:
    """Whether an argument of a call that lists or prunes says by label, name or age which ones."""
    told = ""
    for name, node in _asked_with(reading, call):
        if name.lower() in NARROWING and reading.module.code(node) not in _NOTHING:
            return LABEL
        if _PREFIX.search(name) and reading.known(node):
            told = NAME
            if not LABELLING.isdisjoint(words_of(reading.known(node))):
                return LABEL
        if name.lower() in FILTERING and _filters(reading, node):
            return LABEL
    if not LABELS.isdisjoint(words_of(call.last)):
        return LABEL
    if any(one.type in _FILTERS and _filters(reading, one) for one in call.positional):
        return LABEL
    # `fs.glob("lake/tmp/*")`: where what is meant to go is kept.
    paths = (reading.module.code(one) for one in call.positional if one.type == "string")
    if any(not PASSING.isdisjoint(words_of(path)) for path in paths):
        return LABEL
    given = call.keywords.get("name")
    lists = not LISTING.isdisjoint(words_of(call.last)) or call.last.endswith("s")
    named = given is not None and lists and reading.module.code(given) not in _NOTHING
    return NAME if named else told


def _asked_with(reading: Reading, call: Call) -> Iterator[tuple[str, Node]]:
    """The arguments of a call by name, with what is put into a request that it is given."""
    yield from call.keywords.items()
    request = call.keywords.get("request")
    value = reading.builder.flow.value(request) if request is not None else None
    if value is not None and value.type == "dictionary":
        yield from reading.builder.flow.pairs(value)
    elif value is not None and value.type == "call":
        made = call_of(reading.module, value, reading.names.dotted(value)[:-2])
        yield from unfolded(reading, made).keywords.items()


def _filters(reading: Reading, node: Node) -> bool:
    """Whether a filter is by more than a state."""
    flow, module = reading.builder.flow, reading.module
    value = flow.value(node) or node
    parts = [value, *(flow.elements(node) or ())[:_FEW]]
    code = " ".join(module.code(flow.value(one) or one)[:_LONGEST] for one in parts)
    told = TAGGED.search(code)
    return told["status"] == "UNTAGGED" if told else not LABELLING.isdisjoint(words_of(code))


def _told(reading: Reading, conditions: Iterable[tuple[Node, bool]]) -> str:
    """What the conditions pick by, those of the module's own functions that they ask as well."""
    told = ""
    for condition, holds in conditions:
        code = reading.module.code(condition)[:_LONGEST]
        for name in _NAME.findall(code):
            own = reading.scopes.function(name)
            body = own.child_by_field_name("body") if own is not None else None
            if body is not None:
                code += reading.module.code(body)[:_BODY]
        said = words_of(code)
        if (_DENIED.search(code) is None) is holds:
            asked = _ASKED.search(code)
            if asked is not None and not IDENTIFYING.isdisjoint(words_of(asked["thing"])):
                told = NAME
                said |= _listed(reading, condition)
            if said & LABELLING:
                return LABEL
            if said & NAMING:
                told = NAME
        if said & AGEING and _COMPARED.search(code):
            told = AGE
    return told


def _listed(reading: Reading, condition: Node) -> frozenset[str]:
    """The words of what a condition asks for a thing in: `name in closed`."""
    while condition.type in ("parenthesized_expression", "not_operator"):
        condition = reading.module.children(condition)[0][-1]
    if condition.type != "comparison_operator":
        return frozenset()
    value = reading.builder.flow.value(reading.module.children(condition)[0][-1])
    return words_of(reading.module.code(value)[:_LONGEST]) if value is not None else frozenset()


class _Origins:
    """Follows an expression back to the listing it was taken from."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._seen = set[int]()

    def of(self, node: Node, depth: int, *, direct: bool) -> str:
        """By what an expression's things were picked; `direct` while it is the thing itself."""
        node = unwrapped(node)
        if depth > _DEEPEST or node.id in self._seen or len(self._seen) > _MOST:
            return ""
        self._seen.add(node.id)
        if node.type == "call":
            return self._called(node, depth + 1, direct)
        if node.type in _COMPREHENSIONS:
            return self._comprehended(node, depth + 1)
        if node.type == "subscript":
            return self._taken(node, depth + 1, direct)
        if node.type == "attribute":
            return self._attribute(node, depth + 1, direct)
        if node.type == "identifier":
            return self._named(node, depth + 1, direct)
        if node.type == "boolean_operator":
            return self._either(node, depth + 1, direct)
        if node.type in _WRITTEN:
            return self._any(self._module.children(node)[0][:_FEW], depth + 1, direct)
        return ""

    def _any(self, nodes: Iterable[Node | None], depth: int, direct: bool = False) -> str:
        found = (self.of(one, depth, direct=direct) for one in nodes if one is not None)
        return next(filter(None, found), "")

    def _either(self, node: Node, depth: int, direct: bool) -> str:
        """Of `find(name) or create(name)`, which may well be something that was there."""
        ways = self._module.children(node)[0]
        told = [self.of(one, depth, direct=direct) for one in ways]
        found = [one for one in told if one and (one != MADE or all(told))]
        return found[0] if found else ""

    def _attribute(self, node: Node, depth: int, direct: bool) -> str:
        bound = self._reading.builder.flow.value(node)
        if bound is not None and bound.id != node.id:
            return self.of(bound, depth, direct=direct)
        return self._any((node.child_by_field_name("object"),), depth, direct)

    def _taken(self, node: Node, depth: int, direct: bool) -> str:
        whole, taken = (node.child_by_field_name(part) for part in ("value", "subscript"))
        if taken is not None and taken.type == "slice":
            # `sorted(…)[keep:]`, `[:-keep]`: the newest are kept.
            code = "".join(self._module.code(taken).split())
            if code.startswith(":-") or (code.endswith(":") and len(code) > 1):
                return AGE
        return self._any((whole,), depth, direct)

    def _comprehended(self, node: Node, depth: int) -> str:
        parts = self._module.children(node)[0]
        asked = [self._module.children(one)[0] for one in parts if one.type == "if_clause"]
        told = _told(self._reading, ((one[0], True) for one in asked if one))
        over = [one.child_by_field_name("right") for one in parts if one.type == "for_in_clause"]
        return told or self._any((node.child_by_field_name("body"), *over), depth)

    def _called(self, node: Node, depth: int, direct: bool) -> str:
        reading = self._reading
        call = call_of(self._module, node, reading.names.dotted(node)[:-2])
        own = self._own(call)
        if own is not None:
            given = results_of(self._module, own)[:_FEW]
            told = (_told(reading, chosen_by(self._module, one)) for one in given)
            picked = next(filter(None, told), "") or self._any(given, depth, direct)
            return picked or narrowed_by(reading, call)
        said = words_of(call.last)
        if direct and said & MAKING and not NEVERTHELESS.search(self._module.code(node)):
            return MADE
        if call.last == "filter" and call.positional[:1]:
            asked = _told(reading, ((call.positional[0], True),))
            return asked or self._through(call, depth)
        if said & LABELLING:
            return LABEL
        asked = picked_by_query(query_of(reading, call))
        return asked or narrowed_by(reading, call) or self._through(call, depth)

    def _through(self, call: Call, depth: int) -> str:
        named = [one for name, one in call.keywords.items() if _IDS.search(name)]
        owner = call.function.child_by_field_name("object")
        return self._any((owner, *call.positional[:2], *named[:2]), depth)

    def _own(self, call: Call) -> Node | None:
        """The module's own function, or method of the class around, that a call is of."""
        reading = self._reading
        if call.function.type == "identifier":
            return reading.scopes.function(call.name)
        owner = call.function.child_by_field_name("object")
        if owner is None or self._module.name(owner) not in ("self", "cls"):
            return None
        scope: Scope | None = reading.scopes.at(call.node.start_byte)[0]
        while scope is not None and not scope.is_class:
            scope = scope.parent
        bound = attribute_bindings(reading, scope, call.last) if scope is not None else []
        defined = [one.value for one in bound if one.kind is BindingKind.DEFINED]
        return defined[0] if defined else None

    def _named(self, node: Node, depth: int, direct: bool) -> str:
        clause = self._reading.builder.flow.comprehension_clause(node)
        if clause is not None:
            return self._any((clause.child_by_field_name("right"),), depth)
        bound = self._reading.builder.flow.reaching(node)[:_FEW]
        scope = self._reading.scopes.at(node.start_byte)[0]
        put = [
            one for one in scope.bindings.get(self._module.name(node), ()) if one.kind in _GROWING
        ]
        told = (self._bound(node, one, depth, direct) for one in (*bound, *put[:_FEW]))
        return next(filter(None, told), "")

    def _bound(self, node: Node, binding: Binding, depth: int, direct: bool) -> str:
        value = binding.value
        if binding.kind is BindingKind.PARAMETER:
            return self._passed(node, depth, direct)
        if value is None:
            return ""
        grown = binding.kind in _GROWING
        told = _told(self._reading, chosen_by(self._module, value)) if grown else ""
        looped = grown or binding.kind is BindingKind.LOOPED
        return told or self.of(value, depth, direct=direct and not looped)

    def _passed(self, node: Node, depth: int, direct: bool) -> str:
        """By what every call of the function around picked what it gives a parameter."""
        around = place_of(self._module, node.start_byte).definitions
        if not around or around[-1].type != "function_definition":
            return ""
        owner = around[-2] if len(around) > 1 and around[-2].type == "class_definition" else None
        calls = calls_of_function(self._reading, around[-1], owner)[:_FEW]
        name = self._module.name(node)
        told = [given_to(self._module, around[-1], call).get(name) for call in calls]
        found = [
            _told(self._reading, chosen_by(self._module, one.value))
            or self.of(one.value, depth, direct=direct)
            for one in told
            if one is not None and one.value is not None
        ]
        return found[0] if found and all(found) else ""


_GROWING = (BindingKind.APPENDED, BindingKind.EXTENDED)


def _made_before(reading: Reading, call: Call, node: Node) -> bool:
    """Whether the function made what it takes away, or a copy of it, before that."""
    names = [one for one in _NAME.findall(reading.module.code(node)[:_LONGEST]) if one != "self"]
    around = place_of(reading.module, call.node.start_byte).definitions
    start = around[-1].start_byte if around else 0
    taken = words_of(call.last)
    for name in names[:_FEW]:
        made = re.compile(_MADE.format(re.escape(name)))
        for match in made.finditer(reading.module.plain, start, call.node.start_byte):
            said = words_of(match[1])
            told = reading.module.plain[match.start() : match.end() + _LONGEST].partition(")")[0]
            if said & COPYING or (said & taken and not NEVERTHELESS.search(told)):
                return True
    return False
