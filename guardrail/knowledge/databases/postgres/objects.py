"""The forms of statements about triggers, policies, views and types."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.knowledge.databases.fact import Form
from guardrail.shapes import ConstraintKind, TableShape


def trigger_forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """CREATE, DROP and RENAME TRIGGER or RULE; an event trigger belongs to no table."""
    names = {
        Verb.CREATE: "CREATE TRIGGER",
        Verb.DROP: "DROP TRIGGER",
        Verb.RENAME: "RENAME TRIGGER",
    }
    if not change.table or change.verb not in names:
        return
    rule = change.verb is Verb.CREATE and "rule" in change.options
    yield Form("CREATE RULE" if rule else names[change.verb], change.table)


def policy_forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """CREATE, ALTER, DROP and RENAME POLICY."""
    if not change.table:
        return
    names = {Verb.CREATE: "CREATE POLICY", Verb.DROP: "DROP POLICY"}
    yield Form(names.get(change.verb, "ALTER POLICY"), change.table)


def view_forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """CREATE and DROP VIEW, REFRESH MATERIALIZED VIEW."""
    kept = change.kind is ObjectKind.MATERIALIZED_VIEW
    name = change.table or change.name
    if change.verb is Verb.CREATE:
        yield Form("CREATE VIEW", name)
    elif change.verb is Verb.DROP:
        yield Form("DROP MATERIALIZED VIEW" if kept else "DROP VIEW", name)
    elif change.options[:1] == ("REFRESH MATERIALIZED VIEW",):
        if change.concurrently:
            reason = "the query runs again, and its rows are compared with those that are there"
            yield Form("REFRESH MATERIALIZED VIEW CONCURRENTLY", name, reason=reason)
        else:
            reason = "the query runs again"
            yield Form("REFRESH MATERIALIZED VIEW", name, reason=reason)


def type_forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """ALTER TYPE and ALTER DOMAIN; which tables use a domain isn't known here."""
    if change.verb is not Verb.ALTER:
        return
    reason = "every row of every table with a column of this domain is checked"
    words = " ".join(change.options)
    if "add constraint" in words or change.constraint is not ConstraintKind.NONE:
        if change.not_valid:
            yield Form("ALTER DOMAIN ADD CONSTRAINT NOT VALID")
        else:
            yield Form("ALTER DOMAIN ADD CONSTRAINT", reason=reason)
    elif change.aspect is Aspect.VALIDATION or words.startswith(("validate", "set not null")):
        yield Form("ALTER DOMAIN VALIDATE CONSTRAINT", reason=reason)
    elif words.startswith("add value"):
        yield Form("ALTER TYPE ADD VALUE")
