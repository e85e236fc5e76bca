"""What the migrations of an app told before decides what a later one takes away."""

from __future__ import annotations

import pytest

from guardrail.engine.check import Request, check
from guardrail.example import django
from guardrail.model import Level
from guardrail.policy.policy import load as load_policy
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

ORDERS = """\
migrations.CreateModel("Tag", [("id", models.BigAutoField(primary_key=True))]),
migrations.CreateModel("Order", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=50)),
    {}
]),
"""
PROXY = 'migrations.CreateModel("Late", [], options={"proxy": True}, bases=("shop.order",)),'


def told(*migrations: str, code: str = "", app: str = "") -> dict[str, Level]:
    """What the last of an app's migrations is told for, by rule; `code` stands before its class.

    Each is a list of operations, or a whole file; `app` is code of the app.
    """
    files = {"shop/views.py": app}
    for number, operations in enumerate(migrations, 1):
        last = number == len(migrations)
        whole = "class Migration" in operations
        text = operations if whole else django(operations, code=code if last else "").text or ""
        before = f'("shop", "{number - 1:04}_step")' if number > 1 else ""
        text = text.replace('("shop", "0006_before")', before)
        files[f"shop/migrations/{number:04}_step.py"] = text
    tree = Overlay(Nothing(), files)
    path = f"shop/migrations/{len(migrations):04}_step.py"
    judged = frozenset(("dropped-column", "dropped-table", "unscoped-update"))
    policies = load_policy(tree)
    report = check(Request(tree, policies, [path], listed=lambda: list(files), select=judged))
    found: dict[str, Level] = {}
    for one in report.findings:
        found[one.rule] = max(one.level, found.get(one.rule, Level.OFF))
    return found


def level(rule: str, *migrations: str, code: str = "", app: str = "") -> Level:
    """The loudest finding of a rule about the last migration, OFF where it is silent."""
    return told(*migrations, code=code, app=app).get(rule, Level.OFF)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('models.ManyToManyField("shop.Tag", through="shop.Tagged")', Level.OFF),
        ("GenericRelation('shop.Tag')", Level.OFF),
        ("models.TextField(default='')", Level.ERROR),
    ],
)
def test_nothing_goes_with_a_field_that_has_no_column(field: str, expected: Level) -> None:
    goes = 'migrations.RemoveField("order", "tags"),'
    assert level("dropped-column", ORDERS.format(f'("tags", {field}),'), goes) is expected
    added = f'migrations.AddField("order", "tags", {field}),'
    assert level("dropped-column", ORDERS.format(""), added, goes) is expected
    renamed = 'migrations.RenameField("order", "labels", "tags"),'
    named = added.replace('"tags"', '"labels"')
    assert level("dropped-column", ORDERS.format(""), named, renamed, goes) is expected
    renamed = 'migrations.RenameModel("Order", "Purchase"),'
    gone = goes.replace("order", "purchase")
    assert level("dropped-column", ORDERS.format(""), added, renamed, gone) is expected


def test_the_pairs_of_a_field_without_a_model_of_their_own_go_with_it() -> None:
    pairs = ORDERS.format('("tags", models.ManyToManyField("shop.Tag")),')
    assert level("dropped-table", pairs, 'migrations.RemoveField("order", "tags"),') is Level.ERROR


def test_nothing_goes_with_a_proxy_of_another_model() -> None:
    gone = 'migrations.DeleteModel("Late"),'
    for table in ("orders", "shop_late"):
        first = ORDERS.format("") + f'migrations.AlterModelTable("Order", "{table}"),\n'
        assert level("dropped-table", first, PROXY, gone) is Level.OFF
    renamed = 'migrations.RenameModel("Late", "Slow"),'
    assert (
        level("dropped-table", ORDERS.format(""), PROXY, renamed, gone.replace("Late", "Slow"))
        is Level.OFF
    )


def test_a_proxy_that_becomes_a_table_has_one() -> None:
    gone = 'migrations.DeleteModel("Late"),'
    made = 'migrations.CreateModel("Late", [("id", models.BigAutoField(primary_key=True))]),'
    assert level("dropped-table", ORDERS.format(""), PROXY, gone, made, gone) is Level.ERROR


MOVES = """\
def move(apps, schema_editor):
    Order = apps.get_model("shop", "Order")
    Tag = apps.get_model("shop", "Tag")
    {}
"""
RUNS = "migrations.RunPython(move, migrations.RunPython.noop),"
NAME_GOES = 'migrations.RemoveField("order", "name"),'


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('Tag.objects.bulk_create(Tag(x=o["name"]) for o in Order.objects.values())', False),
        ('pairs(o["name"]) for o in Order.objects.all(): p.objects.bulk_create([o])', False),
        ('Order.objects.update(title=Subquery(Tag.objects.filter(x=OuterRef("name"))))', False),
        ('rows = Order.objects.values("id", "name"); Order.titles.through.objects.create()', False),
        ("Order.objects.filter(name=1).update(title='first')", False),
        ("Order.objects.filter(name=1).update(name=2)", True),
        ("Order.objects.filter(name='').update(title='none')", True),
        ("Order.objects.filter(name__isnull=True).update(name='')", True),
        ("for o in Order.objects.all():\n        o.name = o.name.lower()\n        o.save()", True),
        ("for o in Order.objects.all():\n        o.title = o.name\n        o.save()", False),
        ("[Tag.objects.create(**row) for row in Order.objects.values()]", False),
        ("[Tag.objects.create(**row) for row in others]", True),
    ],
)
def test_a_column_lives_on_that_a_migration_before_read_to_write_elsewhere(
    code: str, expected: bool
) -> None:
    first = "migrations.AddField('order', 'title', models.TextField(null=True)),"
    before = django(RUNS, code=MOVES.format(code)).text or ""
    steps = [ORDERS.format(""), first, before, NAME_GOES]
    found = level("dropped-column", *steps)
    assert found is (Level.ERROR if expected else Level.WARNING)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('assert not apps.get_model("shop", "Order").objects.exists()', Level.WARNING),
        ('assert not apps.get_model("shop", f"Ord{end}").objects.exists()', Level.WARNING),
        ('if apps.get_model("shop.Order").objects.count(): raise ValueError', Level.WARNING),
        ('print(apps.get_model("shop", "Order").objects.count())', Level.ERROR),
        ('assert not apps.get_model("shop", "Tag").objects.exists()', Level.ERROR),
    ],
)
def test_a_table_goes_with_a_warning_where_the_migration_refuses_to_lose_rows(
    code: str, expected: Level
) -> None:
    steps = f"{RUNS}\nmigrations.DeleteModel('Order'),"
    asks = f"def move(apps, schema_editor):\n    {code}\n"
    assert level("dropped-table", ORDERS.format(""), steps, code=asks) is expected


