"""The vocabulary of effects: what code would do to the world if it ran.

A new library is a new row of knowledge that yields these; a new hazard is a new rule that judges
them. The vocabulary itself is deliberately small.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from guardrail.model import Confidence, Environment, Span, Step
from guardrail.shapes import ConstraintKind, Default, TableShape


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something the code would do to the world if it ran.

    `evidence` is a keyed or plain digest of the normalised statement with secrets taken out: what
    a fingerprint binds to. `guards` says what stands before the effect ("a prompt", "--yes",
    "if settings.DEBUG"); `hidden_in` which statement it hides in ("EXPLAIN ANALYZE", "DO block").
    `continues` says that it is a further action of the statement that an effect before it began.
    """

    span: Span
    via: tuple[Step, ...] = ()
    confidence: Confidence = Confidence.HIGH
    guards: tuple[str, ...] = ()
    environment: Environment = Environment()
    recoverable: Recoverable = Recoverable.NO
    dialect: str = ""
    language: str = ""
    hidden_in: str = ""
    evidence: str = ""
    continues: bool = False

    @property
    def identity(self) -> str:
        """What makes this effect the same effect after the text around it moved.

        Fields at their default are left out: a field that is new changes nobody's fingerprints.
        """
        kind = type(self)
        own = _OWN.get(kind)
        if own is None:
            own = _OWN[kind] = tuple(
                (f.name, f.default) for f in fields(self) if f.name not in _CIRCUMSTANCE
            )
        said = [
            f"{name}={value}" for name, default in own if (value := getattr(self, name)) != default
        ]
        return "|".join([kind.__name__, *said, self.evidence])


