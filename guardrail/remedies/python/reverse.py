"""Remedies in Django migrations: arguments added to calls, through libcst.

libcst keeps every space and comment of a call that it changes, so what a fix touches is just what
it adds.
"""

from __future__ import annotations

import libcst as cst
from libcst import matchers as m

from guardrail.remedies.place import Made, Place

KEYWORDS = {"RunPython": "reverse_code", "RunSQL": "reverse_sql"}
"""What makes an operation reversible ("RunPython", "RunSQL", docs.djangoproject.com)."""

_DEEPEST = 50
"""libcst's parser dies on some fifteen hundred nested parentheses; no migration has so many."""


def reverse_noop(place: Place) -> Made | None:
    """A step of Django that had no way back gets an empty one."""
    found = reversed_call(place.statement)
    if found is None:
        return None
    at = place.span.start + found[0]
    return Made((place.edit(at, at, found[1]),))


def reversed_call(call: str) -> tuple[int, str] | None:
    """`RunPython(f)` becomes `RunPython(f, reverse_code=RunPython.noop)`; `RunSQL` likewise.

    The offset in the call at which to insert, and the words. `None` where the call isn't one, or
    may have a reverse already.
    """
    if any(call.count(bracket) > _DEEPEST for bracket in "([{"):
        return None
    try:
        parsed = cst.parse_expression(call.rstrip().rstrip(","))
    except (cst.ParserSyntaxError, RecursionError):
        return None
    if not isinstance(parsed, cst.Call) or parsed.lpar:
        return None
    keyword = KEYWORDS.get(_last_name(parsed.func))
    if keyword is None or not parsed.args or not _can_take(parsed, keyword):
        return None
    reverse = cst.parse_expression(f"{_code(parsed.func)}.noop")
    argument = cst.Arg(
        keyword=cst.Name(keyword),
        value=reverse,
        equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
    )
    *before, last = parsed.args
    joined = last.with_changes(
        comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")),
        whitespace_after_arg=cst.SimpleWhitespace(""),
    )
    kept = argument.with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    mended = parsed.with_changes(args=[*before, joined, kept])
    return inserted(_code(parsed), _code(mended))


def _last_name(function: cst.BaseExpression) -> str:
    if isinstance(function, cst.Attribute):
        return function.attr.value
    return function.value if isinstance(function, cst.Name) else ""


def _can_take(call: cst.Call, keyword: str) -> bool:
    """Whether the reverse is neither given nor possibly given."""
    starred = any(argument.star for argument in call.args)
    named = any(m.matches(argument, m.Arg(keyword=m.Name(keyword))) for argument in call.args)
    positional = sum(argument.keyword is None for argument in call.args)
    return not (starred or named) and positional <= 1


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def inserted(before: str, after: str) -> tuple[int, str] | None:
    """What was inserted, and at which offset; `None` where anything else changed too."""
    at = 0
    while at < len(before) and before[at] == after[at]:
        at += 1
    words = after[at : at + len(after) - len(before)]
    return (at, words) if before[:at] + words + before[at:] == after else None
