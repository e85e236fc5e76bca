"""Every condition that a thing has met on its way from where it was listed to where it goes.

In the loop around the call, in the function that it was handed to (`if not old(one): return`), in
the loop that put it into a list, in a comprehension, a generator, or by `filter(old, found)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import ITSELF, given_to, parameters_of
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.guarding.way_there import (
    STATEMENTS,
    Condition,
    before,
    left_by,
    of_branches,
)
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.readers.narrowing.empty_beginnings import is_around
from guardrail.frontends.python.readers.narrowing.keeping_none import keeps_none
from guardrail.frontends.python.readers.narrowing.nearly_all import asked_function
from guardrail.frontends.python.readers.narrowing.only_if_given import only_if_given
from guardrail.frontends.python.readers.narrowing.saying_nothing import plain
from guardrail.frontends.python.readers.picking.option_checks import option_checks
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.picking import LISTING, words_of
from guardrail.patterns import late

Asked = tuple[Node | None, bool]
"""A condition and whether it holds, `None` for a choice that is no plain `if`."""

_COMPREHENSIONS = frozenset(
    (
        *("list_comprehension", "set_comprehension", "generator_expression"),
        "dictionary_comprehension",
    )
)
_GROWING = (BindingKind.APPENDED, BindingKind.EXTENDED)
_ADDING = (BindingKind.EXTENDED, BindingKind.AUGMENTED)
_HOLDING = frozenset(
    (
        *("list", "tuple", "set", "dictionary", "pair", "keyword_argument", "string"),
        *("interpolation", "list_splat", "expression_list", "await", "parenthesized_expression"),
    )
)
_LISTED = frozenset(("call", "subscript", "attribute", "identifier"))
_HANDED = frozenset(("identifier", "attribute", "subscript"))
_SET = _HANDED | {"call", "boolean_operator", "conditional_expression"}
"""What a program's settings are read by: `WORKSPACE = os.environ.get("WORKSPACE", "")`."""
_OF_DICTIONARIES = frozenset(("items", "values", "keys", "get", "pop"))
_THERE = late(r"(?i)exist|is_(?:file|dir)\b|isfile|isdir")
"""Whether something is there at all."""
_LOOKS_UP = late(
    r"\b_?(?:describe|get|head|load|read|fetch|find|show|lookup|inspect|retrieve)(?:_\w+)?\("
)
"""Calls that say what a thing is like."""
_WORD = late(r"(?<![\w.])[^\W\d]\w*")
_PATH = late(r"(?<![\w.])[^\W\d]\w*\.[^\W\d]\w*")
"""An attribute: `args.workspace` of `args.workspace.startswith("pr-")`."""
_MOST = 60
_FEW = 8
_DEEPEST = 4
_LONGEST = 400


def met_on_the_way(reading: Reading, call: Node, *things: Node, alone: bool = False) -> list[Asked]:
    """The conditions that what a call takes has met, nearest first.

    Where it is to be `alone` nothing is said of what several calls give a function.
    """
    return _gone_back(reading, call, things, alone=alone).met


def listed_before(reading: Reading, call: Node, *things: Node) -> bool:
    """Whether what a call takes was listed in a store that is known."""
    back = _gone_back(reading, call, things, alone=False)
    return any(objects(reading).of(one) for one in back.passed if one.type in _LISTED)


def keeps_none_before(reading: Reading, call: Node, *things: Node) -> bool:
    """Whether what a call takes was a part of a list that leaves nothing out: `names[keep:]`, 0."""
    back = _gone_back(reading, call, things, alone=False)
    parts = (one.child_by_field_name("subscript") for one in back.passed if one.type == "subscript")
    return any(keeps_none(reading, part) for part in parts)


def passed_on_the_way(reading: Reading, call: Node, *things: Node) -> list[Node]:
    """The expressions that what a call takes came by, nearest first."""
    return _gone_back(reading, call, things, alone=False).passed


