"""Programs by whose names nobody is told from others: what runs scripts, what runs a machine.

Whoever ends "every python" ends the program itself, services and other people's work with it.
Databases are among them, since with one process of theirs everybody's connections are gone.
"""

from __future__ import annotations

from guardrail.patterns import late

_SHARED = late(
    r"(?:.*/)?(?:python|pypy|node|nodejs|deno|bun|java|ruby|perl|php(?:-fpm)?|dotnet|beam\.smp"
    r"|bash|sh|zsh|dash|fish|ssh|sshd|systemd|init|tmux|screen|dockerd?|containerd|kubelet"
    r"|postgres|postmaster|mysqld?|mariadbd?|mongod|redis-server|oracle)(?:\d+(?:\.\d+)?)?(?:\.exe)?"
)


def is_shared(name: str) -> bool:
    """Whether a process of that name may be anybody's: `python3`, `/usr/bin/bash`, `postgres`."""
    return _SHARED.fullmatch(name.strip().lower()) is not None
