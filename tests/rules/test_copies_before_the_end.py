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
