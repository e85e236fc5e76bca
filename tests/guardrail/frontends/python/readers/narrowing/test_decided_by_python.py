"""Conditions that Python works out itself, and those that the mapper makes SQL of."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

SQLALCHEMY = "from sqlalchemy import and_, delete\nsession.execute(delete(User).where({}))\n"
PEEWEE = """\
from peewee import CharField, Model
class User(Model):
    state = CharField()
User.delete().where({}).execute()
"""
DJANGO = (
    "from django.db.models import Q\nfrom shop.models import User\nUser.objects.filter({}).delete()"
)
PICCOLO = """\
from piccolo.table import Table
class User(Table):
    pass
async def clean(limit):
    await User.delete().where({})
"""


def told(code: str, condition: str) -> tuple[Scope, str] | None:
    """The scope of the delete, and why; `None` where none is told."""
    found = [one for one in items(code.format(condition)) if isinstance(one, DataChange)]
    return (found[0].scope, found[0].reason) if found else None


@pytest.mark.parametrize(
    ("code", "condition"),
    [
        (SQLALCHEMY, "User.left_at is not None"),
        (SQLALCHEMY, "User.state not in KEPT"),
        (SQLALCHEMY, "not User.state == 'paid'"),
        (SQLALCHEMY, "users.c.left_at is not None"),
        (PEEWEE, "User.left_at is not None"),
        (PEEWEE, "User.state in ('a', 'b')"),
    ],
)
def test_python_says_true(code: str, condition: str) -> None:
    reason = f"Python decides `{condition}`, which is True"
    assert told(code, condition) == (Scope.TAUTOLOGY, reason)
    assert told(code, f"User.team == 7, {condition}") == (Scope.FILTERED, reason)


@pytest.mark.parametrize(
    ("code", "condition", "lost"),
    [
        (SQLALCHEMY, "User.state == 'draft' and User.at < limit", "User.at < limit"),
        (SQLALCHEMY, "User.state != 'paid' and User.at < limit", "User.state != 'paid'"),
        (SQLALCHEMY, "and_(User.team == 7, User.paid and User.at < limit)", "User.paid"),
        (SQLALCHEMY, "*[User.state == 'a' and User.at < limit]", "User.at < limit"),
        (PEEWEE, "User.state == 'draft' and User.at < limit", "User.state == 'draft'"),
        (DJANGO, "Q(state='draft') and Q(at__lt=limit)", "Q(state='draft')"),
        (PICCOLO, "(User.state == 'draft') and (User.at < limit)", "User.state == 'draft'"),
    ],
)
def test_one_of_two_conditions_is_lost(code: str, condition: str, lost: str) -> None:
    reason = f"Python decides `and`, and nothing is left of `{lost}`"
    assert told(code, condition) == (Scope.FILTERED, reason)


@pytest.mark.parametrize(
    ("code", "condition"),
    [
        (SQLALCHEMY, "User.left_at.is_not(None)"),
        (SQLALCHEMY, "User.state.not_in(KEPT)"),
        (SQLALCHEMY, "(User.state == 'draft') & (User.at < limit)"),
        (SQLALCHEMY, "not User.paid"),
        (SQLALCHEMY, "User.state in KEPT"),
        (SQLALCHEMY, "User.at < limit and User.state == 'draft'"),
        (SQLALCHEMY, "team is None or User.team == team"),
        (PEEWEE, "User.state.in_(('a', 'b'))"),
        (PEEWEE, "User.state == 'draft', User.at < limit"),
        (DJANGO, "Q(state='draft') & Q(at__lt=limit)"),
        (DJANGO, "state__in=['a'] and ['b']"),
    ],
)
def test_what_asks_or_is_refused_or_leaves_less_is_not_told(code: str, condition: str) -> None:
    found = told(code, condition)
    assert found is None or not found[1].startswith("Python decides")


def test_a_condition_that_is_put_into_a_list() -> None:
    code = SQLALCHEMY.replace("session", "asked = [User.team == 7]\n{}\nsession").replace(
        "where({})", "where(*asked)"
    )
    lost = told(code, "asked.append(User.left_at is not None)")
    assert lost == (Scope.FILTERED, "Python decides `User.left_at is not None`, which is True")
    assert told(code, "asked.append(User.left_at.is_not(None))") == (Scope.FILTERED, "")