def _gone_back(reading: Reading, call: Node, things: tuple[Node, ...], *, alone: bool) -> _Trail:
    key = (f"met {alone} by {' '.join(str(one.id) for one in things)}", call.id)
    held: _Trail | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = _Trail(reading, alone)
        held.back_from(call, things)
    return held


class _Trail:
    """Goes back from a call over what it is given."""

    def __init__(self, reading: Reading, alone: bool, *, deep: bool = False) -> None:
        self._reading = reading
        self._deep = deep
        self._module = reading.module
        self._alone = alone
        self._noted = set[int]()
        self._seen = set[int]()
        self._waiting: list[Node] = []
        self.met: list[Asked] = []
        self.passed: list[Node] = []

    def back_from(self, node: Node, things: tuple[Node, ...]) -> None:
        """Gathers the conditions on the way to a place that have to do with some things."""
        self._at(node, things)
        self._within(node)
        self._waiting += things
        while self._waiting and len(self._seen) < _MOST:
            one = unwrapped(self._waiting.pop(0))
            if one.id not in self._seen:
                self._seen.add(one.id)
                self.passed.append(one)
                self._back(one)

    def _within(self, node: Node) -> None:
        """What a function of the module leaves by that takes away what the call gives it."""
        for own in called_functions(self._reading.builder.flow, node)[:_FEW]:
            names = set(parameters_of(self._module, own))
            body = own.child_by_field_name("body")
            for statement in self._module.children(body)[0][:STATEMENTS] if body else ():
                for one in left_by(self._module, statement):
                    self._note_of(one, names)

    def _note_of(self, asked: Condition, names: set[str]) -> None:
        """A condition, where it asks for one of some names, and not whether that is there."""
        code = self._module.code(asked.code)[:_LONGEST]
        said = names & {*_WORD.findall(code), *_PATH.findall(code)}
        if said and not _THERE.search(code):
            self._note(asked.code, asked.holds)

    def _note(self, condition: Node | None, holds: bool) -> None:
        known = condition.id if condition is not None else 0
        if known not in self._noted:
            self._noted.add(known)
            self.met.append((condition, holds))

    def _at(self, node: Node, things: tuple[Node, ...]) -> None:
        """The conditions of the loop around a place, else those of the function on a parameter."""
        looped = False
        for condition in picking_conditions(self._module, node):
            looped = True
            self._note(condition, condition is not None and is_around(condition, node))
        if looped:
            return
        names = {name for one in things for name in self._names(one)}
        place = place_of(self._module, node.start_byte)
        if not place.definitions or place.definitions[-1].type != "function_definition":
            return
        names |= self._told_of(names, node)
        names |= {self._module.code(one) for one in things if one.type == "attribute"}
        asked = [*of_branches(self._module, place)]
        for statement in before(self._module, place, node.start_byte):
            asked += left_by(self._module, statement)
        there = {plain(self._module.code(one)) for one in things}
        for one in asked:
            # `if not page["items"]: break`, before all of them are put into a list.
            if plain(self._module.code(one.code).removeprefix("not ")) not in there:
                self._note_of(one, names)

    def _names(self, thing: Node) -> Iterator[str]:
        """The parameters that an expression is made of: of `arn`, `arn = point["Arn"]` too."""
        for node in self._identifiers(thing):
            for bound in self._reading.builder.flow.reaching(node)[:_FEW]:
                if bound.kind is BindingKind.PARAMETER:
                    # What is asked of an object says nothing of one of the names that it keeps.
                    yield from {self._module.name(node)} - ITSELF
                elif bound.kind is BindingKind.ASSIGNED and bound.value is not None:
                    given = [*filter(self._is_parameter, self._identifiers(bound.value))]
                    if given or self._is_elsewhere(node, bound.value, _SET):
                        yield from map(self._module.name, (node, *given))

    def _told_of(self, names: set[str], node: Node) -> set[str]:
        """What was found out about a thing: `meta` of `meta = kms.describe_key(KeyId=key)`."""
        found = set[str]()
        scope = self._reading.scopes.at(node.start_byte)[0]
        for name, bound in [*scope.bindings.items()][:_MOST] if names else ():
            one = bound[0] if len(bound) == 1 else None
            if one is None or one.value is None or one.kind is not BindingKind.ASSIGNED:
                continue
            code = self._module.code(one.value)[:_LONGEST]
            if one.after >= node.start_byte or "(" not in code:
                continue
            if _LOOKS_UP.search(code) and not (names | found).isdisjoint(_WORD.findall(code)):
                found.add(name)
        return found

    def _is_parameter(self, node: Node) -> bool:
        bound = self._reading.builder.flow.reaching(node)
        return any(one.kind is BindingKind.PARAMETER for one in bound)

    def _identifiers(self, thing: Node) -> Iterator[Node]:
        waiting = [thing]
        for _ in range(_MOST):
            if not waiting:
                return
            node = waiting.pop()
            if node.type == "identifier":
                yield node
            elif node.type == "attribute":
                owner = node.child_by_field_name("object")
                waiting += [owner] if owner is not None else []
            else:
                waiting += node.named_children

    def _back(self, node: Node) -> None:
        """One step back from an expression."""
        if node.type == "identifier":
            self._named(node)
        elif node.type in _COMPREHENSIONS:
            self._comprehended(node)
        elif node.type == "call":
            self._called(node)
        elif node.type in ("attribute", "subscript"):
            bound = self._reading.builder.flow.value(node)
            owner = node.child_by_field_name("object") or node.child_by_field_name("value")
            named = node.child_by_field_name("attribute")
            for asked in option_checks(self._reading, self._module.name(named)) if named else ():
                self._note(asked.code, asked.holds)
            back = bound if bound is not None and bound.id != node.id else owner
            key = node.child_by_field_name("subscript")
            if key is not None and key.type == "string" and self._is_made_by_key(owner):
                # `changed["index"]`: which entry of a dictionary is meant stands there.
                return
            self._waiting += [back] if back is not None else []
            if key is not None and key.type == "identifier" and owner is not None:
                self._kept(owner)
                self._waiting.append(key)
        elif node.type == "binary_operator" and self._leaves_out(node):
            left = node.child_by_field_name("left")
            self._waiting += [left] if left is not None else []
        elif node.type in _HOLDING:
            self._waiting += self._module.children(node)[0][:_FEW]

    def _is_made_by_key(self, owner: Node | None) -> bool:
        value = self._reading.builder.flow.value(owner) if owner is not None else None
        return value is not None and value.type == "dictionary_comprehension"

    def _kept(self, owner: Node) -> None:
        """What was put into a dictionary before: `present[record.id] = record`."""
        if owner.type != "identifier":
            return
        scope = self._reading.scopes.at(owner.start_byte)[0]
        for one in scope.fillings.get(self._module.name(owner), ())[:_FEW]:
            if one.value is not None and one.value.type == "identifier":
                self._at(one.value, (one.value,))
                self._waiting.append(one.value)

    def _leaves_out(self, node: Node) -> bool:
        """Whether an expression is a set without those of another: `found - wanted`."""
        sign = node.child_by_field_name("operator")
        return sign is not None and self._module.code(sign) == "-"

    def _named(self, node: Node) -> None:
        flow = self._reading.builder.flow
        clause = flow.comprehension_clause(node)
        if clause is not None:
            if clause.parent is not None:
                self._clauses(clause.parent)
            over = clause.child_by_field_name("right")
            self._waiting += [over] if over is not None else []
            return
        scope = self._reading.scopes.at(node.start_byte)[0]
        bound = [*flow.reaching(node)[:_FEW]]
        bound += [
            one
            for one in scope.bindings.get(self._module.name(node), ())[:_FEW]
            if one.kind in _GROWING and one.value is not None and one not in bound
        ]
        if self._deep or not any(map(self._adds_all, bound)):
            for one in bound:
                self._bound(node, one)

    def _adds_all(self, binding: Binding) -> bool:
        """Whether all of what was listed is put to a name, whatever picked what it held before."""
        if binding.kind not in _ADDING or binding.value is None:
            return False
        back = _Trail(self._reading, self._alone, deep=True)
        back.back_from(binding.value, (binding.value,))
        return not back.met and any(map(self._lists, back.passed))

    def _lists(self, node: Node) -> bool:
        """Whether an expression asks for all that there is of something."""
        if node.type != "call":
            return False
        return not words_of(self._reading.call(node).last).isdisjoint(LISTING)

    def _bound(self, node: Node, binding: Binding) -> None:
        if binding.kind is BindingKind.PARAMETER:
            self._handed(node)
        elif binding.value is not None:
            inside = binding.value.parent
            grown = binding.kind in _GROWING or (inside is not None and inside.type == "yield")
            # Read in the light of a call a parameter is what that gives.
            if grown or self._is_elsewhere(node, binding.value):
                self._at(binding.value, (binding.value,))
            self._waiting.append(binding.value)

    def _is_elsewhere(self, node: Node, value: Node, of: frozenset[str] = _HANDED) -> bool:
        around = function_around(self._module, node)
        if around is None or value.type not in of:
            return False
        return not around.start_byte <= value.start_byte < around.end_byte

    def _handed(self, node: Node) -> None:
        """What the calls of the function around give a parameter."""
        function = function_around(self._module, node)
        calls = calls_of(self._reading, function) if function is not None else []
        if function is None or (self._alone and len(calls) > 1):
            return
        name = self._module.name(node)
        if not any(name in given_to(self._module, function, call) for call in calls):
            for asked in option_checks(self._reading, name):
                self._note(asked.code, asked.holds)
        for call in calls:
            given = given_to(self._module, function, call).get(name)
            if given is not None and given.value is not None:
                self._at(call.node, (given.value,))
                self._waiting.append(given.value)
            elif call.stars and call.first_star == 0:
                self._waiting.append(call.stars[0])

    def _comprehended(self, node: Node) -> None:
        self._clauses(node)
        parts = self._module.children(node)[0]
        over = [one.child_by_field_name("right") for one in parts if one.type == "for_in_clause"]
        body = node.child_by_field_name("body")
        self._waiting += [one for one in (body, *over) if one is not None]

    def _clauses(self, comprehension: Node) -> None:
        if only_if_given(self._reading, comprehension):
            # `if patterns: names = [n for n in names if any(…)]`, where nobody gives one.
            return
        for one in self._module.children(comprehension)[0]:
            inner = self._module.children(one)[0] if one.type == "if_clause" else []
            if inner:
                self._note(inner[0], True)

    def _filtered(self, asked: Node) -> None:
        """What `filter(old, found)` asks, where that is the module's own."""
        own = asked.type == "lambda" or asked_function(self._reading, asked) is not None
        if asked.type != "none":
            self._note(asked if own else None, True)

    def _called(self, node: Node) -> None:
        reading = self._reading
        call = reading.call(node)
        own = called_functions(reading.builder.flow, node)[:_FEW]
        for one in (each for function in own for each in results_of(self._module, function)[:_FEW]):
            self._at(one, (one,))
            self._waiting.append(one)
        if own:
            return
        if call.name == "filter" and len(call.positional) == 2:
            self._filtered(call.positional[0])
            self._waiting.append(call.positional[1])
            return
        owner = call.function.child_by_field_name("object")
        if owner is not None and call.last in _OF_DICTIONARIES:
            self._kept(owner)
        self._waiting += [*([owner] if owner is not None else []), *call.positional[:2]]
