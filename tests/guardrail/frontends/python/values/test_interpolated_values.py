"""Which values stand in the text of a statement, and who chooses them."""

from __future__ import annotations

import pytest

from guardrail.effects import DataChange
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings

HEAD = "import argparse, sys, uuid\nfrom flask import request\nfrom psycopg import sql\n"


def told(*lines: str, given: str = "cur, x, y") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands as a value in the one change of rows, and what of it comes from outside."""
    body = "\n".join(f"    {line}" for line in lines)
    code = f"{HEAD}def run({given}):\n{body}\n"
    found = extract(Source("app/clean.py", "python", code), Settings())
    # A text that can come out in several ways is as many changes: the fullest is meant.
    changes = [item for item in found if isinstance(item, DataChange)]
    assert len({change.span for change in changes}) == 1
    change = max(changes, key=lambda one: len(one.interpolated))
    return change.interpolated, change.from_outside


IN_PLACE = [
    "DELETE FROM t WHERE name = '{x}'",
    "DELETE FROM t WHERE name LIKE '%{x}%'",
    "DELETE FROM t WHERE id = {x}",
    "DELETE FROM t WHERE a = 1 AND id >= {x}",
    "DELETE FROM t WHERE id IN ({x})",
    "DELETE FROM t WHERE id IN (1, {x})",
    "DELETE FROM t WHERE id NOT IN {x}",
    "DELETE FROM t WHERE id BETWEEN 1 AND {x}",
    "UPDATE t SET a = {x} WHERE id = 1",
    "UPDATE t SET a = 1, b = '{x}' WHERE id = 1",
    "UPDATE t SET a = a + {x} WHERE id = 1",
    "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = {x}",
    "WITH gone AS (SELECT id FROM s WHERE a = '{x}') DELETE FROM t USING gone WHERE t.id = gone.id",
]


@pytest.mark.parametrize("statement", IN_PLACE)
def test_what_stands_as_a_value_is_told(statement: str) -> None:
    assert told(f'cur.execute(f"{statement}")') == (("x",), ("x",))


NO_VALUE = [
    "DELETE FROM {x} WHERE id = 1",
    "DELETE FROM s.{x} WHERE id = 1",
    "DELETE FROM t WHERE {x} = 1",
    "DELETE FROM t WHERE id = {x}.id",
    "DELETE FROM t WHERE id = {x}(1)",
    "DELETE FROM t WHERE a = 1 AND {x}",
    "DELETE FROM t WHERE {x}",
    "UPDATE t SET {x} = 1 WHERE id = 1",
    "UPDATE t SET {x} WHERE id = 1",
    "DELETE FROM t WHERE a IN (SELECT {x} FROM s)",
    "DELETE FROM t WHERE a = 1 LIMIT {x}",
    "INSERT INTO t (a) VALUES ('{x}')",
    "UPDATE t SET a = {x} WHERE {x} IS NOT NULL",
]


@pytest.mark.parametrize("statement", NO_VALUE)
def test_parts_of_a_statement_are_no_values(statement: str) -> None:
    assert told(f'cur.execute(f"{statement}")') == ((), ())


@pytest.mark.parametrize("name", ["column", "set_expr", "placeholder", "table_name", "subquery"])
def test_names_that_say_what_they_are_are_no_values(name: str) -> None:
    code = f'cur.execute(f"DELETE FROM t WHERE a = {{{name}}}")'
    assert told(code, given=f"cur, {name}") == ((), ())


OUTSIDE = [
    "x",
    "x.name",
    "x['name']",
    "x.strip()",
    "','.join(x)",
    "','.join(str(one) for one in x)",
    "x if y else 1",
    "request.form['a']",
    "request.args.get('a', '')",
    "sys.argv[1]",
    "input('?')",
    "argparse.ArgumentParser().parse_args().name",
]
INSIDE = ["cur.fetchone()[0]", "make(x)", "unheard_of", "x.id", "x.user_id"]
PROGRAM = [
    "int(x)",
    "len(x)",
    "x:d",
    "x:%Y-%m-%d",
    "uuid.uuid4()",
    "random.randrange(10)",
    "x.replace(\"'\", '')",
    "quote(x)",
    "LIMIT",
    "Kind.DONE.value",
    "','.join(['%s'] * len(x))",
    "','.join('?' for _ in x)",
    "','.join(str(int(one)) for one in x)",
    "','.join(map(str, map(int, x)))",
]


@pytest.mark.parametrize("value", OUTSIDE)
def test_what_others_give_comes_from_outside(value: str) -> None:
    interpolated, outside = told(f"v = {value}", "cur.execute(f\"DELETE FROM t WHERE a = '{v}'\")")
    assert interpolated == outside != ()


@pytest.mark.parametrize("value", INSIDE)
def test_what_the_program_has_of_elsewhere_is_told_and_no_more(value: str) -> None:
    interpolated, outside = told(f"v = {value}", "cur.execute(f\"DELETE FROM t WHERE a = '{v}'\")")
    assert interpolated and not outside


@pytest.mark.parametrize("value", PROGRAM)
def test_what_can_say_no_more_than_a_value_is_not_told(value: str) -> None:
    assert told(f'''cur.execute(f"""DELETE FROM t WHERE a = {{{value}}}""")''') == ((), ())


HOW = [
    'cur.execute("DELETE FROM t WHERE a = \'" + x + "\'")',
    "cur.execute(\"DELETE FROM t WHERE a = '%s'\" % x)",
    "cur.execute(\"DELETE FROM t WHERE a = '%(a)s'\" % {'a': x})",
    "cur.execute(\"DELETE FROM t WHERE a = '{}'\".format(x))",
    "cur.execute(\"DELETE FROM t WHERE a = '{a}'\".format(a=x))",
    "q = f\"DELETE FROM t WHERE a = '{x}'\"; cur.execute(q)",
    "w = f\"a = '{x}'\"; cur.execute('DELETE FROM t WHERE ' + w)",
]


@pytest.mark.parametrize("code", HOW)
def test_however_the_text_is_built(code: str) -> None:
    assert told(*code.split("; "))[1] == ("x",)


def test_a_number_in_a_format_is_no_text() -> None:
    assert told('cur.execute("DELETE FROM t WHERE a = %d" % x)') == ((), ())
    assert told('cur.execute("DELETE FROM t WHERE a = {:d}".format(x))') == ((), ())


@pytest.mark.parametrize("typed", ["int", "uuid.UUID", "int | None", "list[int]", "date"])
def test_a_parameter_that_is_a_number_or_a_date_is_not_told(typed: str) -> None:
    found = told('cur.execute(f"DELETE FROM t WHERE a = {x}")', given=f"cur, x: {typed}")
    assert found == ((), ())


@pytest.mark.parametrize("typed", ["str", "int | str", "Any"])
def test_a_parameter_that_may_be_a_text_is(typed: str) -> None:
    found = told('cur.execute(f"DELETE FROM t WHERE a = {x}")', given=f"cur, x: {typed}")
    assert found == (("x",), ("x",))


def test_a_value_that_is_looked_at_first_is_told_quietly() -> None:
    found = told(
        "if x not in ALLOWED:",
        "    raise ValueError(x)",
        "cur.execute(f\"DELETE FROM t WHERE a = '{x}'\")",
    )
    assert found == (("x",), ())


def test_a_loop_over_what_is_written_out_is_not_told() -> None:
    found = told("for one in ('a', 'b'):", "    cur.execute(f\"DELETE FROM t WHERE a = '{one}'\")")
    assert found == ((), ())


def test_a_quoted_literal_of_a_driver_is_not_told() -> None:
    query = 'sql.SQL("DELETE FROM t WHERE a = {}").format(sql.Literal(x))'
    assert told(f"cur.execute({query})") == ((), ())


@pytest.mark.parametrize(("taken", "outside"), [("<int:x>", ()), ("<x>", ("x",))])
def test_a_number_in_the_path_of_a_request_is_not_told(taken: str, outside: tuple[str]) -> None:
    code = (
        f"@app.route('/gone/{taken}')\n"
        "def gone(x):\n"
        "    cur.execute(f\"DELETE FROM t WHERE a = '{x}'\")\n"
    )
    found = extract(Source("app/clean.py", "python", HEAD + code), Settings())
    (change,) = [item for item in found if isinstance(item, DataChange)]
    assert change.from_outside == change.interpolated == outside


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("request.args['where']", ("request.args['where']",)),
        ("sys.argv[1]", ("sys.argv[1]",)),
        ("input('where? ')", ("input('where? ')",)),
        ("x", ()),
        ("build(x)", ()),
    ],
)
def test_a_whole_condition_is_told_where_a_request_gives_it(
    condition: str, names: tuple[str, ...]
) -> None:
    text = 'cur.execute(f"DELETE FROM t WHERE {condition}")'
    assert told(f"condition = {condition}", text) == (names, names)


def test_and_where_it_is_a_parameter_of_what_answers_requests() -> None:
    code = (
        "@app.delete('/rows')\ndef rows(condition: str):\n"
        '    cur.execute(f"DELETE FROM t WHERE {condition}")\n'
    )
    found = extract(Source("app/clean.py", "python", code), Settings())
    (change,) = [item for item in found if isinstance(item, DataChange)]
    assert change.from_outside == ("condition",)


@pytest.mark.parametrize(
    "line",
    [
        """subprocess.run(["psql", "shop", "-c", f"DELETE FROM t WHERE name = '{x}'"])""",
        """subprocess.run(f'psql shop -c "DELETE FROM t WHERE name = \\'{x}\\'"', shell=True)""",
        """os.system(f'psql shop -c "DELETE FROM t WHERE name = \\'{x}\\'"')""",
        """subprocess.run(["psql"], input=f"DELETE FROM t WHERE name = '{x}'", text=True)""",
    ],
)
def test_who_chooses_a_value_is_known_behind_a_program_too(line: str) -> None:
    assert told("import os, subprocess", line) == (("x",), ("x",))


def test_what_a_program_binds_itself_is_no_such_value() -> None:
    code = """subprocess.run(["psql", "-v", f"n={x}"], input="DELETE FROM t WHERE n = :'n'")"""
    assert told("import subprocess", code) == ((), ())
