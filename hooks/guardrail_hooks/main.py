"""`guardrail hook`: what git calls, and what puts it where git looks."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from guardrail.console.options import UsageError

HOOKS: dict[str, tuple[str, str]] = {
    "pre-commit": ("guardrail_hooks.git_hooks.pre_commit", "judge what is about to be committed"),
    "pre-merge-commit": ("guardrail_hooks.git_hooks.pre_commit", "the same, for a merge"),
    "prepare-commit-msg": (
        "guardrail_hooks.git_hooks.prepare_commit_msg",
        "the same again where --no-verify skipped it (opt-in)",
    ),
    "pre-push": ("guardrail_hooks.git_hooks.pre_push", "judge what is about to be pushed"),
    "files": ("guardrail_hooks.git_hooks.files", "judge the named files of a change"),
    "install": ("guardrail_hooks.git_hooks.install", "put hooks where git looks for them"),
    "uninstall": ("guardrail_hooks.git_hooks.uninstall", "take them away again"),
}


def run(arguments: Sequence[str]) -> int:
    """Run a hook; the exit status: 0 lets git go on, anything else stops it.

    1: findings; 2: wrong usage, broken configuration, or a repository that can't be read. Raises
    `UsageError`, `GitError` or `PolicyError`, which end in 2.
    """
    name = arguments[0] if arguments else "--help"
    if name in ("-h", "--help"):
        print(_help())
        return 0 if arguments else 2
    if name not in HOOKS:
        raise UsageError(f"there is no hook {name!r}; see guardrail hook --help")
    status: int = import_module(HOOKS[name][0]).run(arguments[1:])
    return status


def _help() -> str:
    width = max(map(len, HOOKS)) + 2
    hooks = "\n".join(f"  {name.ljust(width)}{summary}" for name, (_, summary) in HOOKS.items())
    return (
        "usage: guardrail hook HOOK [ARGUMENTS]\n\n"
        f"What git calls before it goes on, and what puts it where git looks.\n\n{hooks}\n\n"
        "Exit status: 0 lets git go on; 1 findings; 2 wrong usage, broken configuration or a "
        "repository that can't be read; 3 Guardrail failed. Only 0 is a pass."
    )
