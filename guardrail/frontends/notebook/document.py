"""Reads JSON with exact places, and as much as can be read of what isn't quite JSON.

Fact: RFC 8259. Nothing here recurses: depth costs memory, not the stack.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from guardrail.frontends.notebook.strings import json_text
from guardrail.patterns import late

DEEPEST = 500
MOST_FAULTS = 20
_LONGEST_KEY = 200

_TOKEN = late(
    r'\s*+(?:([{}\[\],:])|"([^"\\]*+(?:\\.[^"\\]*+)*+)("?)|([^\s{}\[\],:"]++))', re.DOTALL
)
_SCALAR = late(r"-?[0-9][0-9.eE+-]*|true|false|null|-?Infinity|NaN", re.ASCII)


class Text(Struct, frozen=True):
    """A string: the range between its quotes."""

    start: int
    end: int


Value = Text | list["Value"] | dict[str, "Value"] | None
"""A value; numbers, booleans and null are `None`."""


class Document(Struct):
    """The outermost value, and where the text isn't JSON, with the reason."""

    root: Value = None
    faults: list[tuple[int, int, str]] = field(default_factory=list)

    def fault(self, start: int, end: int, reason: str) -> None:
        """Remember a fault; the first ones are enough."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append((start, end, reason))


class _Open(Struct):
    """A container whose end hasn't come yet, and the key that waits for its value."""

    value: list[Value] | dict[str, Value]
    start: int
    key: str | None = None


def read_json(text: str) -> Document:
    """The values of a JSON text. What a key is given last counts, as wherever JSON is read."""
    document = Document()
    opened: list[_Open] = []
    rooted = False
    for token in _TOKEN.finditer(text):
        mark, word = token[1], token[4]
        value: Value = None
        if mark in ("{", "["):
            if len(opened) >= DEEPEST:
                document.fault(token.start(1), len(text), f"it is more than {DEEPEST} levels deep")
                return document
            value = {} if mark == "{" else []
        elif mark in ("}", "]"):
            if not opened or isinstance(opened.pop().value, dict) is not (mark == "}"):
                document.fault(*token.span(1), "a bracket here has no partner")
            continue
        elif mark:
            if mark == "," and opened:
                opened[-1].key = None
            continue
        elif word:
            if not _SCALAR.fullmatch(word):
                document.fault(*token.span(4), "this isn't JSON")
                continue
        else:
            value = Text(*token.span(2))
            if not token[3]:
                document.fault(value.start, value.end, "the text ends inside a string")
        if opened:
            _place(opened[-1], value, text)
        elif not rooted:
            document.root, rooted = value, True
        if isinstance(value, list | dict):
            opened.append(_Open(value, token.start(1)))
    if opened:
        document.fault(opened[-1].start, len(text), "the text ends before its brackets do")
    return document


def _place(inside: _Open, value: Value, text: str) -> None:
    if isinstance(inside.value, list):
        inside.value.append(value)
    elif inside.key is not None:
        inside.value[inside.key] = value
        inside.key = None
    elif isinstance(value, Text):
        long = value.end - value.start > _LONGEST_KEY
        inside.key = "" if long else json_text(text, value.start, value.end).text
