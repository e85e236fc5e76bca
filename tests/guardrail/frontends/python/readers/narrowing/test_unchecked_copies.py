"""Rows that are deleted after their copy, which may have failed."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.effects.queries import UNCHECKED

CODE = """\
import json
import logging
import shutil
import subprocess

import psycopg


def move(connection: psycopg.Connection, day):
    {}
    connection.execute("DELETE FROM visits WHERE day < %s", (day,))
"""
CAUGHT = """try:
        {}
    except Exception as problem:
        {}"""


def unchecked(before: str) -> list[str]:
    """The copies whose failure nobody heeds."""
    found = items(CODE.format(before))
    reasons = [one.reason for one in found if isinstance(one, DataChange)]
    return [one.removeprefix(UNCHECKED) for one in reasons if one.startswith(UNCHECKED)]


@pytest.mark.parametrize(
    ("before", "copy"),
    [
        (CAUGHT.format("archive_visits(day)", "logging.exception(problem)"), "`archive_visits()`"),
        (CAUGHT.format('shutil.copy("a.db", "b.db")', "pass"), "`shutil.copy()`"),
        (CAUGHT.format('s3.upload_file("a", "b", "c")', "print(problem)"), "`upload_file()`"),
        ('subprocess.run(["pg_dump", "-f", "a.sql", "shop"])', "`pg_dump`"),
    ],
)
def test_the_deletion_goes_on_whatever_comes_of_the_copy(before: str, copy: str) -> None:
    assert unchecked(before) == [copy]


@pytest.mark.parametrize(
    "before",
    [
        CAUGHT.format("archive_visits(day)", "raise"),
        CAUGHT.format("archive_visits(day)", "logging.exception(problem)\n        return"),
        CAUGHT.format("archive_visits(day)", "raise SystemExit(1) from problem"),
        CAUGHT.format("text = json.dumps(day)", "pass"),
        CAUGHT.format("found = day.copy()", "pass"),
        'subprocess.run(["pg_dump", "-f", "a.sql", "shop"], check=True)',
        'done = subprocess.run(["pg_dump", "-f", "a.sql", "shop"])',
        CAUGHT.format("copied = archive_visits(day)", "copied = False")
        + "\n    if not copied:\n        return",
    ],
)
def test_a_failure_that_is_heeded_or_none_of_a_copy(before: str) -> None:
    assert unchecked(before) == []


AIRFLOW = """\
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

copied = SQLExecuteQueryOperator(task_id="copy_visits", sql=COPY)
gone = SQLExecuteQueryOperator(
    task_id="delete_visits", sql="DELETE FROM visits WHERE day < '2026-01-01'"{}
)
copied >> gone
"""


def test_a_step_that_runs_anyway() -> None:
    for rule, expected in ((', trigger_rule="all_done"', ["`copy_visits`"]), ("", [])):
        found = [one for one in items(AIRFLOW.format(rule)) if isinstance(one, DataChange)]
        assert [one.reason.removeprefix(UNCHECKED) for one in found if one.reason] == expected


FLOW = """\
from prefect import flow, task
import psycopg


@task
def export_invoices(cutoff):
    write(cutoff)


@task
def delete_invoices(cutoff):
    psycopg.connect().execute("DELETE FROM invoices WHERE issued_on < %s", [cutoff])


@flow
def archive(cutoff):
    state = export_invoices(cutoff, return_state={})
    {}
    delete_invoices(cutoff)
"""


@pytest.mark.parametrize(
    ("wanted", "then", "told"),
    [
        ("True", "log.info('ended: %s', state.name)", True),
        ("True", "pass", True),
        ("True", "if not state.is_completed():\n        raise RuntimeError", False),
        ("True", "if state.type != COMPLETED:\n        return", False),
        ("True", "state.result()", False),
        ("False", "pass", False),
    ],
)
def test_a_state_in_the_place_of_an_error_has_to_be_asked(
    wanted: str, then: str, told: bool
) -> None:
    found = [one for one in items(FLOW.format(wanted, then)) if isinstance(one, DataChange)]
    assert [one.reason for one in found] == [f"{UNCHECKED}`export_invoices()`"] * told
