"""Databases and tables that go: by whose script, at whose word, under which name."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import Example, python, shell, sql
from guardrail.model import Level


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("scripts/drop_orders.sql", "DROP TABLE orders", Level.WARNING),
        ("scripts/drop_orders.sql", "DROP TABLE users", Level.ERROR),
        ("scripts/clear_all_tables.sql", "DROP TABLE users", Level.WARNING),
        ("scripts/reset.sql", "DROP TABLE users", Level.ERROR),
        ("migrations/0007_drop_orders.sql", "DROP TABLE orders", Level.ERROR),
    ],
)
def test_so_is_a_script_but_no_migration(path: str, text: str, expected: Level) -> None:
    assert level("dropped-table", sql(text, path=path)) is expected


@pytest.mark.parametrize(
    ("path", "command", "expected"),
    [
        ("maintenance/restore", "dropdb shop", Level.WARNING),
        ("maintenance/deploy", "dropdb shop", Level.ERROR),
        ("helpers/postgresql", 'drop_db() {\n  dropdb "$1"\n}', Level.WARNING),
        ("helpers/postgresql", 'start_db() {\n  dropdb "$1"\n}', Level.ERROR),
        ("maintenance/restore-from-dump.sh", "dropdb shop", Level.WARNING),
    ],
)
def test_a_script_or_a_function_that_is_there_to_drop_a_database(
    path: str, command: str, expected: Level
) -> None:
    assert level("dropped-database", shell(command, path=path)) is expected


DRILLED = """\
import os, secrets, subprocess

LIVE = os.environ.get("PGDATABASE", "chessclub")

def drop(database):
    subprocess.run(["dropdb", "--if-exists", database], check=True)

def main():
    name = NAME
    drop(name)
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LIVE", Level.WARNING),
        ('os.environ["PGDATABASE"]', Level.WARNING),
        ('os.environ.get("PGDATABASE", "shop_test")', Level.OFF),
        ('os.environ["TEST_DATABASE"]', Level.OFF),
        ('f"drill_{secrets.token_hex(4)}"', Level.OFF),
        ('f"{LIVE}_drill_{date.today():%F}"', Level.OFF),
    ],
)
def test_a_program_that_a_test_runs_on_whatever_the_environment_names(
    name: str, expected: Level
) -> None:
    example = python(DRILLED.replace("= NAME", f"= {name}"), path="tests/db/drill.py")
    assert level("dropped-database", example) is expected


def test_a_database_is_productions_where_its_variable_says_so() -> None:
    code = 'import subprocess\n\ndef job(PROD_DB):\n    subprocess.run(["dropdb", PROD_DB])\n'
    assert level("dropped-database", python(code, path="tests/db/drill.py")) is Level.ERROR


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        (
            "dropped-database",
            shell("dropdb shop", path="install/ci_install/stop.sh"),
            Level.WARNING,
        ),
        ("dropped-database", shell("dropdb shop", path="install/city/stop.sh"), Level.ERROR),
        (
            "dropped-schema",
            sql("DROP SCHEMA IF EXISTS ctl CASCADE; CREATE SCHEMA ctl"),
            Level.WARNING,
        ),
        ("dropped-schema", sql("DROP SCHEMA ctl CASCADE; CREATE SCHEMA ctl"), Level.ERROR),
        ("dropped-schema", sql("DROP SCHEMA IF EXISTS ctl CASCADE"), Level.ERROR),
        (
            "truncated-table",
            shell("docker exec -e DJANGO_SETTINGS_MODULE=shop.settings.test web manage.py flush"),
            Level.INFO,
        ),
        ("truncated-table", shell("docker exec web manage.py flush --noinput"), Level.ERROR),
    ],
)
def test_what_is_for_ci_or_made_anew_at_once_is_quieter(
    rule: str, example: Example, expected: Level
) -> None:
    assert level(rule, example) is expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("createdb shop\npg_restore -d shop night.dump", Level.WARNING),
        ("createdb shop", Level.ERROR),
        ("createdb other\npg_restore -d other night.dump", Level.ERROR),
        ("pg_restore -d shop night.dump", Level.ERROR),
    ],
)
def test_a_database_that_is_filled_from_a_dump_again(after: str, expected: Level) -> None:
    assert level("dropped-database", shell(f"dropdb shop\n{after}", path="ops/x")) is expected


REFRESHED = """\
from fabric import Connection

HOSTS = {"live": "erp-db-01.example.net", "training": "erp-train-01.example.net"}
TARGET = "WHICH"

def load(target):
    target.sudo("dropdb --if-exists erp", user="postgres")
    target.sudo("createdb -O erp erp", user="postgres")
    target.sudo("pg_restore -d erp /var/tmp/erp.dump", user="postgres")

with Connection(HOST, user="deploy") as target:
    load(target)
"""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ('HOSTS["training"]', Level.INFO),
        ('HOSTS["live"]', Level.ERROR),
        ('"db1.staging.acme.internal"', Level.INFO),
        ('"postgres@db1.qa.acme.internal:22"', Level.INFO),
        ('"db1.prod.acme.internal"', Level.ERROR),
        ('host="db1.prod.acme.internal"', Level.ERROR),
        ('"shop.abcdef.rds.amazonaws.com"', Level.WARNING),
        ('"db1"', Level.WARNING),
    ],
)
def test_a_copy_of_production_is_refreshed_where_the_machine_is_called_so(
    host: str, expected: Level
) -> None:
    assert level("dropped-database", python(REFRESHED.replace("HOST,", f"{host},"))) is expected


RESTORED = """\
import subprocess

DSNS = {
    "production": "postgresql://app@db-prod.internal/shop",
    "staging": "postgresql://app@db-staging.internal/shop",
}

def restore(dump, dsn):
    subprocess.run(["pg_restore", "--clean", "--if-exists", f"--dbname={dsn}", dump], check=True)

if __name__ == "__main__":
    restore("/backups/shop.dump", DSNS["TARGET"])
"""


@pytest.mark.parametrize(
    ("target", "expected"), [("production", Level.ERROR), ("staging", Level.INFO)]
)
def test_where_a_dump_is_put_is_said_by_the_caller(target: str, expected: Level) -> None:
    assert level("dropped-database", python(RESTORED.replace("TARGET", target))) is expected


RESET = """\
import os

from invoke import Exit, task

DATABASES = {
    "local": {"host": "localhost", "name": "orders_dev"},
    "production": {"host": "db.prod.internal", "name": "orders"},
}
RESETTABLE = {SAFE}

@task
def reset(c, env=os.environ.get("APP_ENV", "local")):
    if env not in RESETTABLE:
        raise Exit("not here")
    c.run(f"dropdb --if-exists -h {DATABASES[env]['host']} {DATABASES[env]['name']}")
"""


@pytest.mark.parametrize(
    ("safe", "expected"),
    [
        ('{"local"}', Level.INFO),
        ('["local", "test"]', Level.INFO),
        ('{"local", "staging", "production"}', Level.ERROR),
    ],
)
def test_production_is_kept_away_from_a_call_that_reaches_several_places(
    safe: str, expected: Level
) -> None:
    assert level("dropped-database", python(RESET.replace("{SAFE}", safe))) is expected
