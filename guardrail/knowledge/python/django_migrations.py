"""Django's migration operations.

Source: Django 5.2 documentation, "Migration Operations". Those for PostgreSQL alone are in
`django_postgres_operations.py`.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.rows import ChangesSchema, Row, Runs

_DB = "django.db.migrations"


def operation(
    names: str,
    verb: Verb,
    kind: ObjectKind,
    arguments: str,
    example: str,
    *,
    table: str = "model_name",
    name: str = "",
    new_name: str = "",
    shape: str = "",
    columns: str = "",
    concurrently: bool = False,
    not_valid: bool = False,
    validates: bool = False,
    package: str = _DB,
) -> ChangesSchema:
    """The row of an operation of `package`: which of its `arguments` says what."""
    return ChangesSchema(
        names=tuple(f"{package}.{one}" for one in names.split()),
        verb=verb,
        kind=kind,
        arguments=tuple(arguments.split()),
        table=table,
        name=name,
        new_name=new_name,
        shape=shape,
        columns=columns,
        concurrently=concurrently,
        not_valid=not_valid,
        validates=validates,
        framework="django",
        example=example,
    )


ROWS: tuple[Row, ...] = (
    operation(
        "CreateModel",
        Verb.CREATE,
        ObjectKind.TABLE,
        "name fields options bases managers",
        'migrations.CreateModel(name="Note", fields=[("id", models.AutoField())])',
        table="name",
        name="name",
        shape="model",
    ),
    operation(
        "DeleteModel",
        Verb.DROP,
        ObjectKind.TABLE,
        "name",
        'migrations.DeleteModel("Note")',
        table="name",
        name="name",
    ),
    operation(
        "RenameModel",
        Verb.RENAME,
        ObjectKind.TABLE,
        "old_name new_name",
        'migrations.RenameModel("Note", "Remark")',
        table="old_name",
        name="old_name",
        new_name="new_name",
        shape="renamed model",
    ),
    operation(
        "AlterModelTable",
        Verb.RENAME,
        ObjectKind.TABLE,
        "name table",
        'migrations.AlterModelTable("note", "remarks")',
        table="name",
        name="name",
        new_name="table",
        shape="model table",
    ),
    operation(
        "AddField",
        Verb.CREATE,
        ObjectKind.COLUMN,
        "model_name name field preserve_default",
        'migrations.AddField("note", "text", models.TextField(null=True))',
        name="name",
        shape="field",
    ),
    operation(
        "RemoveField",
        Verb.DROP,
        ObjectKind.COLUMN,
        "model_name name",
        'migrations.RemoveField("note", "text")',
        name="name",
        shape="removed field",
    ),
    operation(
        "AlterField",
        Verb.ALTER,
        ObjectKind.COLUMN,
        "model_name name field preserve_default",
        'migrations.AlterField("note", "text", models.CharField(max_length=20))',
        name="name",
        shape="altered field",
    ),
    operation(
        "RenameField",
        Verb.RENAME,
        ObjectKind.COLUMN,
        "model_name old_name new_name",
        'migrations.RenameField("note", "text", "body")',
        name="old_name",
        new_name="new_name",
        shape="renamed field",
    ),
    operation(
        "AddIndex",
        Verb.CREATE,
        ObjectKind.INDEX,
        "model_name index",
        'migrations.AddIndex("note", models.Index(fields=["text"], name="note_text"))',
        name="index",
        shape="index",
    ),
    operation(
        "RemoveIndex",
        Verb.DROP,
        ObjectKind.INDEX,
        "model_name name",
        'migrations.RemoveIndex("note", "note_text")',
        name="name",
    ),
    operation(
        "RenameIndex",
        Verb.RENAME,
        ObjectKind.INDEX,
        "model_name new_name old_name old_fields",
        'migrations.RenameIndex("note", new_name="b", old_name="a")',
        name="old_name",
        new_name="new_name",
    ),
    operation(
        "AddConstraint",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "model_name constraint",
        'migrations.AddConstraint("note", models.UniqueConstraint(fields=["text"], name="u"))',
        name="constraint",
        shape="constraint",
    ),
    operation(
        "RemoveConstraint",
        Verb.DROP,
        ObjectKind.CONSTRAINT,
        "model_name name",
        'migrations.RemoveConstraint("note", "c")',
        name="name",
    ),
    operation(
        "AlterUniqueTogether",
        Verb.CREATE,
        ObjectKind.CONSTRAINT,
        "name unique_together",
        'migrations.AlterUniqueTogether("note", {("text", "owner")})',
        table="name",
        columns="unique_together",
        shape="unique together",
    ),
    operation(
        "AlterIndexTogether",
        Verb.CREATE,
        ObjectKind.INDEX,
        "name index_together",
        'migrations.AlterIndexTogether("note", {("text", "owner")})',
        table="name",
        columns="index_together",
        shape="index together",
    ),
    Runs(
        names=(f"{_DB}.RunSQL",),
        what="sql",
        framework="django",
        example='migrations.RunSQL("DROP TABLE app_note")',
    ),
    Runs(
        names=(f"{_DB}.RunPython",),
        what="python",
        framework="django",
        example="migrations.RunPython(forwards)",
    ),
    Runs(
        names=(f"{_DB}.SeparateDatabaseAndState",),
        what="steps",
        framework="django",
        example=(
            "migrations.SeparateDatabaseAndState("
            'database_operations=[migrations.RunSQL("DROP TABLE app_note")])'
        ),
    ),
)

HARMLESS: frozenset[str] = frozenset(
    (
        "AlterModelOptions",
        "AlterModelManagers",
        "AlterModelTableComment",
        "AlterOrderWithRespectTo",
        "BloomExtension",
        "BtreeGinExtension",
        "BtreeGistExtension",
        "CITextExtension",
        "CreateCollation",
        "CryptoExtension",
        "HStoreExtension",
        "IgnoreMigration",
        "RemoveCollation",
        "TrigramExtension",
        "UnaccentExtension",
        "VectorExtension",
    )
)
"""Operations that lose nothing and lock nothing worth a word, also those of well-known packages."""
