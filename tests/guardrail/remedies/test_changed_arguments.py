"""Another argument for a call: rows appended, a last snapshot, a mode that is closed."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.replaced_table import ReplacedTable
from guardrail_rules.infrastructure.destroyed_resource import DestroyedResource
from guardrail_rules.privilege.world_writable_files import WorldWritableFiles

from guardrail.engine.examples import judge_example
from guardrail.example import python, shell
from guardrail.model import Level
from guardrail.remedies import applied, fix
from guardrail.rule import Rule

FRAMES = "import pandas as pd\nimport polars as pl\n\n"
CLOUD = 'import boto3\n\nrds = boto3.client("rds")\ndw = boto3.client("redshift")\n'


def mended(rule: type[Rule], text: str, language: str = "python") -> str | None:
    """The text after the fix of what the rule finds, `None` where there is none."""
    example = python if language == "python" else shell
    found = judge_example(rule, example(text))
    assert found, text
    made = fix(found[0], text)
    if made is None:
        return None
    assert not made.safe
    after = applied(text, made.edits)
    left = judge_example(rule, example(after))
    assert all(one.level is Level.INFO and one.remedy is None for one in left), after
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'pd.DataFrame(a).to_sql("users", engine, if_exists="replace")',
            'pd.DataFrame(a).to_sql("users", engine, if_exists="append")',
        ),
        (
            "pd.DataFrame(a).to_sql('users', engine, if_exists='replace', index=False)",
            "pd.DataFrame(a).to_sql('users', engine, if_exists='append', index=False)",
        ),
        (
            'pl.DataFrame(a).write_database("users", url, if_table_exists="replace")',
            'pl.DataFrame(a).write_database("users", url, if_table_exists="append")',
        ),
        ('pd.DataFrame(a).to_sql("users", engine, if_exists=how or "replace")', None),
    ],
)
def test_rows_are_appended(before: str, after: str | None) -> None:
    assert mended(ReplacedTable, FRAMES + before) == (after and FRAMES + after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'rds.delete_db_instance(DBInstanceIdentifier="shop", SkipFinalSnapshot=True)',
            (
                'rds.delete_db_instance(DBInstanceIdentifier="shop", '
                'FinalDBSnapshotIdentifier="shop-final")'
            ),
        ),
        (
            "rds.delete_db_cluster(\n    DBClusterIdentifier=name,\n    SkipFinalSnapshot=True,\n)",
            (
                "rds.delete_db_cluster(\n    DBClusterIdentifier=name,\n"
                '    FinalDBSnapshotIdentifier=f"{name}-final",\n)'
            ),
        ),
        (
            'dw.delete_cluster(ClusterIdentifier="dw", SkipFinalClusterSnapshot=True)',
            'dw.delete_cluster(ClusterIdentifier="dw", FinalClusterSnapshotIdentifier="dw-final")',
        ),
        ('rds.delete_db_instance(DBInstanceIdentifier="-x", SkipFinalSnapshot=True)', None),
        ("rds.delete_db_instance(SkipFinalSnapshot=True, **which)", None),
    ],
)
def test_a_last_snapshot_is_taken(before: str, after: str | None) -> None:
    assert mended(DestroyedResource, CLOUD + before) == (after and CLOUD + after)


def test_a_last_snapshot_is_taken_on_the_command_line() -> None:
    before = "aws rds delete-db-instance --db-instance-identifier shop --skip-final-snapshot\n"
    after = before.replace("--skip-final-snapshot", "--final-db-snapshot-identifier shop-final")
    assert mended(DestroyedResource, before, "shell") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("chmod -R 777 /srv/www", "chmod -R 755 /srv/www"),
        ("chmod 0666 /srv/key", "chmod 0644 /srv/key"),
        ("chmod 1777 /srv/777", "chmod 1755 /srv/777"),
        ("chmod a+w /srv/key", None),
    ],
)
def test_a_mode_is_closed(before: str, after: str | None) -> None:
    assert mended(WorldWritableFiles, before, "shell") == after


def test_a_mode_is_closed_in_python() -> None:
    text = 'import os\n\nos.chmod("/srv/0777", 0o777)\n'
    assert mended(WorldWritableFiles, text) == text.replace("0o777", "0o755")
