"""What a module's own function runs is told where it is called, with what it is given."""

from textwrap import indent
from time import process_time

import pytest
from reading_python import shown

HEAD = "import shlex, subprocess\nimport sqlalchemy as sa\nfrom alembic import op\n"


def told(code: str) -> list[str]:
    """What the code yields, without the brackets."""
    return [line for line in shown(HEAD + code) if not line.startswith(("[", "]"))]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def run(sql):\n    cur.execute(sql)\nrun('DROP TABLE a')\n", "sql: DROP TABLE a"),
        (
            "def run(c, sql, *, n=1):\n    c.execute(sa.text(sql), n)\nrun(c, f'DROP TABLE {t}')\n",
            "sql: DROP TABLE {t}",
        ),
        ("def run(c, *, sql):\n    cur.execute(sql)\nrun(c, sql='DROP TABLE a')\n", None),
        ("def run(q):\n    q = q.strip()\n    cur.execute(q)\nrun('DROP TABLE a')\n", None),
        (
            "def run(q):\n    def go():\n        cur.execute(q)\n    go()\nrun('DROP TABLE a')\n",
            None,
        ),
        (
            "def a(q):\n cur.execute(q)\ndef b(q):\n  a(q)\ndef c(q):\n  b(q)\nc('DROP TABLE a')\n",
            None,
        ),
        ("def run(q, n):\n    cur.execute(q, n)\ngo = partial(run, 'DROP TABLE a')\n", None),
        ("def run(q):\n    cur.execute(q)\npool.submit(run, 'DROP TABLE a')\n", None),
        ("def run(q):\n    cur.execute(q)\nq = 'DROP TABLE a'\npool.submit(run, q)\n", None),
        ("def run(q):\n    cur.execute(q)\ntasks.add_task(run, 'DROP TABLE a')\n", None),
        ("def run(q):\n    cur.execute(q)\nThread(target=run, args=('DROP TABLE a',))\n", None),
        (
            "def go(q):\n cur.execute(q)\nOp(python_callable=go, op_kwargs={'q': 'DROP TABLE a'})",
            None,
        ),
        ("def run(q):\n cur.execute(q)\nloop.run_in_executor(None, run, 'DROP TABLE a')\n", None),
        ("def sh(c):\n    subprocess.run(c, shell=True)\nsh('rm -rf /')\n", "shell: rm -rf /"),
        ("def sh(c, **k):\n    subprocess.run(c, **k)\nsh(['rm', '/'])\n", "shell: rm /"),
        ("def sh(*c):\n    subprocess.run(c)\nsh('rm', '/')\n", "shell: rm /"),
        ("def sh(c):\n    subprocess.run(shlex.split(c))\nsh('rm -rf /')\n", "shell: rm -rf /"),
        ("def sh(c):\n    subprocess.run(c.split())\nsh('rm -rf /')\n", "shell: rm -rf /"),
    ],
)
def test_a_function_that_runs_what_it_is_given(code: str, said: str | None) -> None:
    assert told(code) == [said or "sql: DROP TABLE a"]


@pytest.mark.parametrize(
    ("call", "meant"),
    [
        ("db = Db()\ndb.run('DROP TABLE a')\n", True),
        ("Db().run('DROP TABLE a')\n", True),
        ("class Other(Db):\n    def wipe(self):\n        self.run('DROP TABLE a')\n", True),
        ("page.run('DROP TABLE a')\n", False),
        ("run('DROP TABLE a')\n", False),
    ],
)
def test_a_method_is_one_of_its_class(call: str, meant: bool) -> None:
    db = "class Db:\n    def run(self, sql, *given):\n        self.cursor.execute(sql, given)\n"
    assert told(db + call) == (["sql: DROP TABLE a"] if meant else [])


@pytest.mark.parametrize(
    "body",
    [
        "sql = build(sql)\ncur.execute(sql)\n",
        "if x:\n    sql = 'SELECT 1'\ncur.execute(other)\n",
        "cur.execute(query)\n",
    ],
)
def test_a_function_that_runs_something_else_says_nothing_of_its_calls(body: str) -> None:
    assert "sql: DROP TABLE a" not in told(
        f"def run(sql):\n{indent(body, '    ')}run('DROP TABLE a')\n"
    )


def test_what_a_migration_gives_is_the_migrations() -> None:
    code = (
        "revision = '2'\n"
        "def run(sql):\n    op.execute(sql)\n"
        "def upgrade():\n    run('CREATE TABLE a (id int)')\n"
        "def downgrade():\n    run('DROP TABLE a')\n"
    )
    assert shown(HEAD + code) == [
        "[migration upgrade up",
        "sql: CREATE TABLE a (id int)",
        "]",
        "[migration downgrade down",
        "sql: DROP TABLE a",
        "]",
    ]


def test_what_stays_unknown_is_told_where_the_migration_gives_it() -> None:
    code = "revision = '2'\ndef run(sql):\n    op.execute(sql)\ndef upgrade():\n    run({})\n"
    assert told(code.format("'CREATE TABLE a (id int)'"))[:1] == ["sql: CREATE TABLE a (id int)"]
    assert told(code.format("secret()")) == ["unanalysed: SQL that is only known at run time"]


def test_functions_that_call_themselves_and_each_other_end() -> None:
    code = "".join(
        f"def f{n}(sql):\n    cur.execute(sql)\n    f{(n + 1) % 300}(sql)\n    f{n}(sql)\n"
        for n in range(300)
    )
    started = process_time()
    assert "sql: DROP TABLE a" in told(code + "f0('DROP TABLE a')\n")
    assert process_time() - started < 5


def test_what_runs_another_language_on_a_known_object_runs_no_sql() -> None:
    code = """
class Graph:
    def __init__(self, uri):
        self.driver = neo4j.GraphDatabase.driver(uri)

    def run(self, query, **params):
        return self.driver.execute_query(query, params)

    def forget(self):
        self.run("MATCH (p:Person) DETACH DELETE p")
"""
    assert told("import neo4j\n" + code) == ["cypher: MATCH (p:Person) DETACH DELETE p"]
