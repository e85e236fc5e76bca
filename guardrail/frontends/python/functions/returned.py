"""Aerich's migrations: functions that return the SQL which a direction runs.

Source: the documentation of aerich 0.10, "Migration files": `upgrade(db)` and `downgrade(db)` give
back a text that is run as a script, in a transaction where `RUN_IN_TRANSACTION` is set.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.python.found import Found, Migration
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.strings.rope import only_hole

AERICH = "aerich"
_CLIENT = "BaseDBAsyncClient"
_DIRECTIONS = ("upgrade", "downgrade")


def aerich_migrations(reading: Reading) -> list[Migration]:
    """The two directions of a migration, each with nothing read into it yet."""
    if "tortoise" not in reading.names.packages or _CLIENT not in reading.module.text:
        return []
    found = []
    for name in _DIRECTIONS:
        node = reading.scopes.function(name)
        parameters = node.child_by_field_name("parameters") if node is not None else None
        if node is None or parameters is None or _CLIENT not in reading.module.code(parameters):
            continue
        revision = reading.source.path.rsplit("/", 1)[-1].removesuffix(".py")
        found.append(
            Migration(
                node=node,
                name=name,
                framework=AERICH,
                start=node.start_byte,
                end=node.end_byte,
                atomic=_atomic(reading),
                revision=revision,
            )
        )
    return found


def _atomic(reading: Reading) -> bool:
    bound = reading.scopes.top().bindings.get("RUN_IN_TRANSACTION", ())
    return all(one.value is None or reading.truth(one.value) is not False for one in bound)


def returned_texts(reading: Reading, migrations: list[Migration]) -> Iterator[Found]:
    """The SQL that the directions of aerich's migrations return."""
    for migration in migrations:
        if migration.framework != AERICH:
            continue
        name = migration.node.child_by_field_name("name") or migration.node
        for node in results_of(reading.module, migration.node):
            call = Call(node, name, migration.name)
            ropes = reading.builder.variants(node)
            texts = [reading.embedded("sql", rope, call) for rope in ropes if not only_hole(rope)]
            if texts:
                yield Found(node.start_byte, node.end_byte, [*texts])
