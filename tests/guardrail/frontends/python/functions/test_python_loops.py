"""Texts that a loop runs, one after the other, and texts that are put together in one."""

from textwrap import dedent
from time import process_time

import pytest
from reading_python import items, shown, texts

from guardrail.effects import DataChange, Scope

LOOP = "for s in {}:\n    cur.execute(s)\n"
BOTH = ["DROP TABLE a", "DELETE FROM {b}"]


@pytest.mark.parametrize(
    "code",
    [
        LOOP.format("['DROP TABLE a', f'DELETE FROM {b}']"),
        LOOP.format("('DROP TABLE a', f'DELETE FROM {b}')"),
        LOOP.format("reversed(['DROP TABLE a', f'DELETE FROM {b}'])"),
        LOOP.format("{1: 'DROP TABLE a', 2: f'DELETE FROM {b}'}.values()"),
        "S = ('DROP TABLE a', f'DELETE FROM {b}')\ndef f(c):\n for s in S:\n  c.execute(s)\n",
        "S = {1: 'DROP TABLE a', 2: f'DELETE FROM {b}'}\nfor _, s in S.items():\n c.execute(s)\n",
        "for i, s in enumerate(['DROP TABLE a', f'DELETE FROM {b}']):\n    cur.execute(s)\n",
        "for n, s in zip(x, ['DROP TABLE a', f'DELETE FROM {b}']):\n    cur.execute(s)\n",
        "for n, s in [('x', 'DROP TABLE a'), ('y', f'DELETE FROM {b}')]:\n    cur.execute(s)\n",
        "[cur.execute(s) for s in ['DROP TABLE a', f'DELETE FROM {b}']]\n",
        "[cur.execute(s) for n, s in [(1, 'DROP TABLE a'), (2, f'DELETE FROM {b}')]]\n",
        "for s in ['DROP TABLE a', f'DELETE FROM {b}']:\n    cur.execute(sa.text(s.strip()))\n",
        """\
        parts = ['DROP TABLE a']
        for b in gone:
            parts.append(f'DELETE FROM {b}')
        for s in parts:
            cur.execute(s)
        """,
    ],
)
def test_every_text_of_the_loop_is_run(code: str) -> None:
    assert texts("import sqlalchemy as sa\nimport sqlparse\n" + dedent(code)) == BOTH


@pytest.mark.parametrize(
    "code",
    [
        "cur.execute(';'.join(f'DROP TABLE {t}' for t in gone))\n",
        "cur.execute(';'.join([f'DROP TABLE {t}' for t in gone]))\n",
        "parts = [f'DROP TABLE {t}' for t in gone]\ncur.execute('; '.join(parts))\n",
        "p = []\nfor t in gone:\n    p.append(f'DROP TABLE {t}')\ncur.execute(';'.join(p))\n",
        "p = []\nif gone:\n    p.append(f'DROP TABLE {t}')\nif p:\n    cur.execute(';'.join(p))\n",
    ],
)
def test_what_a_loop_adds_stands_there_once(code: str) -> None:
    assert texts(code) == ["DROP TABLE {t}"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Q = {'a': 'DROP TABLE a', 'b': 'SELECT 1'}\ncur.execute(Q['a'])\n", ["DROP TABLE a"]),
        (
            "Q = {'a': 'DROP TABLE a', 'b': 'SELECT 1'}\ncur.execute(Q[name])\n",
            ["DROP TABLE a", "SELECT 1"],
        ),
        ("Q = ['DROP TABLE a', 'SELECT 1']\ncur.execute(Q[1])\n", ["SELECT 1"]),
        ("for s in 'DROP TABLE a; SELECT 1'.split(';'):\n    cur.execute(s)\n", None),
        ("for s in sqlparse.split('DROP TABLE a; SELECT 1'):\n    cur.execute(s)\n", None),
    ],
)
def test_a_text_that_is_picked_out(code: str, said: list[str] | None) -> None:
    assert texts(code) == (said or ["DROP TABLE a; SELECT 1"])


def test_names_in_a_loop_are_told_once() -> None:
    assert texts("for t in ['a', 'b']:\n    cur.execute(f'DROP TABLE {t}')\n") == ["DROP TABLE {t}"]


