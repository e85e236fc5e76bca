"""Functions that run what they are given: where not all ways are followed, that is told."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.stream import Unanalysed

ONE = "def f0(sql):\n    cur.execute(sql)\n"


def chain(length: int) -> str:
    """A function that runs its argument, reached by so many others, one after the other."""
    steps = (f"def f{n + 1}(sql):\n    f{n}(sql)\n" for n in range(length))
    return f"{ONE}{''.join(steps)}f{length}('DROP TABLE users')\n"


def is_told(code: str) -> bool:
    """Whether it is said that not all ways were followed."""
    told = [one.reason for one in items(code) if isinstance(one, Unanalysed)]
    return "functions run what they are given on more ways than can be told" in told


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (chain(4), False),
        (chain(8), True),
        ("".join(f"def f{n}(sql):\n    cur.execute(sql)\n" for n in range(80)), False),
        ("".join(f"def f{n}(sql):\n    cur.execute(sql)\n" for n in range(180)), True),
        (ONE + "f0('SELECT 1')\n" * 100, False),
        (ONE + "f0('SELECT 1')\n" * 6_000 + "f0('DROP TABLE users')\n", True),
        ("def f(sql, n):\n    f(sql, n - 1)\n    cur.execute(sql)\nf('DROP TABLE a', 3)\n", False),
    ],
    ids=range(7),
)
def test_ways_that_are_not_followed_are_told(code: str, told: bool) -> None:
    assert is_told(code) is told
