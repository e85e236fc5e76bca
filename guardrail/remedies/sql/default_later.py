"""The remedy `default-later` in SQL: a new column first, its default next, old rows in batches.

Source: PostgreSQL's documentation of ALTER TABLE: a column with a volatile default rewrites the
table, a default that is set later is for new rows alone.
"""

from __future__ import annotations

from guardrail.remedies.migrations.layout import layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.migrations.tools import GOOSE
from guardrail.remedies.migrations.writing import Following, following
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.batches import filled
from guardrail.remedies.sql.constraints import action_at, named, written_name
from guardrail.remedies.sql.editing import cased, plain, verbatim
from guardrail.remedies.sql.scan import Token

_ENDS = frozenset(
    {"NOT", "NULL", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES", "CONSTRAINT", "COLLATE"}
    | {"GENERATED", "DEFERRABLE", "DEFAULT"}
)


def default_later(place: Place) -> Made | None:
    """`ADD COLUMN`, `SET DEFAULT`, and in the migrations that follow the rows that are there."""
    layout = layout_of(place) if place.is_sql else None
    action = action_at(place, layout) if layout is not None else None
    if layout is None or layout.here is None or action is None or not action.only:
        return None
    words, tokens = action.words, action.tokens
    at = 2 if words[:2] == ["ADD", "COLUMN"] else 1
    if words[0] != "ADD" or words.count("DEFAULT") != 1 or words[at] == "IF":
        return None
    start = words.index("DEFAULT")
    end = _expression_end(tokens, start + 1)
    rest = words[end:]
    if rest not in ([], ["NOT", "NULL"], ["NULL"]) or start < at + 2:
        return None
    required = rest == ["NOT", "NULL"] or words[start - 2 : start] == ["NOT", "NULL"]
    typed = tokens[at + 1 : start - 2 if required and not rest else start]
    if _ENDS & {token.up for token in typed}:
        return None
    column, like = tokens[at].text, tokens[0].text
    value = verbatim(place.text, tokens[start + 1 : end])
    add = verbatim(place.text, tokens[:at]) + f" {column} {verbatim(place.text, typed)}"
    now = (
        f"{action.head} {add};\n"
        f"{action.head} {cased('ALTER COLUMN', like)} {column} "
        f"{cased('SET DEFAULT', like)} {value}"
    )
    block = filled(action.table, column, value, like) + ";"
    if layout.tool is GOOSE:
        block = f"-- +goose StatementBegin\n{block}\n-- +goose StatementEnd"
    steps = [Following(slug_of("fill", plain(action.table), plain(column)), block, outside=True)]
    if required:
        more = _required(action.head, action.table, column, like)
        if more is None:
            return None
        steps += more
    after = following(place, layout, steps)
    if after is None:
        return None
    edit = place.edit(layout.here.start, layout.here.end, now)
    return Made((edit, *after[0]), after[1], note="filled in the migration that follows")


def _expression_end(tokens: list[Token], at: int) -> int:
    depth = 0
    while at < len(tokens):
        depth += {"(": 1, ")": -1}.get(tokens[at].text, 0)
        if depth == 0 and tokens[at].up in _ENDS:
            return at
        at += 1
    return at


def _required(head: str, table: str, column: str, like: str) -> list[Following] | None:
    """NOT NULL by a check: added, then validated, in migrations of their own."""
    chosen = named(table, column, "given")
    if chosen is None:
        return None
    name = written_name(chosen)
    add = cased("ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID;", like).format(name, column)
    drop = f"{head} {cased('DROP CONSTRAINT', like)} {name};"
    up = (
        f"{head} {cased('VALIDATE CONSTRAINT', like)} {name};\n"
        f"{head} {cased('ALTER COLUMN {} SET NOT NULL;', like).format(column)}\n{drop}"
    )
    down = f"{head} {add}\n{head} {cased('ALTER COLUMN {} DROP NOT NULL;', like).format(column)}"
    return [
        Following(slug_of("check", plain(table), plain(column)), f"{head} {add}", drop),
        Following(slug_of("require", plain(table), plain(column)), up, down),
    ]
