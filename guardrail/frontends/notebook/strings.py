"""What a string of JSON says, mapped to where it says it."""

from __future__ import annotations

import re

from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder

_ESCAPE = late(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u([0-9a-fA-F]{4})|\\(.)",
    re.DOTALL,
)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_NOT_A_CHARACTER = "\ufffd"


def add_json(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Append what stands between the quotes of a string.

    Half a surrogate pair is no character: it becomes U+FFFD.
    """
    at = start
    for found in _ESCAPE.finditer(text, start, end):
        builder.verbatim(text[at : found.start()], at)
        builder.atom(_letter(found), *found.span())
        at = found.end()
    builder.verbatim(text[at:end], at)


def json_text(text: str, start: int, end: int) -> BuiltText:
    """What stands between the quotes of one string."""
    builder = TextBuilder("json")
    add_json(builder, text, start, end)
    return builder.build()


def _letter(found: re.Match[str]) -> str:
    if found[1]:
        high, low = int(found[1], 16) - 0xD800, int(found[2], 16) - 0xDC00
        return chr(0x10000 + (high << 10) + low)
    if found[3]:
        number = int(found[3], 16)
        return _NOT_A_CHARACTER if 0xD800 <= number <= 0xDFFF else chr(number)
    return _LETTERS.get(found[4], found[4])
