"""Queries that a request, or a caller, writes a part of."""

from __future__ import annotations

import pytest

from guardrail.effects import CodeRun, DataChange
from guardrail.effects.queries import ASKED_IN, GIVEN_IN
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings


def told(line: str, given: str = "cur, x") -> list[tuple[str, str]]:
    """What the line's query is, and what is written into it."""
    code = f"from flask import request\ndef run({given}):\n    {line}\n"
    found = extract(Source("app/read.py", "python", code), Settings())
    return sorted({(one.what, one.origin) for one in found if isinstance(one, CodeRun)})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM t WHERE name = '{x}'",
        "SELECT id FROM t WHERE a = 1 AND name LIKE '%{x}%' ORDER BY id",
        "WITH s AS (SELECT id FROM t WHERE name = '{x}') SELECT * FROM s",
        "INSERT INTO t (a, b) VALUES (1, '{x}')",
        "SELECT t.id FROM t JOIN s ON s.name = '{x}'",
    ],
)
def test_a_value_between_quotes_is_the_caller_s_query(query: str) -> None:
    assert told(f'cur.execute(f"{query}")') == [(GIVEN_IN, "x")]


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ('cur.execute(f"SELECT id FROM t WHERE id = {x}")', "cur, x"),
        ("cur.execute(f\"SELECT id FROM t WHERE id = '{x}'\")", "cur, x: int"),
        ("cur.execute(f\"SELECT id FROM t WHERE day = '{run_date}'\")", "cur, run_date"),
        ("cur.execute(f\"SELECT 1 FROM c WHERE name = '{table}'\")", "cur, table"),
        ("cur.execute(f\"SELECT * FROM read_parquet('{path}')\")", "cur, path"),
        ('cur.execute(f"SELECT id FROM {x}")', "cur, x"),
        ('cur.execute(f"SELECT id FROM t WHERE {x}")', "cur, x"),
        ('cur.execute("SELECT id FROM t WHERE name = %s", (x,))', "cur, x"),
        ("for x in ('a', 'b'): cur.execute(f\"SELECT id FROM t WHERE name = '{x}'\")", "cur"),
        ("print(f\"SELECT id FROM t WHERE name = '{x}'\")", "cur, x"),
    ],
)
def test_what_a_program_puts_in_itself_is_no_query_of_a_caller(line: str, given: str) -> None:
    assert told(line, given) == []


@pytest.mark.parametrize(
    "value", ["{request.args['id']}", "'{request.args['day']}'", "'{request.json['x']}'"]
)
def test_what_a_request_says_is_told_whatever_it_is_called(value: str) -> None:
    ((what, _),) = told(f'cur.execute(f"""SELECT id FROM t WHERE id = {value}""")')
    assert what == ASKED_IN


@pytest.mark.parametrize(
    ("run", "query"),
    [
        ("MySQLDatabase('club').execute_sql", "SELECT id FROM t WHERE name = '{x}'"),
        ("Cluster().connect('k').execute", "SELECT id FROM t WHERE name = '{x}'"),
        ("GraphDatabase.driver(u).session().run", "MATCH (p {{name: '{x}'}}) RETURN p"),
    ],
)
def test_the_queries_of_stores_are_written_into_too(run: str, query: str) -> None:
    start = (
        "from cassandra.cluster import Cluster\nfrom neo4j import GraphDatabase\n"
        "from peewee import MySQLDatabase\n"
    )
    code = f'{start}def run(x):\n    {run}(f"{query}")\n'
    found = extract(Source("app/read.py", "python", code), Settings())
    assert [(one.what, one.origin) for one in found if isinstance(one, CodeRun)] == [
        (GIVEN_IN, "x")
    ]
    plain = code.replace("'{x}'", "$x").replace('f"', '"')
    found = extract(Source("app/read.py", "python", plain), Settings())
    assert not [one for one in found if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    ("look", "sure"),
    [
        ("if '.' not in name: return", True),
        ("if name not in KNOWN: return", False),
        ("assert name in KNOWN", False),
    ],
)
@pytest.mark.parametrize("asked", ["ask()", "request.args['name']", "request.args['name'].strip()"])
def test_what_somebody_is_asked_for_may_be_looked_at(asked: str, look: str, sure: bool) -> None:
    code = (
        "from flask import request\n\n"
        "def ask():\n    said = input('name: ')\n    return said.strip()\n\n"
        f"def run(cur):\n    name = {asked}\n    {look}\n"
        "    cur.execute(f\"SELECT id FROM t WHERE name = '{name}'\")\n"
    )
    found = extract(Source("app/read.py", "python", code), Settings())
    told = [one.what for one in found if isinstance(one, CodeRun)]
    assert told == ([ASKED_IN] if sure else [])


