"""Every way of building a text in Python, and what is known of it."""

from __future__ import annotations

import pytest
from reading_python import items, texts

from guardrail.stream import Embedded

# Each: what stands before the call, the argument of the call, what the text is.
BUILT = [
    ("", "'DELETE FROM a'", ["DELETE FROM a"]),
    ("", "b'DELETE FROM a'", ["DELETE FROM a"]),
    ("", "'DEL' 'ETE' ' FROM a'", ["DELETE FROM a"]),
    ("", "('DELETE '\n 'FROM a')", ["DELETE FROM a"]),
    ("", "'DELETE FROM ' + 'a'", ["DELETE FROM a"]),
    ("", "'DELETE FROM ' + name", ["DELETE FROM {name}"]),
    ("", "'DELETE FROM ' + str(name)", ["DELETE FROM {name}"]),
    ("", "'DELETE FROM %s' % 'a'", ["DELETE FROM a"]),
    ("", "'DELETE FROM %s WHERE id=%d' % ('a', 3)", ["DELETE FROM a WHERE id=3"]),
    ("", "'DELETE FROM %(t)s' % {'t': 'a'}", ["DELETE FROM a"]),
    ("", "'DELETE FROM %s LIKE %%' % name", ["DELETE FROM {name} LIKE %"]),
    ("", "'DELETE FROM a WHERE b LIKE %s'", ["DELETE FROM a WHERE b LIKE %s"]),
    ("", "'DELETE FROM {}'.format('a')", ["DELETE FROM a"]),
    ("", "'DELETE FROM {0}.{1}'.format('s', 'a')", ["DELETE FROM s.a"]),
    ("", "'DELETE FROM {t!r}'.format(t='a')", ["DELETE FROM a"]),
    ("", "'DELETE FROM {t} {{x}}'.format(t=name)", ["DELETE FROM {name} {x}"]),
    ("", "f'DELETE FROM {name}'", ["DELETE FROM {name}"]),
    ("", "f'DELETE FROM {\"a\"}'", ["DELETE FROM a"]),
    ("", "' '.join(['DELETE FROM', 'a'])", ["DELETE FROM a"]),
    ("", "'; '.join(('DELETE FROM a', 'DELETE FROM b'))", ["DELETE FROM a; DELETE FROM b"]),
    ("", "'DELETE FROM a  '.strip()", ["DELETE FROM a"]),
    ("", "'xxDELETE FROM axx'.strip('x')", ["DELETE FROM a"]),
    ("", "'delete from a'.upper()", ["DELETE FROM A"]),
    ("", "'DELETE FROM @t'.replace('@t', 'a')", ["DELETE FROM a"]),
    ("", "'DELETE FROM @t'.replace('@t', name)", ["DELETE FROM {name}"]),
    ("", "'DELETE FROM a'.encode()", ["DELETE FROM a"]),
    ("", "'DELETE FROM a' if x else 'SELECT 1'", ["DELETE FROM a", "SELECT 1"]),
    ("", "(sql := 'DELETE FROM a')", ["DELETE FROM a"]),
    ("from textwrap import dedent", "dedent('  DELETE\\n    FROM a')", ["DELETE\n  FROM a"]),
    ("import inspect", "inspect.cleandoc('  DELETE\\n    FROM a')", ["DELETE\nFROM a"]),
    ("T = 'a'", "f'DELETE FROM {T}'", ["DELETE FROM a"]),
    ("T = 'a'", "'DELETE FROM ' + T", ["DELETE FROM a"]),
    ("from typing import Final\nT: Final = 'a'", "f'DELETE FROM {T}'", ["DELETE FROM a"]),
    ("S = 'DELETE FROM a'", "S", ["DELETE FROM a"]),
    ("A = 'DELETE '\nB = A + 'FROM a'", "B", ["DELETE FROM a"]),
    ("class Q:\n    S = 'DELETE FROM a'", "Q.S", ["DELETE FROM a"]),
    ("s = 'DELETE '\ns += 'FROM a'", "s", ["DELETE FROM a"]),
    ("s = 'DELETE FROM a'\ns = 'SELECT 1'", "s", ["SELECT 1"]),
    (
        "s = 'DELETE FROM a'\nif x:\n    s += ' WHERE b'",
        "s",
        ["DELETE FROM a", "DELETE FROM a WHERE b"],
    ),
    (
        "if x:\n    s = 'DELETE FROM a'\nelse:\n    s = 'DELETE FROM b'",
        "s",
        ["DELETE FROM a", "DELETE FROM b"],
    ),
    ("try:\n    s = 'DELETE FROM a'\nexcept E:\n    raise", "s", ["DELETE FROM a"]),
    ("for s in ['DELETE FROM a']:\n    pass\ns = 'DELETE FROM b'", "s", ["DELETE FROM b"]),
    ("a, s = 1, 'DELETE FROM a'", "s", ["DELETE FROM a"]),
    ("s = t = 'DELETE FROM a'", "s", ["DELETE FROM a"]),
    (
        "parts = ['DELETE FROM a']\nparts.append('WHERE b')",
        "' '.join(parts)",
        ["DELETE FROM a WHERE b"],
    ),
    ("parts = ['DELETE'] + ['FROM a']", "' '.join(parts)", ["DELETE FROM a"]),
    (
        "kept = ' OR '.join('a <> 1' for each in many)",
        "'DELETE FROM t WHERE ' + kept",
        ["DELETE FROM t WHERE a <> 1 OR a <> 1"],
    ),
    (
        "kept = ' AND '.join('a <> 1' for each in many)",
        "'DELETE FROM t WHERE ' + kept",
        ["DELETE FROM t WHERE a <> 1"],
    ),
    (
        "gone = ' OR '.join('a = 1' for each in many)",
        "'DELETE FROM t WHERE ' + gone",
        ["DELETE FROM t WHERE a = 1"],
    ),
    ("", "'DELETE FROM t WHERE ' + ' OR '.join(['a <> 1'])", ["DELETE FROM t WHERE a <> 1"]),
    (
        "parts = ['a <> 2']\nfor each in many:\n    parts.append('a <> 1')",
        "'DELETE FROM t WHERE ' + ' OR '.join(parts)",
        ["DELETE FROM t WHERE a <> 2", "DELETE FROM t WHERE a <> 2 OR a <> 1"],
    ),
    ("import sqlalchemy as sa", "sa.text('DELETE FROM a')", ["DELETE FROM a"]),
    ("from sqlalchemy import text", "text(f'DELETE FROM {t}')", ["DELETE FROM {t}"]),
    (
        "from psycopg import sql",
        "sql.SQL('DELETE FROM {}').format(sql.Identifier('a'))",
        ["DELETE FROM a"],
    ),
    (
        "from psycopg2 import sql",
        "sql.SQL('DELETE FROM {}').format(sql.Identifier('s', 'A b'))",
        ['DELETE FROM s."A b"'],
    ),
    (
        "from psycopg import sql\nTABLE = ('s', 'a')",
        "sql.SQL('DELETE FROM {}').format(sql.Identifier(*TABLE))",
        ["DELETE FROM s.a"],
    ),
    (
        "from psycopg import sql",
        "sql.SQL('DELETE FROM {}').format(sql.Identifier(*name.split('.')))",
        ["DELETE FROM {sql.Identifier(*name.split('.'))}"],
    ),
    (
        "from psycopg2 import sql",
        "sql.SQL('DELETE FROM a WHERE b = {}').format(sql.Literal('c'))",
        ["DELETE FROM a WHERE b = 'c'"],
    ),
    ("from psycopg2 import sql", "sql.SQL('DELETE ') + sql.SQL('FROM a')", ["DELETE FROM a"]),
    ("s = s + 'DELETE FROM a'", "s", ["{s}DELETE FROM a"]),
    ("", "'DELETE FROM a' * 2", ["DELETE FROM aDELETE FROM a"]),
    ("", "'DELETE FROM a' * 10**9", ["DELETE FROM a{'DELETE FROM a' * 10**9}"]),
    ("", "'DELETE FROM a' * 1000000000", ["DELETE FROM a{'DELETE FROM a' * 1000000000}"]),
    ("", "'DELETE FROM %999999999d' % 1", ["DELETE FROM 1"]),
    ("", "query", []),
]


