"""python-crontab: every job of a user taken out of the table, and what new jobs run.

Source: the documentation of python-crontab 3.4 (`CronTab`, `new`, `remove_all`: without a command,
a comment or a time all jobs go).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes, RunsQuery
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Argument, Row

_TABLE, _JOBS = "table of jobs", "jobs of a table"
_START = "from crontab import CronTab\ncron = CronTab(user=True)\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("crontab.CronTab",), kind=_TABLE),
    Gives(kind=_TABLE, member="with", gives=_TABLE),
    Gives(kind=_TABLE, member="for crons", gives=_JOBS),
    Gives(kind=_TABLE, member="find_command() find_comment() find_time()", gives=""),
    Gives(kind=_JOBS, member="for", gives=_JOBS),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".remove_all",),
        on=(_TABLE,),
        what="jobs in a user's table",
        store="cron",
        target="",
        when=(
            (Argument(0, "command"), ("-",)),
            (Argument(-1, "comment"), ("-",)),
            (Argument(-1, "time"), ("-",)),
        ),
        beside=("crontab",),
        example=_START + "cron.remove_all()",
        twin=_START + 'cron.remove_all(comment="report")',
    ),
    RunsQuery(
        names=(".new",),
        on=(_TABLE,),
        language="shell",
        text=Argument(0, "command"),
        like="",
        store="cron",
        beside=("crontab",),
        example=_START + "cron.new(command='rm -rf /srv/data')",
        twin=_START + "cron.new(command='/usr/bin/backup')",
    ),
    each_of(
        ".remove",
        _TABLE,
        store="cron",
        target="the user's table",
        beside=("crontab",),
        example=_START + "for job in cron:\n    cron.remove(job)",
        twin=_START + "for job in cron.find_comment('report'):\n    cron.remove(job)",
    ),
)
