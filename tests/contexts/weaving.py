"""Puts the harm of an example into a context: a branch, a function, a loop.

Contexts stand in text files, one behind each `=== name`. In a context's text a line `HARM` stands
for the statement; lines before it that begin with `%` say what else there is: `%above` stands at
the top of the module, `%parameters` and `%decorators` are those of the function around, `%path` is
where the text stands. With `%whole` the text is the rest of the module, and all that the example
runs stands where `HARM` is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from msgspec import Struct

HARM = "HARM"
_HERE = Path(__file__).parent
_ASYNC = (ast.Await, ast.AsyncFor, ast.AsyncWith)
_AWAITED = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_KEPT_OUTSIDE = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)


class Context(Struct, frozen=True):
    """A context of a statement."""

    name: str
    body: str
    above: str = ""
    parameters: str = ""
    decorators: str = ""
    path: str = ""
    whole: bool = False


class Harm(Struct, frozen=True):
    """A Python text cut at the statement that does harm.

    `outside` stands at the module's top, `before` and `after` in the block of the statement;
    `head` and `tail` are the lines around that block where it is a function of the example's own.
    """

    outside: str
    before: str
    statement: str
    after: str
    head: str = ""
    tail: str = ""
    is_async: bool = False


def contexts(file: str) -> list[Context]:
    """The contexts of a file, in order."""
    return [*_contexts((_HERE / file).read_text("utf-8"))]


def _contexts(text: str) -> Iterator[Context]:
    for block in f"\n{text}".split("\n=== ")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        said: dict[str, list[str]] = {}
        while lines and lines[0].startswith("%"):
            word, _, rest = lines.pop(0)[1:].partition(" ")
            said.setdefault(word, []).append(rest)
        joined = {word: "\n".join(told) for word, told in said.items() if word != "whole"}
        yield Context(name, "\n".join(lines), whole="whole" in said, **joined)


def cut(text: str, offset: int) -> Harm | None:
    """The text cut at the statement at an offset; `None` where that stands in no block of code."""
    line = text.count("\n", 0, offset) + 1
    try:
        tree = compile(text, "example", "exec", _AWAITED)
    except SyntaxError:
        return None
    block: list[ast.stmt] = tree.body
    function: ast.stmt | None = None
    while True:
        found = next((one for one in block if _first(one) <= line <= (one.end_lineno or 0)), None)
        if isinstance(found, ast.ClassDef) and function is None:
            block = found.body
        elif isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef)):
            function, block = found, found.body
        else:
            break
    if found is None or (function is not None and found.lineno == function.lineno):
        return None
    if function is not None:
        return _in_function(text.splitlines(), function, block, found)
    return _at_top(text.splitlines(), block, found) if block is tree.body else None


def woven(harm: Harm, context: Context) -> str | None:
    """The harm in a context; `None` where the two don't go together."""
    around = (context.parameters, context.decorators)
    if context.whole:
        if harm.head or (harm.is_async and "async" not in context.body):
            return None
        inner = _lines(harm.before, harm.statement, harm.after)
        return _lines(harm.outside, context.above, filled(context.body, inner))
    margin = harm.statement[: len(harm.statement) - len(harm.statement.lstrip(" "))]
    inner = filled(indent(context.body, margin), harm.statement)
    body = _lines(harm.before, inner, harm.after)
    if harm.head:
        if any(around):
            return None
        return _lines(harm.outside, context.above, harm.head, body, harm.tail)
    if "return" not in context.body and not any(around):
        return _lines(harm.outside, context.above, body)
    begun, called = ("async def", "asyncio.run(main())") if harm.is_async else ("def", "main()")
    function = f"{begun} main({context.parameters}):\n{indent(body, '    ')}\n\n\n{called}"
    return _lines(harm.outside, context.above, context.decorators, function)


def filled(body: str, statement: str) -> str:
    """A text with a statement where a line says `HARM`."""
    own = statement[: len(statement) - len(statement.lstrip(" "))]
    bare = "\n".join(one.removeprefix(own) for one in statement.split("\n"))
    return "\n".join(
        indent(bare, line[: -len(HARM)]) if line.strip() == HARM else line
        for line in body.split("\n")
    )


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _first(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])


def _in_function(
    lines: list[str], function: ast.stmt, block: list[ast.stmt], found: ast.stmt
) -> Harm:
    first, last = _first(block[0]) - 1, block[-1].end_lineno or 0
    start, end = _first(found) - 1, found.end_lineno or 0
    top = 0
    while top < _first(function) - 1 and not lines[top].startswith(
        ("def ", "class ", "@", "async ")
    ):
        top += 1
    return Harm(
        outside="\n".join(lines[:top]),
        head="\n".join(lines[top:first]),
        before="\n".join(lines[first:start]),
        statement="\n".join(lines[start:end]),
        after="\n".join(lines[end:last]),
        tail="\n".join(lines[last:]),
    )


def _at_top(lines: list[str], block: list[ast.stmt], found: ast.stmt) -> Harm:
    """What runs with the statement is all since the last definition before it."""
    first = block.index(found)
    while first and not isinstance(block[first - 1], _KEPT_OUTSIDE):
        first -= 1
    top, start, end = _first(block[first]) - 1, _first(found) - 1, found.end_lineno or 0
    return Harm(
        outside="\n".join(lines[:top]),
        before="\n".join(lines[top:start]),
        statement="\n".join(lines[start:end]),
        after="\n".join(lines[end:]),
        is_async=any(isinstance(one, _ASYNC) for run in block[first:] for one in ast.walk(run)),
    )
