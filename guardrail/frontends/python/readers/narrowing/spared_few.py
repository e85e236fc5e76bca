"""Conditions that spare a few that are written out, so that all the others are taken.

`[user.uid for user in users if user.uid not in STAFF]` is everybody who isn't staff. What is
spared by what the program has found out itself (`if key not in wanted`) isn't meant.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.readers.databases.spared_systems import spares_systems
from guardrail.frontends.python.readers.narrowing.empty_beginnings import (
    always_holds,
    asks_kind,
    is_around,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.picking import IDENTIFYING, words_of
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_MOST = 12
_DEEPEST = 6
_LONGEST = 40
_WHICH = IDENTIFYING | words("uid key username email login user account topic queue bucket table")
_STATES = words(
    "status state type kind role level flag plan tier phase stage category reason result region"
    " environment env mode source action event severity priority"
)
"""Words of what many have in common: who isn't `active` is picked by that."""
_IS_SO = late(
    r"\.(?:is_)?(?:active|enabled|disabled|suspended|blocked|banned|locked|deleted|archived|paid|captured"
    r"|livemode|refunded|disputed)$"
)
_UNUSUAL = late(r"(?:disabled|suspended|blocked|banned|locked|deleted|archived|refunded|disputed)$")
_PLAINLY = late(r"(?:\.(?:lower|upper|strip|decode|casefold)\([^()]*\))+$")
_LAST = late(r"^.*(?:\.(?=[A-Za-z_]\w*(?:\(\))?$)|\[[\"']|\.get\([\"'])(\w+).*$")
_WRITTEN = frozenset(("string", "integer"))


def spared_in_a_loop(reading: Reading, node: Node) -> str:
    """What holds of all that the conditions of the loop around a node take, of nearly all."""
    asked = picking_conditions(reading.module, node)
    return all_but(reading, [(one, one is not None and is_around(one, node)) for one in asked])


def spared_by_clauses(reading: Reading, comprehension: Node) -> str:
    """The same of the conditions of a comprehension."""
    parts = reading.module.children(comprehension)[0]
    inner = [reading.module.children(one)[0][:1] for one in parts if one.type == "if_clause"]
    return all_but(reading, [(one, True) for given in inner for one in given])


def all_but(reading: Reading, conditions: list[tuple[Node | None, bool]]) -> str:
    """What holds of all that conditions take: "it isn't one of STAFF", "not user.disabled".

    "" where one of them asks for more than what nearly everything is.
    """
    spared = ""
    for condition, holds in conditions:
        if condition is None:
            return ""
        if spares_systems(reading, condition, holds) or always_holds(reading, condition):
            continue
        if asks_kind(reading, condition):
            continue
        if not (few := _few(reading, condition, holds, 0)):
            return ""
        spared = spared or few
    return spared


def _few(reading: Reading, condition: Node, holds: bool, depth: int) -> str:
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if depth > _DEEPEST or not inner:
        return ""
    if node.type == "not_operator":
        return _few(reading, inner[-1], not holds, depth + 1)
    if node.type == "boolean_operator":
        return _of_several(reading, node, inner, holds, depth)
    if node.type == "attribute" and _IS_SO.search(reading.module.code(node)):
        # Nearly everybody is active, and nearly nobody is disabled.
        code = reading.module.short(node, _LONGEST)
        usual = _UNUSUAL.search(code) is None
        return f"{'' if usual else 'not '}{code}" if usual is holds else ""
    if node.type == "comparison_operator" and len(inner) == 2:
        between = reading.module.text[inner[0].end_byte : inner[1].start_byte].strip()
        if between not in (("not in", "!=") if holds else ("in", "==")):
            return ""
        if not _tells_apart(reading.module.code(inner[0])):
            return ""
        spared = _written(reading, inner[1], between.endswith("in"))
        return f"it isn't one of {spared}" if spared else ""
    function = node.child_by_field_name("function") if node.type == "call" else None
    own = reading.scopes.function(reading.module.code(function)) if function else None
    results = results_of(reading.module, own) if own is not None else []
    return _few(reading, results[0], holds, depth + 1) if len(results) == 1 else ""


def _of_several(reading: Reading, node: Node, inner: list[Node], holds: bool, depth: int) -> str:
    """Of several conditions: any of those of which one is enough, else all of them."""
    sign = node.child_by_field_name("operator")
    enough = (sign is not None and reading.module.code(sign) == "or") is holds
    told = [_few(reading, one, holds, depth + 1) for one in inner]
    return next(filter(None, told), "") if enough or all(told) else ""


def _tells_apart(code: str) -> bool:
    """Whether an expression is who or which one something is, unlike the state that many are in."""
    code = _PLAINLY.sub("", code)
    said = words_of(_LAST.sub(r"\1", code))
    return not said.isdisjoint(_WHICH) if _LAST.search(code) else said.isdisjoint(_STATES)


def _written(reading: Reading, node: Node, several: bool) -> str:
    """A text, or a short list that is written out to its last element, as it is called."""
    given = node
    if several and node.type == "identifier":
        value = reading.builder.flow.value(node)
        given = _inside(reading, value) if value is not None else node
    listed = reading.builder.flow.elements(_inside(reading, given)) if several else [node]
    if not listed or len(listed) > _MOST or not all(one.type in _WRITTEN for one in listed):
        return ""
    if any(len(reading.module.code(one)) <= len("''") for one in listed if one.type == "string"):
        return ""
    return reading.module.short(node, _LONGEST)


def _inside(reading: Reading, node: Node) -> Node:
    """What `frozenset({…})` is made of."""
    if node.type != "call":
        return node
    call = reading.call(node)
    kept = call.name in ("frozenset", "set", "tuple", "list") and len(call.positional) == 1
    return call.positional[0] if kept else node
