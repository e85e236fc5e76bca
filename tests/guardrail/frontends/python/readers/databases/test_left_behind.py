"""What is written over in part, or deleted with a copy left behind: partitions, last snapshots."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Recoverable, ResourceChange, SchemaChange
from guardrail.model import Confidence

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


@pytest.mark.parametrize(
    ("target", "reads"),
    [("'orders'", ()), ("'daily_totals'", ("orders",)), ("TOTALS", ("orders",)), ("name", ())],
)
def test_a_collection_that_is_made_of_another(target: str, reads: tuple[str, ...]) -> None:
    code = (
        "from pymongo import MongoClient\nshop = MongoClient().shop\nTOTALS = 'totals'\n"
        "def sum_up(name):\n"
        f"    shop['orders'].aggregate([{{'$group': {{}}}}, {{'$out': {target}}}])\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert found.reads == reads


@pytest.mark.parametrize(
    ("more", "sure"),
    [
        ("def main():\n    Tidier().run()\n", False),
        ("def main():\n    Tidier().run()\nif __name__ == '__main__':\n    main()\n", True),
    ],
)
def test_a_module_that_is_run_by_itself_decides_what_its_class_deletes(
    more: str, sure: bool
) -> None:
    code = (
        "from google.cloud import bigquery\nclass Tidier:\n    def __init__(self):\n"
        "        self.client = bigquery.Client()\n    def remove(self, name):\n"
        "        self.client.delete_dataset(name, delete_contents=True)\n    def run(self):\n"
        "        for one in self.client.list_datasets():\n            self.remove(one.dataset_id)\n"
    )
    (found,) = [one for one in items(code + more) if isinstance(one, SchemaChange)]
    assert (found.confidence is not Confidence.LOW) is sure


@pytest.mark.parametrize(
    ("table", "told"),
    [("shop.events", True), ("shop.events${{ ds_nodash }}", False)],
)
def test_a_transfer_into_one_partition_replaces_that_alone(table: str, told: bool) -> None:
    module = "airflow.providers.google.cloud.transfers.gcs_to_bigquery"
    code = (
        f"from {module} import GCSToBigQueryOperator\n"
        f"GCSToBigQueryOperator(task_id='l', destination_project_dataset_table='{table}',"
        " write_disposition='WRITE_TRUNCATE')\n"
    )
    assert any(isinstance(one, SchemaChange) for one in items(code)) is told
