"""The rule `ignored-dry-run`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

_START = "def clean(cursor, rows, dry_run):\n    if dry_run:\n        print('would delete', rows)\n"
_DELETES = "    cursor.execute('DELETE FROM users WHERE id = ANY(%s)', [rows])\n"


class IgnoredDryRun(Rule):
    """A dry run says what it would do, and then does it.

    ## Why it matters

    Whoever asks for a dry run wants to see what would go before anything goes. The branch neither
    leaves the function nor has an `else`: what stands behind it runs in a dry run as well, and the
    output says that it didn't.

    ## Do this instead

    Leave the branch with `return` (in a loop with `continue`), or put what changes something into
    an `else`. Test the dry run with something that can be counted afterwards.
    """

    name = "ignored-dry-run"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(_START + _DELETES),
        python(
            """\
            import shutil

            def sweep(args, folders):
                for folder in folders:
                    if args.dry_run:
                        print(f"would remove {folder}")
                    shutil.rmtree(folder)
            """
        ),
    )
    good = (
        python(_START + "        return\n" + _DELETES),
        python(_START + "    else:\n    " + _DELETES),
        python(_START + "    if not dry_run:\n    " + _DELETES),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """A branch for dry runs that doesn't keep from happening what stands behind it."""
        if change.guard == "dry run":
            message = f"what stands behind `if {change.detail}` runs in a dry run as well"
            yield from weighed(self, change, context, message)
