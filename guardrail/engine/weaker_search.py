"""The weaker search: dangerous words in text that could not be read properly."""

from __future__ import annotations

PHRASES: tuple[str, ...] = (
    "DROP TABLE",
    "DROP COLUMN",
    "DROP DATABASE",
    "DROP SCHEMA",
    "DROP OWNED",
    "DROP USER",
    "DROP ROLE",
    "TRUNCATE",
    "DELETE FROM",
    "DELETE",
    "UPDATE",
    "MERGE INTO",
    "ALTER TABLE",
    "ALTER ROLE",
    "ALTER USER",
    "ALTER SYSTEM",
    "GRANT",
    "REVOKE",
    "DISABLE TRIGGER",
    "ROW LEVEL SECURITY",
    "FOREIGN_KEY_CHECKS",
    "XP_CMDSHELL",
    "EXECUTE",
    "DROP_TABLE",
    "DROP_COLUMN",
    "DROP_ALL",
    "DELETEMODEL",
    "REMOVEFIELD",
    "RMTREE",
    "FLUSHALL",
    "FLUSHDB",
    "RM -RF",
    "RM -FR",
    "MKFS",
    "DROPDB",
    "GIT PUSH",
    "RESET --HARD",
    "TERRAFORM DESTROY",
    "KUBECTL DELETE",
)


def dangerous_words(text: str) -> tuple[str, ...]:
    """The phrases that stand in the text, upper case, whitespace folded; linear in its length."""
    folded = " ".join(text.upper().split())
    found = [phrase for phrase in PHRASES if phrase in folded]
    return tuple(
        phrase
        for phrase in found
        if not any(phrase != other and other.startswith(phrase) for other in found)
    )
