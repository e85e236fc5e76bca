"""The shapes of tables: what a definition says, and what a replayed history knows of them.

Names and types are as written, unquoted. Texts of defaults and checks are normalised: single
blanks, upper-case keywords, secrets masked.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class ConstraintKind(StrEnum):
    """The kind of a constraint, inline or of the table."""

    NONE = ""
    PRIMARY_KEY = "primary key"
    UNIQUE = "unique"
    FOREIGN_KEY = "foreign key"
    CHECK = "check"
    EXCLUDE = "exclude"
    NOT_NULL = "not null"


class Default(StrEnum):
    """What kind of default a new column has, as it decides whether the table is rewritten."""

    NONE = ""
    CONSTANT = "constant"
    VOLATILE = "volatile"
    GENERATED = "generated"
    UNKNOWN = "unknown"


FROM = "from "
"""How the option of a column begins that has the type of another: "from users.email".

"from users.*" is said of a column "*", which stands for all of them. One of several is meant where
a column has several.
"""

READ_BEFORE = "read before"
WRITTEN_ANEW = "written anew"
"""The option of a table that a function drops, makes again and puts rows into."""
"""The option of a column that goes after the migration's own code has read it."""
COPIED = "copied to "
"""How the option of a column begins whose values were put into a table: "copied to people"."""
MOVED = "moved to "
"""The same where the code of a migration did it row by row, as far as can be seen."""


class ColumnShape(Struct, frozen=True):
    """A column. A `nullable` of `None` says nothing is known; `default_text` is "" for none.

    `field` is the field of an ORM's model that the column belongs to, where one is known. The
    option "not in models" says that the models lost the field and the table kept the column,
    "added later" that the table wasn't made with it.
    """

    name: str
    type: str = ""
    nullable: bool | None = None
    default: Default = Default.NONE
    default_text: str = ""
    options: tuple[str, ...] = ()
    field: str = ""


class ConstraintShape(Struct, frozen=True):
    """A constraint of a table, also one written at its column.

    `referenced` are the columns that a foreign key refers to, `expression` is what a check checks.
    `validated` is false while rows from before it may break it. `on_delete` is lower case. `recipe`
    is a digest of what an ORM makes a foreign key of: where that changes, it makes the key anew.
    """

    kind: ConstraintKind
    name: str = ""
    columns: tuple[str, ...] = ()
    references: str = ""
    referenced: tuple[str, ...] = ()
    expression: str = ""
    validated: bool = True
    on_delete: str = ""
    recipe: str = ""


class IndexShape(Struct, frozen=True):
    """An index. `columns` are names or expressions in order, `where` makes it a partial one.

    `definition` is all that is written behind the table's name ("(total DESC) INCLUDE (id)"), ""
    where that isn't known.
    """

    name: str
    columns: tuple[str, ...] = ()
    unique: bool = False
    method: str = ""
    where: str = ""
    definition: str = ""


class TableShape(Struct, frozen=True):
    """A table. `complete` says that every column is known, not only those that were changed.

    `partitioned` is how its rows are divided ("range (day)"), `partition_of` its parent. A
    `row_security` of `None` says nothing is known. `model` is the ORM's model that the table
    belongs to ("shop.customer"), or the many-to-many field it is for ("shop.customer.tags").
    """

    name: str
    columns: tuple[ColumnShape, ...] = ()
    constraints: tuple[ConstraintShape, ...] = ()
    indexes: tuple[IndexShape, ...] = ()
    policies: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    row_security: bool | None = None
    partitioned: str = ""
    partition_of: str = ""
    temporary: bool = False
    complete: bool = True
    model: str = ""

    def column(self, name: str) -> ColumnShape | None:
        """The column of that name, whatever its case or quotes; `None` where none is known."""
        from guardrail.names import plain

        wanted = plain(name)
        return next((each for each in self.columns if plain(each.name) == wanted), None)
