"""Path patterns: what they match, and that none of them takes long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.settings import Settings, glob_matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.sql", "a.sql"),
        ("*.sql", "db/migrations/a.sql"),
        ("migrations/", "migrations/0001/a.sql"),
        ("**/migrations/**", "migrations/a.sql"),
        ("**/migrations/**", "shop/migrations/deep/a.sql"),
        ("db/*/a?.sql", "db/x/a1.sql"),
        ("/db/*.sql", "db/a.sql"),
        ("db/**", "db/with\nnewline/a.sql"),
        ("a+b[1].sql", "a+b[1].sql"),
    ],
)
def test_a_pattern_matches(pattern: str, path: str) -> None:
    assert glob_matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.sql", "a.sql.txt"),
        ("db/*.sql", "db/x/a.sql"),
        ("/a.sql", "db/a.sql"),
        ("db/a?.sql", "db/a/.sql"),
        ("migrations/", "migrations"),
        ("**/migrations/**", "shop/old_migrations/a.sql"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, path: str) -> None:
    assert not glob_matches(pattern, path)


def plainly(pattern: str) -> str:
    """The expression without anything clever: what a pattern means."""
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    meanings = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    tokens = re.findall(r"\*\*/|\*\*|.", pattern.lstrip("/"), re.DOTALL)
    return "".join(meanings.get(token) or re.escape(token) for token in tokens)


@given(st.text("ab/*?", max_size=10), st.text("ab/", max_size=10))
def test_keeping_the_first_place_loses_no_match(pattern: str, path: str) -> None:
    whole = re.compile(plainly(pattern), re.DOTALL).fullmatch(path)
    assert glob_matches(pattern, path) == (whole is not None)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/".join(["**/a"] * 12) + "/b", "a/" * 2000 + "c"),
        ("*a" * 12 + "*b", "a" * 255),
        ("**a" * 12 + "**b", "a" * 2000),
    ],
)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    started = time.process_time()
    assert not glob_matches(pattern, path)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "path",
    [
        "shop/tests.py",
        "shop/api_tests.py",
        "shop_tests/db/a.py",
        "shop_test/utils.py",
        "shop/testutils.py",
        "shop/testutils/rows.py",
        "a/tests/b.py",
        "test_a.py",
        "shop/pytest_plugins/rows.py",
    ],
)
def test_the_usual_names_of_tests_are_known(path: str) -> None:
    assert Settings().is_test(path)


@pytest.mark.parametrize(
    "path",
    ["shop/latests.py", "shop/contests/wipe.py", "shop/testsuite.sql", "test-env/main.tf.py"],
)
def test_other_names_are_no_tests(path: str) -> None:
    assert not Settings().is_test(path)
