"""Filters of stores that are texts: JavaScript in MongoDB's `$where`, expressions of Milvus."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun, DataChange, Effect
from guardrail.effects.queries import ASKED_IN, GIVEN_IN

MONGO = "import pymongo\nfrom flask import request\ndef find(users, name):\n    "
MILVUS = "import pymilvus\nfrom flask import request\ndef find(client, name):\n    "


def told(code: str) -> list[str]:
    """Who else writes a part of the queries."""
    return [one.what for one in items(code) if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("users.find({'$where': f\"this.name == '{name}'\"})", GIVEN_IN),
        ("users.find_one({'$where': 'this.age > ' + request.args['age']})", ASKED_IN),
        (
            "how = {'$where': \"this.name == '%s'\" % request.args['n']}\n    users.find(how)",
            ASKED_IN,
        ),
        ("users.find({'$and': [{'a': 1}, {'$where': f\"this.n == '{name}'\"}]})", GIVEN_IN),
        ("users.find().where(f\"this.name == '{name}'\")", GIVEN_IN),
    ],
)
def test_who_writes_a_part_of_a_script(line: str, what: str) -> None:
    assert told(MONGO + line) == [what]


@pytest.mark.parametrize(
    "line",
    [
        "users.find({'name': name})",
        "users.find({'name': {'$regex': f'^{request.args[0]}'}})",
        "users.find({'$where': 'this.paid > this.due'})",
        "f'this.name {name}'.find('$where')",
    ],
)
def test_values_in_their_places_are_no_scripts(line: str) -> None:
    assert told(MONGO + line) == []


@pytest.mark.parametrize("method", ["delete", "query", "search"])
def test_a_request_writes_into_an_expression(method: str) -> None:
    line = f"client.{method}('docs', filter=f'name == \"{{request.args[0]}}\"')"
    assert told(MILVUS + line) == [ASKED_IN]


@pytest.mark.parametrize(
    "given",
    [
        "filter=f'name == \"{name}\"'",
        "filter='name == {name}', filter_params={'name': request.args[0]}",
        "ids=[request.args[0]]",
    ],
)
def test_what_the_program_s_own_code_writes_into_it_is_not_told(given: str) -> None:
    assert told(f"{MILVUS}client.delete('docs', {given})") == []


def test_what_is_deleted_is_told_beside_who_writes_the_condition() -> None:
    code = "import pymongo\nusers = pymongo.MongoClient().shop.users\ndef clear(name):\n"
    found = items(f"{code}    users.delete_many({{'$where': f\"this.name == '{{name}}'\"}})")
    assert [type(one) for one in found if isinstance(one, Effect)] == [DataChange, CodeRun]


ELASTIC = (
    "from elasticsearch import Elasticsearch\nfrom flask import request\ndef tag(es):\n    es."
)


@pytest.mark.parametrize(
    ("line", "told_of"),
    [
        ("update_by_query(index='a', script={'source': f\"ctx.t = '{request.args[0]}'\"})", 1),
        ("update(index='a', id='1', body={'script': {'source': 'a' + request.args[0]}})", 1),
        ("update(index='a', script={'source': 'c = t', 'params': {'t': request.args[0]}})", 0),
    ],
)
def test_scripts_of_elasticsearch_are_given_values_as_parameters(line: str, told_of: int) -> None:
    assert told(ELASTIC + line) == [ASKED_IN] * told_of
