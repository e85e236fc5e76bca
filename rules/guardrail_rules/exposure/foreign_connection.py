"""The rule `foreign-connection`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import NetworkUse, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import named, weighed

EXTENSIONS = frozenset(
    {
        "dblink",
        "postgres_fdw",
        "mysql_fdw",
        "oracle_fdw",
        "tds_fdw",
        "mongo_fdw",
        "redis_fdw",
        "multicorn",
        "wrappers",
        "http",
        "pg_net",
        "pgsql-http",
        "aws_s3",
        "aws_lambda",
        "pgmemcache",
    }
)
LINKS = frozenset(
    {
        "server",
        "user mapping",
        "subscription",
        "database link",
        "external data source",
        "endpoint",
        "connection",
    }
)
_OF_A_SERVER = "user mapping"
"""Says who connects to a server that is told by itself."""


class ForeignConnection(Rule):
    """The database is given a connection to another server.

    ## Why it matters

    From then on SQL reaches that server with whatever rights the connection has: a way around its
    firewall and its own checks, in both directions, with credentials that the database keeps. A
    migration that needs another server fails when that one is away.

    ## Do this instead

    Let the program that needs both databases connect to both. Where a link has to be, make it in
    the infrastructure's code, for a role that may read the few tables that are needed.
    """

    name = "foreign-connection"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (NetworkUse, SchemaChange, PrivilegeChange)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,)),
        Only(PrivilegeChange, verbs=(Verb.ESCALATE,)),
    )

    bad = (
        sql("SELECT * FROM dblink('host=db2 dbname=x', 'SELECT 1') AS t (a int)"),
        sql("CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db2')"),
        sql("CREATE EXTENSION dblink"),
        sql("CREATE SUBSCRIPTION s CONNECTION 'host=db2 dbname=x' PUBLICATION p"),
        sql("EXEC sp_addlinkedserver 'db2'", dialect="tsql"),
        sql("CREATE PUBLIC DATABASE LINK l USING 'db2'", dialect="oracle"),
    )
    good = (
        sql("CREATE EXTENSION pgcrypto"),
        sql("CREATE TABLE dblink (id bigint PRIMARY KEY)"),
        sql("DROP DATABASE LINK l", dialect="oracle"),
    )

    def judge(
        self, effect: NetworkUse | SchemaChange | PrivilegeChange, context: Context
    ) -> Iterator[Finding]:
        """A connection that SQL opens, or a standing one."""
        message, level = "", Level.WARNING
        if isinstance(effect, NetworkUse):
            if effect.language == "sql" and effect.method == "CONNECT":
                host = named(effect.host, "a server") if effect.host else "another server"
                message = f"SQL connects to {host}"
        elif isinstance(effect, PrivilegeChange):
            if effect.verb is Verb.ESCALATE and effect.protection == "ad hoc distributed queries":
                message = "connections to any server are switched on"
        elif effect.verb is Verb.CREATE:
            if effect.kind is ObjectKind.EXTENSION and effect.name.lower() in EXTENSIONS:
                message = f"{effect.name} lets SQL connect to other servers"
            elif effect.kind is ObjectKind.TABLE and "foreign" in effect.options:
                message = f"{effect.name} is a table of another server"
            elif (
                effect.kind is ObjectKind.OTHER
                and effect.options[:1]
                and effect.options[0] in LINKS
            ):
                message = f"the {effect.options[0]} {effect.name} connects to another server"
                unknown = HOLE_WORD in effect.name or "{" in effect.name
                quiet = effect.options[0] == _OF_A_SERVER or unknown
                level = Level.INFO if quiet else Level.WARNING
        if message:
            yield from weighed(self, effect, context, message, level=level)
