"""Django operations outside of a migration class."""

from __future__ import annotations

from textwrap import dedent

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
