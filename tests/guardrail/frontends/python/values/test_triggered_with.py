"""What a run of a workflow is triggered with, in the text of a statement that is a template."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

OPERATOR = """\
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
SQLExecuteQueryOperator(task_id="correct", conn_id="plant", sql={0})
"""
ASKED = "{{ dag_run.conf['by'] }}"


def _asked(sql: str) -> list[str]:
    told = items(OPERATOR.format(sql))
    return [one.origin for one in told if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    "sql",
    [
        f"\"UPDATE orders SET by = '{ASKED}' WHERE id = 7\"",
        f'["SELECT 1", "UPDATE orders SET by = \'{ASKED}\' WHERE id = 7"]',
    ],
)
def test_it_is_a_part_of_the_statement(sql: str) -> None:
    assert _asked(sql) == ["dag_run.conf['by']"]


@pytest.mark.parametrize(
    "sql",
    [
        f'"UPDATE orders SET by = %(by)s WHERE id = 7", parameters={{"by": "{ASKED}"}}',
        "\"UPDATE orders SET by = {{ dag_run.conf['by'] | int }} WHERE id = 7\"",
        "\"UPDATE orders SET day = '{{ ds }}' WHERE id = 7\"",
    ],
)
def test_what_is_bound_or_made_a_number_or_the_days_own_is_none(sql: str) -> None:
    assert _asked(sql) == []
