"""Fields of Django models as columns: type, nullability, default, index, reference."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.django_fields import (
    COLUMN_TYPES,
    DJANGOS,
    ELSEWHERE,
    INDEXED,
    LENGTHS,
    REFERRING,
    VOLATILE_DEFAULTS,
)
from guardrail.shapes import Default


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a column. `elsewhere` says that it is none of the model's own table."""

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


def field_of(reading: Reading, node: Node | None) -> Field | None:
    """The field that an expression makes, `None` where it is no call."""
    node = unwrapped(node) if node is not None else None
    if node is None or node.type != "call":
        return None
    name = reading.names.dotted(node)[:-2]
    call = call_of(reading.module, node, name)
    kind = call.last
    refers = kind in REFERRING or (kind == "ManyToManyField")
    unique = _true(reading, call, "unique") or kind == "OneToOneField"
    index = reading.truth(call.keywords.get("db_index"))
    indexed = (kind in REFERRING or kind in INDEXED) if index is None else index
    primary = _true(reading, call, "primary_key")
    return Field(
        kind=kind,
        type=_type(reading, call),
        nullable=False if primary else _nullable(reading, call),
        default=_default(reading, call),
        unique=unique or primary,
        indexed=indexed and not unique and not primary,
        references=_target(reading, call) if refers else "",
        elsewhere=kind in ELSEWHERE,
        through=_name(reading, call.keywords.get("through")),
        table=reading.known(call.keywords.get("db_table")),
    )


def _nullable(reading: Reading, call: Call) -> bool | None:
    """Whether the column may be NULL; a field of the project's own decides that itself."""
    given = call.keywords.get("null")
    if given is not None or call.double_stars:
        return reading.truth(given)
    if call.last == "NullBooleanField":
        return True
    return False if call.last in DJANGOS else None


def _name(reading: Reading, node: Node | None) -> str:
    return (reading.known(node) or reading.module.name(node)) if node is not None else ""


def _true(reading: Reading, call: Call, keyword: str) -> bool:
    return reading.truth(call.keywords.get(keyword)) is True


def _type(reading: Reading, call: Call) -> str:
    known = COLUMN_TYPES.get(call.last, "")
    length = call.keywords.get("max_length")
    code = reading.module.code(length) if length is not None else ""
    if known == "varchar":
        size = code if code.isdigit() else str(LENGTHS.get(call.last, ""))
        return f"varchar({size})" if size else known
    if known == "numeric":
        digits = [call.keywords.get(name) for name in ("max_digits", "decimal_places")]
        written = [reading.module.code(one) for one in digits if one is not None]
        return f"numeric({','.join(written)})" if len(written) == 2 else known
    return known


def _default(reading: Reading, call: Call) -> Default:
    if call.last == "GeneratedField":
        return Default.GENERATED
    in_database = call.keywords.get("db_default")
    if in_database is not None:
        if in_database.type != "call":
            return Default.CONSTANT
        name = reading.names.dotted(in_database)[:-2].rsplit(".", 1)[-1]
        return Default.VOLATILE if name in VOLATILE_DEFAULTS else Default.UNKNOWN
    given = call.keywords.get("default")
    if given is not None and reading.module.code(given) != "None":
        return Default.CONSTANT
    moment = ("auto_now", "auto_now_add")
    if any(_true(reading, call, one) for one in moment):
        return Default.CONSTANT
    # Django fills old rows of a text that may be blank with "".
    blank = COLUMN_TYPES.get(call.last) in ("varchar", "text") and _true(reading, call, "blank")
    return Default.CONSTANT if blank and not _true(reading, call, "null") else Default.NONE


def _target(reading: Reading, call: Call) -> str:
    """The table a foreign key refers to, as far as its name tells."""
    node = call.keywords.get("to") or (call.positional[0] if call.positional else None)
    if node is None:
        return ""
    text = reading.known(node) or reading.module.name(node)
    app, _, model = text.rpartition(".")
    if not app or not text.replace(".", "").isidentifier():
        return model
    return f"{app}_{model}".lower() if app != "settings" else ""
