"""Migrations, their sections, the client's commands, and comments that speak to Guardrail."""

from __future__ import annotations

import pytest
from reading_sql import items, shown, slice_of

from guardrail.effects import SchemaChange
from guardrail.model import Direction
from guardrail.settings import Settings
from guardrail.stream import Comment, Embedded, Enter, Leave, Reference, Unanalysed


def entered(text: str, path: str, settings: Settings | None = None) -> list[Enter]:
    """The Units that a file opens; each is closed."""
    found = items(text, "postgres", path, settings)
    opened = [item for item in found if isinstance(item, Enter)]
    assert len(opened) == len([item for item in found if isinstance(item, Leave)])
    return opened


@pytest.mark.parametrize(
    ("path", "framework", "direction", "name"),
    [
        ("db/V2__add.sql", "flyway", Direction.UP, "V2__add"),
        ("db/U2__add.sql", "flyway", Direction.DOWN, "U2__add"),
        ("db/0003_x.up.sql", "golang-migrate", Direction.UP, "0003_x.up"),
        ("db/0003_x.down.sql", "golang-migrate", Direction.DOWN, "0003_x.down"),
        ("migrations/2026_x/up.sql", "diesel", Direction.UP, "2026_x"),
        ("prisma/migrations/2026_x/migration.sql", "prisma", Direction.UP, "2026_x"),
        ("app/migrations/0002_x.sql", "sql", Direction.UP, "0002_x"),
    ],
)
def test_files_of_frameworks(path: str, framework: str, direction: Direction, name: str) -> None:
    (unit,) = entered("SELECT 1", path)
    assert (unit.framework, unit.direction, unit.name) == (framework, direction, name)
    assert unit.atomic is None


def test_other_files_are_no_migrations_unless_the_policy_says_so() -> None:
    assert entered("SELECT 1", "queries/x.sql") == []
    assert len(entered("SELECT 1", "queries/x.sql", Settings(migrations=("queries/**",)))) == 1


@pytest.mark.parametrize(
    ("up", "down", "framework"),
    [
        ("-- migrate:up", "-- migrate:down", "dbmate"),
        ("-- +goose Up", "-- +goose Down", "goose"),
        ("-- +migrate Up", "-- +migrate Down", "sql-migrate"),
        ("# --- !Ups", "# --- !Downs", "play"),
        ("-- Up Migration", "-- Down Migration", "node-pg-migrate"),
    ],
)
def test_sections(up: str, down: str, framework: str) -> None:
    text = f"{up}\nCREATE TABLE a (id int)\n{down}\nDROP TABLE a;\n"
    dialect = "mysql" if up.startswith("#") else "postgres"
    found = items(text, dialect, "db/migrations/2_x.sql")
    units = [item for item in found if isinstance(item, Enter)]
    assert [(unit.framework, unit.direction) for unit in units] == [
        (framework, Direction.UP),
        (framework, Direction.DOWN),
    ]
    kinds = [type(item).__name__ for item in found]
    assert kinds == ["Enter", "SchemaChange", "Leave", "Enter", "SchemaChange", "Leave"]


def test_whether_a_tool_opens_a_transaction() -> None:
    (up, _) = entered("-- migrate:up transaction:false\n-- migrate:down\n", "db/migrations/1.sql")
    assert up.atomic is False
    (up,) = entered("-- +goose Up\nSELECT 1;", "db/1.sql")
    assert up.atomic is True
    (up,) = entered("-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;", "db/1.sql")
    assert up.atomic is False


def test_the_first_migration_starts_from_nothing() -> None:
    assert entered("", "migrations/0001_initial.sql")[0].initial
    assert not entered("", "migrations/0011_more.sql")[0].initial


def test_a_file_that_is_run_is_referred_to() -> None:
    found = items("\\i db/other.sql\n\\ir other.sql\n", path="db/all.sql")
    assert [item.path for item in found if isinstance(item, Reference)] == ["db/other.sql"] * 2


@pytest.mark.parametrize("path", ["/etc/x.sql", "../../x.sql", ":file"])
def test_a_file_outside_the_project_is_told(path: str) -> None:
    (item,) = items(f"\\i {path}\n")
    assert isinstance(item, Unanalysed)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("postgres", "\\! rm -rf /"),
        ("mysql", "system rm -rf /"),
        ("sqlite", ".shell rm -rf /"),
        ("oracle", "HOST rm -rf /"),
        ("tsql", "!!rm -rf /"),
    ],
)
def test_a_shell_command_is_handed_on(dialect: str, text: str) -> None:
    (item,) = items(text, dialect)
    assert isinstance(item, Embedded)
    assert (item.source.language, item.source.text) == ("shell", "rm -rf /")
    assert slice_of(text, item.source.span(0, 6)) == "rm -rf"


def test_running_the_result_of_a_query_is_told() -> None:
    (item,) = items("SELECT 'DROP TABLE x' \\gexec\n")
    assert isinstance(item, Unanalysed)


def test_remarks_bind_the_statement_below_around_or_before_them() -> None:
    text = (
        '-- guardrail: allow[a] reason="x"\nDROP TABLE a;\n'
        "DROP TABLE b; -- guardrail: allow[b]\n"
        "DROP /* guardrail: allow[c] */ TABLE c;\n"
        "-- nothing\n"
    )
    found = [item for item in items(text) if isinstance(item, Comment)]
    assert [(item.text, slice_of(text, item.binds)[-7:]) for item in found] == [
        ('allow[a] reason="x"', "TABLE a"),
        ("allow[b]", "TABLE b"),
        ("allow[c]", "TABLE c"),
    ]


def test_remarks_in_a_body_bind_the_statement_there() -> None:
    text = "DO $$ BEGIN\n  -- guardrail: allow[x]\n  DROP TABLE a;\nEND $$"
    (remark,) = [item for item in items(text) if isinstance(item, Comment)]
    (drop,) = [item for item in items(text) if isinstance(item, SchemaChange)]
    assert remark.binds.contains(drop.span)


def test_a_remark_in_a_string_is_none() -> None:
    assert [shown(item) for item in items("SELECT '-- guardrail: allow[x]'")] == []
