"""What is deleted once it is old enough is all there is, where the age is 0 by default."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, Scope
from guardrail.stream import Embedded

START = """\
import os, argparse
from datetime import datetime, timedelta
from sqlalchemy import delete
from shop.models import Message
import psycopg

cur = psycopg.connect(dsn).cursor()
"""


def reasons(code: str) -> list[str]:
    """When all rows are deleted that the code deletes."""
    found = [one for one in items(START + code) if isinstance(one, DataChange)]
    return [one.reason for one in found if one.scope is Scope.UNKNOWN]


DELETED = "cutoff = datetime.now() - timedelta(days=DAYS)\n"
DAYS = "DAYS = int(os.environ.get('DAYS', {}))\n"


@pytest.mark.parametrize(
    "done",
    [
        "cur.execute('DELETE FROM messages WHERE sent_at < %s', (cutoff,))",
        "cur.execute('DELETE FROM messages WHERE shop = %s AND sent_at < %s', [shop, cutoff])",
        "Message.objects.filter(sent_at__lt=cutoff).delete()",
        "session.execute(delete(Message).where(Message.sent_at < cutoff))",
        "session.query(Message).filter(Message.sent_at < cutoff).delete()",
        "stmt = delete(Message).where(Message.sent_at < cutoff)\nsession.execute(stmt)",
    ],
)
@pytest.mark.parametrize(("days", "told"), [("0", True), ("400", False), ("'0'", True)])
def test_the_age_is_what_the_environment_leaves(done: str, days: str, told: bool) -> None:
    expected = ["unscoped when DAYS is 0, as it is where nobody says more"] if told else []
    assert reasons(DAYS.format(days) + DELETED + done + "\n") == expected


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("int(os.environ.get('DAYS') or 0)", 1),
        ("int(os.environ.get('DAYS') or 30)", 0),
        ("max(int(os.environ.get('DAYS', 0)), 30)", 0),
        ("30", 0),
    ],
)
def test_ways_to_have_no_age(days: str, told: int) -> None:
    done = "cur.execute('DELETE FROM messages WHERE sent_at < %s', (cutoff,))\n"
    assert len(reasons(f"DAYS = {days}\n{DELETED}{done}")) == told


@pytest.mark.parametrize(
    "code",
    [
        "def expire(days=0):\n    cutoff = datetime.now() - timedelta(days=days)\n    {}\n",
        (
            "def expire(days):\n    cutoff = datetime.now() - timedelta(days=days)\n    {}\n"
            "parser = argparse.ArgumentParser()\n"
            "parser.add_argument('--days', type=int, default=0)\n"
            "expire(parser.parse_args().days)\n"
        ),
        (
            "class Command(BaseCommand):\n    def add_arguments(self, parser):\n"
            "        parser.add_argument('--days', type=int, default=0)\n\n"
            "    def handle(self, *args, **options):\n"
            "        cutoff = datetime.now() - timedelta(days=options['days'])\n        {}\n"
        ),
        (
            "class Job:\n    def border(self, days=0):\n"
            "        return datetime.now() - timedelta(days=days)\n\n"
            "    def run(self):\n        border = self.border()\n"
            "        cur.execute('DELETE FROM messages WHERE sent_at < %s', (border,))\n"
        ),
    ],
)
def test_parameters_options_and_methods(code: str) -> None:
    done = "cur.execute('DELETE FROM messages WHERE sent_at < %s', (cutoff,))"
    assert len(reasons(code.replace("{}", done))) == 1


def test_what_is_younger_is_nothing_at_all() -> None:
    done = "cur.execute('DELETE FROM messages WHERE sent_at > %s', (cutoff,))\n"
    assert reasons(DAYS.format(0) + DELETED + done) == []
    assert any(isinstance(one, Embedded) for one in items(START + done))


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("datetime.now()", True),
        ("datetime.now() - timedelta(days=0)", True),
        ("datetime.now() - AGE", True),
        ("(datetime.now() - AGE).strftime('%Y-%m-%d')", True),
        ("datetime.now() - timedelta(days=14)", False),
        ("'2024-01-01'", False),
    ],
)
def test_the_logs_of_changes_go_up_to_now(until: str, told: bool) -> None:
    code = f"AGE = timedelta(hours=0)\ncur.execute('PURGE BINARY LOGS BEFORE %s', ({until},))\n"
    found = items(START + code)
    texts = [one.source.text for one in found if isinstance(one, Embedded)]
    every = any(isinstance(one, ResourceChange) for one in found)
    assert (every or "PURGE BINARY LOGS BEFORE NOW()" in texts) is told
