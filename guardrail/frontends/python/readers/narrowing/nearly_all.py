"""Conditions on one of many things that nearly every one of them meets, so that all go.

`if not only_old or old(one)` where nobody sets `only_old`, `if tags.get("keep") != "yes"`, an age
of 0 days, a beginning that is an empty text, all but what is meant to go. A function of the
module's own is asked for what it gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.overridden import owned_functions
from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.databases.spared_systems import spares_systems
from guardrail.frontends.python.readers.narrowing.ages_ahead import lies_before
from guardrail.frontends.python.readers.narrowing.empty_ages import is_nought, takes_every_age
from guardrail.frontends.python.readers.narrowing.empty_beginnings import (
    always_holds,
    asks_kind,
    is_around,
)
from guardrail.frontends.python.readers.narrowing.one_or_other import reaches_all
from guardrail.frontends.python.readers.narrowing.patterns_for_all import leaves_none_out
from guardrail.frontends.python.readers.narrowing.spared_few import all_but
from guardrail.frontends.python.readers.narrowing.surely_so import (
    always_given,
    asked_for,
    is_certain,
)
from guardrail.frontends.python.readers.picking.staying import met_by_default
from guardrail.frontends.python.readers.picking.young import picks_the_young
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.picking import (
    IDENTIFYING,
    IN_PRODUCTION,
    IN_USE,
    LABELLING,
    LABELLING_TEXTS,
    words_of,
)
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_DEEPEST = 8
_FEW = 8
_MOST = 4
_LONGEST = 200
_CERTAIN = {"true": True, "false": False, "none": False}
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_SEVERAL = frozenset(("list", "tuple", "set"))
_HANDING = frozenset(("argument_list", "keyword_argument", "assignment", "call"))
_SAME = frozenset(("==", "is"))
_OTHER = frozenset(("!=", "is not"))
_GOING = LABELLING | LABELLING_TEXTS
_MARK = (
    r"(?:keep|protect(?:ed)?|preserved?|pinned|do[-_]?not[-_]?delete|no[-_]?delete|permanent"
    r"|is_(?:general|default|primary|main|master|system|root|protected|owner|superuser))"
)
_LABEL = late(
    rf"(?i)[\w.]+(?:\[|\.get\()\s*[\"']{_MARK}[\"'](?:,[^()]*)?[)\]]|[\"']{_MARK}[\"'] in [\w.]+"
    rf"|\w[\w.]*\.{_MARK}"
)
"""A mark that few things bear, as nobody may take them: `tags.get("keep")`, `"keep" in tags`."""
_KEPT = late(r"(?i)(?:keep|kept|protect(?:ed)?|preserved?|pinned|permanent)")
"""The value of such a mark."""
_LAST = late(r"(\w+)(?:[\"']\])?\Z")
_MADE_AT = words("created creation")
_OF_ITSELF = late(r"\w+(?:\.(?:remove(?:suffix|prefix)|[lr]?strip)\([^()]*\))*")


def picked_in_a_loop(reading: Reading, node: Node, scope: Scope) -> Scope:
    """The scope of a change of one row in a loop over rows of a scope, as `picked` tells it.

    What nearly every row meets picks none.
    """
    if scope not in (Scope.NONE, Scope.TAUTOLOGY):
        return scope
    asked = picking_conditions(reading.module, node)
    picks = any(
        one is None or not takes_nearly_all(reading, one, holds=is_around(one, node))
        for one in asked
    )
    return Scope.UNKNOWN if picks else scope


def takes_nearly_all(
    reading: Reading,
    condition: Node,
    *,
    holds: bool,
    sparing: bool = True,
    unlisted: bool = False,
    inverted: bool = False,
) -> bool:
    """Whether nearly every thing is one for which a condition holds, or doesn't.

    With `sparing` also where a few are left out that somebody named, or marked as what must stay,
    with `unlisted` also where those are left out that the program has on a list of its own, and
    with `inverted` also where what is old is left out: nothing says that what is new may go.
    """
    return _NearlyAll(reading, sparing, unlisted, inverted).of(condition, holds, 0)


def asked_function(reading: Reading, node: Node) -> Node | None:
    """The function of the module's own that a condition calls, or names: `filter(old, …)`."""
    function = node.child_by_field_name("function") if node.type == "call" else node
    if function is None or function.type not in ("identifier", "attribute"):
        return None
    if function.type == "identifier":
        return reading.scopes.function(reading.module.name(function))
    methods = owned_functions(reading.builder.flow, function)
    return methods[0] if len(methods) == 1 else None


