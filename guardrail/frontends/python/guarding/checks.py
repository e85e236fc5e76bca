"""Functions of a program that go no further where it must not: `ensure_not_production()`.

What a function of the module leaves by raising or by ending the program guards whoever calls it;
what a decorator of the module leaves before it calls what it decorates guards that. Of those that
other modules define the name says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.effects.guarding import ANSWERED, NOT_IN_PRODUCTION
from guardrail.frontends.python.guarding.asked_by_default import not_awaited
from guardrail.frontends.python.guarding.consent import guards_in
from guardrail.frontends.python.guarding.questions import aborts
from guardrail.frontends.python.guarding.way_there import STATEMENTS, left_by
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.source.structure import DEFINITIONS, definition
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_CALLED = late(r"(?:await\s+)?(?:[\w.]*(?:\([^()]*\))?\.)?(\w+)\s*\(")
_ENTERED = late(r"\b(\w+)\s*\(")
_MOST = 4
_DECORATED = late(r"@\s*(?:[\w.]*\.)?(\w+)")
_PRODUCTION = (
    r"prod(?:uction)?(?:_(?:env(?:ironment)?|database|db|host|url|runs?|use|target|mode))?"
)
_ELSEWHERE = r"(?:dev(?:elopment)?|local|debug|test(?:ing)?|staging|sandbox|non_?prod(?:uction)?)"
_OF_PLACES = r"(?:env(?:ironment)?|mode|only|database|db|host|settings|url|connection|server)"
_SAYING_SO = late(
    r"_?(?:"
    # refuse_production, abort_if_prod, guard_against_prod
    r"(?:refuse|forbid|abort|prevent|disallow|reject|deny|guard|bail)(?:_(?:if|in|on|when|against"
    rf"|running|to|for|the|is|run))*_{_PRODUCTION}"
    # fail_if_production, skip_in_prod: without the small word it may be production that is stopped
    r"|(?:fail|stop|exit|block|raise|skip|quit|leave|halt)(?:_(?:if|in|on|when|is|running))+"
    rf"_{_PRODUCTION}"
    # ensure_not_production, not_in_prod, assert_safe_environment
    r"|(?:(?:ensure|assert|require|check|verify|must_be|we_are|is)_)?(?:(?:we_are|is)_)?(?:not|non|no)"
    rf"(?:_(?:in|on|running|a|the))*_?{_PRODUCTION}(?:_only)?"
    r"|(?:ensure|assert|require|check|verify|must_be)_(?:is_)?safe_(?:env|environment|database|db|target)"
    # assert_dev, require_local_database; what is ensured may be made: ensure_test_db
    rf"|(?:assert|require|must_be|verify)_(?:(?:is|in|on|running)_)*{_ELSEWHERE}(?:_{_OF_PLACES})*"
    rf"|ensure_(?:is_|in_|on_)*{_ELSEWHERE}(?:_(?:env(?:ironment)?|mode|only))?"
    rf"|check_(?:is_|in_|on_)*{_ELSEWHERE}_(?:env(?:ironment)?|mode|only)"
    rf"|only_(?:in_|on_|for_)*{_ELSEWHERE}(?:_{_OF_PLACES})*|{_ELSEWHERE}_(?:env(?:ironment)?_)?only"
    r")",
    re.IGNORECASE,
)
"""A name that says that what it is called in goes no further in production."""

_CONFIRMING = late(
    r"_?(?:requires?|must|needs?|ensure)_\w*confirm\w*|confirm\w*_or_\w+", re.IGNORECASE
)
_CONFIRMED = late(r"_?(?:ask|get|with|confirm)_?\w*confirm\w*|confirmed", re.IGNORECASE)
"""What a decorator is called that asks first. What a call is that only answers is looked at."""

_MAY_CHECK = late(
    r"ensure|assert|require|check|verify|valid|refuse|forbid|guard|abort|confirm|prompt|ask|must"
    r"|only|safe|prod|dev|allow|protect|prevent|block|deny|sure|careful|danger|destruct",
    re.IGNORECASE,
)
"""What a function is called that may go no further. Others aren't looked into."""
_NOT_LEAVING = ("return_statement", "continue_statement")


