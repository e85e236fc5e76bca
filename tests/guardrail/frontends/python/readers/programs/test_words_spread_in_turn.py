"""Commands of a table that a loop takes in turn, with words added to each of them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.stream import Embedded

RUN = """\
import subprocess
DROP = ["dropdb", "shop"]
def run(args: list[str]) -> None:
    full = [*args, "--host", "db"]
    subprocess.run({0}, check=True)
def main() -> None:
    for args in (["createdb", "crm"], DROP):
        run(args)
"""
LOOP = """\
import subprocess
for args in (["createdb", "crm"], ["dropdb", "shop"]):
    subprocess.run(["sudo", *args])
"""


def _lines(code: str) -> list[str]:
    return [one.source.text for one in items(code) if isinstance(one, Embedded)]


@pytest.mark.parametrize("given", ["full", '[*args, "--host", "db"]'])
def test_each_is_run_with_the_words_that_a_function_adds(given: str) -> None:
    assert {"createdb crm --host db", "dropdb shop --host db"} <= set(_lines(RUN.format(given)))


def test_each_is_run_where_the_loop_adds_them_itself() -> None:
    assert _lines(LOOP) == ["sudo createdb crm", "sudo dropdb shop"]
