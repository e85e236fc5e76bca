"""The rule `server-file-access`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed

FILE_PROTECTIONS = ("local file access", "server file access")
FILE_EXTENSIONS = ("file_fdw", "adminpack")
IN_PROCESS = ("sqlite", "duckdb")
"""Databases that are no server: their files are the program's own."""
_GRAVE = late(
    r"^(?:/etc/|/root/|/home/[^/]+/\.|/var/www|/usr/|/proc/|[a-z]:\\(?:windows|inetpub))"
    r"|\.(?:php|jsp|aspx?|sh|so|dll|pem|key|ssh)$|authorized_keys|pg_hba\.conf|\.pgpass",
    re.IGNORECASE,
)


class ServerFileAccess(Rule):
    """SQL reads or writes files of the database server.

    ## Why it matters

    It happens with the rights of the server's own user, past every right in the database: it reads
    its configuration and keys, and writes where the server may write. With `LOCAL`, the server asks
    the client for a file, and may ask for any.

    ## Do this instead

    Move the rows through the client: `\\copy`, `COPY … FROM STDIN`, a bulk loader, or a query whose
    result the program writes.
    """

    name = "server-file-access"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (FileChange, PrivilegeChange, SchemaChange)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,)),
        Only(PrivilegeChange, verbs=(Verb.ESCALATE,)),
    )

    bad = (
        sql("COPY users TO '/tmp/users.csv'"),
        sql("COPY users FROM '/etc/passwd'"),
        sql("SELECT pg_read_file('/etc/passwd')"),
        sql("SELECT lo_export(16411, '/tmp/x')"),
        sql("SELECT * FROM users INTO OUTFILE '/tmp/users.csv'", dialect="mysql"),
        sql("LOAD DATA LOCAL INFILE 'x.csv' INTO TABLE t", dialect="mysql"),
        sql("BULK INSERT t FROM 'C:\\\\x.csv'", dialect="tsql"),
        sql("CREATE DIRECTORY d AS '/srv/x'", dialect="oracle"),
        python("cursor.execute(\"SELECT load_file('/etc/passwd')\")", dialect="mysql"),
    )
    good = (
        sql("COPY users TO STDOUT"),
        sql("COPY users FROM STDIN"),
        sql("\\copy users to 'users.csv'"),
        sql("SELECT a INTO @x FROM t", dialect="mysql"),
        sql("ATTACH DATABASE ':memory:' AS m", dialect="sqlite"),
    )

    def judge(
        self, effect: FileChange | PrivilegeChange | SchemaChange, context: Context
    ) -> Iterator[Finding]:
        """A file of the server that SQL opens, or a way to it."""
        if isinstance(effect, PrivilegeChange):
            if effect.verb is Verb.ESCALATE and effect.protection in FILE_PROTECTIONS:
                yield from weighed(self, effect, context, f"{effect.protection} is switched on")
        elif isinstance(effect, SchemaChange):
            if effect.verb is Verb.CREATE and _opens_files(effect):
                message = f"{effect.name} opens files of the server to SQL"
                yield from weighed(self, effect, context, message)
        elif effect.language == "sql" and effect.verb in (Verb.READ, Verb.OVERWRITE):
            does = "reads" if effect.verb is Verb.READ else "writes"
            level = Level.ERROR if _GRAVE.search(effect.path) else self.level
            level = Level.INFO if effect.dialect in IN_PROCESS else level
            path = named(effect.path, "a path") if effect.path else "a file"
            yield from weighed(
                self, effect, context, f"SQL {does} {path} on the server", level=level
            )


def _opens_files(change: SchemaChange) -> bool:
    if change.kind is ObjectKind.EXTENSION:
        return change.name.lower() in FILE_EXTENSIONS
    return change.options[:1] == ("directory",)
