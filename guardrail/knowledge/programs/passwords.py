"""Passwords that stand in the arguments of a command line."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.knowledge.credentials.literals import likelihood, plausible_password
from guardrail.knowledge.programs.command import Command, Word


def written_password(
    command: Command, word: Word, start: int, place: str, user: str = ""
) -> Iterator[CredentialUse]:
    """The password that a word of the command holds from `start` on, unless it is none.

    What a template or a variable fills in isn't written there, and a placeholder opens nothing.
    """
    value = word.text[start:]
    if not word.known or not plausible_password(value):
        return
    yield CredentialUse(
        span=command.span_within(word, start, len(word.text)),
        action=CredentialAction.WRITTEN,
        kind="password",
        place=place,
        confidence=likelihood(value, user),
    )
