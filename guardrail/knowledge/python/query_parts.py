"""Texts of SQL that object mappers put into queries of their own as they are.

Source: Django 5.2, "QuerySet API reference" (`extra`) and "Query expressions" (`RawSQL`);
SQLAlchemy 2.0, "Column Elements and Expressions" (`text`, `literal_column`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, TakesPart

ROWS: tuple[Row, ...] = (
    TakesPart(
        names=(".extra",),
        text=Argument(1, "where"),
        beside=("django",),
        example="from django.db import models\n"
        "def named(users, name):\n    return users.extra(where=[f\"name = '{name}'\"])",
    ),
    TakesPart(
        names=("django.db.models.expressions.RawSQL",),
        text=Argument(0, "sql"),
        example="from django.db.models.expressions import RawSQL\n"
        "def named(name):\n    return RawSQL(f\"name = '{name}'\", ())",
    ),
    TakesPart(
        names=(
            "sqlalchemy.text",
            "sqlalchemy.sql.text",
            "sqlalchemy.sql.expression.text",
            "sqlalchemy.literal_column",
        ),
        text=Argument(0, "text"),
        beside=("sqlalchemy",),
        example="from sqlalchemy import text\n"
        "def named(name):\n    return text(f\"name = '{name}'\")",
    ),
)
