"""Parses compound commands: groups, branches, loops, functions (bash manual, 3.2.5 and 3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrail.frontends.shell.dollar import arithmetic
from guardrail.frontends.shell.redirects import redirected
from guardrail.frontends.shell.syntax import Function, Group, Node, Test
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.shell.parse import Parser

FUNCTION_MARK = late(r"\([ \t]*\)")
_IN = late(r"in(?=[ \t\r\n;]|\Z)")
_CASE_END = late(r";;&|;;|;&")


def parenthesised(parser: Parser, start: int) -> Node:
    """`(( … ))` or a subshell."""
    scanner = parser.scanner
    if scanner.peek(1) == "(":
        computed = arithmetic(scanner, 2, False)
        if computed:
            return Test(computed.inner, start, scanner.at)
    group = Group("(", start)
    scanner.at += 1
    scanner.deeper()
    group.always.append(parser.until(")"))
    scanner.depth -= 1
    if scanner.peek() == ")":
        scanner.at += 1
    else:
        scanner.fault(start, scanner.at, "( is never closed")
    return redirected(parser.scanner, group)


def compound(parser: Parser, reserved: str, start: int) -> Node:
    """A compound command that begins with a reserved word."""
    scanner = parser.scanner
    scanner.at += len(reserved)
    scanner.deeper()
    group = Group("for" if reserved == "select" else reserved, start)
    if reserved == "{":
        group.always.append([])
        found = parser.items(group.always[0], "", frozenset({"}"}))
        scanner.at += len(found)
    elif reserved == "if":
        found = _conditional(parser, group)
    elif reserved == "case":
        found = _cases(parser, group)
    else:
        if group.kind == "for":
            _loop_head(parser, group)
        else:
            group.always.append([])
            parser.items(group.always[0], "", frozenset({"do"}))
        found = _loop_body(parser, group)
    scanner.depth -= 1
    if not found:
        scanner.fault(start, scanner.at, f"{reserved} is never closed")
    return redirected(parser.scanner, group)


def _conditional(parser: Parser, group: Group) -> str:
    """What follows `if`."""
    scanner = parser.scanner
    stops = frozenset({"then", "elif", "else", "fi"})
    found = "if"
    while found not in ("", "fi"):
        nodes: list[Node] = []
        (group.always if found in ("if", "elif") else group.branches).append(nodes)
        found = parser.items(nodes, "", stops)
        scanner.at += len(found)
    return found


def _loop_head(parser: Parser, group: Group) -> None:
    """What stands between `for` and `do`."""
    scanner = parser.scanner
    scanner.skip_blanks()
    if scanner.text.startswith("((", scanner.at):
        arithmetic(scanner, 2, False)
    else:
        name = scanner.word()
        group.variable = scanner.text[name.start : name.end] if name else ""
        parser.to_next_line()
        parenthesis = scanner.peek() == "("
        listed = parenthesis or _IN.match(scanner.text, scanner.at, scanner.end)
        scanner.at += 1 if parenthesis else 2 if listed else 0
        while listed:
            scanner.skip_blanks()
            word = scanner.word()
            if word is None:
                break
            group.words.append(word)
        if parenthesis and scanner.peek() == ")":
            scanner.at += 1


def _loop_body(parser: Parser, group: Group) -> str:
    """`do … done`, or braces."""
    scanner = parser.scanner
    parser.items([], "", frozenset({"do", "{"}))
    opening = parser.reserved()
    scanner.at += len(opening)
    nodes: list[Node] = []
    group.branches.append(nodes)
    found = parser.items(nodes, "", frozenset({"}" if opening == "{" else "done"}))
    scanner.at += len(found)
    return found


def _cases(parser: Parser, group: Group) -> str:
    """What follows `case`."""
    scanner = parser.scanner
    scanner.skip_blanks()
    if subject := scanner.word():
        group.words.append(subject)
    parser.to_next_line()
    if _IN.match(scanner.text, scanner.at, scanner.end):
        scanner.at += 2
    stops = frozenset({"esac"})
    while True:
        parser.to_next_line()
        if parser.reserved() == "esac":
            scanner.at += 4
            return "esac"
        before = scanner.at
        _patterns(parser, group)
        nodes: list[Node] = []
        group.branches.append(nodes)
        found = parser.items(nodes, "", stops)
        if found == ";;":
            scanner.at = parser.past(_CASE_END)
        elif not found or scanner.at == before:
            return ""


def _patterns(parser: Parser, group: Group) -> None:
    """The patterns before a case's `)`."""
    scanner = parser.scanner
    if scanner.peek() == "(":
        scanner.at += 1
    while True:
        scanner.skip_blanks()
        if word := scanner.word():
            group.words.append(word)
        elif scanner.peek() == "|":
            scanner.at += 1
        else:
            break
    if scanner.peek() == ")":
        scanner.at += 1


def named_function(parser: Parser, start: int) -> Node | None:
    """`function name [()] body`."""
    scanner = parser.scanner
    scanner.at += len("function")
    scanner.skip_blanks()
    name = scanner.word()
    scanner.skip_blanks()
    scanner.at = parser.past(FUNCTION_MARK)
    return function_body(parser, scanner.text[name.start : name.end] if name else "", start)


def function_body(parser: Parser, name: str, start: int) -> Node | None:
    """The command that is a function's body."""
    scanner = parser.scanner
    parser.to_next_line()
    scanner.deeper()
    body = parser.command()
    scanner.depth -= 1
    return None if body is None else Function(name, body, start, body.end)
