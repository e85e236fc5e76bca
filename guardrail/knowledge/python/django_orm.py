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
    RunsText,
)

_MODEL = ("model",)
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
    ChangesSchema(
        names=("schema_editor.delete_model",),
        verb=Verb.DROP,
        kind=ObjectKind.TABLE,
        arguments=_MODEL,
        table="model",
        name="model",
        framework="django",
        example="schema_editor.delete_model(User)",
    ),
    ChangesSchema(
        names=("schema_editor.create_model",),
        verb=Verb.CREATE,
        kind=ObjectKind.TABLE,
        arguments=_MODEL,
        table="model",
        name="model",
        framework="django",
        example="schema_editor.create_model(User)",
    ),
    ChangesSchema(
        names=("schema_editor.remove_field",),
        verb=Verb.DROP,
        kind=ObjectKind.COLUMN,
        arguments=("model", "field"),
        table="model",
        name="field",
        framework="django",
        example='schema_editor.remove_field(User, User._meta.get_field("email"))',
    ),
    ChangesSchema(
        names=("schema_editor.add_field",),
        verb=Verb.CREATE,
        kind=ObjectKind.COLUMN,
        arguments=("model", "field"),
        table="model",
        name="field",
        framework="django",
        example='schema_editor.add_field(User, User._meta.get_field("email"))',
    ),
    ChangesSchema(
        names=("schema_editor.alter_field",),
        verb=Verb.ALTER,
        kind=ObjectKind.COLUMN,
        arguments=("model", "old_field", "new_field"),
        table="model",
        name="new_field",
        framework="django",
        example="schema_editor.alter_field(User, old, new)",
    ),
    ChangesSchema(
        names=("schema_editor.alter_db_table",),
        verb=Verb.RENAME,
        kind=ObjectKind.TABLE,
        arguments=("model", "old_db_table", "new_db_table"),
        table="old_db_table",
        name="old_db_table",
        new_name="new_db_table",
        framework="django",
        example='schema_editor.alter_db_table(User, "auth_user", "people")',
    ),
    RunsCommand(
        names=("django.core.management.call_command",),
        command=Argument(0, "command_name"),
        example='call_command("flush", interactive=False)',
    ),
)
