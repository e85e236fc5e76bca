"""`guardrail hook install`: for plain git, without a hook manager.

A hook of somebody else is never overwritten: it is told, or kept and run first (`--chain`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from guardrail.console.options import Command, Option, UsageError
from guardrail.git import Repository, hooks_folder
from guardrail_hooks.git_hooks.script import BY_DEFAULT, CHAINED, INSTALLABLE, MARK, script
from guardrail_hooks.git_hooks.verdict import here

COMMAND = Command(
    name="hook install",
    summary="Put hooks where git looks for them.",
    words="[HOOK…]",
    options=(Option("--chain", "keep a hook that is there, and run it first"),),
    epilogue=(
        f"Without names: {' and '.join(BY_DEFAULT)}. There are {', '.join(INSTALLABLE)}; "
        "prepare-commit-msg also judges what git commit --no-verify lets through."
    ),
)

_LARGEST = 1_000_000


def run(arguments: Sequence[str]) -> int:
    """Install the named hooks; 0 where all of them are in place."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    names = parsed.words or list(BY_DEFAULT)
    for name in names:
        if name not in INSTALLABLE:
            raise UsageError(f"there is no hook {name!r} to install, only {', '.join(INSTALLABLE)}")
    folder = own_folder(here())
    folder.mkdir(parents=True, exist_ok=True)
    refused = [name for name in names if not _installed(folder, name, chain=parsed.has("--chain"))]
    return 1 if refused else 0


def own_folder(repo: Repository) -> Path:
    """The repository's folder of hooks. Raises `UsageError` where it belongs to somebody else."""
    folder, named = hooks_folder(repo)
    if not named:
        return folder
    real, root = Path(os.path.realpath(folder)), Path(os.path.realpath(repo.root))
    if root not in real.parents:
        raise UsageError(
            f"git looks for hooks in {folder} (core.hooksPath), which other repositories may "
            "share; add the line 'guardrail hook pre-commit' to the hook there"
        )
    if real.name == "_" or ((real.parent / ".husky").is_dir() and ".husky" in real.parts):
        raise UsageError(
            "husky keeps the hooks of this repository; "
            "add the line 'guardrail hook pre-commit' to .husky/pre-commit"
        )
    return folder


def is_own(hook: Path) -> bool:
    """Whether a hook is one that `install` put there."""
    try:
        if hook.is_symlink() or hook.stat().st_size > _LARGEST:
            return False
        return MARK.encode() in hook.read_bytes()
    except OSError:
        return False


def _installed(folder: Path, name: str, *, chain: bool) -> bool:
    hook, earlier = folder / name, folder / f"{name}{CHAINED}"
    if os.path.lexists(hook) and not is_own(hook):
        if not chain or os.path.lexists(earlier):
            print(f"{hook} is left as it is: {_advice(hook, name)}")
            return False
        hook.rename(earlier)
    text = script(name, chained=os.path.lexists(earlier))
    hook.write_text(text, encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    print(f"installed {hook}")
    return True


def _advice(hook: Path, name: str) -> str:
    if b"pre-commit.com" in _start_of(hook):
        return "pre-commit put it there; add Guardrail to .pre-commit-config.yaml"
    if b"lefthook" in _start_of(hook):
        return f"lefthook put it there; add 'guardrail hook {name}' to lefthook.yml"
    return f"add 'guardrail hook {name} \"$@\"' to it, or install with --chain to run both"


def _start_of(hook: Path) -> bytes:
    try:
        with hook.open("rb") as file:
            return file.read(10_000)
    except OSError:
        return b""
