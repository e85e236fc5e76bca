"""What is written over in part, or deleted with a copy left behind: partitions, last snapshots."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Recoverable, ResourceChange, SchemaChange

CONFIG = "bigquery.LoadJobConfig(write_disposition='WRITE_TRUNCATE')"


@pytest.mark.parametrize(
    ("destination", "told"),
    [
        ("f'shop.visits${day:%Y%m%d}'", False),
        ("destination(day)", False),
        ("'shop.visits$20260131'", False),
        ("bigquery.TableReference.from_string(f'shop.visits${day}')", False),
        ("'shop.visits'", True),
        ("f'{dataset}.visits'", True),
    ],
)
@pytest.mark.parametrize(
    "load",
    [
        f"config = {CONFIG}\n    client.load_table_from_json(rows, TO, job_config=config)",
        f"client.load_table_from_uri(uri, TO, job_config={CONFIG})",
        "client.load_table_from_dataframe(frame, TO, job_config=config())",
        (
            "config = bigquery.LoadJobConfig()\n    config.write_disposition = 'WRITE_TRUNCATE'\n"
            "    client.load_table_from_file(file, destination=TO, job_config=config)"
        ),
    ],
)
def test_a_job_that_names_a_partition_replaces_that_alone(
    load: str, destination: str, told: bool
) -> None:
    code = (
        "from google.cloud import bigquery\nclient = bigquery.Client()\n"
        "def destination(day):\n    return f'shop.visits${day:%Y%m%d}'\n"
    )
    if "config()" in load:
        code += f"def config():\n    return {CONFIG}\n"
    code += (
        f"def load(rows, day, dataset, uri, frame, file):\n    {load.replace('TO', destination)}\n"
    )
    assert any(isinstance(one, SchemaChange) and one.replace for one in items(code)) is told


@pytest.mark.parametrize(
    ("operator", "given", "left"),
    [
        ("redshift_cluster.RedshiftDeleteCluster", "cluster_identifier='shop'", False),
        (
            "redshift_cluster.RedshiftDeleteCluster",
            "cluster_identifier='shop', skip_final_cluster_snapshot=False",
            True,
        ),
        ("rds.RdsDeleteDbInstance", "db_instance_identifier='shop', rds_kwargs=options", False),
        (
            "rds.RdsDeleteDbInstance",
            "db_instance_identifier='shop', rds_kwargs={'FinalDBSnapshotIdentifier': 'last'}",
            True,
        ),
    ],
)
def test_a_last_snapshot_is_a_way_back(operator: str, given: str, left: bool) -> None:
    module, _, name = operator.partition(".")
    code = (
        f"from airflow.providers.amazon.aws.operators.{module} import {name}Operator\n"
        f"{name}Operator(task_id='clean', {given})\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert (found.recoverable is Recoverable.BACKUP) is left
