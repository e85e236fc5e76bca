"""Whether what is dropped in a loop was chosen among what was listed: `if name < oldest: drop`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.readers.narrowing.empty_beginnings import is_around
from guardrail.frontends.python.readers.narrowing.nearly_all import (
    asked_function,
    takes_nearly_all,
)
from guardrail.frontends.python.readers.picking.staying import picks_what_stays
from guardrail.frontends.python.readers.picking.taken import taken_in_turn
from guardrail.frontends.python.readers.picking.trail import met_on_the_way
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_COMPREHENSIONS = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_KEPT = frozenset(("list", "tuple", "set", "sorted", "reversed"))
_JOINED = _KEPT | {"join"}
_DEEPEST = 6
_FEW = 8
_LONGEST = 400
_ANY = late(
    r"[^\W\d]\w*|[^\W\d][\w.]* is not None|isinstance\([^()]*\)|len\([^<>=!]*\) (?:>|>=|!=) [01]"
    r"|[\w.]+ != (?:\"\"|'')"
)
"""Whether there is any of something, or of what type it is; `one.asked` says more than that."""


def chosen_in_a_loop(reading: Reading, call: Call) -> bool:
    """Whether the loop around a call, or what it runs over, leaves some of what there is out."""
    if any(leaves_out(reading, one) for one in call.stars):
        return True
    alone = not given_whole(reading, call)
    if alone and _met_a_choice(reading, call):
        return True
    over = _loops_over(reading, call.node)
    return bool(over) and leaves_out(reading, over[-1])


def _met_a_choice(reading: Reading, call: Call) -> bool:
    """Whether what a call takes has met a condition on its way that picks some of what there is."""
    met = met_on_the_way(reading, call.node, *taken_in_turn(reading, call))
    return any(one is None or not _chooses_nothing(reading, one, holds) for one, holds in met)


def spares_a_few(reading: Reading, call: Call) -> bool:
    """Whether conditions on the way to a call leave out a few that somebody named or marked."""
    met = met_on_the_way(reading, call.node, *taken_in_turn(reading, call))
    return any(
        one is not None
        and not takes_nearly_all(reading, one, holds=holds, sparing=False, inverted=True)
        for one, holds in met
    )


def _is_chosen(reading: Reading, node: Node) -> bool:
    """Whether a condition in the loop around a node picks some of what there is, that may go."""
    return not all(
        one is not None and _chooses_nothing(reading, one, is_around(one, node))
        for one in picking_conditions(reading.module, node)
    )


def _chooses_nothing(reading: Reading, condition: Node, holds: bool) -> bool:
    """Whether a condition holds for nearly everything, or for what must stay, or spares systems."""
    code = " ".join(reading.module.code(condition)[:_LONGEST].split())
    if _ANY.fullmatch(code if holds else code.removeprefix("not ")) is not None:
        return True
    if holds and picks_what_stays(code, code, ""):
        return True
    return takes_nearly_all(reading, condition, holds=holds, unlisted=True, inverted=True)


def given_whole(reading: Reading, call: Call) -> bool:
    """Whether a call in a loop is given the list that the loop runs over, not the one in turn.

    `for name in names: if old(name): drop(names)`: whatever is asked of one of them picks nothing.
    """
    names = {
        reading.module.code(one)
        for one in _loops_over(reading, call.node)
        if one.type == "identifier"
    }
    given = (*call.positional, *call.keywords.values(), *call.stars)
    return bool(names) and any(_name_of_all(reading, one) in names for one in given)


def _name_of_all(reading: Reading, node: Node) -> str:
    """The name of a list that an expression holds all of: `names`, `",".join(names)`."""
    node = unwrapped(node)
    if node.type == "call" and len(inner := arguments_of(reading.module, node)) == 1:
        made = reading.module.code(node.named_children[0]).rpartition(".")[2]
        node = inner[0] if made in _JOINED else node
    return reading.module.code(node) if node.type == "identifier" else ""


def _loops_over(reading: Reading, node: Node) -> list[Node]:
    """What the loops around a place run over, outermost first."""
    blocks = place_of(reading.module, node.start_byte).blocks
    loops = (block.owner for block in blocks if block.owner.type == "for_statement")
    over = (one.child_by_field_name("right") for one in loops)
    return [one for one in over if one is not None]


def leaves_out(reading: Reading, node: Node) -> bool:
    """Whether a list was made of what there is with a condition: `[t for t in tables if t.old]`."""
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "identifier" and _filled_by_choice(reading, node):
            return True
        node = reading.builder.flow.value(node) or node
        if node.type in _COMPREHENSIONS:
            asked = [one for one in reading.module.children(node)[0] if one.type == "if_clause"]
            return not all(_spares_systems(reading, one) for one in asked)
        if node.type != "call":
            return False
        name = reading.names.dotted(node)[:-2]
        given = arguments_of(reading.module, node)
        if name == "filter":
            if len(given) != 2 or given[0].type == "none":
                return False
            own = given[0].type == "lambda" or asked_function(reading, given[0]) is not None
            if not own or not _chooses_nothing(reading, given[0], holds=True):
                return True
            given = given[1:]
        elif name.rpartition(".")[2] not in _JOINED or not given:
            return False
        node = given[0]
    return False


def _filled_by_choice(reading: Reading, node: Node) -> bool:
    """Whether all that a list holds was put into it behind a condition: `old.append(name)`."""
    put = [one for held in reading.builder.flow.lists(node)[:_FEW] for one in held[:_FEW]]
    inside = [one for one in put if _loops_over(reading, one)]
    return bool(put) and all(_is_chosen(reading, one) for one in inside) and len(inside) == len(put)


def _spares_systems(reading: Reading, clause: Node) -> bool:
    inner = reading.module.children(clause)[0]
    return bool(inner) and _chooses_nothing(reading, inner[0], holds=True)
