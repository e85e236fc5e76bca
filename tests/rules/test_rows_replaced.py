"""Rows that a program puts in anew, and tables that it replaces."""

from __future__ import annotations

from textwrap import dedent

import pytest
from judged import level

from guardrail.example import Example, python, sql
from guardrail.model import Level

FILLED = """\
from shop.models import Tag

def sync(session, rows, db):
    {gone}
    {come}
"""


@pytest.mark.parametrize(
    ("gone", "come", "expected"),
    [
        ("Tag.objects.all().delete()", "Tag.objects.bulk_create(rows)", Level.WARNING),
        (
            "Tag.objects.all().delete()",
            "for row in rows: Tag.objects.create(name=row)",
            Level.WARNING,
        ),
        (
            "session.query(Tag).delete()",
            "session.add_all(Tag(name=row) for row in rows)",
            Level.WARNING,
        ),
        ("Tag.objects.all().delete()", "Tag.objects.create(name='admin')", Level.ERROR),
        ("Tag.objects.all().delete()", "Author.objects.bulk_create(rows)", Level.ERROR),
        (
            "Tag.objects.all().delete()",
            "Tag.objects.bulk_create(Tag(name=fake.word()) for _ in range(9))",
            Level.ERROR,
        ),
        ("Tag.objects.bulk_create(rows)", "Tag.objects.all().delete()", Level.ERROR),
        ("Tag.objects.all().delete()", "for row in Tag.objects.all(): row.save()", Level.ERROR),
        ("for tag in Tag.objects.all(): tag.delete()", "for tag in rows: tag.save()", Level.ERROR),
        ("session.execute('DELETE FROM tags')", "session.execute(INSERT, rows)", Level.ERROR),
        (
            "session.execute('DELETE FROM tags')",
            "session.execute('INSERT INTO tags VALUES (:a, :b)', rows)",
            Level.WARNING,
        ),
    ],
)
def test_rows_that_are_replaced_by_the_programs_own_are_no_error(
    gone: str, come: str, expected: Level
) -> None:
    code = python(FILLED.format(gone=gone, come=come), path="app/sync.py")
    assert level("unscoped-delete", code) is expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("TRUNCATE stock; COPY stock FROM STDIN", Level.WARNING),
        ("TRUNCATE stock; INSERT INTO stock VALUES ($1, $2)", Level.WARNING),
        ("TRUNCATE stock; INSERT INTO stock VALUES (1, 'a')", Level.ERROR),
        ("TRUNCATE stock; INSERT INTO stock VALUES ($1, 'nobody', 'a', 0)", Level.ERROR),
        ("TRUNCATE stock CASCADE; COPY stock FROM STDIN", Level.ERROR),
        ("TRUNCATE settings; INSERT INTO settings VALUES (1, 'a')", Level.WARNING),
        ("COPY stock FROM STDIN; TRUNCATE stock", Level.ERROR),
    ],
)
def test_so_they_are_in_a_script(script: str, expected: Level) -> None:
    assert level("truncated-table", sql(script, path="load/stock.sql")) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('"users"', Level.ERROR),
        ("table", Level.WARNING),
        ('f"{schema}_{table}"', Level.WARNING),
        ('f"{schema}_users"', Level.WARNING),
    ],
)
def test_a_table_that_a_caller_names_is_replaced(target: str, expected: Level) -> None:
    code = f"""\
        import pandas as pd

        def load(df: pd.DataFrame, engine, table, schema):
            df.to_sql({target}, engine, if_exists="replace")
        """
    assert level("replaced-table", python(code, path="app/load.py")) is expected


def test_after_a_swap_the_new_name_holds_the_old_rows() -> None:
    text = "ALTER TABLE t SWAP WITH t_new; DROP TABLE t_new"
    swapped = sql(text, dialect="snowflake", given="CREATE TABLE t_new (id int)")
    assert level("dropped-table", swapped) is Level.ERROR
    assert level("renamed-table", swapped) is Level.OFF


def test_columns_that_are_only_known_at_run_time_are_copied_too() -> None:
    code = """
        cursor.execute("CREATE TABLE new_users (id int, name text)")
        cursor.execute(f"INSERT INTO new_users ({names}) SELECT {names} FROM users")
        cursor.execute("DROP TABLE users")
        cursor.execute("ALTER TABLE new_users RENAME TO users")
    """
    assert level("dropped-table", python(dedent(code))) is Level.OFF


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        (
            "unscoped-delete",
            python(
                FILLED.format(
                    gone="gone = Tag.objects.all().delete()",
                    come="count = len(Tag.objects.bulk_create(rows))",
                ),
                path="app/sync.py",
            ),
            Level.WARNING,
        ),
    ],
)
def test_so_they_are_where_their_number_is_kept(
    rule: str, example: Example, expected: Level
) -> None:
    assert level(rule, example) is expected
