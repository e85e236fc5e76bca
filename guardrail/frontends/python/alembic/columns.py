"""SQLAlchemy's `Column(...)` as a column: type, nullability, default, index, reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.sqlalchemy_types import COLUMN_TYPES, VOLATILE
from guardrail.shapes import Default

_WORD = re.compile(r"[a-z_0-9]+(?=\s*\()")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its definition says it."""

    name: str
    type: str
    nullable: bool
    default: Default
    unique: bool
    indexed: bool
    references: str


def column_of(reading: Reading, node: Node | None) -> Column | None:
    """The column that an expression makes, `None` where it is no call of `Column`."""
    value = reading.builder.flow.value(node) if node is not None else None
    if value is None or value.type != "call":
        return None
    call = call_of(reading.module, value, reading.names.dotted(value)[:-2])
    if not call.last.endswith(("Column", "column")):
        return None
    name, written, references = "", "", ""
    default = default_of(reading, call.keywords.get("server_default"))
    for index, one in enumerate(call.positional):
        kind = reading.names.dotted(one).removesuffix("()").rsplit(".", 1)[-1]
        if index == 0 and one.type != "call":
            name = reading.known(one)
        elif kind == "ForeignKey":
            references = _referred(reading, one)
        elif kind in ("Computed", "Identity"):
            default = Default.GENERATED if kind == "Computed" else Default.VOLATILE
        elif not written:
            written = type_of(reading, one)
    name = name or reading.known(call.keywords.get("name"))
    primary = _true(reading, call, "primary_key")
    return Column(
        name=name,
        type=written or type_of(reading, call.keywords.get("type_")),
        nullable=reading.truth(call.keywords.get("nullable")) is not False and not primary,
        default=default,
        unique=_true(reading, call, "unique"),
        indexed=_true(reading, call, "index"),
        references=references,
    )


def _true(reading: Reading, call: Call, keyword: str) -> bool:
    return reading.truth(call.keywords.get(keyword)) is True


def _referred(reading: Reading, node: Node) -> str:
    call = call_of(reading.module, unwrapped(node), "ForeignKey")
    return reading.known(call.positional[0]).rpartition(".")[0] if call.positional else ""


def type_of(reading: Reading, node: Node | None) -> str:
    """A column type as SQL writes it: "varchar(20)"; "" where there is none."""
    if node is None:
        return ""
    node = unwrapped(node)
    name = reading.names.dotted(node).removesuffix("()").rsplit(".", 1)[-1]
    known = COLUMN_TYPES.get(name, name.lower() if name[:1].isupper() else "")
    if node.type != "call":
        return known
    call = call_of(reading.module, node, name)
    if known == "timestamp" and _true(reading, call, "timezone"):
        return "timestamptz"
    parameters = [*call.positional[:2]]
    parameters += [
        call.keywords[word] for word in ("length", "precision", "scale") if word in call.keywords
    ]
    sizes = [code for one in parameters if (code := reading.module.code(one)).isdigit()]
    if sizes and known.startswith(("varchar", "char", "numeric")):
        return f"{known}({','.join(sizes)})"
    return known


def default_of(reading: Reading, node: Node | None) -> Default:
    """What kind of default an expression given as `server_default` is."""
    if node is None or reading.module.code(node) == "None":
        return Default.NONE
    node = unwrapped(node)
    if node.type in ("string", "concatenated_string"):
        return Default.CONSTANT
    if node.type != "call":
        return Default.CONSTANT if node.type in ("true", "false", "integer") else Default.UNKNOWN
    name = reading.names.dotted(node)[:-2]
    last = name.rsplit(".", 1)[-1]
    if last in ("text", "literal_column", "DefaultClause"):
        call = call_of(reading.module, node, name)
        text = reading.known(call.positional[0]).lower() if call.positional else ""
        if VOLATILE.intersection(_WORD.findall(text)):
            return Default.VOLATILE
        return Default.CONSTANT if text else Default.UNKNOWN
    if last in ("true", "false", "null", "literal", "now", "current_timestamp"):
        return Default.CONSTANT
    if last in ("Identity", "Sequence"):
        return Default.VOLATILE
    return Default.VOLATILE if last in VOLATILE else Default.UNKNOWN
