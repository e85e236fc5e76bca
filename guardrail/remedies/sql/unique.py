"""The remedy `unique-by-index` in SQL: a unique index built first, the constraint takes it over.

Source: PostgreSQL's documentation of ALTER TABLE, `ADD table_constraint_using_index`.
"""

from __future__ import annotations

from guardrail.remedies.migrations.layout import layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.migrations.tools import Outside
from guardrail.remedies.migrations.writing import Following
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.constraints import Action, action_at, named, written_name
from guardrail.remedies.sql.editing import cased, plain, verbatim
from guardrail.remedies.sql.outside import outside
from guardrail.remedies.sql.scan import Token

_TAILS = (
    (),
    ("DEFERRABLE",),
    ("NOT", "DEFERRABLE"),
    ("DEFERRABLE", "INITIALLY", "DEFERRED"),
    ("DEFERRABLE", "INITIALLY", "IMMEDIATE"),
)


def unique_by_index(place: Place) -> Made | None:
    """`CREATE UNIQUE INDEX CONCURRENTLY`, then `ADD CONSTRAINT … USING INDEX`."""
    layout = layout_of(place) if place.is_sql else None
    action = action_at(place, layout) if layout is not None else None
    if layout is None or layout.here is None or action is None or not action.only:
        return None
    parts = _parts(place.text, action)
    if parts is None:
        return None
    name, kind, indexed, tail = parts
    like = layout.here.tokens[0].text
    index = f"{cased('CREATE UNIQUE INDEX CONCURRENTLY', like)} {name} "
    index += f"{cased('ON', like)} {action.table} {indexed}"
    added = f"{action.head} {cased('ADD CONSTRAINT', like)} {name} {kind} "
    added += f"{cased('USING INDEX', like)} {name}{tail}"
    schema = action.table.rpartition(".")[0]
    dropped = f"{cased('DROP INDEX CONCURRENTLY IF EXISTS', like)} "
    dropped += f"{schema}.{name};" if schema else f"{name};"
    here = layout.here
    if layout.tool.outside is Outside.FREE:
        edit = place.edit(here.start, here.end, f"{index};\n{added}")
        return outside(
            place, layout, (edit,), [index, added], slug="", name=plain(name), guards_rows=True
        )
    back = f"{action.head} {cased('DROP CONSTRAINT', like)} {name};"
    then = Following(slug_of("add", plain(name)), f"{added};", back)
    edit = place.edit(here.start, here.end, index)
    return outside(
        place,
        layout,
        (edit,),
        [index],
        slug=slug_of("build", plain(name)),
        name=plain(name),
        down=dropped,
        guards_rows=True,
        then=(then,),
    )


def _parts(text: str, action: Action) -> tuple[str, str, str, str] | None:
    """The constraint's name, its kind, what is indexed and when it is checked, as written."""
    tokens, words = action.tokens, action.words
    at, name = 1, ""
    if words[0] != "ADD":
        return None
    if words[1:2] == ["CONSTRAINT"]:
        name, at = tokens[2].text, 3
    primary = words[at : at + 2] == ["PRIMARY", "KEY"]
    if not primary and words[at : at + 1] != ["UNIQUE"]:
        return None
    kind = verbatim(text, tokens[at : at + 2] if primary else tokens[at : at + 1])
    at += 2 if primary else 1
    nulls: list[Token] = []
    while words[at : at + 1] in (["NULLS"], ["NOT"], ["DISTINCT"]):
        nulls.append(tokens[at])
        at += 1
    columns, after = _parenthesised(tokens, at)
    if not columns:
        return None
    indexed = verbatim(text, tokens[at:after])
    if words[after : after + 1] == ["INCLUDE"]:
        more, stop = _parenthesised(tokens, after + 1)
        if not more:
            return None
        indexed, after = verbatim(text, tokens[at:stop]), stop
        columns = [*columns, *more]
    if nulls:
        indexed += f" {verbatim(text, nulls)}"
    if tuple(words[after:]) not in _TAILS:
        return None
    tail = verbatim(text, tokens[after:])
    if not name:
        chosen = named(action.table, "pkey") if primary else named(action.table, *columns, "key")
        if chosen is None:
            return None
        name = written_name(chosen)
    return name, kind, indexed, f" {tail}" if tail else ""


def _parenthesised(tokens: list[Token], at: int) -> tuple[list[str], int]:
    """The names in the parentheses that open at a token, and the place after them."""
    if at >= len(tokens) or tokens[at].text != "(":
        return [], at
    names: list[str] = []
    for number in range(at + 1, len(tokens)):
        token = tokens[number]
        if token.text == ")":
            return names, number + 1
        if token.kind in ("word", "quoted"):
            names.append(token.text)
        elif token.text != ",":
            return [], at
    return [], at