@pytest.mark.parametrize(
    ("part", "bound"),
    [
        ("users.extra(where=[f\"name = '{x}'\"])", "users.extra(where=['name = %s'], params=[x])"),
        ("RawSQL(f\"name = '{x}'\", ())", "RawSQL('name = %s', (x,))"),
        ("query.filter(text(f\"name = '{x}'\"))", "query.filter(text('name = :x')).params(x=x)"),
        ("query.order_by(text(f\"'{x}'\"))", "query.order_by(text(f'{column} desc'))"),
    ],
)
def test_a_part_of_a_query_is_written_into_too(part: str, bound: str) -> None:
    start = (
        "from django.db.models.expressions import RawSQL\nfrom sqlalchemy import text\n\n"
        "def find(users, query, x, column):\n    return "
    )
    for line, expected in ((part, [(GIVEN_IN, "x")]), (bound, [])):
        found = extract(Source("app/read.py", "python", start + line + "\n"), Settings())
        told = [(one.what, one.origin) for one in found if isinstance(one, CodeRun)]
        assert told == expected


def test_a_table_of_piccolo_runs_a_text_of_its_own() -> None:
    code = (
        "from piccolo.table import Table\n\nclass Part(Table):\n    pass\n\n"
        "async def find(q):\n    return await Part.raw({})\n"
    )
    for text, expected in (
        ("f\"SELECT id FROM part WHERE title = '{q}'\"", [(GIVEN_IN, "q")]),
        ("'SELECT id FROM part WHERE title = {}', q", []),
    ):
        found = extract(Source("app/read.py", "python", code.format(text)), Settings())
        assert [(one.what, one.origin) for one in found if isinstance(one, CodeRun)] == expected


@pytest.mark.parametrize(
    ("declared", "look", "asked"),
    [
        ("name: str", "pass", True),
        ("name: int", "pass", False),
        ("name: str", "if name not in NAMES:\n            raise ValueError(name)", False),
    ],
)
@pytest.mark.parametrize("run", ["psycopg.connect(url).execute", "ibis.postgres.connect(url).sql"])
def test_what_a_request_says_is_handed_to_a_method(
    run: str, declared: str, look: str, asked: bool
) -> None:
    code = (
        "import ibis, psycopg\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        "class Users:\n    def of(self, name):\n"
        f"        {look}\n        return {run}(f\"SELECT id FROM users WHERE name = '{{name}}'\")\n"
        f"users = Users()\n@app.get('/users')\ndef found({declared}):\n    return users.of(name)\n"
    )
    found = extract(Source("app/read.py", "python", code), Settings())
    told = [one.what for one in found if isinstance(one, CodeRun)]
    assert (ASKED_IN in told) is asked


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("name: str", True),
        ("name: str | None = None", True),
        ("name: int", False),
        ("name: Literal['a', 'b']", False),
        ("name: str = Field(pattern='[a-z]+')", False),
    ],
)
def test_what_a_body_holds_is_what_a_request_says(field: str, asked: bool) -> None:
    code = (
        "import psycopg\nfrom fastapi import APIRouter\nrouter = APIRouter()\n"
        f"class Asked(BaseModel):\n    {field}\n"
        "@router.post('/users')\nasync def found(body: Asked):\n    cur = psycopg.connect(url)\n"
        "    cur.execute(f\"SELECT id FROM users WHERE name = '{body.name}'\")\n"
    )
    found = extract(Source("app/read.py", "python", code), Settings())
    told = [one.what for one in found if isinstance(one, CodeRun)]
    assert (ASKED_IN in told) is asked


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("users.delete_many(body.filter)", True),
        ("query = body.filter\n    users.delete_many(query)", True),
        ("users.delete_many({'team': body.team})", False),
        ("query = {}\n    query['team'] = body.team\n    users.delete_many(query)", False),
        ("users.delete_many({**body.filter, 'team': user.team})", False),
    ],
)
def test_a_filter_that_a_request_gives_as_a_whole(line: str, asked: bool) -> None:
    code = (
        "from pymongo import MongoClient\nusers = MongoClient().shop.users\n"
        "class Asked(BaseModel):\n    filter: dict[str, Any]\n    team: str\n"
        f"@router.post('/users')\ndef clean(body: Asked, user):\n    {line}\n"
    )
    found = extract(Source("app/read.py", "python", code), Settings())
    (change,) = [one for one in found if isinstance(one, DataChange)]
    assert bool(change.from_outside) is asked


