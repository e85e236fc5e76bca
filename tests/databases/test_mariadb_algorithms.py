"""How Guardrail says a change is carried out is the best that MariaDB accepts for it."""

from __future__ import annotations

import pymysql
import pytest
import servers
from chain import effects_of
from mariadb_cases import CASES, SETUP, Case

from guardrail.cost import Cost, Waits, Work
from guardrail.effects import SchemaChange
from guardrail.knowledge.databases import cost_of
from guardrail.knowledge.databases.mariadb import FACTS, MEASURED, UNPROVED
from guardrail.knowledge.databases.mysql.forms import forms_of
from guardrail.knowledge.databases.worst import worst
from guardrail.shapes import ColumnShape, TableShape

ALGORITHMS = ("INSTANT", "NOCOPY", "INPLACE", "COPY")
LOCKS = ("NONE", "SHARED", "EXCLUSIVE")
_WAITS = {
    "NONE": Waits.SCHEMA_CHANGES,
    "SHARED": Waits.WRITES,
    "EXCLUSIVE": Waits.READS_AND_WRITES,
}
_WORK = {
    "INSTANT": (Work.CATALOG,),
    "NOCOPY": (Work.CATALOG, Work.BUILD),
    "INPLACE": (Work.BUILD, Work.REWRITE),
    "COPY": (Work.REWRITE,),
}
Connection = pymysql.connections.Connection


def _prepared(maria: Connection, case: Case) -> None:
    with maria.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS t, u, k, parent")
        for statement in [*SETUP.split(";\n"), *([case.setup] if case.setup else [])]:
            cursor.execute(statement)


def _accepted(maria: Connection, case: Case) -> tuple[str, str]:
    """The first of the algorithms and locks, best first, that the server doesn't refuse."""
    comma = "" if case.statement.startswith("CREATE") else ","
    for algorithm in ALGORITHMS:
        for lock in LOCKS:
            try:
                with maria.cursor() as cursor:
                    cursor.execute(
                        f"{case.statement}{comma} ALGORITHM={algorithm}{comma} LOCK={lock}"
                    )
            except pymysql.Error:
                continue
            return algorithm, lock
    raise AssertionError(f"refused: {case.statement}")


def _shape(maria: Connection, table: str) -> TableShape:
    with maria.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, column_type, is_nullable FROM information_schema.columns"
            " WHERE table_schema = 'work' AND table_name = %s",
            (table,),
        )
        columns = tuple(ColumnShape(name, kind, null == "YES") for name, kind, null in cursor)
    return TableShape(table, columns)


def _told(effects: list[SchemaChange], maria: Connection | None) -> Cost:
    return worst(
        [
            cost_of(each, "mariadb", MEASURED, _shape(maria, each.table) if maria else None)
            for each in effects
        ]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.statement)
def test_a_change_is_carried_out_as_the_knowledge_says(
    mariadb: servers.MariaDB, maria: Connection, case: Case
) -> None:
    if mariadb.version != (10, 11):
        pytest.skip(f"what is known is MariaDB 10.11's, this one is {mariadb.version}")
    _prepared(maria, case)
    effects = [
        each for each in effects_of(case.statement, "mysql") if isinstance(each, SchemaChange)
    ]
    names = {form.name for each in effects for form in forms_of(each, _shape(maria, each.table))}
    cost, blind = _told(effects, maria), _told(effects, None)
    algorithm, lock = _accepted(maria, case)
    assert case.form in names
    assert cost.waits is _WAITS[lock], (cost, algorithm, lock)
    assert cost.work in _WORK[algorithm], (cost, algorithm, lock)
    assert list(Waits).index(blind.waits) >= list(Waits).index(cost.waits)
    assert list(Work).index(blind.work) >= list(Work).index(cost.work)


@pytest.mark.parametrize("form", sorted(set(FACTS) - UNPROVED))
def test_every_proved_form_was_run(form: str) -> None:
    assert form in {case.form for case in CASES}
