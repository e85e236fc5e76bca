"""SQLite: one writer at a time, and the whole file is its table.

Source: the SQLite manual, "ALTER TABLE", "File Locking And Concurrency", "Write-Ahead Logging";
what is read or written is measured by `tests/databases`.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.cost import Cost, Waits, Work
from guardrail.effects import Effect, ObjectKind, SchemaChange, Verb
from guardrail.knowledge.databases.fact import Fact, Form
from guardrail.knowledge.databases.facts import cost_by
from guardrail.knowledge.databases.general import forms_of as general_forms
from guardrail.shapes import ConstraintKind, TableShape

WRITER = "RESERVED"
"""The lock of the file's only writer: readers go on, other writers wait."""

WAITS: dict[str, Waits] = {"": Waits.NOBODY, WRITER: Waits.WRITES}

FACTS: dict[str, tuple[Fact, ...]] = {
    "CREATE TABLE": (Fact(WRITER),),
    "DROP TABLE": (Fact(WRITER),),
    "RENAME TABLE": (Fact(WRITER),),
    "ADD COLUMN": (Fact(WRITER),),
    "ADD COLUMN, constant default": (Fact(WRITER),),
    "ADD COLUMN, checked": (Fact(WRITER, Work.SCAN),),
    "DROP COLUMN": (Fact(WRITER, Work.REWRITE),),
    "RENAME COLUMN": (Fact(WRITER),),
    "CREATE INDEX": (Fact(WRITER, Work.BUILD),),
    "DROP INDEX": (Fact(WRITER),),
    "REINDEX": (Fact(WRITER, Work.BUILD),),
    "VACUUM": (Fact(WRITER, Work.REWRITE),),
    "not there": (Fact(WRITER, Work.REWRITE),),
}
"""Every form. What is `not there` takes a new table that the rows are copied to."""

PROVED = frozenset(FACTS) - {"VACUUM", "REINDEX", "not there", "CREATE TABLE"}
"""Forms that were measured, by the SQLite of Python's standard library (version 3)."""

_NOT_THERE = ("ALTER COLUMN TYPE", "SET NOT NULL", "ADD KEY", "ADD CONSTRAINT", "DROP CONSTRAINT")


def cost(change: Effect, version: int, table: TableShape | None) -> Cost:
    """The locks and the work of a change; nothing known of what has no form here."""
    return cost_by(forms_of(change), FACTS, WAITS, version, lambda form, of: form in PROVED)


def forms_of(change: Effect) -> Iterator[Form]:
    """The forms of a change in SQLite."""
    for form in general_forms(change):
        if form.name in _NOT_THERE:
            reason = "SQLite can't, so that a new table is made and every row copied"
            yield Form("not there", form.table, reason=reason)
        elif isinstance(change, SchemaChange) and _checked(change):
            yield Form("ADD COLUMN, checked", form.table, reason="every row is checked")
        elif form.name == "DROP COLUMN":
            yield Form(form.name, form.table, reason="every row is written anew without it")
        else:
            yield form
    upkeep = change.options[:1] if isinstance(change, SchemaChange) else ()
    if isinstance(change, SchemaChange) and upkeep == ("REINDEX",):
        yield Form("REINDEX", change.table, reason="the index is built anew")


def _checked(change: SchemaChange) -> bool:
    """Whether a column is added that rows have to be tested for."""
    if change.kind is not ObjectKind.COLUMN or change.verb is not Verb.CREATE:
        return False
    generated = bool({"virtual", "stored"} & set(change.options)) and change.nullable is False
    return generated or change.constraint is ConstraintKind.CHECK
