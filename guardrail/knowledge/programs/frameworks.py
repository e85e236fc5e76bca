"""What is common to the commands of frameworks: they reach the project's own database."""

from __future__ import annotations

from typing import Any

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.knowledge.programs.verbs import Row

WHOLE = "the project's database"
ALL_TABLES = "all tables"


def drops_database(*words: str, **more: Any) -> Row:
    """The row of a command that drops, or drops and makes anew, the project's database."""
    fields = (
        ("verb", Verb.DROP),
        ("kind", ObjectKind.DATABASE),
        ("table", WHOLE),
        ("name", WHOLE),
        ("options", (" ".join(words),)),
    )
    return Row(words, SchemaChange, fields, **more)


def drops_tables(*words: str, **more: Any) -> Row:
    """The row of a command that drops every table it made."""
    fields = (
        ("verb", Verb.DROP),
        ("kind", ObjectKind.TABLE),
        ("table", ALL_TABLES),
        ("name", ALL_TABLES),
        ("options", (" ".join(words),)),
    )
    return Row(words, SchemaChange, fields, **more)


def empties_tables(*words: str, **more: Any) -> Row:
    """The row of a command that deletes every row of every table."""
    fields = (("verb", Verb.TRUNCATE), ("target", ALL_TABLES), ("scope", Scope.NONE))
    return Row(words, DataChange, fields, **more)
