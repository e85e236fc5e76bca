"""Rows that are said to have been copied before: a copy counts where it has all of them, and stays.

Each line shows what stands before the deletion; the first of each group is a copy that counts.
"""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

PROGRAM = """\
import psycopg

def go(backup=False):
    con = psycopg.connect("service=shop")
    {0}
    con.execute("{1}")
    {2}
"""
WHOLE = 'con.execute("CREATE TABLE old AS SELECT * FROM orders")'
AGAIN = 'con.execute("INSERT INTO orders SELECT * FROM old")'


def copied(before: str, after: str = "pass", *, said: str = "DELETE FROM orders") -> Level:
    """How loudly a deletion of all rows is judged behind a copy."""
    rule = "dropped-table" if said.startswith("DROP") else "unscoped-delete"
    return level(rule, python(PROGRAM.format(before, said, after)))


@pytest.mark.parametrize("said", ["DELETE FROM orders", "DROP TABLE orders"])
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (WHOLE, Level.WARNING),
        (WHOLE.replace("orders", "carts"), Level.ERROR),
        (WHOLE.replace("orders", "orders WITH DATA"), Level.WARNING),
        (WHOLE.replace("orders", "orders WITH NO DATA"), Level.ERROR),
        (WHOLE.replace("orders", "orders WHERE 1 = 0"), Level.ERROR),
        (WHOLE.replace("orders", "orders WHERE false"), Level.ERROR),
        (WHOLE.replace("orders", "orders LIMIT 10"), Level.ERROR),
        (WHOLE.replace("SELECT", "SELECT TOP 10"), Level.ERROR),
        (WHOLE.replace("orders", "orders FETCH FIRST 5 ROWS ONLY"), Level.ERROR),
        (WHOLE.replace("CREATE", "CREATE TEMP"), Level.ERROR),
        (f"{WHOLE}\n    con.execute('DELETE FROM old WHERE id = 1')", Level.WARNING),
        (f"{WHOLE}\n    con.execute('DROP TABLE old')", Level.ERROR),
        (f"{WHOLE}\n    con.execute('TRUNCATE old')", Level.ERROR),
        (f"if backup:\n        {WHOLE}", Level.ERROR),
        ('con.execute("INSERT INTO old SELECT * FROM orders")', Level.WARNING),
        ('con.execute("INSERT INTO old SELECT * FROM orders LIMIT 5")', Level.ERROR),
        # columns of such names
        (WHOLE.replace("*", "id, top, sample"), Level.WARNING),
    ],
)
def test_a_copy_has_all_rows_and_stays(before: str, expected: Level, said: str) -> None:
    assert copied(before, said=said) is expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("con.commit()", Level.WARNING),
        ("con.execute('DROP TABLE old')", Level.ERROR),
        (f"{AGAIN}\n    con.execute('DROP TABLE old')", Level.WARNING),
    ],
)
def test_a_copy_that_goes_as_well_keeps_nothing(after: str, expected: Level) -> None:
    assert copied(WHOLE, after) is expected


SOME = "con.execute(\"INSERT INTO {0} SELECT * FROM orders WHERE state {1} 'paid'\")"


def test_what_a_condition_left_out_of_the_copy_is_lost() -> None:
    one, other = SOME.format("old", "="), SOME.format("open", "<>")
    assert copied(one) is Level.ERROR
    assert copied(f"{one}\n    {other}") is Level.WARNING
    assert copied(one, said="DELETE FROM orders WHERE state = 'paid'") is Level.OFF
