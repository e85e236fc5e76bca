"""DB-API drivers and what resembles them.

Sources: PEP 249; the documentation of sqlite3, psycopg 2 and 3, asyncpg, mysqlclient, PyMySQL,
pyodbc, oracledb, DuckDB, the Snowflake and Databricks connectors.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import (
    Argument,
    CallsProcedure,
    Connects,
    CopiesDatabase,
    Row,
    RunsText,
)

STATEMENT = Argument(0, "query")
QUERYING = (
    "bigquery",
    "clickhouse_connect",
    "clickhouse_driver",
    "databases",
    "duckdb",
    "MySQLdb",
    "pg",
    "records",
    "snowpark",
    "spark",
)
_CURSORS = ("cursor", "connection")

ROWS: tuple[Row, ...] = (
    RunsText(
        names=(".execute",),
        language="sql",
        text=STATEMENT,
        receivers=(*_CURSORS, "engine", "session"),
        example='cursor.execute("DELETE FROM users")',
    ),
    RunsText(
        names=(".execute",),
        language="sql",
        text=Argument(0, "sql"),
        receivers=_CURSORS,
        example='cursor.execute(sql="DELETE FROM users")',
    ),
    RunsText(
        names=(".execute",),
        language="sql",
        text=Argument(-1, "statement"),
        receivers=_CURSORS,
        example='cursor.execute(statement="DELETE FROM users")',
    ),
    RunsText(
        names=(".executemany", ".executescript", ".execute_async", ".execute_string"),
        language="sql",
        text=Argument(0, "sql"),
        receivers=_CURSORS,
        example='cursor.executescript("DELETE FROM users; DROP TABLE old")',
    ),
    RunsText(
        names=(".executemany", ".execute_many", ".copy_expert", ".execute_sql", ".execute_script"),
        language="sql",
        text=Argument(0, "query"),
        receivers=_CURSORS,
        example='cursor.copy_expert("COPY users FROM STDIN", handle)',
    ),
    RunsText(
        names=(".copy",),
        language="sql",
        text=Argument(0, "statement"),
        receivers=("cursor",),
        beside=("psycopg",),
        example='psycopg.connect().cursor().copy("COPY users FROM STDIN")',
    ),
    RunsText(
        names=(".fetch", ".fetchrow", ".fetchval", ".fetch_all", ".fetch_one", ".fetch_val"),
        language="sql",
        text=STATEMENT,
        receivers=("connection",),
        example='await connection.fetch("DELETE FROM users RETURNING id")',
    ),
    RunsText(
        names=(".query", ".sql"),
        language="sql",
        text=STATEMENT,
        receivers=("connection",),
        beside=QUERYING,
        example='duckdb.connect("shop.db").query("DELETE FROM users")',
    ),
    RunsText(
        names=(".execute_statement",),
        language="sql",
        text=Argument(0, "statement"),
        certain=True,
        beside=("databricks.sdk",),
        example=(
            "from databricks.sdk import WorkspaceClient\n"
            "WorkspaceClient().statement_execution.execute_statement("
            'warehouse_id="w", statement="DELETE FROM users")'
        ),
    ),
    RunsText(
        names=(
            "psycopg2.extras.execute_values",
            "psycopg2.extras.execute_batch",
        ),
        language="sql",
        text=Argument(1, "sql"),
        certain=True,
        dialect="postgres",
        example='psycopg2.extras.execute_values(cursor, "INSERT INTO users VALUES %s", rows)',
    ),
    RunsText(
        names=("pandas.read_sql", "pandas.read_sql_query", "polars.read_database"),
        language="sql",
        text=Argument(0, "sql"),
        example='pandas.read_sql("DELETE FROM users RETURNING id", connection)',
    ),
    RunsText(
        names=("polars.read_database_uri",),
        language="sql",
        text=Argument(0, "query"),
        beside=("polars",),
        example='polars.read_database_uri("DELETE FROM users RETURNING id", uri)',
    ),
    RunsText(
        names=("ibm_db.exec_immediate",),
        language="sql",
        text=Argument(1, "statement"),
        certain=True,
        beside=("ibm_db",),
        unproved="ibm_db isn't installed",
        example='import ibm_db\nibm_db.exec_immediate(connection, "DELETE FROM users")',
    ),
    RunsText(
        names=("aiosql.from_str",),
        language="sql",
        text=Argument(0, "sql"),
        certain=True,
        beside=("aiosql",),
        unproved="aiosql isn't installed",
        example='aiosql.from_str("-- name: clear!\\nDELETE FROM users", "psycopg")',
    ),
    CallsProcedure(
        names=(".callproc",),
        procedure=Argument(0, "name"),
        given=Argument(1, "parameters"),
        unproved="drivers give its parameters names of their own",
        example='cursor.callproc("DBMS_FGA.DISABLE_POLICY", ["RISK", "TRADES", "ACCESS"])',
    ),
    CopiesDatabase(
        names=(".backup",),
        onto=Argument(0, "target"),
        beside=("sqlite3", "aiosqlite"),
        example=(
            "import sqlite3\n"
            "live = sqlite3.connect('/srv/shop.db')\n"
            "copy = sqlite3.connect('/srv/backups/1.db')\n"
            "copy.backup(live)"
        ),
    ),
    Connects(
        names=("psycopg.connect", "psycopg2.connect", "psycopg.AsyncConnection.connect"),
        dialect="postgres",
        url=Argument(0, "dsn"),
        example='psycopg2.connect(host="db.acme.io", user="app", password="kW4!xq92Lm")',
    ),
    Connects(
        names=("psycopg.Connection.connect", "psycopg_pool.ConnectionPool"),
        dialect="postgres",
        url=Argument(0, "conninfo"),
        example='psycopg_pool.ConnectionPool("postgresql://app:kW4!xq92Lm@db.acme.io/app")',
    ),
    Connects(
        names=("asyncpg.connect", "asyncpg.create_pool"),
        dialect="postgres",
        url=Argument(0, "dsn"),
        example='asyncpg.connect("postgresql://app:kW4!xq92Lm@db.acme.io/app")',
    ),
    Connects(
        names=("MySQLdb.connect", "pymysql.connect", "mysql.connector.connect", "aiomysql.connect"),
        dialect="mysql",
        passwords=(Argument(2, "password"), Argument(2, "passwd")),
        url=Argument(-1),
        example='pymysql.connect(host="db.acme.io", user="app", password="kW4!xq92Lm")',
    ),
    Connects(
        names=("pyodbc.connect", "aioodbc.connect", "pymssql.connect"),
        dialect="tsql",
        example='pyodbc.connect("DRIVER=x;SERVER=db.acme.io;UID=app;PWD=kW4!xq92Lm")',
    ),
    Connects(
        names=("oracledb.connect", "cx_Oracle.connect"),
        dialect="oracle",
        passwords=(Argument(1, "password"),),
        example='oracledb.connect(user="app", password="kW4!xq92Lm", dsn="db.acme.io/app")',
    ),
    Connects(
        names=("snowflake.connector.connect",),
        dialect="snowflake",
        url=Argument(-1),
        example='snowflake.connector.connect(user="app", password="kW4!xq92Lm")',
    ),
)
