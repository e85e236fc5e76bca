"""The texts that an expression builds: every form of string building Python offers.

What isn't known becomes a hole named by its expression. Where a text is built along several paths
there is one rope a path, a bounded number of them. One budget of characters and steps holds for
the whole module; once it is spent everything is a hole, and `spent` says so. `needs` are the
imported names that texts are made of, known or not. `within` counts the calls in whose light one
stands inside another.
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.naming.taken_branches import truth_of
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.strings import paths
from guardrail.frontends.python.strings.literals import literal, verbatim
from guardrail.frontends.python.strings.methods import Methods
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.strings.rope import (
    Part,
    Rope,
    as_plain_value,
    hole,
    known,
    only_hole,
    size,
    standing_at,
)
from guardrail.frontends.python.strings.shown_lists import as_shown
from guardrail.frontends.python.strings.templates import percent
from guardrail.frontends.python.strings.variants import Variants, assembled, changed, distinct
from guardrail.frontends.python.values.attribute_texts import attribute_texts
from guardrail.frontends.python.values.flow import Flow
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_DEEPEST = 40
_MOST_CHARACTERS = 8_000_000
_MOST_STEPS = 60_000
_MOST_PLACES = 20_000
_LONGEST = 2_000_000
_STEPS_OF_CALL = 100
"""What it costs to read a function once more for one of its calls."""
_PLAIN_KEYS = frozenset(("integer", "true", "false"))
"""Keys that are no texts: `VERBS[enabled]`."""
_MOST_NEEDS = 200
_NUMERIC = late(r"\A:.*[bdeEfFgGnoxX]\Z|\A:.*%[YmdHMSj]")
"""Formats that a text can't be written in."""


_NAMED_KEYS = frozenset(("identifier", "attribute"))
_SINGLE_WORD = late(r"""["'][\w.:/*@-]{1,120}["']""")
"""A text of one word: the identifier of a role, a size, a name."""


