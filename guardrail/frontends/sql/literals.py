"""Reads string literals, and expressions that join them, as texts with their map."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.lexis import Lexis
from guardrail.frontends.sql.token import Kind, Token
from guardrail.model import Hole, Source
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD, BuiltText, PieceKind, TextBuilder

_DOLLAR = late(r"\$\w*\$")
_ESCAPE = late(
    r"\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)|''|\"\"", re.DOTALL
)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
_FORMAT = late(r"%(?:(\d{1,3})\$)?-?\d{0,3}([IsL])|%%")
_PLAIN_NAME = late(r"[a-z_][a-z0-9_$]*\Z")
_CALLS = ("FORMAT", "CONCAT")


class Part(NamedTuple):
    """A piece of a literal: what it says and where it stands. A hole says nothing."""

    text: str
    start: int
    end: int
    kind: PieceKind


def parts(token: Token, source: Source, lexis: Lexis) -> Iterator[Part]:
    """The pieces of what a literal says, escapes and holes apart."""
    start, end, escapes = _inside(token, lexis)
    holes: Sequence[Hole] = ()
    if HOLE_WORD in token.text:
        first = bisect_left(source.holes, start, key=lambda hole: hole.start)
        last = bisect_left(source.holes, end, key=lambda hole: hole.start)
        holes = source.holes[first:last]
    at = start
    for hole in holes:
        yield from _plain(source.text, at, hole.start, escapes)
        yield Part(hole.name, hole.start, hole.end, PieceKind.HOLE)
        at = hole.end
    yield from _plain(source.text, at, end, escapes)


def _inside(token: Token, lexis: Lexis) -> tuple[int, int, str]:
    """Where the content of a literal begins and ends, and which escapes it has."""
    raw = token.text
    if raw[0] == "$":
        tag = _DOLLAR.match(raw)
        width = tag.end() if tag else 1
        return token.start + width, token.end - width, ""
    if raw[:2].lower() == "q'" or raw[:3].lower() == "nq'":
        width = raw.index("'") + 2
        return token.start + width, token.end - 2, ""
    quote = raw[-1]
    width = raw.index(quote) + 1
    backslash = lexis.backslash or raw[0] in "eE"
    return token.start + width, token.end - 1, quote + ("\\" if backslash else "")


def _plain(text: str, start: int, end: int, escapes: str) -> Iterator[Part]:
    at = start
    if escapes:
        for found in _ESCAPE.finditer(text, start, end):
            raw = found.group()
            if raw[0] not in escapes:
                continue
            if found.start() > at:
                yield Part(text[at : found.start()], at, found.start(), PieceKind.VERBATIM)
            yield Part(_said(raw), found.start(), found.end(), PieceKind.ATOM)
            at = found.end()
    if end > at:
        yield Part(text[at:end], at, end, PieceKind.VERBATIM)


def _said(raw: str) -> str:
    if raw[0] != "\\":
        return raw[0]
    body = raw[1:]
    if body[0] in "xuU" and len(body) > 1:
        code = int(body[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"
    if body.isascii() and body.isdigit() and body != "0":
        return chr(int(body, 8) % 256) if all(digit < "8" for digit in body) else body
    return _NAMED.get(body, body)


def plain(token: Token) -> str:
    """What a literal says, roughly: without its quotes. Other tokens as they are."""
    if token.kind is not Kind.STRING:
        return token.text
    quote = token.text[-1]
    return token.text[token.text.index(quote) + 1 : -1].replace(quote * 2, quote)


def build(found: Sequence[Part]) -> BuiltText:
    """The text that pieces make, with its map."""
    builder = TextBuilder("sql")
    for part in found:
        if part.kind is PieceKind.HOLE:
            builder.hole(part.start, part.end, part.text)
        elif part.kind is PieceKind.ATOM:
            builder.atom(part.text, part.start, part.end)
        else:
            builder.verbatim(part.text, part.start)
    return builder.build()


def spelt(cursor: Cursor, source: Source, lexis: Lexis) -> BuiltText | None:
    """The text that an expression spells, `None` where no literal is part of it.

    Literals are joined by `||`, `+`, CONCAT or FORMAT; everything else in it is a hole.
    """
    found: list[Part] = []
    literal = _expression(cursor, source, lexis, found, 0)
    return build(found) if literal and found else None


def _expression(
    cursor: Cursor, source: Source, lexis: Lexis, found: list[Part], depth: int
) -> bool:
    literal = False
    operand: list[Token] = []
    while not cursor.done and depth < 20:
        token = cursor.here
        if token.kind is Kind.STRING and token.text[0] not in "bBxX":
            _hole(operand, found)
            found.extend(parts(token, source, lexis))
            literal = True
            cursor.at += 1
        elif token.up in ("||", "+"):
            _hole(operand, found)
            cursor.at += 1
        elif token.up in _CALLS and cursor.up(1) == "(":
            if operand and operand[-1].up == ".":
                operand.clear()
            cursor.at += 1
            inner = cursor.group()
            if inner is not None:
                reader = _concat if token.up == "CONCAT" else _format
                literal |= reader(inner, source, lexis, found, depth + 1)
        elif token.up == "(" and not operand:
            inner = cursor.group()
            if inner is not None:
                literal |= _expression(inner, source, lexis, found, depth + 1)
        else:
            start = cursor.at
            if cursor.group() is None:
                cursor.at += 1
            operand.extend(cursor.tokens[start : cursor.at])
    _hole(operand, found)
    return literal


def _concat(inner: Cursor, source: Source, lexis: Lexis, found: list[Part], depth: int) -> bool:
    literals = [_expression(piece, source, lexis, found, depth) for piece in inner.split()]
    return any(literals)


def _format(inner: Cursor, source: Source, lexis: Lexis, found: list[Part], depth: int) -> bool:
    pieces = list(inner.split())
    template: list[Part] = []
    if not pieces or not _expression(pieces[0], source, lexis, template, depth):
        return False
    given = [piece.rest() for piece in pieces[1:]]
    turn = 0
    for part in template:
        if part.kind is not PieceKind.VERBATIM:
            found.append(part)
            continue
        at = 0
        for match in _FORMAT.finditer(part.text):
            begin, end = part.start + match.start(), part.start + match.end()
            before = part.text[at : match.start()]
            found.append(Part(before, part.start + at, begin, PieceKind.VERBATIM))
            at = match.end()
            if match.group() == "%%":
                found.append(Part("%", begin, end, PieceKind.ATOM))
                continue
            index = int(match.group(1)) - 1 if match.group(1) else turn
            turn = index + 1
            tokens = given[index] if 0 <= index < len(given) else ()
            found.append(_formatted(match.group(2), tokens, begin, end))
        rest = part.text[at:]
        found.append(Part(rest, part.start + at, part.end, PieceKind.VERBATIM))
    return True


def _formatted(how: str, given: Sequence[Token], start: int, end: int) -> Part:
    """What stands for a place of a format: the literal that is put there, or a hole."""
    if len(given) != 1 or given[0].kind is not Kind.STRING:
        return Part(_named(given), start, end, PieceKind.HOLE)
    said = plain(given[0])
    if how == "I" and not _PLAIN_NAME.match(said):
        said = '"' + said.replace('"', '""') + '"'
    elif how == "L":
        said = "'" + said.replace("'", "''") + "'"
    return Part(said, start, end, PieceKind.ATOM)


def _hole(operand: list[Token], found: list[Part]) -> None:
    if operand:
        start, end = operand[0].start, operand[-1].end
        found.append(Part(_named(operand), start, end, PieceKind.HOLE))
        operand.clear()


def _named(tokens: Sequence[Token]) -> str:
    """A name for what an expression yields: the last plain name in it."""
    calls = {i for i, follow in enumerate(tokens[1:]) if follow.up == "("}
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind in (Kind.WORD, Kind.NAME, Kind.PARAM) and index not in calls:
            return token.text.strip("@:")
    return ""
