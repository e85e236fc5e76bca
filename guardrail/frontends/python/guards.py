"""What stands before an effect: conditions that look like guards, questions asked first.

A condition guards what stands in its branch, and what stands behind it where its branch leaves:
`if dry_run: return`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.effects.guarding import (
    ANSWERED,
    DRY_BY_DEFAULT,
    NOT_BY_DEFAULT,
    NOT_IN_PRODUCTION,
    OFF_BY_DEFAULT,
)
from guardrail.frontends.python.flags import (
    flag_asked,
    holds_by_default,
    off_by_default,
    runs_by_default,
)
from guardrail.frontends.python.structure import DEFINITIONS, Place, definition, place_of
from guardrail.frontends.python.tree import Module
from guardrail.frontends.python.whole_words import whole
from guardrail.model import Environment, EnvironmentKind
from guardrail.project.asked_environment import asked_environment

_LONGEST = 90
_REACH = 4000
_MOST_ANSWERS = 8
_STATEMENTS = 12
_SAYING_SO = (
    r"debug|dry_?run|confirm|\byes\b|force|prompt|interactive|testing|is_test|is_dev"
    r"|environ|\binput\(|\bcommit\b|is_?prod|produc|\benv\b\W{1,3}\s*(?:[!=]=|in\b|not\b)"
    r"|\b(?:\w+\.)?(?:apply|execute|really|for_real|proceed|live|do_it)\b(?!\s*\()"
)
_GUARDING = re.compile(rf"{_SAYING_SO}|\bargs\.|options\[", re.IGNORECASE)
_LEFT = re.compile(_SAYING_SO, re.IGNORECASE)
"""A function is also left because an argument is missing: that guards nothing."""
_SOMEWHERE = re.compile(r"environ|\benv\b|debug|testing|is_?prod|produc", re.IGNORECASE)
"""What an assertion asks of where it runs; any other is about the program itself."""
_ASKING = ("input", "confirm", "prompt", "Confirm.ask")
_QUESTION = re.compile(rf"{whole(*_ASKING)}\s*\(")


_DRY = re.compile(r"\bdry_?run\b", re.IGNORECASE)
_REALLY = re.compile(
    r"(?i)\A_?(?:no_?)?(?:dry_?run|confirm\w*|yes|force|apply|execute|really\w*|for_real|proceed"
    r"|live|do_it|commit|delete_for_real|i_know\w*|assume_yes|skip_confirm\w*)\Z"
)
"""Flags that say: this time do it."""
_DECIDES = re.compile(
    r"\b(?:if|while|assert)\b[^\n]{0,80}(?:input|prompt|ask)\(|confirm\w*\(|Confirm\.ask\("
)
_ANSWER = re.compile(r"([^\W\d]\w*)\s*=\s*[\w.( ]{0,40}\b(?:input|prompt|ask)\(")
_EITHER = re.compile(r"\bor\b")
_LEAVING = frozenset(("return_statement", "raise_statement", "continue_statement"))
_EXIT = re.compile(r"(?:sys\.|os\.|ctx\.)?_?(?:exit|abort|quit)\(")
_CONDITIONAL = frozenset(("if_statement", "assert_statement"))
_OUTSIDE = re.compile(r"\bautocommit_block\b|\bisolation_level\s*=\s*[\"']AUTOCOMMIT\b")


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
    """The guards around a node: "if settings.DEBUG", "a prompt"."""
    place = place_of(module, node.start_byte)
    function = next(
        (d for d in reversed(place.definitions) if d.type == "function_definition"), None
    )
    kept = (
        one
        for one in dict.fromkeys(_conditions(module, place, node.start_byte))
        if not runs_by_default(module, function, one) and not _lets_production_pass(one)
    )
    guards = dict.fromkeys(_by_default(module, function, guard) for guard in kept)
    return tuple(guards) or _asked_for(module, place, function)


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
    for one in _conditions(module, place_of(module, offset), offset):
        if _asked(one) == (EnvironmentKind.PRODUCTION, True):
            return Environment(EnvironmentKind.PRODUCTION, one)
    return Environment()


def _asked(guard: str) -> tuple[EnvironmentKind, bool] | None:
    """The environment that a guard asks for, and whether what it guards runs there."""
    word, _, condition = guard.partition(" ")
    return asked_environment(f"not {condition}" if word == "unless" else condition)


def _lets_production_pass(guard: str) -> bool:
    """Whether a guard asks for an environment and lets what it guards run in production."""
    asked = _asked(guard)
    return asked is not None and (asked[0] is EnvironmentKind.PRODUCTION) is asked[1]


def _conditions(module: Module, place: Place, offset: int) -> list[str]:
    """What stands before a place: the branches it is in, what was left or asked before it."""
    found: list[str] = []
    for block in place.blocks:
        condition = block.owner.child_by_field_name("condition")
        if block.owner.type == "else_clause":
            parent = block.owner.parent
            condition = parent.child_by_field_name("condition") if parent is not None else None
            word = "unless"
        else:
            word = "if"
        if condition is None or condition.end_byte - condition.start_byte > _LONGEST:
            continue
        found += _guarded_by(module, condition, word, _GUARDING)
    found += _left_before(module, place, offset)
    if _command_asks(module, place):
        found.append(ANSWERED)
    else:
        asked = _asked_before(module, place, offset)
        found += [_question(module, asked)] if asked is not None else []
    return found


def _question(module: Module, asked: tuple[int, int]) -> str:
    """What is asked between two offsets: whether to go on, or something else."""
    text = module.plain[asked[0] : asked[1]]
    if _DECIDES.search(text):
        return ANSWERED
    answers = {match[1]: match.end() for match in _ANSWER.finditer(text)}
    decided = any(
        re.compile(rf"\b(?:if|while|assert)\b[^\n]{{0,80}}\b{name}\b").search(text, end)
        for name, end in islice(answers.items(), _MOST_ANSWERS)
    )
    return ANSWERED if decided else "a prompt"


def _guarded_by(
    module: Module, condition: Node, word: str, guarding: re.Pattern[str] = _LEFT
) -> Iterator[str]:
    """The guard that a condition is, if it is one."""
    text = module.code(condition)
    if "\n" not in text and len(text) <= _LONGEST and guarding.search(text):
        yield ANSWERED if _QUESTION.search(text) else f"{word} {text}"


def _left_before(module: Module, place: Place, offset: int) -> Iterator[str]:
    """The conditions under which the function was left on the way to the place."""
    functions = [one for one in place.definitions if one.type == "function_definition"]
    body = functions[-1].child_by_field_name("body") if functions else module.root
    inside = body.start_byte if body is not None else 0
    within = [block.node for block in place.blocks if block.node.start_byte > inside]
    for block in (body, *within):
        nodes, starts = module.children(block) if block is not None else ([], [])
        upto = max(bisect_right(starts, offset) - 1, 0)
        asking = _asking(module, block) if block is not None else []
        # Functions are left at their beginning or just before.
        first = bisect_left(asking, min(_STATEMENTS, upto))
        late = max(bisect_left(asking, upto - _STATEMENTS), first)
        for index in (*asking[:first], *asking[late : bisect_left(asking, upto)]):
            one = nodes[index]
            if one.type == "assert_statement":
                yield from _guarded_by(module, module.children(one)[0][0], "if", _SOMEWHERE)
                continue
            condition = _leaving(module, one) if one.type == "if_statement" else None
            if condition is None:
                continue
            if condition.type == "not_operator":
                asked = condition.child_by_field_name("argument")
                yield from _guarded_by(module, asked, "if") if asked is not None else ()
            else:
                yield from _guarded_by(module, condition, "unless")


def _asking(module: Module, block: Node) -> list[int]:
    """Which of a block's statements ask a condition, by their number."""
    held: list[int] | None = module.notes.get(-block.id)
    if held is None:
        nodes, _ = module.children(block)
        held = [number for number, one in enumerate(nodes) if one.type in _CONDITIONAL]
        module.notes[-block.id] = held
    return held


