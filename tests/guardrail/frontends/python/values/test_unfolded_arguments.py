"""Arguments that reach a call by other ways than being written in it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import items, texts

from guardrail.effects import DataChange, Effect, Scope

START = "from pymongo import MongoClient\nusers = MongoClient().shop.users\n"


def found(code: str) -> list[Effect]:
    """The effects of a program."""
    return [item for item in items(START + code) if isinstance(item, Effect)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("users.delete_many(**{'filter': {}})", True),
        ("options = {'filter': {}}\nusers.delete_many(**options)", True),
        ("options = dict(filter={})\nusers.delete_many(**options)", True),
        ("options = {}\noptions['filter'] = {}\nusers.delete_many(**options)", True),
        ("options = {}\noptions.update(filter={})\nusers.delete_many(**options)", True),
        ("options = {'filter': {'a': 1}}\nusers.delete_many(**options)", False),
        ("options = {}\noptions['filter'] = {'a': 1}\nusers.delete_many(**options)", False),
    ],
)
def test_a_dictionary_is_unpacked(given: str, told: bool) -> None:
    (change,) = found(given)
    assert (getattr(change, "scope", "") == "none") is told


def test_what_is_put_into_it_on_some_ways_alone_is_left_out_on_others() -> None:
    changes = found(
        "options = {}\nif a:\n    options['filter'] = {'a': 1}\nusers.delete_many(**options)\n"
    )
    assert {getattr(one, "scope", "") for one in changes} == {"filtered", "none"}


@pytest.mark.parametrize(("value", "told"), [("TRUNCATE", True), ("APPEND", False)])
def test_what_is_set_on_an_object_is_given_to_it(value: str, told: bool) -> None:
    code = f"""
        from google.cloud import bigquery
        config = bigquery.LoadJobConfig()
        config.autodetect = True
        config.write_disposition = bigquery.WriteDisposition.WRITE_{value}
        """
    found = [item for item in items(code) if isinstance(item, Effect)]
    placed = [dedent(code)[item.span.start : item.span.end].split(" = ")[0] for item in found]
    assert placed == (["config.write_disposition"] if told else [])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("users.delete_many(*({},))", "none"),
        ("given = ({},)\nusers.delete_many(*given)", "none"),
        ("given = ({'a': 1},)\nusers.delete_many(*given)", "filtered"),
        ("users.delete_many(*given_elsewhere)", "unknown"),
    ],
)
def test_a_list_is_unpacked(given: str, told: str) -> None:
    (change,) = found(given)
    assert getattr(change, "scope", "") == told


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("next(iter(['DROP TABLE a', 'SELECT 1']))", ["DROP TABLE a"]),
        ("next(iter(STEPS), 'SELECT 2')", ["DROP TABLE b", "SELECT 2"]),
        ("next(iter(elsewhere))", []),
        ("next(iter())", []),
    ],
)
def test_the_first_of_a_list_is_taken(taken: str, told: list[str]) -> None:
    start = "import sqlite3\nSTEPS = ('DROP TABLE b', 'SELECT 1')\n"
    code = f"{start}sqlite3.connect('x').execute({taken})"
    assert [text for text in texts(code) if not text.startswith("{")] == told


OR_NOTHING = """
from pymongo import MongoClient

users = MongoClient().shop.users

def clear(options=None):
    users.delete_many(**(options or {}))

"""


@pytest.mark.parametrize(
    ("called", "scope"),
    [
        ("clear()", Scope.NONE),
        ("clear({'filter': {'gone': True}})", Scope.FILTERED),
        ("clear(wanted())", Scope.UNKNOWN),
    ],
)
def test_a_dictionary_or_an_empty_one_is_empty_where_nobody_gives_any(
    called: str, scope: Scope
) -> None:
    found = [one for one in items(OR_NOTHING + called) if isinstance(one, DataChange)]
    assert scope in {one.scope for one in found}
