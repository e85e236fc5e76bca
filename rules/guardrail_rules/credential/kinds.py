"""Which of these rules a written credential falls to, and how loudly it is told."""

from __future__ import annotations

from guardrail.context import Context
from guardrail.effects import CredentialAction, CredentialUse
from guardrail.model import Confidence, EnvironmentKind, Level
from guardrail_rules.work_places import for_development, in_ci

CONNECTION = "password in a connection string"
PRIVATE_KEY = "private key"
EXPOSED = (EnvironmentKind.SHARED, EnvironmentKind.PRODUCTION)
HARMLESS = (EnvironmentKind.LOCAL, EnvironmentKind.THROWAWAY)

_LEVELS = {
    Confidence.HIGH: Level.ERROR,
    Confidence.MEDIUM: Level.WARNING,
    Confidence.LOW: Level.INFO,
}


def written(use: CredentialUse) -> bool:
    """Whether the credential is written down, rather than read or sent."""
    return use.action is CredentialAction.WRITTEN


def is_connection(use: CredentialUse) -> bool:
    """Whether it is the password of a connection string."""
    return use.kind == CONNECTION


def is_private_key(use: CredentialUse) -> bool:
    """Whether it is a private key, encrypted or not."""
    return use.kind.endswith(PRIVATE_KEY)


def is_token(use: CredentialUse) -> bool:
    """Whether it is a provider's token: these are known by a keyed hash, passwords are not."""
    return bool(use.key) and not is_private_key(use)


def by_confidence(use: CredentialUse) -> Level:
    """A shape or a checksum proves a credential; a name makes one likely."""
    return _LEVELS[use.confidence]


def of_password(use: CredentialUse, context: Context) -> Level:
    """The level of a password: what it opens and where it stands decide.

    A password is told as an error where the position leaves no doubt or it opens something shared;
    tests and local databases have passwords of their own, which protect nothing, and so have most
    databases that a workflow of CI or a developer starts.
    """
    if use.confidence is Confidence.LOW:
        return Level.INFO
    if use.environment.kind in EXPOSED:
        return Level.ERROR
    if context.in_test or use.environment.kind in HARMLESS:
        return Level.INFO
    level = by_confidence(use)
    if for_development(use.span.path):
        return min(level, Level.WARNING if level is Level.ERROR else Level.INFO)
    return min(level, Level.WARNING) if in_ci(use.span.path) else level


def where(use: CredentialUse) -> str:
    """What a message says of the place and of what the credential opens."""
    return (use.place or "the text") + (f", for {use.host}" if use.host else "")
