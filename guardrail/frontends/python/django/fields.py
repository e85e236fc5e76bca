"""Fields of Django models as columns: name, type, nullability, default, index, reference."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.django_fields import (
    AUTOMATIC,
    BUILT_ON,
    CHECKED,
    COLUMN_TYPES,
    DJANGOS,
    ELSEWHERE,
    IN_CODE_ALONE,
    INDEXED,
    LENGTHS,
    MANY_TO_MANY,
    ONE_TO_ONE,
    REFERRING,
    VOLATILE_DEFAULTS,
)
from guardrail.schema.restated import HIDDEN
from guardrail.shapes import ColumnShape, ConstraintKind, Default

_DEEPEST = 4

SELF = "self"
"""The target of a field that refers to its own model."""


class Field(Struct, frozen=True):
    """A field as a column. `elsewhere` says that it is none of the model's own table.

    `default` is what rows get that are there when the column is added; `kept` says that it stays
    in the database, which Django's own `default` doesn't. `target` is the model that is referred
    to ("auth.user", "self"), `references` its table as far as its name tells, `own_column` is
    `db_column`.
    """

    kind: str
    type: str
    nullable: bool | None
    default: Default
    unique: bool
    indexed: bool
    references: str
    elsewhere: bool
    through: str = ""
    table: str = ""
    name: str = ""
    own_column: str = ""
    primary: bool = False
    target: str = ""
    referenced: tuple[str, ...] = ()
    default_text: str = ""
    kept: bool = False
    options: tuple[str, ...] = ()
    bound: bool = True
    refers: bool = False
    recipe: str = ""

    @property
    def column(self) -> str:
        """The column's name, which has an ending where the field refers to another table."""
        return self.own_column or (f"{self.name}_id" if self.refers and self.name else self.name)

    @property
    def checked(self) -> str:
        """What the database checks of each value, "" for nothing."""
        return f"{self.column} >= 0" if self.kind in CHECKED else ""

    @property
    def constraint(self) -> ConstraintKind:
        """The constraint that stands at the column where it is added: the strongest one."""
        if self.primary:
            return ConstraintKind.PRIMARY_KEY
        if self.refers and self.bound:
            return ConstraintKind.FOREIGN_KEY
        if self.unique:
            return ConstraintKind.UNIQUE
        return ConstraintKind.CHECK if self.checked else ConstraintKind.NONE

    @property
    def shape(self) -> ColumnShape:
        """The column as it stays in the database."""
        return ColumnShape(
            self.column,
            self.type,
            self.nullable,
            self.default if self.kept else Default.NONE,
            self.default_text if self.kept else "",
            self.options,
            self.name,
        )

    def called(self, name: str) -> Field:
        """The same field under another name."""
        return replace(self, name=name)


def field_of(
    reading: Reading, node: Node | None, name: str = "", app: str = "", *, once: bool = False
) -> Field | None:
    """The field that an expression makes, `None` where it is no call.

    `app` is the label that models belong to which are named without one; `once` says that its
    default is for the rows that are there and stays nowhere (`preserve_default=False`).
    """
    node = unwrapped(node) if node is not None else None
    if node is None or node.type != "call":
        return None
    call = reading.call(node)
    kind = call.last
    # A project's own kind of foreign key has to say what happens when its target goes, too.
    refers = kind in REFERRING or ("on_delete" in call.keywords and kind not in ELSEWHERE)
    unique = _true(reading, call, "unique") or kind in ONE_TO_ONE or kind.endswith("OneToOneField")
    index = reading.truth(call.keywords.get("db_index"))
    indexed = (refers or _base(kind) in INDEXED) if index is None else index
    primary = _true(reading, call, "primary_key")
    target = _target(reading, call, app) if refers or kind in MANY_TO_MANY else ""
    default, kept, text = _default(reading, call)
    to_field = reading.known(call.keywords.get("to_field"))
    return Field(
        kind=kind,
        type=_type(reading, call),
        nullable=False if primary else _nullable(reading, call),
        default=default,
        unique=unique or primary,
        indexed=indexed and not unique and not primary,
        references="" if target == SELF else target.replace(".", "_"),
        elsewhere=kind in ELSEWHERE,
        through=_name(reading, call.keywords.get("through")),
        table=reading.known(call.keywords.get("db_table")),
        name=name,
        own_column=reading.known(call.keywords.get("db_column")),
        primary=primary,
        target=target if "." in target or target == SELF else "",
        referenced=(to_field,) if to_field else (),
        default_text=text,
        kept=kept,
        options=_options(reading, call),
        bound=reading.truth(call.keywords.get("db_constraint")) is not False,
        refers=refers,
        recipe=_recipe(reading, call, once) if refers else "",
    )


def _recipe(reading: Reading, call: Call, once: bool) -> str:
    """A digest of the arguments for which Django makes a foreign key anew where they change.

    A default that stays in the code is one: it is none of `Field.non_database_attrs` (seen with
    `sqlmigrate` of Django 5.2 on PostgreSQL).
    """
    told = sorted(
        f"{word}={reading.module.code(node)}"
        for word, node in call.keywords.items()
        if word not in IN_CODE_ALONE and not (once and word == "default")
    )
    hidden = reading.known(call.keywords.get("related_name")).endswith("+")
    return reading.digest(call.last, *told) + (HIDDEN if hidden else "")


