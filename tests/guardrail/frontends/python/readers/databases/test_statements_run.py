"""SQL that cursors, connections and editors run: under whichever name they are called."""

from __future__ import annotations

import pytest
from reading_python import items, shown, texts

from guardrail.stream import Embedded

SQL = [
    ("cursor.execute('DELETE FROM a')", "sql: DELETE FROM a"),
    ("anything.execute('DELETE FROM a')", "sql: DELETE FROM a"),
    ("anything.execute('/* now */ -- go\\n DROP TABLE a')", "sql: /* now */ -- go\n DROP TABLE a"),
    ("connection.cursor().execute('TRUNCATE a')", "sql: TRUNCATE a"),
    ("with connection.cursor() as c:\n    c.execute('VACUUM')", "sql: VACUUM"),
    ("cursor.executemany('DELETE FROM a WHERE b=?', rows)", "sql: DELETE FROM a WHERE b=?"),
    ("cursor.executescript('DROP TABLE a; DROP TABLE b')", "sql: DROP TABLE a; DROP TABLE b"),
    ("cursor.execute(query='DELETE FROM a')", "sql: DELETE FROM a"),
    ("await connection.fetch('DELETE FROM a RETURNING b')", "sql: DELETE FROM a RETURNING b"),
    ("cursor.copy_expert('COPY a FROM STDIN', f)", "sql: COPY a FROM STDIN"),
    ("schema_editor.execute('DROP TABLE a')", "sql: DROP TABLE a"),
    ("op.execute('DROP TABLE a')", "sql: DROP TABLE a"),
    ("getattr(cursor, 'execute')('DROP TABLE a')", "sql: DROP TABLE a"),
    ("run = cursor.execute\nrun('DROP TABLE a')", "sql: DROP TABLE a"),
    ("(cursor.execute)('DROP TABLE a')", "sql: DROP TABLE a"),
    ("cursor.ｅｘｅｃｕｔｅ('DROP TABLE a')", "sql: DROP TABLE a"),
    ("cur.execute(f'{prefix} DROP TABLE a')", "sql: {prefix} DROP TABLE a"),
    ("pandas.read_sql('SELECT * FROM a', c)", "sql: SELECT * FROM a"),
]


@pytest.mark.parametrize(("code", "said"), SQL)
def test_a_statement_that_is_run(code: str, said: str) -> None:
    assert shown(code) == [said]


def test_a_fetched_text_is_not_read_as_sql() -> None:
    assert texts("cursor.execute(requests.get(url).text)") == []


def test_a_driver_tells_the_dialect() -> None:
    code = "import sqlite3\nsqlite3.connect('a').execute('DELETE FROM a')"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    assert found.source.surroundings.dialect == "sqlite"
