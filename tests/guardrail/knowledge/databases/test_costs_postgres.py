"""What statements cost on PostgreSQL, as rules ask it: no server is needed to say so."""

from __future__ import annotations

import pytest

from guardrail.cost import Cost, Waits, Work
from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.knowledge.databases import cost_of
from guardrail.model import Source
from guardrail.settings import Database, Settings
from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    IndexShape,
    TableShape,
)

USERS = TableShape(
    "users",
    columns=(
        ColumnShape("id", "bigint", nullable=False),
        ColumnShape("email", "varchar(50)", nullable=True),
    ),
    constraints=(
        ConstraintShape(ConstraintKind.FOREIGN_KEY, "fk", ("org",), references="orgs"),
        ConstraintShape(ConstraintKind.CHECK, "c", expression="age IS NOT NULL AND age > 0"),
        ConstraintShape(
            ConstraintKind.CHECK, "d", expression="(phone IS NOT NULL)", validated=False
        ),
    ),
    indexes=(IndexShape("by_email", ("email",)),),
)


def effect(statement: str, dialect: str = "postgres") -> Effect:
    """The one effect of a statement."""
    source = Source(path="x.sql", language="sql", text=f"{statement};\n")
    settings = Settings(databases=(Database(dialect=dialect),))
    (found,) = (item for item in extract(source, settings) if isinstance(item, Effect))
    return found


def cost(statement: str, table: TableShape | None = None, version: int = 0) -> Cost:
    """What the statement costs on PostgreSQL."""
    return cost_of(effect(statement), "postgres", version, table)


def test_an_unknown_dialect_is_taken_for_postgresql() -> None:
    statement = effect("CREATE INDEX i ON users (email)")
    assert cost_of(statement, "", 0, None) == cost_of(statement, "postgres", 18, None)


def test_nothing_is_said_of_a_server_without_facts() -> None:
    assert not cost_of(effect("DROP TABLE users"), "teradata", 0, None).known


@pytest.mark.parametrize(
    ("new", "work"),
    [
        ("varchar(80)", Work.CATALOG),
        ("text", Work.CATALOG),
        ("varchar(20)", Work.REWRITE),
        ("jsonb USING email::jsonb", Work.REWRITE),
    ],
)
def test_the_old_type_decides(new: str, work: Work) -> None:
    assert cost(f"ALTER TABLE users ALTER email TYPE {new}", USERS).work is work


def test_where_the_old_type_is_unknown_the_worst_is_told_and_why() -> None:
    told = cost("ALTER TABLE users ALTER email TYPE text")
    assert told.work is Work.REWRITE
    assert "isn't known" in told.reason


@pytest.mark.parametrize(
    ("column", "version", "work"),
    [
        ("age", 12, Work.CATALOG),
        ("age", 11, Work.SCAN),
        ("id", 11, Work.CATALOG),
        ("email", 18, Work.SCAN),
        ("phone", 18, Work.SCAN),
    ],
)
def test_a_validated_check_spares_the_scan_from_version_12(
    column: str, version: int, work: Work
) -> None:
    told = cost(f"ALTER TABLE users ALTER {column} SET NOT NULL", USERS, version)
    assert told.work is work
    assert told.proved


def test_a_foreign_key_locks_both_tables_and_leaves_readers_alone() -> None:
    told = cost("ALTER TABLE users ADD FOREIGN KEY (org) REFERENCES orgs (id)")
    assert {lock.table: lock.mode for lock in told.locks} == {
        "users": "SHARE ROW EXCLUSIVE",
        "orgs": "SHARE ROW EXCLUSIVE",
    }
    assert told.waits is Waits.WRITES
    assert told.work is Work.SCAN


def test_dropping_a_foreign_key_by_name_locks_the_table_it_is_known_to_refer_to() -> None:
    told = cost("ALTER TABLE users DROP CONSTRAINT fk", USERS)
    assert {lock.table for lock in told.locks} == {"users", "orgs"}


def test_an_index_that_names_no_table_locks_the_one_that_is_given() -> None:
    told = cost("DROP INDEX by_email", USERS)
    assert [lock.table for lock in told.locks] == ["users"]


def test_the_longest_work_and_the_strongest_lock_of_one_action_are_told() -> None:
    told = cost("ALTER TABLE users ADD COLUMN org bigint UNIQUE REFERENCES orgs (id)")
    assert told.work is Work.BUILD
    assert told.waits is Waits.READS_AND_WRITES


def test_a_version_that_nobody_measured_is_not_proved() -> None:
    assert not cost("DROP TABLE users", version=9).proved
    assert cost("DROP TABLE users", version=13).proved
