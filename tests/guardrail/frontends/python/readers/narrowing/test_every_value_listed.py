"""Conditions on a list that holds every value there is: they pick nothing."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """
import enum
from django.db import models
from sqlalchemy import delete, or_
from pymongo import MongoClient
from peewee import BooleanField, Model
from shop.models import Customer
from shop import session

class State(str, enum.Enum):
    NEW = "new"
    PAID = "paid"

class Kind(models.TextChoices):
    FIRM = "firm"
    HOME = "home"

class Visit(Model):
    demo = BooleanField()

"""


def scopes(code: str) -> list[Scope]:
    """Which rows each change reaches."""
    return [one.scope for one in items(START + code) if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    ("condition", "every"),
    [
        ("Customer.demo.in_([True, False])", True),
        ("Customer.demo.in_([True])", False),
        ("Customer.demo.in_([True, True])", False),
        ("Customer.demo.in_((False, True))", True),
        ("Customer.state.in_(list(State))", True),
        ("Customer.state.in_([one for one in State])", True),
        ("Customer.state.in_([one.value for one in State])", True),
        ("Customer.state.in_([State.NEW])", False),
        ("Customer.state.in_(list(wanted))", False),
        ("or_(Customer.demo == True, Customer.demo == False)", True),
        ("or_(Customer.demo == True, Customer.paid == False)", False),
    ],
)
def test_sqlalchemy(condition: str, every: bool) -> None:
    assert (
        scopes(f"session.execute(delete(Customer).where({condition}))") == [Scope.TAUTOLOGY]
    ) is every


@pytest.mark.parametrize(
    ("code", "every"),
    [
        ("Customer.objects.filter(demo__in=[True, False]).delete()", True),
        ("Customer.objects.filter(kind__in=Kind.values).delete()", True),
        ("Customer.objects.filter(kind__in=[Kind.FIRM]).delete()", False),
        ("Customer.objects.filter(demo__in=[True]).delete()", False),
        ("MongoClient('mongodb://h').shop.c.delete_many({'demo': {'$in': [True, False]}})", True),
        ("MongoClient('mongodb://h').shop.c.delete_many({'demo': {'$in': [True]}})", False),
        ("Visit.delete().where(Visit.demo.in_([True, False])).execute()", True),
        ("Visit.delete().where((Visit.demo == True) | (Visit.demo == False)).execute()", True),
        ("Visit.delete().where(Visit.demo.in_([False])).execute()", False),
    ],
)
def test_other_mappers(code: str, every: bool) -> None:
    assert (Scope.TAUTOLOGY in scopes(code)) is every
