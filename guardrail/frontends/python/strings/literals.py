"""String literals become ropes: prefixes, every escape, f-strings, holes of the text around.

Source of the forms: the Python language reference, "String and Bytes literals".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.rope import Part, hole
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

Interpolate = Callable[[Node], tuple[Part, ...]]

_TEXT_ESCAPE = late(
    r"\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|N\{[^}\n]{1,100}\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
    r"|[\n\r\\'\"abfnrtv])|\r\n?"
)
_BYTES_ESCAPE = late(r"\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|[\n\r\\'\"abfnrtv])|\r\n?")
_TEXT_BRACED = late(_TEXT_ESCAPE.pattern + r"|\{\{|\}\}")
_RAW = late(r"\r\n?")
_RAW_BRACED = late(r"\r\n?|\{\{|\}\}")
_SIMPLE = {
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\n": "",
    "\r": "",
}


def literal(module: Module, node: Node, interpolate: Interpolate) -> tuple[Part, ...]:
    """The rope of a `string` node; `interpolate` gives the rope of each `{…}` of an f-string."""
    children = node.children
    opening = children[0]
    closing = children[-1]
    start = opening.end_byte
    written = module.plain[opening.start_byte : opening.end_byte]
    prefix = written.rstrip("'\"").lower()
    # The closing quotes are counted off: their node may hold a last backslash and newline as well.
    closed = closing.type == "string_end"
    end = node.end_byte - (len(written) - len(prefix)) if closed else node.end_byte
    pattern = _pattern(prefix)
    parts: list[Part] = []
    if "f" in prefix or "t" in prefix:
        for child in children:
            if child.type == "interpolation":
                parts.extend(_decoded(module, start, child.start_byte, pattern, prefix))
                parts.extend(interpolate(child))
                start = child.end_byte
    parts.extend(_decoded(module, start, end, pattern, prefix))
    return tuple(parts)


def _pattern(prefix: str) -> re.Pattern[str]:
    braced = "f" in prefix or "t" in prefix
    if "r" in prefix:
        return _RAW_BRACED if braced else _RAW
    if "b" in prefix:
        return _BYTES_ESCAPE
    return _TEXT_BRACED if braced else _TEXT_ESCAPE


def _decoded(
    module: Module, start: int, end: int, pattern: re.Pattern[str], prefix: str
) -> Iterator[Part]:
    text = module.text
    for match in pattern.finditer(text, start, end):
        yield from verbatim(module, start, match.start())
        meaning = _meaning(match[0], prefix)
        if meaning:
            yield Part(meaning, match.start(), match.end(), PieceKind.ATOM)
        start = match.end()
    yield from verbatim(module, start, end)


def _meaning(written: str, prefix: str) -> str:
    if written in ("{{", "}}"):
        return written[0]
    if written[0] == "\r":
        return "\n"
    code = written[1:]
    if code in _SIMPLE:
        return _SIMPLE[code]
    if code == "\r\n":
        return ""
    if code[0] == "N":
        try:
            return unicodedata.lookup(code[2:-1])
        except KeyError:
            return written
    number = int(code[1:], 16) if code[0] in "xuU" else int(code, 8)
    if "b" in prefix:
        number &= 0xFF
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


def verbatim(module: Module, start: int, end: int) -> Iterator[Part]:
    """The parts of a range that stands as it is: its text, and the holes it was given with."""
    if start >= end:
        return
    for given in module.holes_within(start, end):
        if given.start > start:
            yield Part(module.text[start : given.start], start, given.start)
        yield hole(given.start, given.end, given.name, given.values)
        start = given.end
    if start < end:
        yield Part(module.text[start:end], start, end)
