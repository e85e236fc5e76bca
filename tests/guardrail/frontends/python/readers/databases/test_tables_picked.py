"""Tables and partitions dropped one after the other: all there are, or those that a look picks."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects.guarding import is_withheld
from guardrail.stream import Embedded

START = "import psycopg\ncur = psycopg.connect(dsn).cursor()\n"


def withheld(code: str) -> bool:
    """Whether all that is dropped in code was picked by a name, a label or an age."""
    texts = [one.source for one in items(START + code) if isinstance(one, Embedded)]
    drops = [one for one in texts if "DROP" in one.text]
    assert drops
    return all(is_withheld(one.surroundings.guards) for one in drops)


@pytest.mark.parametrize(
    ("condition", "picked"),
    [
        ("if not name.startswith('scratch_'):\n        continue", True),
        ("if date.fromisoformat(name) > cutoff:\n        continue", True),
        ("if name.startswith('pg_'):\n        continue", False),
        ("if name in KEPT:\n        continue", False),
        ("print(name)", False),
    ],
)
@pytest.mark.parametrize("drop", ["DROP TABLE {name}", "ALTER TABLE visits DROP PARTITION {name}"])
def test_a_condition_in_the_loop_picks(condition: str, picked: bool, drop: str) -> None:
    code = f"for name in names():\n    {condition}\n    cur.execute(f'{drop}')\n"
    assert withheld(code) is picked


@pytest.mark.parametrize(
    ("where", "picked"),
    [
        ("tablename LIKE 'tmp_%'", True),
        ("tablename ~ '^tmp_'", True),
        ("created_at < now() - interval '90 days'", True),
        ("schemaname = 'public'", False),
        ("tablename NOT LIKE 'pg_%'", False),
        ("tablename LIKE '%'", False),
        ("tablename REGEXP '^tmp_[0-9]+$'", True),
        ("tablename NOT RLIKE 'tmp_.*'", False),
        ("starts_with(tablename, 'tmp_')", True),
        ("reltuples > 0", False),
        ("created_at > now() - interval '90 days'", False),
        ("update_time > '2020-01-01'", False),
        ("now() - created_at > interval '90 days'", True),
        ("age(now(), created_at) > interval '90 days'", True),
    ],
)
@pytest.mark.parametrize(
    "loop",
    [
        "cur.execute({query})\nfor (name,) in cur.fetchall():\n",
        "cur.execute({query})\nfor (name,) in cur:\n",
        "cur.execute({query})\nnames = [one for (one,) in cur]\nfor name in names:\n",
        "cur.execute({query})\nnames = [row[0] for row in cur.fetchall()]\nfor name in names:\n",
        "for (name,) in cur.execute({query}):\n",
    ],
)
def test_the_query_picks_that_lists_what_there_is(where: str, picked: bool, loop: str) -> None:
    query = f'"SELECT tablename FROM pg_tables WHERE {where}"'
    code = loop.format(query=query) + "    cur.execute(f'DROP TABLE {name}')\n"
    assert withheld(code) is picked


@pytest.mark.parametrize(
    ("asked", "picked"),
    [
        ("BUILD.fullmatch(name)", True),
        ("re.match(r'run_\\d+$', name)", True),
        ("RUN_DB.search(name)", True),
        ("not RUN_DB.search(name)", False),
        ("NAME.match(name)", False),
        ("UNKNOWN.match(name)", False),
        ("re.fullmatch(r'[a-z_]+', name)", False),
        ("name not in SYSTEM", False),
        ("pattern", False),
    ],
)
def test_a_helper_drops_what_its_caller_picked(asked: str, picked: bool) -> None:
    code = (
        "BUILD = re.compile(r'ci_run_\\d+')\nRUN_DB = re.compile('^(?:test|ci)_')\n"
        "NAME = re.compile(r'^[A-Z][A-Z0-9_]{2,29}$')\n"
        "def listed():\n"
        "    cur.execute('SHOW DATABASES')\n"
        f"    return [name for name in (row[0] for row in cur.fetchall()) if {asked}]\n"
        "def drop(name):\n"
        "    cur.execute('DROP DATABASE `%s`' % name.replace('`', '``'))\n"
        "for one in listed():\n"
        "    drop(one)\n"
    )
    assert withheld(code) is picked


@pytest.mark.parametrize(
    ("where", "bound", "picked"),
    [
        ("partition < %(cutoff)s", "{'cutoff': cutoff}", True),
        ("min_time < :border", "{'border': then}", True),
        ("shard > %(number)s", "{'number': 1}", False),
        ("tablename LIKE %s", "('tmp_%',)", True),
        ("tablename LIKE %(like)s", "{'like': 'load_%'}", True),
        ("tablename NOT LIKE %s", "('pg_%',)", False),
        ("tablename LIKE %s", "(asked,)", False),
        ("schemaname = 'scratch'", "()", True),
        ("schemaname != 'scratch'", "()", False),
    ],
)
def test_a_query_picks_by_what_is_bound_to_it(where: str, bound: str, picked: bool) -> None:
    code = (
        f'rows = cur.execute("SELECT tablename FROM pg_tables WHERE {where}", {bound})\n'
        "for (name,) in rows:\n    cur.execute(f'DROP TABLE {name}')\n"
    )
    assert withheld(code) is picked


@pytest.mark.parametrize("where", ["LIKE 'preview_%'", "NOT LIKE 'pg_%'"])
@pytest.mark.parametrize(
    "name", ["Identifier(name)", "sql.Identifier(name)", "sql.Identifier('public', name)"]
)
def test_a_name_that_is_quoted_by_the_driver_is_followed_as_well(where: str, name: str) -> None:
    code = (
        "from psycopg import sql\nfrom psycopg.sql import Identifier\n"
        f'cur.execute("SELECT t FROM x WHERE t {where}")\n'
        "for (name,) in cur.fetchall():\n"
        f"    cur.execute(sql.SQL('DROP TABLE {{}}').format({name}))\n"
    )
    assert withheld(code) is where.startswith("LIKE")
