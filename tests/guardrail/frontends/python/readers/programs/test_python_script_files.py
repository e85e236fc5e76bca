"""SQL that Python reads from a file and runs: the file is followed."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Reference

FOUND = [
    ("cursor.execute(open('a.sql').read())", "a.sql"),
    ("cursor.executescript(open('sql/a.sql', encoding='utf-8').read())", "sql/a.sql"),
    ("with open('a.sql') as f:\n    cursor.execute(f.read())", "a.sql"),
    ("with open('a.sql') as f:\n    text = f.read()\ncursor.execute(text)", "a.sql"),
    ("SQL = open('a.sql').read()\ndef f():\n    cursor.execute(SQL)", "a.sql"),
    ("cursor.execute(open('a.sql', 'rb').read().decode().strip())", "a.sql"),
    ("cursor.execute(sqlalchemy.text(open('a.sql').read()))", "a.sql"),
    ("cursor.execute(Path('a.sql').read_text())", "a.sql"),
    ("cursor.execute(Path('sql', 'a.sql').open().read())", "sql/a.sql"),
    ("cursor.execute(Path(__file__).with_name('a.sql').read_text())", "app/a.sql"),
    ("cursor.execute(Path(__file__).with_suffix('.sql').read_text())", "app/clean.sql"),
    ("cursor.execute((Path(__file__).parent / 'a.sql').read_text())", "app/a.sql"),
    ("cursor.execute((Path(__file__).parent.parent / 'a.sql').read_text())", "a.sql"),
    ("cursor.execute(Path(__file__).resolve().parents[1].joinpath('a.sql').read_text())", "a.sql"),
    ("HERE = Path(__file__).parent\ncursor.execute((HERE / 'a.sql').read_text())", "app/a.sql"),
    (
        "p = os.path.join(os.path.dirname(__file__), 'a.sql')\ncursor.execute(open(p).read())",
        "app/a.sql",
    ),
    ("cursor.execute(open(os.path.dirname(__file__) + '/../b/a.sql').read())", "b/a.sql"),
    ("cursor.execute(open(os.path.abspath('a.sql')).read())", "a.sql"),
    ("cursor.execute(resources.files(__package__).joinpath('a.sql').read_text())", "app/a.sql"),
    (
        "cursor.execute(resources.files('shop.sql').joinpath('a.sql').read_text())",
        "shop/sql/a.sql",
    ),
    ("def text():\n    return open('a.sql').read()\ncursor.execute(text())", "a.sql"),
    ("for one in open('a.sql').read().split(';'):\n    cursor.execute(one)", "a.sql"),
    ("for one in sqlparse.split(open('a.sql').read()):\n    cursor.execute(one)", "a.sql"),
    ("with open('a.sql') as f:\n    for one in f:\n        cursor.execute(one.strip())", "a.sql"),
    ("[cursor.execute(one) for one in Path('a.sql').read_text().splitlines()]", "a.sql"),
    (
        (
            "all = [x.strip() for x in open('a.sql').read().split(';')]\n"
            "for one in all:\n    cursor.execute(one)"
        ),
        "a.sql",
    ),
]


@pytest.mark.parametrize(("code", "path"), FOUND)
def test_the_file_runs_where_its_text_does(code: str, path: str) -> None:
    code = f"import os, sqlalchemy, sqlparse\nfrom importlib import resources\n{code}"
    said = [line for line in shown(code) if not line.startswith(("[", "]"))]
    assert said == [f"sql file: {path}"]


NOT_FOUND = [
    "cursor.execute(open(path).read())",
    "cursor.execute(open('/etc/a.sql').read())",
    "cursor.execute(open('../a.sql').read())",
    "cursor.execute((Path(__file__).parent.parent.parent / 'a.sql').read_text())",
    "cursor.execute((HERE / 'a.sql').read_text())",
    "cursor.execute(open(f'sql/{name}.sql').read())",
    "robot.execute(open('tasks.txt').read())",
    "cursor.execute(response.read())",
    "a = a\ncursor.execute(open(a).read())",
    "def f():\n    return f()\ncursor.execute(f())",
    "for a in b:\n    for b in a:\n        cursor.execute(a)",
]


@pytest.mark.parametrize("code", NOT_FOUND)
def test_a_file_outside_of_the_project_or_of_a_name_made_at_run_time(code: str) -> None:
    assert shown(code) == []


def test_in_a_migration_such_a_file_is_told() -> None:
    said = shown(
        """
        from alembic import op
        revision = "2"
        down_revision = "1"
        def upgrade():
            op.execute(open("/srv/a.sql").read())
            op.execute(open(NAME).read())
        def downgrade():
            pass
        """
    )
    assert said[1:3] == ["unanalysed: a file that can't be found from here is run"] * 2


def test_code_that_stands_in_a_command_line_has_no_file_of_its_own() -> None:
    command = "cursor.execute(open(__file__).read())"
    facts = extract(Source("clean.sh", "shell", f'python -c "{command}"'), Settings())
    assert not [fact for fact in facts if isinstance(fact, Reference)]


def test_the_reference_says_which_call_runs_the_file() -> None:
    code = "cursor.execute(open('a.sql').read())"
    (found,) = items(code)
    assert isinstance(found, Reference)
    assert (found.step.label, found.step.span.start, found.step.span.end) == (
        "cursor.execute",
        0,
        len(code),
    )


def test_a_helper_that_gives_a_text() -> None:
    code = """
        def wipe(table):
            return f"DELETE FROM {table}"
        cursor.execute(wipe("users"))
    """
    assert shown(code) == ["sql: DELETE FROM users"]


@pytest.mark.parametrize(
    "body",
    [
        "yield 'DELETE FROM a'\n    return 'DELETE FROM a'",
        "pass",
        "return",
    ],
)
def test_a_helper_that_does_more_is_not_followed(body: str) -> None:
    assert shown(f"def f():\n    {body}\ncursor.execute(f())") == []
