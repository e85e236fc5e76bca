"""The rule `changed-server-setting`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import in_migration, named, weighed
from guardrail_rules.passing_names import set_apart
from guardrail_rules.tuning_settings import is_for_speed

LIBRARIES = frozenset(
    {
        "shared_preload_libraries",
        "session_preload_libraries",
        "local_preload_libraries",
        "dynamic_library_path",
        "archive_command",
        "restore_command",
        "ssl_passphrase_command",
        "init_connect",
    }
)
"""Settings whose value is code that the server runs."""
TAKEN_BACK = "server settings, taken back"
CUTTING = ("set single_user", "set restricted_user", "set offline", "set recovery", "set read_only")

RESTORING = ("set recovery full", "set read_only off")
"""What is given back by one of those: all of the log is kept, rows may be written again."""


class ChangedServerSetting(Rule):
    """A setting of the whole server, account or database is changed.

    ## Why it matters

    It holds for everybody who uses the server, for other applications too, and stays when the
    migration is long forgotten. What the server is configured by (files, Terraform, the provider's
    parameter group) doesn't know of it and may undo it, or be undone by it.

    ## Do this instead

    Change it where the server is configured. What only the migration needs is set for its session
    or transaction: `SET LOCAL work_mem = …`.

    Outside of migrations what is nothing but tuning is told quietly: a program that sets the
    server's memory or its parallelism is there to configure it.
    """

    name = "changed-server-setting"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange, SchemaChange)
    only = (
        Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.DATABASE, ObjectKind.ROLE)),
        Only(PrivilegeChange, verbs=(Verb.ESCALATE,)),
    )

    bad = (
        sql("ALTER SYSTEM SET max_connections = 500"),
        sql("ALTER SYSTEM RESET ALL"),
        sql("SET GLOBAL max_connections = 500", dialect="mysql"),
        sql("EXEC sp_configure 'max server memory', 4096", dialect="tsql"),
        sql("ALTER DATABASE Shop SET RECOVERY SIMPLE", dialect="tsql"),
        sql("ALTER DATABASE shop SET statement_timeout = 0"),
    )
    good = (
        sql("SET LOCAL work_mem = '256MB'"),
        sql("SET SESSION sql_mode = 'STRICT_ALL_TABLES'", dialect="mysql"),
        sql("SHOW max_connections"),
    )

    def judge(self, change: PrivilegeChange | SchemaChange, context: Context) -> Iterator[Finding]:
        """A setting that outlasts the session."""
        if isinstance(change, PrivilegeChange):
            if change.verb is Verb.ESCALATE and change.protection == "server settings":
                runs = change.on in LIBRARIES
                more = ", whose value the server runs as code" if runs else ""
                what = named(change.on, "a setting")
                message = f"{what} of the whole server is changed{more}"
                level = Level.ERROR if runs else self.level
                if is_for_speed(change.on) and not in_migration(context):
                    # What a program sets that is for setting it, and nothing but speed hangs on.
                    level = Level.INFO
                yield from weighed(self, change, context, message, level=level)
            if change.verb is Verb.ESCALATE and change.protection == TAKEN_BACK:
                every = change.on == "all"
                what = "every setting" if every else f"the {change.on}"
                message = f"{what} that ALTER SYSTEM gave the server is taken back"
                level = self.level if every else Level.INFO
                yield from weighed(self, change, context, message, level=level)
            return
        option = next((each for each in change.options if each.startswith("set ")), "")
        if change.verb is not Verb.ALTER or not option:
            return
        if change.kind in (ObjectKind.DATABASE, ObjectKind.ROLE):
            cuts = option.startswith(CUTTING) and option not in RESTORING
            level = self.level if cuts else Level.INFO
            message = f"{option.removeprefix('set ')} of {change.kind} {change.name} is changed"
            change = set_apart(change, change.name)
            yield from weighed(self, change, context, message, level=level)
        elif change.options[0] == "account" and not option.endswith("policy"):
            message = f"{option.removeprefix('set ')} of the whole account is changed"
            yield from weighed(self, change, context, message)
