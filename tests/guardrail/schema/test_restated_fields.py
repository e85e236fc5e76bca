"""Fields that are stated anew: the column may get another name."""

from __future__ import annotations

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.model import Span
from guardrail.schema.timeline import Timeline
from guardrail.shapes import ColumnShape, TableShape

SPAN = Span("shop/migrations/0001_a.py", 0, 1)
MADE = SchemaChange(
    span=SPAN,
    verb=Verb.CREATE,
    kind=ObjectKind.TABLE,
    table="shop_order",
    name="shop_order",
    model="shop.order",
    shape=TableShape("shop_order", (ColumnShape("item_id", field="item"),), model="shop.order"),
)


def altered(new_type: str) -> list[tuple[str, str]]:
    change = SchemaChange(
        span=SPAN,
        verb=Verb.ALTER,
        kind=ObjectKind.COLUMN,
        table="shop_order",
        name="item",
        model="shop.order",
        field="item",
        aspect=Aspect.TYPE,
        new_type=new_type,
        options=("restated",),
    )
    shape = Timeline([MADE, change]).table("shop_order", 2)
    assert shape is not None
    return [(one.name, one.type) for one in shape.columns]


def test_a_foreign_key_that_becomes_a_number_loses_its_ending() -> None:
    assert altered("integer") == [("item", "integer")]


def test_a_field_of_unknown_kind_keeps_its_column() -> None:
    assert [name for name, _ in altered("")] == ["item_id"]
