"""`guardrail schema`: the tables that a project's migrations make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

import pytest

from guardrail.cli import schema
from guardrail.console.options import UsageError

Output = pytest.CaptureFixture[str]


class Project(Protocol):
    """A repository on disk."""

    root: Path

    def write(self, path: str, text: str | bytes = "") -> Path: ...


FIRST = """
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(50) NOT NULL DEFAULT 'none'
);
CREATE UNIQUE INDEX by_email ON users (lower(email)) WHERE id > 7;
"""
SECOND = """
CREATE TABLE orders (id int, who bigint REFERENCES users (id) ON DELETE CASCADE);
ALTER TABLE users ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (id = 1);
CREATE VIEW adults AS SELECT id FROM users;
"""


@pytest.fixture
def shop(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Project:
    """A project with two migrations, the working directory in it."""
    monkeypatch.setenv("GUARDRAIL_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(project.root)
    project.write("migrations/0001_first.sql", FIRST)
    project.write("migrations/0002_second.sql", SECOND)
    return project


def told(capsys: Output, *arguments: str) -> str:
    assert schema.run([*arguments, "--jobs", "1"]) == 0
    return capsys.readouterr().out


class TestText:
    """For people."""

    def test_every_part_of_a_table_is_shown(self, shop: Project, capsys: Output) -> None:
        lines = told(capsys).splitlines()
        assert lines[0] == "migrations (sql): 2 migrations, the last migrations/0002_second.sql"
        at = lines.index("table users")
        assert lines[at + 1].split() == ["id", "bigint", "not", "null"]
        assert lines[at + 2].split() == ["email", "varchar(50)", "not", "null", "default", "'none'"]
        assert "  check positive (id > 0), not validated" in lines
        assert "  unique index by_email (lower(email)) where id > 7" in lines
        assert "  foreign key (who) to users (id) on delete cascade" in lines
        assert "  policy own" in lines
        assert "  row level security on" in lines
        assert "view adults" in lines

    def test_it_says_from_where_it_guesses(self, shop: Project, capsys: Output) -> None:
        shop.write("migrations/0003_third.sql", "ALTER TABLE carts ADD COLUMN x int;\n")
        out = told(capsys)
        assert "  from migrations/0003_third.sql on this is guessed: carts is changed" in out
        assert "table carts  (known in part)" in out

    def test_without_migrations_it_says_so(
        self, project: Project, capsys: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(project.root)
        assert told(capsys) == "no migration history that Guardrail knows is here\n"

    def test_names_reach_the_terminal_escaped(self, shop: Project, capsys: Output) -> None:
        shop.write("migrations/0003_x.sql", 'CREATE TABLE "a\x1b[31m" (id int);\n')
        out = told(capsys)
        assert "\x1b" not in out
        assert "\\x1b" in out


class TestChoice:
    """Which histories, and how much of one."""

    def test_at_a_migration_it_is_as_just_after_it(self, shop: Project, capsys: Output) -> None:
        out = told(capsys, "--at", "migrations/0001_first.sql")
        assert "table users" in out
        assert "table orders" not in out
        assert "1 migration," in out

    def test_what_is_no_migration_has_no_schema(self, shop: Project) -> None:
        shop.write("a.sql", "SELECT 1;\n")
        with pytest.raises(UsageError, match="no step of a migration history"):
            schema.run(["--at", "a.sql"])

    def test_only_the_histories_below_a_path(self, shop: Project, capsys: Output) -> None:
        shop.write("other/migrations/0001_a.sql", "CREATE TABLE a (id int);\n")
        out = told(capsys, "other")
        assert out.startswith("other/migrations (sql)")
        assert "table users" not in out


def test_json_has_everything_in_plain_data(shop: Project, capsys: Output) -> None:
    (history,) = json.loads(told(capsys, "--format", "json"))["histories"]
    assert (history["tool"], history["root"], history["migrations"]) == ("sql", "migrations", 2)
    assert history["guessed_from"] is None
    assert history["views"] == ["adults"]
    orders, users = history["tables"]
    assert orders["constraints"][0]["references"] == "users"
    assert [column["name"] for column in users["columns"]] == ["id", "email"]
    assert users["row_security"] is True


def test_a_secret_in_a_default_is_masked(shop: Project, capsys: Output) -> None:
    secret = "ghp_" + "a1B2" * 9
    shop.write("migrations/0003_x.sql", f"CREATE TABLE t (id text DEFAULT '{secret}');\n")
    assert secret not in told(capsys)
    assert secret not in told(capsys, "--format", "json")
