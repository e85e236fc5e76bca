"""Django's management commands, run from Python."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.aliases import of_command
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import only_hole
from guardrail.knowledge.python.rows import RunsCommand
from guardrail.spanmap import HOLE_WORD
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
                environment=of_command(reading, call),
            )
        ]
    if name == "reset_db":
        return [SchemaChange(**stated, verb=Verb.DROP, kind=ObjectKind.DATABASE, name="default")]
    if name in ("shell", "shell_plus"):
        code = call.keywords.get("command")
        text = reading.builder.text(code) if code is not None else ()
        return None if only_hole(text) else [reading.embedded("python", text, call)]
    if name == "migrate" and not _only_said(reading, call, given):
        target = given[1] if len(given) > 1 else reading.known(call.keywords.get("migration_name"))
        app = given[0] if given else reading.known(call.keywords.get("app_label"))
        if target == "zero":
            # Which app it is somebody says when the program runs.
            tables = f"all tables of {app or HOLE_WORD + '0'}"
            return [
                SchemaChange(
                    **stated,
                    verb=Verb.DROP,
                    kind=ObjectKind.TABLE,
                    table=tables,
                    name=tables,
                    options=("migrate zero",),
                    environment=of_command(reading, call),
                )
            ]
    return None


def _only_said(reading: Reading, call: Call, given: Sequence[str]) -> bool:
    """Whether a migration changes nothing but the record of it, or shows what it would do."""
    kinds = ("plan", "fake", "check_unapplied")
    flags = [f"--{kind.removesuffix('_unapplied')}" for kind in kinds]
    asked = any(reading.truth(call.keywords.get(kind)) for kind in kinds)
    return asked or not set(flags).isdisjoint(given)
