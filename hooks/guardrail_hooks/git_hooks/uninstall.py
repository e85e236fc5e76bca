"""`guardrail hook uninstall`: takes away what `install` put there, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence

from guardrail.console.options import Command
from guardrail_hooks.git_hooks.install import is_own, own_folder
from guardrail_hooks.git_hooks.script import CHAINED, INSTALLABLE
from guardrail_hooks.git_hooks.verdict import here

COMMAND = Command(
    name="hook uninstall",
    summary="Take Guardrail's hooks away; a hook it was chained before is put back.",
    words="[HOOK…]",
)


def run(arguments: Sequence[str]) -> int:
    """Uninstall the named hooks, all of them without names."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    folder = own_folder(here())
    for name in parsed.words or INSTALLABLE:
        hook, earlier = folder / name, folder / f"{name}{CHAINED}"
        if not is_own(hook):
            continue
        hook.unlink()
        if os.path.lexists(earlier):
            earlier.rename(hook)
        print(f"removed {hook}")
    return 0
