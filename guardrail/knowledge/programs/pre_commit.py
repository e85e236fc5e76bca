"""pre-commit, husky: told only where they take their hooks away. As in `pre-commit --help` of 4."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import GuardChange
from guardrail.knowledge.programs.command import Command, Outcome, Program


def _read(command: Command) -> Iterator[Outcome]:
    words = [word.text for word in command.args if not word.text.startswith("-")]
    if words[:1] == ["uninstall"] and "--help" not in [word.text for word in command.args]:
        yield GuardChange(
            span=command.span(),
            evidence=command.evidence,
            guard="git hooks",
            path="",
            detail=f"{command.name.rsplit('/', 1)[-1]} uninstall",
        )


PROGRAM = Program(("pre-commit", "lefthook", "husky"), _read)
