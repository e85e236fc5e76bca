"""Commands that do harm, run in every way in which programs run commands.

A command of `commands.txt` says with `%bad` and `%good` its harmful line and the harmless twin; a
low line in it stands for a space inside a word. A way of `command_ways.txt` is a module in which
`LINE`, `WORDS`, `FIRST` and `REST` stand for the line, its words, the first of them, the others.
"""

from __future__ import annotations

import re
import shlex

from handing_on import MAIN, blocks, said
from msgspec import Struct


class Command(Struct, frozen=True):
    """A command line that does harm, and one that does none."""

    name: str
    bad: str
    good: str


class CommandWay(Struct, frozen=True):
    """A way in which a command is run."""

    name: str
    text: str


def commands() -> list[Command]:
    """All commands, in order."""
    return [Command(name, **said(lines)) for name, lines in blocks("commands.txt")]


def command_ways() -> list[CommandWay]:
    """All ways, in order."""
    return [CommandWay(name, "\n".join(lines)) for name, lines in blocks("command_ways.txt")]


def run_as(command: Command, way: CommandWay, *, harmful: bool) -> dict[str, str]:
    """The module in which the command is run this way."""
    words = [_spaced(one) for one in (command.bad if harmful else command.good).split()]
    listed = [f'"{one}"' for one in words]
    put = {
        "LINE": shlex.join(words),
        "WORDS": ", ".join(listed),
        "FIRST": listed[0],
        "REST": ", ".join(listed[1:]),
    }
    return {MAIN: re.sub(r"\b(LINE|WORDS|FIRST|REST)\b", lambda found: put[found[0]], way.text)}


def _spaced(word: str) -> str:
    return word.replace("_", " ") if word.startswith(("DROP", "SELECT")) else word