def is_never_called(reading: Reading, node: Node) -> bool:
    """Whether a condition only names a function of the module's, which is always true.

    Handed to another it is called: `filter(old, found)`.
    """
    around = node.parent
    if node.type != "identifier" or around is None or around.type in _HANDING:
        return False
    return reading.scopes.function(reading.module.name(node)) is not None and not any(
        one.kind is not BindingKind.DEFINED for one in reading.builder.flow.reaching(node)
    )


class _NearlyAll:
    """Takes conditions apart."""

    def __init__(self, reading: Reading, sparing: bool, unlisted: bool, inverted: bool) -> None:
        self._reading = reading
        self._module = reading.module
        self._sparing = sparing
        self._unlisted = unlisted
        self._inverted = inverted

    def of(self, condition: Node, holds: bool, depth: int) -> bool:
        """Whether nearly everything is such that a condition holds, or doesn't."""
        reading, node = self._reading, unwrapped(condition)
        inner = self._module.children(node)[0]
        if depth > _DEEPEST:
            return False
        if node.type == "not_operator" and inner:
            return self.of(inner[-1], not holds, depth + 1)
        if node.type == "lambda" and inner:
            return self.of(inner[-1], holds, depth + 1)
        if node.type == "boolean_operator" and inner:
            if holds and reaches_all(reading, node):
                return True
            sign = node.child_by_field_name("operator")
            enough = (sign is not None and self._module.code(sign) == "or") is holds
            told = (self.of(one, holds, depth + 1) for one in inner)
            return any(told) if enough else all(told)
        if asks_kind(reading, node):
            return True
        if is_never_called(reading, node):
            return holds
        if lies_before(reading, node, holds=holds):
            return True
        if met_by_default(self._module.code(node)[:_LONGEST], holds=holds):
            return True
        if always_holds(reading, node) and not always_given(reading, asked_for(reading, node)):
            return True
        if spares_systems(reading, node, holds) or takes_every_age(reading, node):
            return True
        if self._inverted and picks_the_young(reading, node, holds):
            return True
        own = asked_function(reading, node)
        if own is not None:
            given = results_of(self._module, own)[:_FEW]
            return any(self._all_given(one, holds, depth) for one in given)
        if node.type == "comparison_operator" and len(inner) == 2:
            return self._compared(node, inner, holds, depth)
        if _is_mark(reading, node):
            return self._sparing and not holds
        if node.type in _NAMED:
            return is_certain(reading, node, holds) or (holds and _tells_apart(reading, node))
        if node.type == "call":
            if holds:
                return leaves_none_out(reading, node, sparing=self._sparing)
            return self._begins_like_what_goes(node)
        return _CERTAIN.get(node.type) is holds

    def _all_given(self, result: Node, holds: bool, depth: int) -> bool:
        """Whether a function comes to a result that says so of nearly everything."""
        certain = _CERTAIN.get(result.type)
        if certain is not None and certain is not holds:
            return False
        asked = [*_on_the_way(self._reading, result)]
        if certain is None:
            asked.append((result, holds))
        return all(self.of(one, so, depth + 1) for one, so in asked)

    def _compared(self, node: Node, sides: list[Node], holds: bool, depth: int) -> bool:
        left, right = sides
        start, end = left.end_byte - node.start_byte, right.start_byte - node.start_byte
        sign = " ".join(self._module.code(node)[start:end].split())
        if sign in ("in", "not in"):
            return self._listed(node, right, (sign == "in") is holds, holds)
        if sign not in (*_SAME, *_OTHER):
            return False
        same = (sign in _SAME) is holds
        if self._module.code(right) == "0" and is_nought(self._reading, left):
            return same
        if right.type == "none":
            if left.type == "call":
                return False
            certain = is_certain(self._reading, left, not same)
            return certain or (not same and _tells_apart(self._reading, left))
        if right.type in _CERTAIN:
            return self.of(left, _CERTAIN[right.type] is same, depth + 1)
        return not same and self._is_spared(node, left, right, holds)

    def _is_spared(self, node: Node, left: Node, right: Node, holds: bool) -> bool:
        """Whether what a thing isn't is what few are, or what is meant to go."""
        told = self._reading.known(right)[:_LONGEST]
        if not words_of(told).isdisjoint(_GOING):
            return True
        if not self._sparing:
            return False
        if _is_mark(self._reading, left) or _KEPT.fullmatch(told) or IN_PRODUCTION.search(told):
            return True
        return bool(all_but(self._reading, [(node, holds)]))

    def _listed(self, node: Node, listed: Node, within: bool, holds: bool) -> bool:
        if _is_mark(self._reading, node):
            return self._sparing and not within
        if within:
            left = self._module.children(node)[0][0]
            return _holds_what_is_in_use(self._reading, listed) or _is_one_of_itself(
                self._reading, unwrapped(left), listed
            )
        named = listed.type in _NAMED and self._unlisted
        return self._sparing and (named or bool(all_but(self._reading, [(node, holds)])))

    def _begins_like_what_goes(self, node: Node) -> bool:
        """Whether a name is asked whether it begins like what is meant to go, or must stay."""
        call = self._reading.call(node)
        if call.last not in ("startswith", "endswith") or len(call.positional) != 1:
            return False
        told = self._reading.known(call.positional[0])[:_LONGEST]
        if not words_of(told).isdisjoint(_GOING):
            return True
        return self._sparing and IN_PRODUCTION.search(told) is not None


