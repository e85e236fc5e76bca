"""Columns and models that go once their values stand elsewhere, and names that others take."""

from __future__ import annotations

import pytest
from judged import RULES, level

from guardrail.engine.examples import judge_example
from guardrail.example import django, python, sql
from guardrail.model import Level

MOVE = """\
def run(apps, schema_editor):
    Old = apps.get_model("shop", "Invoice")
    New = apps.get_model("shop", "Bill")
    for old in Old.objects.all():
        {body}
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("New.objects.create(total=old.total)", Level.WARNING),
        ("New(total=old.total).save()", Level.WARNING),
        ("print(old.total)", Level.ERROR),
        ("old.delete()", Level.ERROR),
        ("New.objects.create(total=old.total); old.delete()", Level.WARNING),
        ("New.objects.create()", Level.ERROR),
    ],
)
def test_a_model_goes_after_its_rows_were_moved(body: str, expected: Level) -> None:
    steps = (
        "migrations.RunPython(run, migrations.RunPython.noop), migrations.DeleteModel('Invoice'),"
    )
    code = MOVE.format(body=body)
    assert level("dropped-table", django(steps, code=code)) is expected
    turned = (
        "migrations.DeleteModel('Invoice'), migrations.RunPython(run, migrations.RunPython.noop),"
    )
    assert level("dropped-table", django(turned, code=code)) is Level.ERROR


def test_where_rows_went_is_said_where_one_model_takes_them_only() -> None:
    steps = (
        "migrations.RunPython(run, migrations.RunPython.noop), migrations.DeleteModel('Invoice'),"
    )
    one = MOVE.format(body="New.objects.create(total=old.total)")
    two = MOVE.format(body="Note = apps.get_model('shop', 'Note'); Note(); New(total=old.total)")
    told = [
        finding.message.partition(", after its rows were ")[2]
        for code in (one, two)
        for finding in judge_example(RULES["dropped-table"], django(steps, code=code))
    ]
    assert told == ["copied to shop_bill", "put elsewhere"]


ALEMBIC = """\
from alembic import op
import sqlalchemy as sa

users = sa.table("users", sa.column("mail"), sa.column("email"))

def upgrade():
    {before}
    op.drop_column("users", "email")
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("pass", Level.ERROR),
        ("op.execute('UPDATE users SET kind = 2 WHERE email')", Level.WARNING),
        ("op.execute('UPDATE users SET kind = 2 WHERE NOT email AND id > 7')", Level.WARNING),
        ("op.execute('UPDATE users SET kind = 2 WHERE email IS NULL')", Level.ERROR),
        ("op.execute('UPDATE users SET kind = 2 WHERE email OR gone')", Level.ERROR),
        ("op.execute('DELETE FROM users WHERE email')", Level.ERROR),
        ("op.execute(users.update().values(mail=users.c.email))", Level.WARNING),
        ("op.execute(users.update().values(mail='email'))", Level.ERROR),
        ("op.execute(users.update().values(email=users.c.mail))", Level.ERROR),
        (
            "for row in op.get_bind().execute('SELECT id, email FROM users'): move(row)",
            Level.WARNING,
        ),
        ("for row in op.get_bind().execute('SELECT id FROM users'): move(row)", Level.ERROR),
    ],
)
def test_a_column_goes_after_the_migration_used_its_values(before: str, expected: Level) -> None:
    code = python(ALEMBIC.format(before=before), path="migrations/versions/0007_a.py")
    assert level("dropped-column", code) is expected


RENAMED = """\
def cast(apps, schema_editor):
    apps.get_model("shop", "Order").objects.update(flag_temp=Cast(F("{read}"), field))
"""


@pytest.mark.parametrize(("read", "expected"), [("flag", Level.WARNING), ("name", Level.ERROR)])
def test_a_column_was_read_under_the_name_that_it_had_before(read: str, expected: Level) -> None:
    migration = django(
        "migrations.RunPython(cast, migrations.RunPython.noop),"
        "migrations.RenameField('order', 'flag', 'flag_old'),"
        "migrations.RenameField('order', 'flag_temp', 'flag'),"
        "migrations.RemoveField('order', 'flag_old'),",
        code=RENAMED.format(read=read),
    )
    assert level("dropped-column", migration) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("ALTER TABLE t RENAME COLUMN flag_new TO flag", Level.INFO),
        ("ALTER TABLE t ADD COLUMN flag boolean", Level.INFO),
        ("ALTER TABLE u RENAME COLUMN flag_new TO flag", Level.WARNING),
        ("SELECT 1", Level.WARNING),
    ],
)
def test_another_column_takes_the_name(then: str, expected: Level) -> None:
    text = (
        "ALTER TABLE t ADD COLUMN flag_new boolean; ALTER TABLE t RENAME COLUMN flag TO flag_old;"
    )
    history = "CREATE TABLE t (flag text); CREATE TABLE u (flag_new text);"
    found = judge_example(RULES["renamed-column"], sql(f"{text} {then}", history=history))
    assert max(f.level for f in found if f.message.startswith("t.flag is")) is expected


def test_a_column_whose_name_another_takes_that_was_filled_before_is_replaced() -> None:
    end = "ALTER TABLE users DROP COLUMN bio; ALTER TABLE users RENAME COLUMN bio_json TO bio;"
    add = "ALTER TABLE users ADD COLUMN bio_json json; "
    fill = "UPDATE users SET bio_json = '{}' WHERE id = 7; "
    assert level("dropped-column", sql(add + fill + end)) is Level.WARNING
    assert level("dropped-column", sql(add + end)) is Level.ERROR
    code = "def drop(table, column):\n    op.drop_column(table, column)\n"
    assert level("dropped-column", python("from alembic import op\n" + code)) is Level.WARNING


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 1;", Level.INFO),
        ("", Level.WARNING),
    ],
)
def test_a_default_for_old_rows_alone_is_a_word(before: str, expected: Level) -> None:
    history = "CREATE TABLE t (id int);" if before else "CREATE TABLE t (c int NOT NULL DEFAULT 1);"
    text = f"{before} ALTER TABLE t ALTER COLUMN c DROP DEFAULT"
    assert level("dropped-default", sql(text, history=history)) is expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [("UUIDType(binary=False)", Level.OFF), ("sa.Text()", Level.WARNING)],
)
def test_a_librarys_type_for_a_uuid_is_one(own: str, expected: Level) -> None:
    code = f"""\
        import sqlalchemy as sa
        from alembic import op
        from sqlalchemy_utils import UUIDType

        def upgrade():
            op.create_table("rules", sa.Column("id", sa.Uuid(), primary_key=True))
            op.create_table(
                "incidents",
                sa.Column("rule", {own}),
                sa.ForeignKeyConstraint(["rule"], ["rules.id"]),
            )
        """
    found = level("mismatched-key-type", python(code, path="migrations/versions/0007_a.py"))
    assert found is expected
