"""The tables that migrations in Python make: columns, keys, indexes, models and the graph."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from reading_python import items

from guardrail.effects import Effect, ObjectKind, SchemaChange, StateChange, Verb
from guardrail.frontends.python.django.tables import label_of
from guardrail.shapes import ColumnShape, ConstraintKind, TableShape
from guardrail.stream import Enter


def effects(*operations: str, path: str = "shop/migrations/0002_change.py") -> list[Effect]:
    text = (
        "from django.db import migrations, models\nclass Migration(migrations.Migration):\n"
        '    dependencies = [("shop", "0001_initial")]\n    operations = [\n'
        + "".join(f"{indent(dedent(one), ' ' * 8)},\n" for one in operations)
        + "    ]\n"
    )
    return [item for item in items(text, path) if isinstance(item, Effect)]


def changes(*operations: str) -> list[SchemaChange]:
    return [one for one in effects(*operations) if isinstance(one, SchemaChange)]


def table(operation: str) -> TableShape:
    shape = changes(operation)[0].shape
    assert shape is not None
    return shape


ORDER = """\
migrations.CreateModel(
    name="Order",
    fields=[
        ("id", models.BigAutoField(primary_key=True)),
        ("number", models.CharField(max_length=20, unique=True)),
        ("note", models.TextField(blank=True, default="")),
        ("total", models.DecimalField(max_digits=9, decimal_places=2, null=True, db_index=True)),
        ("state", models.IntegerField(db_default=0, db_column="st")),
        ("customer", models.ForeignKey("auth.User", on_delete=models.CASCADE)),
        ("parent", models.ForeignKey("self", null=True, on_delete=models.CASCADE)),
        ("items", models.ManyToManyField("shop.Item")),
    ],
    options={
        "unique_together": {("customer", "number")},
        "indexes": [models.Index(fields=["-total", "customer"], name="by_total")],
        "constraints": [
            models.CheckConstraint(check=models.Q(total__gt=0), name="positive"),
            models.UniqueConstraint(fields=["state"], condition=models.Q(state=1), name="one"),
        ],
    },
)"""


def test_a_model_becomes_a_table_with_real_columns() -> None:
    made = table(ORDER)
    assert (made.name, made.model, made.complete) == ("shop_order", "shop.order", True)
    assert made.columns == (
        ColumnShape("id", "bigint", False, options=("identity",), field="id"),
        ColumnShape("number", "varchar(20)", False, field="number"),
        ColumnShape("note", "text", False, field="note"),
        ColumnShape("total", "numeric(9,2)", True, field="total"),
        ColumnShape("st", "integer", False, "constant", "0", field="state"),
        ColumnShape("customer_id", "", False, field="customer"),
        ColumnShape("parent_id", "bigint", True, field="parent"),
    )
    kinds = [(one.kind, one.name, one.columns, one.references) for one in made.constraints]
    assert kinds == [
        (ConstraintKind.PRIMARY_KEY, "", ("id",), ""),
        (ConstraintKind.UNIQUE, "", ("number",), ""),
        (ConstraintKind.FOREIGN_KEY, "", ("customer_id",), "auth_user"),
        (ConstraintKind.FOREIGN_KEY, "", ("parent_id",), "shop_order"),
        (ConstraintKind.UNIQUE, "", ("customer_id", "number"), ""),
        (ConstraintKind.CHECK, "positive", (), ""),
    ]
    assert [(one.name, one.columns, one.unique, one.where) for one in made.indexes] == [
        ("", ("total",), False, ""),
        ("", ("customer_id",), False, ""),
        ("", ("parent_id",), False, ""),
        ("by_total", ("total", "customer_id"), False, ""),
        ("one", ("st",), True, "models.Q(state=1)"),
    ]


def test_a_many_to_many_field_is_a_table_of_its_own() -> None:
    through = changes(ORDER)[1]
    assert (through.table, through.model) == ("shop_order_items", "shop.order.items")
    assert through.shape is not None
    assert [one.name for one in through.shape.columns] == ["id", "order_id", "item_id"]


def test_a_reference_has_the_type_of_what_it_refers_to_where_that_is_told() -> None:
    person = (
        'migrations.CreateModel("Person", [("key", models.UUIDField(primary_key=True))],'
        ' options={"db_table": "people"})'
    )
    owned = 'migrations.AddField("thing", "owner", models.ForeignKey("shop.Person"))'
    added = changes(person, owned)[1]
    assert (added.name, added.field, added.new_type) == ("owner_id", "owner", "uuid")
    assert added.references == "people"


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("ArrayField(models.CharField(max_length=5))", "varchar(5)[]"),
        ("models.GeneratedField(output_field=models.IntegerField(), db_persist=True)", "integer"),
        ("HStoreField()", "hstore"),
        ("models.CharField()", "varchar"),
    ],
)
def test_types_of_fields_that_are_made_of_others(field: str, written: str) -> None:
    assert changes(f'migrations.AddField("order", "x", {field})')[0].new_type == written


def test_what_is_not_written_out_makes_a_table_known_in_part() -> None:
    assert not table('migrations.CreateModel("Order", fields=FIELDS)').complete
    assert not table('migrations.CreateModel("Order", fields=[("a", make())] + MORE)').complete


def test_operations_name_the_model_and_the_field() -> None:
    removed, renamed = changes(
        'migrations.RemoveField("Order", "owner")',
        'migrations.RenameModel("Order", "Purchase")',
    )
    assert (removed.model, removed.field, removed.name) == ("shop.order", "owner", "owner")
    assert (renamed.model, renamed.new_model) == ("shop.order", "shop.purchase")


def test_a_model_that_names_its_table_keeps_it_when_it_is_renamed() -> None:
    made = 'migrations.CreateModel("A", [], options={"db_table": "aaa"})'
    found = effects(made, 'migrations.RenameModel("A", "B")', 'migrations.RemoveField("b", "x")')
    assert isinstance(found[1], StateChange)
    assert isinstance(found[2], SchemaChange)
    assert found[2].table == "aaa"


def test_state_operations_change_the_models_alone() -> None:
    found = effects(
        """\
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("order", "note"),
                migrations.AlterField("order", "total", models.IntegerField()),
                migrations.CreateModel("Thing", [], options={"db_table": "old_things"}),
            ]
        )""",
        'migrations.RunSQL("CREATE INDEX a ON b (c)", "", [migrations.RemoveField("b", "c")])',
    )
    assert [(type(one), one.verb, one.kind) for one in found if isinstance(one, StateChange)] == [
        (StateChange, Verb.DROP, ObjectKind.COLUMN),
        (StateChange, Verb.CREATE, ObjectKind.TABLE),
        (StateChange, Verb.DROP, ObjectKind.COLUMN),
    ]
    assert not any(isinstance(one, SchemaChange) for one in found)
    assert (found[0].field, found[1].table, found[1].model) == ("note", "old_things", "shop.thing")  # type: ignore[attr-defined]


def enter(text: str, path: str) -> Enter:
    return next(item for item in items(text, path) if isinstance(item, Enter))


DJANGO = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [
        ("wagtailredirects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "__first__"),
    ]
    run_before = [("other", "0003_x")]
    operations = []
"""


