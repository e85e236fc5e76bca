"""Reads the bodies of here-documents, each to its delimiter or to the end of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrail.frontends.shell.syntax import Heredoc, Part, Text
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.shell.scan import Scanner

_PLAIN = late(r"[^\\$`\n]*\n?")


def read_bodies(scanner: Scanner) -> None:
    """Read the bodies of all here-documents whose operators stood on the line before."""
    waiting, scanner.pending = scanner.pending, []
    for number, heredoc in enumerate(waiting):
        if number and scanner.at_newline():
            scanner.at += 2 if scanner.peek() == "\r" else 1
        _read_body(scanner, heredoc)


def _read_body(scanner: Scanner, heredoc: Heredoc) -> None:
    heredoc.start = scanner.at
    heredoc.end, after = _end(scanner, heredoc)
    if heredoc.quoted:
        heredoc.parts = _lines(scanner.text, heredoc)
    else:
        outer_end, scanner.end = scanner.end, heredoc.end
        _expanded(scanner, heredoc)
        scanner.end = outer_end
    scanner.at = after


def _end(scanner: Scanner, heredoc: Heredoc) -> tuple[int, int]:
    """Where the body ends, and where the text goes on.

    Inside `$(…)` a delimiter directly before the `)` ends it too, as in bash before 5.2.
    """
    text, at = scanner.text, scanner.at
    while at < scanner.end:
        newline = text.find("\n", at, scanner.end)
        stop = scanner.end if newline < 0 else newline
        start = _after_tabs(text, at, stop) if heredoc.tabs else at
        if text.startswith(heredoc.delimiter, start, stop):
            rest = text[start + len(heredoc.delimiter) : stop]
            if rest in ("", "\r"):
                return at, stop
            if scanner.depth and heredoc.delimiter and rest[0] == ")":
                return at, start + len(heredoc.delimiter)
        at = stop + 1
    scanner.fault(heredoc.start, scanner.end, "a here-document is never closed")
    return scanner.end, scanner.end


def _after_tabs(text: str, start: int, stop: int) -> int:
    while start < stop and text[start] == "\t":
        start += 1
    return start


def _lines(text: str, heredoc: Heredoc) -> list[Part]:
    """A body that isn't expanded."""
    if not heredoc.tabs:
        return [Text(heredoc.start, heredoc.end, True)]
    parts: list[Part] = []
    at = heredoc.start
    while at < heredoc.end:
        newline = text.find("\n", at, heredoc.end)
        stop = heredoc.end if newline < 0 else newline + 1
        parts.append(Text(_after_tabs(text, at, stop), stop, True))
        at = stop
    return parts


def _expanded(scanner: Scanner, heredoc: Heredoc) -> None:
    """A body in which `$`, backticks and backslashes count."""
    fresh_line = True
    while scanner.at < scanner.end:
        if fresh_line and heredoc.tabs:
            scanner.at = _after_tabs(scanner.text, scanner.at, scanner.end)
        plain = _PLAIN.match(scanner.text, scanner.at, scanner.end)
        if plain and plain.end() > scanner.at:
            heredoc.parts.append(Text(scanner.at, plain.end(), True))
            scanner.at = plain.end()
            fresh_line = scanner.text[scanner.at - 1] == "\n"
        elif scanner.at < scanner.end:
            scanner.special_in_quotes(heredoc.parts, "$`\\")
            fresh_line = False
