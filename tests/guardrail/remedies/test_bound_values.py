"""Values that were put into the text of a statement become parameters, in each library's manner."""

from __future__ import annotations

from textwrap import dedent

import pytest
from guardrail_rules.unscoped_write.interpolated_condition import InterpolatedCondition

from guardrail.engine.examples import judge_example
from guardrail.example import Example
from guardrail.remedies import applied, fix
from guardrail.remedies.project import Project
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

PATH = "app/clean.py"
HEADS = {
    "sqlite3": "import sqlite3\n\ndef forget(cur, name, table, other):\n    ",
    "psycopg": "import psycopg\n\ndef forget(cur, name, table, other):\n    ",
    "asyncpg": "import asyncpg\n\nasync def forget(conn, name, table, other):\n    ",
    "pymysql": "import pymysql\n\ndef forget(cur, name, table, other):\n    ",
    "oracledb": "import oracledb\n\ndef forget(cur, name, table, other):\n    ",
    "databases": "import databases\n\nasync def forget(database, name):\n    ",
    "records": "import records\n\ndef forget(database: records.Database, name):\n    ",
    "django": "from django.db import connection\n\ndef forget(name):\n"
    "    cur = connection.cursor()\n    ",
    "sqlalchemy": "from sqlalchemy import text\n\ndef forget(session, name):\n    ",
    "clickhouse": "from clickhouse_driver import Client\n\ndef forget(client: Client, name):\n    ",
}


def mended(text: str, **others: str) -> str | None:
    """The text after the fix, `None` where there is none."""
    example = Example("python", text, PATH, "", "")
    project = Project(Overlay(Nothing(), {PATH: text, **others}))
    for finding in judge_example(InterpolatedCondition, example):
        made = fix(finding, text, project)
        if made is None:
            return None
        assert not made.safe
        text = applied(text, made.edits)
        compile(text, PATH, "exec")
        return text
    raise AssertionError("nothing is found")


