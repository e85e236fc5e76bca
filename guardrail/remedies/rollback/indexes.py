"""What undoes a change of an index."""

from __future__ import annotations

from guardrail.names import same, short
from guardrail.remedies.rollback import definitions
from guardrail.remedies.rollback.change import UNKNOWN, Back, Change
from guardrail.remedies.rollback.naming import last
from guardrail.schema.given_names import LONGEST


def new_index(change: Change) -> Back:
    """The index goes."""
    effect = change.effect
    name = effect.name or _given_index(change)
    if not name:
        return Back(missing="the server chose its name")
    drop = definitions.drop_index(
        change.writing, name, effect.table, concurrently=effect.concurrently
    )
    return Back((drop,), outside=effect.concurrently)


def _given_index(change: Change) -> str:
    """The name that PostgreSQL gave an index of plain columns, where no other has it."""
    effect, before = change.effect, change.before
    plainly = all(each.isidentifier() for each in effect.columns) and effect.columns
    if change.writing.mysql or not plainly or "INCLUDE" in effect.expression.upper():
        return ""
    name = "_".join([last(effect.table), *effect.columns, "idx"])
    taken = {short(index.name) for index in before.indexes} if before is not None else {name}
    return "" if name in taken or len(name.encode()) > LONGEST else name


def gone_index(change: Change) -> Back:
    """The index is built again."""
    effect = change.effect
    shapes = [s for s in (change.before,) if s] or list(change.context.tables(effect))
    for shape in shapes:
        for each in shape.indexes:
            if each.name and same(last(each.name), last(effect.name)):
                made = definitions.index(change.writing, each, shape.name)
                if made is None:
                    break
                if effect.concurrently:
                    made = made.replace("INDEX ", "INDEX CONCURRENTLY ", 1)
                return Back((made,), outside=effect.concurrently)
    return Back(missing=UNKNOWN)