@pytest.mark.parametrize(("before", "argument", "built"), BUILT)
def test_the_text_that_is_run(before: str, argument: str, built: list[str]) -> None:
    assert texts(f"{before}\ncursor.execute({argument})\n") == built


def test_a_loop_over_a_written_list_gives_a_hole_its_values() -> None:
    code = "for t, n in [('a', 1), ('b', 2)]:\n    cursor.execute(f'DELETE FROM {t}')\n"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    assert [hole.values for hole in found.source.holes] == [("a", "b")]


def test_so_does_a_comprehension() -> None:
    code = "TABLES = ('a', 'b')\n[cursor.execute('DELETE FROM ' + t) for t in TABLES]\n"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    assert [hole.values for hole in found.source.holes] == [("a", "b")]


def test_a_local_name_hides_one_of_the_module() -> None:
    code = """
        S = 'DELETE FROM a'
        def f(S):
            cursor.execute(S)
        def g():
            S = 'DELETE FROM b'
            cursor.execute(S)
        def h():
            cursor.execute(S)
    """
    assert texts(code) == ["DELETE FROM b", "DELETE FROM a"]


def test_only_the_branch_that_leads_there_counts() -> None:
    code = """
        if x:
            s = 'DELETE FROM a'
            cursor.execute(s)
        else:
            s = 'DELETE FROM b'
            cursor.execute(s)
    """
    assert texts(code) == ["DELETE FROM a", "DELETE FROM b"]