@pytest.mark.parametrize(
    ("library", "before", "after"),
    [
        (
            "sqlite3",
            """cur.execute(f"DELETE FROM users WHERE name = '{name}'")""",
            """cur.execute("DELETE FROM users WHERE name = ?", (str(name),))""",
        ),
        (
            "sqlite3",
            """cur.execute("DELETE FROM users WHERE name = '" + name + "'")""",
            """cur.execute("DELETE FROM users WHERE name = ?", (name,))""",
        ),
        (
            "sqlite3",
            """cur.execute(f"DELETE FROM {table} WHERE a = 1 AND id = {name}")""",
            """cur.execute(f"DELETE FROM {table} WHERE a = 1 AND id = ?", (name,))""",
        ),
        (
            "sqlite3",
            """cur.execute("DELETE FROM %s WHERE id = %s" % (table, name))""",
            """cur.execute("DELETE FROM %s WHERE id = ?" % (table,), (name,))""",
        ),
        (
            "sqlite3",
            """cur.execute(f"DELETE FROM users WHERE a = ? AND name = '{name}'", (table,))""",
            """cur.execute("DELETE FROM users WHERE a = ? AND name = ?", (table, str(name)))""",
        ),
        (
            "psycopg",
            """cur.execute(f"DELETE FROM users WHERE m LIKE '%@x' AND name = '{name}'")""",
            """cur.execute("DELETE FROM users WHERE m LIKE '%%@x' AND name = %s", (str(name),))""",
        ),
        (
            "psycopg",
            """cur.execute("DELETE FROM {} WHERE name = '{:>4}'".format(table, name))""",
            """cur.execute("DELETE FROM {} WHERE name = %s".format(table), (f"{name:>4}",))""",
        ),
        (
            "psycopg",
            """cur.execute("DELETE FROM %(t)s WHERE id = %(n)s" % {"t": table, "n": name})""",
            """cur.execute("DELETE FROM %s WHERE id = %%s" % (table,), (name,))""",
        ),
        (
            "asyncpg",
            """await conn.execute(f"DELETE FROM users WHERE name = '{name}' AND id > {other}")""",
            """await conn.execute("DELETE FROM users WHERE name = $1 AND id > $2", name, other)""",
        ),
        (
            "pymysql",
            """cur.execute(f'DELETE FROM users WHERE name = "{name}"')""",
            """cur.execute('DELETE FROM users WHERE name = %s', (str(name),))""",
        ),
        (
            "oracledb",
            """cur.execute(f"DELETE FROM users WHERE name = '{name}' OR id = {other}")""",
            """cur.execute("DELETE FROM users WHERE name = :1 OR id = :2", [str(name), other])""",
        ),
        (
            "databases",
            """await database.execute(f"DELETE FROM users WHERE name = '{name}'")""",
            (
                """await database.execute(\n        "DELETE FROM users WHERE name = :name",\n"""
                """        values={"name": name},\n    )"""
            ),
        ),
        (
            "records",
            """database.query(f"DELETE FROM users WHERE name = '{name}'")""",
            """database.query("DELETE FROM users WHERE name = :name", name=str(name))""",
        ),
        (
            "django",
            """cur.execute(f"DELETE FROM users WHERE name = '{name}'")""",
            """cur.execute("DELETE FROM users WHERE name = %s", [str(name)])""",
        ),
        (
            "sqlalchemy",
            """session.execute(text(f"DELETE FROM t WHERE name = '{name}'"))""",
            """session.execute(text("DELETE FROM t WHERE name = :name"), {"name": str(name)})""",
        ),
        (
            "sqlalchemy",
            """session.execute(text(f"DELETE FROM u WHERE a = :a AND b = '{name}'"), {"a": 1})""",
            (
                """session.execute(text("DELETE FROM u WHERE a = :a AND b = :name"), """
                """{"a": 1, "name": str(name)})"""
            ),
        ),
        (
            "sqlalchemy",
            (
                """statement = text(f"DELETE FROM users WHERE name = '{name}'")\n"""
                """    session.execute(statement)"""
            ),
            (
                """statement = text("DELETE FROM users WHERE name = :name")"""
                """.bindparams(name=str(name))\n    session.execute(statement)"""
            ),
        ),
        (
            "clickhouse",
            """client.execute(f"ALTER TABLE users DELETE WHERE name = '{name}'")""",
            (
                """client.execute(\n        "ALTER TABLE users DELETE WHERE name = %(name)s",\n"""
                """        {"name": str(name)},\n    )"""
            ),
        ),
    ],
)
def test_each_library_takes_values_in_its_own_way(library: str, before: str, after: str) -> None:
    assert mended(HEADS[library] + before + "\n") == HEADS[library] + after + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            """
            cur.execute(
                f"DELETE FROM users WHERE name = '{name}'",
            )
            """,
            """
            cur.execute(
                "DELETE FROM users WHERE name = ?",
                (str(name),),
            )
            """,
        ),
        (
            """
            cur.execute(
                "DELETE FROM users "
                f"WHERE name = '{name}'"
            )
            """,
            """
            cur.execute(
                "DELETE FROM users "
                "WHERE name = ?",
                (str(name),)
            )
            """,
        ),
        (
            '''
            query = f"""
                DELETE FROM users
                 WHERE name = '{name}'
            """
            print(query)
            cur.execute(query)
            ''',
            '''
            query = """
                DELETE FROM users
                 WHERE name = ?
            """
            print(query)
            cur.execute(query, (str(name),))
            ''',
        ),
        (
            """
            query = (
                "DELETE FROM users WHERE name = '" + name + "'"
                + " AND id > " + str(other)
            )
            cur.execute(query)
            """,
            """
            query = (
                "DELETE FROM users WHERE name = ?"
                + " AND id > ?"
            )
            cur.execute(query, (name, other))
            """,
        ),
        (
            """
            cur.execute(f"UPDATE users SET name = '{name}', changed = 1 WHERE id = {other}")
            """,
            """
            cur.execute(
                "UPDATE users SET name = ?, changed = 1 WHERE id = ?",
                (str(name), other),
            )
            """,
        ),
    ],
)
def test_it_is_written_like_what_stands_around(before: str, after: str) -> None:
    head = "import sqlite3\n\n\ndef forget(cur, name, table, other):"
    indent = "\n    "
    given, wanted = (head + dedent(text).rstrip().replace("\n", indent) for text in (before, after))
    assert mended(given + "\n") == wanted + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "def forget(cur, name):\n    cur.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n",
        (
            "import psycopg\nimport sqlite3\n\ndef forget(cur, name):\n"
            "    cur.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n"
        ),
        (
            "import sqlite3\n\ndef forget(cur, name):\n"
            "    cur.execute(f\"DELETE FROM users WHERE day < DATE '{name}'\")\n"
        ),
        (
            "import sqlite3\n\ndef f(cur, a, name):\n"
            "    cur.execute(\"DELETE FROM u WHERE a = '%s' AND b = '%s'\""
            ' % (a, name.replace("\'", "\'\'")))\n'
        ),
        (
            "import sqlite3\n\ndef forget(cur, names):\n"
            '    cur.execute(f"DELETE FROM users WHERE name IN ({names})")\n'
        ),
        (
            "import sqlite3\n\ndef forget(cur, names):\n"
            '    cur.execute("DELETE FROM users WHERE id IN ({})".format(", ".join(names)))\n'
        ),
        (
            "import sqlite3\n\ndef forget(cur, name):\n"
            "    query = f\"DELETE FROM users WHERE name = '{name}'\"\n"
            "    cur.execute(query)\n    other.execute(query)\n"
        ),
        (
            "import sqlite3\n\ndef forget(cur, name):\n"
            "    query = f\"DELETE FROM users WHERE name = '{name}'\"\n"
            "    name = 1\n    cur.execute(query)\n"
        ),
        (
            "import sqlite3\n\ndef forget(cur, name):\n"
            "    cur.executescript(f\"DELETE FROM users WHERE name = '{name}'\")\n"
        ),
        (
            "import sqlite3\n\ndef forget(cur, name, given):\n"
            "    cur.execute(f\"DELETE FROM users WHERE a = ? AND name = '{name}'\", given)\n"
        ),
        (
            "import sqlalchemy\n\ndef forget(connection, name):\n"
            "    connection.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n"
        ),
    ],
)
def test_what_cannot_be_told_for_certain_is_left_alone(text: str) -> None:
    assert mended(text) is None


