"""The forms of statements about indexes."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import SchemaChange, Verb
from guardrail.knowledge.databases.fact import Form
from guardrail.shapes import TableShape


def forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """The forms of a change of an index; the table is the one given where none is written."""
    name = change.table or (table.name if table is not None else "")
    if change.verb is Verb.CREATE:
        yield _created(change, name)
    elif change.verb is Verb.DROP:
        yield Form("DROP INDEX CONCURRENTLY" if change.concurrently else "DROP INDEX", name)
    elif change.options[:1] == ("REINDEX",):
        reason = "the index is built anew"
        if change.concurrently:
            yield Form("REINDEX CONCURRENTLY", name, reason=reason)
        else:
            yield Form("REINDEX", name, reason=reason)
    elif change.verb is Verb.ALTER and "set tablespace" in " ".join(change.options):
        yield Form("ALTER INDEX SET TABLESPACE", name, reason="the index is copied")
    else:
        yield Form("ALTER INDEX", name)


def _created(change: SchemaChange, name: str) -> Form:
    if change.concurrently:
        return Form("CREATE INDEX CONCURRENTLY", name, reason="an index is built")
    if "only" in change.options:
        return Form("CREATE INDEX ON ONLY", name)
    return Form("CREATE INDEX", name, reason="an index is built")
