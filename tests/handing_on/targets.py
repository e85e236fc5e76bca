"""What is done to a server: told where others share it, and not where it is this machine's own.

A server of `servers.txt` says with `%above` what is imported, with `%bad` and `%good` the two
addresses, with `%connect` what reaches an address `A` and with `%use` what is done to what that
gives, `S`. A way of `targets.txt` is a module with `URL`, `CONNECT(x)` and `USE(x)` in it.
"""

from __future__ import annotations

import re

from handing_on import MAIN, blocks, said
from msgspec import Struct


class Server(Struct, frozen=True):
    """What is reached, and what is done there."""

    name: str
    above: str
    bad: str
    good: str
    connect: str
    use: str
    setup: str = ""


class Target(Struct, frozen=True):
    """A way in which it is said where that is."""

    name: str
    text: str


def servers() -> list[Server]:
    """All servers, in order."""
    return [Server(name, **said(lines)) for name, lines in blocks("servers.txt")]


def targets() -> list[Target]:
    """All ways, in order."""
    return [Target(name, "\n".join(lines)) for name, lines in blocks("targets.txt")]


def reached(server: Server, target: Target, *, harmful: bool) -> dict[str, str]:
    """The module in which it is done to what others share, or to what is this machine's own."""
    text = _put_in(target.text, "CONNECT", "A", server.connect)
    text = _put_in(text, "USE", "S", server.use)
    text = re.sub(r"\bURL\b", lambda _: server.bad if harmful else server.good, text)
    return {MAIN: f"{server.above}\n\n{server.setup}\n\n{text}\n"}


def _put_in(text: str, word: str, hole: str, whole: str) -> str:
    """A text with what stands in `word(…)` put into a hole of the whole."""
    while (at := text.find(f"{word}(")) >= 0:
        start = at + len(word) + 1
        depth, end = 1, start
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        given = text[start : end - 1]
        text = text[:at] + given.join(re.split(rf"\b{hole}\b", whole)) + text[end:]
    return text
