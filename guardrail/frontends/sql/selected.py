"""The columns that a query gives: their names, and what their types come from.

Where the type of a column is that of another table's column the shape says so by an option
(`from_option`), for whoever knows the table. What isn't understood has no type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from guardrail.frontends.sql.columns import raw_type
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.sources import alias
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words
from guardrail.shapes import FROM, ColumnShape

_MOST_COLUMNS = 1600
_DEEPEST = 12
_SETS = ("UNION", "EXCEPT", "INTERSECT")
_JOINS = words("JOIN , APPLY")
_ENDS = ("WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "WINDOW", "FETCH", "OFFSET", "QUALIFY")
_COMPARES = words("= < > <= >= <> != IS AND OR NOT IN LIKE ILIKE BETWEEN EXISTS")
_LIKE_FIRST = words("MAX MIN COALESCE NULLIF GREATEST LEAST FIRST_VALUE LAST_VALUE LAG LEAD IFNULL")
_GIVES = {
    **dict.fromkeys(("COUNT", "ROW_NUMBER", "RANK", "DENSE_RANK"), "bigint"),
    **dict.fromkeys(("NOW", "CURRENT_TIMESTAMP", "CLOCK_TIMESTAMP"), "timestamptz"),
    **dict.fromkeys(("LOWER", "UPPER", "CONCAT", "TRIM", "MD5", "STRING_AGG"), "text"),
    **dict.fromkeys(("BOOL_AND", "BOOL_OR", "EVERY", "TRUE", "FALSE"), "boolean"),
    "GEN_RANDOM_UUID": "uuid",
    "CURRENT_DATE": "date",
}

Columns = tuple[ColumnShape, ...]
Relation = str | Columns


def selected(query: Cursor, known: Mapping[str, Relation] | None = None, depth: int = 0) -> Columns:
    """The columns of a query; () where they can't be told."""
    place, relations = query.copy(), dict(known or {})
    if depth > _DEEPEST:
        return ()
    if place.accept("WITH"):
        place.accept("RECURSIVE")
        while name := place.name():
            names = _names(place)
            place.accept("AS")
            place.accept("NOT MATERIALIZED", "MATERIALIZED")
            inner = place.group()
            found = selected(inner, relations, depth + 1) if inner is not None else ()
            relations[name.lower()] = _called(found, names)
            if not place.accept(","):
                break
    branches = list(_branches(place, relations, depth))
    return tuple(map(_merged, *branches)) if len(branches) > 1 else next(iter(branches), ())


def _merged(*alike: ColumnShape) -> ColumnShape:
    """A column of several queries: named by the first, typed by the first that is."""
    return next((replace(a, name=alike[0].name) for a in alike if a.type or a.options), alike[0])


def _branches(place: Cursor, known: Mapping[str, Relation], depth: int) -> Iterator[Columns]:
    """The columns of each query of a UNION; nothing where their numbers differ."""
    found: list[Columns] = []
    while not place.done:
        piece = place.until(*_SETS)
        if piece.up() == "(":
            inner = piece.group()
            found.append(selected(inner, known, depth + 1) if inner is not None else ())
        elif piece.accept("SELECT"):
            found.append(_picked(piece, known, depth))
        else:
            found.append(())
        place.accept(*_SETS)
        place.accept("ALL", "DISTINCT")
    if len({len(each) for each in found}) == 1:
        yield from found


def _picked(place: Cursor, known: Mapping[str, Relation], depth: int) -> Columns:
    """The columns of one SELECT."""
    if place.accept("DISTINCT ON"):
        place.group()
    place.accept("DISTINCT", "ALL")
    picks = place.until("FROM", "INTO", *_ENDS)
    relations = _relations(place.until(*_ENDS), known, depth) if place.accept("FROM") else {}
    found: list[ColumnShape] = []
    for pick in picks.split():
        if len(found) > _MOST_COLUMNS:
            return ()
        star = _star(pick, relations)
        if star is None:
            found.append(_pick(pick, relations))
        elif star:
            found += star
        else:
            return ()
    return tuple(found)


def _names(place: Cursor) -> list[str]:
    inner = place.group()
    return inner.names() if inner is not None else []


def _called(columns: Columns, names: list[str]) -> Columns:
    """The columns under other names."""
    called = zip(columns, names, strict=False)
    return (*(replace(c, name=n) for c, n in called), *columns[len(names) :])


