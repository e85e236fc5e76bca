"""Tables that a pattern picks which a parameter or an option has by default."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.effects.guarding import is_withheld

SWEEP = """
import argparse
import click
import ibis
connection = ibis.snowflake.connect(user="etl")
parser = argparse.ArgumentParser()
parser.add_argument("--like", default="^stg_")
parser.add_argument("--any", default=".*")
args = parser.parse_args()

{head}
    for name in connection.list_tables(like=pattern):
        connection.truncate_table(name)
{call}
"""


@pytest.mark.parametrize(
    ("head", "call", "picked"),
    [
        ("def sweep(pattern='^stg_'):", "sweep()", True),
        ("def sweep(pattern):", "sweep('^stg_')", True),
        ("def sweep(pattern):", "sweep(args.like)", True),
        ("@click.option('--pattern', default='^stg_')\ndef sweep(pattern):", "sweep()", True),
        ("def sweep(pattern='^stg_'):", "sweep(args.like)", True),
        ("def sweep(pattern=None):", "sweep()", False),
        ("def sweep(pattern='.*'):", "sweep()", False),
        ("def sweep(pattern='^stg_'):", "sweep(None)", False),
        ("def sweep(pattern='^stg_'):", "sweep(read())", False),
        ("def sweep(pattern):", "sweep(args.any)", False),
        ("@click.option('--pattern', default=None)\ndef sweep(pattern):", "sweep()", False),
    ],
)
def test_what_a_pattern_picks_by_default(head: str, call: str, picked: bool) -> None:
    found = [
        one for one in items(SWEEP.format(head=head, call=call)) if isinstance(one, DataChange)
    ]
    assert {is_withheld(one.guards) for one in found} == {picked}
