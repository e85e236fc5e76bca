"""Predicates of a condition: IS, IN, LIKE, casts, signs."""

from __future__ import annotations

from guardrail.frontends.covers import one_of, value_of
from guardrail.frontends.sql.copies import whole, without_limit
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.operands import asked, bracketed, only_literals, operand, plain_value
from guardrail.frontends.sql.terms import (
    A_PARAMETER,
    Term,
    Truth,
    compared,
    condition,
    constant,
    negated,
    reaches,
)
from guardrail.frontends.sql.token import Kind

_QUERIES = ("SELECT", "WITH", "VALUES", "TABLE", "SHOW")
_EVERYTHING = frozenset({"%", "%%", ".*", "^.*$", "*", ""})
_WANTED = {"TRUE": Truth.TRUE, "FALSE": Truth.FALSE, "NULL": Truth.NULL, "UNKNOWN": Truth.NULL}
_SMALL = 64
_CHOSEN = ("ORDER", "SKIP")
"""An order, or SKIP LOCKED: what a worker takes from a queue is meant to be any of it."""


def is_plain_group(cursor: Cursor) -> bool:
    """Whether the parenthesis that opens next holds one expression: no query, row or list."""
    ahead = cursor.copy()
    inner = ahead.group()
    return inner is not None and inner.up() not in _QUERIES and not inner.has(",")


def is_plain_query(cursor: Cursor) -> bool:
    """Whether the parenthesis that opens next is a query that is nothing but an expression."""
    inner = cursor.copy().group()
    return inner is not None and plain_value(inner)


def is_any_of_query(cursor: Cursor) -> bool:
    """Whether `= ANY (SELECT …)` or `= ANY (ARRAY(SELECT …))` stands next."""
    if cursor.up(1) not in ("ANY", "SOME") or cursor.up(2) != "(":
        return False
    return cursor.up(3) == "SELECT" or [cursor.up(n) for n in (3, 4, 5)] == ["ARRAY", "(", "SELECT"]


def skip_cast(cursor: Cursor, operands: list[Term]) -> bool:
    """Moves over a cast, a collation or a subscript behind the last operand."""
    if cursor.accept("::"):
        cursor.name()
        cursor.skip("PRECISION", "VARYING", "WITH TIME ZONE", "WITHOUT TIME ZONE")
        cursor.group()
        while cursor.up() == "[":
            bracketed(cursor)
        last = operands[-1] if operands else Term()
        if operands and isinstance(last.constant, str):
            operands[-1] = Term(literal=True, edge=last.edge)
        return True
    if cursor.accept("COLLATE"):
        cursor.name()
        return True
    if cursor.up() == "[":
        bracketed(cursor)
        if operands:
            operands[-1] = Term()
        return True
    return False


def tested(term: Term, cursor: Cursor, keys: frozenset[str]) -> Term:
    """`term IS [NOT] NULL | TRUE | FALSE | UNKNOWN`, ISNULL, NOTNULL, moved over."""
    if cursor.accept("ISNULL", "NOTNULL"):
        opposite, word = cursor.tokens[cursor.at - 1].up == "NOTNULL", "NULL"
    else:
        cursor.accept("IS")
        opposite = bool(cursor.accept("NOT"))
        word = cursor.take().up if not cursor.done else ""
    wanted = _WANTED.get(word)
    if wanted is None:
        return Term()
    if wanted is Truth.NULL and term.known:
        found = Truth.TRUE if term.constant is None else Truth.FALSE
        return negated(condition(found)) if opposite else condition(found, f"NULL IS {word}")
    if term.truth is not Truth.OPEN:
        return condition(Truth.TRUE if (term.truth is wanted) != opposite else Truth.FALSE)
    if wanted is Truth.NULL and term.column in keys:
        return condition(Truth.TRUE if opposite else Truth.FALSE, f"{term.key} IS NOT NULL")
    result = Term()
    if wanted is Truth.NULL and not opposite and term.literal and term.unknown:
        result.optional = term.key or A_PARAMETER
    if term.key:
        result.atoms = {f"{term.key} IS {word}": opposite}
    return result


