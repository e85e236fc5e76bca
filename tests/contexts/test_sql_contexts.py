"""A statement among others, in a block or written in another way is the same statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from levels import Case, cases, less, some
from weaving import HARM, Context, contexts

EVERYWHERE = contexts("sql_free.txt")
IN_POSTGRES = contexts("postgres_free.txt")
FEW = 8
SPELLINGS: dict[str, Callable[[str], str]] = {
    "in small letters": str.lower,
    "comments between": lambda text: text.replace(" ", " /* x */ "),
    "a word a line": lambda text: text.replace(" ", "\n"),
    "much space": lambda text: text.replace(" ", " \t  "),
}
_ASKED_FOR = {
    # Whoever sets a time-out has one; a transaction that was rolled back is over.
    "behind settings": {"useless-lock-timeout"},
    "behind one that was rolled back": {
        *("concurrently-in-transaction", "enum-value-used-early"),
        *("validated-in-same-transaction", "several-locks"),
    },
}
_NEVER_IN_A_BLOCK = {"concurrently-in-transaction"}
_LITERAL = re.compile(r"['\"$`\[]|--|/\*")


def _single(case: Case) -> bool:
    text = case.example.whole.strip().rstrip(";")
    return ";" not in text and "$$" not in text and case.example.dialect == "postgres"


def _quieter(context: Context) -> Iterator[str]:
    among = cases("sql") if context in EVERYWHERE else [*filter(_single, cases("sql"))]
    spared = _ASKED_FOR.get(context.name, set())
    spared = spared if context in EVERYWHERE else _NEVER_IN_A_BLOCK
    for case in some(among, context):
        statement = case.example.whole.strip().rstrip(";")
        if case.rule is None or case.rule.name not in spared:
            yield less(case, context.body.replace(HARM, statement))


@pytest.mark.parametrize("context", [*EVERYWHERE, *IN_POSTGRES], ids=lambda one: one.name)
def test_what_guards_nothing_lowers_nothing(context: Context) -> None:
    told = [*islice(_quieter(context), FEW)]
    assert told
    assert [one for one in told if one] == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_nor_does_another_spelling(spelling: str) -> None:
    written = SPELLINGS[spelling]
    plain = [one for one in cases("sql") if not _LITERAL.search(one.example.whole)]
    told = [less(case, written(case.example.whole)) for case in plain]
    assert len(told) > FEW
    assert [one for one in told if one] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("context", [*EVERYWHERE, *IN_POSTGRES], ids=lambda one: one.name)
def test_no_example_at_all_is_lowered(context: Context) -> None:
    assert [one for one in _quieter(context) if one] == []
