"""What can be wrong with a policy, and how that is put into words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

LONGEST = 60


class PolicyError(Exception):
    """A policy that can't be used: doors stop with exit code 2.

    `line` is 1-based, 0 where the whole file is meant.
    """

    def __init__(self, path: str, line: int, message: str) -> None:
        """What is wrong, in which file and on which line."""
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class PolicyProblem(Struct, frozen=True):
    """A part of a policy that has no effect: told as a finding, the rest of the policy holds."""

    path: str
    line: int
    message: str


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that looks most like `name`, "" where none does."""
    from difflib import get_close_matches

    wanted = name[:LONGEST].lower().replace("_", "-")
    found = get_close_matches(wanted, sorted(known), n=1, cutoff=0.5)
    return found[0] if found else ""


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` for a name that isn't known, "" where nothing is like it."""
    found = nearest(name, known)
    return f'; did you mean "{found}"?' if found else ""


def shown(text: str) -> str:
    """A foreign word, safe to stand in a message: quoted, escaped, cut."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    plain = "".join(c if c.isprintable() else repr(c)[1:-1] for c in short)
    return f'"{plain}"'
