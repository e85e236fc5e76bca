"""The listing that what a call takes was taken from, and by what that was picked there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to, parameters_of
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.guarding.choices import chosen_by
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.readers.databases.one_forgotten import forgotten
from guardrail.frontends.python.readers.narrowing.keeping_none import keeps_none
from guardrail.frontends.python.readers.picking.arguments import narrowed_by
from guardrail.frontends.python.readers.picking.conditions import picked_by_conditions
from guardrail.frontends.python.readers.picking.newest import by_place, picks_newest, picks_oldest
from guardrail.frontends.python.readers.picking.queries import (
    AGE,
    LABEL,
    picked_by_query,
    query_before,
    query_of,
)
from guardrail.frontends.python.readers.picking.read_lists import EMPTY_LISTS
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import attribute_bindings, results_of
from guardrail.frontends.python.source.passing import PASSES_EACH
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.picking import LABELLING, MAKING, NEVERTHELESS, words_of
from guardrail.patterns import late

MADE = "made"
_MOST = 80
_DEEPEST = 28
_FEW = 8
_LONGEST = 400
_ROOT = 5
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
        "expression_list",
    )
)
_EITHER = frozenset(("boolean_operator", "conditional_expression"))
_NOTHING = EMPTY_LISTS | {"None", "''", '""'}
_ORDERED = late(
    r"sort|\border[_ ]?by\b|\breversed\(|newest|latest|most_recent|creat(?:ed|ion)|\bmtime\b",
    re.IGNORECASE,
)
"""What says that a list is in an order, the newest first."""
_NEXT = late(r"_next\(|next_?(?:page|token|marker|link)|page_?token|\bmarker\b", re.IGNORECASE)
"""How the next page is asked for of what was listed before."""
_GROWING = (BindingKind.APPENDED, BindingKind.EXTENDED)
_LOOKING_UP, _WITH_DEFAULT = ("get", "pop", "setdefault"), 2
_IDS = late(r"(?:ids?|names?|identifiers?|arns?)$", re.IGNORECASE)


class PickingOrigins:
    """Follows an expression back to the listing it was taken from."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._seen = set[int]()
        self.newest = False
        """Whether what was made last is picked, where things were put in order."""

    def of(self, node: Node, depth: int, *, direct: bool) -> str:
        """By what an expression's things were picked; `direct` while it is the thing itself."""
        node = unwrapped(node)
        if depth > _DEEPEST or node.id in self._seen or len(self._seen) > _MOST:
            return ""
        self._seen.add(node.id)
        if picks_newest(self._reading, node):
            self.newest = True
            return ""
        if node.type == "call":
            return self._called(node, depth + 1, direct)
        if node.type in _COMPREHENSIONS:
            return self._comprehended(node, depth + 1)
        if node.type == "subscript":
            return self._taken(node, depth + 1, direct)
        if node.type == "attribute":
            return self._attribute(node, depth + 1, direct)
        if node.type == "identifier":
            told = self._named(node, depth + 1, direct)
            return told or picked_by_query(query_before(self._reading, node))
        if node.type in _EITHER:
            return self._either(node, depth + 1, direct)
        if node.type in _WRITTEN:
            return self._any(self._module.children(node)[0][:_FEW], depth + 1, direct)
        return ""

    def _any(self, nodes: Iterable[Node | None], depth: int, direct: bool = False) -> str:
        found = (self.of(one, depth, direct=direct) for one in nodes if one is not None)
        return next(filter(None, found), "")

    def _either(self, node: Node, depth: int, direct: bool) -> str:
        """Of `find(name) or create(name)`, or of `a if asked else b`: what any of them may be."""
        ways = self._module.children(node)[0]
        if node.type == "conditional_expression":
            ways = [ways[0], ways[-1]]
        ways = [one for one in ways if self._module.code(one) not in _NOTHING]
        told = [self.of(one, depth, direct=direct) for one in ways]
        return told[0] if all(told) and told else ""

    def _attribute(self, node: Node, depth: int, direct: bool) -> str:
        bound = self._reading.builder.flow.value(node)
        if bound is not None and bound.id != node.id:
            return self.of(bound, depth, direct=direct)
        return self._any((node.child_by_field_name("object"),), depth, direct)

    def _taken(self, node: Node, depth: int, direct: bool) -> str:
        whole, taken = (node.child_by_field_name(part) for part in ("value", "subscript"))
        typed = whole is not None and self._module.code(whole).endswith("argv")
        if taken is not None and taken.type == "slice" and not typed:
            # `sorted(…)[keep:]`, `[:-keep]`: the newest are kept.
            code = "".join(self._module.code(taken).split())
            all_of_them = keeps_none(self._reading, taken)
            if code.startswith((":len(", ":max(")) and "-" in code and not all_of_them:
                return AGE
            if (code.startswith(":-") or code.endswith(":")) and code != ":" and not all_of_them:
                return AGE if self._in_order(node, code) else ""
        # `db[name].drop()`: a name picks which one it is.
        named = taken if taken is not None and taken.type == "identifier" else None
        told = self._any((whole,), depth, direct)
        return told or (self.of(named, depth, direct=False) if named is not None else "")

    def _in_order(self, node: Node, code: str) -> bool:
        """Whether what a slice leaves out may be the newest, not a headline or a text's beginning.

        Of a list that nothing has put in order all but the first is nearly everything.
        """
        if "len(" in code:
            return False
        if code != "1:":
            return True
        around = place_of(self._module, node.start_byte).definitions
        start = around[-1].start_byte if around else 0
        return _ORDERED.search(self._module.text, start, node.end_byte) is not None

    def _comprehended(self, node: Node, depth: int) -> str:
        parts = self._module.children(node)[0]
        told = self._asked(node)
        over = [one.child_by_field_name("right") for one in parts if one.type == "for_in_clause"]
        if told == LABEL:
            return told
        return _stronger(told, self._any((node.child_by_field_name("body"), *over), depth))

    def _asked(self, comprehension: Node) -> str:
        """By what the conditions of a comprehension pick."""
        parts = self._module.children(comprehension)[0]
        clauses = (self._module.children(one)[0] for one in parts if one.type == "if_clause")
        asked = [(one[0], True) for one in clauses if one]
        # `[one for one in backups if one not in backups[:keep]]`
        self.newest |= any(by_place(self._reading, *one) == "newest" for one in asked)
        return picked_by_conditions(self._reading, asked)

    def _called(self, node: Node, depth: int, direct: bool) -> str:
        reading = self._reading
        call = reading.call(node)
        if picks_oldest(reading, node):
            return AGE
        own = self._own(call)
        if own is not None:
            given = results_of(self._module, own)[:_FEW]
            told = (picked_by_conditions(reading, chosen_by(self._module, one)) for one in given)
            picked = next(filter(None, told), "")
            if picked != LABEL:
                picked = _stronger(picked, self._any(given, depth, direct))
            return _stronger(picked, narrowed_by(reading, self._of_use(own, call)))
        said = words_of(call.last)
        if direct and said & MAKING and not NEVERTHELESS.search(self._module.code(node)):
            return MADE
        if call.last == "filter" and call.positional[:1]:
            asked = picked_by_conditions(reading, ((call.positional[0], True),))
            return asked or self._through(call, depth)
        if said & LABELLING:
            return LABEL
        asked = picked_by_query(query_of(reading, call))
        return asked or narrowed_by(reading, call) or self._through(call, depth)

    def _of_use(self, own: Node, call: Call) -> Call:
        """A call without what the function does nothing with: `select(topics, prefix)`."""
        given = given_to(self._module, own, call)
        idle = {
            one.value.id
            for name, one in given.items()
            if one.value is not None and forgotten(self._reading, own, name)
        }
        if not idle:
            return call
        return replace(
            call,
            positional=[one for one in call.positional if one.id not in idle],
            keywords={name: one for name, one in call.keywords.items() if one.id not in idle},
        )

    def _through(self, call: Call, depth: int) -> str:
        named = [one for name, one in call.keywords.items() if self._of_the_same(call, name)]
        owner = call.function.child_by_field_name("object")
        given = call.positional[:2]
        if call.last in _LOOKING_UP and len(given) == _WITH_DEFAULT:
            # `groups.get(str(droplet.id), [])`: what the key is made of picked none of them.
            given = [one for one in given if one.type == "identifier"]
        return self._any((owner, *given, *named[:2]), depth)

    def _of_the_same(self, call: Call, name: str) -> bool:
        """Whether an argument says which of the things that a call lists: `describe(Ids=ids)`.

        Not what they are in: `list_images(repositoryName=name)`.
        """
        if not _IDS.search(name):
            return False
        asked = words_of(self._module.code(call.function)[:_LONGEST])
        of = [one for one in words_of(name) if not _IDS.fullmatch(one)]
        return all(any(each.startswith(one[:_ROOT]) for each in asked) for one in of)

    def _own(self, call: Call) -> Node | None:
        """The module's own function, or method of the class around, that a call is of."""
        reading = self._reading
        if call.function.type == "identifier":
            return reading.scopes.function(call.name) or self._beside(call)
        owner = call.function.child_by_field_name("object")
        if owner is None or self._module.name(owner) not in ("self", "cls"):
            return None
        scope: Scope | None = reading.scopes.at(call.node.start_byte)[0]
        while scope is not None and not scope.is_class:
            scope = scope.parent
        bound = attribute_bindings(reading, scope, call.last) if scope is not None else []
        defined = [one.value for one in bound if one.kind is BindingKind.DEFINED]
        return defined[0] if defined else None

    def _beside(self, call: Call) -> Node | None:
        """The one function of that name that is defined in the function around the call."""
        around = self._reading.scopes.at(call.node.start_byte)[0]
        bound = around.bindings.get(call.name, ())
        value = bound[0].value if len(bound) == 1 else None
        return value if value is not None and value.type == "function_definition" else None

    def _named(self, node: Node, depth: int, direct: bool) -> str:
        clause = self._reading.builder.flow.comprehension_clause(node)
        if clause is not None:
            asked = self._asked(clause.parent) if clause.parent is not None else ""
            if asked == LABEL:
                return asked
            return _stronger(asked, self._any((clause.child_by_field_name("right"),), depth))
        if (over := self._mapped_over(node)) is not None:
            return self.of(over, depth, direct=False)
        bound = self._reading.builder.flow.reaching(node)[:_FEW]
        scope = self._reading.scopes.at(node.start_byte)[0]
        put = [
            one for one in scope.bindings.get(self._module.name(node), ()) if one.kind in _GROWING
        ]
        given = [*bound, *put[:_FEW]]
        new = [one for one in given if not self._is_more_of_it(node, one)]
        told = [self._bound(node, one, depth, direct) for one in new or given]
        # What nothing picked on one of several ways may be everything.
        return told[0] if told and all(told) else ""

    def _is_more_of_it(self, node: Node, binding: Binding) -> bool:
        """Whether a name is given nothing, the next page of what it held, or a part of that."""
        if binding.value is None:
            return binding.kind is not BindingKind.PARAMETER
        code = self._module.code(binding.value)[:_LONGEST]
        if code in _NOTHING or _NEXT.search(code) or code.endswith("[]}"):
            return True
        if binding.kind is not BindingKind.ASSIGNED:
            return False
        return re.search(rf"(?<![\w.]){re.escape(self._module.name(node))}\b", code) is not None

    def _bound(self, node: Node, binding: Binding, depth: int, direct: bool) -> str:
        value = binding.value
        if binding.kind is BindingKind.PARAMETER:
            return self._passed(node, depth, direct)
        if value is None:
            return ""
        # What a generator yields was picked where it does so, as what a list is given.
        grown = binding.kind in _GROWING or (value.parent and value.parent.type) == "yield"
        told = picked_by_conditions(self._reading, chosen_by(self._module, value)) if grown else ""
        looped = grown or binding.kind is BindingKind.LOOPED
        if told == LABEL:
            return told
        return _stronger(told, self.of(value, depth, direct=direct and not looped))

    def _mapped_over(self, node: Node) -> Node | None:
        """What gives a lambda its parameter: `pool.map(lambda one: drop(one), all)`."""
        made: Node | None = node
        for _ in range(_FEW):
            if made is None or made.type == "lambda":
                break
            made = made.parent
        named = made.child_by_field_name("parameters") if made is not None else None
        if made is None or named is None or self._module.code(named) != self._module.code(node):
            return None
        around = made.parent.parent if made.parent is not None else None
        call = self._reading.call(around) if around is not None and around.type == "call" else None
        given = call.positional if call is not None and call.last in PASSES_EACH else []
        return given[1] if len(given) > 1 and given[0].id == made.id else None

    def _passed(self, node: Node, depth: int, direct: bool) -> str:
        """By what every call of the function around picked what it gives a parameter."""
        around = place_of(self._module, node.start_byte).definitions
        if not around or around[-1].type != "function_definition":
            return ""
        calls = calls_of(self._reading, around[-1])
        name = self._module.name(node)
        told = [self._given(around[-1], call, name) for call in calls]
        found = [
            picked_by_conditions(self._reading, chosen_by(self._module, one))
            or self.of(one, depth, direct=direct)
            for one in told
            if one is not None
        ]
        return found[0] if found and all(found) else ""

    def _given(self, function: Node, call: Call, name: str) -> Node | None:
        """What a call gives a parameter; of `pool.map(drop, names)` what it takes each of."""
        given = given_to(self._module, function, call).get(name)
        if given is not None and given.value is not None:
            return given.value
        each = call.first_star == 0 and not call.positional and call.stars
        first = next(iter(parameters_of(self._module, function)), "") if each else ""
        return call.stars[0] if each and first == name else None


def _stronger(told: str, more: str) -> str:
    """What says more of who picked: a label, or what the program made itself, before an age."""
    return more if more in (LABEL, MADE) or not told else told
