"""Packages that are installed by a name from a request: their set-up is a program that runs."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.outside import By, written_outside
from guardrail.frontends.python.readers.programs.from_requests import LOOKED_AT
from guardrail.frontends.python.reading import Reading
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

_INSTALLS = late(
    r"(?:^|[\s/])(?:pip[\d.]*|pipx|uv|npm|pnpm|yarn|gem|cargo|apt-get|apt|dnf|brew|conda|mamba|poetry"
    r"|npx|uvx)\s(?:\S+\s)*?(?:install|add|i)(?:\s|$)|(?:^|[\s/])(?:npx|uvx)(?:\s|$)"
)
"""How a command line begins that fetches a package and runs what it sets up."""
_MOST_WORDS = 40


def package_from_request(reading: Reading, call: Call, elements: Sequence[Node]) -> Item | None:
    """The installation of a package that a request names, `None` for others."""
    words: list[str] = []
    for one in elements[:_MOST_WORDS]:
        known = reading.known(one)
        if known:
            words.append(known)
            continue
        if _INSTALLS.search(" ".join(words)) is None:
            words.append("-")
            continue
        found = written_outside(reading, one)
        if found.by is By.REQUEST and not looked_at(reading, found, LOOKED_AT):
            return CodeRun(
                **reading.stated(call.node, Confidence.MEDIUM),
                what="the set-up of a package from a request",
                origin=reading.module.short(found.node, 40),
            )
    return None
