"""What escapes stand for: `$'…'` and backticks."""

from __future__ import annotations

import re

from guardrail.frontends.shell.syntax import Escaped, Part, Text
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder

_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}

_ESCAPE = late(
    r"\\(?:x(?P<hex>[0-9a-fA-F]{1,2})|(?P<octal>[0-7]{1,3})|u(?P<short>[0-9a-fA-F]{1,4})"
    r"|U(?P<long>[0-9a-fA-F]{1,8})|c(?P<control>.)|(?P<simple>[abeEfnrtv\\'\"?]))",
    re.DOTALL,
)


def decode_escape(text: str, at: int) -> tuple[str, int]:
    """What the escape of bash's `$'…'` at `at` stands for, and where it ends.

    A backslash that begins no escape stands for itself. "" where it stands for NUL, which ends
    the string. Bytes above 127 are taken as Latin-1: they can't spell a command.
    """
    match = _ESCAPE.match(text, at)
    if match is None:
        return "\\", at + 1
    if simple := match["simple"]:
        return _SIMPLE[simple], match.end()
    if control := match["control"]:
        return chr(ord(control) & 0x1F), match.end()
    digits = match["hex"] or match["short"] or match["long"]
    code = int(digits, 16) if digits else int(match["octal"], 8) & 0xFF
    if code == 0:
        return "", match.end()
    return (chr(code) if code < 0x110000 else "\ufffd"), match.end()


def ansi_parts(text: str, start: int, end: int) -> list[Part]:
    """The parts of what stands between the quotes of `$'…'`."""
    parts: list[Part] = []
    at = start
    while at < end:
        slash = text.find("\\", at, end)
        if slash < 0:
            slash = end
        if slash > at:
            parts.append(Text(at, slash, True))
        if slash == end:
            break
        decoded, at = decode_escape(text, slash)
        if not decoded:
            break
        parts.append(Escaped(decoded, slash, min(at, end)))
    return parts


def ansi_end(text: str, start: int, limit: int) -> int:
    """Where the quote that closes `$'` stands, -1 where there is none."""
    at = start
    while True:
        quote = text.find("'", at, limit)
        if quote < 0:
            return -1
        slash = text.find("\\", at, quote)
        if slash < 0:
            return quote
        at = slash + 2


def unescape_backquoted(text: str, start: int, end: int, quoted: bool) -> BuiltText:
    """The command inside backticks that hold escapes, one level unescaped."""
    builder = TextBuilder()
    special = '$`\\"' if quoted else "$`\\"
    at = start
    while at < end:
        slash = text.find("\\", at, end)
        if slash < 0 or slash + 1 >= end:
            builder.verbatim(text[at:end], at)
            break
        builder.verbatim(text[at:slash], at)
        if text[slash + 1] in special:
            builder.atom(text[slash + 1], slash, slash + 2)
        else:
            builder.verbatim(text[slash : slash + 2], slash)
        at = slash + 2
    return builder.build()
