"""Simple commands: assignments, words and redirections up to the end of the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrail.frontends.shell.compound import FUNCTION_MARK, function_body
from guardrail.frontends.shell.redirects import redirect_at
from guardrail.frontends.shell.syntax import Assignment, Computed, Node, RawWord, Simple, Text
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.shell.parse import Parser

_ASSIGNMENT = late(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]\n$`]{0,200}\])?(\+?)=")
_ENDS = frozenset(("", ";", "\n", "|", ")"))
_MAY_REDIRECT = frozenset("0123456789{<>&")


def simple(parser: Parser, start: int) -> Node | None:
    """A simple command, or a function's definition."""
    scanner = parser.scanner
    command = Simple(start, start)
    while True:
        scanner.skip_blanks()
        char = scanner.peek()
        if char in _ENDS:
            break
        redirect = redirect_at(scanner) if char in _MAY_REDIRECT else None
        if redirect is not None:
            command.redirects.append(redirect)
            command.end = redirect.end
            continue
        if not command.words and _assignment(parser, command):
            continue
        word = scanner.word()
        if word is None:
            break
        if scanner.peek() == "(":
            _array_argument(parser, word)
        command.words.append(word)
        command.end = scanner.at
        if len(command.words) == 1 and not command.assignments:
            scanner.skip_blanks()
            if scanner.peek() != "(":
                continue
            end = parser.past(FUNCTION_MARK)
            if end > scanner.at:
                scanner.at = end
                return function_body(parser, scanner.text[word.start : word.end], start)
    if not (command.words or command.assignments or command.redirects):
        return None
    return command


def _array_argument(parser: Parser, word: RawWord) -> None:
    """Read `(…)` after `name=` among the arguments of `declare` and its kin."""
    scanner = parser.scanner
    if scanner.text[word.end - 1] != "=":
        return
    start = scanner.at
    scanner.at += 1
    items = _array_items(parser)
    inner = tuple(p for item in items for p in item.parts if not isinstance(p, Text))
    word.parts.append(Computed(inner, start, scanner.at, False))
    word.end = scanner.at


def _array_items(parser: Parser) -> list[RawWord]:
    """The words of an array, whose `(` was read; its `)` is read too."""
    scanner = parser.scanner
    items: list[RawWord] = []
    while True:
        parser.to_next_line()
        word = scanner.word()
        if word is None:
            break
        items.append(word)
    if scanner.peek() == ")":
        scanner.at += 1
    return items


def _assignment(parser: Parser, command: Simple) -> bool:
    """Read an assignment before the command's name; false where there is none."""
    scanner = parser.scanner
    found = _ASSIGNMENT.match(scanner.text, scanner.at, scanner.end)
    if found is None:
        return False
    start = scanner.at
    scanner.at = found.end()
    items: list[RawWord] | None = None
    value: RawWord | None = None
    if scanner.peek() == "(":
        scanner.at += 1
        items = _array_items(parser)
    else:
        value = scanner.word()
    command.assignments.append(
        Assignment(found[1], bool(found[2]), value, items, start, scanner.at)
    )
    command.end = scanner.at
    return True