def _nullable(reading: Reading, call: Call) -> bool | None:
    """Whether the column may be NULL; a field of the project's own decides that itself."""
    given = call.keywords.get("null")
    if given is not None or call.double_stars:
        return reading.truth(given)
    if call.last == "NullBooleanField":
        return True
    return False if call.last in DJANGOS or "on_delete" in call.keywords else None


def _name(reading: Reading, node: Node | None) -> str:
    return (reading.known(node) or reading.module.name(node)) if node is not None else ""


def _true(reading: Reading, call: Call, keyword: str) -> bool:
    return reading.truth(call.keywords.get(keyword)) is True


def _base(kind: str) -> str:
    """Django's own field that a field is, or that another package's is built on by its name."""
    if kind in COLUMN_TYPES:
        return kind
    return next((one for one in BUILT_ON if kind.endswith(one)), kind)


def _number(reading: Reading, node: Node) -> str:
    """A number as it is written, or what the constant stands for that it is."""
    said = reading.known(node) if node.type == "identifier" else ""
    return said if said.isdigit() else reading.module.code(node)


def _type(reading: Reading, call: Call, depth: int = 0) -> str:
    kind = _base(call.last)
    known = COLUMN_TYPES.get(kind, "")
    length = call.keywords.get("max_length")
    code = _number(reading, length) if length is not None else ""
    if known == "varchar":
        size = code if code.isdigit() else str(LENGTHS.get(kind, ""))
        if code not in ("", "None") and not code.isdigit():
            size = "{max_length}"
        return f"varchar({size})" if size else known
    if known == "numeric":
        digits = [call.keywords.get(name) for name in ("max_digits", "decimal_places")]
        written = [_number(reading, one) for one in digits if one is not None]
        return f"numeric({','.join(written)})" if len(written) == 2 else known
    inner = call.keywords.get("output_field")
    if call.last == "ArrayField":
        inner = call.keywords.get("base_field") or (call.positional[0] if call.positional else None)
    if call.last not in ("ArrayField", "GeneratedField") or inner is None or depth > _DEEPEST:
        return known
    inner = unwrapped(inner)
    if inner.type != "call":
        return ""
    of = _type(reading, reading.call(inner), depth + 1)
    return f"{of}[]" if of and call.last == "ArrayField" else of


def _options(reading: Reading, call: Call) -> tuple[str, ...]:
    if call.last in AUTOMATIC:
        return ("identity",)
    if call.last == "GeneratedField":
        return ("stored",) if _true(reading, call, "db_persist") else ("virtual",)
    return ()


def _default(reading: Reading, call: Call) -> tuple[Default, bool, str]:
    """What old rows get, whether it stays in the database, and its text where that is plain."""
    if call.last == "GeneratedField":
        return Default.GENERATED, True, ""
    in_database = call.keywords.get("db_default")
    if in_database is not None:
        if in_database.type != "call":
            return Default.CONSTANT, True, _literal(reading, in_database)
        name = reading.names.dotted(in_database)[:-2].rsplit(".", 1)[-1]
        kind = Default.VOLATILE if name in VOLATILE_DEFAULTS else Default.UNKNOWN
        return kind, True, ""
    given = call.keywords.get("default")
    if given is not None and reading.module.code(given) != "None":
        return Default.CONSTANT, False, ""
    moment = ("auto_now", "auto_now_add")
    if any(_true(reading, call, one) for one in moment):
        return Default.CONSTANT, False, ""
    # Django fills old rows of a text that may be blank with "".
    blank = COLUMN_TYPES.get(call.last) in ("varchar", "text") and _true(reading, call, "blank")
    if blank and not _true(reading, call, "null"):
        return Default.CONSTANT, False, ""
    return Default.NONE, False, ""


def _literal(reading: Reading, node: Node) -> str:
    """A number or truth as SQL writes it; what a text says isn't kept."""
    code = reading.module.code(node)
    if node.type in ("true", "false", "none"):
        return {"True": "TRUE", "False": "FALSE", "None": "NULL"}[code]
    if node.type in ("integer", "float", "unary_operator"):
        return code
    return "''" if code in ('""', "''") else ""


def _target(reading: Reading, call: Call, app: str) -> str:
    """The model that a field refers to ("auth.user"); its bare name where the app isn't known."""
    node = call.keywords.get("to") or (call.positional[0] if call.positional else None)
    if node is None:
        return ""
    text = reading.known(node) or _said(reading, node)
    owner, _, model = text.rpartition(".")
    if text == "self":
        return SELF
    if not text or owner == "settings":
        return ""
    if text.count(".") == 1 and text.replace(".", "").isidentifier():
        return text.lower()
    return f"{app}.{model}".lower() if app and not owner and model.isidentifier() else model


def _said(reading: Reading, node: Node) -> str:
    """A model as a name of the module, or as what a call makes of its app and its name."""
    node = unwrapped(node)
    if node.type in ("identifier", "attribute"):
        return reading.module.name(node)
    if node.type != "call":
        return ""
    call = reading.call(node)
    parts = [reading.known(one) for one in call.positional]
    return ".".join(parts) if len(parts) == 2 and all(map(str.isidentifier, parts)) else ""
