"""Operations of a project's own, functions of its other modules, code for other databases."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from reading_python import shown

from guardrail.frontends.python import read
from guardrail.model import Source
from guardrail.settings import Database, Settings
from guardrail.stream import Item, Reference

PATH = "src/shop/migrations/0002_change.py"


def migration(operations: str, code: str = "") -> str:
    return (
        "from django.db import connection, migrations, models\n"
        + dedent(code)
        + "\nclass Migration(migrations.Migration):\n"
        + indent(dedent(operations), "    ")
    )


def said(operation: str, code: str) -> list[str]:
    lines = shown(migration(f"operations = [{operation}]\n", code), PATH)
    return [line for line in lines if not line.startswith(("[", "]", "MigrationChange"))]


def items(text: str, dialect: str) -> list[Item]:
    settings = Settings(databases=(Database(dialect=dialect),))
    return list(read(Source(PATH, "python", text), settings))


DROPPED = "SchemaChange verb=drop kind=table table=shop_old name=shop_old"


def test_an_operation_is_what_it_is_built_on() -> None:
    code = """
    class Gone(migrations.DeleteModel):
        reversible = False
    class Later(Gone):
        pass
    """
    assert said("Gone('Old'), Later('Old')", code) == [DROPPED, DROPPED]


def test_what_it_does_besides_counts_too() -> None:
    code = """
    class Gone(migrations.DeleteModel):
        def database_forwards(self, app_label, schema_editor, from_state, to_state):
            schema_editor.execute("TRUNCATE logs")
            super().database_forwards(app_label, schema_editor, from_state, to_state)
    """
    assert said("Gone('Old')", code) == [DROPPED, "sql: TRUNCATE logs"]


def test_what_it_does_instead_counts_alone() -> None:
    code = """
    class Gone(migrations.DeleteModel):
        def database_forwards(self, app_label, schema_editor, from_state, to_state):
            schema_editor.execute("TRUNCATE logs")
    """
    assert said("Gone('Old')", code) == ["sql: TRUNCATE logs"]


def test_the_sql_that_it_hands_on_runs() -> None:
    code = """
    class Emptied(migrations.RunSQL):
        def __init__(self, table):
            super().__init__(f"TRUNCATE {table}", "SELECT 1")
    """
    lines = said("Emptied('old')", code)
    assert lines == ["sql: TRUNCATE {table}", "sql: SELECT 1"]


def test_triggers_of_a_package_are_triggers() -> None:
    made = "pgtrigger.compiler.Trigger(name='t', sql=pgtrigger.compiler.UpsertTriggerSql())"
    code = "import pgtrigger.migrations"
    added = f"pgtrigger.migrations.AddTrigger('order', trigger={made})"
    removed = "pgtrigger.migrations.RemoveTrigger(model_name='order', name='t')"
    assert said(f"{added}, {removed}", code) == [
        "SchemaChange verb=create kind=trigger table=shop_order name=t",
        "SchemaChange verb=drop kind=trigger table=shop_order name=t",
    ]


def test_another_class_is_not_understood() -> None:
    lines = said("Other()", "class Other(Something):\n    pass\n")
    assert lines == ["unanalysed: it isn't known what the operation Other does"]


@pytest.mark.parametrize(
    ("imported", "function", "path"),
    [
        ("from shop.data import fill", "fill", "src/shop/data.py"),
        ("from shop import data", "data.fill", "src/shop/data.py"),
        ("from ..data import fill as f", "f", "src/shop/data.py"),
        ("from .. import data", "data.fill", "src/shop/data.py"),
        ("from .data import fill", "fill", "src/shop/migrations/data.py"),
    ],
)
def test_a_function_of_another_module_runs(imported: str, function: str, path: str) -> None:
    text = migration(f"operations = [migrations.RunPython({function}, {function})]\n", imported)
    found = [one for one in items(text, "") if isinstance(one, Reference)]
    assert [(one.path, one.language, one.symbol) for one in found] == 2 * [(path, "python", "fill")]


def test_one_of_a_library_does_not() -> None:
    text = migration("operations = [migrations.RunPython(fill)]\n", "from elsewhere import fill")
    assert not any(isinstance(one, Reference) for one in items(text, ""))


CHOOSING = """
if connection.vendor == "postgresql":
    operations = [migrations.DeleteModel("Old")]
elif connection.vendor == "mysql" and not connection.mysql_is_mariadb:
    operations = [migrations.DeleteModel("Other")]
else:
    operations = [migrations.DeleteModel("Third")]
"""


@pytest.mark.parametrize(
    ("dialect", "tables"),
    [
        ("postgres", ["shop_old"]),
        ("mariadb", ["shop_other", "shop_third"]),
        ("sqlite", ["shop_third"]),
        ("", ["shop_old", "shop_other", "shop_third"]),
    ],
)
def test_operations_for_other_databases_do_not_run(dialect: str, tables: list[str]) -> None:
    found = [getattr(one, "table", "") for one in items(migration(CHOOSING), dialect)]
    assert list(filter(None, found)) == tables


@pytest.mark.parametrize(("dialect", "runs"), [("postgres", True), ("mysql", False), ("", True)])
def test_nor_does_what_a_function_leaves_before(dialect: str, runs: bool) -> None:
    code = """
    def empty(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        apps.get_model("shop", "Order").objects.all().delete()
    """
    found = items(migration("operations = [migrations.RunPython(empty)]\n", code), dialect)
    assert any(getattr(one, "target", "") == "shop_order" for one in found) is runs
