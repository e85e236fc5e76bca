"""Procedures that a database brings along, called by their names."""

from __future__ import annotations

from reading_python import items

from guardrail.stream import Embedded

START = "import oracledb\n\ncursor = oracledb.connect(user='app', dsn=DSN).cursor()\n"


def statements(code: str) -> list[tuple[str, str]]:
    """The dialect and the text of each statement that runs."""
    found = [one.source for one in items(START + code) if isinstance(one, Embedded)]
    return [(one.surroundings.dialect, one.text) for one in found]


def test_a_procedure_of_oracle_is_the_block_that_calls_it() -> None:
    code = 'cursor.callproc("DBMS_FGA.DISABLE_POLICY", ["RISK", "TRADES", "READS"])'
    text = "BEGIN DBMS_FGA.DISABLE_POLICY('RISK', 'TRADES', 'READS'); END;"
    assert statements(code) == [("oracle", text)]


def test_what_is_not_known_is_a_parameter() -> None:
    code = 'cursor.callproc("dbms_rls.enable_policy", ["HR", table, "P", False])'
    text = "BEGIN dbms_rls.enable_policy('HR', :given, 'P', FALSE); END;"
    assert statements(code) == [("oracle", text)]


def test_a_procedure_of_sql_server_is_executed() -> None:
    code = 'cursor.callproc("sp_configure", ("xp_cmdshell", "1"))'
    assert statements(code) == [("tsql", "EXEC sp_configure 'xp_cmdshell', '1'")]


def test_the_projects_own_procedures_are_not_known() -> None:
    assert statements('cursor.callproc("refresh_totals", ["2026-01"])') == []