def listed(
    term: Term, cursor: Cursor, keys: frozenset[str], tables: frozenset[str] = frozenset()
) -> Term:
    """`term IN (…)`, moved over."""
    inner = cursor.group()
    if inner is not None and inner.accept("ARRAY"):
        inner = inner.group() or inner
    if inner is None:
        literal = cursor.kind() in (Kind.PARAM, Kind.HOLE)
        if not cursor.done:
            cursor.at += 1
            if cursor.up() == "(":
                cursor.group()
        return Term(keyed=literal and term.column in keys)
    if inner.sees("SELECT"):
        if asked(inner) is Truth.FALSE:
            return condition(Truth.FALSE, "IN (SELECT … that gives nothing)")
        return _all_of(term, inner, keys, tables)
    if term.known and inner.end - inner.at <= _SMALL:
        return _folded(term, inner, keys)
    if only_literals(inner.rest()):
        return _among(term, inner, Term(keyed=term.column in keys))
    itself = term.key and any(_is(term, piece) for piece in inner.split())
    return condition(Truth.TRUE, f"{term.key} IN ({term.key})") if itself else Term()


def _among(term: Term, inner: Cursor, result: Term) -> Term:
    """Says of `term IN ('a', 'b')` which values it reaches."""
    if term.key and not term.literal and inner.end - inner.at <= _SMALL:
        members = [operand(piece) for piece in inner.split()]
        if all(one.literal for one in members):
            values = (value_of(one.constant, one.key or object()) for one in members)
            reaches(result, term, one_of(values))
    return result


def _is(term: Term, piece: Cursor) -> bool:
    """Whether a member of a list is the very column that is looked for in it."""
    return piece.name().lower() == term.key and piece.done


def _folded(term: Term, inner: Cursor, keys: frozenset[str]) -> Term:
    """A constant looked for in a list: folded where every member is a plain literal."""
    found = Truth.FALSE
    for piece in inner.split():
        token = piece.here
        if piece.end - piece.at != 1:
            return Term()
        if token.up == "NULL":
            member = constant(None)
        elif token.kind is Kind.NUMBER and token.text.isdigit():
            member = constant(int(token.text[:15]))
        elif token.kind is Kind.STRING and "\\" not in token.text and token.text[0] == "'":
            member = constant(token.text[1:-1].replace("''", "'"))
        else:
            return Term()
        truth = compared("=", term, member, keys).truth
        if truth in (Truth.TRUE, Truth.OPEN):
            return condition(truth, "a value in a list of itself")
        found = truth if truth is Truth.NULL else found
    return condition(found)


def _all_of(term: Term, query: Cursor, keys: frozenset[str], tables: frozenset[str]) -> Term:
    """`id IN (SELECT id FROM the_same_table)` holds for every row, or as many as LIMIT says."""
    uncut, limited = without_limit(query)
    cut = limited and term.column in keys
    table, picked = whole(uncut)
    wanted = term.columns or (term.column,)
    if not term.key or picked != wanted or table not in tables:
        return Term(cut=cut)
    place = query.copy()
    place.accept("SELECT")
    place.accept("DISTINCT", "ALL")
    shown = f"SELECT {', '.join(term.columns) or place.name()} FROM {table}"
    if limited:
        any_rows = cut and not query.has(*_CHOSEN)
        return Term(cut=cut, drawn=f"{term.key} IN ({shown} LIMIT …)" if any_rows else "")
    return condition(Truth.TRUE, f"{term.key} IN ({shown})")


def like(name: str, left: Term, right: Term) -> Term:
    """`left [NOT] LIKE right` and the other pattern operators."""
    if Truth.NULL in (left.truth, right.truth) and (left.known or right.known):
        return condition(Truth.NULL)
    everything = right.known and isinstance(right.constant, str) and right.constant in _EVERYTHING
    if everything and (right.constant or name.rpartition(" ")[2] in ("~", "REGEXP", "RLIKE")):
        shown = f"{left.key or '…'} LIKE '{right.constant}'"
        found = condition(Truth.TRUE, shown)
        if _fits(name, str(right.constant)):
            return negated(found) if name.startswith("NOT ") else found
    return Term()


def _fits(name: str, pattern: str) -> bool:
    """Whether this pattern matches everything for this operator."""
    plain = name.removeprefix("NOT ")
    if plain in ("LIKE", "ILIKE", "SIMILAR TO"):
        return pattern in ("%", "%%")
    if plain == "GLOB":
        return pattern == "*"
    return pattern in (".*", "^.*$", "")


def signed(mark: str, term: Term) -> Term:
    """A sign before a term."""
    value = term.constant
    if not term.known or isinstance(value, str):
        return Term(literal=term.literal)
    if value is None:
        return constant(None)
    if mark == "-":
        return constant(-value, f"-{term.reason}" if term.reason else "")
    return term if mark == "+" else Term(literal=True)
