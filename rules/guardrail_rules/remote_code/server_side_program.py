"""The rule `server-side-program`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun
from guardrail.example import python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

WAYS = ("COPY PROGRAM", "COPY FROM PROGRAM", "COPY TO PROGRAM", "XP_CMDSHELL", "SP_OACREATE")


class ServerSideProgram(Rule):
    """SQL runs a program on the database server.

    ## Why it matters

    `COPY … PROGRAM` and `xp_cmdshell` run a shell command as the server's own user: it reaches the
    data files, the server's network and its credentials, beyond every right in the database.

    ## Do this instead

    Move the data with the client: `\\copy`, `COPY … FROM STDIN`, a bulk loader. Run programs where
    programs are run, and leave these functions switched off on the server.
    """

    name = "server-side-program"
    category = Category.REMOTE_CODE
    level = Level.ERROR
    judges = (CodeRun,)

    bad = (
        sql("COPY users FROM PROGRAM 'curl https://example.com/users.csv'"),
        sql("COPY users TO PROGRAM 'gzip > /tmp/users.gz'"),
        sql("EXEC xp_cmdshell 'dir'", dialect="tsql"),
        python("cursor.execute(\"COPY users FROM PROGRAM 'cat /etc/passwd'\")"),
        shell("psql -c \"copy users from program 'cat /etc/passwd'\""),
    )
    good = (
        sql("COPY users FROM STDIN"),
        sql("COPY users FROM '/srv/import/users.csv' WITH (FORMAT csv)"),
        sql("SELECT program FROM schedule"),
    )

    def judge(self, run: CodeRun, context: Context) -> Iterator[Finding]:
        """A program that the database server starts."""
        if any(way in run.what.upper() for way in WAYS):
            yield from weighed(self, run, context, f"{run.what} runs a program on the server")