def _relations(place: Cursor, known: Mapping[str, Relation], depth: int) -> dict[str, Relation]:
    """What stands behind FROM and JOIN, by alias."""
    found: dict[str, Relation] = {}
    expected = True
    while not place.done:
        if not expected:
            expected = place.take().up in _JOINS
            if not expected and place.tokens[place.at - 1].up == "(":
                place.at -= 1
                place.group()
            continue
        expected = False
        place.skip("ONLY", "LATERAL")
        inner = place.group()
        if inner is not None:
            columns = selected(inner, known, depth + 1) if inner.up() in ("SELECT", "WITH") else ()
            name = alias(place) or f" {len(found)}"
            found[name] = _called(columns, _names(place) if place.up() == "(" else [])
        elif name := place.name():
            means = known.get(name.lower(), name)
            found[alias(place) or name.rpartition(".")[2].lower()] = means
    return found


def _star(pick: Cursor, relations: Mapping[str, Relation]) -> Columns | None:
    """What `*` or `t.*` stands for, () where that isn't known, `None` where it's no star."""
    if pick.up() == "*" and pick.at == pick.end - 1:
        wanted = list(relations.values())
    else:
        place = pick.copy()
        name = place.name()
        if not name.endswith(".*") or not place.done:
            return None
        wanted = [relations.get(name[:-2].lower(), ())]
    found: list[ColumnShape] = []
    for each in wanted:
        if not each:
            return ()
        found += [ColumnShape("*", options=(f"{FROM}{each}.*",))] if isinstance(each, str) else each
    return tuple(found)


def _pick(pick: Cursor, relations: Mapping[str, Relation]) -> ColumnShape:
    """One expression with its name."""
    at = next((i for i in pick.top() if pick.tokens[i].up == "AS"), -1)
    last = pick.tokens[pick.end - 1] if not pick.done else None
    name, end = "", pick.end
    if at >= 0 and at + 2 == pick.end:
        name, end = pick.tokens[at + 1].text, at
    elif (
        last is not None
        and last.kind in (Kind.WORD, Kind.NAME)
        and pick.end - pick.at > 1
        and ((before := pick.tokens[pick.end - 2]).kind is not Kind.MARK or before.up == ")")
        and before.up not in _COMPARES
        and before.end < last.start
    ):
        name, end = last.text, pick.end - 1
    expression = pick.slice(pick.at, end)
    told = _typed(expression, relations)
    return replace(told, name=name or told.name, nullable=True)


def _typed(place: Cursor, relations: Mapping[str, Relation]) -> ColumnShape:
    """What an expression gives, under the name that it has by itself."""
    cast = max((i for i in place.top() if place.tokens[i].up == "::"), default=-1)
    if cast >= 0:
        own = _typed(place.slice(place.at, cast), relations).name
        return ColumnShape(own, raw_type(place.slice(cast + 1, place.end)))
    if place.has(*_COMPARES):
        return ColumnShape("", "boolean")
    first = place.here
    if place.at == place.end - 1 and first.kind in (Kind.NUMBER, Kind.STRING):
        whole = first.kind is Kind.NUMBER and first.text.isdigit()
        return ColumnShape("", "integer" if whole else "text" if first.kind is Kind.STRING else "")
    if first.kind not in (Kind.WORD, Kind.NAME):
        inner = place.copy().group()
        return _typed(inner, relations) if inner is not None else ColumnShape("")
    name = place.copy()
    called = name.name()
    inner = name.group()
    own = called.rpartition(".")[2]
    if inner is None:
        if not name.done:
            return ColumnShape("")
        word = _GIVES.get(called.upper(), "")
        return ColumnShape(own, word) if word else replace(_column(called, relations), name=own)
    if not name.done and name.up() not in ("OVER", "FILTER"):
        return ColumnShape("")
    if own.upper() in ("CAST", "TRY_CAST"):
        value = inner.until("AS")
        inner.accept("AS")
        return ColumnShape(_typed(value, relations).name, raw_type(inner))
    if own.upper() in _LIKE_FIRST:
        return replace(_typed(next(inner.split(), inner), relations), name=own.lower())
    return ColumnShape(own.lower(), _GIVES.get(own.upper(), ""))


def _column(name: str, relations: Mapping[str, Relation]) -> ColumnShape:
    """A column by its name, with or without the table's."""
    owner, _, own = name.rpartition(".")
    if own.upper() == "NULL":
        return ColumnShape("")
    wanted = [relations.get(owner.lower(), owner)] if owner else list(relations.values())
    options: list[str] = []
    for each in wanted:
        if isinstance(each, str):
            options.append(f"{FROM}{each}.{own}")
            continue
        known = next((c for c in each if c.name.lower() == own.lower()), None)
        if known is not None:
            return known
    return ColumnShape(own, options=tuple(options))
