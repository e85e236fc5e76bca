"""The rule `discarded-work`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import HistoryChange
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail_rules.circumstances import thrown_away

EVERYTHING = ("", ".", "./", "*", ":/", ":", "./*")
PATHS = ("checkout --", "restore")
MADE = "make branch"
TAGGED = "make tag"
"""What loses nothing, as the former."""
_UNSHARED = late(r"refs/(?!heads\b|tags\b|stash\b|notes\b)[\w-]+/.*")
"""References of a program's own, that nobody works on: `refs/original/…`, `refs/ci-scratch/17`."""


class DiscardedWork(Rule):
    """Work that isn't committed, or commits that nothing else refers to, are thrown away.

    ## Why it matters

    `git reset --hard`, `git clean -fdx`, `git checkout -- .` and `git stash clear` remove changes
    that exist nowhere else. There is no undo, and the changes may be somebody else's.

    ## Do this instead

    Commit or stash what is there first (`git stash push --include-untracked`), or make a branch
    of it; name the one file that is to be restored in place of everything.
    """

    name = "discarded-work"
    category = Category.HISTORY
    level = Level.WARNING
    judges = (HistoryChange,)

    bad = (
        shell("git reset --hard HEAD~3"),
        shell("git clean -fdx"),
        shell("git checkout -- ."),
        shell("git stash clear"),
        shell("git branch -D feature"),
        python("import subprocess\n\nsubprocess.run(['git', 'reset', '--hard'])"),
        python(
            """\
            import pygit2

            repo = pygit2.Repository("/srv/git/shop.git")
            for name in [one for one in repo.references if one.startswith("refs/heads/")]:
                repo.references.delete(name)
            """
        ),
    )
    good = (
        shell("git reset --soft HEAD~1"),
        shell("git clean -n"),
        shell("git checkout main"),
        shell("git stash"),
        shell("git branch -d feature"),
        shell("git update-ref -d refs/original/refs/heads/main"),
    )

    def judge(self, change: HistoryChange, context: Context) -> Iterator[Finding]:
        """Anything that loses local work."""
        if change.action.startswith("push") or change.action in (MADE, TAGGED):
            return
        if change.action == "update-ref -d" and _UNSHARED.fullmatch(change.target):
            return
        few = change.action in PATHS and change.target not in EVERYTHING
        of = f" {change.target}" if change.target else ""
        quiet = few or change.guards or thrown_away(change)
        level = Level.INFO if quiet else Level.WARNING
        yield self.finding(change, f"git {change.action}{of} throws work away", level=level)
