"""Where a path strikes, as far as its text tells."""

from __future__ import annotations

import posixpath
from enum import Enum

from guardrail.spanmap import HOLE_WORD


class Place(Enum):
    """What a path stands for."""

    EVERYTHING = "everything"
    HISTORY = "history"
    OUTSIDE = "outside"
    PASSING = "passing"
    INSIDE = "inside"
    UNKNOWN = "unknown"


PASSING = (
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/var/cache",
    "/var/lib/apt/lists",
    "/root/.cache",
    "/root/.npm",
    "/usr/share/doc",
    "/usr/share/man",
    "/usr/share/locale",
    "~/.cache",
    "$TMPDIR",
    "$RUNNER_TEMP",
)
"""Folders whose contents are meant to go: temporary files, caches, what images are slimmed of."""

HOME = ("~", "$HOME", "${HOME}")
WHOLE = frozenset({"/", ".", "..", "*", "~", "/*", "~/*", "../*"})
_SYSTEM = "bin boot dev etc home lib lib64 opt proc root sbin srv sys usr var users"
SYSTEM = frozenset(f"/{name}" for name in _SYSTEM.split())


def place(path: str) -> Place:
    """What the path stands for; a path that isn't known, or has a hole at its start, is unknown."""
    if not path or path.startswith(HOLE_WORD):
        return Place.UNKNOWN
    for home in HOME[1:]:
        if path == home or path.startswith(f"{home}/"):
            path = "~" + path[len(home) :]
    trimmed = path.removesuffix("/*") or "/"
    plain = posixpath.normpath(trimmed)
    if plain.startswith("//"):
        plain = plain[1:]
    if plain in WHOLE or plain.lower() in SYSTEM:
        return Place.EVERYTHING
    if any(plain == each or plain.startswith(f"{each}/") for each in PASSING):
        return Place.PASSING
    if plain == ".git" or plain.endswith("/.git"):
        return Place.HISTORY
    if plain.startswith(("/", "~", "../")):
        return Place.OUTSIDE
    return Place.UNKNOWN if plain.startswith("$") else Place.INSIDE
