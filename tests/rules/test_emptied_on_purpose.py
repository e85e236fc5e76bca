"""Rows that a function, a command or a file is there to take away, as its name says."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python, sql
from guardrail.model import Level

STORE = """\
import psycopg2

class Store:
    def {name}(self, key):
        cursor = psycopg2.connect(self.url).cursor()
        cursor.execute("{statement}")
"""


@pytest.mark.parametrize(
    ("name", "statement", "expected"),
    [
        ("flush", "DELETE FROM objects", Level.WARNING),
        ("clear_objects", "DELETE FROM objects", Level.WARNING),
        ("delete_objects", "DELETE FROM objects", Level.WARNING),
        ("wipe_db", "DELETE FROM objects", Level.WARNING),
        ("reset_counters", "UPDATE objects SET counter = 0", Level.WARNING),
        ("reload_objects", "DELETE FROM objects", Level.WARNING),
        ("load_objects", "DELETE FROM objects", Level.ERROR),
        ("reload_carts", "DELETE FROM objects", Level.ERROR),
        ("reload", "DELETE FROM objects", Level.ERROR),
        ("delete", "DELETE FROM objects", Level.ERROR),
        ("delete_object", "DELETE FROM objects", Level.ERROR),
        ("clear_cache", "DELETE FROM objects", Level.ERROR),
        ("reset_sync", "UPDATE repo SET sync_status = 'new', synced_at = NULL", Level.WARNING),
        ("reset_sync", "UPDATE repo SET sync_status = 'new', owner = NULL", Level.ERROR),
        ("run_sync", "UPDATE repo SET sync_status = 'new'", Level.ERROR),
        ("reset_password", "UPDATE users SET password = ''", Level.ERROR),
        ("reset", "UPDATE users SET active = false", Level.ERROR),
        ("store", "DELETE FROM objects", Level.ERROR),
    ],
)
def test_a_function_that_says_what_it_empties_is_no_error(
    name: str, statement: str, expected: Level
) -> None:
    code = python(STORE.format(name=name, statement=statement), path="app/store.py")
    rule = "unscoped-update" if statement.startswith("UPDATE") else "unscoped-delete"
    assert level(rule, code) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("clear_messages", Level.WARNING), ("purge", Level.WARNING), ("start", Level.ERROR)],
)
def test_a_function_that_says_that_it_empties_a_queue(name: str, expected: Level) -> None:
    code = (
        f"from celery import Celery\n\napp = Celery()\n\ndef {name}():\n    app.control.purge()\n"
    )
    assert level("unscoped-delete", python(code, path="app/queue.py")) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shop/management/commands/clear_tasks.py", Level.WARNING),
        ("shop/management/commands/clear_carts.py", Level.ERROR),
        ("shop/management/commands/sync.py", Level.ERROR),
        ("shop/management/commands/recalculate_task_times.py", Level.WARNING),
        ("shop/management/commands/recalculate_carts.py", Level.ERROR),
    ],
)
def test_a_command_says_by_its_own_name_what_it_empties(path: str, expected: Level) -> None:
    code = python(
        """\
        from django.core.management.base import BaseCommand
        from shop.models import Task

        class Command(BaseCommand):
            def handle(self, *args, **options):
                Task.objects.all().delete()
        """,
        path=path,
    )
    assert level("unscoped-delete", code) is expected


@pytest.mark.parametrize(
    ("rule", "statement", "expected"),
    [
        ("unscoped-delete", "DELETE FROM page_cache", Level.WARNING),
        ("unscoped-delete", "DELETE FROM shop.cache", Level.WARNING),
        ("unscoped-delete", "DELETE FROM cache.users", Level.ERROR),
        ("unscoped-delete", "DELETE FROM cashiers", Level.ERROR),
        ("unscoped-delete", "DELETE FROM sessions", Level.ERROR),
        ("truncated-table", "TRUNCATE stock_staging", Level.INFO),
        ("truncated-table", "TRUNCATE stock_bool_stage", Level.INFO),
        ("truncated-table", "TRUNCATE stages", Level.ERROR),
        ("truncated-table", "TRUNCATE orders_work", Level.INFO),
        ("truncated-table", "TRUNCATE work_orders", Level.ERROR),
        ("truncated-table", "TRUNCATE stock", Level.ERROR),
        ("truncated-table", "TRUNCATE staging.stock", Level.INFO),
        ("truncated-table", "TRUNCATE public.stock", Level.ERROR),
        ("dropped-table", "DROP TABLE tmp_orders", Level.WARNING),
        ("dropped-table", "DROP TABLE IF EXISTS tmp_orders", Level.WARNING),
        ("dropped-table", "DROP TABLE IF EXISTS orders", Level.ERROR),
        ("dropped-database", "DROP DATABASE shop_test", Level.INFO),
        ("dropped-database", "DROP DATABASE shop_dev", Level.WARNING),
        ("dropped-database", "DROP DATABASE shop_contest", Level.ERROR),
        ("dropped-schema", "DROP SCHEMA scratch CASCADE", Level.INFO),
        ("replaced-table", "CREATE OR REPLACE DATABASE shop_dev CLONE shop", Level.INFO),
        ("replaced-table", "CREATE OR REPLACE DATABASE shop CLONE shop_dev", Level.ERROR),
        ("unscoped-delete", "DELETE FROM shop_dev.core.orders", Level.WARNING),
    ],
)
def test_a_cache_and_work_in_progress_are_no_error(
    rule: str, statement: str, expected: Level
) -> None:
    assert level(rule, sql(statement)) is expected


@pytest.mark.parametrize(
    ("model", "expected"),
    [("DBCache", Level.WARNING), ("PageCache", Level.WARNING), ("Cashier", Level.ERROR)],
)
def test_a_model_says_in_one_word_that_it_is_a_cache(model: str, expected: Level) -> None:
    code = f"""\
        from shop.models import Base

        class {model}(Base):
            @classmethod
            def start(cls, db):
                db.query(cls).delete()
        """
    assert level("unscoped-delete", python(code, path="app/cache.py")) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("db/80-sample-data.sql", Level.WARNING),
        ("db/demo.sql", Level.WARNING),
        ("db/data.sql", Level.ERROR),
        ("db/samplers.sql", Level.ERROR),
    ],
)
def test_samples_are_for_who_has_no_data_yet(path: str, expected: Level) -> None:
    assert level("unscoped-update", sql("UPDATE repo SET name = NULL", path=path)) is expected


def test_a_table_whose_name_says_that_it_passes_goes_quietly() -> None:
    code = 'cursor.execute(f"DROP TABLE {}")'
    told = {
        name: level("dropped-table", python(code.replace("{}", name)))
        for name in ("{temp_table}", "{self._staging}_orders", "{table}", "temp_orders", "{tempo}")
    }
    assert told == {
        "{temp_table}": Level.INFO,
        "{self._staging}_orders": Level.INFO,
        "{table}": Level.ERROR,
        "temp_orders": Level.INFO,
        "{tempo}": Level.ERROR,
    }


@pytest.mark.parametrize(
    ("asked", "loud"),
    [
        ("options.all", Level.INFO),
        ("options['delete_all']", Level.INFO),
        ("options.small", Level.WARNING),
    ],
)
def test_who_asks_for_all_there_is_gets_it(asked: str, loud: Level) -> None:
    code = (
        "from sqlalchemy import delete, true\n\ndef clean(session, options):\n"
        f"    asked = true() if {asked} else User.id == options.user\n"
        "    session.execute(delete(User).where(asked))\n"
    )
    assert level("runtime-scope", python(code)) is loud


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("{'shop': shop}", Level.OFF),
        ("shop=shop", Level.OFF),
        ("", Level.ERROR),
        ("{}", Level.ERROR),
    ],
)
def test_what_is_found_by_something_is_not_all_there_is(asked: str, expected: Level) -> None:
    code = f"def close(shop):\n    for tag in Tag.query.find({asked}):\n        tag.delete()\n"
    assert level("unscoped-delete", python(code, path="app/tags.py")) is expected


@pytest.mark.parametrize(
    ("queue", "expected"),
    [
        ("loadtest.orders.created", Level.INFO),
        ("load-test.orders", Level.INFO),
        ("e2e-payments", Level.INFO),
        ("orders.test", Level.INFO),
        ("orders.created", Level.ERROR),
        ("contest.entries", Level.ERROR),
        ("latest", Level.ERROR),
    ],
)
def test_a_queue_that_is_named_for_tests(queue: str, expected: Level) -> None:
    code = (
        "import pika\n\nchannel = pika.BlockingConnection(PARAMETERS).channel()\n"
        f"channel.queue_purge('{queue}')\n"
    )
    assert level("unscoped-delete", python(code, path="app/queue.py")) is expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("customers_import", Level.INFO),
        ("import_rows", Level.INFO),
        ("import_problems", Level.INFO),
        ("imports", Level.ERROR),
        ("import_jobs", Level.ERROR),
        ("importers", Level.ERROR),
    ],
)
def test_what_is_read_from_a_feed_goes_through_tables_of_its_own(
    table: str, expected: Level
) -> None:
    code = f"cursor.execute('TRUNCATE TABLE {table}')"
    assert level("truncated-table", python(code, path="app/load.py")) is expected


@pytest.mark.parametrize(
    ("models", "expected"),
    [("[ImportRow, ImportProblem]", Level.INFO), ("[ImportRow, Product]", Level.ERROR)],
)
def test_several_tables_are_all_for_work_or_none_is(models: str, expected: Level) -> None:
    code = f"""\
from peewee import PostgresqlDatabase

database = PostgresqlDatabase("catalogue")
database.drop_tables({models})
"""
    assert level("dropped-table", python(code, path="app/load.py")) is expected
