"""Remedies in Django migrations: an argument added to a call that stands verbatim."""

from __future__ import annotations

import ast
import re
import warnings

KEYWORDS = {"RunPython": "reverse_code", "RunSQL": "reverse_sql"}
_DEEPEST = 50
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def reverse_noop(call: str) -> tuple[int, str] | None:
    """`RunPython(f)` becomes `RunPython(f, reverse_code=RunPython.noop)`; `RunSQL` likewise."""
    if call.count("(") > _DEEPEST or call.count("[") > _DEEPEST:
        return None
    parsed = _parsed(call.rstrip().rstrip(","))
    if not isinstance(parsed, ast.Call) or not isinstance(parsed.func, ast.Name | ast.Attribute):
        return None
    name = parsed.func.id if isinstance(parsed.func, ast.Name) else parsed.func.attr
    keyword = KEYWORDS.get(name)
    given = [each.arg for each in parsed.keywords]
    if keyword is None or keyword in given or None in given or len(parsed.args) > 1:
        return None
    if any(isinstance(argument, ast.Starred) for argument in parsed.args):
        return None
    values = [*parsed.args, *(each.value for each in parsed.keywords)]
    if not values:
        return None
    at = max(_end(call, value) for value in values)
    return (at, f", {keyword}={ast.unparse(parsed.func)}.noop") if _closes(call[at:]) else None


def _parsed(call: str) -> ast.expr | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(call, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _end(text: str, node: ast.expr) -> int:
    """Where the node ends, in code points; the parser counts bytes of UTF-8 in a line."""
    lines = _LINE.findall(text)
    row = (node.end_lineno or 1) - 1
    own = lines[row].encode()[: node.end_col_offset or 0].decode()
    return sum(len(line) for line in lines[:row]) + len(own)


def _closes(rest: str) -> bool:
    """Whether only the call's own end follows: no parenthesis around the last value, no comment."""
    return not rest.translate(str.maketrans("", "", " \t\r\n,)")) and rest.count(")") == 1
