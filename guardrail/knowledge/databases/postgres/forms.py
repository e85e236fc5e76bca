"""Which forms of statement a change consists of."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    SessionAction,
    SessionChange,
    Verb,
)
from guardrail.knowledge.databases.fact import Form
from guardrail.knowledge.databases.postgres import columns, constraints, indexes, objects, tables
from guardrail.knowledge.databases.postgres.locks import ACCESS_EXCLUSIVE, FACTS
from guardrail.shapes import TableShape

_BY_KIND = {
    ObjectKind.TABLE: tables.forms,
    ObjectKind.PARTITION: tables.partition_forms,
    ObjectKind.COLUMN: columns.forms,
    ObjectKind.CONSTRAINT: constraints.forms,
    ObjectKind.INDEX: indexes.forms,
    ObjectKind.TRIGGER: objects.trigger_forms,
    ObjectKind.POLICY: objects.policy_forms,
    ObjectKind.VIEW: objects.view_forms,
    ObjectKind.MATERIALIZED_VIEW: objects.view_forms,
    ObjectKind.TYPE: objects.type_forms,
    ObjectKind.SCHEMA: tables.upkeep_forms,
    ObjectKind.DATABASE: tables.upkeep_forms,
}
_PROTECTIONS = {
    "triggers": "ENABLE or DISABLE TRIGGER",
    "rules": "ENABLE or DISABLE RULE",
    "row level security": "ROW LEVEL SECURITY",
    "forced row level security": "ROW LEVEL SECURITY",
}


def forms_of(change: Effect, version: int, table: TableShape | None) -> Iterator[Form]:
    """The forms of a change, none where nothing is known of it."""
    if isinstance(change, SchemaChange):
        read = _BY_KIND.get(change.kind)
        if read is not None:
            yield from read(change, version, table)
    elif isinstance(change, SessionChange):
        if change.action is SessionAction.LOCK:
            mode = change.value.upper().removeprefix("IN ").removesuffix(" MODE").strip()
            name = f"LOCK TABLE {mode or ACCESS_EXCLUSIVE}"
            if name in FACTS:
                yield Form(name, change.name)
    elif isinstance(change, PrivilegeChange):
        form = _PROTECTIONS.get(change.protection)
        if form is not None and change.on:
            yield Form(form, change.on)
    elif isinstance(change, DataChange):
        truncates = change.verb is Verb.TRUNCATE
        yield Form("TRUNCATE" if truncates else "INSERT, UPDATE, DELETE", change.target)
