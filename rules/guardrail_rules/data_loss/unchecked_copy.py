"""The rule `unchecked-copy`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import DataChange, Verb
from guardrail.effects.queries import UNCHECKED
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed


class UncheckedCopy(Rule):
    """Rows are deleted after they were copied elsewhere, whether or not that went well.

    ## Why it matters

    The copy fails on the day on which a disk is full or a password has expired. If its failure is
    caught and only logged, if nobody looks at a program's status, or if a flow goes on whatever
    comes of the step before, the only copy of the rows is deleted a moment later.

    ## Do this instead

    Let the failure of the copy stop what follows: raise it again, run programs with `check=True`,
    leave out `allow_failure` and `trigger_rule="all_done"`. Count the rows on both sides before
    those that were copied are deleted, by their keys.
    """

    name = "unchecked-copy"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.DELETE,)),)

    bad = (
        python(
            """\
            import logging

            def move(connection, day):
                try:
                    archive_visits(day)
                except Exception:
                    logging.exception("not archived")
                connection.execute("DELETE FROM visits WHERE day < %s", (day,))
            """
        ),
        python(
            """\
            import subprocess

            def move(connection):
                subprocess.run(["pg_dump", "-t", "visits", "-f", "visits.sql", "shop"])
                connection.execute("DELETE FROM visits WHERE day < '2026-01-01'")
            """
        ),
        python(
            """\
            from prefect import allow_failure, flow, task

            @task
            def delete_visits(connection, day):
                connection.execute("DELETE FROM visits WHERE day < %s", (day,))

            @flow
            def move(connection, day):
                copied = copy_visits.submit(day)
                delete_visits.submit(connection, day, wait_for=[allow_failure(copied)])
            """
        ),
    )
    good = (
        python(
            """\
            import logging

            def move(connection, day):
                try:
                    archive_visits(day)
                except Exception:
                    logging.exception("not archived")
                    raise
                connection.execute("DELETE FROM visits WHERE day < %s", (day,))
            """
        ),
        python(
            """\
            import subprocess

            def move(connection):
                dump = ["pg_dump", "-t", "visits", "-f", "visits.sql", "shop"]
                subprocess.run(dump, check=True)
                connection.execute("DELETE FROM visits WHERE day < '2026-01-01'")
            """
        ),
        python(
            """\
            from prefect import flow, task

            @task
            def delete_visits(connection, day):
                connection.execute("DELETE FROM visits WHERE day < %s", (day,))

            @flow
            def move(connection, day):
                copied = copy_visits.submit(day)
                delete_visits.submit(connection, day, wait_for=[copied])
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A deletion of what was to be copied first."""
        if not change.reason.startswith(UNCHECKED) or fresh(change.target, change, context):
            return
        # Who asks for a move asks for no loss.
        change = replace(change, guards=())
        message = f"rows of {named(change.target)} are deleted {change.reason}"
        yield from weighed(self, change, context, message)
