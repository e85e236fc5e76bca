"""Django: querysets, raw SQL, schema editors, management commands.

Sources: Django 5.2 documentation, "Making queries", "QuerySet API", "Performing raw SQL queries",
"SchemaEditor", "django-admin".
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.rows import (
    Argument,
    ChangesRows,
    ChangesSchema,
    Row,
    RunsCommand,
    RunsProgram,
    RunsText,
)

MANAGERS = (
    "objects",
    "all_objects",
    "_default_manager",
    "_base_manager",
    "all",
    "filter",
    "exclude",
    "get_queryset",
)

EDITOR = "django schema editor"
_EDITORS = ("schema_editor.", ".schema_editor.", ".schema_editor().", "editor.")


def _edit(
    method: str,
    verb: Verb,
    kind: ObjectKind,
    arguments: str,
    example: str,
    *,
    name: str = "",
    new_name: str = "",
) -> ChangesSchema:
    """A method of a schema editor, whose first argument is a model."""
    return ChangesSchema(
        names=tuple(f"{editor}{method}" for editor in _EDITORS),
        verb=verb,
        kind=kind,
        arguments=tuple(arguments.split()),
        table="model",
        name=name,
        new_name=new_name,
        framework=EDITOR,
        example=example,
    )


ROWS: tuple[Row, ...] = (
    ChangesRows(
        names=(".delete", ".adelete", "._raw_delete"),
        verb=Verb.DELETE,
        mapper="django",
        beside=MANAGERS,
        example="User.objects.all().delete()",
    ),
    ChangesRows(
        names=(".update", ".aupdate"),
        verb=Verb.UPDATE,
        mapper="django",
        beside=MANAGERS,
        example="User.objects.update(active=False)",
    ),
    RunsText(
        names=(".raw",),
        language="sql",
        text=Argument(0, "raw_query"),
        receivers=("manager",),
        beside=MANAGERS,
        example='User.objects.raw("DELETE FROM auth_user RETURNING id")',
    ),
    ChangesRows(
        names=(".bulk_update", ".abulk_update"),
        verb=Verb.UPDATE,
        mapper="django",
        rows=Argument(0, "objs"),
        columns=Argument(1, "fields"),
        beside=MANAGERS,
        example='User.objects.bulk_update(User.objects.all(), ["active"])',
    ),
    _edit(
        "delete_model",
        Verb.DROP,
        ObjectKind.TABLE,
        "model",
        "schema_editor.delete_model(User)",
    ),
    _edit(
        "create_model",
        Verb.CREATE,
        ObjectKind.TABLE,
        "model",
        "schema_editor.create_model(User)",
    ),
    _edit(
        "remove_field",
        Verb.DROP,
        ObjectKind.COLUMN,
        "model field",
        'schema_editor.remove_field(User, User._meta.get_field("email"))',
        name="field",
    ),
    _edit(
        "add_field",
        Verb.CREATE,
        ObjectKind.COLUMN,
        "model field",
        'schema_editor.add_field(User, User._meta.get_field("email"))',
        name="field",
    ),
    _edit(
        "alter_field",
        Verb.ALTER,
        ObjectKind.COLUMN,
        "model old_field new_field",
        'schema_editor.alter_field(User, User._meta.get_field("email"), new)',
        name="old_field",
    ),
    _edit(
        "alter_db_table",
        Verb.RENAME,
        ObjectKind.TABLE,
        "model old_db_table new_db_table",
        'schema_editor.alter_db_table(User, "auth_user", "people")',
        name="old_db_table",
        new_name="new_db_table",
    ),
    RunsCommand(
        names=("django.core.management.call_command",),
        command=Argument(0, "command_name"),
        example='call_command("flush", interactive=False)',
    ),
    RunsProgram(
        names=("django.core.management.execute_from_command_line",),
        arguments=Argument(0, "argv"),
        example='execute_from_command_line(["manage.py", "flush", "--noinput"])',
    ),
)
