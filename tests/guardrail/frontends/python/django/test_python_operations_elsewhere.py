"""Django operations outside of a migration class."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from reading_python import shown

from guardrail.effects import SchemaChange
from guardrail.engine.extract import extract
from guardrail.model import Confidence, Source
from guardrail.settings import Settings


def changes(text: str) -> list[SchemaChange]:
    source = Source("shop/migrations/ops.py", "python", dedent(text))
    return [f for f in extract(source, Settings()) if isinstance(f, SchemaChange)]


def test_code_that_makes_operations_without_names_changes_nothing() -> None:
    found = changes(
        """
        from django.db.migrations import operations

        def generate(self, model_name, field_name):
            self.add(operations.RemoveField(model_name=model_name, name=field_name))
            return operations.DeleteModel(name=model_name)
        """
    )
    assert found == []


def test_operations_that_are_named_count_with_less_certainty() -> None:
    (found,) = changes(
        """
        from django.db import migrations

        EXTRA = [migrations.DeleteModel("Order")]
        """
    )
    assert found.confidence is Confidence.MEDIUM


SQL_ELSEWHERE = [
    "EXTRA = [migrations.RunSQL('DROP TABLE a')]",
    """
    def __init__(self, *given):
        super().__init__(*given)
        if connection.vendor == "postgresql":
            self.operations = [migrations.RunSQL(sql="DROP TABLE a")]
    """,
    "Migration.operations.append(migrations.RunSQL(['DROP TABLE a']))",
]


@pytest.mark.parametrize("code", SQL_ELSEWHERE)
def test_sql_of_an_operation_that_no_list_holds_is_read(code: str) -> None:
    lines = shown(f"from django.db import migrations\n\n{dedent(code)}\n", "a/migrations/2.py")
    assert "sql: DROP TABLE a" in lines


MADE = "def made():\n    return [migrations.DeleteModel('A')]\n\n\n"


@pytest.mark.parametrize(
    "body",
    [
        "operations = []\noperations.append(migrations.DeleteModel('A'))",
        "operations = list(BASE)\noperations.append(migrations.DeleteModel('A'))",
        "operations = []\noperations.extend([migrations.DeleteModel('A')])",
        "operations = []\noperations += [migrations.DeleteModel('A')]",
        "operations = made()",
    ],
)
def test_operations_added_to_the_list_are_the_migrations(body: str) -> None:
    code = (
        "from django.db import migrations\n\n\n"
        f"{MADE if 'made()' in body else ''}"
        f"class Migration(migrations.Migration):\n{indent(body, '    ')}\n"
    )
    lines = shown(code, "shop/migrations/0002_x.py")
    inside = lines[lines.index("[migration Migration up") :]
    assert sum("verb=drop kind=table table=shop_a" in line for line in inside) == 1
    assert sum("verb=drop kind=table" in line for line in lines) == 1


def test_functions_that_give_each_other_end() -> None:
    code = (
        "from django.db import migrations\n\n\n"
        "def one():\n    return other()\n\n\ndef other():\n    return one()\n\n\n"
        "class Migration(migrations.Migration):\n    operations = one()\n"
    )
    assert shown(code, "shop/migrations/0002_x.py") == [
        "[migration Migration up",
        "unanalysed: these operations are only known at run time",
        "]",
    ]
