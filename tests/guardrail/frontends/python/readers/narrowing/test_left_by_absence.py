"""What is left where a list says what stays: everything goes where nothing stands on it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

HEAD = (
    "import csv, requests\nfrom shop.models import Product\nfrom sqlalchemy import delete\n"
    "from peewee import Model\nfrom tortoise.models import Model as Tortoise\n"
    "from tortoise.expressions import Q\n"
    "class Item(Model):\n    pass\nclass Device(Tortoise):\n    pass\n"
    "def read(path):\n    with open(path) as f:\n"
    "        return [row['sku'] for row in csv.DictReader(f)]\n"
)
CHANGES = [
    "Product.objects.exclude(sku__in=kept).delete()",
    "Product.objects.filter(~Q(sku__in=kept)).delete()",
    "session.execute(delete(Product).where(Product.sku.not_in(kept)))",
    "Item.delete().where(Item.sku.not_in(kept)).execute()",
    "Item.delete().where(~(Item.sku << kept)).execute()",
    "Device.exclude(sku__in=kept).delete()",
    "Device.filter(sku__not_in=kept).delete()",
]


def scope(code: str) -> tuple[Scope, str]:
    """The scope of the change of rows, and why; it is told once more at a call that hands it on."""
    found = [one for one in items(HEAD + code) if isinstance(one, DataChange)]
    assert len({one.scope for one in found}) == 1
    return found[0].scope, found[0].reason


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("kept = read(path)", Scope.UNKNOWN),
        ("kept = [one['sku'] for one in requests.get(path).json()]", Scope.UNKNOWN),
        ("kept = read(path)\n    if not kept:\n        return", Scope.FILTERED),
        ("kept = ['a', 'b']", Scope.FILTERED),
        ("kept = given", Scope.FILTERED),
    ],
)
def test_a_list_that_is_read_may_be_empty(change: str, kept: str, expected: Scope) -> None:
    found = scope(f"def clean(session, path, given):\n    {kept}\n    {change}\n")
    assert found[0] is expected
    assert found[1].endswith("is empty") is (expected is Scope.UNKNOWN)


@pytest.mark.parametrize("change", CHANGES)
def test_a_caller_hands_what_it_read(change: str) -> None:
    code = f"def clean(session, kept):\n    {change}\ndef main(path):\n    clean(s, {{}})\n"
    found = scope(code.format("read(path)"))
    assert found[0] is Scope.UNKNOWN and found[1].endswith("is empty")
    assert scope(code.format("['a']"))[0] is Scope.FILTERED


def test_another_condition_beside_it_leaves_rows_out() -> None:
    change = "Device.filter(retired=True).exclude(sku__in=read(path)).delete()"
    assert scope(f"def clean(path):\n    {change}\n")[0] is Scope.FILTERED


@pytest.mark.parametrize(
    ("before", "condition", "expected"),
    [
        ("found = []", "Criterion.all(found)", Scope.NONE),
        ("found = [users.id == 7]", "Criterion.all(found)", Scope.FILTERED),
        (
            "found = []\n    if asked:\n        found.append(users.id == asked)",
            "Criterion.all(found)",
            Scope.UNKNOWN,
        ),
        (
            (
                "found = []\n    if asked:\n        found.append(users.id == asked)\n"
                "    if not found:\n        raise ValueError"
            ),
            "Criterion.any(found)",
            Scope.FILTERED,
        ),
        ("pass", "EmptyCriterion()", Scope.NONE),
    ],
)
def test_conditions_that_are_joined_may_be_none(
    before: str, condition: str, expected: Scope
) -> None:
    code = (
        "from pypika import Criterion, EmptyCriterion, Query, Table\nusers = Table('users')\n"
        f"def clean(asked):\n    {before}\n"
        f"    return Query.from_(users).delete().where({condition}).get_sql()\n"
    )
    assert scope(code)[0] is expected
