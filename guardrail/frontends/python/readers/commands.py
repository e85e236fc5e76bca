"""Django's management commands, run from Python."""

from __future__ import annotations

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import RunsCommand
from guardrail.stream import Item


def runs_command(reading: Reading, call: Call, row: RunsCommand) -> list[Item] | None:
    """What a management command destroys: `flush`, `reset_db`, `migrate … zero`."""
    name = reading.known(call.argument(row.command))
    given = [reading.known(node) for node in call.positional[1:]]
    stated = reading.stated(call.node)
    if name == "flush":
        return [
            DataChange(
                **stated,
                verb=Verb.TRUNCATE,
                target="all tables of the database",
                scope=Scope.NONE,
                cascade=True,
            )
        ]
    if name == "reset_db":
        return [SchemaChange(**stated, verb=Verb.DROP, kind=ObjectKind.DATABASE, name="default")]
    if name == "migrate":
        target = given[1] if len(given) > 1 else reading.known(call.keywords.get("migration_name"))
        app = given[0] if given else reading.known(call.keywords.get("app_label"))
        if target == "zero":
            return [
                SchemaChange(
                    **stated,
                    verb=Verb.DROP,
                    kind=ObjectKind.SCHEMA,
                    name=f"all tables of the app {app}",
                    cascade=True,
                )
            ]
    return None