def test_a_model_may_be_handed_through_a_cast() -> None:
    code = MOVES.format("[Tag.objects.create(x=o.name) for o in Order.objects.all()]")
    code = code.replace(
        '= apps.get_model("shop", "Order")', '= cast(O, apps.get_model("shop", "Order"))'
    )
    before = django(RUNS, code=code).text or ""
    assert level("dropped-column", ORDERS.format(""), before, NAME_GOES) is Level.WARNING


def test_the_code_that_runs_may_stand_in_the_class_or_in_a_function_that_it_calls() -> None:
    body = MOVES.format("Order.objects.filter(name=1).update(title='first')").strip()
    steps = "migrations.AddField('order', 'title', models.TextField(null=True)),\n"
    steps += f"{RUNS}\n{NAME_GOES}"
    inside = "\n".join(f"    {line}" for line in body.splitlines())
    text = (django(steps).text or "").replace("    dependencies", f"{inside}\n\n    dependencies")
    assert level("dropped-column", ORDERS.format(""), text) is Level.WARNING
    called = (
        f"{body.replace('move', 'fill')}\n\n\ndef move(apps, editor):\n    fill(apps, editor)\n"
    )
    assert level("dropped-column", ORDERS.format(""), steps, code=called) is Level.WARNING
    other = "def move(apps, editor):\n    pass\n"
    assert level("dropped-column", ORDERS.format(""), steps, code=other) is Level.ERROR


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("models.GeneratedField(expression=Length('name'), db_persist=True)", Level.WARNING),
        ("SearchVectorField(null=True)", Level.WARNING),
        ("models.IntegerField(default=0)", Level.ERROR),
    ],
)
def test_a_column_that_is_computed_has_nothing_to_lose(field: str, expected: Level) -> None:
    made = f'migrations.AddField("order", "size", {field}),'
    goes = 'migrations.RemoveField("order", "size"),'
    assert level("dropped-column", ORDERS.format(""), made, goes) is expected


def test_numbers_of_rows_may_go_where_another_column_becomes_the_key() -> None:
    field = "models.UUIDField(null=True)"
    made = f'migrations.AddField("order", "uuid", {field}),'
    goes = 'migrations.RemoveField("order", "id"),\n'
    keyed = goes + f'migrations.AlterField("order", "uuid", {field}),'.replace(
        "null", "primary_key"
    )
    assert level("dropped-column", ORDERS.format(""), made, keyed) is Level.WARNING
    assert level("dropped-column", ORDERS.format(""), made, goes) is Level.ERROR
    renamed = goes + 'migrations.RenameField("order", "uuid", "id"),'
    assert level("dropped-column", ORDERS.format(""), made, renamed) is Level.ERROR


def test_a_table_of_many_columns_that_goes_says_it_all() -> None:
    many = "\n".join(f'("c{number}", models.TextField()),' for number in range(60))
    goes = "\n".join(f'migrations.RemoveField("order", "c{number}"),' for number in range(60))
    steps = (ORDERS.format(many), f"{goes}\nmigrations.DeleteModel('Order'),")
    assert "dropped-column" not in told(*steps)
    assert told(*steps)["dropped-table"] is Level.ERROR


def test_a_column_that_an_earlier_migration_let_go_is_no_error_whatever_words_the_code_has() -> (
    None
):
    let_go = f"migrations.SeparateDatabaseAndState(state_operations=[{NAME_GOES}]),"
    drops = 'migrations.RunSQL("ALTER TABLE shop_order DROP COLUMN name"),'
    code = "def name(order):\n    return Order.objects.get(name=order.name)\n"
    for last, expected in ((let_go, Level.WARNING), ("", Level.ERROR)):
        steps = (ORDERS.format(""), last, drops)
        assert (
            level("dropped-column", *steps, app=f"from shop.models import Order\n\n{code}")
            is expected
        )


def test_rows_of_a_model_are_those_of_the_table_that_it_names() -> None:
    named = ORDERS.format("").replace("]),\n", "]),\n", 1).rstrip().removesuffix("]),")
    named += ']), migrations.AlterModelTable("Order", "purchases"),'
    adds = 'migrations.AddField("order", "late", models.BooleanField(default=True)),\n'
    sets = MOVES.format("Order.objects.update({}=False)")
    assert level("unscoped-update", named, adds + RUNS, code=sets.format("late")) is Level.OFF
    assert level("unscoped-update", named, adds + RUNS, code=sets.format("name")) is Level.ERROR
    moves = MOVES.format("[Tag.objects.create(x=o.name) for o in Order.objects.all()]")
    assert level("dropped-column", named, f"{RUNS}\n{NAME_GOES}", code=moves) is Level.WARNING
