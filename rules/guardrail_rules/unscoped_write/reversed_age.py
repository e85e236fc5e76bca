"""The rule `reversed-age`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import DataChange, Verb
from guardrail.effects.queries import NEWEST_GO
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed


class ReversedAge(Rule):
    """What cleans up old rows deletes the newest: the comparison with an age is turned round.

    ## Why it matters

    `seen_at > now() - interval '90 days'` is true of the last ninety days. The rows that people
    work with go, and the old ones that were to go stay, so that nobody misses a run.

    ## Do this instead

    Compare with `<`: what was made before the border is old. Look at how many rows a SELECT with
    the same condition finds, and of which days, before it deletes any.

    If the newest are meant, say so in the name of the function: `take_back_recent_imports`.
    """

    name = "reversed-age"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.DELETE,)),)

    bad = (
        python(
            """\
            def purge_old_visits(connection):
                connection.execute("DELETE FROM visits WHERE seen_at > now() - interval '90 days'")
            """
        ),
        python(
            """\
            from datetime import datetime, timedelta

            def purge_visits(cursor):
                border = datetime.now() - timedelta(days=90)
                cursor.execute("DELETE FROM visits WHERE seen_at >= %s", (border,))
            """
        ),
        python(
            """\
            from datetime import datetime, timedelta
            from shop.models import Visit

            def clean_up():
                border = datetime.now() - timedelta(days=90)
                Visit.objects.filter(seen_at__gte=border).delete()
            """
        ),
    )
    good = (
        python(
            """\
            def purge_old_visits(connection):
                connection.execute("DELETE FROM visits WHERE seen_at < now() - interval '90 days'")
            """
        ),
        python(
            """\
            from datetime import datetime, timedelta

            def take_back_recent_visits(cursor):
                border = datetime.now() - timedelta(hours=1)
                cursor.execute("DELETE FROM visits WHERE seen_at >= %s", (border,))
            """
        ),
        python(
            """\
            from datetime import datetime, timedelta
            from shop.models import Visit

            def clean_up():
                border = datetime.now() - timedelta(days=90)
                Visit.objects.filter(seen_at__lt=border).delete()
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A deletion of what was made last, where the old is meant."""
        if not change.reason.startswith(NEWEST_GO) or fresh(change.target, change, context):
            return
        message = f"of {named(change.target)} {change.reason}"
        # Who asks for the rows that are meant asks for no others.
        change = replace(change, guards=())
        yield from weighed(self, change, context, message)
