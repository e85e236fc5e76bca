"""Alembic's revisions: the functions `upgrade` and `downgrade`, and whether there is a way back."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.frontends.python.found import Migration
from guardrail.frontends.python.reading import Reading

_EMPTY = frozenset(("pass_statement", "raise_statement", "return_statement"))


def is_revision(reading: Reading) -> bool:
    """Whether the module is a revision: it has an `upgrade`, and says which one it is."""
    if "upgrade" not in reading.module.plain:
        return False
    top = reading.scopes.top().bindings
    if "upgrade" not in top:
        return False
    return (
        "revision" in top
        or "down_revision" in top
        or "alembic" in reading.names.packages
        or "/versions/" in f"/{reading.source.path}"
    )


def is_step(reading: Reading) -> bool:
    """Whether the module says where in a history it stands, so that it counts even if it is empty.

    The screen keeps every text with a `down_revision`, as Alembic writes it into each revision.
    """
    return "down_revision" in reading.scopes.top().bindings and any(_texts(reading, "revision"))


def alembic_migrations(reading: Reading) -> list[Migration]:
    """The two directions of a revision, each a migration with nothing read into it yet."""
    if not is_revision(reading):
        return []
    found = []
    for name in ("upgrade", "downgrade"):
        node = reading.scopes.function(name)
        if node is not None:
            found.append(
                Migration(
                    node=node,
                    name=name,
                    framework="alembic",
                    start=node.start_byte,
                    end=node.end_byte,
                    atomic=True,
                    initial=_initial(reading),
                    revision=next(_texts(reading, "revision"), ""),
                    after=(*_texts(reading, "down_revision"), *_texts(reading, "depends_on")),
                )
            )
    return found


def _initial(reading: Reading) -> bool:
    bound = reading.scopes.top().bindings.get("down_revision", ())
    return any(one.value is not None and reading.module.code(one.value) == "None" for one in bound)


def _texts(reading: Reading, name: str) -> Iterator[str]:
    """The texts that a name of the module is bound to: one, or those of a tuple."""
    for one in reading.scopes.top().bindings.get(name, ()):
        if one.value is not None:
            elements = reading.builder.flow.elements(one.value)
            nodes = [one.value] if elements is None else elements
            yield from filter(None, map(reading.known, nodes))


def no_way_back(reading: Reading, upgrade: Node) -> MigrationChange | None:
    """The effect that says that what the upgrade does can't be taken back.

    `None` where it can, and for a module that a revision calls, which has no id of its own.
    """
    top = reading.scopes.top().bindings
    if "revision" not in top and "down_revision" not in top:
        return None
    downgrade = reading.scopes.function("downgrade")
    body = downgrade.child_by_field_name("body") if downgrade is not None else None
    statements = reading.module.children(body)[0] if body is not None else []
    does = [one for one in statements if one.type not in _EMPTY and not _is_text(one)]
    if does:
        return None
    name = upgrade.child_by_field_name("name")
    node = downgrade.child_by_field_name("name") if downgrade is not None else name
    return MigrationChange(
        **reading.stated(node or upgrade),
        kind=MigrationChangeKind.IRREVERSIBLE,
        path=reading.source.path,
        operation="downgrade",
    )


def _is_text(statement: Node) -> bool:
    if statement.type != "expression_statement":
        return False
    inner = statement.named_children
    return len(inner) == 1 and inner[0].type in ("string", "ellipsis")
