"""Functions of a program that go no further where it must not: `ensure_not_production()`.

What a function of the module leaves by raising or by ending the program guards whoever calls it;
what a decorator of the module leaves before it calls what it decorates guards that. Of those that
other modules define the name says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects.guarding import ANSWERED, NOT_IN_PRODUCTION
from guardrail.frontends.python.consent import guards_in, is_sure
from guardrail.frontends.python.questions import aborts
from guardrail.frontends.python.structure import DEFINITIONS, definition
from guardrail.frontends.python.tree import Module
from guardrail.frontends.python.way_there import STATEMENTS, left_by

_CALLED = re.compile(r"(?:await\s+)?(?:[\w.]*\.)?(\w+)\s*\(")
_DECORATED = re.compile(r"@\s*(?:[\w.]*\.)?(\w+)")
_SAYING_SO = re.compile(
    r"_?(?:ensure|assert|require|check|verify|refuse|forbid|guard|abort|fail|stop|exit|protect"
    r"|prevent|block|disallow|reject|deny|must_be|only|skip|non|not|no)_?\w*?"
    r"(?:prod|dev|local|debug|test_|testing|safe_env|environment)\w*"
    r"|\w*(?:dev|local|debug|test|testing|staging)(?:elopment)?_only",
    re.IGNORECASE,
)
_CONFIRMING = re.compile(
    r"_?(?:require|ask|get|with|must|needs?)_\w*confirm\w*|confirm\w*_or_\w+|requires_confirm\w*",
    re.IGNORECASE,
)
_MAY_CHECK = re.compile(
    r"ensure|assert|require|check|verify|valid|refuse|forbid|guard|abort|confirm|prompt|ask|must"
    r"|only|safe|prod|dev|allow|protect|prevent|block|deny|sure|careful|danger|destruct",
    re.IGNORECASE,
)
"""What a function is called that may go no further. Others aren't looked into."""
_NOT_LEAVING = ("return_statement", "continue_statement")
_DEFINED = re.compile(r"\bdef\s+(\w+)")
_MOST = 2_000
_HELD = -6


def checked_by(module: Module, statement: Node) -> list[str]:
    """The guards that a statement is which calls something that goes no further."""
    if statement.type != "expression_statement":
        return []
    called = _CALLED.match(module.plain, statement.start_byte)
    if aborts(module, statement.start_byte, statement.end_byte):
        return [ANSWERED]
    if called is None or called.end() > statement.end_byte or not _MAY_CHECK.search(called[1]):
        return []
    own = _function(module, called[1])
    if own is not None:
        return _refusing(module, own)
    return _by_name(called[1])


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
        own = _function(module, name[1]) if _MAY_CHECK.search(name[1]) else None
        if "confirmation_option" in code or ("abort_if" in code and "prompt" in code):
            found.append(ANSWERED)
        elif own is not None:
            found += [
                guard for inner in _inside(module, own) for guard in _refusing(module, inner, True)
            ]
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
                if is_sure(guard)
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


def _function(module: Module, name: str) -> Node | None:
    """The function or method of the module with a name, where there is one alone."""
    held: dict[str, int] | None = module.notes.get(_HELD)
    if held is None:
        held = module.notes[_HELD] = {}
        for number, found in enumerate(_DEFINED.finditer(module.plain)):
            if number >= _MOST:
                break
            held[found[1]] = found.start() if found[1] not in held else -1
    place = held.get(name, -1)
    node = module.root.named_descendant_for_byte_range(place, place + 3) if place >= 0 else None
    while node is not None and node.type != "function_definition":
        node = node.parent
    return node
