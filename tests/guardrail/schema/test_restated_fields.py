"""Fields that are stated anew: the column may get another name."""

from __future__ import annotations

from msgspec.structs import replace

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


PAIRS = SchemaChange(
    span=SPAN,
    verb=Verb.CREATE,
    kind=ObjectKind.TABLE,
    table="shop_order_tags",
    name="shop_order_tags",
    model="shop.order.tags",
    shape=TableShape("shop_order_tags", (ColumnShape("id"),), model="shop.order.tags"),
)


def of_tags(verb: Verb, new_name: str = "") -> list[str]:
    """The tables after a change of the field that the pairs belong to."""
    change = SchemaChange(
        span=SPAN,
        verb=verb,
        kind=ObjectKind.COLUMN,
        table="shop_order",
        name="tags",
        new_name=new_name,
        model="shop.order",
        field="tags",
    )
    timeline = Timeline([MADE, PAIRS, change])
    return sorted(shape.name for shape in timeline.tables(3))


def test_a_many_to_many_field_goes_with_its_table() -> None:
    assert of_tags(Verb.DROP) == ["shop_order"]


def test_and_takes_its_table_along_under_another_name() -> None:
    assert of_tags(Verb.RENAME, "labels") == ["shop_order", "shop_order_labels"]


def of_order(verb: Verb, new_name: str = "", new_model: str = "") -> list[tuple[str, list[str]]]:
    """The tables and their columns after a change of the model's own table."""
    pairs = TableShape("shop_order_tags", (ColumnShape("order_id"),), model="shop.order.tags")
    change = SchemaChange(
        span=SPAN,
        verb=verb,
        kind=ObjectKind.TABLE,
        table="shop_order",
        name="shop_order",
        new_name=new_name,
        model="shop.order",
        new_model=new_model,
    )
    before = Timeline([MADE, replace(PAIRS, shape=pairs)])
    found = []
    for timeline in (
        Timeline([change], before.at(2)),
        Timeline([MADE, replace(PAIRS, shape=pairs), change]),
    ):
        tables = sorted(timeline.tables(timeline.length), key=lambda shape: shape.name)
        found.append([(one.name, [column.name for column in one.columns]) for one in tables])
    assert found[0] == found[1]
    return found[0]


def test_pairs_follow_their_model_to_its_new_name() -> None:
    assert of_order(Verb.RENAME, "shop_sale", "shop.sale") == [
        ("shop_sale", ["item_id"]),
        ("shop_sale_tags", ["sale_id"]),
    ]
    assert of_order(Verb.RENAME, "orders") == [
        ("orders", ["item_id"]),
        ("orders_tags", ["order_id"]),
    ]


def test_pairs_go_with_their_model() -> None:
    assert of_order(Verb.DROP) == []
