"""Columns whose values an Alembic revision moves elsewhere before it drops them."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example, alembic
from guardrail.model import Level

RULE = load().classes["dropped-column"]
TABLES = load().classes["dropped-table"]

MOVED = """\
bind = op.get_bind()
shares = sa.Table('shares', sa.MetaData(), autoload_with=bind)
rows = []
for share in bind.execute(shares.select()):
    rows.append({{
        'created_at': share.created_at,
        {filler}
        'host': {value},
    }})
op.bulk_insert(instances, rows)
with op.batch_alter_table('shares') as batch:
    batch.drop_column('host')
"""
FILLER = "\n        ".join(f"'column_{number}': share.column_{number}," for number in range(30))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("share.host", Level.WARNING),
        ('share["host"]', Level.WARNING),
        ("other.host", Level.ERROR),
        ("''", Level.ERROR),
    ],
)
def test_a_column_of_a_row_that_a_loop_reads_lives_on(value: str, expected: Level) -> None:
    example = alembic(MOVED.format(value=value, filler=FILLER))
    assert [one.level for one in judge_example(RULE, example)] == [expected]


def test_what_is_written_into_the_row_is_no_reading() -> None:
    code = """\
    for share in session.execute(select(Share)).scalars():
        share.host = ''
    op.drop_column('shares', 'host')
    """
    assert [one.level for one in judge_example(RULE, alembic(code))] == [Level.ERROR]


REVISION = """\
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session, declarative_base

revision = "2"
down_revision = "1"
Base = declarative_base()


class OldConfig(Base):
    __tablename__ = "Config_old"
    Key = sa.Column(sa.Unicode, primary_key=True)


def move(session):
    {moved}


def upgrade():
    session = Session(bind=op.get_bind())
    move(session)
    op.drop_table("Config_old")
"""


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ("session.add_all(Config(key=c.Key) for c in session.query(OldConfig))", Level.WARNING),
        ("op.bulk_insert(c, session.execute('SELECT k FROM Config_old'))", Level.WARNING),
        ("session.add_all(Config(key=c.Key) for c in session.query(Other))", Level.ERROR),
        ("print(session.query(OldConfig).count())", Level.ERROR),
    ],
)
def test_a_table_whose_rows_are_read_and_written_elsewhere_lives_on(
    moved: str, expected: Level
) -> None:
    example = Example("python", REVISION.format(moved=moved), "migrations/versions/2_config.py")
    assert [one.level for one in judge_example(TABLES, example)] == [expected]


def test_a_table_whose_name_is_not_known_is_no_certain_loss() -> None:
    code = """\
    for table in tables():
        table.drop(op.get_bind())
        op.drop_table(table.name)
    """
    assert {one.level for one in judge_example(TABLES, alembic(code))} == {Level.WARNING}