def test_a_migration_of_django_says_where_it_stands_in_the_graph() -> None:
    found = enter(DJANGO, "wagtail/contrib/redirects/migrations/0002_more.py")
    assert found.revision == "wagtailredirects.0002_more"
    assert found.after == ("wagtailredirects.0001_initial", "auth.__first__")
    assert found.before == ("other.0003_x",)
    squash = DJANGO.replace("run_before", "replaces").replace("other", "app")
    assert enter(squash, "x/migrations/0001_squashed.py").replaces == ("app.0003_x",)


def test_a_revision_of_alembic_says_so_too_even_when_it_does_nothing() -> None:
    text = """
        from alembic import op
        revision: str = "c"
        down_revision: tuple[str, str] = ("a", "b")
        depends_on = "x"
        def upgrade():
            pass
        def downgrade():
            op.drop_table("a")
    """
    found = enter(text, "alembic/versions/c_merge.py")
    assert (found.revision, found.after) == ("c", ("a", "b", "x"))


CREATE = """
    revision = "1"
    down_revision = None
    def upgrade():
        op.create_table(
            "orders",
            sa.Column("id", sa.BigInteger(), sa.Identity()),
            sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now()),
            sa.Column("owner", sa.Integer, sa.ForeignKey("p.id", ondelete="CASCADE"), index=True),
            sa.Column("n", sa.Integer(), nullable=False, server_default="0"),
            sa.PrimaryKeyConstraint("id", name="orders_pkey"),
            sa.ForeignKeyConstraint(["n", "owner"], ["shops.n", "shops.owner"], name="fk"),
            sa.CheckConstraint("n  > 0", name="positive"),
            sa.UniqueConstraint("n"),
            sa.Index("by_at", sa.text("date(at)")),
            schema="s",
        )
"""


