"""Airflow: operators and hooks that run SQL and command lines, and those that delete.

Source: the sources of the providers common.sql 2.4, standard 1.21, ssh 7.0, snowflake 6.20,
postgres 7.1, google 22.8 and amazon 9.39 for Airflow 3 (`SQLExecuteQueryOperator`, `BashOperator`,
`DbApiHook.run`), and of Airflow 2 for the operators of one database that these took the place of.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_BESIDE = ("airflow",)
_UNPROVED = "Airflow isn't installed: its classes were read in the providers' sources"
_PROVIDERS = "airflow.providers."

_RUNNING_SQL: tuple[tuple[str, str, str], ...] = (
    ("common.sql.operators.sql.SQLExecuteQueryOperator", "", "sql"),
    ("postgres.operators.postgres.PostgresOperator", "postgres", "sql"),
    ("mysql.operators.mysql.MySqlOperator", "mysql", "sql"),
    ("sqlite.operators.sqlite.SqliteOperator", "sqlite", "sql"),
    ("microsoft.mssql.operators.mssql.MsSqlOperator", "tsql", "sql"),
    ("oracle.operators.oracle.OracleOperator", "oracle", "sql"),
    ("jdbc.operators.jdbc.JdbcOperator", "", "sql"),
    ("snowflake.operators.snowflake.SnowflakeOperator", "snowflake", "sql"),
    ("snowflake.operators.snowflake.SnowflakeSqlApiOperator", "snowflake", "sql"),
    ("amazon.aws.operators.redshift_sql.RedshiftSQLOperator", "redshift", "sql"),
    ("amazon.aws.operators.redshift_data.RedshiftDataOperator", "redshift", "sql"),
    ("amazon.aws.operators.athena.AthenaOperator", "athena", "query"),
    ("google.cloud.operators.bigquery.BigQueryExecuteQueryOperator", "bigquery", "sql"),
    ("trino.operators.trino.TrinoOperator", "trino", "sql"),
    ("databricks.operators.databricks_sql.DatabricksSqlOperator", "databricks", "sql"),
)
"""Operators by their full names after `airflow.providers`, the dialect, the argument with SQL."""

_HOOKS: tuple[tuple[str, str], ...] = (
    ("common.sql.hooks.sql.DbApiHook", ""),
    ("postgres.hooks.postgres.PostgresHook", "postgres"),
    ("mysql.hooks.mysql.MySqlHook", "mysql"),
    ("sqlite.hooks.sqlite.SqliteHook", "sqlite"),
    ("microsoft.mssql.hooks.mssql.MsSqlHook", "tsql"),
    ("oracle.hooks.oracle.OracleHook", "oracle"),
    ("snowflake.hooks.snowflake.SnowflakeHook", "snowflake"),
    ("amazon.aws.hooks.redshift_sql.RedshiftSQLHook", "redshift"),
    ("trino.hooks.trino.TrinoHook", "trino"),
    ("databricks.hooks.databricks_sql.DatabricksSqlHook", "databricks"),
)

_CLIENTS: tuple[tuple[str, str, str], ...] = (
    ("google.cloud.hooks.bigquery.BigQueryHook", "bigquery client", "get_client()"),
    ("redis.hooks.redis.RedisHook", "redis client", "get_conn()"),
    ("mongo.hooks.mongo.MongoHook", "mongo client", "get_conn()"),
    ("elasticsearch.hooks.elasticsearch.ElasticsearchPythonHook", "elastic client", "get_conn"),
)
"""Hooks that give a client of a library, by which member."""


def _imported(operator: str) -> tuple[str, str]:
    """The line that imports an operator, and its name."""
    module, _, name = operator.rpartition(".")
    return f"from {_PROVIDERS}{module} import {name}\n", name


def _hook(dialect: str) -> str:
    return f"airflow hook of {dialect or 'any database'}"


def _runs_sql(operator: str, dialect: str, argument: str) -> RunsText:
    start, name = _imported(operator)
    return RunsText(
        names=(f"{_PROVIDERS}{operator}",),
        language="sql",
        text=Argument(-1, argument),
        certain=True,
        dialect=dialect,
        templated=True,
        beside=_BESIDE,
        example=f'{start}{name}(task_id="clean", {argument}="DELETE FROM users")',
    )


def _hook_runs(hook: str, dialect: str) -> RunsText:
    start, name = _imported(hook)
    return RunsText(
        names=(".run", ".get_records", ".get_first"),
        language="sql",
        text=Argument(0, "sql"),
        receivers=(_hook(dialect),),
        dialect=dialect,
        beside=_BESIDE,
        example=f'{start}{name}("shop").run("DELETE FROM users")',
    )


def _deletes_objects(operator: str, bucket: str, listed: str, store: str) -> ChangesData:
    start, name = _imported(operator)
    return ChangesData(
        names=(f"{_PROVIDERS}{operator}",),
        verb=Verb.DELETE,
        target=Argument(-1, bucket),
        filter=Argument(-1, "prefix"),
        spared=((Argument(-1, listed), ("*",)),),
        store=store,
        unproved=_UNPROVED,
        beside=_BESIDE,
        example=f'{start}{name}(task_id="clean", {bucket}="shop", prefix="")',
        twin=f'{start}{name}(task_id="clean", {bucket}="shop", prefix="tmp/")',
    )


KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=(f"{_PROVIDERS}{hook}",), kind=_hook(dialect), unproved=_UNPROVED)
        for hook, dialect in _HOOKS
    ),
    *(Gives(kind=_hook(dialect), member="get_conn()", gives="connection") for _, dialect in _HOOKS),
    *(
        Makes(names=(f"{_PROVIDERS}{name}",), kind=f"airflow {client}", unproved=_UNPROVED)
        for name, client, _ in _CLIENTS
    ),
    *(
        Gives(kind=f"airflow {client}", member=member, gives=client)
        for _, client, member in _CLIENTS
    ),
    *(
        Gives(kind=_hook(dialect), member="get_sqlalchemy_engine()", gives="engine")
        for _, dialect in _HOOKS
    ),
)

ROWS: tuple[Row, ...] = (
    *(_runs_sql(*one) for one in _RUNNING_SQL),
    *(_hook_runs(*one) for one in _HOOKS),
    RunsText(
        names=(
            f"{_PROVIDERS}standard.operators.bash.BashOperator",
            "airflow.operators.bash.BashOperator",
        ),
        language="shell",
        text=Argument(-1, "bash_command"),
        certain=True,
        directory="cwd",
        variables="env",
        templated=True,
        beside=_BESIDE,
        example=(
            "from airflow.providers.standard.operators.bash import BashOperator\n"
            'BashOperator(task_id="clean", bash_command="psql -c \'DELETE FROM users\'")'
        ),
    ),
    RunsText(
        names=(
            f"{_PROVIDERS}ssh.operators.ssh.SSHOperator",
            f"{_PROVIDERS}ssh.operators.ssh_remote_job.SSHRemoteJobOperator",
        ),
        language="shell",
        text=Argument(-1, "command"),
        certain=True,
        variables="environment",
        templated=True,
        beside=_BESIDE,
        example=(
            "from airflow.providers.ssh.operators.ssh import SSHOperator\n"
            'SSHOperator(task_id="clean", command="psql -c \'DELETE FROM users\'")'
        ),
    ),
    _deletes_objects(
        "google.cloud.operators.gcs.GCSDeleteObjectsOperator", "bucket_name", "objects", "gcs"
    ),
    _deletes_objects("amazon.aws.operators.s3.S3DeleteObjectsOperator", "bucket", "keys", "s3"),
)
