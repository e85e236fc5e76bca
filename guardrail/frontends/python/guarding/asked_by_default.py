"""Whether a question is asked at all where nobody says otherwise.

`answer = input("Sure? ") if args.interactive else "y"` asks nobody by default, and goes on.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.guarding.flags import holds_by_default
from guardrail.frontends.python.guarding.overruled import overruled
from guardrail.frontends.python.guarding.questions import questions_between
from guardrail.frontends.python.guarding.way_there import Condition, before, left_by, of_branches
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_YES = r"(?:True|[rf]?[\"'](?i:y|yes|ok|true|1)[\"'])"
_SAYS_YES = late(_YES)
_SETS_YES = r"(?m)^[ \t]*{0}[ \t]*(?::[^=\n]+)?=[ \t]*" + _YES + r"[ \t]*(?:#.*)?$"
_SET = late(r"([^\W\d]\w*)\s*(?::[^=\n]+)?=(?!=)")
_CALLED = late(r"(?:self\.|cls\.)?(\w+)\s*\(")
_RETURNS_YES = late(r"return[ \t]+True\b")
_UNANSWERED = r"except\b[^\n]*\b(?:EOFError|Exception|OSError)\b[^\n]*:[ \t]*\n"
_UNASKED = late(_UNANSWERED + r"[ \t]*return[ \t]+" + _YES)
"""Where nobody is there to be asked, that counts as yes."""
_AWAITING = late(r"\bawait\s+\(?\s*\Z|\b(?:run|run_until_complete|gather|async_to_sync)\(\s*\Z")
_FAR = 40
_FARTHEST = 8


def asked_by_default(module: Module, function: Node | None, question: int) -> bool:
    """Whether a question at a place is asked, or answered with no, unless somebody says otherwise.

    `function` is the one around it.
    """
    return not (
        _answered_beside(module, function, question)
        or _answered_before(module, function, question)
        or _answered_after(module, function, question)
        or _answered_inside(module, question)
    )


def _answered_beside(module: Module, function: Node | None, question: int) -> bool:
    """Whether `"y"` is taken by default of `input() if interactive else "y"`."""
    node = module.root.descendant_for_byte_range(question, question + 1)
    for _ in range(_FARTHEST):
        if node is None or node.type == "conditional_expression":
            break
        node = node.parent
    if node is None or node.type != "conditional_expression":
        return False
    asked, condition, other = module.children(node)[0][:3]
    first = asked.start_byte <= question < asked.end_byte
    otherwise = module.code(other if first else asked)
    holds = holds_by_default(module, function, module.code(condition), condition.start_byte)
    return holds is not None and holds is not first and _SAYS_YES.fullmatch(otherwise) is not None


def _answered_before(module: Module, function: Node | None, question: int) -> bool:
    """Whether a name is "y" already, and it is asked only in a branch not taken by default."""
    place = place_of(module, question)
    named = _SET.match(module.plain, place.statement.start_byte)
    if named is None or function is None:
        return False
    skipped = [one for one in of_branches(module, place) if _is_skipped(module, function, one)]
    if not skipped:
        return False
    yes = re.compile(_SETS_YES.format(re.escape(named[1])))
    return yes.search(module.plain, function.start_byte, function.end_byte) is not None


def _answered_after(module: Module, function: Node | None, question: int) -> bool:
    """Whether a name is "y" where nobody is there to be asked: `except EOFError: answer = "y"`."""
    place = place_of(module, question)
    named = _SET.match(module.plain, place.statement.start_byte)
    if named is None or function is None:
        return False
    yes = re.compile(rf"{_UNANSWERED}[ \t]*{re.escape(named[1])}[ \t]*=[ \t]*{_YES}")
    return yes.search(module.plain, question, function.end_byte) is not None


def _answered_inside(module: Module, question: int) -> bool:
    """Whether a function of the module that asks says yes by default, without having asked."""
    called = _CALLED.match(module.plain, question)
    own = function_named(module, called[1]) if called is not None else None
    if own is None:
        return False
    if not_awaited(module, own, question):
        return True
    if _UNASKED.search(module.plain, own.start_byte, own.end_byte):
        return True
    inside = questions_between(module, own.start_byte, own.end_byte)
    return bool(inside) and all(_is_passed_by(module, own, one) for one in inside)


def not_awaited(module: Module, own: Node, called: int) -> bool:
    """Whether a coroutine of the module is called at a place, but nobody waits for what it does."""
    if not module.plain.startswith("async", own.start_byte):
        return False
    return _AWAITING.search(module.plain, max(called - _FAR, 0), called) is None


def _is_passed_by(module: Module, own: Node, question: int) -> bool:
    """Whether a function has said yes before it comes to a question, or passes it by."""
    place = place_of(module, question)
    for statement in before(module, place, question):
        branch = statement.child_by_field_name("consequence")
        inner = module.children(branch)[0] if branch is not None else []
        if not inner or not _RETURNS_YES.match(module.plain, inner[-1].start_byte):
            continue
        if any(_is_skipped(module, own, one) for one in left_by(module, statement)):
            return True
    return False


def _is_skipped(module: Module, function: Node, condition: Condition) -> bool:
    """Whether a condition on the way doesn't hold by default, whatever the module's calls give."""
    text = module.code(condition.code)
    holds = holds_by_default(module, function, text, condition.code.start_byte)
    if holds is None or holds is condition.holds:
        return False
    name = text.removeprefix("not ").strip()
    return not (name.isidentifier() and overruled(module, function, name))
