"""Columns whose values an Alembic revision moves elsewhere before it drops them."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import alembic
from guardrail.model import Level

RULE = load().classes["dropped-column"]

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