def checked_by(module: Module, statement: Node) -> list[str]:
    """The guards that a statement is which calls something that goes no further."""
    if statement.type != "expression_statement":
        return []
    called = _CALLED.match(module.plain, statement.start_byte)
    if aborts(module, statement.start_byte, statement.end_byte):
        return [ANSWERED]
    if called is None or called.end() > statement.end_byte or not _MAY_CHECK.search(called[1]):
        return []
    own = function_named(module, called[1])
    if own is not None:
        return [] if not_awaited(module, own, called.start(1)) else _refusing(module, own)
    return _by_name(called[1])


def entered_by(module: Module, owner: Node, start: int) -> list[str]:
    """The guards that the head of a `with` statement is, whose block starts at a place."""
    if owner.type != "with_statement":
        return []
    found: list[str] = []
    for called in islice(_ENTERED.finditer(module.plain, owner.start_byte, start), _MOST):
        if _MAY_CHECK.search(called[1]):
            own = function_named(module, called[1])
            found += _refusing(module, own) if own is not None else _by_name(called[1])
    return found


def decorated_by(module: Module, function: Node) -> list[str]:
    """The guards that the decorators of a function are."""
    around = function.parent
    if around is None or around.type != "decorated_definition":
        return []
    found: list[str] = []
    for one in around.named_children:
        code = module.code(one) if one.type == "decorator" else ""
        name = _DECORATED.match(code)
        if name is None:
            continue
        own = function_named(module, name[1]) if _MAY_CHECK.search(name[1]) else None
        if "confirmation_option" in code or ("abort_if" in code and "prompt" in code):
            found.append(ANSWERED)
        elif own is not None:
            found += [
                guard for inner in _inside(module, own) for guard in _refusing(module, inner, True)
            ]
        elif _CONFIRMED.fullmatch(name[1]):
            found.append(ANSWERED)
        else:
            found += _by_name(name[1])
    return found


def _by_name(name: str) -> list[str]:
    if _CONFIRMING.fullmatch(name):
        return [ANSWERED]
    return [f"{name}(){NOT_IN_PRODUCTION}"] if _SAYING_SO.fullmatch(name) else []


def _refusing(module: Module, function: Node, returning: bool = False) -> list[str]:
    """What holds behind a call of a function, because otherwise it ends the program.

    With `returning` a return counts too: what stands behind it in the function isn't come to.
    """
    key = -function.id * 2 - (10 if returning else 11)
    held: list[str] | None = module.notes.get(key)
    if held is None:
        held = module.notes[key] = []
        body = function.child_by_field_name("body")
        for one in module.children(body)[0][:STATEMENTS] if body is not None else ():
            if not returning and _only_returns(module, one):
                continue
            if aborts(module, one.start_byte, one.end_byte) and one.type == "expression_statement":
                held.append(ANSWERED)
            held += [
                guard
                for condition in left_by(module, one)
                for guard in guards_in(module, function, condition, left=True)
            ]
    return held


def _only_returns(module: Module, statement: Node) -> bool:
    """Whether a branch gives control back to the caller, who goes on."""
    branch = statement.child_by_field_name("consequence")
    inner = module.children(branch)[0] if branch is not None else []
    return bool(inner) and inner[-1].type in _NOT_LEAVING


def _inside(module: Module, function: Node) -> Iterator[Node]:
    """A function and those that it defines: a decorator's wrapper."""
    yield function
    body = function.child_by_field_name("body")
    for one in module.children(body)[0] if body is not None else ():
        inner = definition(one)
        if inner.type in DEFINITIONS and inner.type == "function_definition":
            yield from _inside(module, inner)
