"""What programs do, one file a program.

`MODULES` is the only list of them: a program's name, and the module here that knows it, imported
when the name is first met. Names are compared without folder and without a version at the end.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guardrail.knowledge.programs.command import Program

MODULES: dict[str, str] = {
    "psql": "psql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite3": "sqlite3",
    "rm": "rm",
    "unlink": "rm",
    "python": "python",
    "git": "git",
    "terraform": "terraform",
    "tofu": "terraform",
    "env": "env",
    **dict.fromkeys(("sh", "bash", "dash", "zsh", "ksh", "ash"), "shells"),
    **dict.fromkeys(
        ["sudo", "doas", "nohup", "timeout", "nice", "time", "command", "builtin", "exec"],
        "wrappers",
    ),
}

_VERSION = re.compile(r"(?<=[a-z])[\d.]+\Z")


@lru_cache(maxsize=1024)
def lookup(name: str) -> Program | None:
    """The program that a command's name means, `None` for one that nothing is known of."""
    plain = base_name(name)
    module = MODULES.get(plain) or MODULES.get(_VERSION.sub("", plain))
    if module is None:
        return None
    found: Program = import_module(f"{__name__}.{module}").PROGRAM
    return found


def base_name(name: str) -> str:
    """A program's name without its folder and `.exe`."""
    return name.rsplit("/", 1)[-1].removesuffix(".exe")