def test_a_list_longer_than_the_ways_a_text_may_come_out() -> None:
    many = [f"DROP TABLE t{number}" for number in range(60)]
    assert texts(f"for s in {many!r}:\n    cur.execute(s)\n") == many


def test_more_than_can_be_followed_is_told() -> None:
    many = [f"DROP TABLE t{number}" for number in range(2000)]
    lines = shown(f"for s in {many!r}:\n    cur.execute(s)\n")
    assert any(line.startswith("unanalysed: its texts unfold") for line in lines)


@pytest.mark.parametrize(
    ("filled", "scope"),
    [
        ("f = []\n", "none"),
        ("f = [User.a == 1]\n", "filtered"),
        ("f = []\nif x:\n    f.append(User.a == 1)\n", "unknown"),
        ("f = []\nfor y in z:\n    f.append(User.a == y)\n", "unknown"),
        ("f = [User.a == 1]\nif x:\n    f.append(User.b == 2)\n", "filtered"),
    ],
)
def test_conditions_in_a_list(filled: str, scope: str) -> None:
    code = f"import sqlalchemy as sa\n{filled}session.execute(sa.delete(User).where(*f))\n"
    assert shown(code) == [f"DataChange verb=delete target=User scope={scope}"]


def test_loops_in_loops_take_no_longer_than_their_text() -> None:
    names = "".join(
        f"for s{number} in [{f's{number - 1} + x, ' * 20}]:\n    pass\n" for number in range(1, 60)
    )
    started = process_time()
    shown("s0 = 'DROP TABLE a'\n" + names + "cur.execute(s59)\n")
    assert process_time() - started < 5


def test_every_branch_that_is_written_counts() -> None:
    branches = "".join(f"elif x == {n}:\n    sql = 'DROP TABLE t{n}'\n" for n in range(20))
    found = texts(f"if x:\n    sql = 'SELECT 1'\n{branches}cur.execute(sql)\n")
    assert found == ["SELECT 1", *(f"DROP TABLE t{n}" for n in range(20))]


@pytest.mark.parametrize(
    "added",
    [
        "    sql += ' -- {n}\\n;DROP TABLE t{n}'\n",
        "    parts.append('DROP TABLE t{n}')\n",
    ],
)
def test_where_ways_multiply_the_one_that_took_every_branch_counts(added: str) -> None:
    branches = "".join(f"if x{n}:\n{added.format(n=n)}" for n in range(9))
    code = f"sql = 'SELECT 1'\nparts = ['SELECT 1']\n{branches}"
    run = "cur.execute(sql)\n" if "sql +=" in added else "cur.execute(';'.join(parts))\n"
    longest = max(texts(code + run), key=len)
    assert all(f"DROP TABLE t{n}" in longest for n in range(9))


@pytest.mark.parametrize(
    "path", ["name", "f'in/{name}'", "'in/' + name", "posixpath.join('in', name)"]
)
def test_what_a_loop_s_variable_is_put_into(path: str) -> None:
    code = "import paramiko, posixpath\nsftp = paramiko.SSHClient().open_sftp()\n"
    code += f"for name in sftp.listdir('in'):\n    path = {path}\n    sftp.remove(path)\n"
    assert any("verb=delete target=the folder of the server" in line for line in shown(code))


@pytest.mark.parametrize(
    ("filters", "every"),
    [("RunsFilter()", True), ("EMPTY", True), ("RunsFilter(statuses=[FAILED])", False)],
)
def test_a_filter_that_is_given_nothing_leaves_everything(filters: str, every: bool) -> None:
    code = (
        "from dagster import OpExecutionContext, RunsFilter\nEMPTY = RunsFilter()\n"
        "def clean(context: OpExecutionContext):\n"
        f"    for record in context.instance.get_run_records(filters={filters}):\n"
        "        run = record.dagster_run\n"
        "        if run.run_id == context.run_id:\n            continue\n"
        "        context.instance.delete_run(run.run_id)\n"
    )
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert any(one.scope is Scope.NONE for one in found) is every
