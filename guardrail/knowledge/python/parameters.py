"""How drivers and libraries take the values of a statement: the marks in its text, and the call.

Sources: PEP 249 and the `paramstyle` of each driver; the documentation of asyncpg ("Usage"),
databases ("Queries"), records, clickhouse-driver ("Parameters substitution"), oracledb ("Using bind
variables"), the Databricks SQL connector, Django 5.2 ("Performing raw SQL queries") and SQLAlchemy
2.0 (`text`, `TextClause.bindparams`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from guardrail.knowledge.python.rows import words


class Given(StrEnum):
    """How a call takes the values: `spread` as further arguments, `keywords` by their names.

    `values` is a dictionary in the argument of that name, `bound` a method of the text itself.
    """

    TUPLE = "tuple"
    LIST = "list"
    DICTIONARY = "dictionary"
    VALUES = "values"
    KEYWORDS = "keywords"
    SPREAD = "spread"
    BOUND = "bound"


class Style(NamedTuple):
    """The mark of a value, with `{name}` or `{number}` in it, and how the values are given.

    `calls` are the methods that take them so. `texts` says that a value in quotes keeps being a
    text: where the driver asks for values of the column's own type it must not. With `percent` a
    `%` of the text is doubled as soon as values are given.
    """

    mark: str
    given: Given = Given.TUPLE
    calls: frozenset[str] = frozenset(("execute",))
    texts: bool = True
    percent: bool = False

    @property
    def named(self) -> bool:
        """Whether values are found by their names."""
        return "{name}" in self.mark


_QUESTION = Style("?")
_FORMAT = Style("%s", percent=True)
_NAMED = Style(":{name}", Given.DICTIONARY)
_ASYNCPG = words("execute fetch fetchrow fetchval")

TEXT = Style(
    ":{name}", Given.BOUND, words("execute scalar scalars stream stream_scalars first all")
)
"""SQLAlchemy's `text()`."""

TEXT_MAKERS = words("text sa.text sqlalchemy.text sqlmodel.text")
"""How SQLAlchemy's `text` is called."""

STYLES: dict[str, Style] = {
    "MySQLdb": _FORMAT,
    "aiomysql": _FORMAT,
    "aiopg": _FORMAT,
    "aiosqlite": _QUESTION,
    "asyncmy": _FORMAT,
    "asyncpg": Style("${number}", Given.SPREAD, _ASYNCPG, texts=False),
    "clickhouse_driver": Style("%({name})s", Given.DICTIONARY),
    "cx_Oracle": Style(":{number}", Given.LIST),
    "databases": Style(
        ":{name}", Given.VALUES, words("execute fetch_all fetch_one fetch_val"), texts=False
    ),
    "databricks": _NAMED,
    "django": Style("%s", Given.LIST, words("execute raw"), percent=True),
    "duckdb": Style("?", Given.LIST),
    "mysql": _FORMAT,
    "oracledb": Style(":{number}", Given.LIST),
    "pg8000": _FORMAT,
    "psycopg": _FORMAT,
    "psycopg2": _FORMAT,
    "psycopg_pool": _FORMAT,
    "pymssql": _FORMAT,
    "pymysql": _FORMAT,
    "pyodbc": _QUESTION,
    "records": Style(":{name}", Given.KEYWORDS, words("query")),
    "redshift_connector": _FORMAT,
    "snowflake": _FORMAT,
    "sqlite3": _QUESTION,
    "trino": _QUESTION,
}
"""The style by the package that a driver is imported from."""

DISTRIBUTIONS: dict[str, str] = {
    "mysqlclient": "MySQLdb",
    "mysql-connector-python": "mysql",
    "psycopg2-binary": "psycopg2",
    "psycopg-binary": "psycopg",
    "psycopg-pool": "psycopg",
    "snowflake-connector-python": "snowflake",
    "databricks-sql-connector": "databricks",
    "clickhouse-driver": "clickhouse_driver",
    "redshift-connector": "redshift_connector",
    "cx-oracle": "cx_Oracle",
    "pymysql": "pymysql",
}
"""Names under which drivers are installed, where they aren't imported by them."""

DOUBLY_QUOTED = frozenset(("MySQLdb", "aiomysql", "asyncmy", "mysql", "pymysql"))
"""Drivers of databases that take double quotes for a text's."""
