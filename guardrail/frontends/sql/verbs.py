"""The table of verbs: which reader understands a statement that begins with these words.

A statement is taken by the longest phrase it begins with. What begins with a harmless word yields
nothing; what begins with no word of either table is asked of sqlglot, or told.
"""

from __future__ import annotations

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reader
from guardrail.frontends.sql.statements import (
    alter_table,
    create_index,
    create_table,
    drop,
    rows,
)

READERS: dict[str, Reader] = {
    "DELETE": rows.delete,
    "UPDATE": rows.update,
    "TRUNCATE": rows.truncate,
    "DROP": drop.drop,
    "ALTER TABLE": alter_table.alter_table,
}
HARMLESS = frozenset(
    ["SELECT", "SHOW", "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "ABORT", "END", "ANALYZE", "ANALYSE", "COMMENT", "NOTIFY", "LISTEN", "UNLISTEN", "USE", "DESCRIBE", "DESC", "FETCH", "MOVE", "CLOSE", "CHECKPOINT", "DISCARD", "VALUES"]
)


def reader(cursor: Cursor) -> Reader | None:
    """The reader for the statement at the cursor, `None` where the table has none."""
    for count in (4, 3, 2, 1):
        phrase = " ".join(cursor.up(ahead) for ahead in range(count))
        found = READERS.get(phrase)
        if found is not None:
            return found
    if cursor.up() == "CREATE":
        return created(cursor)
    return None


def created(cursor: Cursor) -> Reader | None:
    """The reader for what is created: the kind stands behind words that qualify it."""
    for ahead in range(1, 12):
        up = cursor.up(ahead)
        if up == "TABLE":
            return create_table.create_table
        if up == "INDEX":
            return create_index.create_index
    return None
