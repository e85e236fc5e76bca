"""A table that a function drops, makes again and fills with what it is given comes back."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

PEEWEE = """\
from peewee import CharField, Model, PostgresqlDatabase

db = PostgresqlDatabase("catalogue")


class Rate(Model):
    code = CharField()

    class Meta:
        database = db


def load(rows):
    Rate.drop_table()
    {}
"""
PONY = """\
from pony.orm import Database, Required

db = Database()


class Slot(db.Entity):
    _table_ = "timetable_slot"
    hour = Required(int)


def start(slots):
    db.drop_table("timetable_slot", if_exists=True, with_all_data=True)
    {}
"""


@pytest.mark.parametrize(
    ("code", "then", "loudness"),
    [
        (PEEWEE, "Rate.create_table()\n    Rate.insert_many(rows).execute()", Level.INFO),
        (
            PEEWEE,
            "db.create_tables([Rate])\n    for r in rows:\n        Rate.create(**r)",
            Level.INFO,
        ),
        (PEEWEE, "Rate.create_table()", Level.ERROR),
        (PEEWEE, "Rate.insert_many(rows).execute()", Level.ERROR),
        (PEEWEE, "Rate.create_table()\n    Other.insert_many(rows).execute()", Level.ERROR),
        (PEEWEE, "Rate.create_table()\n    Rate.insert_many(DEFAULTS).execute()", Level.ERROR),
        (PONY, "db.create_tables()\n    for hour in slots:\n        Slot(hour=hour)", Level.INFO),
        (PONY, "db.create_tables()\n    for hour in slots:\n        Grade(hour=hour)", Level.ERROR),
    ],
)
def test_what_is_put_in_anew_was_not_lost(code: str, then: str, loudness: Level) -> None:
    assert level("dropped-table", python(code.format(then), path="app/load.py")) is loudness
