"""The rule `weakened-policy`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, GuardChange
from guardrail.example import change as edit
from guardrail.example import shell
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.guard_files import POLICY, taken_away

GUARD = "guardrail policy"


class WeakenedPolicy(Rule):
    """Guardrail's own policy is made looser.

    ## Why it matters

    A change that loosens the rules it is judged by can let anything through, itself or the next
    one. Whoever writes the code, person or agent, should not be who decides that a rule is off.

    ## Do this instead

    Leave the policy as it is and mend what it found. Where a rule really doesn't fit the project,
    change the policy alone, in a change of its own that says why, for a person to approve.
    """

    name = "weakened-policy"
    category = Category.GUARD
    level = Level.ERROR
    judges = (GuardChange, FileChange)
    inline = False

    bad = (
        shell("rm guardrail.toml"),
        edit("guardrail.toml", "", '[levels]\n"dropped-table" = "off"\n'),
        edit("guardrail.toml", 'fail-on = "warning"\n', 'fail-on = "error"\n'),
        edit("guardrail.toml", 'exclude = ["vendor/"]\n', 'exclude = ["vendor/", "db/"]\n'),
        edit("guardrail.toml", "edition = 2026\n", 'mode = "report"\nreport-until = 2027-01-31\n'),
        edit("guardrail.toml", '[levels]\n"grant-all" = "error"\n', None),
        edit(
            "pyproject.toml",
            '[tool.guardrail.levels]\n"grant-all" = "error"\n',
            '[tool.guardrail.levels]\n"grant-all" = "info"\n',
        ),
        edit(
            "api/guardrail.toml",
            "",
            '[[override]]\npaths = ["api/"]\nlevels = { data-loss = "off" }\n',
        ),
    )
    good = (
        edit("guardrail.toml", "", '[levels]\n"grant-all" = "error"\n'),
        shell("cat guardrail.toml"),
        edit("guardrail.toml", '[levels]\n"grant-all" = "off"\n', ""),
        edit("guardrail.toml", 'fail-on = "error"\n', 'fail-on = "warning"\n'),
        edit("guardrail.toml", 'exclude = ["vendor/", "db/"]\n', 'exclude = ["vendor/"]\n'),
        edit("guardrail.toml", "", '[[database]]\npaths = ["db/"]\ndialect = "postgres"\n'),
        edit("pyproject.toml", '[tool.ruff]\nselect = ["E"]\n', "[tool.ruff]\nselect = []\n"),
    )

    def judge(self, change: GuardChange | FileChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard; what a program does to the policy is a warning."""
        if isinstance(change, FileChange):
            deed = "" if context.in_test else taken_away(change, POLICY, written=True)
            if deed:
                message = f"the policy ({change.path}) is {deed} by a program"
                yield self.finding(change, message, level=Level.WARNING)
        elif change.guard == GUARD:
            yield self.finding(change, f"the policy is made looser: {change.detail}")
