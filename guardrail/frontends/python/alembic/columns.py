"""SQLAlchemy's `Column(...)` as a column: type, nullability, default, index, reference."""

from __future__ import annotations

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.sqlalchemy_types import COLUMN_TYPES, VOLATILE
from guardrail.patterns import late
from guardrail.shapes import ColumnShape, Default

_PLAIN = late(r"-?[0-9.]{1,30}\Z|[A-Za-z_][\w.]{0,60}(?:\(\))?\Z|''\Z")
_SPELT = {
    "true": "TRUE",
    "false": "FALSE",
    "null": "NULL",
    "now": "now()",
    "current_timestamp": "CURRENT_TIMESTAMP",
}
_WORD = late(r"[a-z_0-9]+(?=\s*\()")


class Column(Struct, frozen=True):
    """A column as its definition says it."""

    name: str
    type: str
    nullable: bool
    default: Default
    unique: bool
    indexed: bool
    references: str
    referenced: tuple[str, ...] = ()
    on_delete: str = ""
    default_text: str = ""
    primary: bool = False
    options: tuple[str, ...] = ()

    @property
    def shape(self) -> ColumnShape:
        """The column as it stays in the database."""
        return ColumnShape(
            self.name, self.type, self.nullable, self.default, self.default_text, self.options
        )


def column_of(reading: Reading, node: Node | None) -> Column | None:
    """The column that an expression makes, `None` where it is no call of `Column`."""
    value = reading.builder.flow.value(node) if node is not None else None
    if value is None or value.type != "call":
        return None
    call = reading.call(value)
    if not call.last.endswith(("Column", "column")):
        return None
    name, written = "", ""
    refers = Refers()
    options: tuple[str, ...] = ()
    default = default_of(reading, call.keywords.get("server_default"))
    for index, one in enumerate(call.positional):
        kind = reading.names.dotted(one).removesuffix("()").rsplit(".", 1)[-1]
        if index == 0 and one.type != "call":
            name = reading.known(one)
        elif kind == "ForeignKey":
            refers = referred(reading, one)
        elif kind in ("Computed", "Identity"):
            default = Default.GENERATED if kind == "Computed" else Default.VOLATILE
            options = ("identity",) if kind == "Identity" else ("stored",)
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
        references=refers.table,
        referenced=(refers.column,) if refers.column else (),
        on_delete=refers.on_delete,
        default_text=default_text_of(reading, call.keywords.get("server_default")),
        primary=primary,
        options=options,
    )


def _true(reading: Reading, call: Call, keyword: str) -> bool:
    return reading.truth(call.keywords.get(keyword)) is True


class Refers(Struct, frozen=True):
    """What a foreign key refers to: the table, its column, and what happens when the row goes."""

    table: str = ""
    column: str = ""
    on_delete: str = ""


def referred(reading: Reading, node: Node) -> Refers:
    """What `ForeignKey("table.column", ondelete="CASCADE")` refers to."""
    call = call_of(reading.module, unwrapped(node), "ForeignKey")
    table, _, column = (reading.known(call.positional[0]) if call.positional else "").rpartition(
        "."
    )
    return Refers(table, column, reading.known(call.keywords.get("ondelete")).lower())


def type_of(reading: Reading, node: Node | None) -> str:
    """A column type as SQL writes it: "varchar(20)"; "" where there is none."""
    if node is None:
        return ""
    node = _plain_type(unwrapped(node))
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
    sizes = [size for one in parameters if (size := _size(reading, one))]
    if sizes and known.startswith(("varchar", "char", "numeric")):
        return f"{known}({','.join(sizes)})"
    return known


def _size(reading: Reading, node: Node) -> str:
    """A length or a precision, also under the name of a constant; "" where it isn't known."""
    code = reading.module.code(node)
    code = code if code.isdigit() or node.type != "identifier" else reading.known(node)
    return code if code.isdigit() else ""


def _plain_type(node: Node) -> Node:
    """The type that `….with_variant(other, "sqlite")` is in all other dialects."""
    while node.type == "call":
        function = node.child_by_field_name("function")
        method = function.child_by_field_name("attribute") if function is not None else None
        owner = function.child_by_field_name("object") if function is not None else None
        if owner is None or method is None or method.text != b"with_variant":
            return node
        node = owner
    return node


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


def default_text_of(reading: Reading, node: Node | None) -> str:
    """The default as SQL writes it, as far as it holds no text: "now()", "0", "TRUE"."""
    if node is None:
        return ""
    node = unwrapped(node)
    last = reading.names.dotted(node).removesuffix("()").rsplit(".", 1)[-1]
    if last in _SPELT:
        return _SPELT[last]
    text = reading.known(node)
    if node.type == "call":
        call = call_of(reading.module, node, last)
        text = reading.known(call.positional[0]) if call.positional and last == "text" else ""
    return text if _PLAIN.match(text) else ""