class Builder:
    """Builds the texts of expressions of one module; remembers them by expression."""

    def __init__(
        self, module: Module, scopes: Scopes, names: Names, beside: Builder | None = None
    ) -> None:
        """A builder of a module's texts; one `beside` another lives on the same budget."""
        self.module = module
        self.names = names
        self.flow = Flow(module, scopes, self.variants)
        self.flow.texts_in = self.given_by
        self.spent = False
        self.needs: dict[str, None] = beside.needs if beside is not None else {}
        given = module.source.given
        self._given = dict(given.constants) if given is not None else {}
        self._methods = Methods(self)
        self._held: dict[int, Variants] = {}
        self._depth = 0
        self.within: int = beside.within + 1 if beside is not None else 0
        self._steps: int = beside._steps if beside is not None else 0
        self._characters: int = beside._characters if beside is not None else 0
        self._kinds: dict[str, Callable[[Node], Variants]] = {
            "string": self._string,
            "concatenated_string": self._sum,
            "binary_operator": self._operator,
            "integer": self._number,
            "float": self._number,
            "identifier": self._name,
            "attribute": self._attribute,
            "call": self._methods.call,
            "conditional_expression": self._conditional,
            "named_expression": self._walrus,
            "boolean_operator": self._either,
            "subscript": self._subscript,
        }

    def spend(self, beside: Builder) -> None:
        """Take what another builder has spent since it began from the budget."""
        self._steps, self._characters = beside._steps, beside._characters
        self.spent = self.spent or beside.spent

    def variants(self, node: Node) -> Variants:
        """Every text that the expression may build, a single hole where nothing is known."""
        node = unwrapped(node)
        held = self._held.get(node.id)
        if held is not None:
            return held
        self._steps += 1
        read = self._kinds.get(node.type)
        if read is None or self._depth >= _DEEPEST or self.spent:
            return (self.unknown(node),)
        # An expression that leads back to itself is only known at run time.
        self._held[node.id] = (self.unknown(node),)
        self._depth += 1
        try:
            found = read(node)
        finally:
            self._depth -= 1
        found = self._within_budget(node, found)
        self._held[node.id] = found
        return found

    def _within_budget(self, node: Node, found: Variants) -> Variants:
        sizes = [size(rope) + len(rope) for rope in found]
        self._characters += sum(sizes)
        if self._characters > _MOST_CHARACTERS or self._steps > _MOST_STEPS:
            self.spent = True
        if max(sizes, default=0) > _LONGEST:
            self.spent = True
            return (self.unknown(node),)
        return found

    def given_by(self, function: Node, call: Call) -> Callable[[Node], Variants]:
        """Builds the texts of expressions in a function, as one call of it has them."""
        self._steps += _STEPS_OF_CALL
        inner = None if self.spent else self.flow.in_call(function, call)
        if inner is None:
            return self.variants

        def variants(node: Node) -> Variants:
            found = inner.variants(node)
            self.spend(inner)
            return found

        return variants

    def text(self, node: Node) -> Rope:
        """The text that the expression builds, one of them where there are several."""
        return self.variants(node)[0]

    def unknown(self, node: Node, values: tuple[str, ...] = ()) -> Rope:
        """A hole where the expression stands, named by it."""
        given = self.module.holes_within(node.start_byte, node.end_byte)
        if len(given) == 1 and (given[0].start, given[0].end) == (node.start_byte, node.end_byte):
            return (hole(node.start_byte, node.end_byte, given[0].name, given[0].values),)
        start, end = node.start_byte, node.end_byte
        return (hole(start, end, self.module.short(node), values, (start, end)),)

    def _string(self, node: Node) -> Variants:
        if "{" not in self.module.plain[node.start_byte : node.end_byte]:
            return (literal(self.module, node, lambda _: ()),)
        if self.module.plain.count("{", node.start_byte, node.end_byte) > _MOST_PLACES:
            self.spent = True
            return (self.unknown(node),)
        interpolations: list[Variants] = []

        def marked(part: Node) -> tuple[Part, ...]:
            interpolations.append(self._interpolated(part))
            return (Part("", len(interpolations) - 1, -1),)

        parts = literal(self.module, node, marked)
        return assembled(
            interpolations[part.start] if part.end == -1 else ((part,),) for part in parts
        )

    def _number(self, node: Node) -> Variants:
        return (tuple(verbatim(self.module, node.start_byte, node.end_byte)),)

    def _interpolated(self, node: Node) -> Variants:
        expression = node.child_by_field_name("expression")
        if expression is None:
            return ((hole(node.start_byte, node.end_byte, ""),),)
        start, end = node.start_byte, node.end_byte
        if len(node.named_children) > 1:
            made = (expression.start_byte, expression.end_byte)
            one = (hole(start, end, self.module.short(expression), (), made),)
            number = _NUMERIC.search(self.module.code(node.named_children[-1]))
            return (as_plain_value(one) if number else one,)
        found = self.variants(expression)
        shown = as_shown(self, expression) if only_hole(found[0]) else None
        found = found if shown is None else (shown,)
        return changed(found, lambda rope: standing_at(rope, start, end))

    def _sum(self, node: Node) -> Variants:
        """Operands of `+` and of implicit concatenation, however many, without recursing."""
        total: list[Variants] = []
        waiting = [node]
        while waiting:
            one = unwrapped(waiting.pop())
            if one.type == "concatenated_string":
                waiting += reversed(self.module.children(one)[0])
            elif one.type == "binary_operator" and self._sign(one) == "+":
                right, left = one.child_by_field_name("right"), one.child_by_field_name("left")
                waiting += [side for side in (right, left) if side is not None]
            else:
                total.append(self._operand(one))
        return assembled(total)

    def _operand(self, node: Node) -> Variants:
        found = self.variants(node)
        if node.type not in ("identifier", "attribute") or self.flow.is_local(node):
            return found
        return tuple(standing_at(rope, node.start_byte, node.end_byte) for rope in found)

    def _sign(self, node: Node) -> str:
        operator = node.child_by_field_name("operator")
        return self.module.code(operator) if operator is not None else ""

    def _operator(self, node: Node) -> Variants:
        sign = self._sign(node)
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return (self.unknown(node),)
        if sign == "+":
            return self._sum(node)
        if sign == "%":
            return percent(self, left, right)
        if sign == "*":
            return self._methods.repeat(node, left, right)
        if sign == "/":
            return paths.divided(self, left, right) or (self.unknown(node),)
        return (self.unknown(node),)

    def _name(self, node: Node) -> Variants:
        return self.flow.resolve(node) or self._imported(node) or (self.unknown(node),)

    def _attribute(self, node: Node) -> Variants:
        found = attribute_texts(self.flow, node) or self._imported(node)
        return found or self._folder(node) or (self.unknown(node),)

    def _folder(self, node: Node) -> Variants:
        """`path.parent`."""
        owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or name is None or self.module.name(name) != "parent":
            return ()
        return paths.parent(self, owner, node) or ()

    def _imported(self, node: Node) -> Variants:
        """The text of a constant of another module. What texts need of others is noted."""
        name = self.names.imported(node)
        if not name:
            return ()
        self.note(name)
        said = self._given.get(name)
        if said is None:
            return ()
        return ((Part(said, node.start_byte, node.end_byte, PieceKind.ATOM),),)

    def note(self, name: str) -> None:
        """Note that what a name of another module stands for is to be known."""
        if len(self.needs) < _MOST_NEEDS:
            self.needs.setdefault(name)

    def _conditional(self, node: Node) -> Variants:
        parts = self.module.children(node)[0]
        if len(parts) != 3:
            return (self.unknown(node),)
        values = self.flow.scopes.values_at(node.start_byte)
        holds = truth_of(self.module, parts[1], values.get) if values else None
        if holds is None and self.flow.never_empty(parts[1]):
            holds = True
        if holds is not None:
            return self.variants(parts[0] if holds else parts[2])
        return distinct(self.variants(parts[0]), self.variants(parts[2]))

    def _walrus(self, node: Node) -> Variants:
        value = node.child_by_field_name("value")
        return self.variants(value) if value is not None else (self.unknown(node),)

    def _either(self, node: Node) -> Variants:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or self._sign(node) != "or":
            return (self.unknown(node),)
        return distinct(self.variants(left), self.variants(right))

    def _subscript(self, node: Node) -> Variants:
        """`QUERIES["wipe"]`, of a dictionary or a list that is written out."""
        value, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if value is None or key is None or key.type == "slice":
            return (self.unknown(node),)
        told = self.flow.value(key) or key
        plain_key = told if told.type in _PLAIN_KEYS else key
        written = (
            self.module.code(plain_key) if plain_key.type in _PLAIN_KEYS else known(self.text(key))
        )
        found = picked_out(self.flow, value, written)
        if not found:
            return (self.unknown(node),)
        asked = self._by_default(key) if not written and len(found) > 1 else ""
        if asked and all(_SINGLE_WORD.fullmatch(self.module.code(one)) for one in found):
            found = picked_out(self.flow, value, asked) or found
        return distinct(*map(self.variants, found))

    def _by_default(self, key: Node) -> str:
        """The word that an option is by default: `ROLES[args.role]`, "" where there is none.

        Of words alone: who asks for another has said which. What runs is told as it may be.
        """
        named = key.child_by_field_name("attribute") if key.type == "attribute" else key
        name = self.module.name(named) if named is not None and key.type in _NAMED_KEYS else ""
        defaults = default_texts(self.module, name) if name else ()
        return known(self.text(defaults[0])) or "" if len(defaults) == 1 else ""
