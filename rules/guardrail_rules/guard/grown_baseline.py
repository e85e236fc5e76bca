"""The rule `grown-baseline`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

GUARD = "guardrail baseline"


class GrownBaseline(Rule):
    """More findings count as known.

    ## Why it matters

    The baseline is there so that an old project starts quiet and only ever gets better. A finding
    that is added to it later is a new one that nobody will be shown again.

    ## Do this instead

    Mend the new finding. `guardrail baseline prune` takes out what was mended, and is the only
    change that this file needs.
    """

    name = "grown-baseline"
    category = Category.GUARD
    level = Level.WARNING
    judges = (GuardChange,)
    inline = False

    bad = (
        edit(
            ".guardrail-baseline.json",
            '{"version": 1, "findings": []}',
            """\
            {"version": 1, "findings": [
            {"path": "a.sql", "rule": "dropped-table", "fingerprint": "0011223344556677"}
            ]}
            """,
        ),
        edit("guardrail.toml", "edition = 2026\n", 'edition = 2026\nbaseline = "other.json"\n'),
    )
    good = (
        edit(
            ".guardrail-baseline.json",
            """\
            {"version": 1, "findings": [
            {"path": "a.sql", "rule": "dropped-table", "fingerprint": "0011223344556677"}
            ]}
            """,
            '{"version": 1, "findings": []}',
        ),
        edit("data/baseline.json", "[]", "[1, 2]"),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        yield self.finding(change, f"the baseline is made larger: {change.detail}")