def test_create_table_of_alembic_becomes_a_table() -> None:
    text = "from alembic import op\nimport sqlalchemy as sa\n" + dedent(CREATE)
    found = items(text, "alembic/versions/1_x.py")
    shape = next(item.shape for item in found if isinstance(item, SchemaChange))
    assert shape is not None
    assert (shape.name, shape.complete) == ("s.orders", True)
    assert shape.columns == (
        ColumnShape("id", "bigint", False, "volatile", "", ("identity",)),
        ColumnShape("at", "timestamptz", True, "constant", "now()"),
        ColumnShape("owner", "integer", True),
        ColumnShape("n", "integer", False, "constant", "0"),
    )
    assert [(one.kind, one.name, one.columns) for one in shape.constraints] == [
        (ConstraintKind.FOREIGN_KEY, "", ("owner",)),
        (ConstraintKind.PRIMARY_KEY, "orders_pkey", ("id",)),
        (ConstraintKind.FOREIGN_KEY, "fk", ("n", "owner")),
        (ConstraintKind.CHECK, "positive", ()),
        (ConstraintKind.UNIQUE, "", ("n",)),
    ]
    assert shape.constraints[0].on_delete == "cascade"
    assert shape.constraints[2].referenced == ("n", "owner")
    assert shape.constraints[3].expression == "n > 0"
    assert [(one.name, one.columns) for one in shape.indexes] == [
        ("", ("owner",)),
        ("by_at", ("date(at)",)),
    ]


@pytest.mark.parametrize(
    ("target", "table"),
    [
        ('"shop.Item"', "shop_item"),
        ('"Item"', "shop_item"),
        ('to=get_model_name("core", "Page")', "core_page"),
        ("settings.AUTH_USER_MODEL", ""),
        ("find(1)", ""),
        ('"self"', "shop_order"),
    ],
)
def test_what_a_field_refers_to(target: str, table: str) -> None:
    added = changes(f'migrations.AddField("order", "x", models.ForeignKey({target}, null=True))')
    assert added[0].references == table


@pytest.mark.parametrize(
    ("target", "columns", "complete"),
    [
        ('"shop.Item"', ["id", "order_id", "item_id"], True),
        ('"self"', ["id", "from_order_id", "to_order_id"], True),
        ("settings.AUTH_USER_MODEL", ["id", "order_id", "user_id"], False),
    ],
)
def test_the_columns_of_pairs(target: str, columns: list[str], complete: bool) -> None:
    made = table(f'migrations.AddField("order", "x", models.ManyToManyField({target}))')
    assert ([one.name for one in made.columns], made.complete) == (columns, complete)


def test_a_model_that_gets_its_own_table_name_back() -> None:
    (renamed,) = changes('migrations.AlterModelTable("order", None)')
    assert (renamed.verb, renamed.new_name) == (Verb.RENAME, "shop_order")


@pytest.mark.parametrize(
    ("path", "after", "replaces", "label"),
    [
        ("shop/migrations/0002_b.py", ("shop.0001_a", "auth.0001_a"), (), "shop"),
        ("w/contrib/redirects/migrations/0002_b.py", ("wredirects.0001_a",), (), "wredirects"),
        ("w/contrib/redirects/migrations/0001_a.py", ("wredirects.0004_a",), (), "redirects"),
        ("w/redirects/migrations/0001_squashed.py", (), ("wredirects.0001_a",), "wredirects"),
        ("account/migrations/0001_initial.py", (), ("userprofile.0001_initial",), "account"),
        ("lib/core/migrations/0007_g.py", ("project.0006_f",), (), "project"),
        ("order/migrations/0003_c.py", ("preorder.0009_i", "auth.0001_a"), (), "order"),
        ("0001_a.py", (), (), ""),
    ],
)
def test_the_label_of_an_app(
    path: str, after: tuple[str, ...], replaces: tuple[str, ...], label: str
) -> None:
    assert label_of(path, after, replaces) == label
