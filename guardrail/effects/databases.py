"""Effects on databases: their rows, their schema, their sessions, who may do what in them."""

from __future__ import annotations

from guardrail.effects.effect import Effect
from guardrail.effects.words import (
    Aspect,
    MigrationChangeKind,
    ObjectKind,
    Scope,
    SessionAction,
    Verb,
)
from guardrail.shapes import ConstraintKind, Default, TableShape


class DataChange(Effect, frozen=True, kw_only=True):
    """Rows of `target` are changed. `target` is the name as written, unquoted ("public.users").

    `reason` explains a `tautology`, or which of its conditions is lost. `joined`: the rows are
    chosen by a join alone. `by_source`: MERGE's NOT MATCHED BY SOURCE. `cascade`: dependent tables
    go too. `sets`: columns assigned. `bounded`: a LIMIT or TOP, `ordered`: an ORDER BY with it.
    `compares_null`: a comparison with
    NULL in its condition ("email = NULL"), which never holds. `deletes`: a MERGE has a branch that
    deletes. `positional`: values are given by their place, without a list of columns. `twice`: what
    is assigned more than once. `kept`: every column is assigned its own value, to fire triggers.
    `awaits`: the column that must be NULL, where the condition asks nothing else. `copies_from`:
    tables or table.columns the written rows come from, `partly` those rows alone for which a
    condition holds. `interpolated`: expressions of the program
    around whose values are put into the text of a condition or of what is assigned; `from_outside`
    those of them that a caller or a request gives. `handed_in`: the program around gives the rows
    that are written. `refilled`: it writes rows of its own into the target again right after, or
    values into the columns that it set.
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
    kept: bool = False
    copies_from: tuple[str, ...] = ()
    partly: bool = False
    awaits: str = ""
    interpolated: tuple[str, ...] = ()
    from_outside: tuple[str, ...] = ()
    handed_in: bool = False
    refilled: bool = False


class SchemaChange(Effect, frozen=True, kw_only=True):
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
    recipe: str = ""


class StateChange(Effect, frozen=True, kw_only=True):
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


class SessionChange(Effect, frozen=True, kw_only=True):
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


class MigrationChange(Effect, frozen=True, kw_only=True):
    """An applied migration is edited, deleted or renamed, or a step can't be taken back.

    `operation` names the step ("RunPython"), or the model of today's code that the migration uses;
    `new_path` says where a renamed one went.
    """

    kind: MigrationChangeKind
    path: str
    new_path: str = ""
    operation: str = ""


class PrivilegeChange(Effect, frozen=True, kw_only=True):
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
