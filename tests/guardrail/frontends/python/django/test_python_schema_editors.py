"""Django's schema editors, in the functions of migrations and elsewhere."""

from __future__ import annotations

from textwrap import indent

import pytest
from reading_python import items, shown

from guardrail.effects import Aspect, ResourceChange, SchemaChange

EMAIL = "User._meta.get_field('email')"
DROPPED = "SchemaChange verb=drop kind=table table={0} name={0}"

EDITED = [
    ("schema_editor.delete_model(User)", DROPPED.format("User")),
    ("schema_editor.delete_model(models.User)", DROPPED.format("User")),
    ("schema_editor.delete_model(apps.get_model('shop', 'User'))", DROPPED.format("shop_user")),
    (
        "M = apps.get_model('shop.User')\nschema_editor.delete_model(M)",
        DROPPED.format("shop_user"),
    ),
    ("editor.delete_model(User)", DROPPED.format("User")),
    ("connection.schema_editor().delete_model(model=User)", DROPPED.format("User")),
    ("with connection.schema_editor() as ed:\n    ed.delete_model(User)", DROPPED.format("User")),
    ("self.schema_editor.delete_model(User)", DROPPED.format("User")),
    (
        f"schema_editor.remove_field(User, {EMAIL})",
        "SchemaChange verb=drop kind=column table=User name=email",
    ),
    (
        f"field = {EMAIL}\nschema_editor.remove_field(User, field)",
        "SchemaChange verb=drop kind=column table=User name=email",
    ),
    (
        "schema_editor.remove_field(User, field)",
        "SchemaChange confidence=medium verb=drop kind=column table=User",
    ),
    (
        f"schema_editor.alter_field(User, {EMAIL}, models.TextField())",
        (
            "SchemaChange confidence=low verb=alter kind=column table=User name=email aspect=type"
            " new_type=text"
        ),
    ),
    (
        "schema_editor.alter_db_table(User, 'auth_user', 'people')",
        "SchemaChange verb=rename kind=table table=auth_user name=auth_user new_name=people",
    ),
    (
        "with connection.schema_editor() as ed:\n    ed.delete_model(build(name))",
        "SchemaChange confidence=medium verb=drop kind=table",
    ),
    ("schema_editor.execute('DROP TABLE a')", "sql: DROP TABLE a"),
    ("with connection.schema_editor() as ed:\n    ed.execute('VACUUM')", "sql: VACUUM"),
    (
        "schema_editor.create_model(User)",
        "SchemaChange verb=create kind=table table=User name=User",
    ),
    (
        f"schema_editor.add_field(User, {EMAIL})",
        "SchemaChange verb=create kind=column table=User name=email",
    ),
]


@pytest.mark.parametrize(("code", "said"), EDITED)
def test_what_a_schema_editor_does(code: str, said: str) -> None:
    assert shown(code) == [said]


@pytest.mark.parametrize(
    "code",
    [
        "schema_editor.delete_model(model)",
        "schema_editor.delete_model(self.model)",
        "schema_editor.delete_model()",
        "schema_editor.remove_field(model, field)",
        "schema_editor.create_model(model)",
        "schema_editor.add_field(User, field)",
        "registry.delete_model(User)",
    ],
)
def test_code_that_is_given_a_model_and_other_libraries_yield_nothing(code: str) -> None:
    assert shown(code) == []


def test_a_cloud_model_is_no_django_model() -> None:
    told = items("client.delete_model(ModelName='prices')")
    assert [type(each) for each in told] == [ResourceChange]


def migration(body: str) -> list[str]:
    """What a migration yields whose function has this body."""
    said = shown(
        "from django.db import migrations\n"
        f"def run(apps, schema_editor):\n{indent(body, '    ')}\n"
        "class Migration(migrations.Migration):\n"
        "    operations = [migrations.RunPython(run, migrations.RunPython.noop)]\n",
        "shop/migrations/0002_a.py",
    )
    return said[1 : said.index("]")]


@pytest.mark.parametrize(("code", "said"), EDITED)
def test_a_function_of_a_migration_does_the_same(code: str, said: str) -> None:
    assert migration(code) == [said]


def test_in_a_migration_a_model_known_at_run_time_counts_too() -> None:
    assert migration("for model in apps.get_models():\n    schema_editor.delete_model(model)") == [
        "SchemaChange confidence=medium verb=drop kind=table"
    ]
    assert migration("schema_editor.create_model(model)") == []


def test_a_field_that_changes_in_a_way_not_known() -> None:
    (found,) = items("schema_editor.alter_field(User, old, new)")
    assert isinstance(found, SchemaChange)
    assert found.aspect is Aspect.OTHER