def _leaving(module: Module, statement: Node) -> Node | None:
    """The condition of an `if` that does nothing but leave, `None` where it goes on."""
    branch = statement.child_by_field_name("consequence")
    inner = module.children(branch)[0] if branch is not None else []
    if not inner or statement.child_by_field_name("alternative") is not None:
        return None
    last = inner[-1]
    if last.type in _LEAVING or _EXIT.match(module.plain, last.start_byte):
        return statement.child_by_field_name("condition")
    return None


def _command_asks(module: Module, place: Place) -> bool:
    """Whether the command that a function is asks before it begins: a decorator says so."""
    for one in place.definitions:
        around = one.parent
        if around is not None and around.type == "decorated_definition":
            decorated = module.plain[around.start_byte : one.start_byte]
            if "confirmation_option" in decorated:
                return True
    return False


def _by_default(module: Module, function: Node | None, guard: str) -> str:
    """A guard with what it says of itself: that nothing is done by default, or in production."""
    asked = _asked(guard)
    if asked is not None and (asked[0] is EnvironmentKind.PRODUCTION) is not asked[1]:
        shared = asked == (EnvironmentKind.SHARED, True)
        return guard if shared else guard + NOT_IN_PRODUCTION
    flag = flag_asked(guard)
    if (
        flag is not None
        and _REALLY.match(flag[0])
        and holds_by_default(module, function, guard) is False
    ):
        return guard + (DRY_BY_DEFAULT if _DRY.search(guard) else NOT_BY_DEFAULT)
    named = _DRY.search(guard)
    parameters = function.child_by_field_name("parameters") if function is not None else None
    if named is None or parameters is None:
        return guard
    given = re.compile(rf"\b{re.escape(named[0])}\b[^,=]*=\s*True\b")
    if given.search(module.plain, parameters.start_byte, parameters.end_byte):
        return guard + DRY_BY_DEFAULT
    return guard


def _asks(module: Module) -> bool:
    """Whether a question is asked anywhere in the module."""
    held = module.notes.get(0)
    if held is None:
        asks = any(word in module.plain for word in _ASKING)
        held = module.notes[0] = asks and _QUESTION.search(module.plain) is not None
    return bool(held)


def _asked_before(module: Module, place: Place, offset: int) -> tuple[int, int] | None:
    """From where to where a question is asked on the way to the place, in the same function."""
    if not _asks(module):
        return None
    functions = [one for one in place.definitions if one.type == "function_definition"]
    if functions:
        start = max(functions[-1].start_byte, offset - _REACH)
        return (start, offset) if _QUESTION.search(module.plain, start, offset) else None
    nodes, starts = module.children(place.block)
    upto = bisect_left(starts, place.statement.start_byte)
    near = nodes[max(upto - _STATEMENTS, 0) : upto + 1]
    asking = next(
        (
            one
            for one in near
            if definition(one).type not in DEFINITIONS
            and _QUESTION.search(module.plain, one.start_byte, min(one.end_byte, offset))
        ),
        None,
    )
    return (asking.start_byte, offset) if asking is not None else None