@pytest.mark.parametrize(
    ("look", "looked"),
    [
        ("if not x: raise ValueError", False),
        ("if not x:\n        raise ValueError(f'invalid name {x}')", False),
        ("if not x:\n        raise InvalidName(x)", False),
        ("if x == '': print('no valid name:', x)", False),
        ("assert isinstance(x, str)", False),
        ("assert isinstance(x, Plan)", True),
        ("if not is_valid(x): return", True),
        ("if not re.fullmatch('[a-z]+', x): return", True),
        ("if x not in PLANS: raise ValueError(x)", True),
    ],
)
def test_what_is_said_of_a_value_is_no_look_at_it(look: str, looked: bool) -> None:
    query = "cur.execute(f\"SELECT id FROM t WHERE name = '{x}'\")"
    found = told(f"{look}\n    {query}", "cur, x, only_valid=True")
    assert found == ([] if looked else [(GIVEN_IN, "x")])


ROUTE = """
from fastapi import FastAPI, Query
app = FastAPI()
SORTS = {{"new": "created_at", "price": "price"}}

@app.get("/")
def find({given}):
    column = {column}
    cursor.execute(f"SELECT id FROM t {place}")
"""


@pytest.mark.parametrize(
    "place", ["ORDER BY {column}", "ORDER BY a, {column} DESC", "LIMIT {column}"]
)
@pytest.mark.parametrize(
    ("given", "column", "asked"),
    [
        ("x: str", "x", True),
        ("x: str = Query('new')", "SORTS.get(x, x)", True),
        ("x: str", "SORTS.get(x) or x", True),
        ("x: str", "SORTS.get(x, 'created_at')", False),
        ("x: str", "SORTS[x]", False),
        ("x: str", "'a' if x == 'a' else 'b'", False),
        ("x: int", "x", False),
    ],
)
def test_what_a_request_says_of_the_order(given: str, column: str, asked: bool, place: str) -> None:
    code = ROUTE.format(given=given, column=column, place=place)
    found = extract(Source("app/read.py", "python", code), Settings())
    assert bool([one for one in found if isinstance(one, CodeRun)]) is asked


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ("name if name else 'all'", True),
        ("[one.strip() for one in name]", True),
        ("name + '%'", True),
        ('name.replace("\'", "\'\'")', False),
        ("int(name)", False),
        ("len(name) * 2", False),
        ("list(map(int, name))", False),
        ("list(map(str, name))", True),
    ],
)
def test_what_a_value_is_made_of_says_who_chose_it(value: str, given: bool) -> None:
    found = told(
        f"chosen = {value}\n    cur.execute(f\"SELECT id FROM t WHERE name = '{{chosen}}'\")",
        "cur, name",
    )
    assert bool(found) is given


@pytest.mark.parametrize(
    ("before", "hole", "given"),
    [
        ("for number, name in enumerate(names):\n        ", "name", "name"),
        ("for number, name in enumerate(names):\n        ", "number", ""),
        ("number, name = 7, names\n    ", "name", "names"),
        ("number, name = 7, names\n    ", "number", ""),
    ],
)
def test_a_number_that_counts_is_no_value_of_a_caller(before: str, hole: str, given: str) -> None:
    run = f"cur.execute(f\"SELECT id FROM t WHERE name = '{{{hole}}}'\")"
    found = [origin for _, origin in told(f"{before}{run}", "cur, names")]
    assert found == ([given] if given else [])


@pytest.mark.parametrize(
    ("route", "asked"), [("/rows/<int:row>", False), ("/rows/<row>", True), ("/rows", True)]
)
def test_a_route_that_takes_numbers_gives_nothing_else(route: str, asked: bool) -> None:
    code = (
        f"from flask import Flask\napp = Flask('shop')\n\n@app.get('{route}')\n"
        "def read(row):\n    cur.execute(f\"SELECT id FROM t WHERE name = '{row}'\")\n"
    )
    found = extract(Source("app/read.py", "python", code), Settings())
    assert any(isinstance(one, CodeRun) for one in found) is asked


@pytest.mark.parametrize(
    ("pattern", "count"),
    [(r"\s+", 1), (r"[ \t]+", 1), (r"\s{2,}", 1), (r"[^a-z]+", 0), (r"\W+", 0), ("'", 0)],
)
def test_a_request_whose_spaces_are_tidied_is_what_it_was(pattern: str, count: int) -> None:
    tidied = f'x = re.sub(r"{pattern}", " ", request.args["name"]).strip()'
    query = "cur.execute(f\"SELECT id FROM t WHERE name = '{x}'\")"
    assert len(told(f"{tidied}\n    {query}", "cur")) == count
