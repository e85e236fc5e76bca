"""What effects are spoken of with: verbs, scopes, kinds of objects, ways back."""

from __future__ import annotations

from enum import StrEnum


class Recoverable(StrEnum):
    """What it takes to get back what an effect destroys."""

    YES = "yes"
    GIT = "git"
    BACKUP = "backup"
    NO = "no"


class Verb(StrEnum):
    """What is done to the target of an effect."""

    CREATE = "create"
    DROP = "drop"
    RENAME = "rename"
    ALTER = "alter"
    DELETE = "delete"
    UPDATE = "update"
    INSERT = "insert"
    MERGE = "merge"
    TRUNCATE = "truncate"
    OVERWRITE = "overwrite"
    MOVE = "move"
    CHMOD = "chmod"
    READ = "read"
    GRANT = "grant"
    REVOKE = "revoke"
    DISABLE = "disable"
    ENABLE = "enable"
    ESCALATE = "escalate"


class Scope(StrEnum):
    """Which rows a data change reaches.

    `none`: every row; `tautology`: a condition that is always true; `filtered`: some condition;
    `keyed`: rows named by key; `unknown`: only known at run time.
    """

    NONE = "none"
    TAUTOLOGY = "tautology"
    FILTERED = "filtered"
    KEYED = "keyed"
    UNKNOWN = "unknown"


class ObjectKind(StrEnum):
    """What a schema change is about."""

    DATABASE = "database"
    SCHEMA = "schema"
    TABLE = "table"
    COLUMN = "column"
    INDEX = "index"
    CONSTRAINT = "constraint"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized view"
    FUNCTION = "function"
    TRIGGER = "trigger"
    TYPE = "type"
    SEQUENCE = "sequence"
    POLICY = "policy"
    EXTENSION = "extension"
    PARTITION = "partition"
    ROLE = "role"
    OTHER = "object"


class Aspect(StrEnum):
    """Which property an `alter` changes."""

    NONE = ""
    TYPE = "type"
    NULLABILITY = "nullability"
    DEFAULT = "default"
    VALIDATION = "validation"
    OWNER = "owner"
    OTHER = "other"


class SessionAction(StrEnum):
    """What is done to the session or its transaction."""

    SET = "set"
    RESET = "reset"
    BEGIN = "begin"
    COMMIT = "commit"
    ROLLBACK = "rollback"
    SAVEPOINT = "savepoint"
    LOCK = "lock"
    UNLOCK = "unlock"


class MigrationChangeKind(StrEnum):
    """What happened to a migration."""

    EDITED = "edited"
    DELETED = "deleted"
    RENAMED = "renamed"
    IRREVERSIBLE = "irreversible"
    TODAYS_MODEL = "today's model"


class CredentialAction(StrEnum):
    """What is done with a credential."""

    WRITTEN = "written"
    READ = "read"
    SENT = "sent"
