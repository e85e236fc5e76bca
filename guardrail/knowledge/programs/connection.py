"""What is common to the clients of databases: where they connect, and passwords in arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.knowledge.programs.command import Command, Target, Word
from guardrail.patterns import late

_PASSWORD = late(r"\bpassword\s*=\s*'?([^\s']+)")
_HOST = late(r"\bhost\s*=\s*'?([\w.-]+)")


def names(words: Iterable[Word]) -> tuple[str, ...]:
    """What the words' unknown parts are called: a variable's name may tell an environment."""
    return tuple(hole.name for word in words for hole in word.built.holes if hole.name)


def inherited(command: Command, *variables: str) -> str:
    """The first of the variables that the command inherits, "" where there is none."""
    return next((command.variables[name] for name in variables if command.variables.get(name)), "")


def aimed(command: Command, target: Target, words: Iterable[Word]) -> Target:
    """The target with what the words' unknown parts are called, and what those variables hold."""
    found = names(words)
    held = tuple(command.variables[name] for name in found if name in command.variables)
    return Target(target.host, target.database, target.url, (*target.words, *held, *found))


def passwords_in(command: Command, words: Iterable[Word]) -> Iterator[CredentialUse]:
    """Passwords written in libpq's `key=value` strings. Those in URLs have a shape of their own."""
    for word in words:
        found = _PASSWORD.search(word.text)
        if found is None or "://" in word.text:
            continue
        start, end = found.span(1)
        if any(hole.start < end and start < hole.end for hole in word.built.holes):
            continue
        host = _HOST.search(word.text)
        yield CredentialUse(
            span=command.span_within(word, start, end),
            action=CredentialAction.WRITTEN,
            kind="password in a connection string",
            place=f"{command.name.rsplit('/', 1)[-1]} argument",
            host=host[1] if host else "",
        )
