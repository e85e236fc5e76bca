"""Airflow's transfers and jobs that write a table anew, and the hook that empties buckets.

Source: the providers google 22.8 (`GCSToBigQueryOperator`, `BigQueryToBigQueryOperator`,
`BigQueryInsertJobOperator`) and amazon 9.39 (`S3ToRedshiftOperator`, `S3Hook`). A table's name with
a `$` means one partition of it.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Inside,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_PROVIDERS = "airflow.providers."
_BESIDE = ("airflow",)
_PARTITION = (r"~[^$]*\$\S", r"~~\$[{%\d]")
_TRUNCATES = ("WRITE_TRUNCATE", "~~WRITE_TRUNCATE")
_GOOGLE, _AMAZON = "google.cloud.", "amazon.aws."
_TABLE = "destination_project_dataset_table"
_JOB = f"{_GOOGLE}operators.bigquery.BigQueryInsertJobOperator"
_REDSHIFT = f"{_AMAZON}transfers.s3_to_redshift.S3ToRedshiftOperator"

_BUCKETS, _KEYS = "airflow s3 hook", "airflow s3 keys"
_HOOK = f"from {_PROVIDERS}amazon.aws.hooks.s3 import S3Hook\ns3 = S3Hook('store')\n"


def _start(operator: str) -> str:
    module, _, name = operator.rpartition(".")
    return f"from {_PROVIDERS}{module} import {name}\n{name}(task_id='t', "


def _replaces(operator: str) -> ChangesObject:
    """A transfer into BigQuery that replaces the table it writes to."""
    start = f"{_start(operator)}{_TABLE}='shop.events', write_disposition="
    return ChangesObject(
        names=(f"{_PROVIDERS}{operator}",),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        store="bigquery",
        target=Argument(-1, _TABLE),
        when=((Argument(-1, "write_disposition"), _TRUNCATES),),
        spared=((Argument(-1, _TABLE), _PARTITION),),
        beside=("WRITE_TRUNCATE",),
        example=f"{start}'WRITE_TRUNCATE')",
        twin=f"{start}'WRITE_APPEND')",
    )


KINDS: tuple[Kind, ...] = (
    Makes(names=(f"{_PROVIDERS}amazon.aws.hooks.s3.S3Hook",), kind=_BUCKETS),
    Gives(kind=_BUCKETS, member="list_keys()", gives=_KEYS, filters=(Argument(1, "prefix"),)),
    Gives(kind=_KEYS, member="for", gives="airflow s3 key"),
)

ROWS: tuple[Row, ...] = (
    _replaces(f"{_GOOGLE}transfers.gcs_to_bigquery.GCSToBigQueryOperator"),
    _replaces(f"{_GOOGLE}transfers.bigquery_to_bigquery.BigQueryToBigQueryOperator"),
    ChangesObject(
        names=(f"{_PROVIDERS}{_JOB}",),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        store="bigquery",
        target=Inside(Argument(-1, "configuration"), "tableId"),
        when=((Argument(-1, "configuration"), ("~~WRITE_TRUNCATE",)),),
        spared=((Argument(-1, "configuration"), (r"~~tableId[\"']\s*:\s*f?[\"'][^\"']*\$",)),),
        beside=("WRITE_TRUNCATE",),
        example=_start(_JOB) + "configuration={'query': {'destinationTable': {'tableId': 'events'},"
        " 'writeDisposition': 'WRITE_TRUNCATE'}})",
        twin=_start(_JOB) + "configuration={'query': {'destinationTable': {'tableId': 'events'},"
        " 'writeDisposition': 'WRITE_APPEND'}})",
    ),
    RunsQuery(
        names=(f"{_PROVIDERS}{_JOB}",),
        language="sql",
        text=Inside(Argument(-1, "configuration"), "query"),
        like=r"(?s)\s*\S",
        store="bigquery",
        beside=_BESIDE,
        example=_start(_JOB)
        + "configuration={'query': {'query': 'DELETE FROM shop.users WHERE true'}})",
        twin=_start(_JOB) + "configuration={'query': {'query': 'SELECT 1 FROM shop.users'}})",
    ),
    ChangesObject(
        names=(f"{_PROVIDERS}{_REDSHIFT}",),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        store="redshift",
        target=Argument(-1, "table"),
        when=((Argument(-1, "method"), ("REPLACE",)),),
        beside=("REPLACE",),
        example=_start(_REDSHIFT) + "table='events', s3_key='k', method='REPLACE')",
        twin=_start(_REDSHIFT) + "table='events', s3_key='k', method='APPEND')  # no REPLACE",
    ),
    ChangesData(
        names=(".delete_objects",),
        on=(_BUCKETS,),
        each=True,
        verb=Verb.DELETE,
        target=FIRST,
        store="s3",
        beside=_BESIDE,
        example=_HOOK + "s3.delete_objects('shop', s3.list_keys('shop'))",
        twin=_HOOK + "s3.delete_objects('shop', s3.list_keys('shop', prefix='tmp/'))",
    ),
    ChangesObject(
        names=(".delete_bucket",),
        on=(_BUCKETS,),
        what="bucket",
        store="aws",
        target=Argument(0, "bucket_name"),
        when=((Argument(1, "force_delete"), ("True",)),),
        beside=_BESIDE,
        example=_HOOK + "s3.delete_bucket('shop', force_delete=True)",
        twin=_HOOK + "s3.check_for_bucket('shop')",
    ),
)
