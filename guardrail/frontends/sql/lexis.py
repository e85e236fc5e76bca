"""How the dialects of SQL differ in their words: strings, comments, identifiers, blocks.

The grammars differ in a thousand places, the lexing in a dozen. These decide where a statement
ends and what is text and what is code, so they are told apart exactly; grammars are not.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace


class Lexis(Struct, frozen=True):
    """The lexical habits of a dialect.

    `backslash`: `\\` escapes in '…'. `double_string`: "…" is a string. `brackets`: [name].
    `dollar`: $tag$…$tag$. `nested`: /* /* */ */. `hash_comment`: # to the end of the line.
    `dash_blank`: -- needs a blank behind it. `versioned`: /*! … */ is code. `q_quote`: q'[…]'.
    `slash_comment`: // to the end of the line. `hash_word`: #temp is a name. `return_ends`: a
    lone carriage return ends a line comment. `or_pipes`: || means OR. `batches`: statements need
    no semicolon between them and GO ends a batch. `psql`: a backslash starts a client's command.
    """

    name: str
    backslash: bool = False
    double_string: bool = False
    brackets: bool = False
    dollar: bool = False
    nested: bool = False
    hash_comment: bool = False
    dash_blank: bool = False
    versioned: bool = False
    q_quote: bool = False
    slash_comment: bool = False
    hash_word: bool = False
    return_ends: bool = False
    or_pipes: bool = False
    batches: bool = False
    psql: bool = False


POSTGRES = Lexis("postgres", dollar=True, nested=True, return_ends=True, psql=True)
MYSQL = Lexis(
    "mysql",
    backslash=True,
    double_string=True,
    hash_comment=True,
    dash_blank=True,
    versioned=True,
    or_pipes=True,
)
UNKNOWN = replace(POSTGRES, name="unknown")
SQLITE = Lexis("sqlite", brackets=True)
TSQL = Lexis("tsql", brackets=True, nested=True, hash_word=True, batches=True)
ORACLE = Lexis("oracle", q_quote=True)
SNOWFLAKE = Lexis("snowflake", backslash=True, dollar=True, slash_comment=True)
BIGQUERY = Lexis("bigquery", backslash=True, double_string=True, hash_comment=True)
SPARK = Lexis("spark", backslash=True, double_string=True)
CLICKHOUSE = Lexis("clickhouse", backslash=True, nested=True)

LEXES: dict[str, Lexis] = {
    "": UNKNOWN,
    "postgres": POSTGRES,
    "redshift": POSTGRES,
    "duckdb": replace(POSTGRES, name="duckdb", psql=False),
    "trino": replace(POSTGRES, name="trino", dollar=False, psql=False),
    "mysql": MYSQL,
    "sqlite": SQLITE,
    "tsql": TSQL,
    "oracle": ORACLE,
    "snowflake": SNOWFLAKE,
    "bigquery": BIGQUERY,
    "spark": SPARK,
    "databricks": SPARK,
    "hive": SPARK,
    "clickhouse": CLICKHOUSE,
    "cassandra": replace(UNKNOWN, name="cassandra"),
}

ALIASES: dict[str, str] = {
    "postgresql": "postgres",
    "pg": "postgres",
    "pgsql": "postgres",
    "psql": "postgres",
    "postgis": "postgres",
    "timescaledb": "postgres",
    "cockroachdb": "postgres",
    "cockroach": "postgres",
    "supabase": "postgres",
    "greenplum": "postgres",
    "mariadb": "mysql",
    "tidb": "mysql",
    "vitess": "mysql",
    "sqlite3": "sqlite",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "presto": "trino",
    "athena": "trino",
    "scylla": "cassandra",
    "cql": "cassandra",
}


def canonical(dialect: str) -> str:
    """The name this package uses for a dialect, "" for one it doesn't know."""
    plain = dialect.strip().lower()
    plain = ALIASES.get(plain, plain)
    return plain if plain in LEXES else ""
