"""The readers of calls are imported late; each is there when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from guardrail.frontends.python.late_readers import READERS, reader_of
from guardrail.knowledge.python import all_rows, rows

_TOLD_OTHERWISE = {rows.TakesPart, rows.SetsFields}
"""Rows that are asked besides what a call does."""

_COUNTED = """
import sys
import guardrail.frontends.python.module
late = ("web.network", "programs.history", "clouds.firewalls", "readers.loosened")
late += ("django.migration",)
print([name for name in sys.modules if name.endswith(late)])
"""


@pytest.mark.parametrize("row", READERS, ids=lambda row: row.__name__)
def test_each_kind_of_row_has_a_reader(row: type[rows.Row]) -> None:
    assert callable(reader_of(row))


def test_what_a_row_of_the_knowledge_says_is_read_by_something() -> None:
    kinds = {type(row) for row in all_rows()} - _TOLD_OTHERWISE
    assert kinds <= READERS.keys()


def test_readers_that_no_call_asks_for_are_not_imported() -> None:
    command = [sys.executable, "-c", _COUNTED]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert told.stdout.strip() == "[]", told.stderr
