"""What gives a database or a migration tool away: names of engines, drivers, images, files.

Names are those of the packages, images and schemes themselves, as their registries list them.
"""

from __future__ import annotations

import re

from msgspec import Struct

SCHEMES: dict[str, str] = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "postgis": "postgres",
    "cockroachdb": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "mssql": "tsql",
    "oracle": "oracle",
    "snowflake": "snowflake",
    "bigquery": "bigquery",
    "redshift": "redshift",
    "clickhouse": "clickhouse",
    "duckdb": "duckdb",
}
"""URL schemes and Django or Prisma engine names, by what they begin with."""

DRIVERS: dict[str, str] = {
    "psycopg": "postgres",
    "psycopg2": "postgres",
    "psycopg2-binary": "postgres",
    "psycopg-binary": "postgres",
    "asyncpg": "postgres",
    "pg8000": "postgres",
    "mysqlclient": "mysql",
    "pymysql": "mysql",
    "aiomysql": "mysql",
    "asyncmy": "mysql",
    "mysql-connector-python": "mysql",
    "pymssql": "tsql",
    "mssql-django": "tsql",
    "oracledb": "oracle",
    "cx-oracle": "oracle",
    "snowflake-connector-python": "snowflake",
    "snowflake-sqlalchemy": "snowflake",
    "google-cloud-bigquery": "bigquery",
    "redshift-connector": "redshift",
    "clickhouse-driver": "clickhouse",
    "clickhouse-connect": "clickhouse",
    "duckdb": "duckdb",
}
"""Python packages that talk to one kind of database."""

FRAMEWORKS: dict[str, str] = {
    "django": "Django",
    "alembic": "Alembic",
    "sqlalchemy": "SQLAlchemy",
    "flask-sqlalchemy": "SQLAlchemy",
    "sqlmodel": "SQLModel",
    "peewee": "Peewee",
    "tortoise-orm": "Tortoise ORM",
    "pandas": "pandas",
}
"""Python packages that Guardrail knows how to read."""

IMAGES: dict[str, str] = {
    "postgres": "postgres",
    "postgis/postgis": "postgres",
    "pgvector/pgvector": "postgres",
    "timescale/timescaledb": "postgres",
    "supabase/postgres": "postgres",
    "cockroachdb/cockroach": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "percona": "mysql",
    "mcr.microsoft.com/mssql/server": "tsql",
    "gvenzl/oracle-free": "oracle",
    "clickhouse/clickhouse-server": "clickhouse",
}
"""Container images of database servers."""

OWN_VERSION = frozenset({"postgres", "postgis/postgis", "mysql", "mariadb"})
"""Images whose tag begins with the server's own version."""

WORDS_OF_SQL: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "postgres",
        re.compile(
            r"(?i)\bplpgsql\b|\b(?:big|small)?serial\b|\bjsonb\b|\btimestamptz\b|\bbytea\b"
            r"|::[a-z]|\$\$|\bcreate extension\b|\bconcurrently\b"
        ),
    ),
    ("mysql", re.compile(r"(?i)\bengine\s*=\s*\w|\bauto_increment\b|`\w+`|\bunsigned\b")),
    ("sqlite", re.compile(r"(?i)\bautoincrement\b|\bpragma\s+\w+|\bwithout rowid\b")),
    ("tsql", re.compile(r"(?im)\bnvarchar\b|\[dbo\]|^go\s*$|\bidentity\s*\(\s*1")),
)
"""Words that one dialect alone has."""


class Tool(Struct, frozen=True):
    """A migration tool, and what the paths of its migrations look like.

    `path` finds a migration and, as `at`, the folder it stands in. `mark`, where there is one, must
    stand in its text.
    """

    name: str
    path: re.Pattern[str]
    mark: str = ""


TOOLS: tuple[Tool, ...] = (
    Tool("Django", re.compile(r"(?P<at>(?:.*/)?migrations)/\d{4}_\w+\.py\Z"), "django"),
    Tool("Alembic", re.compile(r"(?P<at>(?:.*/)?versions)/\w+\.py\Z"), "alembic"),
    Tool("Prisma", re.compile(r"(?P<at>(?:.*/)?prisma/migrations)/[^/]+/migration\.sql\Z")),
    Tool("Supabase", re.compile(r"(?P<at>(?:.*/)?supabase/migrations)/\d+_[^/]+\.sql\Z")),
    Tool("Flyway", re.compile(r"(?P<at>(?:.*/)?[^/]+)/[VU]\d+(?:[._]\d+)*__[^/]+\.sql\Z")),
    Tool("dbmate", re.compile(r"(?P<at>(?:.*/)?[^/]+)/\d{8,}_[^/]+\.sql\Z"), "migrate:up"),
    Tool("golang-migrate", re.compile(r"(?P<at>(?:.*/)?[^/]+)/\d+_[^/]+\.up\.sql\Z")),
    Tool("goose", re.compile(r"(?P<at>(?:.*/)?[^/]+)/\d+_[^/]+\.sql\Z"), "+goose Up"),
    Tool("SQL files", re.compile(r"(?P<at>(?:.*/)?(?:migrations?|migrate))/[^/]+\.sql\Z")),
)
"""The first that fits a path counts."""
