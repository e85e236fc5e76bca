"""Which expressions are cursors, connections, engines and sessions: by maker, else by spelling.

Sources: PEP 249, SQLAlchemy, Django. A spelling is only a hint, used where the text agrees.
"""

from __future__ import annotations

MAKERS: dict[str, str] = {
    "cursor": "cursor",
    "Cursor": "cursor",
    "connect": "connection",
    "Connection": "connection",
    "begin": "connection",
    "raw_connection": "connection",
    "get_connection": "connection",
    "schema_editor": "connection",
    "getconn": "connection",
    "get_bind": "connection",
    "acquire": "connection",
    "create_pool": "connection",
    "create_engine": "engine",
    "create_async_engine": "engine",
    "Session": "session",
    "AsyncSession": "session",
    "sessionmaker": "session",
    "scoped_session": "session",
    "SessionLocal": "session",
    "async_session": "session",
}
"""The last part of what makes one: its kind."""

SPELLINGS: dict[str, str] = {
    "cur": "cursor",
    "curs": "cursor",
    "cursor": "cursor",
    "crsr": "cursor",
    "c": "cursor",
    "conn": "connection",
    "con": "connection",
    "cnx": "connection",
    "cxn": "connection",
    "connection": "connection",
    "db": "connection",
    "database": "connection",
    "pool": "connection",
    "tx": "connection",
    "trans": "connection",
    "transaction": "connection",
    "bind": "connection",
    "engine": "engine",
    "session": "session",
    "sess": "session",
    "schema_editor": "connection",
    "op": "connection",
}
"""What the last word of a name says it is."""

DIALECTS: dict[str, str] = {
    "sqlite3": "sqlite",
    "aiosqlite": "sqlite",
    "psycopg": "postgres",
    "psycopg2": "postgres",
    "psycopg_pool": "postgres",
    "asyncpg": "postgres",
    "pg8000": "postgres",
    "MySQLdb": "mysql",
    "pymysql": "mysql",
    "aiomysql": "mysql",
    "asyncmy": "mysql",
    "pyodbc": "tsql",
    "pymssql": "tsql",
    "oracledb": "oracle",
    "cx_Oracle": "oracle",
    "snowflake": "snowflake",
    "duckdb": "duckdb",
    "clickhouse_driver": "clickhouse",
    "clickhouse_connect": "clickhouse",
}
"""The dialect that a driver's top package speaks."""
