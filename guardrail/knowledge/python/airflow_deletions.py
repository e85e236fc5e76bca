"""Operators of Airflow's providers that delete: clusters, instances, tables, topics, buckets.

Source: the operators of the providers amazon 9.39, google 22.8 and microsoft-azure 15.2, with their
parameters and defaults (`skip_final_cluster_snapshot=True`, `force=True`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Recoverable
from guardrail.knowledge.python.kinds import ChangesObject, Condition
from guardrail.knowledge.python.rows import Argument, Row

_PROVIDERS = "airflow.providers."
_AWS, _GCP, _AZURE = (
    "amazon.aws.operators.",
    "google.cloud.operators.",
    "microsoft.azure.operators.",
)
_RDS = f"{_AWS}rds.RdsDeleteDbInstanceOperator"
_REDSHIFT = f"{_AWS}redshift_cluster.RedshiftDeleteClusterOperator"
_DATASET = f"{_GCP}bigquery.BigQueryDeleteDatasetOperator"
_SNAPSHOT = "a final snapshot"
_BUCKET = f"{_AWS}s3.S3DeleteBucketOperator"

_DELETING: tuple[tuple[str, ObjectKind | str, str], ...] = (
    (f"{_GCP}bigquery.BigQueryDeleteTableOperator", ObjectKind.TABLE, "deletion_dataset_table"),
    (f"{_GCP}bigtable.BigtableDeleteInstanceOperator", "instance", "instance_id"),
    (f"{_GCP}bigtable.BigtableDeleteTableOperator", ObjectKind.TABLE, "table_id"),
    (f"{_GCP}spanner.SpannerDeleteInstanceOperator", "instance", "instance_id"),
    (f"{_GCP}spanner.SpannerDeleteDatabaseInstanceOperator", ObjectKind.DATABASE, "database_id"),
    (f"{_GCP}cloud_sql.CloudSQLDeleteInstanceOperator", "database instance", "instance"),
    (f"{_GCP}cloud_sql.CloudSQLDeleteInstanceDatabaseOperator", ObjectKind.DATABASE, "database"),
    (f"{_GCP}alloy_db.AlloyDBDeleteClusterOperator", "database cluster", "cluster_id"),
    (f"{_GCP}alloy_db.AlloyDBDeleteBackupOperator", "backup", "backup_id"),
    (f"{_GCP}dataproc_metastore.DataprocMetastoreDeleteServiceOperator", "metastore", "service_id"),
    (f"{_GCP}dataproc_metastore.DataprocMetastoreDeleteBackupOperator", "backup", "backup_id"),
    (f"{_GCP}managed_kafka.ManagedKafkaDeleteClusterOperator", "kafka cluster", "cluster_id"),
    (f"{_GCP}managed_kafka.ManagedKafkaDeleteTopicOperator", "topic", "topic_id"),
    (f"{_GCP}gcs.GCSDeleteBucketOperator", "bucket", "bucket_name"),
    (f"{_GCP}tasks.CloudTasksQueuePurgeOperator", "queue", "queue_name"),
    (f"{_AWS}rds.RdsDeleteDbSnapshotOperator", "snapshot", "db_snapshot_identifier"),
    (
        f"{_AWS}redshift_cluster.RedshiftDeleteClusterSnapshotOperator",
        "snapshot",
        "snapshot_identifier",
    ),
    (f"{_AWS}neptune_analytics.NeptuneDeleteGraphOperator", "graph", "graph_id"),
    (f"{_AWS}s3_tables.S3TablesDeleteTableOperator", ObjectKind.TABLE, "table_name"),
    (f"{_AWS}s3_vectors.S3VectorsDeleteIndexOperator", ObjectKind.INDEX, "index_name"),
    (f"{_AWS}cloud_formation.CloudFormationDeleteStackOperator", "stack", "stack_name"),
)
"""What is gone with what was in it, and the argument that names it."""

_MADE_ANEW: tuple[tuple[str, str, str], ...] = (
    (f"{_GCP}pubsub.PubSubDeleteTopicOperator", "topic", "topic"),
    (f"{_GCP}pubsub.PubSubDeleteSubscriptionOperator", "subscription", "subscription"),
    (f"{_GCP}kubernetes_engine.GKEDeleteClusterOperator", "cluster", "cluster_name"),
    (f"{_GCP}compute.ComputeEngineDeleteInstanceOperator", "instance", "resource_id"),
    (f"{_GCP}cloud_memorystore.CloudMemorystoreDeleteInstanceOperator", "cache", "instance"),
    (f"{_GCP}cloud_composer.CloudComposerDeleteEnvironmentOperator", "service", "environment_id"),
    (f"{_GCP}tasks.CloudTasksQueueDeleteOperator", "queue", "queue_name"),
    (f"{_AWS}eks.EksDeleteClusterOperator", "cluster", "cluster_name"),
    (f"{_AWS}ec2.EC2TerminateInstanceOperator", "instance", "instance_ids"),
    (f"{_AWS}ecr.EcrDeleteRepositoryOperator", "repository", "repository_name"),
    (f"{_AWS}glue_catalog.GlueCatalogDeleteDatabaseOperator", "catalogue", "database_name"),
    (f"{_AWS}glue_catalog.GlueCatalogDeleteTableOperator", "catalogue", "table_name"),
    (f"{_AZURE}asb.AzureServiceBusDeleteQueueOperator", "queue", "queue_name"),
    (f"{_AZURE}asb.AzureServiceBusTopicDeleteOperator", "topic", "topic_name"),
)
"""What holds little of its own, or only says where things are."""


def _store(operator: str) -> str:
    return {"amazon": "aws", "google": "google", "microsoft": "azure"}[operator.partition(".")[0]]


def _deletes(
    operator: str,
    what: ObjectKind | str,
    argument: str,
    *,
    given: str = "",
    more: str = "",
    recoverable: Recoverable = Recoverable.NO,
    when: tuple[Condition, ...] = (),
    kept: tuple[Condition, ...] = (),
    protections: tuple[tuple[str, str, str], ...] = (),
) -> ChangesObject:
    """A row of an operator; the twin only looks, or leaves out what is `given` and must be."""
    module, _, name = operator.rpartition(".")
    start = f"from {_PROVIDERS}{module} import {name}\n"
    example = f'{start}{name}(task_id="clean", {argument}="shop"{given}{more})'
    asked = name.replace("Delete", "Get").replace("Terminate", "Stop").replace("Purge", "Pause")
    return ChangesObject(
        names=(f"{_PROVIDERS}{operator}",),
        what=what,
        store=_store(operator),
        target=Argument(-1, argument),
        recoverable=recoverable,
        when=when,
        kept=kept,
        protections=protections,
        beside=("airflow",),
        example=example,
        twin=example.replace(given, "") if given else example.replace(name, asked),
    )


ROWS: tuple[Row, ...] = (
    *(_deletes(*one) for one in _DELETING),
    *(_deletes(*one, recoverable=Recoverable.YES) for one in _MADE_ANEW),
    _deletes(
        _DATASET,
        ObjectKind.SCHEMA,
        "dataset_id",
        given=", delete_contents=True",
        when=(("delete_contents", ("True",)),),
    ),
    _deletes(
        _BUCKET,
        "bucket",
        "bucket_name",
        given=", force_delete=True",
        when=(("force_delete", ("True",)),),
    ),
    _deletes(
        _REDSHIFT,
        "cluster",
        "cluster_identifier",
        kept=(("skip_final_cluster_snapshot", ("False",)),),
        protections=tuple(("skip_final_cluster_snapshot", one, _SNAPSHOT) for one in ("-", "True")),
    ),
    _deletes(
        _RDS,
        "database instance",
        "db_instance_identifier",
        more=", rds_kwargs={'SkipFinalSnapshot': True}",
        kept=(("rds_kwargs", ("~~Final[A-Za-z]*SnapshotIdentifier",)),),
        protections=(("rds_kwargs", r"~~SkipFinalSnapshot\W+True", _SNAPSHOT),),
    ),
)
