"""What the tables of the knowledge leave open: which classes have a method, and what can't be seen.

Names of methods alone (".execute") are asked of the classes in `HAVE`; names that can't be asked of
anything installed stand in `UNSEEN` with the reason, and rows that a test runs in `RUN`.
"""

from __future__ import annotations

MADE_BY: dict[str, str] = {
    "tarfile.open": "tarfile.TarFile",
    "requests.session": "requests.Session",
    "alembic.op.batch_alter_table": "alembic.operations.BatchOperations",
    "IPython.get_ipython": "IPython.core.interactiveshell.InteractiveShell",
}
"""Functions whose results are asked for methods: the class that they make one of."""

_CURSORS = ("sqlite3.Cursor", "aiosqlite.Cursor", "psycopg.Cursor", "oracledb.Cursor")

HAVE: dict[str, dict[str, tuple[str, ...]]] = {
    "airflow": {
        "run": ("airflow.providers.common.sql.hooks.sql.DbApiHook",),
        "get_records": ("airflow.providers.common.sql.hooks.sql.DbApiHook",),
        "get_first": ("airflow.providers.common.sql.hooks.sql.DbApiHook",),
    },
    "code": {
        "from_string": ("jinja2.Environment",),
        "load": ("pickle.Unpickler",),
        "query": ("pandas.DataFrame",),
        "eval": ("pandas.DataFrame",),
    },
    "clickhouse": {
        "command": ("clickhouse_connect.driver.client.Client",),
        "query": ("clickhouse_connect.driver.client.Client",),
        "raw_query": ("clickhouse_connect.driver.client.Client",),
        "query_df": ("clickhouse_connect.driver.client.Client",),
        "query_np": ("clickhouse_connect.driver.client.Client",),
        "execute": ("clickhouse_driver.Client",),
        "execute_iter": ("clickhouse_driver.Client",),
    },
    "dataframes": {
        "to_sql": ("pandas.DataFrame",),
        "write_database": ("polars.DataFrame",),
    },
    "dataset": {"query": ("dataset.Database",)},
    "dbapi": {
        "backup": ("sqlite3.Connection", "aiosqlite.Connection"),
        "execute": (*_CURSORS, "sqlite3.Connection", "databases.Database"),
        "executemany": (*_CURSORS, "asyncpg.Connection"),
        "execute_many": ("databases.Database",),
        "executescript": ("sqlite3.Cursor", "aiosqlite.Cursor"),
        "execute_async": ("snowflake.connector.cursor.SnowflakeCursor",),
        "execute_string": ("snowflake.connector.SnowflakeConnection",),
        "copy_expert": ("psycopg2.extensions.cursor",),
        "copy": ("psycopg.Cursor",),
        "fetch": ("asyncpg.Connection",),
        "fetchrow": ("asyncpg.Connection",),
        "fetchval": ("asyncpg.Connection",),
        "fetch_all": ("databases.Database",),
        "fetch_one": ("databases.Database",),
        "fetch_val": ("databases.Database",),
        "query": ("records.Database", "duckdb.DuckDBPyConnection"),
        "sql": ("duckdb.DuckDBPyConnection",),
        "execute_statement": ("databricks.sdk.service.sql.StatementExecutionAPI",),
        "execute_sql": ("peewee.Database",),
        "execute_script": ("tortoise.backends.base.client.BaseDBAsyncClient",),
    },
    "django_orm": {
        "delete": ("django.db.models.QuerySet",),
        "adelete": ("django.db.models.QuerySet",),
        "_raw_delete": ("django.db.models.QuerySet",),
        "update": ("django.db.models.QuerySet",),
        "aupdate": ("django.db.models.QuerySet",),
        "raw": ("django.db.models.QuerySet",),
        "bulk_update": ("django.db.models.QuerySet",),
        "abulk_update": ("django.db.models.QuerySet",),
        **dict.fromkeys(
            (
                "delete_model",
                "create_model",
                "remove_field",
                "add_field",
                "alter_field",
                "alter_db_table",
            ),
            ("django.db.backends.base.schema.BaseDatabaseSchemaEditor",),
        ),
    },
    "files": {"unlink": ("pathlib.Path",)},
    "google_cloud": {
        "batch_update": ("google.cloud.spanner_v1.transaction.Transaction",),
        "execute_partitioned_dml": ("google.cloud.spanner_v1.database.Database",),
        "execute_update": ("google.cloud.spanner_v1.transaction.Transaction",),
        "update_ddl": ("google.cloud.spanner_v1.database.Database",),
    },
    "ibis": {
        "raw_sql": ("ibis.backends.duckdb.Backend",),
        "sql": ("ibis.backends.duckdb.Backend",),
    },
    "ipython": {
        "system": ("IPython.core.interactiveshell.InteractiveShell",),
        "getoutput": ("IPython.core.interactiveshell.InteractiveShell",),
        "magic": ("IPython.core.interactiveshell.InteractiveShell",),
    },
    "model_databases": {
        "run": ("langchain_community.utilities.SQLDatabase",),
        "run_no_throw": ("langchain_community.utilities.SQLDatabase",),
        "run_sql": ("llama_index.core.SQLDatabase",),
    },
    "network": {
        **dict.fromkeys(("delete", "post", "put", "patch", "request"), ("requests.Session",)),
        "send_message": ("smtplib.SMTP", "aiosmtplib.SMTP"),
        "sendmail": ("smtplib.SMTP",),
    },
    "query_parts": {"extra": ("django.db.models.QuerySet",)},
    "pyspark": {"sql": ("pyspark.sql.SparkSession",)},
    "remote_shells": {"exec_command": ("paramiko.SSHClient",)},
    "served": {
        "add_static": ("aiohttp.web.UrlDispatcher",),
        "add_static_route": ("falcon.App",),
    },
    "snowflake": {"sql": ("snowflake.snowpark.Session",)},
    "sqlalchemy": {
        "delete": ("sqlalchemy.orm.Query",),
        "update": ("sqlalchemy.orm.Query",),
        "exec_driver_sql": ("sqlalchemy.Connection",),
        "exec": ("sqlmodel.Session",),
        "scalar": ("sqlalchemy.orm.Session", "sqlalchemy.Connection"),
        "scalars": ("sqlalchemy.orm.Session", "sqlalchemy.Connection"),
        "drop_all": ("sqlalchemy.MetaData",),
        "drop": ("sqlalchemy.Table",),
    },
    "sqlobject": {
        "query": ("sqlobject.dbconnection.DBAPI",),
        "queryAll": ("sqlobject.dbconnection.DBAPI",),
        "queryOne": ("sqlobject.dbconnection.DBAPI",),
    },
    "tortoise": dict.fromkeys(
        ("execute_script", "execute_query", "execute_query_dict", "execute_insert"),
        ("tortoise.backends.base.client.BaseDBAsyncClient",),
    ),
}
"""By library and method, the classes that have it."""

