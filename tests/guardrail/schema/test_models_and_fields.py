"""An ORM's migrations name models and fields; the table and the column may be called otherwise."""

from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.example import django
from guardrail.model import Source
from guardrail.schema.base import Beginning
from guardrail.schema.timeline import Timeline
from guardrail.settings import Settings
from guardrail.shapes import TableShape

MADE = """
migrations.CreateModel("Customer", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=50, db_column="full_name")),
    ("friend", models.ForeignKey("shop.Customer", models.CASCADE)),
    ("age", models.IntegerField()),
], options={"db_table": "customers"}),
"""


def effects(operations: str) -> list[Effect]:
    text = django(operations).text or ""
    found = extract(Source("shop/migrations/0007_change.py", "python", text), Settings())
    return [fact for fact in found if isinstance(fact, Effect)]


def after(*migrations: str, table: str = "customers") -> TableShape | None:
    """A table after migrations, each read by itself."""
    timeline = Timeline((), Beginning())
    for operations in migrations:
        timeline.extend(effects(operations))
    return timeline.table(table, timeline.length)


def columns(shape: TableShape | None) -> list[str]:
    assert shape is not None
    return [column.name for column in shape.columns]


def test_a_model_has_the_table_that_it_was_given() -> None:
    shape = after(MADE, 'migrations.AddField("customer", "email", models.TextField(null=True))')
    assert columns(shape) == ["id", "full_name", "friend_id", "age", "email"]
    assert shape is not None and shape.model == "shop.customer"


def test_a_field_has_the_column_that_it_was_given() -> None:
    gone = after(MADE, 'migrations.RemoveField("customer", "name")')
    assert columns(gone) == ["id", "friend_id", "age"]
    gone = after(MADE, 'migrations.RemoveField("customer", "friend")')
    assert columns(gone) == ["id", "full_name", "age"]


def test_a_renamed_field_takes_its_column_along() -> None:
    shape = after(MADE, 'migrations.RenameField("customer", "friend", "mate")')
    assert columns(shape) == ["id", "full_name", "mate_id", "age"]
    gone = after(
        MADE,
        'migrations.RenameField("customer", "friend", "mate")',
        'migrations.RemoveField("customer", "mate")',
    )
    assert columns(gone) == ["id", "full_name", "age"]


def test_a_deleted_model_takes_its_table_along() -> None:
    assert after(MADE, 'migrations.DeleteModel("Customer")') is None


def test_a_field_that_only_the_models_lost_is_still_a_column() -> None:
    shape = after(
        MADE,
        "migrations.SeparateDatabaseAndState(state_operations=["
        'migrations.RemoveField("customer", "age")])',
    )
    assert shape is not None
    age = shape.column("age")
    assert age is not None and age.options[-1:] == ("not in models",)


def test_on_top_of_a_history_it_is_the_same() -> None:
    first = Timeline(effects(MADE), Beginning())
    rest = Timeline(effects('migrations.RemoveField("customer", "name")'), first.at(first.length))
    assert columns(rest.table("customers", rest.length)) == ["id", "friend_id", "age"]
