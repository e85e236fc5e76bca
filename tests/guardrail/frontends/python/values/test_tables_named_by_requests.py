"""Tables and columns that a request names stand in a query's text; those of a command line may."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings

HEAD = "import sys\nfrom flask import Flask, request\nimport psycopg\n\napp = Flask('shop')\n\n"


def told(said: str, statement: str) -> list[str]:
    """What is told to stand in the text of a statement."""
    code = (
        f"{HEAD}@app.post('/rows/<name>')\ndef rows(name: str):\n    x = {said}\n"
        f'    psycopg.connect("dbname=shop").execute(f"{statement}")\n'
    )
    found = extract(Source("app/rows.py", "python", code), Settings())
    return [item.origin for item in found if isinstance(item, CodeRun)]


STATEMENTS = [
    "SELECT * FROM {x} WHERE id = 1",
    "SELECT {x} FROM t",
    "SELECT * FROM {x}.orders",
    "INSERT INTO {x} (a) VALUES (1)",
    "DELETE FROM {x} WHERE exported",
    "UPDATE {x} SET a = 1 WHERE id = 7",
    "UPDATE t SET {x} = 1 WHERE id = 7",
]


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("said", ["request.json['table']", "name", "request.get_json()['t']"])
def test_whoever_sends_a_request_names_a_table(statement: str, said: str) -> None:
    assert len(told(said, statement)) == 1


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize(
    "said", ["sys.argv[1]", "TABLES[name]", "'orders'", "uuid.UUID(request.json['id'])"]
)
def test_whoever_starts_a_program_may(statement: str, said: str) -> None:
    assert told(said, statement) == []


def test_a_table_that_is_looked_at_before_is_one_of_a_few() -> None:
    code = (
        f"{HEAD}@app.post('/rows/<name>')\ndef rows(name: str):\n"
        "    if name not in ('orders', 'refunds'):\n        raise ValueError(name)\n"
        '    psycopg.connect("dbname=shop").execute(f"SELECT * FROM {name}")\n'
    )
    assert not any(isinstance(one, CodeRun) for one in items(code))