_OLDER = "of the provider's releases before SQLExecuteQueryOperator took its place"

UNSEEN: dict[str, str] = {
    "airflow.providers.postgres.operators": _OLDER,
    "airflow.providers.sqlite.operators": _OLDER,
    "airflow.providers.microsoft.mssql.operators": _OLDER,
    "airflow.providers.oracle.operators.oracle.OracleOperator": _OLDER,
    "airflow.providers.jdbc.operators": _OLDER,
    "airflow.providers.snowflake.operators.snowflake.SnowflakeOperator": _OLDER,
    "airflow.providers.amazon.aws.operators.redshift_sql": _OLDER,
    "airflow.providers.google.cloud.operators.bigquery.BigQueryExecuteQueryOperator": _OLDER,
    "airflow.providers.trino.operators": _OLDER,
    "sh": "a function for each program is made when it is asked for",
    "plumbum.cmd": "an object for each program is made when it is asked for",
    "commands": "a module of Python 2",
    "cPickle": "a module of Python 2",
    "distutils": "a module of Python before 3.12",
    "setuptools._distutils": "setuptools brings it for Pythons that have no distutils of their own",
    "os.lchmod": "only there on macOS and the BSDs",
    "fabric.api": "of Fabric 1, which has no release for Python 3",
    "fabric.operations": "of Fabric 1, which has no release for Python 3",
    "MySQLdb": "mysqlclient is built against a library of MySQL that isn't there everywhere",
    "pyodbc": "it needs unixODBC's library, which isn't there everywhere",
    "airflow.providers.microsoft.azure": "the provider needs many others that are large",
    "airflow.providers.mysql": "its driver is built against a library of MySQL",
    "cx_Oracle": "the older name of oracledb, without a release for this Python",
    "aioodbc": "it calls pyodbc, whose arguments it passes on",
    "imports.aws": "a module that cdktf writes into a project",
    "cdktf_cdktf_provider_aws": "the provider's package is some hundred megabytes",
    "pulumi_aws": "the provider's package is some hundred megabytes",
    "pulumi_gcp": "the provider's package is some hundred megabytes",
    "IPython.get_ipython().magic": "of IPython before 9",
    "neomodel.sync_.match.NodeSet.has": "of neomodel before 6",
    "typesense.client": "of typesense before 2",
    "get_ipython": "a name that IPython puts into notebooks",
    "spark": "a name that notebooks of Databricks begin with",
    "crewai_tools": "the package needs many others that are large",
    "autogen": "the package needs many others that are large; its documentation was read",
    "autogen_core": "the package needs many others that are large; its documentation was read",
    "autogen_ext": "the package needs many others that are large; its documentation was read",
    "llama_index": "the package needs many others that are large; its documentation was read",
    "code .recv_pyobj": "pyzmq isn't installed for this; its documentation was read",
    "code .load_extension": "Python may be built without it; its documentation was read",
    "dagster_shell": "Dagster is large; the package's documentation was read",
    "prefect_shell": "Prefect is large; the package's documentation was read",
    "langchain.sql_database": "of LangChain before 0.2",
    "langchain.tools": "of LangChain before 0.2",
    "langchain.chains": "of LangChain before 1.0",
    "pandas_gbq": "it needs Google's packages; its documentation was read",
    ".to_gbq": "of pandas before 3",
    "boto3 .execute_statement": "methods of clients are made from their models",
    "boto3 .start_query_execution": "methods of clients are made from their models",
}
"""Beginnings of names, each with why it can't be asked of an installed library."""

UNSIGNED = frozenset(("os.posix_spawn", "os.posix_spawnp", "builtins.getattr", "lxml.etree.XSLT"))
"""Functions in C that show no parameters: only that they are there can be asked."""

OF_LIBRARIES: dict[str, str] = {
    "git_libraries": "GitPython makes the methods of `Repo.git` when they are asked for: they are"
    " git's own commands",
    "command_functions": "an object for each program is made when it is asked for",
    "boto3_protections": "methods of clients are made from their models",
    "machine": "processes are told apart by what lists them; psutil's have the methods",
    "firewall_bodies": "the addresses are values in a request, no parameters",
    "firewalls": "the addresses are values in a request, no parameters",
    "kubernetes_services": "the addresses are values in a body, no parameters",
}
"""By library, why its rows about methods whose objects aren't seen can't be asked for."""
