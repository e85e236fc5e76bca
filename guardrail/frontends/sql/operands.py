"""Reads one operand of a condition: a constant, a column, a call, a place known at run time."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.correlation import may_correlate
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.sources import alias
from guardrail.frontends.sql.terms import A_PARAMETER, Constant, Term, Truth, condition, constant
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.spanmap import HOLE_WORD

_WORDS: dict[str, Constant] = {"TRUE": True, "FALSE": False, "NULL": None, "UNKNOWN": None}
_TYPED = words("DATE TIME TIMESTAMP TIMESTAMPTZ INTERVAL BINARY N")
_CHANGING = words("RANDOM RAND UUID NEWID GEN_RANDOM_UUID UUID_GENERATE_V4 CLOCK_TIMESTAMP NEXTVAL")
_FIRST_KNOWN = words("COALESCE IFNULL NVL ISNULL")
_NAMED = (Kind.WORD, Kind.NAME)
_KEY_LIMIT = 200
_SOURCES = ("FROM", "WHERE", "LIMIT", "OFFSET", "GROUP", "HAVING", "UNION", "EXCEPT", "INTERSECT")
_ROWS = ("FROM", "LIMIT", "OFFSET", "GROUP", "HAVING", "UNION", "EXCEPT", "INTERSECT")
_SETS = ("UNION", "EXCEPT", "INTERSECT")
_NARROWING = ("GROUP", "HAVING", "LIMIT", "OFFSET", "FETCH")
_SHORT = 60
_OF_CASE = words("CASE WHEN THEN ELSE END AND OR NOT NULL TRUE FALSE IS IN BETWEEN LIKE")
_STILL = words(
    "NOW GETDATE SYSDATETIME SYSUTCDATETIME GETUTCDATE CURDATE UTC_TIMESTAMP TRANSACTION_TIMESTAMP "
    "STATEMENT_TIMESTAMP VERSION DATABASE LENGTH LEN CHAR_LENGTH LOWER UPPER ABS CONCAT TRIM MD5 "
    "SQRT ROUND FLOOR CEIL MOD ASCII REVERSE REPEAT SIGN GREATEST LEAST"
)
"""Functions that give the same for all rows if they are given literals alone."""
_STILL_WORDS = words(
    "CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME LOCALTIMESTAMP LOCALTIME SYSDATE SYSTIMESTAMP "
    "CURRENT_USER SESSION_USER CURRENT_ROLE CURRENT_CATALOG"
)
_EDGES = {"-infinity": -1, "infinity": 1}
"""PostgreSQL's times before and behind all others. The year 1 is a value: what wasn't set."""
_NO_VALUE = (*_SOURCES, ",", "AS", "INTO", "ORDER", "DISTINCT", "ALL")
_LITERALS = frozenset({Kind.STRING, Kind.NUMBER, Kind.PARAM, Kind.HOLE})


def operand(
    cursor: Cursor, tables: frozenset[str] = frozenset(), rows: frozenset[str] = frozenset()
) -> Term:
    """The operand that stands next, moved over.

    `tables` give every row of the table asked about, `rows` are names of its row.
    """
    token = cursor.here
    if token.up == "(":
        return opaque_group(cursor)
    if token.kind is Kind.STRING:
        return _string(cursor.take().text)
    if token.kind is Kind.NUMBER:
        return _number(cursor.take().text)
    if token.kind is Kind.PARAM:
        cursor.at += 1
        key = "" if token.text in ("?", "%s") else token.text.lower()
        return Term(key=key, literal=True, unknown=True)
    if token.kind in (Kind.WORD, Kind.NAME, Kind.HOLE):
        if token.up == "EXISTS" and cursor.up(1) == "(":
            return _exists(cursor, tables, rows)
        return _word(cursor, token)
    cursor.at += 1
    return Term()


def _string(raw: str) -> Term:
    quote = raw[-1]
    if raw[0] not in "'\"nN" or any(mark in raw for mark in ("\\", "{", HOLE_WORD)):
        return Term(literal=True)
    found = constant(raw[raw.index(quote) + 1 : -1].replace(quote * 2, quote))
    found.edge = edge(raw)
    return found


def edge(raw: str) -> int:
    """-1 for the literal of a time before all others, 1 for one behind them, 0 for the rest."""
    return _EDGES.get(raw.strip("'").lower(), 0)


def _number(raw: str) -> Term:
    if raw.isascii() and raw.isdigit() and len(raw) <= 15:
        return constant(int(raw), raw)
    try:
        return (
            constant(float(raw), raw) if len(raw) <= 15 and "_" not in raw else Term(literal=True)
        )
    except ValueError:
        return Term(literal=True)


def _word(cursor: Cursor, token: Token) -> Term:
    up = token.up
    if up in _WORDS and cursor.up(1) not in (".", "("):
        cursor.at += 1
        return constant(_WORDS[up], up)
    if up == "CASE":
        return _case(cursor)
    if up == "CURRENT" and cursor.up(1) == "OF":
        cursor.at = min(cursor.at + 3, cursor.end)
        return Term(keyed=True)
    if up in _TYPED and cursor.kind(1) is Kind.STRING:
        cursor.at += 2
        return Term(literal=True, edge=edge(cursor.tokens[cursor.at - 1].text))
    if up in ("ANY", "ALL", "SOME", "ARRAY", "ROW", "CAST") and cursor.up(1) in ("(", "["):
        cursor.at += 1
        literal = up != "ALL"
        return bracketed(cursor) if cursor.up() == "[" else opaque_group(cursor, literal)
    if up in _STILL_WORDS and cursor.up(1) not in (".", "("):
        return Term(key=cursor.take().text.lower(), fixed=True)
    start = cursor.at
    name = cursor.name()
    if cursor.up() == "(":
        return _call(cursor, start, name)
    if token.kind is Kind.HOLE and cursor.at == start + 1:
        return Term(key=name, literal=True, unknown=True)
    key = name.lower()
    return Term(key=key, column=key.rpartition(".")[2], atoms={key: False})


def _call(cursor: Cursor, start: int, name: str) -> Term:
    inner = cursor.group()
    if name.upper() in _CHANGING or inner is None:
        return Term()
    if name.upper() in _FIRST_KNOWN and inner.kind() is Kind.NUMBER and inner.up(1) == ",":
        return _number(inner.here.text)
    if name.upper() in _FIRST_KNOWN and inner.kind() is Kind.PARAM and inner.up(1) == ",":
        return _given_or(cursor, start, inner)
    still = name.upper() in _STILL and (inner.done or only_literals(inner.rest()))
    return Term(key=text_of(cursor.tokens[start : cursor.at]), fixed=still)


def _given_or(cursor: Cursor, start: int, inner: Cursor) -> Term:
    """`COALESCE(:tenant, tenant)`: what is given, else what the row itself has there."""
    text = text_of(cursor.tokens[start : cursor.at])
    given = inner.take().text
    inner.accept(",")
    column = inner.name().lower()
    optional = A_PARAMETER if given in ("?", "%s") else given.lower()
    return Term(key=text, optional=optional, instead=column if inner.done else "")


def _case(cursor: Cursor) -> Term:
    start, depth = cursor.at, 0
    while not cursor.done:
        if cursor.up() == "(":
            cursor.group()
            continue
        up = cursor.take().up
        depth += {"CASE": 1, "END": -1}.get(up, 0)
        if depth == 0:
            break
    tokens = cursor.tokens[start : cursor.at]
    still = all(t.kind not in (Kind.WORD, Kind.NAME, Kind.HOLE) or t.up in _OF_CASE for t in tokens)
    return Term(key=text_of(tokens), fixed=still, wholesale="CASE …" if still else "")


def _exists(cursor: Cursor, tables: frozenset[str], rows: frozenset[str]) -> Term:
    """EXISTS without a source is its condition; one that asks nothing of the row, all or none."""
    cursor.at += 1
    inner = cursor.group()
    if inner is None or not inner.sees("SELECT"):
        return Term()
    if not inner.has(*_SOURCES):
        return condition(Truth.TRUE, "EXISTS (SELECT …)")
    if (truth := asked(inner)) is Truth.FALSE or (truth is Truth.TRUE and not inner.has(*_ROWS)):
        return condition(truth, "EXISTS (SELECT …)")
    if rows and _meets_itself(inner, tables, rows):
        return condition(Truth.TRUE, "EXISTS (the row itself)")
    return Term() if may_correlate(inner) else Term(wholesale="EXISTS (…)")


def _meets_itself(query: Cursor, tables: frozenset[str], rows: frozenset[str]) -> bool:
    """Whether a query over the table that is asked about finds each of its rows by itself."""
    place = query.copy()
    place.until("FROM")
    if not place.accept("FROM"):
        return False
    name = place.name().lower()
    called = alias(place) or name.rpartition(".")[2]
    if name not in tables or place.up() != "WHERE" or query.has(*_NARROWING):
        return False
    return asked(query, rows | {called}) is Truth.TRUE


def asked(query: Cursor, rows: frozenset[str] = frozenset()) -> Truth:
    """What is known of the condition of a short query."""
    from guardrail.frontends.sql.fold import Fold

    at = query.find("WHERE")
    picked = query.copy().until("FROM", "WHERE")
    if at < 0 or query.end - query.at > _SHORT or query.has(*_SETS) or picked.has("("):
        return Truth.OPEN
    place = query.slice(at + 1, query.end)
    asked = place.until("GROUP", "ORDER", "LIMIT", "OFFSET")
    term = Fold(asked, (), False, rows=rows).value()
    return Truth.OPEN if term.doubt or term.unknown else term.truth


def plain_value(inner: Cursor) -> bool:
    """Whether a query is one expression: it has no source, and gives one value."""
    return inner.sees("SELECT") and inner.kind(1) is not None and not inner.has(*_NO_VALUE)


def has_null(inner: Cursor) -> bool:
    """Whether NULL is a member of a list."""
    return any(piece.up() == "NULL" and piece.end - piece.at == 1 for piece in inner.split())


def bracketed(cursor: Cursor) -> Term:
    """What stands in square brackets, moved over; literal where every part is."""
    depth, literal = 0, True
    while not cursor.done:
        token = cursor.take()
        depth += {"[": 1, "]": -1}.get(token.up, 0)
        literal &= token.kind in _LITERALS or token.up in ("[", "]", ",", "-")
        if depth == 0:
            break
    return Term(literal=literal)


def opaque_group(cursor: Cursor, allow: bool = True) -> Term:
    """A parenthesis that isn't folded: a query, a row, a list. Literal where every part is."""
    inner = cursor.group()
    if inner is None:
        return Term()
    if inner.up() == "SELECT":
        still = not may_correlate(inner)
        return Term(fixed=still, reason="(SELECT …)", wholesale="(SELECT …)" if still else "")
    names = _columns(inner)
    if names:
        key = f"({', '.join(names)})"
        return Term(key=key, columns=tuple(name.rpartition(".")[2] for name in names))
    return Term(literal=allow and only_literals(inner.rest()))


def _columns(inner: Cursor) -> tuple[str, ...]:
    """The columns of a list that holds nothing else, lower case."""
    if not inner.has(",") or inner.end - inner.at > _SHORT:
        return ()
    found = [piece.name().lower() if piece.kind() in _NAMED else "" for piece in inner.split()]
    plain = all(found) and not any(token.up == "(" for token in inner.rest())
    return tuple(found) if plain else ()


def only_literals(tokens: Sequence[Token]) -> bool:
    """Whether a list holds nothing but literals and placeholders."""
    return bool(tokens) and all(
        token.kind in _LITERALS
        or token.up in (",", "-", "ARRAY", "[", "]", "::", "(", ")")
        or (before.up == "::" and token.kind is Kind.WORD)
        for before, token in zip([tokens[0], *tokens], tokens, strict=False)
    )


def text_of(tokens: Sequence[Token]) -> str:
    """The tokens as a text that equal expressions share; "" for a long one."""
    if len(tokens) > _KEY_LIMIT // 4:
        return ""
    text = " ".join((t.up or t.text) if t.kind is not Kind.NAME else t.text for t in tokens)
    return text if len(text) <= _KEY_LIMIT else ""
