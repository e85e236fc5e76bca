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


def told(*migrations: str, code: str = "") -> dict[str, Level]:
    """What the last of an app's migrations is told for, by rule; `code` stands before its class."""
    files = {}
    for number, operations in enumerate(migrations, 1):
        last = number == len(migrations)
        text = django(operations, code=code if last else "").text or ""
        before = f'("shop", "{number - 1:04}_step")' if number > 1 else ""
        text = text.replace('("shop", "0006_before")', before)
        files[f"shop/migrations/{number:04}_step.py"] = text
    tree = Overlay(Nothing(), files)
    path = f"shop/migrations/{len(migrations):04}_step.py"
    report = check(Request(tree, load_policy(tree), [path], listed=lambda: list(files)))
    found: dict[str, Level] = {}
    for one in report.findings:
        found[one.rule] = max(one.level, found.get(one.rule, Level.OFF))
    return found


def level(rule: str, *migrations: str, code: str = "") -> Level:
    """The loudest finding of a rule about the last migration, OFF where it is silent."""
    return told(*migrations, code=code).get(rule, Level.OFF)


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
