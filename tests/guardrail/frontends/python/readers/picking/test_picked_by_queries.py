"""By what a query picks that lists users, schemas, databases or tables, which go one by one."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.dropped_database import DroppedDatabase
from guardrail_rules.data_loss.dropped_schema import DroppedSchema

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.frontends.python.readers.picking.queries import picked_by_query
from guardrail.model import Level

OLD = "created < SYSDATE - :days"

QUERIES = [
    (f"SELECT username FROM dba_users WHERE oracle_maintained = 'N' AND {OLD}", ""),
    (f"SELECT username FROM all_users WHERE username <> USER AND {OLD}", ""),
    (f"SELECT username FROM dba_users WHERE username NOT IN ('SYS') AND {OLD}", ""),
    (f"SELECT username FROM dba_users WHERE username LIKE '%' AND {OLD}", ""),
    ("SELECT name FROM sys.databases WHERE create_date < :cutoff", ""),
    ("SELECT datname FROM pg_database WHERE age > interval '7 days'", ""),
    ("SELECT database_name FROM snowflake.account_usage.databases WHERE created < :cutoff", ""),
    (f"SELECT username FROM dba_users WHERE username LIKE 'LAB\\_%' AND {OLD}", "name and age"),
    (f"SELECT username FROM dba_users WHERE {OLD} AND username LIKE 'LAB\\_%'", "name and age"),
    (f"SELECT username FROM dba_users WHERE username LIKE 'CI\\_BUILD\\_%' AND {OLD}", "label"),
    (f"SELECT username FROM dba_users WHERE username LIKE :pattern AND {OLD}", "age"),
    (f"SELECT username FROM dba_users WHERE username IN (:names) AND {OLD}", "age"),
    ("SELECT username FROM dba_users WHERE username LIKE 'LAB\\_%'", "name"),
    ("SELECT username FROM dba_users WHERE oracle_maintained = 'N'", ""),
    # A program's own record of what it has made: what is old there may go.
    (f"SELECT schema_name FROM build_schemas WHERE {OLD}", "age"),
    ("SELECT name FROM previews WHERE created_at < now() - interval '2 days'", "age"),
    ("SELECT partition FROM system.parts WHERE partition < %(cutoff)s", "age"),
]


@pytest.mark.parametrize(("query", "by"), QUERIES)
def test_what_lists_a_whole_server_is_not_picked_by_age(query: str, by: str) -> None:
    assert picked_by_query(query) == by


DROPS = """\
import oracledb

FIND = "SELECT username FROM dba_users WHERE username {asked} AND created < SYSDATE - :days"

def old_users(conn, pattern, days):
    with conn.cursor() as cur:
        cur.execute(FIND, {bound}days=days)
        return [name for (name,) in cur]

def close(conn, name):
    with conn.cursor() as cur:
        cur.execute(f'DROP USER "{{name}}" CASCADE')

conn = oracledb.connect(dsn="ora.shop.example/PDB")
for name in old_users(conn, {pattern!r}, 30):
    close(conn, name)
"""


@pytest.mark.parametrize(
    ("asked", "bound", "pattern", "told"),
    [
        ("<> USER", "", "", Level.ERROR),
        ("NOT LIKE 'SYS%'", "", "", Level.ERROR),
        ("LIKE '%'", "", "", Level.ERROR),
        ("LIKE :pattern", "pattern=pattern, ", "%", Level.ERROR),
        ("LIKE :pattern ESCAPE '!'", "pattern=pattern, ", "SBX!_%", Level.INFO),
        ("LIKE 'LAB!_%' ESCAPE '!'", "", "", Level.INFO),
        ("LIKE 'CI!_%' ESCAPE '!'", "", "", Level.INFO),
    ],
)
def test_users_that_a_query_lists(asked: str, bound: str, pattern: str, told: Level) -> None:
    code = DROPS.format(asked=asked, bound=bound, pattern=pattern)
    found = judge_example(DroppedSchema, python(code))
    assert max((one.level for one in found), default=Level.OFF) is told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT name FROM sys.databases WHERE create_date < ?", Level.ERROR),
        ("SELECT name FROM sys.databases WHERE database_id > 4 AND create_date < ?", Level.ERROR),
        ("SELECT name FROM sys.databases WHERE name LIKE 'pr_%' AND create_date < ?", Level.INFO),
        ("SELECT name FROM ops.loans WHERE expires_at < ?", Level.INFO),
    ],
)
def test_databases_that_a_query_lists(query: str, told: Level) -> None:
    code = f"""\
        import pyodbc

        cur = pyodbc.connect("DSN=shop").cursor()
        for row in cur.execute("{query}", cutoff).fetchall():
            cur.execute(f"DROP DATABASE [{{row.name}}]")
        """
    found = judge_example(DroppedDatabase, python(code))
    assert max((one.level for one in found), default=Level.OFF) is told


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        # "prod" and "private" are like 'pr_%' as well, and "pr_7" alone like 'pr\_%'.
        ("pr_%", "name"),
        ("ci_%", "name"),
        ("pr\\_%", "label"),
        ("pr!_%", "label"),
        ("preview_%", "label"),
        ("tmp_%", "label"),
    ],
)
def test_an_underscore_is_any_letter(pattern: str, by: str) -> None:
    text = f"SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '{pattern}'"
    assert picked_by_query(text) == by