_CIRCUMSTANCE = frozenset(f.name for f in fields(Effect))
_OWN: dict[type[Effect], tuple[tuple[str, object], ...]] = {}
"""The fields that say what an effect of each type does, with their defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataChange(Effect):
    """Rows of `target` are changed. `target` is the name as written, unquoted ("public.users").

    `reason` explains a `tautology`. `joined`: the rows are chosen by a join alone. `by_source`:
    MERGE's NOT MATCHED BY SOURCE. `cascade`: dependent tables go too. `sets`: columns assigned.
    `bounded`: a LIMIT or TOP, `ordered`: an ORDER BY with it. `compares_null`: a comparison with
    NULL in its condition ("email = NULL"), which never holds. `deletes`: a MERGE has a branch that
    deletes. `positional`: values are given by their place, without a list of columns. `twice`: what
    is assigned more than once. `awaits`: the column that must be NULL, where the condition asks
    nothing else. `copies_from`: tables or table.columns the written rows come from.
    """

    verb: Verb
    target: str
    scope: Scope = Scope.NONE
    reason: str = ""
    joined: bool = False
    by_source: bool = False
    cascade: bool = False
    bounded: bool = False
    ordered: bool = False
    compares_null: str = ""
    deletes: bool = False
    positional: bool = False
    sets: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    copies_from: tuple[str, ...] = ()
    awaits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaChange(Effect):
    """An object of a database is created, dropped, renamed or altered.

    `table` is the table the object belongs to (for a table, view or schema: its own name), `name`
    the object's own name (column, index, constraint; for a table the same as `table`). Names are as
    written, unquoted. A `nullable` of `None` says nothing is known. `shape` is what CREATE TABLE
    defines, or the column of an ORM's field with what is made for it. `default_text` is a default
    as written, `expression` what a check checks or what a new type is computed by (normalised,
    secrets masked), or all that is written behind the table of an index; `referenced` the columns a
    foreign key refers to; `on_delete` lower case; `unique`, `method` and `where` are an index's,
    `reads` the tables that a view reads. The option "restated" says that an ORM's operation states
    the whole of a field or set anew: it is so from now on, and mostly was so before. "default not
    kept" says that a new column's default fills old rows and is dropped again at once.

    `model` is the model ("shop.customer", lower case) whose table it is, `field` the model's field
    whose column it is, where an ORM's migration names these. `table` and `name` are then what the
    ORM makes of them unless told otherwise; the history may know better: the table whose shape has
    this `model`, the column whose shape has this `field`. A many-to-many field is the table whose
    `model` is "shop.customer.tags". A CREATE or RENAME of a table gives it the model: `new_model`
    is what a renamed one is called from then on.
    """

    verb: Verb
    kind: ObjectKind
    table: str = ""
    name: str = ""
    new_name: str = ""
    aspect: Aspect = Aspect.NONE
    constraint: ConstraintKind = ConstraintKind.NONE
    columns: tuple[str, ...] = ()
    old_type: str = ""
    new_type: str = ""
    nullable: bool | None = None
    default: Default = Default.NONE
    references: str = ""
    cascade: bool = False
    concurrently: bool = False
    not_valid: bool = False
    using_index: bool = False
    temporary: bool = False
    if_exists: bool = False
    replace: bool = False
    options: tuple[str, ...] = ()
    shape: TableShape | None = None
    default_text: str = ""
    expression: str = ""
    referenced: tuple[str, ...] = ()
    on_delete: str = ""
    unique: bool = False
    method: str = ""
    where: str = ""
    reads: tuple[str, ...] = ()
    model: str = ""
    field: str = ""
    new_model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange(Effect):
    """The models of an ORM change, the database doesn't: Django's `state_operations`.

    The words mean what they mean in `SchemaChange`. A column dropped from the state is used by no
    code from then on: dropping it from the database later is the right second step. A table created
    in the state belongs to `model` from then on. What is folded of it are names, never columns.
    """

    verb: Verb
    kind: ObjectKind
    table: str = ""
    name: str = ""
    new_name: str = ""
    model: str = ""
    field: str = ""
    new_model: str = ""
    shape: TableShape | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange(Effect):
    """A setting, the transaction or an explicit lock of the session changes; no data does.

    `name` is the setting in lower case, or the table that is locked; `value` as written, or the
    mode of the lock. `milliseconds` is the value of a timeout, -1 where it isn't one; 0 switches it
    off. `local` ends with the transaction.
    """

    action: SessionAction
    name: str = ""
    value: str = ""
    milliseconds: int = -1
    local: bool = False


class MigrationChangeKind(StrEnum):
    """What happened to a migration."""

    EDITED = "edited"
    DELETED = "deleted"
    RENAMED = "renamed"
    IRREVERSIBLE = "irreversible"
    TODAYS_MODEL = "today's model"


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationChange(Effect):
    """An applied migration is edited, deleted or renamed, or a step can't be taken back.

    `operation` names the step ("RunPython"), or the model of today's code that the migration uses;
    `new_path` says where a renamed one went.
    """

    kind: MigrationChangeKind
    path: str
    new_path: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivilegeChange(Effect):
    """Rights are granted, revoked or escalated, or a protection is switched off or on again.

    `privileges` as written, upper case; `whom` the receivers, lower case; `protection` names what
    is disabled ("row level security", "foreign key checks", "triggers") or escalated
    ("superuser", "security definer without search_path").
    """

    verb: Verb
    privileges: tuple[str, ...] = ()
    on: str = ""
    whom: tuple[str, ...] = ()
    protection: str = ""
    grantable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange(Effect):
    """Files at `path` are deleted, overwritten, read, moved or have their mode changed.

    An empty `path` is one that can't be resolved. In SQL they are the database server's.
    """

    verb: Verb
    path: str
    recursive: bool = False
    forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChange(Effect):
    """A managed resource is deleted or altered; `protections` are those given up."""

    verb: Verb
    provider: str
    kind: str
    id: str = ""
    protections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryChange(Effect):
    """Version-control state is lost or rewritten, or its checks are bypassed."""

    action: str
    target: str = ""


class CredentialAction(StrEnum):
    """What is done with a credential."""

    WRITTEN = "written"
    READ = "read"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialUse(Effect):
    """A credential is written down, read or sent. The value itself is never stored.

    `kind` is what a person calls it ("GitHub token", "password in a connection string"), `place`
    where it stands ("CREATE USER", "argument password="), `shown` its first characters at most,
    `key` a keyed hash of the value. `checked` is true where a checksum holds, `test_only` where
    the kind is for tests.
    """

    action: CredentialAction
    kind: str
    place: str = ""
    shown: str = ""
    key: str = ""
    host: str = ""
    checked: bool = False
    test_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkUse(Effect):
    """Something is sent to or fetched from `host`; `method` is upper case ("DELETE", "CONNECT").

    `sends` says what leaves: for SQL the tables or the query.
    """

    method: str
    host: str = ""
    path: str = ""
    sends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRun(Effect):
    """Code runs that can't be read here: `what` says which kind ("curl piped to sh")."""

    what: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardChange(Effect):
    """A guard is weakened: `guard` names it ("guardrail policy", "git hooks"), `detail` how."""

    guard: str
    path: str
    detail: str = ""


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
