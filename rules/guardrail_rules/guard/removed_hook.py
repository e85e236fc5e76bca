"""The rule `removed-hook`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule

GUARD = "hook configuration"


class RemovedHook(Rule):
    """A git hook no longer runs the check, or no longer heeds it.

    ## Why it matters

    Without the hook, the next commit is judged in CI at the earliest, and whatever it holds, a
    password for one, is in the history by then.

    ## Do this instead

    Keep the hook and mend what it found. If it has to go (another tool, another hook manager),
    take it out in a change of its own that a person approves.
    """

    name = "removed-hook"
    category = Category.GUARD
    level = Level.ERROR
    judges = (GuardChange,)
    inline = False

    bad = (
        edit(
            ".pre-commit-config.yaml",
            """\
            repos:
              - repo: https://github.com/example/repo-guardrail
                rev: v1.0.0
                hooks:
                  - id: guardrail
              - repo: https://github.com/example/other
                rev: v2.0.0
                hooks:
                  - id: tidy
            """,
            """\
            repos:
              - repo: https://github.com/example/other
                rev: v2.0.0
                hooks:
                  - id: tidy
            """,
        ),
        edit(
            ".pre-commit-config.yaml",
            """\
            repos:
              - repo: local
                hooks:
                  - {id: guardrail, entry: guardrail hook pre-commit, language: system}
            """,
            """\
            repos:
              - repo: local
                hooks:
                  - {id: guardrail, entry: "true", language: system}
            """,
        ),
        edit(
            ".pre-commit-config.yaml",
            "repos: [{repo: local, hooks: [{id: guardrail}]}]\n",
            "repos: [{repo: local, hooks: [{id: guardrail, stages: [manual]}]}]\n",
        ),
        edit(
            ".husky/pre-commit",
            "guardrail hook pre-commit\n",
            "guardrail hook pre-commit || true\n",
        ),
        edit(".husky/pre-commit", "guardrail hook pre-commit\n", None),
        edit(
            "lefthook.yml",
            "pre-commit: {commands: {guardrail: {run: guardrail hook pre-commit}}}\n",
            "pre-commit: {commands: {guardrail: {run: guardrail hook pre-commit, skip: true}}}\n",
        ),
        edit(
            "package.json",
            '{"scripts": {"prepare": "husky"}}\n',
            '{"scripts": {"prepare": "true"}}\n',
        ),
    )
    good = (
        edit(
            ".pre-commit-config.yaml",
            """\
            repos:
              - repo: https://github.com/example/repo-guardrail
                rev: v1.0.0
                hooks:
                  - id: guardrail
            """,
            """\
            # hooks
            repos:
              - repo: https://github.com/example/repo-guardrail
                rev: v1.1.0
                hooks:
                  - id: guardrail
                  - id: guardrail-pre-push
            """,
        ),
        edit(
            ".pre-commit-config.yaml",
            "repos: [{repo: local, hooks: [{id: tidy}, {id: lint}]}]\n",
            "repos: [{repo: local, hooks: [{id: tidy}]}]\n",
        ),
        edit(".husky/pre-commit", "npm test\n", "npm run lint\n"),
        edit(".husky/pre-commit", None, "guardrail hook pre-commit\n"),
        edit("package.json", '{"scripts": {"test": "jest"}}\n', '{"scripts": {}}\n'),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        level = Level.ERROR if change.confidence is Confidence.HIGH else Level.WARNING
        yield self.finding(change, change.detail, level=level)
