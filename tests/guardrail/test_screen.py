"""The screen keeps whatever a reader would find something in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail import screen
from guardrail.engine.rulebook import rules_of
from guardrail.frontends.python import read
from guardrail.frontends.python.module import read_module
from guardrail.knowledge.python import all_rows
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Unanalysed

ROOT = Path(__file__).parents[2]
EXAMPLES = [row.example for row in all_rows()] + [
    example.whole
    for rule in rules_of("guardrail_rules")
    for example in (*rule.bad, *rule.good)
    if example.language == "python"
]


def test_the_table_is_made_from_the_knowledge() -> None:
    done = subprocess.run(
        [sys.executable, "tools/generate_screen.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code", EXAMPLES)
def test_screened_and_unscreened_give_the_same(code: str) -> None:
    source = Source("shop/clean.py", "python", code)
    assert list(read(source, Settings())) == list(read_module(source, Settings()))


@pytest.mark.parametrize(
    "code",
    [
        'revision = "c"\ndown_revision = ("a", "b")\n\ndef upgrade():\n    pass\n',
        'revision = "c"\n\ndef upgrade():\n    pass\n',
        'revision = "c"\nｄown_revision = "b"\n\ndef upgrade():\n    pass\n',
        'down_revision = "b"\n\ndef upgrade():\n    pass\n',
    ],
)
def test_so_do_revisions_that_do_nothing(code: str) -> None:
    source = Source("shop/clean.py", "python", code)
    assert list(read(source, Settings())) == list(read_module(source, Settings()))


@settings(deadline=None)
@given(st.sampled_from(EXAMPLES), st.integers(0, 2**16), st.text(max_size=3))
def test_so_do_examples_with_something_put_in(code: str, at: int, more: str) -> None:
    at %= len(code) + 1
    source = Source("shop/clean.py", "python", code[:at] + more + code[at:])
    found = [item for item in read_module(source, Settings()) if not isinstance(item, Unanalysed)]
    screened = read(source, Settings())
    assert [item for item in screened if not isinstance(item, Unanalysed)] == found


@pytest.mark.parametrize(
    "text",
    [
        "cursor.execute(x)",
        "cur.ｅｘｅｃｕｔｅ(x)",
        "getattr(cursor, name)(x)",
        "exec(x)",
        "__import__(x)",
        "password = 'x'",
        "# guardrail: allow[x]",
        'revision = "c"\ndown_revision = ("a", "b")',
        "ｇetattr(cursor, name)(x)",
    ],
)
def test_what_is_kept(text: str) -> None:
    assert screen.worth_reading("python", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "def area(width, height):\n    return width * height\n",
        "executed = True",
        "self.execute_later()",
        "run(x)",
        "d.update(a)",
        "monkey = banana",
        "# é",
    ],
)
def test_what_is_not(text: str) -> None:
    assert not screen.worth_reading("python", text)


def test_other_languages_are_all_read() -> None:
    assert screen.worth_reading("sql", "SELECT 1")
    assert not screen.worth_reading("sql", "")


def test_the_words_of_a_text() -> None:
    text = "import subprocess\nsubprocess.run(x); y.execute(z)"
    assert {text[start:end] for start, end in screen.places(text)} == {
        "run",
        "execute",
    }


def test_names_that_may_be_secrets() -> None:
    text = "DB_PASSWORD = 'a'\nf(api_key='b')\nx = token\n{'secret': 'c'}\nos.environ['PWD'] = 'd'"
    assert [(name, text[quote]) for name, quote in screen.secret_places(text)] == [
        ("DB_PASSWORD", "'"),
        ("api_key", "'"),
        ("secret", "'"),
        ("PWD", "'"),
    ]


def test_it_imports_next_to_nothing() -> None:
    code = "import sys, guardrail.screen; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"dataclasses", "tree_sitter", "libcst", "sqlglot", "guardrail.model", "inspect"}
    assert heavy.isdisjoint(loaded)
