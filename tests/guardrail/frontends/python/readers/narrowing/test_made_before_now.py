"""Everything was made before now: a cutoff that no age is taken from leaves every row."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """\
from datetime import datetime, timedelta, timezone as tz

import psycopg
from django.utils import timezone
from peewee import Model
from pymongo import MongoClient
from sqlalchemy import delete, func

from app.models import Event

cursor = psycopg.connect(dsn).cursor()
events = MongoClient().app.events


class Visit(Model):
    pass


"""
DELETES = {
    "django": "Event.objects.filter({0}__lt={1}).delete()",
    "sqlalchemy": "session.execute(delete(Event).where(Event.{0} < {1}))",
    "peewee": "Visit.delete().where(Visit.{0} <= {1}).execute()",
    "mongo": "events.delete_many({{'{0}': {{'$lt': {1}}}}})",
    "bound": "cursor.execute('DELETE FROM events WHERE {0} < %s', ({1},))",
    "by name": "cursor.execute('DELETE FROM events WHERE {0} < %(at)s', {{'at': {1}}})",
}


def is_every_row(delete: str, column: str, time: str) -> bool:
    """Whether what a delete says of a column and a time leaves every row."""
    told = items(START + DELETES[delete].format(column, time) + "\n")
    return Scope.TAUTOLOGY in [one.scope for one in told if isinstance(one, DataChange)]


@pytest.mark.parametrize("delete", DELETES)
def test_a_row_is_made_before_now(delete: str) -> None:
    assert is_every_row(delete, "created_at", "datetime.now()")
    assert is_every_row(delete, "last_seen", "datetime.now(tz.utc)")
    assert not is_every_row(delete, "created_at", "datetime.now() - timedelta(days=30)")


@pytest.mark.parametrize("delete", DELETES)
@pytest.mark.parametrize("column", ["expires_at", "deleted_at", "send_at", "starts"])
def test_other_times_may_be_to_come(delete: str, column: str) -> None:
    assert not is_every_row(delete, column, "datetime.now()")


def test_it_may_have_a_name_and_be_asked_of_the_server() -> None:
    named = "now = timezone.now()\nEvent.objects.filter(created_at__lte=now).delete()\n"
    asked = "session.execute(delete(Event).where(Event.created_at < func.now()))\n"
    beside = "Event.objects.filter(created_at__lte=timezone.now(), kind='x').delete()\n"
    told = [
        one.scope
        for code in (named, asked, beside)
        for one in items(START + code)
        if isinstance(one, DataChange)
    ]
    assert told == [Scope.TAUTOLOGY, Scope.TAUTOLOGY, Scope.FILTERED]
