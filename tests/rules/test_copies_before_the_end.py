"""Databases that are deleted with a last copy, or without: what AWS refuses to go without."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

RETIRED = """\
import boto3

def options(name):
    told = {{"DBInstanceIdentifier": name, {0}}}
    if not told.get("SkipFinalSnapshot"):
        told["FinalDBSnapshotIdentifier"] = f"{{name}}-final"
    return told

def retire(name):
    boto3.client("rds").delete_db_instance(**options(name))
"""


@pytest.mark.parametrize(
    ("skipped", "expected"),
    [
        ('"SkipFinalSnapshot": False', Level.INFO),
        ('"FinalDBSnapshotIdentifier": f"{name}-last"', Level.INFO),
        ('"SkipFinalSnapshot": True', Level.ERROR),
        ('"SkipFinalSnapshot": True, "DeleteAutomatedBackups": True', Level.ERROR),
    ],
)
def test_a_copy_outlives_it(skipped: str, expected: Level) -> None:
    assert level("destroyed-resource", python(RETIRED.format(skipped))) is expected


OWN = """\
import boto3

rds = boto3.client("rds")

def retire(name, snapshot):
    {0}
    rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('rds.create_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier="a")', Level.INFO),
        ("rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier=name)", Level.INFO),
        ("rds.describe_db_instances(DBInstanceIdentifier=name)", Level.ERROR),
        (
            'rds.create_db_snapshot(DBInstanceIdentifier="b", DBSnapshotIdentifier="a")',
            Level.ERROR,
        ),
    ],
)
def test_what_the_program_has_copied_or_made_itself(before: str, expected: Level) -> None:
    assert level("destroyed-resource", python(OWN.format(before))) is expected


ASKED = """\
import boto3
import click

@click.command()
@click.option("--skip-snapshot/--snapshot", default={0})
@click.argument("name")
def retire(name, skip_snapshot):
    more = {{}} if skip_snapshot else {{"FinalDBSnapshotIdentifier": f"{{name}}-final"}}
    boto3.client("rds").delete_db_instance(
        DBInstanceIdentifier=name, SkipFinalSnapshot=skip_snapshot, **more
    )
"""


@pytest.mark.parametrize(("skips", "expected"), [("False", Level.INFO), ("True", Level.WARNING)])
def test_a_flag_says_whether_a_copy_is_left_out(skips: str, expected: Level) -> None:
    assert level("destroyed-resource", python(ASKED.format(skips))) is expected
