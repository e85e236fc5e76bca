"""SQLAlchemy's column types as SQL types, and the database functions that differ from row to row.

Sources: SQLAlchemy 2.0 documentation, "The Type Hierarchy"; PostgreSQL's catalogue `pg_proc`
(`provolatile = 'v'`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import words

COLUMN_TYPES: dict[str, str] = {
    "BIGINT": "bigint",
    "BYTEA": "bytea",
    "BigInteger": "bigint",
    "BOOLEAN": "boolean",
    "Boolean": "boolean",
    "CHAR": "char",
    "CITEXT": "citext",
    "DATE": "date",
    "DATETIME": "timestamp",
    "DECIMAL": "numeric",
    "Date": "date",
    "DateTime": "timestamp",
    "DOUBLE_PRECISION": "double precision",
    "Double": "double precision",
    "FLOAT": "float",
    "Float": "float",
    "INET": "inet",
    "INTEGER": "integer",
    "INTERVAL": "interval",
    "Integer": "integer",
    "Interval": "interval",
    "JSON": "json",
    "JSONB": "jsonb",
    "LargeBinary": "bytea",
    "NUMERIC": "numeric",
    "NVARCHAR": "varchar",
    "Numeric": "numeric",
    "REAL": "real",
    "SMALLINT": "smallint",
    "SmallInteger": "smallint",
    "String": "varchar",
    "TEXT": "text",
    "TIMESTAMP": "timestamp",
    "Text": "text",
    "Time": "time",
    "UUID": "uuid",
    "Unicode": "varchar",
    "UnicodeText": "text",
    "Uuid": "uuid",
    "VARCHAR": "varchar",
    "AutoString": "varchar",
}

VOLATILE: frozenset[str] = words(
    "gen_random_uuid uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7 random"
    " clock_timestamp timeofday nextval setseed"
)
