"""The rule `bypassed-hook`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, GuardChange
from guardrail.example import python, shell, workflow
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.guard_files import HOOKS, taken_away

GUARD = "git hooks"


class BypassedHook(Rule):
    """A command goes round git's hooks, or switches them off.

    ## Why it matters

    Hooks are what looks at a change before it is in the history. A commit made with `--no-verify`
    was looked at by nobody, and with `core.hooksPath` or `pre-commit uninstall` no later one is
    either.

    ## Do this instead

    Run the command without going round the hooks and mend what they find. Where a script has to
    commit what hooks can't judge (a version number, generated files), let it run them all the
    same: they are quick where there is nothing to see.
    """

    name = "bypassed-hook"
    category = Category.GUARD
    level = Level.WARNING
    judges = (GuardChange, FileChange)
    inline = False

    bad = (
        shell("git commit --no-verify -m 'quick'"),
        shell("git commit -nm quick"),
        shell("git push --no-verify origin main"),
        shell("git -c core.hooksPath=/dev/null commit -m quick"),
        shell("git config core.hooksPath /dev/null"),
        shell("pre-commit uninstall"),
        shell("rm -f .git/hooks/pre-commit"),
        python("from pathlib import Path\n\nPath('.git/hooks/pre-push').unlink()"),
        python("from pathlib import Path\n\nPath('.pre-commit-config.yaml').unlink()"),
        python("from pathlib import Path\n\n(Path(repo.git_dir) / 'hooks' / 'pre-push').unlink()"),
        python("import subprocess\n\nsubprocess.run(['git', 'commit', '--no-verify', '-m', 'x'])"),
        workflow(
            """\
            on: push
            jobs:
              release:
                runs-on: ubuntu-latest
                steps:
                  - run: git commit --no-verify -m release
            """
        ),
    )
    good = (
        shell("git commit -m 'quick'"),
        shell("git push -n origin main"),
        shell("git config --get core.hooksPath"),
        shell("pre-commit install"),
        shell("rm -f .git/index.lock"),
        python("from pathlib import Path\n\nPath('.git/hooks/pre-push').write_text(HOOK)"),
        shell("pre-commit run --all-files"),
        shell("echo git commit --no-verify"),
    )

    def judge(self, change: GuardChange | FileChange, context: Context) -> Iterator[Finding]:
        """Any way round the hooks, and their files taken away."""
        if isinstance(change, FileChange):
            if deed := taken_away(change, HOOKS, written=False):
                yield self.finding(change, f"git's hooks ({change.path}) are {deed}")
        elif change.guard == GUARD:
            yield self.finding(change, f"git's hooks are gone round: {change.detail}")
