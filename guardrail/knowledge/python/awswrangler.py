"""AWS SDK for pandas, PyArrow: tables and data sets written over, Glue's databases deleted.

Source: the API reference of awswrangler 3.17.1 (`postgresql.to_sql` and its like, of which the mode
"overwrite" drops the table first, as that of `redshift.copy` and `redshift.copy_from_files`;
`athena.to_iceberg`, of which it deletes every row; `s3.to_parquet` and its like, of which it
deletes what lies under the path; `catalog.delete_database`, `catalog.delete_table_if_exists`), and
of PyArrow 21 (`dataset.write_dataset`: "delete_matching" empties each partition that it writes,
without any all).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("awswrangler",)
_START = "import awswrangler as wr\n"
_ARROW = "from pyarrow import dataset\ndataset.write_dataset(table, 's3://shop/orders'"
_ONE_PART = (r"~.*/\w+=[^/*]+/?$", r"~(?:file://)?/(?:tmp|var/tmp)/")
"""A folder of one partition, or one that passes."""
_DATABASES = ("postgresql", "mysql", "redshift", "sqlserver", "oracle")


def _written(database: str) -> ChangesData:
    call = f"wr.{database}.to_sql(frame, connection, table='users', schema='public', mode="
    return ChangesData(
        names=(f"awswrangler.{database}.to_sql",),
        verb=Verb.OVERWRITE,
        target=Argument(2, "table"),
        when=((Argument(4, "mode"), ("overwrite",)),),
        store=database,
        beside=_BESIDE,
        example=f"{_START}{call}'overwrite')",
        twin=f"{_START}{call}'append')",
    )


def _loaded(function: str, table: int, twin: str = "append") -> ChangesData:
    """A load of files or a frame into a table of Redshift or Athena."""
    given = "'s3://shop/in/', connection, 'users', 'public'"
    given = "'shop', 'users'" if function.startswith("athena") else given
    frame = "" if function.endswith("files") else "frame, "
    call = f"wr.{function}({frame}{given}, mode="
    return ChangesData(
        names=(f"awswrangler.{function}",),
        verb=Verb.OVERWRITE,
        target=Argument(table, "table"),
        when=((Argument(-1, "mode"), ("overwrite",)),),
        store=function.partition(".")[0],
        beside=_BESIDE,
        example=f"{_START}{call}'overwrite')",
        twin=f"{_START}{call}'{twin}')",
    )


def _dataset(kind: str) -> ChangesData:
    call = f"wr.s3.to_{kind}(frame, 's3://shop/orders/', dataset=True, mode="
    return ChangesData(
        names=(f"awswrangler.s3.to_{kind}",),
        verb=Verb.OVERWRITE,
        target=Argument(1, "path"),
        when=((Argument(-1, "mode"), ("overwrite",)),),
        spared=((Argument(1, "path"), _ONE_PART),),
        store="files of clouds",
        beside=_BESIDE,
        example=f"{_START}{call}'overwrite')",
        twin=f"{_START}{call}'overwrite_partitions', partition_cols=['day'])",
    )


ROWS: tuple[Row, ...] = (
    *map(_written, _DATABASES),
    _loaded("redshift.copy", 3),
    _loaded("redshift.copy_from_files", 2),
    _loaded("athena.to_iceberg", 2, "overwrite_partitions"),
    *map(_dataset, ("parquet", "csv", "json", "orc")),
    ChangesData(
        names=("pyarrow.dataset.write_dataset",),
        verb=Verb.OVERWRITE,
        target=Argument(1, "base_dir"),
        when=(
            (Argument(-1, "existing_data_behavior"), ("delete_matching",)),
            (Argument(-1, "partitioning"), ("-",)),
        ),
        spared=((Argument(1, "base_dir"), _ONE_PART),),
        store="files of clouds",
        beside=("pyarrow",),
        example=f"{_ARROW}, existing_data_behavior='delete_matching')",
        twin=f"{_ARROW}, partitioning=['day'], existing_data_behavior='delete_matching')",
    ),
    ChangesObject(
        names=("awswrangler.catalog.delete_database",),
        what=ObjectKind.SCHEMA,
        target=Argument(0, "name"),
        store="glue",
        beside=_BESIDE,
        example=_START + "wr.catalog.delete_database(name='shop')",
        twin=_START + "wr.catalog.create_database(name='shop')",
    ),
    ChangesObject(
        names=("awswrangler.catalog.delete_table_if_exists",),
        what=ObjectKind.TABLE,
        target=Argument(1, "table"),
        store="glue",
        beside=_BESIDE,
        example=_START + "wr.catalog.delete_table_if_exists(database='shop', table='users')",
        twin=_START + "wr.catalog.does_table_exist(database='shop', table='users')",
    ),
)
