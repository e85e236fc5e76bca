"""What stands before an effect: conditions that guard it, questions asked first.

A condition guards what stands in its branch, and what stands behind it where its branch leaves:
`if dry_run: return`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.effects.guarding import ANSWERED, FOR_ONE, NOT_IN_PRODUCTION, OFF_BY_DEFAULT
from guardrail.frontends.python.guarding.checks import checked_by, decorated_by, entered_by
from guardrail.frontends.python.guarding.consent import always_asked, guards_in
from guardrail.frontends.python.guarding.flags import off_by_default
from guardrail.frontends.python.guarding.for_one import is_for_one
from guardrail.frontends.python.guarding.questions import questions_between, waits_between
from guardrail.frontends.python.guarding.things_in_turn import spares_one_in_turn
from guardrail.frontends.python.guarding.way_there import (
    STATEMENTS,
    Condition,
    before,
    left_by,
    of_branches,
    of_sides,
)
from guardrail.frontends.python.source.structure import DEFINITIONS, Place, definition, place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.project.asked_environment import asked_environment

_LONGEST = 90
QUESTION = "a prompt"
_OUTSIDE = late(r"\bautocommit_block\b|\bisolation_level\s*=\s*[\"']AUTOCOMMIT\b")
_EITHER = late(r"\bor\b")
_HELD = -7
"""Under which of a module's notes it is kept what is left by its statements."""


def outside_transaction(module: Module, node: Node) -> bool:
    """Whether the node stands in Alembic's `with ….autocommit_block():`.

    Or in the block of a connection of its own that commits each statement.
    """
    return any(
        block.owner.type == "with_statement"
        and _OUTSIDE.search(module.plain, block.owner.start_byte, block.node.start_byte)
        for block in place_of(module, node.start_byte).blocks
    )


def guards_of(module: Module, node: Node) -> tuple[str, ...]:
    """The guards around a node: "if settings.DEBUG, not in production", "a prompt"."""
    return guards_at(module, node.start_byte)


def guards_at(module: Module, offset: int) -> tuple[str, ...]:
    """The guards around a place of a module."""
    place = place_of(module, offset)
    function = _function(place)
    found: list[str] = []
    for condition in of_branches(module, place):
        found += _of_place(module, place, condition, guards_in(module, function, condition))
    for condition in of_sides(module, place, offset):
        found += guards_in(module, function, condition)
    for block in place.blocks:
        found += entered_by(module, block.owner, block.node.start_byte)
    for statement in before(module, place, offset):
        left = _left(module, function, statement)
        if any(one.endswith(NOT_IN_PRODUCTION) for one in left):
            asked = [*left_by(module, statement)]
            left = [g for g in left if all(_of_place(module, place, one, (g,)) for one in asked)]
        found += left
    for one in place.definitions:
        found += decorated_by(module, one)
    if ANSWERED not in found and _waits_before(module, place, offset):
        found.append(QUESTION)
    if is_for_one(module, function):
        found.append(FOR_ONE)
    return tuple(dict.fromkeys(found)) or _asked_for(module, place, function)


def _of_place(
    module: Module, place: Place, condition: Condition, guards: Iterable[str]
) -> list[str]:
    """The guards that a condition is, without what it says of one thing in turn alone."""
    told = [*guards]
    if not any(one.endswith(NOT_IN_PRODUCTION) for one in told):
        return told
    if not spares_one_in_turn(module, place, condition):
        return told
    return [one for one in told if not one.endswith(NOT_IN_PRODUCTION)]


def _asked_for(module: Module, place: Place, function: Node | None) -> tuple[str, ...]:
    """The parameters, false by default, without which a place isn't come to: `if overwrite:`."""
    found: list[str] = []
    for block in place.blocks:
        if block.owner.type != "if_statement" or function is None:
            continue
        condition = block.owner.child_by_field_name("condition")
        first = block.owner.child_by_field_name("consequence")
        if condition is None or block.node != first:
            continue
        told = module.code(condition)[:_LONGEST]
        if all(off_by_default(module, function, one.strip()) for one in _EITHER.split(told)):
            found.append(f"if {told}{OFF_BY_DEFAULT}")
    return tuple(found)


def environment_at(module: Module, offset: int) -> Environment:
    """The environment in which alone a place is come to, where the conditions around it say so."""
    place = place_of(module, offset)
    for one in _conditions(module, place, offset):
        text = " ".join(module.code(one.code).split()) if not one.within else ""
        text = f"{text} in ({one.one_of})" if one.one_of else text
        if text and len(text) <= _LONGEST:
            asked = asked_environment(text)
            if asked == (EnvironmentKind.PRODUCTION, one.holds):
                return Environment(
                    EnvironmentKind.PRODUCTION, f"{'if' if one.holds else 'unless'} {text}"
                )
    return Environment()


def _conditions(module: Module, place: Place, offset: int) -> Iterator[Condition]:
    yield from of_branches(module, place)
    for statement in before(module, place, offset):
        yield from left_by(module, statement)


def _left(module: Module, function: Node | None, statement: Node) -> list[str]:
    """The guards that a statement before a place is, worked out once."""
    kept: dict[int, list[str]] = module.notes.setdefault(_HELD, {})
    held = kept.get(statement.id)
    if held is None:
        held = kept[statement.id] = [
            guard
            for condition in left_by(module, statement)
            for guard in guards_in(module, function, condition, left=True)
        ]
        held += checked_by(module, statement) + _checked_in(module, function, statement)
    return held


def _checked_in(module: Module, function: Node | None, statement: Node) -> list[str]:
    """The guards in a branch that is taken by default: `if not yes: confirm("?", abort=True)`."""
    condition = statement.child_by_field_name("condition")
    branch = statement.child_by_field_name("consequence")
    if statement.type != "if_statement" or condition is None or branch is None:
        return []
    inner = module.children(branch)[0][:STATEMENTS]
    found = [guard for one in inner for guard in checked_by(module, one)]
    return found if found and always_asked(module, function, condition) else []


def _function(place: Place) -> Node | None:
    functions = [one for one in place.definitions if one.type == "function_definition"]
    return functions[-1] if functions else None


def _waits_before(module: Module, place: Place, offset: int) -> bool:
    """Whether the program waits for somebody on the way to the place, in the same function."""
    function = _function(place)
    if function is not None:
        return waits_between(module, function.start_byte, offset)
    nodes, starts = module.children(place.block)
    upto = bisect_left(starts, place.statement.start_byte)
    first = max(upto - STATEMENTS, 0)
    since = starts[first] if first < len(starts) else offset
    if not questions_between(module, since, offset):
        return False
    return any(
        definition(one).type not in DEFINITIONS
        and waits_between(module, one.start_byte, min(one.end_byte, offset))
        for one in nodes[first : upto + 1]
    )
