"""What an operation of an ORM changes, once the tables before it are known."""

from __future__ import annotations

from textwrap import dedent

import pytest

from guardrail.effects import Aspect, DataChange, Effect, SchemaChange, StateChange
from guardrail.frontends.python import read
from guardrail.model import Source
from guardrail.schema.base import Beginning
from guardrail.schema.settled import settled
from guardrail.schema.timeline import Timeline
from guardrail.settings import Database, Settings

POSTGRES = Settings(databases=(Database(dialect="postgres"),))
FIRST = """
    migrations.CreateModel("Customer", [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.CharField(max_length=40)),
        ("age", models.IntegerField(null=True)),
        ("code", models.CharField(max_length=9, unique=True)),
        ("state", models.CharField(db_column="status", max_length=9)),
        ("tags", models.ManyToManyField("shop.Tag")),
    ], options={"db_table": "people"}),
    migrations.CreateModel("Order", [
        ("id", models.AutoField(primary_key=True)),
        ("customer", models.ForeignKey("shop.Customer", models.CASCADE)),
        ("first", models.IntegerField()),
        ("second", models.IntegerField()),
    ], options={"unique_together": {("first", "second")}}),
"""


def effects(operations: str) -> list[Effect]:
    text = (
        "from django.db import migrations, models\nclass Migration(migrations.Migration):\n"
        f"    operations = [\n{dedent(operations)}\n    ]\n"
    )
    source = Source("shop/migrations/0001_x.py", "python", text)
    return [item for item in read(source, POSTGRES) if isinstance(item, Effect)]


def changes(*operations: str) -> list[str]:
    """What the last of some operations changes after the first migration, one line each."""
    before = Timeline(settled(effects(FIRST), Beginning), Beginning())
    for operation in operations:
        found = settled(effects(f"    {operation},"), lambda: before.at(before.length))
        lines = [_line(one) for one in found]
        before.extend(found)
    return lines


def _line(effect: Effect) -> str:
    if isinstance(effect, DataChange):
        return f"{effect.verb} {effect.target}"
    assert isinstance(effect, SchemaChange | StateChange)
    state = "models: " if isinstance(effect, StateChange) else ""
    line = f"{state}{effect.verb} {effect.kind} {effect.table}.{effect.name}"
    if isinstance(effect, SchemaChange):
        if effect.aspect is not Aspect.NONE:
            line += f" {effect.aspect}"
        line += f" {effect.constraint}" if effect.kind == "constraint" else ""
        line += f" ({','.join(effect.columns)})" if effect.columns else ""
    return line + (f" to {effect.new_name}" if effect.new_name else "")


CASES = [
    ('migrations.AlterField("customer", "name", models.CharField("Name", max_length=40))', []),
    (
        'migrations.AlterField("customer", "name", models.CharField(max_length=20))',
        ["alter column people.name type"],
    ),
    (
        'migrations.AlterField("customer", "age", models.IntegerField())',
        ["alter column people.age nullability"],
    ),
    (
        'migrations.AlterField("customer", "age", models.IntegerField(default=1))',
        [
            "alter column people.age default",
            "update people",
            "alter column people.age nullability",
            "alter column people.age default",
        ],
    ),
    (
        'migrations.AlterField("customer", "age", models.PositiveIntegerField(null=True))',
        ["create constraint people. check (age)"],
    ),
    (
        'migrations.AlterField("customer", "code", models.CharField(max_length=9))',
        ["drop constraint people. unique (code)", "drop index people. (code)"],
    ),
    (
        'migrations.AlterField("customer", "name", models.CharField(db_index=True, max_length=40))',
        ["create index people. (name)", "create index people. (name)"],
    ),
    (
        'migrations.AlterField("customer", "id", models.BigAutoField(primary_key=True))',
        [
            "alter column people.id type",
            "drop constraint people_tags. foreign key (customer_id)",
            "alter column people_tags.customer_id type",
            "create constraint people_tags. foreign key (customer_id)",
            "drop constraint shop_order. foreign key (customer_id)",
            "alter column shop_order.customer_id type",
            "create constraint shop_order. foreign key (customer_id)",
        ],
    ),
    (
        (
            'migrations.AlterField("order", "customer",'
            ' models.ForeignKey("shop.Customer", models.SET_NULL, null=True))'
        ),
        [
            "drop constraint shop_order. foreign key (customer_id)",
            "alter column shop_order.customer_id nullability",
            "create constraint shop_order. foreign key (customer_id)",
        ],
    ),
    (
        (
            'migrations.AlterField("order", "customer",'
            ' models.ForeignKey("shop.Customer", models.PROTECT))'
        ),
        [],
    ),
    (
        (
            'migrations.AlterField("order", "customer",'
            ' models.ForeignKey("shop.Customer", models.CASCADE, default=first_customer))'
        ),
        [
            "drop constraint shop_order. foreign key (customer_id)",
            "create constraint shop_order. foreign key (customer_id)",
        ],
    ),
    (
        (
            'migrations.AlterField("order", "customer",'
            ' models.ForeignKey("shop.Customer", models.CASCADE, default=1),'
            " preserve_default=False)"
        ),
        [],
    ),
    (
        'migrations.RenameField("order", "customer", "buyer")',
        [
            "drop constraint shop_order. foreign key (customer_id)",
            "rename column shop_order.customer_id to buyer_id",
            "create constraint shop_order. foreign key (buyer_id)",
        ],
    ),
    (
        'migrations.RenameField("customer", "state", "stage")',
        ["models: rename column people.state to stage"],
    ),
    ('migrations.RemoveField("customer", "state")', ["drop column people.status"]),
    ('migrations.RemoveField("customer", "tags")', ["drop table people_tags.people_tags"]),
    (
        'migrations.DeleteModel("Customer")',
        ["drop table people_tags.people_tags", "drop table people.people"],
    ),
    ('migrations.AlterUniqueTogether("order", {("first", "second")})', []),
    (
        'migrations.AlterUniqueTogether("order", {("second", "customer")})',
        [
            "drop constraint shop_order. unique (first,second)",
            "create constraint shop_order. unique (second,customer_id)",
        ],
    ),
    ('migrations.DeleteModel("Unmanaged")', []),
]


@pytest.mark.parametrize(("operation", "said"), CASES)
def test_what_an_operation_changes(operation: str, said: list[str]) -> None:
    assert changes(operation) == said


def test_without_a_history_a_field_may_be_anything() -> None:
    found = effects('    migrations.AlterField("customer", "age", models.IntegerField()),')
    assert [one.confidence.name for one in found] == ["LOW", "LOW"]


@pytest.mark.parametrize(
    "before",
    [
        'migrations.AlterField("customer", "id", models.BigAutoField(primary_key=True))',
        (
            'migrations.AlterField("order", "customer",'
            ' models.ForeignKey("shop.Customer", models.CASCADE, null=True))'
        ),
    ],
)
def test_a_foreign_key_made_anew_is_still_known_by_what_it_is_made_of(before: str) -> None:
    key = 'models.ForeignKey("shop.Customer", models.CASCADE, null=True, default=first)'
    told = changes(before, f'migrations.AlterField("order", "customer", {key})')
    assert "create constraint shop_order. foreign key (customer_id)" in told
