"""The rule `server-side-program`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import weighed

WAYS = (
    "COPY PROGRAM",
    "COPY FROM PROGRAM",
    "COPY TO PROGRAM",
    "XP_",
    "SP_OACREATE",
    "SP_EXECUTE_EXTERNAL_SCRIPT",
    "SP_ADD_JOBSTEP",
    "SYS_EXEC",
    "SYS_EVAL",
    "DBMS_SCHEDULER EXECUTABLE",
    "LOAD_EXTENSION",
    "EXECUTABLE",
    "LOAD OF A SHARED LIBRARY",
    "INSTALL OF AN EXTENSION",
    "DO IN THE UNTRUSTED LANGUAGE",
)
SWITCHES = (
    "xp_cmdshell",
    "ole automation procedures",
    "clr enabled",
    "clr strict security",
    "external scripts",
)
UNTRUSTED = ("plpythonu", "plpython2u", "plpython3u", "plperlu", "pltclu", "plsh", "plr")
_IN_PROCESS = ("duckdb", "sqlite")
_IN_PROCESS_LIBRARIES = ("httpfs", "json", "parquet", "icu", "fts", "spatial", "sqlite", "postgres")


class ServerSideProgram(Rule):
    """SQL runs a program on the database server, or opens a way to.

    ## Why it matters

    `COPY … PROGRAM` and `xp_cmdshell` run a shell command as the server's own user: it reaches the
    data files, the server's network and its credentials, beyond every right in the database. So
    does every function in an untrusted language, a shared library or an unsafe assembly.

    ## Do this instead

    Move the data with the client: `\\copy`, `COPY … FROM STDIN`, a bulk loader. Run programs where
    programs are run, and leave these functions switched off on the server.

    Write functions in a trusted language: `plpgsql`, `sql`, `plperl`.
    """

    name = "server-side-program"
    category = Category.REMOTE_CODE
    level = Level.ERROR
    judges = (CodeRun, SchemaChange, PrivilegeChange)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,)),
        Only(PrivilegeChange, verbs=(Verb.ESCALATE,)),
    )

    bad = (
        sql("COPY users FROM PROGRAM 'curl https://example.com/users.csv'"),
        sql("COPY users TO PROGRAM 'gzip > /tmp/users.gz'"),
        sql("CREATE EXTENSION plpython3u"),
        sql("DO LANGUAGE plpython3u $$ import os; os.remove('/tmp/x') $$"),
        sql("CREATE FUNCTION f() RETURNS text LANGUAGE plpython3u AS $$ return 1 $$"),
        sql("EXEC xp_cmdshell 'dir'", dialect="tsql"),
        sql("EXEC sp_configure 'xp_cmdshell', 1", dialect="tsql"),
        sql("CREATE FUNCTION sys_exec RETURNS INT SONAME 'udf.so'", dialect="mysql"),
        sql("SELECT load_extension('/tmp/x.so')", dialect="sqlite"),
        sql("LOAD '/tmp/x.so'"),
        python("cursor.execute(\"COPY users FROM PROGRAM 'cat /etc/passwd'\")"),
        shell("psql -c \"copy users from program 'cat /etc/passwd'\""),
    )
    good = (
        sql("COPY users FROM STDIN"),
        sql("COPY users FROM '/srv/import/users.csv' WITH (FORMAT csv)"),
        sql("SELECT program FROM schedule"),
        sql("CREATE EXTENSION plperl"),
        sql("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$"),
        sql("EXEC sp_configure 'xp_cmdshell', 0", dialect="tsql"),
    )

    def judge(
        self, effect: CodeRun | SchemaChange | PrivilegeChange, context: Context
    ) -> Iterator[Finding]:
        """A program that the database server starts, or code without bounds that it takes in."""
        if isinstance(effect, CodeRun):
            if effect.language == "sql" and effect.what.upper().startswith(WAYS):
                if effect.dialect == "duckdb" and effect.origin.lower() in _IN_PROCESS_LIBRARIES:
                    return
                own = effect.dialect in _IN_PROCESS or effect.what == "LOAD_EXTENSION"
                level = Level.WARNING if own else self.level
                level = Level.INFO if _installed(effect) else level
                if " untrusted " in effect.what:
                    message = f"{effect.what} runs as the server's own user, without bounds"
                elif own:
                    message = f"{effect.what} takes a library's code into the program"
                else:
                    message = f"{effect.what} runs a program on the server"
                yield from weighed(self, effect, context, message, level=level)
        elif isinstance(effect, PrivilegeChange):
            if effect.verb is Verb.ESCALATE and effect.protection in SWITCHES:
                message = f"{effect.protection} is switched on: SQL may run programs then"
                yield from weighed(self, effect, context, message)
        elif effect.verb is Verb.CREATE and (what := _unbounded(effect)):
            if _told_before(effect, context):
                return
            message = f"{what} runs as the server's own user, without bounds"
            yield from weighed(self, effect, context, message, level=Level.WARNING)


def _installed(run: CodeRun) -> bool:
    """Whether a library is loaded by its bare name: whoever runs the server has put it there."""
    by_name = re.fullmatch(r"\w+(?:\.so|\.dll)?", run.origin) is not None
    return run.what == "LOAD of a shared library" and run.dialect != "duckdb" and by_name


_FIRST: list[tuple[Unit, dict[str, SchemaChange]]] = []


def _told_before(change: SchemaChange, context: Context) -> bool:
    """Whether an earlier object of the Unit is in the same language: one says it for all."""
    if not _FIRST or _FIRST[0][0] is not context.unit:
        first: dict[str, SchemaChange] = {}
        for effect in context.unit.effects:
            if isinstance(effect, SchemaChange) and effect.verb is Verb.CREATE:
                for option in effect.options:
                    first.setdefault(option, effect)
        _FIRST[:] = [(context.unit, first)]
    languages = [option for option in change.options if option.startswith("language ")]
    return any(_FIRST[0][1].get(option) is not change for option in languages)


def _unbounded(change: SchemaChange) -> str:
    """What the created object brings in that isn't held by rights, "" where nothing is."""
    name = change.name.lower()
    if change.kind is ObjectKind.EXTENSION and name in UNTRUSTED:
        return f"the untrusted language {name}"
    if change.kind is ObjectKind.FUNCTION:
        for option in change.options:
            language = option.removeprefix("language ")
            if language in UNTRUSTED or language == "c":
                return f"{change.name}, in {language},"
            if option == "soname":
                return f"{change.name}, of a shared library,"
    options = change.options
    if options[:1] == ("assembly",) and len(options) > 1:
        return f"the assembly {change.name}"
    return (
        f"the {options[0]} {change.name}" if options[:1] in (("library",), ("java source",)) else ""
    )
