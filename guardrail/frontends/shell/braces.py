"""Brace expansion: `{a,b}` and `{1..3}`, before anything else is expanded (bash 5.2, 3.5.1)."""

from __future__ import annotations

import re

from msgspec import Struct

from guardrail.frontends.shell.syntax import Escaped, Part, Text
from guardrail.patterns import late

MOST_WORDS = 256
_DEEPEST = 8
_MARK = late(r"[{},]")
_RANGE = late(r"\{(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?\}")


class TooMany(Exception):
    """A word would become more than `MOST_WORDS` words."""


class _Mark(Struct):
    char: str
    start: int
    partner: int = -1
    commas: int = 0


def expand_braces(parts: list[Part], text: str) -> list[list[Part]]:
    """The words that a word's parts become, as parts. Raises `TooMany`."""
    if not any(_may_expand(part, text) for part in parts):
        return [parts]
    tokens = _tokens(parts, text)
    _match(tokens)
    return _words(tokens, 0, len(tokens), 0)


def _may_expand(part: Part, text: str) -> bool:
    return isinstance(part, Text) and not part.quoted and "{" in text[part.start : part.end]


def _tokens(parts: list[Part], text: str) -> list[Part | _Mark]:
    """The parts, with unquoted braces and commas on their own and ranges replaced."""
    tokens: list[Part | _Mark] = []
    for part in parts:
        if not isinstance(part, Text) or part.quoted:
            tokens.append(part)
            continue
        at = part.start
        while at < part.end:
            mark = _MARK.search(text, at, part.end)
            if mark is None:
                tokens.append(Text(at, part.end, False))
                break
            if mark.start() > at:
                tokens.append(Text(at, mark.start(), False))
            span = _RANGE.match(text, mark.start(), part.end)
            if span:
                tokens.extend(_range(span))
                at = span.end()
            else:
                tokens.append(_Mark(mark[0], mark.start()))
                at = mark.end()
    return tokens


def _range(found: re.Match[str]) -> list[Part | _Mark]:
    """`{1..3}` as the tokens of `{1,2,3}`."""
    step = abs(int(found[5])) if found[5] else 1
    if found[1] is not None:
        first, last = int(found[1][:12]), int(found[2][:12])
    else:
        first, last = ord(found[3]), ord(found[4])
    step = step or 1
    numbers = range(first, last + 1, step) if first <= last else range(first, last - 1, -step)
    if len(numbers) > MOST_WORDS:
        raise TooMany
    tokens: list[Part | _Mark] = [_Mark("{", found.start())]
    for number in numbers:
        if len(tokens) > 1:
            tokens.append(_Mark(",", found.start()))
        shown = str(number) if found[1] is not None else chr(number)
        tokens.append(Escaped(shown, found.start(), found.end()))
    tokens.append(_Mark("}", found.end() - 1))
    return tokens


def _match(tokens: list[Part | _Mark]) -> None:
    """Find each brace's partner, and the commas between them."""
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if not isinstance(token, _Mark):
            continue
        if token.char == "{":
            opened.append(at)
        elif token.char == "," and opened:
            opening = tokens[opened[-1]]
            assert isinstance(opening, _Mark)
            opening.commas += 1
        elif token.char == "}" and opened:
            opening = tokens[opened.pop()]
            assert isinstance(opening, _Mark)
            opening.partner = at


def _words(tokens: list[Part | _Mark], start: int, end: int, depth: int) -> list[list[Part]]:
    """All words of a range of tokens."""
    words: list[list[Part]] = [[]]
    at = start
    while at < end:
        token = tokens[at]
        if not isinstance(token, _Mark):
            for word in words:
                word.append(token)
        elif token.char == "{" and token.commas and at < token.partner < end and depth < _DEEPEST:
            choices = _choices(tokens, at + 1, token.partner, depth + 1)
            if len(words) * len(choices) > MOST_WORDS:
                raise TooMany
            words = [[*word, *choice] for word in words for choice in choices]
            at = token.partner
        else:
            for word in words:
                word.append(Text(token.start, token.start + 1, False))
        at += 1
    return words


def _choices(tokens: list[Part | _Mark], start: int, end: int, depth: int) -> list[list[Part]]:
    """The words of each alternative between a pair of braces."""
    choices: list[list[Part]] = []
    at = first = start
    while at < end:
        token = tokens[at]
        if isinstance(token, _Mark):
            if token.char == ",":
                choices.extend(_words(tokens, first, at, depth))
                first = at + 1
            elif token.char == "{" and at < token.partner < end:
                at = token.partner
        at += 1
    choices.extend(_words(tokens, first, end, depth))
    if len(choices) > MOST_WORDS:
        raise TooMany
    return choices
