"""Conditions joined by "or" that leave nothing out between them: "and" was meant."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """\
from django.db.models import Q
from peewee import Model
from piccolo.table import Table
from pony.orm import Database, delete as remove
from pymongo import MongoClient
from sqlalchemy import delete, not_, or_

from app.models import Mail

KEPT = ("sent", "failed")
letters = MongoClient().post.letters


class Letter(Model):
    pass


class Parcel(Table):
    pass


class Card(Database().Entity):
    pass


"""


def scope(line: str) -> Scope:
    """Which rows a line deletes."""
    (found,) = [one for one in items(f"{START}{line}\n") if isinstance(one, DataChange)]
    return found.scope


def either(condition: str) -> tuple[str, str, str]:
    """The condition of two values of one column joined by OR, by AND, and of two columns."""
    one = condition.format(column="state", value="'sent'")
    other = condition.format(column="state", value="'failed'")
    elsewhere = condition.format(column="kind", value="'failed'")
    return f"({one}) | ({other})", f"({one}) & ({other})", f"({one}) | ({elsewhere})"


FORMS = {
    "sqlalchemy": ("session.execute(delete(Mail).where({}))", "Mail.{column} != {value}"),
    "a list": ("session.query(Mail).filter({}).delete()", "Mail.{column}.not_in([{value}])"),
    "not_": ("session.query(Mail).filter({}).delete()", "not_(Mail.{column} == {value})"),
    "django": ("Mail.objects.filter({}).delete()", "~Q({column}={value})"),
    "peewee": ("Letter.delete().where({}).execute()", "Letter.{column} != {value}"),
}


@pytest.mark.parametrize("form", FORMS)
def test_and_leaves_rows_out_that_or_lets_in(form: str) -> None:
    line, condition = FORMS[form]
    told = [scope(line.format(one)) for one in either(condition)]
    assert told == [Scope.TAUTOLOGY, Scope.FILTERED, Scope.FILTERED]


@pytest.mark.parametrize(
    "line",
    [
        "session.execute(delete(Mail).where(or_(Mail.state != 'sent', Mail.state != 'failed')))",
        "session.execute(delete(Mail).where(or_(*[Mail.state != one for one in KEPT])))",
        "session.query(Mail).filter((Mail.age > 18) | (Mail.age < 65)).delete()",
        "letters.delete_many({'$or': [{'state': {'$ne': 'a'}}, {'state': {'$ne': 'b'}}]})",
        "letters.delete_many({'$or': [{'state': {'$ne': one}} for one in KEPT]})",
        "Parcel.delete().where((Parcel.state != 'sent') | (Parcel.state != 'failed'))",
        "Card.select(lambda c: c.state != 'sent' or c.state != 'failed').delete()",
    ],
)
def test_nothing_is_left_out(line: str) -> None:
    assert scope(line) is Scope.TAUTOLOGY


@pytest.mark.parametrize(
    "line",
    [
        "session.execute(delete(Mail).where(or_(Mail.state == 'sent', Mail.state == 'failed')))",
        "session.execute(delete(Mail).where(or_(*[Mail.state == one for one in KEPT])))",
        "session.query(Mail).filter((Mail.age < 18) | (Mail.age > 65)).delete()",
        "letters.delete_many({'$or': [{'state': 'a'}, {'kind': {'$ne': 'b'}}]})",
        # A field that holds many lacks the one or the other.
        "letters.delete_many({'$or': [{'tags': {'$ne': 'a'}}, {'tags': {'$ne': 'b'}}]})",
        "Mail.objects.filter(~Q(tags__name='a') | ~Q(tags__name='b')).delete()",
        "Card.select(lambda c: c.state != 'sent' and c.state != 'failed').delete()",
    ],
)
def test_something_is_left_out(line: str) -> None:
    assert scope(line) is Scope.FILTERED


def test_what_a_generator_or_a_loop_asks_counts_as_well() -> None:
    asked = "one.state != 'sent' {} one.state != 'failed'"
    generator, loop = (
        "remove(one for one in Card if {})",
        "for one in Mail.objects.all():\n    if {}:\n        one.delete()",
    )
    either, both = asked.format("or"), asked.format("and")
    assert scope(generator.format(either)) is scope(loop.format(either)) is Scope.NONE
    assert scope(generator.format(both)) is Scope.FILTERED
    assert scope(loop.format(both)) is Scope.UNKNOWN
