"""What a program itself takes back, whichever way it goes, is guarded by that."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect
from guardrail.effects.guarding import ROLLED_BACK
from guardrail.stream import Embedded

START = """\
import boto3
import psycopg
from sqlalchemy import create_engine, delete, text

def preview(url):
"""


def guarded(*lines: str) -> list[bool]:
    """Whether each thing that the function does to a database is guarded by a rollback."""
    code = START + "".join(f"    {line}\n" for line in lines)
    found = [one for one in items(code) if isinstance(one, (Effect, Embedded))]
    return [
        ROLLED_BACK in (one.guards if isinstance(one, Effect) else one.source.surroundings.guards)
        for one in found
    ]


TEXT = "conn.execute(text('DELETE FROM users'))"


@pytest.mark.parametrize(
    "lines",
    [
        ("trans = conn.begin()", TEXT, "trans.rollback()"),
        ("try:", f"    {TEXT}", "finally:", "    conn.rollback()"),
        ("with conn.transaction(force_rollback=True):", f"    {TEXT}"),
        ("session.execute(delete(User))", "session.rollback()"),
    ],
)
def test_what_is_always_rolled_back(lines: tuple[str, ...]) -> None:
    assert guarded(*lines) == [True]


@pytest.mark.parametrize(
    "lines",
    [
        ("trans = conn.begin()", TEXT, "trans.commit()"),
        ("try:", f"    {TEXT}", "except Exception:", "    conn.rollback()"),
        (TEXT, "if dry_run:", "    conn.rollback()"),
        (TEXT, "conn.commit()", "conn.rollback()"),
        ("conn.rollback()", TEXT),
        ("with engine.begin() as conn:", f"    {TEXT}", "other.rollback()"),
        (TEXT, "def undo():", "    conn.rollback()"),
        ("try:", "    with conn:", f"        {TEXT}", "finally:", "    conn.rollback()"),
    ],
)
def test_what_may_stay(lines: tuple[str, ...]) -> None:
    assert guarded(*lines) == [False]


def test_what_is_no_database_is_not_rolled_back() -> None:
    found = guarded("boto3.client('s3').delete_bucket(Bucket='users')", TEXT, "conn.rollback()")
    assert found == [False, True]


@pytest.mark.parametrize(
    ("between", "held"),
    [
        (("if not preview:", "    save(conn)", "    return"), False),
        (("if broken:", "    conn.rollback()", "    return"), True),
        (("print(1)",), True),
    ],
)
def test_a_return_on_the_way_takes_nothing_back(between: tuple[str, ...], held: bool) -> None:
    assert guarded("trans = conn.begin()", TEXT, *between, "trans.rollback()") == [held]


def test_what_is_taken_back_at_last_is_whatever_returns() -> None:
    lines = ("try:", f"    {TEXT}", "    return 1", "finally:", "    conn.rollback()")
    assert guarded(*lines) == [True]


@pytest.mark.parametrize(("told", "held"), [("True", True), ("False", False)])
def test_django_is_told_to_take_a_transaction_back(told: str, held: bool) -> None:
    code = (
        "from django.db import transaction\nfrom shop.models import Order\ndef preview():\n"
        "    with transaction.atomic():\n        Order.objects.all().delete()\n"
        f"        transaction.set_rollback({told})\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, Effect)]
    assert (ROLLED_BACK in found.guards) is held
