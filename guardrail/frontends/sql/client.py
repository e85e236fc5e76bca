"""Commands to the client program: psql, mysql, sqlite3, sqlplus, sqlcmd."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Token
from guardrail.model import Step
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD, TextBuilder
from guardrail.stream import Embedded, Item, Reference

_SHELL = late(
    r"(?:\\!|!!?|\.shell\b|\.system\b|system[ \t]|host[ \t])[ \t]*(?P<command>.+)|"
    r"\\(?:o|out|w|write|g)[ \t]+\|(?P<piped>.+)",
    re.IGNORECASE,
)
_FILE = late(
    r"(?P<how>\\ir?\b|\\include(?:_relative)?\b|\\\.|\.read\b|source\b|:r\b|start\b|@@?)[ \t]*"
    r"(?P<quote>['\"]?)(?P<path>[^'\"\n]+?)(?P=quote)[ \t]*;?[ \t]*$",
    re.IGNORECASE,
)
_RELATIVE = ("\\ir", "\\include_relative", "@@")
_COPY = late(
    r"\\copy[ \t]+(?P<table>[\w.\"]+)[^\n]*?\b(?P<way>from|to)\b"
    r"[ \t]*(?:program[ \t]+'(?P<command>[^'\n]*)')?",
    re.IGNORECASE,
)
_RUNS_RESULT = late(r"\\gexec\b", re.IGNORECASE)


def read(reading: Reading, token: Token) -> Iterator[Item]:
    """What a client's command does: it runs a file, a shell command, or what a query returned."""
    text = token.text
    copies = _COPY.match(text)
    if copies is not None:
        yield from _copy(reading, token, copies)
        return
    command = _SHELL.match(text)
    if command is not None:
        group = "command" if command.group("command") else "piped"
        yield _shell(reading, token, command.start(group), command.group(group))
        return
    file = _FILE.match(text)
    if file is not None:
        yield _file(reading, token, file)
    elif _RUNS_RESULT.search(text):
        yield reading.unread([token], "\\gexec runs what a query returns")


def _shell(reading: Reading, token: Token, start: int, text: str) -> Item:
    builder = TextBuilder()
    builder.verbatim(text, token.start + start)
    return Embedded(
        reading.source.embed(
            "shell", builder.build(), text.split(maxsplit=1)[0] if text.split() else "!"
        )
    )


def _copy(reading: Reading, token: Token, found: re.Match[str]) -> Iterator[Item]:
    if found.group("command"):
        yield _shell(reading, token, found.start("command"), found.group("command"))
    if found.group("way").lower() == "from":
        yield reading.make(
            DataChange,
            [token],
            verb=Verb.INSERT,
            target=found.group("table").replace('"', ""),
            scope=Scope.FILTERED,
        )


def _file(reading: Reading, token: Token, found: re.Match[str]) -> Item:
    """The file that would be read, relative to the project's root."""
    named = found.group("path").strip()
    source = reading.source
    relative = found.group("how").lower() in _RELATIVE
    folder = posixpath.dirname(source.path) if relative else source.surroundings.directory
    path = posixpath.normpath(posixpath.join(folder, named))
    step = Step(found.group("how"), reading.span([token]))
    if path.startswith(("/", "..")) or HOLE_WORD in path or any(c in path for c in ":$|"):
        return reading.unread([token], "a file that can't be found from here is run")
    return Reference(path, "sql", step)
