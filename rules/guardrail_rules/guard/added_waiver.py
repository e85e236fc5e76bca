"""The rule `added-waiver`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

GUARD = "guardrail waivers"


class AddedWaiver(Rule):
    """A finding is allowed on the record, or for longer.

    ## Why it matters

    An entry of this kind is how a person says that a finding is right to be there. One that
    arrives together with the code it is about, or is written by whoever wrote that code, says
    nothing.

    ## Do this instead

    Mend the code that was found. Where the risk is taken on purpose, the owner who is named in
    the entry brings it in, in a change of its own.
    """

    name = "added-waiver"
    category = Category.GUARD
    level = Level.WARNING
    judges = (GuardChange,)
    inline = False

    bad = (
        edit(
            "guardrail.toml",
            "edition = 2026\n",
            """\
            edition = 2026
            [[waiver]]
            rule = "dropped-table"
            path = "db/"
            reason = "not needed any more"
            owner = "data team"
            until = 2027-01-31
            """,
        ),
        edit(
            "guardrail.toml",
            """\
            [[waiver]]
            rule = "dropped-table"
            path = "db/"
            until = 2027-01-31
            """,
            """\
            [[waiver]]
            rule = "dropped-table"
            path = "db/"
            until = 2029-01-31
            """,
        ),
    )
    good = (
        edit(
            "guardrail.toml",
            """\
            [[waiver]]
            rule = "dropped-table"
            path = "db/"
            until = 2027-01-31
            """,
            "edition = 2026\n",
        ),
        edit(
            "guardrail.toml",
            """\
            [[waiver]]
            rule = "dropped-table"
            path = "db/"
            until = 2027-01-31
            """,
            """\
            [[waiver]]
            rule = "dropped-table"
            path = "db/"
            until = 2026-12-31
            """,
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        yield self.finding(change, change.detail)
