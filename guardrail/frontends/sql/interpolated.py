"""Values of the program around a statement that stand in its text instead of a placeholder."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from guardrail.effects import CodeRun, DataChange, Verb
from guardrail.effects.queries import ASKED_IN, GIVEN_IN, made_by_program, names_no_value
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.model import Hole, Origin
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Item

_VERBS = (Verb.DELETE, Verb.UPDATE, Verb.MERGE)
_READING = words("SELECT WITH INSERT REPLACE EXPLAIN (")
_OPERATORS = words("= == <> != < > <= >= LIKE ILIKE RLIKE REGEXP ~ BETWEEN IN <=> + - * / ||")
_LIST_OF = words("IN VALUES ANY ALL")
_FOLLOWED = words(". (")
_BEFORE_NAME = words("SET WHERE FROM UPDATE INTO JOIN .")
_AFTER_NAME = words("= == <> != < > <= >= IS IN LIKE ILIKE BETWEEN . (")
_PLACES = words("SET WHERE ON HAVING VALUES")
_CONDITION = words("WHERE AND OR NOT")
_BARE = words("LIMIT OFFSET")
_ENDS_ORDER = words("LIMIT OFFSET FETCH ) ; UNION HAVING FOR")
_BEHIND = frozenset(("", ";", "AND", "OR", ")", "RETURNING", "LIMIT", "ORDER"))


def with_interpolated(
    items: Iterable[Item], tokens: Sequence[Token], holes: Sequence[Hole], reading: Reading
) -> Iterator[Item]:
    """The items of a statement, changes of rows knowing which values are put into their text.

    Of a query that only reads, or adds rows, the first value that comes from outside is told.
    """
    told: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    for item in items:
        if holes and isinstance(item, DataChange) and item.verb in _VERBS:
            told = _told(tokens, holes) if told is None else told
            if told[0]:
                item = replace(item, interpolated=told[0], from_outside=told[1])
        yield item
    if holes and told is None and tokens and tokens[0].up in _READING:
        yield from _read_by(tokens, holes, reading)
    elif told is not None and not told[1]:
        yield from _chosen_by(tokens, holes, reading)


def _read_by(tokens: Sequence[Token], holes: Sequence[Hole], reading: Reading) -> Iterator[Item]:
    """What is run besides the query where whoever gives a value may write more than a value."""
    if not any(hole.origin >= Origin.OUTSIDE for hole in holes):
        return
    names, quoted = _as_names(tokens), _within_quotes(tokens, holes)
    found = [
        one
        for one in _values(tokens, holes)
        if one.name and (one.origin >= Origin.ASKED or one.name not in names)
    ]
    asked = next((one for one in found if one.origin >= Origin.ASKED), None)
    given = (one for one in found if one.origin is Origin.OUTSIDE and one in quoted)
    hole = asked or next((one for one in given if not made_by_program(one.name)), None)
    if hole is not None:
        what = ASKED_IN if asked is not None else GIVEN_IN
        yield reading.make(CodeRun, tokens, what=what, origin=hole.name)


def _chosen_by(tokens: Sequence[Token], holes: Sequence[Hole], reading: Reading) -> Iterator[Item]:
    """What is run besides a change of rows whose table, or column, a request names."""
    names = _as_names(tokens)
    hole = next((one for one in holes if one.origin is Origin.SENT and one.name in names), None)
    if hole is not None:
        yield reading.make(CodeRun, tokens, what=ASKED_IN, origin=hole.name)


def _within_quotes(tokens: Sequence[Token], holes: Sequence[Hole]) -> Sequence[Hole]:
    """The holes of a statement that stand between quotes."""
    texts = (one for one in tokens if one.kind is Kind.STRING and HOLE_WORD in one.text)
    return [hole for token in texts for hole in _within(holes, token)]


def _told(
    tokens: Sequence[Token], holes: Sequence[Hole]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of what stands as a value, and of those that come from outside."""
    found: dict[str, Origin] = {}
    names = _as_names(tokens)
    for hole in _values(tokens, holes):
        if hole.name and hole.origin >= Origin.INSIDE and hole.name not in names:
            found[hole.name] = max(hole.origin, found.get(hole.name, Origin.UNTOLD))
    outside = tuple(name for name, origin in found.items() if origin >= Origin.OUTSIDE)
    return tuple(found), outside


def _as_names(tokens: Sequence[Token]) -> frozenset[str]:
    """What also stands where only a name can: it is one wherever else it stands."""
    found, before = set(), ""
    for index, token in enumerate(tokens):
        if token.kind is Kind.HOLE:
            after = tokens[index + 1].up if index + 1 < len(tokens) else ""
            whole = before == "WHERE" and after in _BEHIND
            if (before in _BEFORE_NAME and not whole) or after in _AFTER_NAME:
                found.add(token.text[1:-1])
        before = token.up
    return frozenset(found)


def _values(tokens: Sequence[Token], holes: Sequence[Hole]) -> Iterator[Hole]:
    inside = ordering = False
    around: list[str] = []
    before = ""
    for index, token in enumerate(tokens):
        inside = inside or token.up in _PLACES
        ordering = token.up not in _ENDS_ORDER and (ordering or token.up == "BY")
        if token.kind is Kind.HOLE and (ordering or before in _BARE):
            # No placeholder can stand here: many a program chooses. Only who asks may not.
            yield from (hole for hole in _within(holes, token) if hole.origin >= Origin.ASKED)
        elif token.kind is Kind.HOLE and not inside:
            # A table or a column, which who calls a tool may name, but not who sends a request.
            yield from (hole for hole in _within(holes, token) if hole.origin is Origin.SENT)
        if token.up == "(":
            around.append(before)
        elif token.up == ")" and around:
            around.pop()
        if inside and token.kind is Kind.STRING and HOLE_WORD in token.text:
            yield from _within(holes, token)
        elif inside and token.kind is Kind.HOLE:
            after = tokens[index + 1].up if index + 1 < len(tokens) else ""
            if after not in _FOLLOWED and _stands_as_value(tokens, index, around):
                yield from (hole for hole in _within(holes, token) if not names_no_value(hole.name))
            elif before in _CONDITION and after in _BEHIND:
                # A whole condition is put together by many a program: only who asks may not.
                yield from (hole for hole in _within(holes, token) if hole.origin >= Origin.ASKED)
        before = token.up


def _stands_as_value(tokens: Sequence[Token], index: int, around: Sequence[str]) -> bool:
    before = tokens[index - 1].up if index else ""
    if before in _OPERATORS:
        return True
    if before == "AND":
        return index > 2 and tokens[index - 3].up == "BETWEEN"
    return before in ("(", ",") and bool(around) and around[-1] in _LIST_OF


def _within(holes: Sequence[Hole], token: Token) -> Sequence[Hole]:
    first = bisect_left(holes, token.start, key=lambda hole: hole.start)
    return holes[first : bisect_left(holes, token.end, key=lambda hole: hole.start)]