def _on_the_way(reading: Reading, result: Node) -> Iterator[tuple[Node, bool]]:
    """What holds where a function gives a result."""
    place = place_of(reading.module, result.start_byte)
    for one in of_branches(reading.module, place):
        yield one.code, one.holds
    for statement in before(reading.module, place, result.start_byte):
        for one in left_by(reading.module, statement):
            yield one.code, one.holds


def _is_mark(reading: Reading, node: Node) -> bool:
    """Whether an expression is a mark of what must stay, also behind a name."""
    value = reading.builder.flow.value(node) if node.type == "identifier" else None
    return _LABEL.fullmatch(reading.module.code(value or node)[:_LONGEST]) is not None


def _tells_apart(reading: Reading, node: Node) -> bool:
    """Whether an expression is a name or a number that everything has: `if one["name"]`.

    Everything was made at some time, too: `last = one.last_login or one.created_at`.
    """
    node = unwrapped(node)
    if node.type == "identifier":
        node = unwrapped(reading.builder.flow.value(node) or node)
    if node.type == "boolean_operator":
        sign = node.child_by_field_name("operator")
        ways = reading.module.children(node)[0]
        either = sign is not None and reading.module.code(sign) == "or"
        return either and any(_tells_apart(reading, unwrapped(one)) for one in ways[:_MOST])
    last = _LAST.search(reading.module.code(node)[:_LONGEST])
    if node.type not in ("attribute", "subscript") or last is None:
        return False
    said = words_of(last[1])
    return said <= IDENTIFYING or not said.isdisjoint(_MADE_AT)


def _is_one_of_itself(reading: Reading, left: Node, listed: Node) -> bool:
    """Whether what a list gives in turn is asked for in that list: `t.strip() in tables`.

    `t.removesuffix("_old") in tables` holds of all that don't end so.
    """
    if _OF_ITSELF.fullmatch(reading.module.code(left)[:_LONGEST]) is None:
        return False
    while left.type in ("call", "attribute"):
        left = left.named_children[0]
    clause = reading.builder.flow.comprehension_clause(left)
    over = clause.child_by_field_name("right") if clause is not None else None
    bound = reading.builder.flow.reaching(left)
    looped = [one.value for one in bound if one.kind is BindingKind.LOOPED]
    over = looped[0] if over is None and len(looped) == 1 else over
    return over is not None and reading.module.code(over) == reading.module.code(listed)


def _holds_what_is_in_use(reading: Reading, listed: Node) -> bool:
    """Whether one of the states on a list is that of what is in use: `("running", "stopped")`."""
    value = reading.builder.flow.value(listed) or listed
    if value.type not in _SEVERAL:
        return False
    states = {reading.known(one).lower() for one in reading.builder.flow.elements(listed) or ()}
    return len(states) > 1 and not states.isdisjoint(IN_USE)
