"""A survey sees what a project is made of, and a draft says it as a policy."""

from __future__ import annotations

import tomllib

import pytest

from guardrail.policy.draft import draft
from guardrail.policy.read import read_layer
from guardrail.policy.survey import Survey, survey
from guardrail.policy.survey.databases import STRONG, signs_in

from .conftest import Files

DJANGO = {
    "requirements.txt": "Django==5.2\npsycopg[binary]>=3.2  # the driver\n",
    "shop/settings.py": 'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}',
    "shop/orders/migrations/__init__.py": "",
    "shop/orders/migrations/0001_initial.py": "from django.db import migrations",
    "shop/orders/migrations/0002_note.py": "from django.db import migrations",
    "compose.yml": "services:\n  db:\n    image: postgres:15-alpine\n",
    "tests/settings.py": "ENGINE = 'django.db.backends.sqlite3'",
}


def looked_at(files: dict[str, str]) -> Survey:
    return survey(Files(files))


def test_a_django_shop_on_postgres() -> None:
    found = looked_at(DJANGO)
    assert [(d.dialect, d.version) for d in found.databases] == [("postgres", 15)]
    assert found.databases[0].evidence == (
        "compose.yml (image postgres:15-alpine)",
        "requirements.txt (psycopg)",
        "shop/settings.py (postgresql)",
    )
    (folder,) = found.migrations
    assert (folder.path, folder.tool, folder.count) == ("shop/orders/migrations", "Django", 2)
    assert found.frameworks == ("Django",)


@pytest.mark.parametrize(
    ("path", "text", "tool", "folder"),
    [
        ("db/versions/1a2b_x.py", "from alembic import op", "Alembic", "db/versions"),
        ("prisma/migrations/2026_x/migration.sql", "", "Prisma", "prisma/migrations"),
        ("supabase/migrations/2026_x.sql", "", "Supabase", "supabase/migrations"),
        ("sql/V1_2__orders.sql", "", "Flyway", "sql"),
        ("db/20260102_x.sql", "-- migrate:up\n", "dbmate", "db"),
        ("db/000001_x.up.sql", "", "golang-migrate", "db"),
        ("db/00001_x.sql", "-- +goose Up\n", "goose", "db"),
        ("db/migrations/x.sql", "", "SQL files", "db/migrations"),
    ],
)
def test_migrations_are_known_by_their_names_and_marks(
    path: str, text: str, tool: str, folder: str
) -> None:
    (found,) = looked_at({path: text}).migrations
    assert (found.tool, found.path) == (tool, folder)


@pytest.mark.parametrize("path", ["app/versions/text.py", "docs/migrations/0001_notes.py", "x.sql"])
def test_a_name_alone_is_not_enough(path: str) -> None:
    assert looked_at({path: "print(1)"}).migrations == ()


@pytest.mark.parametrize(
    ("path", "text", "dialect", "version"),
    [
        ("docker-compose.yaml", "    image: postgis/postgis:16-3.4", "postgres", 16),
        ("compose.yaml", "    image: timescale/timescaledb:2.17-pg15", "postgres", 15),
        ("compose.yaml", '    image: "docker.io/library/mysql:8.4"', "mysql", 8),
        ("compose.yaml", "    image: mcr.microsoft.com/mssql/server:2022-latest", "tsql", 0),
        (".github/workflows/ci.yml", "        image: mariadb", "mysql", 0),
        ("alembic.ini", "sqlalchemy.url = mysql+pymysql://u:p@db/x", "mysql", 0),
        ("app/config.py", 'URL = "postgresql+asyncpg://localhost/x"', "postgres", 0),
        (".env.example", "DATABASE_URL=sqlite:///x.db", "sqlite", 0),
        ("prisma/schema.prisma", 'provider = "postgresql"', "postgres", 0),
        ("pyproject.toml", 'dependencies = [\n  "oracledb>=2",\n]', "oracle", 0),
        ("requirements/prod.txt", "snowflake_connector_python==3", "snowflake", 0),
    ],
)
def test_a_database_is_known_by_what_names_it(
    path: str, text: str, dialect: str, version: int
) -> None:
    (found,) = looked_at({path: text}).databases
    assert (found.dialect, found.version) == (dialect, version)


def test_sql_that_only_one_dialect_has_speaks_for_it() -> None:
    found = looked_at(
        {"db/migrations/1.sql": "CREATE TABLE t (id int AUTO_INCREMENT) ENGINE=InnoDB"}
    )
    assert [each.dialect for each in found.databases] == ["mysql"]


def test_the_oldest_server_counts_where_several_versions_are_tried() -> None:
    text = "image: postgres:17\n---\n  image: postgres:14\n"
    assert looked_at({"compose.yml": text}).databases[0].version == 14


def test_evidence_never_repeats_a_connection_string() -> None:
    (sign,) = signs_in("app/config.py", 'URL = "postgres://admin:hunter2@db/x"')
    assert sign.evidence == "app/config.py (a connection string)"
    assert sign.weight == STRONG


class TestDraft:
    """The file that `guardrail init` writes."""

    def test_it_says_what_was_found(self) -> None:
        said = read_layer(draft(looked_at(DJANGO)), "guardrail.toml")
        assert said is not None
        assert said.edition == 2026
        assert said.migrations == ("shop/orders/migrations/",)
        assert [(d.dialect, d.version) for d in said.databases] == [("postgres", 15)]

    def test_without_anything_found_it_is_a_policy_too(self) -> None:
        text = draft(Survey())
        assert tomllib.loads(text) == {"edition": 2026}
        assert "No database was recognised" in text

    def test_what_it_shows_in_comments_can_be_switched_on(self) -> None:
        text = draft(Survey())
        shown = [line[2:] for line in text.splitlines() if line.startswith("# ")]
        settings = [line for line in shown if line.startswith("[") or " = " in line]
        said = read_layer("\n".join(settings[:4]), "guardrail.toml")
        assert said is not None
        assert said.report

    def test_a_second_database_is_shown_as_a_comment(self) -> None:
        files = {**DJANGO, "reports/requirements.txt": "duckdb"}
        text = draft(looked_at(files))
        assert "# duckdb: reports/requirements.txt (duckdb)" in text
        said = read_layer(text, "guardrail.toml")
        assert said is not None
        assert len(said.databases) == 1

    @pytest.mark.parametrize("folder", ['"]\nexclude=["**', "new\nline", "*", "back\\slash", "ü"])
    def test_a_hostile_folder_cannot_write_policy(self, folder: str) -> None:
        path = f"{folder}/migrations/1.sql"
        text = draft(looked_at({path: "CREATE EXTENSION x"}))
        said = read_layer(text, "guardrail.toml")
        assert said is not None
        assert said.exclude == ()
        assert all(pattern.startswith(folder) for pattern in said.migrations)
