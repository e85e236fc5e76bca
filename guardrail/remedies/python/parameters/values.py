"""Which values of a text of SQL can be parameters, and what each parameter is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from guardrail.patterns import late
from guardrail.remedies.python.parameters.kinds import called, is_number, is_text
from guardrail.remedies.python.parameters.template import Template, Unit, Unread, Value
from guardrail.remedies.sql.scan import Token, Unclear, tokens_of

HOLE = "\ue000"
"""Stands for a value in the text that is cut into tokens: in no word, and no SQL has it."""

_BEFORE = frozenset(
    [
        "=",
        "==",
        "<>",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "||",
        "(",
        ",",
        "AND",
        "OR",
        "NOT",
        "LIKE",
        "ILIKE",
        "RLIKE",
        "REGEXP",
        "BETWEEN",
        "IN",
        "THEN",
        "ELSE",
        "WHEN",
        "WHERE",
        "SET",
        "ON",
        "VALUES",
        "SELECT",
        "ANY",
        "ALL",
    ]
)
_OPERATORS = frozenset(
    [
        "=",
        "==",
        "<>",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "LIKE",
        "ILIKE",
        "RLIKE",
        "REGEXP",
        "BETWEEN",
    ]
)
_LISTS = frozenset(("IN", "VALUES", "ANY", "ALL"))
_BY_HAND = late(r"""\.replace\(\s*["'](?:['"\\])""")
"""A value whose quotes were doubled or escaped already."""

_PLAIN = late(r"[^\W\d][\w.]*(?:\[[^\[\]]+\]|\(\))?(?:\.\w+)*|-?[\d.]+")
_MADE = late(r"(?:str|int|float|Decimal|decimal\.Decimal|len|round)\(")


class Bound(NamedTuple):
    """A range of the text's units that becomes a parameter, and the code of its value.

    `of` are the values that it holds.
    """

    first: int
    last: int
    code: str
    of: tuple[Value, ...]


def bound_in(text: str, template: Template, names: Sequence[str], dialect: Dialect) -> list[Bound]:
    """The values of the template that become parameters, in order.

    `names` are the expressions that must be among them. Raises `Unread` where one of them can't be,
    or where the text isn't cut with certainty.
    """
    units = list(template.units())
    plain = "".join(unit.text if unit.value is None else HOLE for unit in units)
    if len(plain) != len(units) or plain.count(HOLE) != sum(u.value is not None for u in units):
        raise Unread
    try:
        tokens = tokens_of(plain)
    except Unclear:
        raise Unread from None
    found: list[Bound] = []
    around: list[str] = []
    for place, token in enumerate(tokens):
        before = tokens[place - 1].up if place else ""
        after = tokens[place + 1].up if place + 1 < len(tokens) else ""
        if token.text == "(":
            around.append(before)
        elif token.text == ")" and around:
            around.pop()
        if HOLE not in token.text:
            continue
        if dialect.is_text(token):
            if before not in _BEFORE or (dialect.colons and after == ":"):
                raise Unread
            found.append(_quoted(text, token, units, dialect.texts))
        elif token.text == HOLE and after not in (".", "(", HOLE):
            value = units[token.start].value
            assert value is not None
            if _is_value(tokens, place, around) and _may_be(text, value, names):
                found.append(Bound(token.start, token.end, _bare(value), (value,)))
    told = {_key(each) for bound in found for value in bound.of for each in called(text, value)}
    if not found or not {_key(name) for name in names} <= told:
        raise Unread
    return found


class Dialect(NamedTuple):
    """What the values of a statement depend on besides its text.

    With `doubly` double quotes hold texts, `texts` is the style's own, with `colons` a mark can't
    stand before a colon.
    """

    doubly: bool = False
    texts: bool = True
    colons: bool = False

    def is_text(self, token: Token) -> bool:
        """Whether a token is a text that ends where it seems to."""
        string = token.kind == "string" or (self.doubly and token.kind == "quoted")
        return string and "\\" not in token.text


def _quoted(text: str, token: Token, units: list[Unit], texts: bool) -> Bound:
    """A text with values in it: a text that is made of them."""
    quote = token.text[-1]
    if token.text[0] != quote:
        raise Unread
    inner = units[token.start + 1 : token.end - 1]
    values = tuple(unit.value for unit in inner if unit.value is not None)
    first = values[0]
    if any(_BY_HAND.search(value.code) for value in values):
        raise Unread
    if len(inner) == 1 and not first.spec:
        plain = first.text or not texts or is_text(text, first)
        made = first.code if plain else f"str({first.code})"
    else:
        made = _joined(inner, quote)
    return Bound(token.start, token.end, made, values)


def _joined(inner: Sequence[Unit], quote: str) -> str:
    """An f-string that makes the same text, in whichever quotes its parts leave free."""
    parts, skip = [], False
    for place, unit in enumerate(inner):
        if unit.value is not None:
            spec = unit.value.spec
            code = unit.value.code
            if "\n" in code or "\\" in code or code.startswith("{"):
                raise Unread
            parts.append(f"{{{code}{spec}}}")
        elif skip:
            skip = False
        else:
            skip = unit.text == quote and inner[place + 1].text == quote
            parts.append(unit.text * 2 if unit.text in "{}" else unit.text)
    made = "".join(parts)
    free = next((one for one in ('"', "'") if one not in made), "")
    if not free or not made.isprintable() or "\\" in made:
        raise Unread
    return f"f{free}{made}{free}"


def _is_value(tokens: Sequence[Token], place: int, around: Sequence[str]) -> bool:
    """Whether a bare value stands where one value can: alone in a list it may be several."""
    before = tokens[place - 1].up if place else ""
    after = tokens[place + 1].up if place + 1 < len(tokens) else ""
    if after in _OPERATORS and before not in _OPERATORS:
        return False
    if before in _OPERATORS:
        return True
    if before == "AND":
        return place > 2 and tokens[place - 3].up == "BETWEEN"
    if before == "(" and after == ")":
        return False
    return before in ("(", ",") and bool(around) and around[-1] in _LISTS


def _may_be(text: str, value: Value, names: Sequence[str]) -> bool:
    """Whether a bare value is one that was found fault with, or a number."""
    wanted = {_key(name) for name in names}
    if any(_key(each) in wanted for each in called(text, value)):
        whole = _PLAIN.fullmatch(value.code) or _MADE.match(value.code)
        if not whole or (value.spec not in ("", "!r", "!s") and not value.number):
            raise Unread
        return True
    return value.number or is_number(text, value)


def _bare(value: Value) -> str:
    found = re.fullmatch(r"(?:str|repr)\(([\w.]+|[\w.]+\[[^\[\]()]+\])\)", value.code)
    return found[1] if found else value.code


def _key(code: str) -> str:
    return re.sub(r"\s+", "", code)
