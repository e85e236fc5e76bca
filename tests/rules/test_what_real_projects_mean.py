"""Harm that only looked like one in projects that nobody here wrote, beside what is one."""

from __future__ import annotations

import base64

import pytest
from judged import level

from guardrail.example import Example, python
from guardrail.model import Level

UPDATE = """\
import sqlalchemy as sa
from app.models import User

def go(session, logs, users):
    session.execute(sa.update({0}).where({1}).values(seen=True))
"""


@pytest.mark.parametrize(
    ("table", "condition", "expected"),
    [
        ("logs", "logs.c.id.is_not(None)", Level.ERROR),
        ("users", "users.c.user_id.is_not(None)", Level.ERROR),
        ("User", "User.pk.isnot(None)", Level.ERROR),
        # a reference to another row, which many haven't
        ("logs", "logs.c.step_run_id.is_not(None)", Level.OFF),
        ("User", "User.boss_id.is_not(None)", Level.OFF),
        ("User", "User.paid.is_not(None)", Level.OFF),
    ],
)
def test_a_reference_may_be_null_and_a_key_is_not(
    table: str, condition: str, expected: Level
) -> None:
    code = python(UPDATE.format(table, condition))
    assert level("always-true-condition", code) is expected


def _key(secret: bytes) -> str:
    body = base64.b64encode(b"\x30\x3e\x02\x01\x00\x04\x39" + secret.ljust(57, b"\xa7"))
    return f"-----BEGIN PRIVATE KEY-----\n{body.decode()}\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        (bytes(range(30, 87)), Level.ERROR),
        (bytes(48), Level.OFF),
    ],
)
def test_a_key_whose_number_is_nought_opens_nothing(secret: bytes, expected: Level) -> None:
    assert level("private-key-written", python(f'KEY = b"""{_key(secret)}"""')) is expected


DJANGO = (
    'from django.core.management import call_command\ndef go(app):\n    call_command("migrate", '
)
SNOWFLAKE = (
    "import snowflake.connector\ndef go(path):\n    con = snowflake.connector.connect()\n"
    "    con.cursor().execute({0})\n"
)
UPDATED = 'import psycopg\npsycopg.connect("service=a").execute("UPDATE {0} SET theme = 1")\n'


@pytest.mark.parametrize(
    ("rule", "code", "expected"),
    [
        ("dropped-table", python(f'{DJANGO}"shop", "zero")\n'), Level.ERROR),
        ("dropped-table", python(f'{DJANGO}app, "zero")\n'), Level.WARNING),
        (
            "destroyed-resource",
            python(SNOWFLAKE.format('"REMOVE @exports/invoices/"')),
            Level.ERROR,
        ),
        ("destroyed-resource", python(SNOWFLAKE.format('f"REMOVE {path}"')), Level.WARNING),
        ("unscoped-update", python(UPDATED.format("user_settings")), Level.ERROR),
        ("unscoped-update", python(UPDATED.format("server_settings")), Level.WARNING),
    ],
)
def test_what_somebody_says_when_the_program_runs(
    rule: str, code: Example, expected: Level
) -> None:
    assert level(rule, code) is expected


def test_a_table_that_is_handed_over_is_nobodys_here() -> None:
    code = "from pyiceberg.expressions import AlwaysTrue\n{0}.delete(delete_filter=AlwaysTrue())\n"
    given = "from pyiceberg.expressions import AlwaysTrue\nfrom pyiceberg.table import Table\n\n\n"
    given += "def truncate(table: Table):\n    table.delete(delete_filter=AlwaysTrue())\n"
    known = code.format('load_catalog("prod").load_table("shop.orders")')
    known = "from pyiceberg.catalog import load_catalog\n" + known
    assert level("always-true-condition", python(known)) is Level.ERROR
    assert level("always-true-condition", python(given)) is Level.WARNING


UNPACKED = """\
import tarfile
from app.names import TOC

def restore(path, names, folder):
    with tarfile.open(path) as tar:
        {0}
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("tar.extractall(folder)", True),
        ("tar.extract(names[0], path=folder)", True),
        ("for one in tar:\n            tar.extract(one, path=folder)", True),
        ("tar.extract(TOC, path=folder)", False),
        ("tar.extract('toc.json', path=folder)", False),
    ],
)
def test_one_file_that_the_program_names(line: str, told: bool) -> None:
    found = level("unfiltered-archive", python(UNPACKED.format(line)))
    assert (found > Level.OFF) is told


@pytest.mark.parametrize(
    ("address", "told"),
    [("http://host:port@evil.com/", False), ("http://admin:port9@evil.com/", True)],
)
def test_an_address_that_shows_how_addresses_are_written(address: str, told: bool) -> None:
    found = level("connection-string-password", python(f'URL = "{address}"\n'))
    assert (found > Level.OFF) is told


STORE = """\
import psycopg

class Store:
    def update(self, config, tables_to_delete, tables_to_keep):
        con = psycopg.connect(config.url)
        for table in {0}:
            con.execute(f"{1}")
"""
DROP = "DROP TABLE {config.project}_{table.name}"


@pytest.mark.parametrize(
    ("listed", "said", "expected"),
    [
        ("tables_to_delete", DROP, Level.WARNING),
        ("tables_to_keep", DROP, Level.ERROR),
        ("tables_to_delete", "DROP TABLE {config.project}_orders", Level.ERROR),
        ("config.tables", DROP, Level.ERROR),
        ("list_tables(tables_to_delete)", DROP, Level.ERROR),
    ],
)
def test_what_the_caller_says_is_to_go(listed: str, said: str, expected: Level) -> None:
    assert level("dropped-table", python(STORE.format(listed, said))) is expected


@pytest.mark.parametrize(
    ("given", "expected"), [('["orders", "customers"]', Level.ERROR), ("gone(old)", Level.WARNING)]
)
def test_a_list_of_tables_that_is_written_out_is_the_programs_own(
    given: str, expected: Level
) -> None:
    code = f"""\
import psycopg

con = psycopg.connect("postgresql://db.acme.io/shop")

def update(tables_to_delete):
    for table in tables_to_delete:
        con.execute(f"DROP TABLE {{table}}")

update({given})
"""
    assert level("dropped-table", python(code)) is expected
