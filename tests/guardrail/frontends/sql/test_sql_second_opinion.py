"""sqlglot is asked about what the table of verbs doesn't know, and otherwise agrees with it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from reading_sql import effects, items, shown
from test_sql_cases import cases

from guardrail.effects import DataChange, Scope
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.lexis import LEXES
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.second_opinion import is_shallow, parsed, read
from guardrail.frontends.sql.splitter import Splitter
from guardrail.model import Confidence, Source

WRITES = {"Delete": "delete", "Update": "update", "Merge": "merge"}


def asked(text: str, dialect: str = "postgres") -> list[str]:
    """What sqlglot says of a statement."""
    tokens = next(iter(Splitter(text, LEXES[dialect]))).tokens
    reading = Reading(Source("x.sql", "sql", text), LEXES[dialect], dialect)
    return [shown(item) for item in read(reading, Cursor(tokens))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "DELETE FROM s.users",
            ["DataChange confidence=medium verb=delete target=s.users"],
        ),
        (
            "WITH a AS (UPDATE t SET b = 1 WHERE c RETURNING *) SELECT 1 FROM a",
            ["DataChange confidence=medium verb=update target=t scope=filtered"],
        ),
        (
            "DROP TABLE u CASCADE",
            ["SchemaChange confidence=medium verb=drop kind=table table=u name=u cascade=True"],
        ),
        ("FROBNICATE and DELETE", ["Unanalysed 'a statement that is not understood' DELETE"]),
        ("VACUUM DELETE", ["Unanalysed 'a statement that is not understood' DELETE"]),
        ("nothing at all", ["Unanalysed 'a statement that is not understood'"]),
    ],
)
def test_what_it_sees(text: str, expected: list[str]) -> None:
    assert asked(text) == expected


def test_it_is_kept_from_what_would_break_it() -> None:
    deep = "DELETE FROM t WHERE " + "(" * 5_000 + "1" + ")" * 5_000
    long = "DELETE FROM t WHERE " + " OR ".join(["a"] * 5_000)
    for text in (deep, long):
        assert not is_shallow(next(iter(Splitter(text, LEXES["postgres"]))).tokens)
        assert asked(text) == ["Unanalysed 'a statement that is not understood' DELETE"]


@pytest.mark.parametrize("text", ["DELETE FROM", "CASE WHEN", "((((", "SHUTDOWN", "CLUSTER t", ""])
def test_it_gives_up_without_a_word(text: str) -> None:
    assert parsed(text, "postgres") is None


def test_an_ordinary_migration_never_needs_it() -> None:
    code = (
        "import sys; from guardrail.frontends.sql import read; "
        "from guardrail.model import Source; from guardrail.settings import Settings; "
        "list(read(Source('x.sql', 'sql', 'DELETE FROM a; ALTER TABLE b ADD c int'), Settings())); "
        "assert 'sqlglot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [(dialect, text) for dialect, text, _ in cases() if "{" not in text and "$$" not in text],
)
def test_the_two_readings_agree_on_rows(dialect: str, text: str) -> None:
    from sqlglot import exp

    tree = parsed(text, dialect)
    of_parameter = text.startswith(("UPDATE $", "UPDATE ONLY $"))
    if tree is None or of_parameter or text.startswith("DELETE TOP"):
        return
    for node in tree.find_all(exp.Delete, exp.Update, exp.Merge):
        verb = WRITES[type(node).__name__]
        if node.parent is not None and not isinstance(node.parent, exp.CTE):
            continue
        found = [
            effect
            for effect in effects(text, dialect)
            if isinstance(effect, DataChange) and effect.verb == verb
        ]
        assert found, f"no {verb} seen"
        if verb != "merge":
            bound = node.args.get("where") is not None
            named_by_with = text.startswith("WITH d AS")
            assert named_by_with or all((e.scope is Scope.NONE) is not bound for e in found)


def test_what_only_sqlglot_sees_is_less_sure() -> None:
    assert asked("DELETE FROM a")[0].startswith("DataChange confidence=medium")
    assert [e.confidence for e in effects("DELETE FROM a")] == [Confidence.HIGH]
    assert items("SELECT 1") == []
