"""What a function takes away is told at its callers, where all of them are known and say whose."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.definitions import TOLD, Definition
from guardrail.effects import DataChange, Scope
from guardrail.model import EnvironmentKind
from guardrail.stream import Embedded

START = "import psycopg\nconn = psycopg.connect(dsn)\ncur = conn.cursor()\n"
EMPTY = 'def _empty(cur, table):\n    cur.execute(f"TRUNCATE {table}")\n\n'


def told(code: str) -> list[str]:
    """The texts that the code runs, with what isn't known in them as a star."""
    texts = [one.source.text for one in items(START + code) if isinstance(one, Embedded)]
    return [text.replace("gr_hole_0", "*").replace("gr_hole_1", "*") for text in texts]


def test_each_caller_says_which_table_it_is() -> None:
    code = EMPTY + "_empty(cur, 'orders')\n\ndef load():\n    _empty(cur, 'staging.orders')\n"
    assert told(code) == ["TRUNCATE orders", "TRUNCATE staging.orders"]


def test_a_chain_leads_from_the_caller_to_what_is_done() -> None:
    between = "def _reset(table):\n    _empty(cur, table)\n\n_reset('orders')\n"
    (one,) = (one for one in items(START + EMPTY + between) if isinstance(one, Embedded))
    assert [step.label for step in one.source.via] == ["_reset", "_empty", "cur.execute"]
    assert one.source.text == "TRUNCATE orders"


def test_a_list_of_tables_is_a_caller_s_word() -> None:
    code = EMPTY + "WORK = ['tmp_orders', 'tmp_lines']\nfor one in WORK:\n    _empty(cur, one)\n"
    (one,) = (one.source for one in items(START + code) if isinstance(one, Embedded))
    assert [hole.values for hole in one.holes] == [("tmp_orders", "tmp_lines")]


def test_what_a_wrapper_runs_is_told_at_the_callers_of_its_caller() -> None:
    code = (
        "def run(statement):\n    conn.execute(statement)\n\n"
        'def _drop(env):\n    run(f"DROP DATABASE shop_{env.lower()}")\n\n'
        "_drop('Live')\n"
    )
    assert told(code) == ["DROP DATABASE shop_live"]


def test_what_goes_with_it_is_told_with_it() -> None:
    again = EMPTY + '    cur.execute(f"INSERT INTO {table} SELECT * FROM fresh")\n'
    assert told(again + "_empty(cur, 'orders')\n") == [
        "TRUNCATE orders",
        "INSERT INTO orders SELECT * FROM fresh",
    ]


@pytest.mark.parametrize(
    "callers",
    [
        "",
        "def load(table):\n    _empty(cur, table)\n",
        "def load(args):\n    _empty(cur, args.table)\n",
    ],
)
def test_what_no_caller_says_is_told_where_it_is_done(callers: str) -> None:
    assert told(EMPTY + callers) == ["TRUNCATE *"]


@pytest.mark.parametrize(
    "run",
    [
        "schedule.every().day.do(_empty, cur)\n",
        "JOBS = {'empty': _empty}\n",
        "_empty.delay(cur, name)\n",
    ],
)
def test_others_may_run_it_too(run: str) -> None:
    assert told(EMPTY + "_empty(cur, 'orders')\n" + run)[0] == "TRUNCATE *"


def test_a_request_gives_what_it_likes() -> None:
    route = "@app.delete('/tables/<table>')\n" + EMPTY.replace("cur, table", "table")
    assert told(route + "_empty('orders')\n") == ["TRUNCATE *"]


def test_other_modules_may_call_what_is_not_hidden() -> None:
    code = START + EMPTY.replace("_empty", "empty") + "empty(cur, 'orders')\n"
    names = [one.name for one in items(code) if isinstance(one, Definition) and one.does == TOLD]
    assert names == ["empty"]
    script = code + "if __name__ == '__main__':\n    empty(cur, 'orders')\n"
    assert not [one for one in items(script) if isinstance(one, Definition) and one.does == TOLD]


def test_a_flag_that_is_set_holds_nothing_back() -> None:
    code = (
        "from shop.models import Order\n"
        "def _wipe(model, dry_run=True):\n    if dry_run:\n        return\n"
        "    model.objects.all().delete()\n\n"
    )
    (dry,) = (one for one in items(code + "_wipe(Order)\n") if isinstance(one, DataChange))
    (real,) = (
        one for one in items(code + "_wipe(Order, dry_run=False)\n") if isinstance(one, DataChange)
    )
    assert dry.guards and not real.guards


