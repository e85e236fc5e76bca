"""The vocabulary of effects: what code would do to the world if it ran.

A new library is a new row of knowledge that yields these; a new hazard is a new rule that judges
them. The vocabulary itself is deliberately small.
"""

from __future__ import annotations

from guardrail.effects.databases import (
    DataChange,
    MigrationChange,
    PrivilegeChange,
    SchemaChange,
    SessionChange,
    StateChange,
)
from guardrail.effects.effect import (
    Effect,
)
from guardrail.effects.words import (
    Aspect,
    CredentialAction,
    MigrationChangeKind,
    ObjectKind,
    Recoverable,
    Scope,
    SessionAction,
    Verb,
)
from guardrail.effects.world import (
    CodeRun,
    CredentialUse,
    FileChange,
    GuardChange,
    HistoryChange,
    NetworkUse,
    ResourceChange,
)

__all__ = [
    "EFFECT_TYPES",
    "Aspect",
    "CodeRun",
    "CredentialAction",
    "CredentialUse",
    "DataChange",
    "Effect",
    "FileChange",
    "GuardChange",
    "HistoryChange",
    "MigrationChange",
    "MigrationChangeKind",
    "NetworkUse",
    "ObjectKind",
    "PrivilegeChange",
    "Recoverable",
    "ResourceChange",
    "SchemaChange",
    "Scope",
    "SessionAction",
    "SessionChange",
    "StateChange",
    "Verb",
]

EFFECT_TYPES: dict[str, type[Effect]] = {
    effect.__name__: effect
    for effect in (
        DataChange,
        SchemaChange,
        StateChange,
        SessionChange,
        MigrationChange,
        PrivilegeChange,
        FileChange,
        ResourceChange,
        HistoryChange,
        CredentialUse,
        NetworkUse,
        CodeRun,
        GuardChange,
    )
}
