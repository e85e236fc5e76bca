"""Scans what `$` and backticks begin: parameters, commands, arithmetic (bash manual, 3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrail.frontends.shell.quoting import ansi_end, ansi_parts, unescape_backquoted
from guardrail.frontends.shell.syntax import (
    Backquoted,
    Computed,
    Expansion,
    Part,
    Substitution,
    Text,
)
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.shell.scan import Scanner

_SHORT = 500
_MOST_UNCLOSED = 4
_NAME = late(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")
_SHORT_NAME = late(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_OPERATOR = late(r":?[-=?+]|##?|%%?|//?|\^\^?|,,?|@|:")
_IN_OPERAND = late(r"[^\"'\\$`}]+")
_IN_ARITHMETIC = late(r"[^\"'\\$`()\[\]]+")


def dollar(scanner: Scanner, quoted: bool) -> list[Part]:
    """The parts that the `$` here begins."""
    start = scanner.at
    char = scanner.peek(1)
    if char == "'" and not quoted:
        close = ansi_end(scanner.text, start + 2, scanner.end)
        if close < 0:
            scanner.fault(start, scanner.end, "a quote is never closed")
            close = scanner.end
        scanner.at = min(close + 1, scanner.end)
        return [Text(start + 2, start + 2, True), *ansi_parts(scanner.text, start + 2, close)]
    if char == '"' and not quoted:
        scanner.at += 1
        parts: list[Part] = []
        scanner.double(parts)
        return parts
    if char == "(":
        computed = arithmetic(scanner, 3, quoted) if scanner.peek(2) == "(" else None
        return [computed or substitution(scanner, quoted)]
    if char == "{":
        return [_braced(scanner, quoted)]
    if char == "[":
        scanner.at += 2
        return [Computed(_inside(scanner, "]"), start, scanner.at, quoted)]
    name = _SHORT_NAME.match(scanner.text, start + 1, scanner.end)
    if name:
        scanner.at = name.end()
        return [Expansion(name[0], start, scanner.at, quoted)]
    scanner.at += 1
    return [Text(start, scanner.at, quoted)]


def substitution(scanner: Scanner, quoted: bool, *, process: bool = False) -> Part:
    """`$(…)`, `<(…)` or `>(…)`."""
    start = scanner.at
    scanner.at += 2
    return _commands(scanner, start, ")", quoted, process)


def _commands(
    scanner: Scanner, start: int, closer: str, quoted: bool, process: bool = False
) -> Part:
    scanner.deeper()
    body = scanner.parse(closer)
    scanner.depth -= 1
    if scanner.peek() == closer:
        scanner.at += 1
    else:
        scanner.fault(start, scanner.at, "a substitution is never closed")
    return Substitution(body, start, scanner.at, quoted, process)


def backquote(scanner: Scanner, quoted: bool) -> Part:
    """A command between backticks; one with escapes in it is a text of its own."""
    start = scanner.at
    close = start + 1
    escaped = False
    while close < scanner.end and scanner.text[close] != "`":
        step = 2 if scanner.text[close] == "\\" else 1
        escaped |= step == 2
        close += step
    if close >= scanner.end:
        scanner.fault(start, scanner.end, "a backtick is never closed")
        close = scanner.end
    after = min(close + 1, scanner.end)
    if escaped:
        scanner.at = after
        built = unescape_backquoted(scanner.text, start + 1, close, quoted)
        return Backquoted(built, start, after, quoted)
    outer_end = scanner.end
    scanner.at, scanner.end = start + 1, close
    scanner.deeper()
    body = scanner.parse("")
    scanner.depth -= 1
    scanner.at, scanner.end = after, outer_end
    return Substitution(body, start, after, quoted)


def arithmetic(scanner: Scanner, opening: int, quoted: bool) -> Computed | None:
    """`((…))` or `$((…))`; `None`, and nothing read, where it isn't arithmetic.

    Whether it is only shows at its end; a place where it turned out not to be isn't tried again,
    and a text that has run out on it several times is not searched to its end once more.
    """
    start = scanner.at
    if start in scanner.not_arithmetic or scanner.unclosed >= _MOST_UNCLOSED:
        return None
    marks = len(scanner.faults), len(scanner.comments), list(scanner.pending)
    scanner.at += opening
    inner = _inside(scanner, ")")
    if scanner.text[scanner.at - 1] == ")" and scanner.peek() == ")":
        scanner.at += 1
        return Computed(inner, start, scanner.at, quoted)
    scanner.unclosed += scanner.at >= scanner.end
    scanner.at = start
    del scanner.faults[marks[0] :]
    del scanner.comments[marks[1] :]
    scanner.pending = marks[2]
    scanner.not_arithmetic.add(start)
    return None


def _inside(scanner: Scanner, closer: str) -> tuple[Part, ...]:
    """What runs inside arithmetic or a subscript, up to its closing character, which is read."""
    opener = "(" if closer == ")" else "["
    parts: list[Part] = []
    opened = 0
    scanner.deeper()
    while scanner.at < scanner.end:
        plain = _IN_ARITHMETIC.match(scanner.text, scanner.at, scanner.end)
        if plain:
            scanner.at = plain.end()
            continue
        char = scanner.peek()
        if char == closer and not opened:
            scanner.at += 1
            break
        if char in (opener, closer):
            opened += 1 if char == opener else -1
            scanner.at += 1
        elif not scanner.part(parts):
            scanner.at += 1
    scanner.depth -= 1
    return tuple(part for part in parts if not isinstance(part, Text))


def _braced(scanner: Scanner, quoted: bool) -> Part:
    """`${…}`; GitHub's `${{ … }}`, where it reached a shell unread, is one hole."""
    start = scanner.at
    scanner.at += 2
    if scanner.peek() == "{":
        close = scanner.text.find("}}", scanner.at, min(scanner.end, scanner.at + _SHORT))
        if close >= 0:
            name = scanner.text[scanner.at + 1 : close].strip()
            scanner.at = close + 2
            return Expansion(name, start, scanner.at, quoted, operator="{{")
    if scanner.peek() and scanner.peek() in " \t\n|":
        scanner.at += scanner.peek() == "|"
        return _commands(scanner, start, "}", quoted)
    prefix = ""
    if scanner.peek() in ("#", "!") and _NAME.match(scanner.text, scanner.at + 1, scanner.end):
        prefix = scanner.peek()
        scanner.at += 1
    name_match = _NAME.match(scanner.text, scanner.at, scanner.end)
    name = name_match[0] if name_match else ""
    scanner.at += len(name)
    inner: tuple[Part, ...] = ()
    subscript = ""
    if scanner.peek() == "[":
        scanner.at += 1
        opened = scanner.at
        inner = _inside(scanner, "]")
        subscript = scanner.text[opened : scanner.at - 1]
    operator_match = _OPERATOR.match(scanner.text, scanner.at, scanner.end)
    operator = operator_match[0] if operator_match else ""
    scanner.at += len(operator)
    operand = _operand(scanner, start, quoted)
    if inner:
        return Computed((*inner, *operand), start, scanner.at, quoted)
    return Expansion(name, start, scanner.at, quoted, operator, tuple(operand), prefix, subscript)


def _operand(scanner: Scanner, start: int, quoted: bool) -> list[Part]:
    """What stands between the operator and the `}` that closes `${`."""
    parts: list[Part] = []
    scanner.deeper()
    while scanner.at < scanner.end and scanner.peek() != "}":
        plain = _IN_OPERAND.match(scanner.text, scanner.at, scanner.end)
        if plain:
            parts.append(Text(scanner.at, plain.end(), quoted))
            scanner.at = plain.end()
        elif scanner.peek() == "'" and quoted:
            parts.append(Text(scanner.at, scanner.at + 1, True))
            scanner.at += 1
        elif not scanner.part(parts):
            parts.append(Text(scanner.at, scanner.at + 1, quoted))
            scanner.at += 1
    scanner.depth -= 1
    if scanner.peek() == "}":
        scanner.at += 1
    else:
        scanner.fault(start, scanner.end, "an expansion is never closed")
    return parts
