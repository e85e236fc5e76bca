"""A migration tells which database it is written for by what it imports and asks for."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

ALEMBIC = (
    "from alembic import op\n{imports}\nrevision = 'b'\ndown_revision = 'a'\n\n"
    "def upgrade():\n    op.create_index('i', 'users', ['email'])\n{more}\n"
)


def dialects(code: str, path: str) -> set[str]:
    """The dialects of the changes of the schema in a migration."""
    return {one.dialect for one in items(code, path) if isinstance(one, SchemaChange)}


@pytest.mark.parametrize(
    ("imports", "more", "spoken"),
    [
        ("import sqlalchemy as sa", "", ""),
        ("from sqlalchemy.dialects import postgresql", "", "postgres"),
        ("from sqlalchemy.dialects.postgresql import JSONB", "", "postgres"),
        ("from sqlalchemy.dialects import mysql", "", "mysql"),
        ("from sqlalchemy.dialects import mysql, postgresql", "", ""),
        ("", "    op.drop_index('j', postgresql_concurrently=True)", "postgres"),
        ("", "    # unlike postgresql", ""),
    ],
)
def test_alembic(imports: str, more: str, spoken: str) -> None:
    code = ALEMBIC.format(imports=imports, more=more)
    assert dialects(code, "migrations/versions/b_index.py") == {spoken}


@pytest.mark.parametrize(
    ("imports", "spoken"),
    [("from django.contrib.postgres.operations import TrigramExtension", "postgres"), ("", "")],
)
def test_django(imports: str, spoken: str) -> None:
    code = (
        f"from django.db import migrations, models\n{imports}\n\n"
        "class Migration(migrations.Migration):\n    dependencies = [('shop', '0001')]\n"
        "    operations = [migrations.DeleteModel('Order')]\n"
    )
    assert dialects(code, "shop/migrations/0002_x.py") == {spoken}
