"""The rule `forced-push`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import HistoryChange
from guardrail.effects.guarding import is_withheld, picked_by
from guardrail.example import python, shell, workflow
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import named
from guardrail_rules.history.discarded_work import MADE, TAGGED

_SHARED = late(
    r"(?:refs/heads/)?(?:[\w.-]+/)?"
    r"(?:main|master|trunk|default|develop(?:ment)?|prod(?:uction)?|live|staging|stable|releases?"
    r"|hotfix)(?:[-_/.]v?\d[\w.]*)?"
    r"|(?:.*/)?(?:releases?|stable|prod(?:uction)?)[-_/].*|every branch",
    re.IGNORECASE,
)
"""Branches that others build on, by their names: `main`, `release/1.2`, `stable-7`."""

_PUBLISHED = late(
    r"(?:refs/heads/)?(?:origin/)?(?:(?:gh|gl|cf)[-_])?(?:pages?|docs?|(?:web)?site|html|built?|dist)"
    r"(?:[-_/](?:pages?|docs?|site|html|build|dist|preview))*",
    re.IGNORECASE,
)
"""Branches that hold what was made from others, by their names: `gh-pages`, `docs-site`."""
_OLD = picked_by("age")
_TAGS = late(r"every tag|refs/tags/[^,]*|v\d+(?:\.\d+){0,3}")
"""Tags: nobody's commits are lost with them. `v2` is moved with every release."""


class ForcedPush(Rule):
    """A branch of the remote repository is overwritten or deleted.

    ## Why it matters

    Commits that others pushed meanwhile drop out of the branch. On a shared branch everybody's
    clone disagrees with it from then on, and what was reviewed isn't what is there.

    ## Do this instead

    Pull or rebase onto what is there, and push without force; to undo something that was pushed,
    `git revert` it. On a branch of your own, `--force-with-lease` refuses where somebody else has
    pushed.
    """

    name = "forced-push"
    category = Category.HISTORY
    level = Level.ERROR
    judges = (HistoryChange,)

    bad = (
        shell("git push --force origin main"),
        shell("git push -f"),
        shell("git push origin +main"),
        shell("git push origin --delete main"),
        python("import subprocess\n\nsubprocess.run(['git', 'push', '--force'])"),
        python(
            """\
            import time

            import git

            repo = git.Repo("/srv/shop")
            for ref in repo.remotes.origin.refs:
                if time.time() - ref.commit.committed_date > 60 * 86400:
                    repo.remotes.origin.push(refspec=f":{ref.remote_head}")
            """
        ),
        workflow(
            """\
            on: push
            jobs:
              publish:
                runs-on: ubuntu-latest
                steps:
                  - run: git push --force origin main
            """
        ),
    )
    good = (
        shell("git push origin main"),
        shell("git push --tags"),
        shell("git commit -m 'no push --force here'"),
    )

    def judge(self, change: HistoryChange, context: Context) -> Iterator[Finding]:
        """A push that replaces or deletes what is there."""
        if not change.action.startswith("push"):
            return
        leased = "with-lease" in change.action
        shared = _is_shared(change.target)
        tags = _TAGS.fullmatch(change.target) is not None or _tagged_here(change, context)
        # What the server's own branch is, it refuses to delete.
        gone = "delete" in change.action and bool(change.target)
        own = not shared and (gone or _says_which(change.target) or _made_here(change, context))
        mild = (leased and not shared) or tags or own or change.guards
        level = Level.WARNING if mild else Level.ERROR
        generated = _says_which(change.target) and _is_published(change.target)
        if (leased and change.target and not shared) or (generated and not gone):
            # What this page advises: it is refused where somebody else has pushed. A branch that
            # pages are published from has no history that anybody builds on.
            level = Level.INFO
        if is_withheld(change.guards) and not shared:
            # An old branch may hold what nobody has merged; a tag holds nothing of its own.
            old = _OLD in change.guards and not tags
            others = [one for one in change.guards if one != _OLD]
            level = Level.WARNING if old and not is_withheld(others) else Level.INFO
        done = "deleted from" if "delete" in change.action else "overwritten in"
        what = named(change.target, "a branch") if change.target else "a branch"
        message = f"{what} is {done} the remote repository"
        yield self.finding(change, message, level=level)


def _is_shared(target: str) -> bool:
    """Whether one of the branches is one that others build on, by its name."""
    return any(_SHARED.fullmatch(one) for one in target.split(", "))


def _is_published(target: str) -> bool:
    """Whether the branches hold nothing but what was made from others, by their names."""
    return all(_PUBLISHED.fullmatch(one) for one in target.split(", "))


def _says_which(target: str) -> bool:
    """Whether the branches are all named: `HEAD`, `*` and what is only known later say nothing."""
    return bool(target) and not any(
        HOLE_WORD in one or "*" in one or "$" in one or one in ("HEAD", "@")
        for one in target.split(", ")
    )


def _made_here(change: HistoryChange, context: Context) -> bool:
    """Whether the program made the branch that it is on, and none of the shared ones."""
    made = [
        earlier.target
        for earlier in context.before(change)
        if isinstance(earlier, HistoryChange) and earlier.action == MADE
    ]
    return bool(made) and not any(map(_is_shared, made))


def _tagged_here(change: HistoryChange, context: Context) -> bool:
    """Whether the program made a tag of that name: then it is the tag that is pushed."""
    return bool(change.target) and any(
        isinstance(earlier, HistoryChange)
        and earlier.action == TAGGED
        and earlier.target == change.target
        and earlier.span.path == change.span.path
        for earlier in context.before(change)
    )
