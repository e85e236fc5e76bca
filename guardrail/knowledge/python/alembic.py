"""Alembic's operations, on `op` and on the `batch_op` of a batch.

Source: Alembic documentation, "Operation Reference". On a batch the table is the batch's own, so
its parameter falls away (`BATCHED` says where it stood).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.rows import Argument, ChangesSchema, Row, Runs, RunsText
from guardrail.shapes import ConstraintKind

_UNDIRECTED = ("create_exclude_constraint",)
"""Operations that have no directive of their own."""


def _operation(
    method: str,
    verb: Verb,
    kind: ObjectKind,
    arguments: str,
    example: str,
    *,
    table: str = "table_name",
    name: str = "",
    new_name: str = "",
    columns: str = "",
    references: str = "",
    constraint: ConstraintKind = ConstraintKind.NONE,
    shape: str = "",
) -> ChangesSchema:
    directive = "".join(word.title() for word in method.split("_")) + "Op"
    batched = () if method.endswith("_table") else (f"alembic.op.batch_alter_table().{method}",)
    directed = () if method in _UNDIRECTED else (f"alembic.operations.ops.{directive}",)
    return ChangesSchema(
        names=(f"alembic.op.{method}", *batched, *directed),
        verb=verb,
        kind=kind,
        arguments=tuple(arguments.split()),
        table=table,
        name=name,
        new_name=new_name,
        columns=columns,
        references=references,
        constraint=constraint,
        shape=shape,
        framework="alembic",
        example=example,
    )


ROWS: tuple[Row, ...] = (
    _operation(
        "create_table",
        Verb.CREATE,
        ObjectKind.TABLE,
        "table_name",
        'op.create_table("note", sa.Column("id", sa.Integer()))',
        name="table_name",
        shape="table",
    ),
    _operation(
        "drop_table",
        Verb.DROP,
        ObjectKind.TABLE,
        "table_name",
        'op.drop_table("note")',
        name="table_name",
    ),
    _operation(
        "rename_table",
        Verb.RENAME,
        ObjectKind.TABLE,
        "old_table_name new_table_name",
        'op.rename_table("note", "remark")',
        table="old_table_name",
        name="old_table_name",
        new_name="new_table_name",
    ),
    _operation(
        "add_column",
        Verb.CREATE,
        ObjectKind.COLUMN,
        "table_name column",
        'op.add_column("note", sa.Column("text", sa.Text()))',
        shape="column",
    ),
    _operation(
        "drop_column",
        Verb.DROP,
        ObjectKind.COLUMN,
        "table_name column_name",
        'op.drop_column("note", "text")',
        name="column_name",
    ),
    _operation(
        "alter_column",
        Verb.ALTER,
        ObjectKind.COLUMN,
        "table_name column_name",
        'op.alter_column("note", "text", nullable=False)',
        name="column_name",
        shape="altered column",
    ),
    _operation(
        "create_index",
        Verb.CREATE,
        ObjectKind.INDEX,
        "index_name table_name columns",
        'op.create_index("note_text", "note", ["text"])',
        name="index_name",
        columns="columns",
    ),
    _operation(
        "drop_index",
        Verb.DROP,
        ObjectKind.INDEX,
        "index_name table_name",
        'op.drop_index("note_text", "note")',
        name="index_name",
    ),
    _operation(
        "create_foreign_key",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "constraint_name source_table referent_table local_cols remote_cols",
        'op.create_foreign_key("fk", "note", "person", ["owner"], ["id"])',
        table="source_table",
        name="constraint_name",
        columns="local_cols",
        references="referent_table",
        constraint=ConstraintKind.FOREIGN_KEY,
    ),
    _operation(
        "create_unique_constraint",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "constraint_name table_name columns",
        'op.create_unique_constraint("u", "note", ["text"])',
        name="constraint_name",
        columns="columns",
        constraint=ConstraintKind.UNIQUE,
    ),
    _operation(
        "create_primary_key",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "constraint_name table_name columns",
        'op.create_primary_key("pk", "note", ["id"])',
        name="constraint_name",
        columns="columns",
        constraint=ConstraintKind.PRIMARY_KEY,
    ),
    _operation(
        "create_check_constraint",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "constraint_name table_name condition",
        'op.create_check_constraint("c", "note", "length(text) > 0")',
        name="constraint_name",
        constraint=ConstraintKind.CHECK,
    ),
    _operation(
        "create_exclude_constraint",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "constraint_name table_name",
        'op.create_exclude_constraint("e", "note", ("during", "&&"))',
        name="constraint_name",
        constraint=ConstraintKind.EXCLUDE,
    ),
    _operation(
        "drop_constraint",
        Verb.DROP,
        ObjectKind.CONSTRAINT,
        "constraint_name table_name type_",
        'op.drop_constraint("c", "note", type_="check")',
        name="constraint_name",
        shape="dropped constraint",
    ),
    ChangesSchema(
        names=("sqlalchemy.Enum().drop", "sqlalchemy.dialects.postgresql.ENUM().drop"),
        verb=Verb.DROP,
        kind=ObjectKind.TYPE,
        arguments=("bind", "checkfirst"),
        shape="enum",
        framework="alembic",
        example='sa.Enum(name="state").drop(op.get_bind())',
    ),
    RunsText(
        names=("alembic.op.execute",),
        language="sql",
        text=Argument(0, "sqltext"),
        certain=True,
        example='op.execute("DELETE FROM note")',
    ),
    Runs(
        names=("alembic.op.bulk_insert",),
        what="rows",
        framework="alembic",
        example='op.bulk_insert(note, [{"text": "hello"}])',
    ),
)

BATCHED: frozenset[str] = frozenset(("table_name", "source_table"))
"""Parameters that a batch's methods don't have."""
