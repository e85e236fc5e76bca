"""Filters of stores that are texts: JavaScript in MongoDB's `$where`, expressions of Milvus."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun
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
