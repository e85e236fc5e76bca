"""The rule `removed-code-owner`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule

GUARD = "code owners"


class RemovedCodeOwner(Rule):
    """Files lose the owners who had to approve a change of them.

    ## Why it matters

    Code owners are who is asked before workflows, policies and migrations change. A pattern
    without an owner is a way round them for the next change.

    ## Do this instead

    Name another owner in place of the one who leaves. Leave patterns on workflows, policy and
    migrations in place even while their files move.
    """

    name = "removed-code-owner"
    category = Category.GUARD
    level = Level.WARNING
    judges = (GuardChange,)
    inline = False

    bad = (
        edit("CODEOWNERS", "* @everyone\n/db/ @data\n", "* @everyone\n"),
        edit(".github/CODEOWNERS", "/.github/ @security\n", "/.github/\n"),
        edit(".github/CODEOWNERS", "guardrail.toml @security\n", None),
        edit("docs/CODEOWNERS", "* @all\n", "* @all\n/migrations/\n"),
    )
    good = (
        edit("CODEOWNERS", "* @everyone\n", "* @everyone\n/db/ @data\n"),
        edit("CODEOWNERS", "/db/ @ada @bob\n", "# who is asked\n/db/ @eve\n"),
        edit("CODEOWNERS", None, "* @everyone\n"),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        level = Level.ERROR if change.confidence is Confidence.HIGH else Level.WARNING
        yield self.finding(change, f"the code owners change: {change.detail}", level=level)
