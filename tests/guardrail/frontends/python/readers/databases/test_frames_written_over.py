"""A frame is written over a table wherever the code shows a way on which it is."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, SchemaChange, Scope
from guardrail.model import Confidence


def replaced(code: str) -> list[tuple[str, Confidence]]:
    """The tables that a program replaces, and how surely."""
    return [(one.table, one.confidence) for one in items(code) if isinstance(one, SchemaChange)]


@pytest.mark.parametrize(
    ("code", "confidence"),
    [
        ('frame.to_sql("users", db, if_exists="replace")', Confidence.HIGH),
        ('how = "replace"\nframe.to_sql("users", db, if_exists=how)', Confidence.HIGH),
        (
            'def save(frame, how="replace"):\n    frame.to_sql("users", db, if_exists=how)',
            Confidence.MEDIUM,
        ),
        (
            'frame.write_database("users", db, if_table_exists="replace" if new else "append")',
            Confidence.MEDIUM,
        ),
        ('frame.to_gbq("users", if_exists="replace")', Confidence.HIGH),
    ],
)
def test_a_table_that_may_be_replaced(code: str, confidence: Confidence) -> None:
    assert replaced(code) == [("users", confidence)]


@pytest.mark.parametrize(
    "code",
    [
        'frame.to_sql("users", db, if_exists="append")',
        'def save(frame, how="append"):\n    frame.to_sql("users", db, if_exists=how)',
        'def save(frame, how):\n    frame.to_sql("users", db, if_exists=how)',
        'frame.to_gbq("users")',
    ],
)
def test_a_table_that_is_only_added_to(code: str) -> None:
    assert replaced(code) == []


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        ("", Scope.NONE),
        (', delta_write_options={"schema_mode": "overwrite"}', Scope.NONE),
        (', delta_write_options={"predicate": "day = 1"}', Scope.FILTERED),
        (", delta_write_options=options", Scope.UNKNOWN),
    ],
)
def test_a_predicate_leaves_the_rest_of_a_delta_table(options: str, scope: Scope) -> None:
    written = f'frame.write_delta("s3://shop/users", mode="overwrite"{options})'
    code = f'import polars\nframe = polars.read_parquet("new.parquet")\n{written}'
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.scope is scope


def test_a_table_is_called_as_it_is_saved_whatever_the_frame_was_read_from() -> None:
    code = (
        "from snowflake.snowpark import Session\n"
        "def main(session: Session):\n"
        "    frame = session.table('CRM.LEADS')\n"
        "    frame.write.mode('overwrite').save_as_table('CRM.SCORES')\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.target == "CRM.SCORES"