def test_where_it_is_done_may_be_what_the_caller_says() -> None:
    code = "import sqlite3\n\ndef _drop(conn):\n    conn.execute('DROP TABLE users')\n\n"
    calls = "_drop(sqlite3.connect(':memory:'))\n_drop(psycopg.connect(host='db.prod.acme.io'))\n"
    ways = [one for one in items(START + code + calls) if isinstance(one, Embedded)]
    assert {one.source.surroundings.environment.kind for one in ways} == {
        EnvironmentKind.THROWAWAY,
        EnvironmentKind.PRODUCTION,
    }


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ("session.query(User)", Scope.NONE),
        ("session.query(User).filter(User.a == 1)", Scope.FILTERED),
    ],
)
def test_a_query_that_is_handed_on_is_the_caller_s(query: str, scope: Scope) -> None:
    code = "from sqlalchemy.orm import Session\n\ndef remove(query):\n    query.delete()\n\n"
    (one,) = (one for one in items(f"{code}remove({query})\n") if isinstance(one, DataChange))
    assert (one.target, one.scope) == ("User", scope)


def test_a_model_that_is_handed_on_is_the_caller_s() -> None:
    code = (
        "from sqlalchemy import delete\nfrom sqlalchemy.orm import Session\n\n"
        "def _wipe(session: Session, model):\n    session.execute(delete(model))\n\n"
        "_wipe(session, Invoice)\n_wipe(session, models.ImportRow)\n"
    )
    found = [one.target for one in items(code) if isinstance(one, DataChange)]
    assert found == ["Invoice", "ImportRow"]


COMMAND = (
    "import subprocess\n\n"
    "def _clean(place):\n"
    '    subprocess.run(["aws", "s3", "rm", place, "--recursive"], check=True)\n\n'
)


@pytest.mark.parametrize(
    ("callers", "lines"),
    [
        (
            'def nightly(day):\n    made = f"s3://shop/previews/{day}/"\n    _clean(made)\n',
            ["aws s3 rm 's3://shop/previews/*/' --recursive"],
        ),
        ('_clean("s3://shop/")\n', ["aws s3 rm s3://shop/ --recursive"]),
        ("def nightly(place):\n    _clean(place)\n", ["aws s3 rm * --recursive"]),
        ("", ["aws s3 rm * --recursive"]),
    ],
)
def test_so_is_what_a_command_line_takes_away(callers: str, lines: list[str]) -> None:
    assert told(COMMAND + callers) == lines


def test_a_setting_is_what_the_caller_sets_it_to() -> None:
    code = (
        "DAYS = 0\n\ndef tune(days):\n"
        '    cur.execute(f"ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = {days}")\n\n'
        "tune(DAYS)\n"
    )
    assert "ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = 0" in told(code)


@pytest.mark.parametrize(
    "run", ["subprocess.run(['dropdb', '--if-exists', name])", "sh.dropdb('--if-exists', name)"]
)
def test_a_database_that_a_caller_names_is_told_there(run: str) -> None:
    code = f"import sh, subprocess\ndef _drop(name):\n    {run}\n\ndef main(day):\n"
    found = told(code + "    _drop(f'shop_drill_{day}')\n")
    assert found == ["dropdb --if-exists 'shop_drill_*'"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM orders WHERE {where}",
        "UPDATE orders SET open = false WHERE {where}",
        "ALTER TABLE orders DELETE WHERE {where}",
    ],
)
def test_a_whole_condition_is_the_caller_s(statement: str) -> None:
    code = f'def clean(where):\n    cur.execute(f"{statement}")\n\nclean("true")\nclean("id = 7")\n'
    head = statement.removesuffix("{where}")
    assert {f"{head}true", f"{head}id = 7"} <= set(told(code))


@pytest.mark.parametrize(
    ("statement", "given"),
    [
        ("COPY orders TO 'out' (FORMAT parquet, {it})", "OVERWRITE"),
        ("ALTER TABLE orders EXECUTE expire_snapshots(retention_threshold => '{it}')", "0s"),
    ],
)
def test_an_option_that_a_parameter_is_by_default(statement: str, given: str) -> None:
    code = f'def keep(it="{given}"):\n    cur.execute(f"{statement}")\n\nkeep()\n'
    assert statement.format(it=given) in told(code)


METHOD = """
class Orders:
    def __init__(self, conn):
        self.conn = conn

    def remove(self, {}):
        if {}:
            self.conn.execute("DELETE FROM orders")

orders = Orders(conn)
orders.remove({})

if __name__ == "__main__":
    orders.remove({})
"""


@pytest.mark.parametrize(
    ("parameter", "asked", "taken", "other"),
    [
        ("shop=None", "shop is None", "", "7"),
        ("shop=None", "shop is None", "", "Order.shop == shop.id"),
        ("shop=None", "shop is None", "None", 'f"{prefix}-"'),
        ("shop=None", "not shop", "", "'eu'"),
        ("everything=False", "everything", "everything=True", ""),
        ("everything=False", "everything", "True", "False"),
        ("kept=True", "not kept", "kept=False", ""),
        ("mode='some'", "mode == 'all'", "'all'", "'old'"),
    ],
)
def test_a_branch_that_no_caller_takes_does_nothing(
    parameter: str, asked: str, taken: str, other: str
) -> None:
    assert told(METHOD.format(parameter, asked, other, taken)) == ["DELETE FROM orders"]
    assert told(METHOD.format(parameter, asked, other, other)) == []
