"""Spellings of Django's migrations that old projects still have."""

import pytest

from guardrail.effects import SchemaChange, Verb
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.shapes import Default


def changes(operation: str) -> list[SchemaChange]:
    """The schema changes of a migration with one operation."""
    text = (
        "from django.db import migrations, models\n\n\n"
        f"class Migration(migrations.Migration):\n    operations = [{operation}]\n"
    )
    facts = extract(Source("shop/migrations/0002_a.py", "python", text), Settings())
    return [fact for fact in facts if isinstance(fact, SchemaChange)]


@pytest.mark.parametrize(
    ("written", "verb"),
    [
        ('{("a", "b")}', Verb.CREATE),
        ('set([("a", "b")])', Verb.CREATE),
        ("set()", Verb.DROP),
        ("set([])", Verb.DROP),
        ("None", Verb.DROP),
    ],
)
def test_what_is_left_of_a_unique_together(written: str, verb: Verb) -> None:
    found = changes(f'migrations.AlterUniqueTogether("line", {written})')
    assert [change.verb for change in found] == [verb]


@pytest.mark.parametrize(
    ("field", "default"),
    [
        ("models.CharField(max_length=9, blank=True)", Default.CONSTANT),
        ("models.TextField(blank=True)", Default.CONSTANT),
        ("models.CharField(max_length=9)", Default.NONE),
        ("models.CharField(max_length=9, blank=True, null=True)", Default.NONE),
        ("models.IntegerField(blank=True)", Default.NONE),
    ],
)
def test_a_text_that_may_be_blank_is_filled_with_nothing(field: str, default: Default) -> None:
    found = changes(f'migrations.AddField("line", "note", {field})')
    assert [change.default for change in found] == [default]
