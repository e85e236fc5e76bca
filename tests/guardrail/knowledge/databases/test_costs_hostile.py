"""Texts and tables of hostile size cost no more than they should."""

from __future__ import annotations

import time

import pytest

from guardrail.knowledge.databases.mysql.retyping import _more_values
from guardrail.knowledge.databases.postgres.nullness import not_null_in, proves_not_null
from guardrail.knowledge.databases.postgres.types import type_of
from guardrail.shapes import ConstraintKind, ConstraintShape, TableShape

SIZE = 200_000


@pytest.mark.parametrize(
    "text", ["[1]" * SIZE + "x", "(" * SIZE, " " * SIZE, "array " * SIZE, "varchar(" + "9" * SIZE]
)
def test_a_type_of_any_length_is_read_at_once(text: str) -> None:
    start = time.process_time()
    assert type_of(text) is None
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text", ["(" * SIZE + ")" * SIZE, "(" * 999 + ")" * 999, "a IS NOT NULL AND " * SIZE]
)
def test_a_check_of_any_length_is_read_at_once(text: str) -> None:
    start = time.process_time()
    assert not_null_in(text) == frozenset()
    assert time.process_time() - start < 1


def test_an_enumeration_of_any_length_is_read_at_once() -> None:
    values = ",".join(["'a'"] * SIZE)
    start = time.process_time()
    assert _more_values(f"enum({values})", f"enum({values},'b')")
    assert time.process_time() - start < 2


def test_a_table_of_many_constraints_is_looked_at_in_part() -> None:
    table = TableShape(
        "t",
        constraints=(ConstraintShape(ConstraintKind.CHECK, expression="a IS NOT NULL"),) * SIZE,
    )
    start = time.process_time()
    assert not proves_not_null(table, "b")
    assert time.process_time() - start < 1