def test_the_driver_is_the_one_that_the_receiver_comes_from() -> None:
    text = (
        "import psycopg\nimport sqlite3\n\n"
        "def connect():\n    return sqlite3.connect('shop.db')\n\n"
        "def forget(name):\n    with connect() as db:\n"
        "        db.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n"
    )
    after = mended(text)
    assert after is not None
    assert 'db.execute("DELETE FROM users WHERE name = ?", (str(name),))' in after


def test_the_driver_is_the_one_that_the_project_asks_for() -> None:
    text = "def forget(cur, name: str):\n    cur.execute(f\"DELETE FROM u WHERE a = '{name}'\")\n"
    after = mended(text, **{"requirements.txt": "flask==3.1\npsycopg2-binary>=2.9\n"})
    assert after is not None
    assert 'cur.execute("DELETE FROM u WHERE a = %s", (name,))' in after
    both = "[project]\ndependencies = ['psycopg', 'pyodbc']\n"
    assert mended(text, **{"pyproject.toml": both}) is None


def test_a_text_with_a_great_many_statements_is_not_read_for_each_of_them() -> None:
    one = "def f(cur, name):\n    cur.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n\n"
    assert mended("import sqlite3\n\n" + one * 20) is not None
    assert mended("import sqlite3\n\n" + one * 600) is None
