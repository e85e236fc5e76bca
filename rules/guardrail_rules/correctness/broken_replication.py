"""The rule `broken-replication`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.story import created_before, made_again

_LOST = {
    "replication slot": "whoever reads it loses its place",
    "publication": "whoever reads it gets no more changes",
    "subscription": "its tables get no more changes",
}


class BrokenReplication(Rule):
    """Logical replication loses a table, its rows' identity, or its place (PostgreSQL).

    ## Why it matters

    Without a replica identity UPDATE and DELETE of a published table fail. What is taken out of a
    publication, or a subscription that is switched off, goes on silently without its changes: the
    copy, the warehouse or the search index is wrong from then on. A reader whose slot was dropped
    has to copy everything anew.

    ## Do this instead

    Leave REPLICA IDENTITY at the primary key (`DEFAULT`), or `USING INDEX` of another unique index.
    Tell whoever reads the publication before a table leaves it, and copy it anew when it is
    back.
    """

    name = "broken-replication"
    category = Category.CORRECTNESS
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(
            SchemaChange,
            verbs=(Verb.ALTER, Verb.DROP),
            kinds=(ObjectKind.TABLE, ObjectKind.OTHER),
        ),
    )

    bad = (
        sql("ALTER TABLE orders REPLICA IDENTITY NOTHING"),
        sql("ALTER PUBLICATION warehouse DROP TABLE orders"),
        sql("ALTER SUBSCRIPTION s DISABLE"),
        sql("SELECT pg_drop_replication_slot('warehouse')"),
        sql("DROP PUBLICATION warehouse"),
    )
    good = (
        sql("ALTER TABLE orders REPLICA IDENTITY DEFAULT"),
        sql("ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_key"),
        sql("ALTER PUBLICATION warehouse ADD TABLE orders"),
        sql("ALTER SUBSCRIPTION s ENABLE"),
        sql("DROP PUBLICATION warehouse; CREATE PUBLICATION warehouse FOR TABLE orders"),
        sql("SELECT pg_create_logical_replication_slot('warehouse', 'pgoutput')"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A change after which replicas miss changes, or writes fail."""
        message = ""
        if change.verb is Verb.DROP:
            what = next(iter(change.options), "")
            if change.kind is ObjectKind.OTHER and what in _LOST and not _again(change, context):
                message = f"{f'the {what} {change.name}'.rstrip()} is dropped: {_LOST[what]}"
        elif change.verb is not Verb.ALTER:
            return
        elif change.kind is ObjectKind.TABLE and "replica identity nothing" in change.options:
            message = (
                f"{change.table} has no replica identity: UPDATE and DELETE fail where published"
            )
        elif change.kind is ObjectKind.OTHER:
            kind, action = (*change.options, "", "")[:2]
            if kind == "publication" and action.startswith("drop table"):
                message = f"the publication {change.name} sends {action[11:]} no more"
            elif kind == "subscription" and action == "disable":
                message = f"the subscription {change.name} takes no changes any more"
        if message:
            yield from weighed(self, change, context, message)


def _again(change: SchemaChange, context: Context) -> bool:
    return created_before(change, context) or made_again(change, context)
