"""Which values a name may have at a place: straight lines, branches, loops over written lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import parts_given_back
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import GROWN, adds, settles, through
from guardrail.frontends.python.naming.scopes import Scope, Scopes
from guardrail.frontends.python.naming.ways import Way, statement_at
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.structure import Path, Step
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.strings.rope import Rope, known
from guardrail.frontends.python.strings.variants import MOST, Variants
from guardrail.frontends.python.values.attribute_texts import plainly
from guardrail.frontends.python.values.name_texts import NameTexts
from guardrail.frontends.python.values.records import held_values
from guardrail.frontends.python.values.written_dictionaries import WrittenDictionaries
from guardrail.frontends.python.values.written_lists import WrittenLists

_MOST_BINDINGS = 250
_GIVING_TEXT = frozenset(("join", "format", "upper", "lower"))

if TYPE_CHECKING:
    from guardrail.frontends.python.naming.calls import Call
    from guardrail.frontends.python.strings.building import Builder

Evaluate = Callable[[Node], Variants]


class Flow:
    """Resolves names of one module; `evaluate` gives the texts of an expression.

    `attributes` gives the bindings of an attribute of an object of the module's own,
    `given_when_made` what the calls of a class give a field, `given_to_maker` what they give the
    parameter of a constructor that a name in it is.
    `in_turn` is what names that are looped over are known to yield, `in_call` what builds the texts
    of a function in the light of a call of it, `texts_in` evaluates its expressions there.
    `lost` says that a name was bound more often than could be followed.
    """

    def __init__(self, module: Module, scopes: Scopes, evaluate: Evaluate) -> None:
        self.module = module
        self.scopes = scopes
        self.evaluate = evaluate
        self.lost = False
        self._attributes: dict[int, Node] = {}
        self._deep = 0
        self._settled: dict[int, list[int]] = {}
        self._entered: dict[int, bool] = {}
        self._empty: dict[int, bool] = {}
        self._asking = set[int]()
        self._reaching: dict[int, tuple[Way[Binding], ...]] = {}
        self._last_bound: dict[int, tuple[Binding, ...]] = {}
        self.in_turn: dict[tuple[int, int | None], list[Node] | None] = {}
        self.attributes: Callable[[Node], Sequence[Binding]] = lambda _: ()
        self.in_call: Callable[[Node, Call], Builder | None] = lambda *_: None
        self.texts_in: Callable[[Node, Call], Evaluate] = lambda *_: self.evaluate
        self.never_empty: Callable[[Node], bool] = lambda _: False
        self.given_to_maker: Callable[[Node], Sequence[Node]] = lambda _: ()
        self.given_when_made: Callable[[Node, str], Sequence[Node]] = lambda *_: ()
        self._lists = WrittenLists(
            module,
            self.bindings,
            lambda value, index: [part for _, part in parts_given_back(self, value, index)],
        )
        self._dictionaries = WrittenDictionaries(module, self.value, evaluate)
        self._texts = NameTexts(self, evaluate)

    def bindings(self, node: Node) -> tuple[Scope | None, Sequence[Binding], Path]:
        """The scope that binds a name, the bindings that may hold at the place, its branches.

        In the scope where the name stands only what is bound before counts.
        """
        name = self.module.name(node)
        scope, path = self.scopes.at(node.start_byte)
        found: Scope | None = scope
        while found is not None:
            bound = found.bindings.get(name, ())
            if bound and found is scope:
                before = bisect_right(bound, node.start_byte, key=lambda one: one.after)
                if before:
                    return found, self._recent(bound, before, path), path
            elif bound and not found.is_class:
                return found, self._recent(bound, len(bound), ()), ()
            found = found.parent
        if node.type == "attribute":
            return None, self.attributes(node)[:_MOST_BINDINGS], ()
        return None, (), ()

    def _recent(self, bound: Sequence[Binding], before: int, path: Path) -> Sequence[Binding]:
        """The bindings from the last one that voids all earlier ones; none if it is far back."""
        if before <= _MOST_BINDINGS:
            return bound[:before]
        last = self._last_settled(bound)[before - 1]
        if before - last > _MOST_BINDINGS:
            self.lost = True
            return ()
        first = before
        while first and before - first < _MOST_BINDINGS:
            first -= 1
            if settles(bound[first], path):
                return bound[first:before]
        if first:
            self.lost = True
            return ()
        return bound[:before]

    def _last_settled(self, bound: Sequence[Binding]) -> list[int]:
        """For each binding, which one is the last up to it that may void those before it."""
        held = self._settled.get(id(bound))
        if held is None:
            held, last = [], 0
            for index, binding in enumerate(bound):
                last = last if adds(binding) else index
                held.append(last)
            self._settled[id(bound)] = held
        return held

    def is_local(self, node: Node) -> bool:
        """Whether the name is bound in the scope where it stands."""
        if node.type != "identifier":
            return False
        scope, _ = self.scopes.at(node.start_byte)
        return self.module.name(node) in scope.bindings

    def resolve(self, node: Node) -> Variants:
        """The texts that a name may stand for at its place, none where nothing is known."""
        comprehended = self._texts.comprehended(node)
        if comprehended is not None:
            return comprehended
        _, bound, path = self.bindings(node)
        return through(self._come_to(bound), 0, path, (), self._texts.of(node))

    def _come_to(self, bound: Sequence[Binding]) -> Sequence[Binding]:
        """The bindings without the branches that are always taken, and those past them.

        `if conditions:` is where there is always one of them.
        """
        found: list[Binding] = []
        for one in bound:
            path = tuple(step for step in one.path if not self._always_entered(step))
            if any(step.branch for step in one.path if step not in path):
                continue
            if any(not step.branch and self._holds_nothing(step) for step in path):
                continue
            found.append(one if len(path) == len(one.path) else replace(one, path=path))
        return found

    def _holds_nothing(self, step: Step) -> bool:
        """Whether what the first branch of a statement asks for is a text with nothing in it."""
        held = self._empty.get(step.statement)
        if held is None:
            self._empty[step.statement] = False
            statement = statement_at(self.module, step.statement)
            asked = statement is not None and statement.type == "if_statement"
            condition = statement.child_by_field_name("condition") if statement and asked else None
            named = condition is not None and condition.type == "identifier"
            held = named and self._asked_text(step, condition) == ((),)
            self._empty[step.statement] = held
        return held

    def _may_lack(self, condition: Node) -> bool:
        """Whether a name stands for what a call gives that may give nothing: `TEXTS.get(key)`."""
        value = self.value(condition)
        function = value.child_by_field_name("function") if value is not None else None
        made = self.module.name(function).rpartition(".")[2] if function is not None else "join"
        return made not in _GIVING_TEXT

    def _asked_text(self, step: Step, condition: Node | None) -> Variants:
        """The texts of a name that a statement asks for; a hole while it is being asked for."""
        if condition is None or step.statement in self._asking:
            return (self.named(condition),) if condition is not None else ()
        self._asking.add(step.statement)
        found = self.evaluate(condition)
        self._asking.discard(step.statement)
        return found

    def _always_entered(self, step: Step) -> bool:
        """Whether the first branch of a statement is always taken."""
        held = self._entered.get(step.statement)
        if held is None:
            statement = statement_at(self.module, step.statement)
            asked = statement is not None and statement.type == "if_statement"
            condition = statement.child_by_field_name("condition") if statement and asked else None
            held = condition is not None and self.never_empty(condition)
            if not held and condition is not None and condition.type == "identifier":
                held = not self._may_lack(condition)
                held = held and all(known(one) for one in self._asked_text(step, condition))
            self._entered[step.statement] = held
        return held

    def reaching(self, node: Node) -> tuple[Binding, ...]:
        """The bindings of which one is the last before a name's place, on one way or another."""
        held = self._last_bound.get(node.id)
        if held is None:
            ways = self.reaching_ways(node)
            held = self._last_bound[node.id] = tuple([way.value for way in ways])
        return held

    def reaching_ways(self, node: Node) -> tuple[Way[Binding], ...]:
        """The same bindings, each with the ways through the program on which it is the last."""
        held = self._reaching.get(node.id)
        if held is None:
            held = self._reaching[node.id] = self._ways_to(node)
        return held

    def _ways_to(self, node: Node) -> tuple[Way[Binding], ...]:
        _, bound, path = self.bindings(node)
        real = [one for one in bound if one.kind not in GROWN]

        def apply(binding: Binding, _: tuple[Way[Binding], ...]) -> tuple[Way[Binding], ...]:
            return (Way(binding),)

        return through(real, 0, path, (), apply, Way.past)

    def latest(self, bound: Sequence[Binding], node: Node) -> Variants:
        """The texts that the bindings of an attribute amount to, whoever asks for it."""
        return through(self._recent(bound, len(bound), ()), 0, (), (), self._texts.of(node))

    def value(self, node: Node) -> Node | None:
        """The expression that a name was last bound to, where only one can be meant."""
        for _ in range(MOST):
            node = unwrapped(node)
            if node.type == "attribute":
                return self._held_by(node)
            if node.type != "identifier":
                return node
            _, bound, _ = self.bindings(node)
            last = next((one for one in reversed(bound) if one.kind not in GROWN), None)
            if last is None or last.value is None or last.index is not None:
                return None
            if last.kind not in (BindingKind.ASSIGNED, BindingKind.OPENED):
                return None
            node = last.value
        return None

    def _held_by(self, node: Node) -> Node:
        """The only expression that an attribute is bound to, else the attribute itself."""
        if node.id not in self._attributes:
            if self._deep > MOST:
                return node
            self._attributes[node.id] = node
            self._deep += 1
            bound = [one for one in self.attributes(node) if one.kind is not BindingKind.DECLARED]
            only = bound[0].value if len(bound) == 1 and plainly(bound[0]) else None
            if only is not None and bound[0].annotation is not None:
                only = self._given_instead(node, only)
            self._attributes[node.id] = (self.value(only) if only is not None else None) or node
            self._deep -= 1
        return self._attributes[node.id]

    def _given_instead(self, node: Node, default: Node) -> Node | None:
        """What an object was made with under a data class's field, else the field's default."""
        owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or name is None or owner.type != "identifier":
            return default
        given = held_values(self, owner, self.module.name(name))
        return default if not given else given[0] if len(given) == 1 else None

    def elements(self, node: Node) -> list[Node] | None:
        """The elements of a list, tuple or set that is written out, also under a name.

        Of the lists that it may be, the one that holds most.
        """
        found = self.lists(node)
        longest: tuple[Node, ...] | None = max(found, key=len, default=None)
        return None if longest is None else list(longest)

    def spread(self, nodes: Sequence[Node]) -> list[Node]:
        """Expressions in a row, with what is in the lists that are unpacked among them."""
        return self._lists.spread(nodes)

    def lists(self, node: Node) -> tuple[tuple[Node, ...], ...]:
        """Every list that an expression may stand for, by its elements."""
        return self._lists.of(node)

    def pairs(self, node: Node) -> list[tuple[str, Node]]:
        """The entries of a dictionary that is written out, as far as their keys are texts."""
        return self._dictionaries.pairs(node)

    def entries(self, node: Node) -> dict[str, list[Node]]:
        """The same entries by their keys."""
        return self._dictionaries.entries(node)

    def named(self, node: Node) -> Rope:
        """A hole where an expression stands, named by it."""
        return self._texts.named(node)

    def comprehension_clause(self, node: Node) -> Node | None:
        """The `for … in …` of a comprehension around the name that binds it, and it alone."""
        clause = clause_around(self.module, node)
        left = clause.child_by_field_name("left") if clause is not None else None
        return clause if left is not None and left.type == "identifier" else None
