"""Rows that are put in anew, written from themselves or of no known table are warned of."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

LOAD = """\
import csv
from shop.models import Naics

def one(code, year):
    {one}

def put(sheet, year):
    for row in sheet:
        one(row[0], year)

def load(path):
    Naics.objects.all().delete()
    for year in {years}:
        with open(f"{{path}}/{{year}}.csv") as file:
            put(csv.reader(file), year)
"""


@pytest.mark.parametrize(
    ("one", "years", "expected"),
    [
        ("Naics.objects.get_or_create(pk=code, year=year)", "(2017, 2022)", Level.WARNING),
        ("Naics.objects.get_or_create(pk=code, year=year)", "range(1976, 2023)", Level.WARNING),
        ("Naics.objects.get_or_create(pk=code, year=year)", "range(10)", Level.ERROR),
        ("Year.objects.get_or_create(pk=code, year=year)", "(2017, 2022)", Level.ERROR),
        ("print(code, year)", "(2017, 2022)", Level.ERROR),
    ],
)
def test_what_a_called_function_writes_anew_is_filled_again(
    one: str, years: str, expected: Level
) -> None:
    example = python(LOAD.format(one=one, years=years))
    assert level("unscoped-delete", example) is expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("rows = make(metadata)", Level.WARNING),
        ("rows = metadata.tables['orders']", Level.ERROR),
        ("rows = Table('orders', metadata)", Level.ERROR),
        ("rows_temp_table = rows = make(metadata)", Level.WARNING),
    ],
)
def test_nobody_is_sure_of_a_table_whose_name_is_not_known(made: str, expected: Level) -> None:
    code = f"from sqlalchemy import Table, delete\n\n{made}\nsession.execute(delete(rows))"
    assert level("unscoped-delete", python(code)) is expected


def test_a_table_that_is_called_temporary_is_emptied_to_be_filled() -> None:
    code = """\
    from sqlalchemy import delete

    children_temp_table = manager(session).create()
    session.execute(delete(children_temp_table))
    """
    assert level("unscoped-delete", python(code)) is Level.INFO


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ('name=Upper("name")', Level.WARNING),
        ('folder=Replace(F("folder"), Value(":/"), Value(""))', Level.WARNING),
        ('name=Upper("title")', Level.ERROR),
        ('name=""', Level.ERROR),
    ],
)
def test_what_is_computed_from_itself_is_written_anew_in_place(
    values: str, expected: Level
) -> None:
    code = f"from shop.models import Item\n\nItem.objects.update({values})"
    assert level("unscoped-update", python(code)) is expected


@pytest.mark.parametrize(
    ("asked", "taken", "expected"),
    [
        ("'KEYS', '*'", "redis.call('DEL', k)", Level.ERROR),
        ("'KEYS', ARGV[1]", "redis.call('DEL', k)", Level.OFF),
        ("'SCAN', c", "redis.call('UNLINK', k)", Level.ERROR),
        ("'SCAN', c, 'MATCH', '*', 'COUNT', 100", "redis.call('DEL', k)", Level.ERROR),
        ("'SCAN', c, 'MATCH', prefix, 'COUNT', 100", "redis.call('DEL', k)", Level.OFF),
        ("'KEYS', '*'", "if redis.call('TTL', k) < 0 then redis.call('DEL', k) end", Level.OFF),
    ],
)
def test_a_script_for_redis_takes_all_keys_where_it_picks_none(
    asked: str, taken: str, expected: Level
) -> None:
    script = f"for _, k in ipairs(redis.call({asked})) do {taken} end"
    code = f"import redis\n\nr = redis.Redis(host='cache.acme.io')\nr.register_script({script!r})"
    assert level("unscoped-delete", python(code)) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("'articles', json.dumps(query)", Level.OFF),
        ("'articles', {'query': {'term': {'plan': 'old'}}}", Level.OFF),
        ("'articles', {'query': {'match_all': {}}}", Level.ERROR),
    ],
)
def test_the_body_of_a_deletion_by_query_may_stand_second(given: str, expected: Level) -> None:
    code = f"""\
    import json
    from elasticsearch import Elasticsearch

    es = Elasticsearch("https://es.acme.io")

    def run(query):
        es.delete_by_query({given})
    """
    found = [level(rule, python(code)) for rule in ("unscoped-delete", "always-true-condition")]
    assert max(found) is expected


def test_an_object_that_a_function_finds_is_no_class() -> None:
    code = """\
    from ming.odm import session
    from forge import model as M

    for chunk in chunked_find(M.Repository):
        for repo in chunk:
            repo.query.update({"$set": {"open": repo.on_disk()}})
    """
    assert level("unscoped-update", python(code)) is Level.OFF


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ("op.bulk_insert(pools, values)", Level.WARNING),
        ("session.bulk_insert_mappings(pools, values)", Level.WARNING),
        ("op.bulk_insert(subnets, values)", Level.ERROR),
    ],
)
def test_a_table_is_filled_again_by_the_name_it_was_emptied_by(
    filled: str, expected: Level
) -> None:
    code = f"""\
    import sqlalchemy as sa
    from alembic import op

    pools = sa.Table("ipampools", sa.MetaData())
    subnets = sa.Table("ipamsubnets", sa.MetaData())

    def fill(session):
        session.execute(pools.delete())
        values = [dict(id=one.id) for one in session.query(subnets)]
        {filled}
    """
    assert level("unscoped-delete", python(code)) is expected


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("UPDATE container_stat SET put_timestamp = ?", Level.WARNING),
        ("UPDATE containers SET put_timestamp = ?", Level.ERROR),
        ("UPDATE users SET incoming_request_count = NULL", Level.WARNING),
        ("UPDATE users SET request_count = 0, mail = ''", Level.ERROR),
        ("UPDATE users SET discount = 0", Level.ERROR),
    ],
)
def test_one_row_of_a_table_and_what_is_counted_are_no_certain_loss(
    update: str, expected: Level
) -> None:
    code = f"def put(conn, at):\n    conn.execute({update!r}, (at,))"
    assert level("unscoped-update", python(code, path="shop/broker.py")) is expected


def test_a_program_that_works_with_any_table_is_warned_of() -> None:
    code = """\
    class Router:
        @classmethod
        def set_distributed(cls, context, distributed):
            context.session.query(cls.db_model).update({"distributed": distributed})
    """
    assert level("unscoped-update", python(code)) is Level.WARNING


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bus/management/commands/purgemessages.py", Level.WARNING),
        ("bus/management/commands/messages.py", Level.ERROR),
    ],
)
def test_a_command_whose_words_nothing_parts_says_what_it_empties(
    path: str, expected: Level
) -> None:
    code = """\
    from django.core.management.base import BaseCommand
    from kombu import Connection, Queue

    class Command(BaseCommand):
        def handle(self, **options):
            queue = Queue("geoserver.events", channel=Connection("amqp://mq.acme.io").channel())
            queue.purge()
    """
    assert level("unscoped-delete", python(code, path=path)) is expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("{config.project}_{view.name}", Level.WARNING),
        ("{schema}.{view.name}", Level.WARNING),
        ("{schema}.users", Level.ERROR),
        ("{prefix}users", Level.ERROR),
        ("users", Level.ERROR),
    ],
)
def test_which_table_it_is_has_to_be_written(table: str, expected: Level) -> None:
    code = f'cursor.execute(f"DELETE FROM {table}")'
    assert level("unscoped-delete", python(code)) is expected
    code = f"cursor.execute(f\"ALTER TABLE {table} DROP PARTITION '2026'\")"
    assert level("dropped-partition", python(code)) is expected