def test_many_paths_are_bounded() -> None:
    code = "s = 'DELETE FROM a'\n" + "if x:\n    s += ' b'\n" * 40 + "cursor.execute(s)\n"
    assert 1 < len(texts(code)) <= 8


def test_a_text_points_at_the_literal_and_its_step_at_the_call() -> None:
    code = "S = 'DELETE FROM a'\ncursor.execute(S)\n"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    span = found.source.span(0, len(found.source.text))
    assert code[span.start : span.end] == "DELETE FROM a"
    step = found.source.via[-1]
    assert (step.label, code[step.span.start : step.span.end]) == (
        "cursor.execute",
        "cursor.execute(S)",
    )


def test_what_a_constant_puts_in_points_at_where_it_is_put() -> None:
    code = "T = 'users'\ncursor.execute(f'DELETE FROM {T} x')\n"
    (found,) = [item for item in items(code) if isinstance(item, Embedded)]
    start = found.source.text.index("users")
    span = found.source.span(start, start + 5)
    assert code[span.start : span.end] == "{T}"


def test_what_a_function_of_the_module_gives_differs_from_call_to_call() -> None:
    code = """\
    def quoted(name):
        return '"' + name + '"'

    def both(schema, table):
        return schema + "." + table

    def mine():
        return f"{PREFIX}_a"

    cur.execute("DROP TABLE " + quoted(one))
    cur.execute("DROP TABLE " + quoted(other))
    cur.execute("DROP TABLE " + both(s, table="t"))
    cur.execute("DROP TABLE " + both(*where))
    cur.execute("DROP TABLE " + mine())
    """
    assert texts(code) == [
        'DROP TABLE "{one}"',
        'DROP TABLE "{other}"',
        "DROP TABLE {s}.t",
        "DROP TABLE {schema of both(*where)}.{table of both(*where)}",
        "DROP TABLE {PREFIX}_a",
    ]
