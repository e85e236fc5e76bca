"""Secrets that are told where others see them, on every way on which code puts together a text.

A source of `secret_sources.txt` says with `%above` what is imported, with `%bad` the secret and
with `%good` what may be told of it. A sink of `secret_sinks.txt` tells `V` with the lines of
`%use`. A way of `secret_ways.txt` is a module. A third of the sources goes each way, each to one of
the sinks, and all of them go to every sink as they are. On the ways of `secret_masks.txt` nothing
is left of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handing_on import MAIN, blocks, indented, said
from msgspec import Struct

_EVERY = 3
_USE = re.compile(r"^( *)USE\((.+)\)$", re.MULTILINE)


class Source(Struct, frozen=True):
    """Where a secret is from."""

    name: str
    above: str
    bad: str
    good: str


class Sink(Struct, frozen=True):
    """What tells others."""

    name: str
    use: str
    above: str = ""


class TellingWay(Struct, frozen=True):
    """A way from a secret to where it is told."""

    name: str
    text: str
    number: int


def sources() -> list[Source]:
    """All sources, in order."""
    return [Source(name, **said(lines)) for name, lines in blocks("secret_sources.txt")]


def sinks() -> list[Sink]:
    """All sinks, in order."""
    return [Sink(name, **said(lines)) for name, lines in blocks("secret_sinks.txt")]


def telling_ways(file: str = "secret_ways.txt") -> list[TellingWay]:
    """All ways of a file, in order."""
    ways = enumerate(blocks(file))
    return [TellingWay(name, "\n".join(lines), number) for number, (name, lines) in ways]


def pairs(way: TellingWay) -> Iterator[tuple[Source, Sink]]:
    """The sources that go a way, each with the sink it goes to: every third, to save time."""
    number, others = way.number, sinks()
    for at, source in enumerate(sources()):
        if (at + number) % _EVERY == 0:
            yield source, others[(at + number) % len(others)]


def shown(source: Source, way: TellingWay, sink: Sink, *, harmful: bool) -> dict[str, str]:
    """The module in which a secret, or its twin, goes a way to a sink."""
    value = source.bad if harmful else source.good
    text = _filled(way.text, "VALUE", value)
    text = _USE.sub(lambda use: indented(_filled(sink.use, "V", use[2]), use[1]), text)
    return {MAIN: f"{source.above}\n{sink.above}\n\n\n{text}\n"}


def _filled(text: str, name: str, value: str) -> str:
    """A text with a value put in, which gets a name of its own where it goes into another text."""
    lines: list[str] = []
    for line in text.split("\n"):
        put = value
        if f"{{{name}}}" in line and not value.replace(".", "").isidentifier():
            margin = line[: len(line) - len(line.lstrip())]
            lines.append(f"{margin}told = {value}")
            put = "told"
        lines.append(re.sub(rf"\b{name}\b", lambda _, put=put: put, line))
    return "\n".join(lines)
