"""Rows that are cleaned up by an age, the right way round and the wrong one."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.effects.queries import NEWEST_GO

CODE = """\
import time
from datetime import datetime, timedelta

import psycopg
from django.utils import timezone
from shop.models import Visit
from sqlalchemy import delete


def {0}(session):
    connection = psycopg.connect()
    border = timezone.now() - timedelta(days=90)
    {1}
"""


def newest(name: str, line: str) -> bool:
    """Whether it is told that the newest go."""
    found = items(CODE.format(name, line))
    return any(isinstance(one, DataChange) and one.reason.startswith(NEWEST_GO) for one in found)


@pytest.mark.parametrize(
    "line",
    [
        'connection.execute("DELETE FROM visits WHERE seen_at {} %s", (border,))',
        'connection.execute("DELETE FROM visits WHERE team = %s AND at {} %s", (7, border))',
        'connection.execute("DELETE FROM visits WHERE at {} %(border)s", {{"border": border}})',
        "connection.execute(\"DELETE FROM visits WHERE at {} now() - interval '90 days'\")",
        'connection.execute("DELETE FROM visits WHERE at {} %s", (time.time() - 90 * 86400,))',
        "session.execute(delete(Visit).where(Visit.seen_at {} border))",
    ],
)
def test_the_sign_says_which_go(line: str) -> None:
    assert newest("purge_visits", line.format(">"))
    assert newest("remove_old", line.format(">="))
    assert not newest("purge_visits", line.format("<"))
    assert not newest("take_back_recent_visits", line.format(">"))


def test_lookups_of_django() -> None:
    line = "Visit.objects.filter(seen_at__{}=border).delete()"
    assert newest("clean_up", line.format("gte"))
    assert not newest("clean_up", line.format("lt"))


def test_two_borders_are_a_span_that_is_meant() -> None:
    line = (
        "Visit.objects.filter(at__gte=border, at__lt=timezone.now() - timedelta(days=30)).delete()"
    )
    assert not newest("clean_up", line)


def test_what_ends_in_the_future_is_in_use() -> None:
    line = 'connection.execute("DELETE FROM tokens WHERE expires_at {} now()")'
    assert newest("purge_expired", line.format(">"))
    assert not newest("purge_expired", line.format("<"))


PARTITIONS = """\
import clickhouse_connect

client = clickhouse_connect.get_client()


def enforce(names, cutoff):
    for name in names:
        if name {} cutoff:
            {}
"""
DROP = "client.command(f\"ALTER TABLE visits DROP PARTITION ID '{name}'\")"


@pytest.mark.parametrize(
    ("sign", "then", "expected"),
    [
        ("<", f"continue\n        {DROP}", True),
        (">=", DROP, True),
        (">=", f"continue\n        {DROP}", False),
        ("<", DROP, False),
    ],
)
def test_partitions_that_are_passed_over(sign: str, then: str, expected: bool) -> None:
    found = items(PARTITIONS.format(sign, then))
    told = [one for one in found if isinstance(one, DataChange)]
    assert any(one.reason.startswith(NEWEST_GO) for one in told) is expected


LOOP = "for one in Visit.objects.{}:\n        {}one.delete()"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LOOP.format("all()", "if one.at > border:\n            "), True),
        (LOOP.format("all()", "if one.at < border:\n            "), False),
        (LOOP.format("filter(at__gt=border)", ""), True),
        (LOOP.format("filter(at__lt=border)", ""), False),
    ],
)
def test_rows_that_a_loop_takes_in_turn(line: str, expected: bool) -> None:
    assert newest("purge_visits", line) is expected
