"""The tables of Python's libraries: every row says what it is about and is met in its example."""

from __future__ import annotations

from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST
from importlib import import_module
from pkgutil import iter_modules

import pytest

from guardrail.effects import Effect
from guardrail.frontends.python import read
from guardrail.knowledge import python as knowledge
from guardrail.knowledge.python import all_rows, rows_by_word
from guardrail.knowledge.python.rows import Connects, Row
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Embedded

ROWS = all_rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.names[0])
def test_the_example_of_a_row_does_something(row: Row) -> None:
    code = f"import requests, pandas\n{row.example}\n"
    found = list(read(Source("shop/clean.py", "python", code), Settings()))
    runs_other_steps = row.names[0].endswith(("RunPython", "RunSQL", "SeparateDatabaseAndState"))
    if runs_other_steps:
        code = (
            "from django.db import migrations\nclass Migration(migrations.Migration):\n"
            f"    operations = [{row.example}]\n"
        )
        found = list(read(Source("shop/migrations/0001_a.py", "python", code), Settings()))
    if isinstance(row, Connects) and ("://" in row.example or "PWD=" in row.example):
        # A password inside a connection string is found by the reader of credentials, in any text.
        return
    assert any(isinstance(item, (Effect, Embedded)) for item in found), row.example


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.names[0])
def test_the_example_shows_one_of_the_names(row: Row) -> None:
    assert any(name.rsplit(".", 1)[-1] in row.example for name in row.names)


def test_examples_and_twins_are_python() -> None:
    awaited = PyCF_ONLY_AST | PyCF_ALLOW_TOP_LEVEL_AWAIT
    for row in ROWS:
        for code in (row.example, getattr(row, "twin", "")):
            compile(code, row.names[0], "exec", awaited)


def test_every_file_of_the_folder_says_where_its_facts_are_from() -> None:
    for module in iter_modules(knowledge.__path__):
        loaded = import_module(f"{knowledge.__name__}.{module.name}")
        if hasattr(loaded, "ROWS"):
            assert "Source" in (loaded.__doc__ or ""), module.name


def test_rows_are_found_by_the_last_part_of_their_names() -> None:
    assert {type(row).__name__ for row in rows_by_word()["rmtree"]} == {
        "ChangesFile",
        "ChangesObject",
        "GoesAtAnyRate",
        "RunsQuery",
    }
    assert all(rows_by_word().values())
