"""What Guardrail says a statement locks and does is what PostgreSQL locks and does."""

from __future__ import annotations

import re

import pg8000.dbapi
import pytest
import servers
from catalog import shape_of
from chain import effects_of, predicted, table_of
from measuring import MODES, Measured, measured, measured_alone, waits_for
from postgres_cases import CASES, Case
from retyping_cases import RETYPING

from guardrail.cost import Cost, Waits, Work
from guardrail.knowledge.databases.postgres.forms import forms_of
from guardrail.knowledge.databases.postgres.locks import INDEXES
from guardrail.names import short

_WORK = list(Work)
_MODES = list(MODES.values())


def _prepared(connection: pg8000.dbapi.Connection, server: servers.Postgres, case: Case) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT count(*) FROM pg_tablespace WHERE spcname = 'spare'")
    if not cursor.fetchone()[0]:
        cursor.execute(f"CREATE TABLESPACE spare LOCATION '{server.tablespace}'")
        cursor.execute("CREATE ROLE someone SUPERUSER")
    cursor.execute("DROP SCHEMA IF EXISTS elsewhere CASCADE")
    cursor.execute("CREATE SCHEMA elsewhere")
    cursor.execute("DROP ACCESS METHOD IF EXISTS heap2")
    for statement in re.split(r"(?<!\\);", case.setup):
        if statement.strip():
            cursor.execute(statement.replace("\\;", ";"))


def _seen(connection: pg8000.dbapi.Connection, server: servers.Postgres, case: Case) -> Measured:
    if case.alone:
        return measured_alone(server, case.statement, case.alone)
    return measured(connection, case.statement)


@pytest.mark.parametrize("case", [*CASES, *RETYPING], ids=lambda case: case.statement)
def test_a_statement_costs_what_the_knowledge_says(
    postgres: servers.Postgres, database: pg8000.dbapi.Connection, case: Case
) -> None:
    if not case.since <= postgres.major <= case.until:
        pytest.skip(f"not a statement of PostgreSQL {postgres.major}")
    _prepared(database, postgres, case)

    def table(name: str):
        return shape_of(database, name)

    effects = effects_of(case.statement)
    names = {
        form.name
        for effect in effects
        for form in forms_of(effect, postgres.major, table(table_of(effect)))
    }
    cost = predicted(effects, postgres.major, table)
    blind = predicted(effects, postgres.major, lambda name: None)
    seen = _seen(database, postgres, case)
    assert case.form in names
    _agree(cost, seen, case)
    _no_better(blind, seen, case)


def _agree(cost: Cost, seen: Measured, case: Case) -> None:
    """The same strongest lock on each table that is named, and none on others.

    A reader's lock isn't told. Where the text doesn't name the table (`DROP INDEX i`), the mode
    alone is compared.
    """
    told = {
        short(lock.table): lock.mode.partition(",")[0]
        for lock in cost.locks
        if lock.mode not in ("ACCESS SHARE", INDEXES)
    }
    locked = {name: mode for name, mode in seen.locks.items() if mode != "ACCESS SHARE"}
    for name in case.also:
        locked.pop(name)
    if "" in told:
        assert set(told.values()) == set(locked.values()), (cost, seen)
    else:
        assert told == locked, (cost, seen)
    if cost.work is not Work.UNKNOWN:
        assert cost.work is seen.work, (cost, seen)


def _no_better(cost: Cost, seen: Measured, case: Case) -> None:
    """Without the table at hand, what is told is never better than what happens."""
    if cost.work is not Work.UNKNOWN:
        assert _WORK.index(cost.work) >= _WORK.index(seen.work), (cost, seen)
    for lock in cost.locks:
        mode = seen.locks.get(short(lock.table), "ACCESS SHARE")
        own = lock.mode.partition(",")[0].removesuffix(" on its index")
        assert _MODES.index(own) >= _MODES.index(mode), (cost, seen)


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.alone], ids=lambda case: case.statement
)
def test_those_wait_who_are_said_to(
    postgres: servers.Postgres, database: pg8000.dbapi.Connection, case: Case
) -> None:
    if not case.since <= postgres.major <= case.until:
        pytest.skip(f"not a statement of PostgreSQL {postgres.major}")
    _prepared(database, postgres, case)
    effects = effects_of(case.statement)
    cost = predicted(effects, postgres.major, lambda name: shape_of(database, name))
    tables = {lock.table or "t": lock.waits for lock in cost.locks}
    watched = {name: waits for name, waits in tables.items() if shape_of(database, name)}
    seen: dict[str, Waits] = {}

    def look() -> None:
        seen.update({name: waits_for(postgres, name) for name in watched})

    measured(database, case.statement, look)
    quiet = (Waits.NOBODY, Waits.SCHEMA_CHANGES)
    for name, waits in watched.items():
        if name in case.through:
            assert list(Waits).index(seen[name]) <= list(Waits).index(cost.waits)
            continue
        assert seen[name] is waits or (seen[name] in quiet and waits in quiet), (name, cost)
