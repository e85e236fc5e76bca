"""What is in a list stands in the statement that it is put into, however it gets there.

Each way is tried with the address that opens a firewall at the end of the list, and without.
"""

import pytest
from reading_python import texts

OFFICE, EVERYBODY = "198.51.100.0/24", "0.0.0.0/0"
_STATEMENT = "ALTER NETWORK POLICY p SET ALLOWED_IP_LIST = "

WAYS = {
    "a comprehension": """\
        allowed = ", ".join(f"'{one}'" for one in RANGES)
        cur.execute(f"STATEMENT({allowed})")
        """,
    "in order, each once": """\
        allowed = ", ".join([f"'{one}'" for one in sorted(set(RANGES))])
        cur.execute(f"STATEMENT({allowed})")
        """,
    "two lists in one": """\
        allowed = ", ".join(f"'{one}'" for one in OFFICES + RANGES)
        cur.execute(f"STATEMENT({allowed})")
        """,
    "a loop": """\
        parts = []
        for one in RANGES:
            parts.append(f"'{one}'")
        cur.execute(f"STATEMENT({', '.join(parts)})")
        """,
    "repr of each": """\
        cur.execute("STATEMENT(%s)" % ", ".join(map(repr, RANGES)))
        """,
    "a format of each": """\
        cur.execute("STATEMENT({})".format(", ".join(map("'{}'".format, RANGES))))
        """,
    "a tuple as it is shown": """\
        cur.execute(f"STATEMENT{tuple(RANGES)}")
        """,
    "the values of a dictionary": """\
        allowed = ", ".join(f"'{one}'" for one in PLACES.values())
        cur.execute(f"STATEMENT({allowed})")
        """,
    "a function that quotes": """\
        def quoted(values):
            return ", ".join(f"'{value}'" for value in values)

        cur.execute(f"STATEMENT({quoted(PLACES.values())})")
        """,
    "a function that runs": """\
        def apply(cur, ranges):
            allowed = ", ".join(f"'{one}'" for one in ranges)
            cur.execute(f"STATEMENT({allowed})")

        apply(cur, RANGES)
        """,
    "a function that gives the statement": """\
        def statement(ranges):
            allowed = ", ".join(f"'{one}'" for one in sorted(ranges))
            return f"STATEMENT({allowed})"

        def apply(cur, ranges):
            cur.execute(statement(ranges))

        apply(cur, RANGES)
        """,
    "a function that yields statements": """\
        def statements(ranges):
            allowed = ", ".join(f"'{one}'" for one in ranges)
            yield f"STATEMENT({allowed})"

        for statement in statements(RANGES):
            cur.execute(statement)
        """,
    "lists of a dictionary in one": """\
        def listed(groups):
            ranges = []
            for group in groups.values():
                ranges.extend(group)
            return ", ".join(f"'{one}'" for one in sorted(set(ranges)))

        cur.execute(f"STATEMENT({listed(GROUPS)})")
        """,
    "one more if it's asked for": """\
        def main(vpn: bool):
            ranges = list(OFFICES)
            if vpn:
                ranges += RANGES
            allowed = ", ".join(f"'{one}'" for one in ranges)
            cur.execute(f"STATEMENT({allowed})")
        """,
    "a method": """\
        class Policy:
            def __init__(self, cursor):
                self.cursor = cursor

            def apply(self, ranges):
                allowed = ", ".join(f"'{one}'" for one in ranges)
                self.cursor.execute(f"STATEMENT({allowed})")

        Policy(cur).apply(RANGES)
        """,
}


def _run(way: str, last: str) -> list[str]:
    code = f"""\
        import snowflake.connector

        cur = snowflake.connector.connect(user="u").cursor()
        OFFICES = ["{OFFICE}"]
        RANGES = ["203.0.113.16/28", "{last}"]
        PLACES = {{"berlin": "{OFFICE}", "remote": "{last}"}}
        GROUPS = {{"office": OFFICES, "remote": ["{last}"]}}
"""
    return texts(code + WAYS[way].replace("STATEMENT", _STATEMENT).replace("\n" * 2, "\n"))


@pytest.mark.parametrize("way", WAYS)
def test_each_of_a_list_stands_in_the_statement(way: str) -> None:
    assert any(f"'{EVERYBODY}'" in text for text in _run(way, EVERYBODY))
    assert not any(f"'{EVERYBODY}'" in text for text in _run(way, "192.0.2.64/27"))


def test_what_a_condition_leaves_out_is_not_known() -> None:
    code = """\
        import sqlite3

        NAMES = ["orders", "users"]

        def wipe(keep):
            listed = ", ".join(f"'{one}'" for one in NAMES if one not in keep)
            sqlite3.connect("a.db").execute(f"DELETE FROM logs WHERE name IN ({listed})")
        """
    assert texts(code) == ["DELETE FROM logs WHERE name IN ('{one}')"]


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("('a', 'b')", "('a', 'b')"),
        ("('a',)", "('a',)"),
        ("['a', 'b']", "['a', 'b']"),
        ("('a', 1)", "{('a', 1)}"),
        ("(\"it's\", 'b')", "{(\"it's\", 'b')}"),
        ("load()", "{load()}"),
    ],
)
def test_a_list_is_shown_as_python_does(listed: str, shown: str) -> None:
    code = f"""\
        import sqlite3

        NAMES = {listed}
        sqlite3.connect("a.db").execute(f"DELETE FROM logs WHERE name IN {{NAMES}}")
        """
    assert texts(code) == [f"DELETE FROM logs WHERE name IN {shown}"]
