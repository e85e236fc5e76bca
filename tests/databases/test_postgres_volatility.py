"""What is said of functions is what each server says of its own."""

from __future__ import annotations

import pg8000.dbapi
import pytest

from guardrail.knowledge.databases.postgres.volatility import STEADY, VOLATILE

CHANGED = {"timezone": 15}
"""Functions that were volatile before a version: for time with time zone, says the server."""


def _volatile(connection: pg8000.dbapi.Connection) -> dict[str, bool]:
    cursor = connection.cursor()
    cursor.execute(
        "SELECT proname::text, bool_or(provolatile = 'v') FROM pg_proc"
        " WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY 1"
    )
    return dict(cursor.fetchall())


def test_a_function_is_volatile_where_the_server_says_so(
    postgres, database: pg8000.dbapi.Connection
) -> None:
    told = _volatile(database)
    wrong = {
        name
        for name, volatile in told.items()
        if (name in VOLATILE and not volatile) or (name in STEADY and volatile)
    }
    assert wrong == {name for name, since in CHANGED.items() if postgres.major < since}


@pytest.mark.parametrize("name", ["now", "current_setting", "txid_current", "md5", "to_char"])
def test_what_has_one_value_for_a_statement_is_steady(name: str) -> None:
    assert name in STEADY


@pytest.mark.parametrize("name", ["random", "gen_random_uuid", "clock_timestamp", "nextval"])
def test_what_differs_from_row_to_row_is_volatile(name: str) -> None:
    assert name in VOLATILE
